/** Rubric files for tests: a small one by hand, and any that fast-check thinks of. */
import fc from 'fast-check';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { FORMAT, FORMAT_VERSION } from '#lib/domain/rubric/rubric-file.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFacts, RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { requiredPlaces, SITUATION_PARTS, withText } from '#lib/domain/rubric/places.ts';

/** @returns words with a title and four descriptors for each criterion, made of a prefix */
export function someWords(language: string, ids: readonly string[], prefix = language): Translation {
  return {
    language,
    title: `${prefix} title`,
    short: `${prefix} short`,
    criteria: Object.fromEntries(
      ids.map((id) => [
        id,
        {
          title: `${prefix} ${id}`,
          descriptors: Object.fromEntries(LEVELS.map((level) => [level, `${prefix} ${id} at ${level}.`])) as Record<Level, string>
        }
      ])
    )
  };
}

/** @param essential cells such as "A1.2" */
export function aFile(
  ids: readonly string[] = ['A1', 'A2'],
  facts: Partial<RubricFacts> = {},
  essential: readonly string[] = [],
  words?: Record<string, Translation>
): RubricFile {
  let source = someWords('en', ids);
  for (const cell of essential) {
    const [id, level] = cell.split('.');
    source = withText(source, `${id}.notApplicable.${level}`, `Only if ${cell} cannot arise.`);
  }
  return rubricFile(
    {
      id: 'own-one',
      version: '1.0.0',
      keyLevel: 1,
      criteria: ids.map((id) => ({ id, essential: LEVELS.filter((level) => essential.includes(`${id}.${level}`)) })),
      ...facts
    },
    words ?? { en: source }
  );
}

/** A text that a rubric may have: one line, nothing unseen, at least one character. */
export const aText = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .map((text) => text.replace(/[\p{Cc}\p{Cs}\u061C\u200B\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu, '').slice(0, 2000))
  .filter((text) => text !== '');

const RESERVED = ['title', 'short', 'about', 'practice', 'constructor', 'hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable'];
export const anId = fc
  .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/)
  .filter((id) => ![...RESERVED, 'toLocaleString', 'toString', 'valueOf'].includes(id));
