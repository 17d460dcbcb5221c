import { PLACES } from '../storage/places.ts';
import { describe, expect, test } from 'vitest';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Participations } from '#lib/storage/stores/participations.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { aWorkshop, codeOf, topicsCalled } from '../support/workshops.ts';

const workshop = aWorkshop({ topics: topicsCalled('information', 'privacy') });
const code = (id: number, level: TopicResult['level'] = 1) => codeOf(workshop, id, [level, { level: 2, open: true }]);
const back = (id: number) => codeOf(workshop, id, null);

describe.each(PLACES)('workshops in %s', (_, place) => {
  const open = async () => {
    const tables = place();
    const workshops = new Workshops(tables);
    await workshops.save(workshop);
    return { tables, workshops, left: () => tables.page('results') };
  };

  test('one is kept, told newest first, and only its title and lines change by saving', async () => {
    const { workshops } = await open();
    await workshops.save({ ...workshop, id: 'w2', openedAt: 2 });
    expect((await workshops.list()).workshops.map(({ id }) => id)).toEqual(['w2', 'w1']);
    await workshops.take(
      'w1',
      [1, 2, 3, 4, 5].map((id) => code(id))
    );
    await workshops.reveal('w1');
    await workshops.save({ ...workshop, title: 'Thursday', lines: ['A shared account'] });
    expect((await workshops.read('w1'))!.workshop).toMatchObject({ title: 'Thursday', lines: ['A shared account'], state: 'shown' });
    expect(await workshops.read('w3')).toBeNull();
  });

  test('results are counted, and nothing else of them is told', async () => {
    const { workshops } = await open();
    const { verdicts, handedIn } = await workshops.take('w1', [code(1), code(2), code(1), code(1, 4), back(2), 'nonsense']);
    expect(verdicts.map(({ kind }) => kind)).toEqual(['new', 'new', 'again', 'replaced', 'taken-back', 'length']);
    expect(handedIn).toBe(1);
    expect(await workshops.read('w1')).toEqual({ workshop, handedIn: 1 });
  });

  test('the picture freezes the round; at closing the results are gone, and the picture stays', async () => {
    const { workshops, left } = await open();
    await workshops.take(
      'w1',
      [1, 2, 3, 4, 5, 6].map((id) => code(id))
    );
    const shown = await workshops.reveal('w1');
    expect(shown.workshop.state).toBe('shown');
    expect((await workshops.take('w1', [code(7), back(1)])).verdicts.map(({ kind }) => kind)).toEqual(['shown', 'shown']);
    expect(await left()).toHaveLength(6);
    const closed = await workshops.close('w1');
    expect(await left()).toEqual([]);
    expect(closed.workshop.picture).toEqual(shown.workshop.picture);
    expect(await workshops.read('w1')).toEqual(closed);
    expect(closed.handedIn).toBe(6);
  });

  test('of fewer than five nothing is shown, and after the close nothing is left, not even how many they were', async () => {
    const { workshops, left } = await open();
    await workshops.take(
      'w1',
      [1, 2, 3].map((id) => code(id))
    );
    expect((await workshops.reveal('w1')).workshop.state).toBe('open');
    expect((await workshops.take('w1', [code(4)])).handedIn).toBe(4);
    expect(await workshops.close('w1')).toMatchObject({ workshop: { state: 'closed', picture: null }, handedIn: 0 });
    expect(await left()).toEqual([]);
  });

  test('one that is taken away goes with its results', async () => {
    const { workshops, left } = await open();
    await workshops.take('w1', [code(1)]);
    await workshops.remove('w1');
    expect(await left()).toEqual([]);
    expect(await workshops.read('w1')).toBeNull();
  });

  test.each([
    ['a bar of one', 5, [4, 1], 'few'],
    ['more than handed in', 5, [3, 3], 'few'],
    ['fewer than handed in', 22, [3, 3], 'few'],
    ['a safety point of others', 6, [3, 3], { count: 4, of: 22 }],
    ['a safety point of one', 6, [3, 3], { count: 1, of: 6 }]
  ])('a picture that was made by hand and shows what no picture shows is damage: %s', async (_, of, [low, high], told) => {
    const { workshops, tables } = await open();
    const bars = [
      { levels: [-1, 3], count: low },
      { levels: [4, 4], count: high }
    ];
    await tables.put('workshops', [{ ...workshop, state: 'shown', picture: { of, topics: [{ topic: 'information', bars, open: told }] } }]);
    expect((await workshops.list()).damage).toHaveLength(1);
  });

  test('a part in a workshop is kept beside its assessment', async () => {
    const parts = new Participations(place());
    const { id: _, openedAt: __, state: ___, picture: ____, lines: _____, ...called } = workshop;
    const part: Participation = { ...called, assessment: 'a1', result: 9, joinedAt: 3 };
    await parts.save(part);
    expect(await parts.read('a1')).toEqual(part);
    expect(await parts.list()).toEqual([part]);
  });

  test('a new assessment and the workshop that it is for are stored as one: both, or neither', async () => {
    const tables = place();
    const [answers, parts] = [new Answers(tables), new Participations(tables)];
    const { id: _, openedAt: __, state: ___, picture: ____, lines: _____, ...called } = workshop;
    const part: Participation = { ...called, assessment: 'a1', result: 9, joinedAt: 3 };
    const head: Head = {
      ...{ id: 'a1', name: '', createdAt: 1, updatedAt: 1, rubrics: [{ id: 'privacy', version: '1.0.0' }], size: 7 },
      ...{ role: null, setting: null, targets: {}, cursor: 'privacy.C1' }
    };
    // The second row cannot be stored.
    const torn = { ...part, assessment: undefined } as unknown as Participation;
    await expect(answers.amend('a1', {}, 2, head, torn)).rejects.toThrow();
    expect([await tables.page('assessments'), await tables.page('participations')]).toEqual([[], []]);
    await answers.amend('a1', {}, 2, head, part);
    expect([await tables.page('assessments'), await tables.page('participations')]).toEqual([[head], [part]]);
    // What is changed later says nothing of it anew.
    await answers.amend('a1', { name: 'x' }, 3, undefined, { ...part, result: 10 });
    expect(await parts.read('a1')).toEqual(part);
  });
});
