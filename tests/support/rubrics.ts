/** Made-up rubrics for property tests: sound ones, with texts that are hard to carry. */
import * as fc from 'fast-check';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { faultIn } from '#lib/domain/rubric/rubric-file.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import { readRubric } from '#lib/domain/rubric/sound.ts';
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import { anySign } from './signs.ts';

const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/).filter((text) => faultIn('criterion', text) === null && text !== 'about');
const version = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((numbers) => numbers.join('.'));
const language = fc.constantFrom('en', 'fi', 'sv', 'de', 'ar', 'pt-BR', 'zh-Hant', 'kmr');

/** What formats stumble over: formulas, separators, quotation marks, markup, escapes, names that every object has, spaces. */
const HARD = [
  '=1+1',
  "'=1+1",
  "''=x",
  '-5 degrees',
  '+358 40 1234567',
  '@home',
  'first; =second',
  'first;"=second',
  'a | b',
  '"quoted", and; more',
  '<b>bold</b> & <script>alert(1)</script>',
  'constructor',
  '__proto__',
  'toString',
  '_x0041_ and _x005F_x0041_',
  '\uFFFD',
  ' two  spaces ',
  ' ',
  '\u00A0hard\u00A0space',
  'Kan\u00ADzlei',
  'שלום עולם',
  'مرحبا',
  '👩‍🏫 𝒳',
  '2.4',
  '1.2.3',
  '1, 3',
  'TRUE',
  '00123',
  'whole rubric',
  '＝full width',
  '%7B%22',
  '&amp; &#61;'
];
const hard = fc.constantFrom(...HARD);

/** A text as a rubric may have it. */
export const rubricText: fc.Arbitrary<string> = fc
  .oneof(
    { weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
    { weight: 2, arbitrary: hard },
    { weight: 1, arbitrary: fc.tuple(hard, hard).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }) },
    { weight: 1, arbitrary: fc.string({ unit: anySign, minLength: 1, maxLength: 20 }) }
  )
  .filter((text) => text !== '' && faultIn('text', text) === null);

const byLevel = (levels: readonly Level[], need: boolean): fc.Arbitrary<Partial<Record<Level, string>>> =>
  fc.record(Object.fromEntries(levels.map((level) => [level, rubricText])), need ? {} : { requiredKeys: [] });

/** An idea may be missing before others, never after them. */
const evidence = (whole: boolean) =>
  fc
    .array(whole ? rubricText : fc.oneof({ weight: 4, arbitrary: rubricText }, { weight: 1, arbitrary: fc.constant('') }), { maxLength: 4 })
    .map((ideas) => ideas.slice(0, ideas.findLastIndex((idea) => idea !== '') + 1));

const criterionWords = (settings: readonly string[], essential: readonly Level[], whole: boolean) => {
  const required = fc.record({
    title: rubricText,
    descriptors: byLevel(LEVELS, whole),
    notApplicable: byLevel([...new Set(essential)], whole)
  });
  const rest = fc.record(
    {
      help: fc.record(
        { about: rubricText, examples: fc.record(Object.fromEntries(settings.map((one) => [one, rubricText])), { requiredKeys: [] }) },
        { requiredKeys: [] }
      ),
      evidence: evidence(whole),
      next: byLevel(LEVELS, false)
    },
    { requiredKeys: [] }
  );
  const parts = whole
    ? required
    : fc.record(
        { title: rubricText, descriptors: byLevel(LEVELS, false), notApplicable: byLevel([...new Set(essential)], false) },
        { requiredKeys: [] }
      );
  return fc.tuple(parts, rest).map(([a, b]) => {
    const all = { ...a, ...b } as Record<string, unknown>;
    // The check of files tells empty descriptors from none; a table cannot.
    if (Object.keys((all.descriptors as object | undefined) ?? {}).length === 0) delete all.descriptors;
    return all;
  });
};

/** Words of situations, whole or in part. */
const situationWords = (optional: readonly Level[], whole: boolean) =>
  fc.record(
    Object.fromEntries(
      LEVELS.map((level) => {
        const parts = { label: rubricText, definition: rubricText, ...(optional.includes(level) ? { outOfRole: rubricText } : {}) };
        const required = whole ? (Object.keys(parts) as 'label'[]) : [];
        return [level, fc.record({ ...parts, exclusions: rubricText }, { requiredKeys: required })];
      })
    ),
    whole ? {} : { requiredKeys: [] }
  );

interface Shape {
  readonly ids: readonly string[];
  readonly essential: readonly (readonly Level[])[];
  readonly settings: readonly string[];
  /** The levels whose situation may be left out; `undefined` where no situations are declared. */
  readonly optional: readonly Level[] | undefined;
}

