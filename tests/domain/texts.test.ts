import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Translation } from '#lib/domain/rubric/rubric.ts';
import { languagesOf, partsOf, placesOf, requiredPlaces, sourceOf, textAt, withText } from '#lib/domain/rubric/places.ts';
import { aFile, aPlace, aText, someIds, words } from './rubric-files.ts';
import { times } from '../support/scale.ts';

const facts = (ids: readonly string[]) => ({ criteria: ids.map((id) => ({ id, essential: [] })) });
/** Words, and a place among them. */
const wordsAndPlace = someIds.chain((ids) => fc.tuple(fc.constant(ids), words('en', ids), aPlace(ids)));

describe('a text by its place', () => {
  test('what was put there is read there, and nothing else has changed', () =>
    fc.assert(
      fc.property(wordsAndPlace, aText, ([ids, before, place], text) => {
        const after = withText(before, place, text);
        expect(textAt(after, place)).toBe(text);
        const rest = (all: Translation) => placesOf(facts(ids), all).filter((one) => one !== place);
        expect(rest(after).map((one) => textAt(after, one))).toEqual(rest(before).map((one) => textAt(before, one)));
      }),
      times(100)
    ));

  test('putting back what was there undoes a change', () =>
    fc.assert(
      fc.property(wordsAndPlace, aText, ([ids, before, place], text) => {
        const again = withText(withText(before, place, text), place, textAt(before, place) ?? '');
        const all = (own: Translation) => placesOf(facts(ids), own).map((one) => [one, textAt(own, one)]);
        expect(all(again)).toEqual(all(before));
      }),
      times(100)
    ));

  test('an empty text takes it away', () =>
    fc.assert(
      fc.property(wordsAndPlace, ([, before, place]) => void expect(textAt(withText(before, place, ''), place)).toBeUndefined()),
      times(100)
    ));

  test('all places together are all texts: words rebuilt from their places are the same', () =>
    fc.assert(
      fc.property(
        someIds.chain((ids) => fc.tuple(fc.constant(ids), words('en', ids))),
        ([ids, before]) => {
          const places = placesOf(facts(ids), before);
          expect(new Set(places).size).toBe(places.length);
          const again = places.reduce<Translation>((all, place) => withText(all, place, textAt(before, place)!), {
            language: 'en',
            criteria: {}
          });
          expect(placesOf(facts(ids), again)).toEqual(places);
        }
      ),
      times(100)
    ));

  test('the words given are not changed', () => {
    const before = aFile().words.en!;
    const copy = structuredClone(before);
    withText(withText(before, 'A1.evidence.2', 'x'), 'A1.help.school', 'y');
    expect(before).toEqual(copy);
  });

  test('the second idea stays the second while the first is missing', () => {
    const own = withText(withText(aFile().words.en!, 'A1.evidence.1', 'one'), 'A1.evidence.2', 'two');
    const without = withText(own, 'A1.evidence.1', '');
    expect(textAt(without, 'A1.evidence.2')).toBe('two');
    expect(placesOf(facts(['A1']), without)).not.toContain('A1.evidence.1');
    expect(withText(without, 'A1.evidence.2', '').criteria.A1!.evidence).toEqual([]);
  });

  test.each(['constructor.title', 'A1.help.constructor', 'A1.next.toString', 'practice.valueOf', 'A1.evidence.length', 'A9.1', ''])(
    'there is no text at “%s”',
    (place) => expect(textAt(withText(aFile().words.en!, 'A1.evidence.1', 'x'), place)).toBeUndefined()
  );

  test.each(['A1.evidence.0', 'A1.evidence.1.5', 'A1.evidence.x', 'A1.evidence.99999999'])('“%s” is no place to put one', (place) =>
    expect(placesOf(facts(['A1']), withText(aFile(['A1']).words.en!, place, 'x')).filter((one) => /evidence\.(?!1$)/.test(one))).toEqual([])
  );
});

test('needed are titles, descriptors, and conditions of essentials', () =>
  expect(requiredPlaces({ criteria: [{ id: 'A1', essential: [3] }] })).toEqual([
    'title',
    'short',
    'A1.title',
    'A1.1',
    'A1.2',
    'A1.3',
    'A1.4',
    'A1.notApplicable.3'
  ]));

test.each([
  ['title', { criterion: null, part: 'title', level: null }],
  ['practice.2', { criterion: null, part: 'practice', level: 2 }],
  ['A2.title', { criterion: 'A2', part: 'title', level: null }],
  ['A2.3', { criterion: 'A2', part: 'descriptor', level: 3 }],
  ['A2.help.about', { criterion: 'A2', part: 'help.about', level: null }],
  ['A2.help.school', { criterion: 'A2', part: 'help.school', level: null }],
  ['A2.evidence.2', { criterion: 'A2', part: 'evidence', level: null }],
  ['A2.next.4', { criterion: 'A2', part: 'next', level: 4 }],
  ['A2.notApplicable.1', { criterion: 'A2', part: 'notApplicable', level: 1 }]
])('the parts of %s', (place, parts) => expect(partsOf(place)).toEqual(parts));

test('a rubric was written in English unless it says otherwise, and that language comes first', () => {
  const { facts: own, words: all } = aFile();
  expect(sourceOf(own)).toBe('en');
  const more = { en: all.en!, sv: { language: 'sv', criteria: {} }, de: { language: 'de', criteria: {} } };
  expect(languagesOf({ facts: own, words: more })).toEqual(['en', 'de', 'sv']);
  expect(languagesOf({ facts: { ...own, source: 'sv' }, words: more })).toEqual(['sv', 'de', 'en']);
});