export const someIds = fc.uniqueArray(anId, { minLength: 1, maxLength: 5 });
export const aLevel = fc.constantFrom(...LEVELS);
export const aVersion = fc.tuple(fc.nat(9), fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
export const aLanguage = fc.constantFrom('en', 'fi', 'sv', 'de', 'se', 'pt-BR', 'ar');

/** Any place of a rubric with these criteria. */
export const aPlace = (ids: readonly string[], setting: fc.Arbitrary<string> = fc.constantFrom('school', 'employment')) => {
  const id = fc.constantFrom(...ids);
  return fc.oneof(
    fc.constantFrom('title', 'short', 'about'),
    aLevel.map((level) => `practice.${level}`),
    fc.tuple(aLevel, fc.constantFrom(...SITUATION_PARTS)).map(([level, part]) => `situations.${level}.${part}`),
    id.map((one) => `${one}.title`),
    id.map((one) => `${one}.help.about`),
    fc.tuple(id, setting).map(([one, of]) => `${one}.help.${of}`),
    fc.tuple(id, fc.integer({ min: 1, max: 4 })).map(([one, i]) => `${one}.evidence.${i}`),
    fc.tuple(id, fc.constantFrom('', 'next.', 'notApplicable.'), aLevel).map(([one, part, level]) => `${one}.${part}${level}`)
  );
};

/** Words with some texts at some places. */
export const words = (language: string, ids: readonly string[]) =>
  fc
    .array(fc.tuple(aPlace(ids), aText), { maxLength: 20 })
    .map((texts) => texts.reduce<Translation>((all, [place, text]) => withText(all, place, text), { language, criteria: {} }));

const fitsSituation = (place: string, optional: readonly Level[] | undefined) =>
  optional !== undefined && (!place.endsWith('.outOfRole') || optional.some((level) => place.includes(`.${level}.`)));

/** Four situations. @param optional levels whose situation may be left out */
export const aboutLevels = (optional: readonly Level[]): NonNullable<RubricFacts['situations']> =>
  Object.fromEntries(
    LEVELS.map((level) => [level, { id: `situation-${level}`, ...(optional.includes(level) ? { outOfRole: true } : {}) }])
  );

/** A rubric file that is valid: whole in its own language, and perhaps translated in part. */
export const aValidFile: fc.Arbitrary<RubricFile> = someIds.chain((ids) =>
  fc
    .record({
      id: anId,
      version: aVersion,
      keyLevel: aLevel,
      source: fc.option(fc.constantFrom('fi', 'en', 'pt-BR'), { nil: undefined }),
      essential: fc.array(fc.subarray([...LEVELS]), { minLength: ids.length, maxLength: ids.length }),
      examples: fc.array(fc.option(fc.dictionary(fc.constantFrom('school', 'employment'), aLevel), { nil: undefined }), {
        minLength: ids.length,
        maxLength: ids.length
      }),
      digcomp: fc.array(fc.option(fc.subarray(['1.1', '2.4', '5.4']), { nil: undefined }), {
        minLength: ids.length,
        maxLength: ids.length
      }),
      author: fc.option(aText, { nil: undefined }),
      /** The levels whose situation may be left out; `undefined` where no situations are declared. */
      optional: fc.option(fc.subarray<Level>([2, 3, 4]), { nil: undefined }),
      beyond: fc.subarray([...LEVELS]),
      thresholds: fc.option(
        fc.constant({
          hold: [3, 4] as [number, number],
          emerging: [1, 3] as [number, number],
          cover: [2, 3] as [number, number],
          margin: 2,
          progressCap: [9, 10] as [number, number]
        }),
        { nil: undefined }
      ),
      others: fc.uniqueArray(fc.constantFrom('sv', 'de', 'ar'), { maxLength: 2 }),
      more: fc.array(fc.tuple(aPlace(ids), aText), { maxLength: 12 }),
      stamp: fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: undefined })
    })
    .map(({ source, essential, examples, digcomp, author, optional, beyond, thresholds, others, more, stamp, ...facts }): RubricFile => {
      const situations = optional && aboutLevels(optional);
      const cells = ids.flatMap((id, i) => essential[i]!.map((level) => `${id}.${level}`));
      const fits = (place: string) =>
        place.startsWith('situations.')
          ? fitsSituation(place, optional)
          : !/\.(notApplicable|evidence)\./.test(place) ||
            cells.includes(place.replace('.notApplicable', '')) ||
            place.endsWith('.evidence.1');
      const original = source ?? 'en';
      let own = someWords(original, ids);
      for (const place of requiredPlaces({ criteria: [], situations }).slice(2)) own = withText(own, place, `Text of ${place}`);
      for (const cell of cells) own = withText(own, cell.replace('.', '.notApplicable.'), 'Only if it cannot arise.');
      for (const [place, text] of more) if (fits(place)) own = withText(own, place, text);
      const all: Record<string, Translation> = { [original]: own };
      for (const language of others) {
        let other: Translation = { language, criteria: {} };
        for (const [place, text] of more) if (fits(place)) other = withText(other, place, text);
        all[language] = other;
      }
      return rubricFile(
        {
          ...facts,
          source,
          criteria: ids.map((id, i) => {
            const wider = optional ? beyond.filter((level) => essential[i]!.includes(level)) : [];
            return { id, essential: essential[i]!, digcomp: digcomp[i], examples: examples[i], ...(wider.length ? { beyond: wider } : {}) };
          }),
          situations,
          thresholds,
          origin: author ? { author } : undefined
        },
        all,
        stamp && others[0] ? { [others[0]]: { title: stamp } } : undefined
      );
    })
);

/** The same value with the keys of every object in another order. */
export function shuffled<T>(value: T): T {
  if (Array.isArray(value)) return value.map(shuffled) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, shuffled(one)])
  ) as T;
}

export const OUTER = { format: FORMAT, formatVersion: FORMAT_VERSION } as const;