const translation = (code: string, { ids, essential, settings, optional }: Shape, whole: boolean): fc.Arbitrary<Translation> =>
  fc
    .record(
      {
        title: rubricText,
        short: rubricText,
        about: rubricText,
        practice: byLevel(LEVELS, false),
        ...(optional ? { situations: situationWords(optional, whole) } : {}),
        criteria: fc.record(
          Object.fromEntries(ids.map((one, i) => [one, criterionWords(settings, essential[i]!, whole)])),
          whole ? {} : { requiredKeys: [] }
        )
      },
      { requiredKeys: whole ? ['title', 'short', 'criteria', ...(optional ? ['situations' as 'criteria'] : [])] : ['criteria'] }
    )
    .map((words) => ({ language: code, ...words }) as Translation);

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const defined = (record: Record<string, unknown>) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

const stamps = fc.dictionary(fc.constantFrom('title', 'short', 'A1.1', 'A1.help.school'), fc.stringMatching(/^[0-9a-f]{8}$/), {
  minKeys: 1
});

/** A whole rubric, with one to four languages, that `readRubric` lets in as it is. */
export const anyRubricFile: fc.Arbitrary<RubricFile> = fc
  .record({
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 6 }),
    settings: fc.uniqueArray(fc.oneof(id, fc.constantFrom('school', 'School')), { maxLength: 3 }),
    languages: fc.uniqueArray(language, { minLength: 1, maxLength: 4 }),
    tells: fc.boolean(),
    optional: fc.option(fc.subarray<Level>([2, 3, 4]), { nil: undefined }),
    beyond: fc.subarray<Level>([...LEVELS])
  })
  .chain(({ ids, settings, languages, tells, optional, beyond }) =>
    fc
      .array(fc.array(fc.constantFrom<Level>(1, 2, 3, 4), { maxLength: 4 }), { minLength: ids.length, maxLength: ids.length })
      .chain((essential) => {
        // English need not be named as the language that it was written in.
        const source = tells || !languages.includes('en') ? languages[0]! : 'en';
        const shape = { ids, essential, settings, optional };
        return fc
          .record({
            id,
            version,
            earlier: version,
            keyLevel: fc.constantFrom(1, 2, 3, 4),
            digcomp: fc.array(fc.uniqueArray(fc.constantFrom('1.1', '2.4', '3.2', '5.4'), { maxLength: 3 }), {
              minLength: ids.length,
              maxLength: ids.length
            }),
            examples: fc.array(fc.dictionary(fc.constantFrom('work', ...settings), fc.constantFrom<Level>(...LEVELS), { maxKeys: 4 }), {
              minLength: ids.length,
              maxLength: ids.length
            }),
            words: fc.tuple(...languages.map((code) => translation(code, shape, code === source))),
            translated: maybe(fc.dictionary(fc.constantFrom(...languages), stamps, { minKeys: 1 })),
            thresholds: maybe(fc.constant({ hold: [2, 3], emerging: [1, 3], cover: [2, 3], margin: 1, progressCap: [9, 10] } as const)),
            changes: maybe(fc.constantFrom<'same' | 'comparable'>('same', 'comparable')),
            origin: maybe(fc.record({ author: rubricText, licence: rubricText }, { requiredKeys: [] }))
          })
          .map(({ digcomp, examples, words, translated, thresholds, changes, origin, earlier, keyLevel, ...names }) => {
            const facts = defined({
              id: names.id,
              version: names.version,
              keyLevel,
              source: source === 'en' && !tells ? undefined : source,
              criteria: ids.map((one, i) => ({
                id: one,
                essential: essential[i]!,
                ...(optional && essential[i]!.some((level) => beyond.includes(level))
                  ? { beyond: beyond.filter((level) => essential[i]!.includes(level)) }
                  : {}),
                ...(digcomp[i]!.length > 0 ? { digcomp: digcomp[i]! } : {}),
                ...(Object.keys(examples[i]!).length > 0 ? { examples: examples[i]! } : {})
              })),
              situations:
                optional &&
                Object.fromEntries(
                  LEVELS.map((level) => [level, { id: `s${level}`, ...(optional.includes(level) ? { outOfRole: true } : {}) }])
                ),
              thresholds,
              changes:
                changes && compareVersions(earlier, names.version) < 0
                  ? [{ from: earlier, criteria: [{ kind: changes, from: ['old'], to: [ids[0]!] }] }]
                  : undefined,
              origin
            });
            const file = rubricFile(facts as RubricFile['facts'], Object.fromEntries(words.map((own) => [own.language, own])), translated);
            return readRubric(JSON.parse(JSON.stringify(file)), 'made up').file;
          });
      })
  );
