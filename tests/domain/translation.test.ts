import { describe, expect, test } from 'vitest';
import { stampOf } from '#lib/domain/hash.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { missingPlaces, stalePlaces, stampsOf, unstampedPlaces } from '#lib/domain/rubric/translation.ts';
import { aFile } from './rubric-files.ts';

const { facts, words } = aFile(['A1']);
const en = words.en!;
/** Two of its texts in Finnish, and the stamps that were recorded. */
const fi: Translation = withText({ language: 'fi', title: 'Otsikko', criteria: {} }, 'A1.2', 'Kaksi.');
const file = (stamps?: Record<string, string>, source = en): RubricFile => ({
  ...aFile(['A1']),
  words: { en: source, fi },
  ...(stamps && { translated: { fi: stamps } })
});
const stamps = { title: stampOf(en.title!), 'A1.2': stampOf('en A1 at 2.') };

describe('a translation', () => {
  test('lacks what its original has and it has not; what is in no language is not lacking', () => {
    expect(missingPlaces(file(), 'fi')).toEqual(['short', 'A1.title', 'A1.1', 'A1.3', 'A1.4']);
    expect(missingPlaces(file(), 'sv')).toHaveLength(7);
  });

  test('is recorded as made from today’s texts, those that it has', () => expect(stampsOf(file(), 'fi')).toEqual(stamps));

  test('is stale where the original has changed since, and only there', () => {
    expect(stalePlaces(file(stamps), 'fi')).toEqual([]);
    expect(stalePlaces(file(stamps, withText(en, 'A1.2', 'Another.')), 'fi')).toEqual(['A1.2']);
    expect(stalePlaces(file(stamps, withText(en, 'A1.3', 'Another.')), 'fi')).toEqual([]);
  });

  test('of which nothing was recorded, or not of all, nobody can tell', () => {
    expect([stalePlaces(file(), 'fi'), unstampedPlaces(file(), 'fi')]).toEqual([[], ['title', 'A1.2']]);
    expect([stalePlaces(file({ title: 'x' }), 'fi'), unstampedPlaces(file({ title: 'x' }), 'fi')]).toEqual([['title'], ['A1.2']]);
    expect(unstampedPlaces(file(stamps), 'fi')).toEqual([]);
  });

  test('is none in the rubric’s own language, nor in one that it has no words in', () => {
    const own = { facts, words };
    for (const language of ['en', 'sv'])
      expect([stalePlaces(own, language), unstampedPlaces(own, language), stampsOf(own, language)]).toEqual([[], [], {}]);
  });
});
