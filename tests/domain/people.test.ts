import { describe, expect, test } from 'vitest';
import {
  changePerson,
  countsIn,
  receiptOf,
  databaseOf,
  isTaken,
  pauseLeft,
  personName,
  readRegistry,
  withoutPeople
} from '#lib/domain/person/people.ts';

const two = {
  people: [
    { id: 'first', name: 'Aino', locked: false },
    { id: '0123456789abcdef', name: 'Ben', locked: true }
  ],
  last: 'first'
};

describe('the list of people', () => {
  test('is read as it was written', () => expect(readRegistry(JSON.stringify(two))).toEqual(two));

  test.each([null, '', '{', '[]', '5', '{"people":7}', 'null'])('that is %s has nobody in it', (text) =>
    expect(readRegistry(text)).toEqual({ people: [], last: null })
  );

  test('that is torn keeps the people who are whole, and a nameless one, but no foreign database', () => {
    const torn = {
      people: [null, two.people[1], { id: 'first' }, { id: 'first', name: 'Twice' }, { id: '../x', name: 'X' }],
      last: 'gone'
    };
    expect(readRegistry(JSON.stringify(torn))).toEqual({
      people: [two.people[1], { id: 'first', name: '?', locked: false }],
      last: null
    });
  });

  test('without somebody does not remember them as the last', () =>
    expect(withoutPeople(two, ['first'])).toEqual({ people: [two.people[1]], last: null }));

  test('changes one person only', () =>
    expect(changePerson(two, 'first', { name: 'A.' }).people.map(({ name }) => name)).toEqual(['A.', 'Ben']));

  test('the first person keeps the database that was always there', () =>
    expect(two.people.map(({ id }) => databaseOf(id))).toEqual(['waymark', 'waymark-0123456789abcdef']));
});

describe('a name', () => {
  test.each([
    [' Aino  K. ', 'Aino K.'],
    ['ÅÄ', 'ÅÄ'],
    ['<b>x</b>', '<b>x</b>'],
    ['a\u202eb\u0000', 'ab'],
    ['👩‍🏫', '👩‍🏫'],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), null],
    [' \u200f ', null]
  ])('%j is kept as %j', (text, name) => expect(personName(text)).toBe(name));

  test('is taken whatever its capitals, but not by the person themselves', () => {
    expect(isTaken(two, 'AINO')).toBe(true);
    expect(isTaken(two, 'Aino', 'first')).toBe(false);
  });
});

test.each([
  [0, 0],
  [2, 0],
  [3, 2_000],
  [5, 8_000],
  [40, 60_000]
])('after %d wrong passphrases the pause is %d ms', (wrong, pause) => {
  expect(pauseLeft({ wrong, wrongAt: 1_000 }, 1_000)).toBe(pause);
  expect(pauseLeft({ wrong, wrongAt: 1_000 }, 1_000 + pause)).toBe(0);
  // The clock was set back by a day.
  expect(pauseLeft({ wrong, wrongAt: 86_400_000 }, 0)).toBeLessThanOrEqual(pause);
});

describe('what a guest had, on its way to the next page', () => {
  const counts = { assessments: 1, answers: 22, notes: 3, steps: 0, rubrics: 5, drafts: 6, workshops: 7, views: 8 };

  test('comes there as it was', () => expect(countsIn(receiptOf(counts))).toEqual(counts));

  test('means the same whatever the order in which it was counted', () => {
    const { drafts, answers, ...others } = counts;
    expect(countsIn(receiptOf({ drafts, ...others, answers }))).toEqual(counts);
  });

  test('stays true where somebody counts one kind more', () => {
    expect(countsIn(`photos=9&${receiptOf(counts)}`)).toEqual(counts);
    expect(countsIn(receiptOf({ photos: 9, ...counts } as typeof counts))).toEqual(counts);
  });

  test.each(['', '1,22,3,0,5,6', 'assessments=1', receiptOf(counts).replace('22', '-22'), receiptOf(counts).replace('22', '')])(
    'is not told where it is %j',
    (receipt) => expect(countsIn(receipt)).toBeNull()
  );
});
