import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash, wordsHash } from '#lib/domain/hash.ts';
import { requiredPlaces, textAt } from '#lib/domain/rubric/places.ts';
import { rubricFile, rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { judged, readRubric, rubricFaults, together, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { mergeData } from '#lib/domain/person/merge.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { narrowed } from '#lib/exchange/rubrics/carries.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { aFile, someWords } from './rubric-files.ts';
import { times } from '../support/scale.ts';

const whole = readRubric(openRubricFile('privacy'), 'privacy');
const LANGUAGES = Object.keys(whole.file.words);
const read = (file: RubricFile): SoundRubric => readRubric(JSON.parse(JSON.stringify(file)), 'f.json');
/** With the words of these languages alone. */
const having = (file: RubricFile, languages: readonly string[]): RubricFile => {
  const [here, away] = [true, false].map((kept) =>
    Object.entries(file.words).filter(([language]) => languages.includes(language) === kept)
  ) as [[string, Translation][], [string, Translation][]];
  const elsewhere = Object.fromEntries(away.map(([language, own]) => [language, wordsHash(own)]));
  return rubricFile(file.facts, Object.fromEntries(here), undefined, elsewhere);
};
const some = fc.subarray(LANGUAGES, { minLength: 1 });

describe('a rubric of which some words are elsewhere', () => {
  test('is the same rubric, and sound, with the words of any language', () => {
    fc.assert(
      fc.property(some, (languages) => {
        const { hash, file } = read(having(whole.file, languages));
        expect(hash).toBe(whole.hash);
        expect(Object.keys(file.words).sort()).toEqual([...languages].sort());
        expect(file.formatVersion).toBe(languages.length === LANGUAGES.length ? 2 : 3);
        for (const language of LANGUAGES) expect(languages).toContain(rubricIn(file, language).language);
      }),
      times(30)
    );
  });

  test('opens as it was saved, and is the rubric of which it is a part', () => {
    const saved = (version: number) =>
      readRubric(JSON.parse(readFileSync(`tests/upgrades/rubric-${version}.json`, 'utf8')), `rubric-${version}.json`);
    const [part, all] = [saved(3), saved(2)];
    expect([part.hash, part.file.formatVersion]).toEqual([all.hash, 3]);
    expect(rubricIn(part.file, 'sv')).toEqual(rubricIn(all.file, 'sv'));
    expect(together(part, all).file).toEqual(all.file);
  });

  test('becomes whole again, whoever comes first, and however often', () => {
    fc.assert(
      fc.property(some, some, some, (...parts) => {
        const [a, b, c] = parts.map((languages) => read(having(whole.file, languages))) as [SoundRubric, SoundRubric, SoundRubric];
        const all = together(together(a, b), c);
        expect(all.hash).toBe(whole.hash);
        expect(Object.keys(all.file.words).sort()).toEqual([...new Set(parts.flat())].sort());
        expect(together(a, together(c, b)).file).toEqual(all.file);
        expect(together(all, b)).toBe(all);
      }),
      times(30)
    );
  });

  test('joins with other data in any order: words come together, and who offered it most openly counts', () => {
    const kept = fc.record({
      languages: some,
      origin: fc.constantFrom('own', 'received', 'cited'),
      at: fc.integer({ min: 1, max: 3 }),
      from: fc.option(fc.constantFrom('link', 'a.json'), { nil: undefined })
    });
    fc.assert(
      fc.property(fc.tuple(kept, kept, kept), (all) => {
        const [a, b, c] = all.map(({ languages, from, ...rest }): PersonalData => {
          const rubric = { ...read(having(whole.file, languages)), ...rest, ...(from === undefined ? {} : { from }) };
          return { ...NOTHING, rubrics: [rubric] };
        }) as [PersonalData, PersonalData, PersonalData];
        const joined = mergeData(mergeData(a, b), c);
        expect(mergeData(c, mergeData(b, a))).toEqual(joined);
        expect(mergeData(joined, a)).toEqual(joined);
        const languages = [...new Set(all.flatMap((one) => one.languages))].sort();
        expect(Object.keys(joined.rubrics[0]!.file.words).sort()).toEqual(languages);
      }),
      times(40)
    );
  });

  test('shows what its own language has not in another one, and names that', () => {
    const words = {
      de: someWords('de', ['A1', 'A2', 'A3']),
      en: someWords('en', ['A1', 'A2']),
      fi: { language: 'fi', title: 'fi' } as Translation
    };
    const facts = { ...aFile(['A1', 'A2', 'A3']).facts, source: 'de' };
    const all = read(rubricFile(facts, { ...words, fi: { ...words.fi, criteria: {} } }));
    const elsewhere = { de: wordsHash(all.file.words.de!), fi: wordsHash(all.file.words.fi!) };
    const added: Translation = { language: 'de', criteria: { A3: words.de.criteria.A3! } };
    const part = read(rubricFile(facts, { en: words.en, de: added }, undefined, elsewhere));
    expect(part.hash).toBe(all.hash);
    const rubric = rubricIn(part.file, 'en');
    expect([rubric.language, rubric.title, rubric.criteria.map(({ title }) => title)]).toEqual([
      'en',
      'en title',
      ['en A1', 'en A2', 'de A3']
    ]);
    expect(rubric.borrowed).toEqual(Object.fromEntries(['A3.title', 'A3.1', 'A3.2', 'A3.3', 'A3.4'].map((place) => [place, 'de'])));
    // A reader of a third language gets whole words before parts of some.
    expect(rubricIn(part.file, 'sv').title).toBe('en title');
    expect(rubricIn(part.file, 'de').borrowed).toMatchObject({ title: 'en', 'A1.1': 'en' });
    expect(together(part, all).file).toEqual(all.file);
  });

  test('one language alone takes along what it lacks', () => {
    for (const language of LANGUAGES) {
      const alone = read(narrowed(whole.file, language));
      expect(alone.hash).toBe(whole.hash);
      expect(Object.keys(alone.file.words)).toEqual([language]);
    }
    const half = read(
      rubricFile(aFile(['A1', 'A2']).facts, { en: someWords('en', ['A1', 'A2']), fi: { ...someWords('fi', ['A1']), about: 'Vain tämä.' } })
    );
    const alone = narrowed(half.file, 'fi');
    expect(Object.keys(alone.words.en!.criteria)).toEqual(['A2']);
    expect(rubricIn(read(alone).file, 'fi')).toEqual(rubricIn(half.file, 'fi'));
    expect(contentHash(narrowed(alone, 'fi'))).toBe(half.hash);
  });

  test('is not sound where no language here has a text that is needed', () => {
    const part = having(
      aFile(['A1', 'A2']).facts ? rubricFile(aFile(['A1', 'A2']).facts, { en: someWords('en', ['A1', 'A2']) }) : whole.file,
      []
    );
    expect(rubricFaults(part).map(({ code, place }) => `${code} ${place}`)).toEqual(
      requiredPlaces(part.facts).map((place) => `no-text words.en.${place}`)
    );
    const broken = { ...part, elsewhere: { en: 'x' } };
    expect(rubricFaults(broken).map(({ place }) => place)).toEqual(['elsewhere.en']);
  });

  test('words that are not those of the hash stay a part; a claim that makes no rubric changes nothing', () => {
    const other = { ...whole.file.words.fi!, title: 'Toinen' };
    const part = having(whole.file, ['en', 'de', 'sv']);
    const said = judged({ ...part, words: { ...part.words, fi: other } }).rubric!;
    expect([said.hash, said.file.elsewhere]).toEqual([whole.hash, part.elsewhere]);
    expect(textAt(together(said, whole).file.words.fi!, 'title')).toBe(whole.file.words.fi!.title);
    const bare: Translation = { language: 'en', title: 'Only a title', criteria: {} };
    const facts = aFile(['A1']).facts;
    const claim = { ...facts, source: 'en' };
    const a = judged({ facts: claim, words: { fi: someWords('fi', ['A1']) }, elsewhere: { en: wordsHash(bare) } }).rubric!;
    const b = judged({
      facts: claim,
      words: { sv: someWords('sv', ['A1']), en: { ...bare, short: 'x' } },
      elsewhere: { en: wordsHash(bare), fi: wordsHash(someWords('fi', ['A1'])) }
    });
    expect(a.file.elsewhere).toEqual({ en: wordsHash(bare) });
    expect(b.rubric).not.toBeNull();
  });
});
