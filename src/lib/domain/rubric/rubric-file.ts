/**
 * What a rubric looks like in files, and the check that says where one does not.
 *
 * Built-in rubrics lie in a folder: `rubric.json` with the facts, one file of words a language. A rubric that travels, or that
 * somebody made, is one file with both: `rubricFileSchema`.
 */
import * as z from 'zod/mini';
import { DataError, fault, FAULTS, type Fault, type FaultCode } from '../faults.ts';
import { versionFault } from '../format-version.ts';
import { LIMITS } from '../limits.ts';
import { situationFactsSchema, situationWordsOf, thresholdsSchema } from '../model-file.ts';
import { draftIdSchema, hashSchema, idSchema, listOf, mostKeys, timeSchema, versionSchema } from '../value-file.ts';
import { WHOLE } from './whole.ts';

export const FORMAT = 'waymark-rubric';
/** The newest that is read; it only grows, and a newer one is declined in plain words. What a file bears says `formatOf`. */
export const FORMAT_VERSION = 3;

export const MOST = { text: 2_000, criteria: LIMITS.criteria, languages: 200, changes: 40, evidence: 12, stamps: 10_000 } as const;

/** @param known the versions that are let in, the newest last; the fault of another one is that of `versionFault` */
export const formatVersionSchema = <T extends number>(...known: T[]) =>
  z.literal(known, { error: ({ input }) => versionFault(input, known.at(-1)!, '')?.code });

/** The versions that a rubric's file may bear: `formatOf` says which. */
export const rubricVersionSchema = formatVersionSchema(1, 2, 3);

const levelSchema = z.literal([1, 2, 3, 4]);
/**
 * Without control characters, marks that turn the direction of writing, and characters without width: nobody means them, and they
 * deceive.
 */
const SEEN = /^[^\p{Cc}\p{Cs}\u061C\u200B\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]*$/u;
/** Texts of a rubric are single lines; whoever reads a file folds line breaks to spaces first. */
const anyText = z.string().check(z.maxLength(MOST.text, 'long-text'), z.regex(SEEN, 'unseen-character'));
const text = anyText.check(z.minLength(1, 'no-text'));
const languageSchema = z.string().check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$/, 'bad-language'), z.maxLength(35, 'bad-language'));
/** The numbers of the 21 competences of DigComp 3.0. */
const competenceSchema = z.string().check(z.regex(/^(?:1\.[1-3]|2\.[1-6]|[345]\.[1-4])$/, 'bad-competence'));

/**
 * How answers to an earlier version carry over. Criteria that are not named and have the same id are the same; others begin
 * or end here.
 */
export const changeSchema = z.strictObject({
  /** The earlier version. */
  from: versionSchema,
  criteria: z
    .array(
      z.strictObject({
        /**
         * `same`: another wording of the same. `comparable`: close enough to carry over, marked. `not-comparable`: asks something
         * else. `split`: one became several. `merged`: several became one.
         */
        kind: z.enum(['same', 'comparable', 'not-comparable', 'split', 'merged']),
        from: z.array(idSchema).check(z.minLength(1, 'no-criteria'), z.maxLength(MOST.criteria)),
        to: z.array(idSchema).check(z.maxLength(MOST.criteria)),
        /** Only these levels; all four when left out. */
        levels: z.optional(z.array(levelSchema).check(z.minLength(1, 'no-levels'), z.maxLength(4)))
      })
    )
    .check(z.maxLength(200, 'many-criteria'))
});

/** “about” is a place among a rubric's own texts, and “practice.1” was one. */
const criterionIdSchema = idSchema.check(z.regex(new RegExp(`^(?!(?:${WHOLE.join('|')})$)`), 'bad-id'));

/** “A2.help.about” is the place of the help itself. */
const settingSchema = idSchema.check(z.regex(/^(?!about$)/, 'bad-id'));

const criterionFactsSchema = z.strictObject({
  id: criterionIdSchema,
  /** Levels whose cell cannot be made up for by other points, because people's safety rests on it. */
  essential: z.array(levelSchema).check(z.maxLength(4)),
  /** Essential levels whose condition is wider than their situation: asked also where the situation is not part of one's role. */
  beyond: z.optional(z.array(levelSchema).check(z.maxLength(4))),
  /** The DigComp 3.0 competences that the criterion touches, such as "2.4". */
  digcomp: z.optional(z.array(competenceSchema).check(z.maxLength(21))),
  /** By setting, the level whose statement the example there shows. */
  examples: z.optional(z.record(settingSchema, levelSchema).check(mostKeys(LIMITS.settings)))
});

const levelKey = z.enum(['1', '2', '3', '4']);

export const rubricFactsSchema = z.strictObject({
  /** The competency's id. */
  id: idSchema,
  version: versionSchema,
  /** The level at which this competency is the one that matters most. */
  keyLevel: levelSchema,
  /** The language that it was written in: others are translations of it. English when left out. */
  source: z.optional(languageSchema),
  /** That each stands once is said with all else that a whole rubric has to be: `wholeFaults`. */
  criteria: z.array(criterionFactsSchema).check(z.minLength(1, 'no-criteria'), z.maxLength(MOST.criteria, 'many-criteria')),
  /** By level, who one is with when one does what the statements there say: for all levels, or for none (`wholeFaults`). */
  situations: z.optional(z.partialRecord(levelKey, situationFactsSchema)),
  /** Thresholds of its own, where the model's do not fit. */
  thresholds: z.optional(thresholdsSchema),
  /** From which earlier versions answers carry over, and how. */
  changes: z.optional(z.array(changeSchema).check(z.maxLength(MOST.changes))),
  /** Who made it, under which licence, and the rubric that it was made from. */
  origin: z.optional(
    z.strictObject({
      author: z.optional(text),
      licence: z.optional(text),
      from: z.optional(z.strictObject({ id: idSchema, version: versionSchema }))
    })
  )
});

const byLevel = z.strictObject({ '1': text, '2': text, '3': text, '4': text });
const someLevels = z.partialRecord(levelKey, text);

const criterionWordsSchema = z.strictObject({
  title: text,
  /** What the person recognises themselves in, one text per level. */
  descriptors: byLevel,
  help: z.optional(
    z.strictObject({
      /** What this criterion is about, in a sentence or two. */
      about: z.optional(text),
      /** What it can look like, keyed by the model's settings. */
      examples: z.optional(z.record(settingSchema, text).check(mostKeys(LIMITS.settings)))
    })
  ),
  /** What one could show a colleague. */
  evidence: z.optional(z.array(text).check(z.maxLength(MOST.evidence, 'many-ideas'))),
  /** One thing to try next, keyed by the level that it leads to. */
  next: z.optional(someLevels),
  /** For each essential level: when "not part of my role" is a true answer. */
  notApplicable: z.optional(someLevels)
});

const partialLevels = z.partialRecord(levelKey, anyText);

const situationWordsSchema = situationWordsOf(text);

export const rubricWordsSchema = z.strictObject({
  language: languageSchema,
  /** The competency's name, and a shorter one for charts and narrow screens. */
  title: text,
  short: text,
  about: z.optional(text),
  /** What each level comes to in this topic: up to version 0.2. Shown nowhere any more; files that have it keep it, and with it their hash. */
  practice: z.optional(someLevels),
  /** Where the facts declare situations. */
  situations: z.optional(
    z.strictObject({ '1': situationWordsSchema, '2': situationWordsSchema, '3': situationWordsSchema, '4': situationWordsSchema })
  ),
  criteria: z.record(idSchema, criterionWordsSchema)
});

/** A translation may be under way: any of its texts may be missing, and falls back to the source's. */
export const translationSchema = z.strictObject({
  language: languageSchema,
  title: z.optional(anyText),
  short: z.optional(anyText),
  about: z.optional(anyText),
  practice: z.optional(partialLevels),
  situations: z.optional(
    z.partialRecord(
      levelKey,
      z.strictObject({
        label: z.optional(anyText),
        definition: z.optional(anyText),
        exclusions: z.optional(anyText),
        wayIn: z.optional(anyText),
        outOfRole: z.optional(anyText)
      })
    )
  ),
  criteria: z.record(
    idSchema,
    z.strictObject({
      title: z.optional(anyText),
      descriptors: z.optional(partialLevels),
      help: z.optional(
        z.strictObject({
          about: z.optional(anyText),
          examples: z.optional(z.record(settingSchema, anyText).check(mostKeys(LIMITS.settings)))
        })
      ),
      evidence: z.optional(z.array(anyText).check(z.maxLength(MOST.evidence, 'many-ideas'))),
      next: z.optional(partialLevels),
      notApplicable: z.optional(partialLevels)
    })
  )
});

/**
 * For each place of a translation, a stamp of the source text that it was made from (`stampOf`): where the source's text has another
 * stamp now, the translation is stale.
 */
export const stampsSchema = z
  .record(z.string().check(z.maxLength(200)), z.string().check(z.regex(/^[0-9a-f]{8}$/, 'bad-shape')))
  .check(mostKeys(MOST.stamps));

/** The stamps of a rubric's translations, by language. */
const translatedSchema = z.record(languageSchema, stampsSchema).check(mostKeys(MOST.languages));

/** The competences' titles in a language. */
export const digcompSchema = z.record(competenceSchema, text);

/** What is known of the rubrics before their words are there. */
export const outlinesSchema = z.array(z.extend(rubricFactsSchema, { title: text, short: text }));

export const languagesSchema = z
  .record(languageSchema, translationSchema)
  .check(z.refine((words) => Object.keys(words).length <= MOST.languages, 'many-languages'));

/**
 * Languages that the rubric has, and whose words are not, or not all, in the file: each with the hash of all its words. So a file without
 * them is the same rubric.
 */
const elsewhereSchema = z.record(languageSchema, hashSchema).check(mostKeys(MOST.languages));
/** What a file may say, and a draft may not. */
export const partSchema = z.strictObject({ elsewhere: z.optional(elsewhereSchema) });

/** A whole rubric in one file; but for the words that are elsewhere. */
export const rubricFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  formatVersion: rubricVersionSchema,
  facts: rubricFactsSchema,
  words: languagesSchema,
  elsewhere: z.optional(elsewhereSchema),
  translated: z.optional(translatedSchema)
});

/** A rubric that somebody is writing: anything may still be missing, but nothing may be of another kind. */
export const draftSchema = z.strictObject({
  id: draftIdSchema,
  facts: z.extend(rubricFactsSchema, {
    criteria: listOf(criterionFactsSchema, MOST.criteria, { keyOf: ({ id }) => id, at: ['id'], code: 'criterion-twice' }, 'many-criteria')
  }),
  words: languagesSchema,
  translated: z.optional(translatedSchema),
  /** Hash of the published version that it continues or was copied from. */
  basedOn: z.optional(hashSchema),
  /** When it last changed, in milliseconds since 1970. */
  at: timeSchema
});

/** Characters of what says where a received rubric came from. */
export const FROM_LENGTH = 300;

/** A kept rubric as the list shows it. Meanings stand with `ShelfItem` in store.ts. */
const shelfItem = {
  id: idSchema,
  version: versionSchema,
  titles: z.record(languageSchema, anyText).check(mostKeys(MOST.languages)),
  source: languageSchema,
  criteria: z.int().check(z.nonnegative(), z.maximum(MOST.criteria)),
  origin: z.enum(['own', 'received', 'cited']),
  from: z.optional(z.string().check(z.maxLength(FROM_LENGTH))),
  at: timeSchema
};
export const shelfItemSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...shelfItem, kind: z.literal('published'), key: hashSchema }),
  z.strictObject({ ...shelfItem, kind: z.literal('draft'), key: draftIdSchema })
]);

const KINDS = {
  text: anyText,
  id: idSchema,
  criterion: criterionIdSchema,
  setting: settingSchema,
  version: versionSchema,
  language: languageSchema,
  competence: competenceSchema
};

/**
 * Looks at one value by itself, before it has a place in a rubric, so that whoever reads a table can name the cell.
 *
 * @returns what is wrong with it; `null` where nothing is
 */
export function faultIn(kind: keyof typeof KINDS, value: string): FaultCode | null {
  const result = z.safeParse(KINDS[kind] as z.ZodMiniType, value);
  return result.success ? null : (result.error.issues[0]!.message as FaultCode);
}

/**
 * A file may name the JSON Schema that its author's editor completes it from. That is no part of what it says, so that it is taken
 * off before anything is checked or hashed.
 */
export function withoutSchema(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value) || !Object.hasOwn(value, '$schema')) return value;
  const { $schema, ...rest } = value as Record<string, unknown>;
  return typeof $schema === 'string' ? rest : value;
}

/**
 * Checks a value against a schema.
 *
 * @param file name of the file or place that the value came from, for the message
 * @returns the value, typed
 * @throws DataError naming the file and the place of the first fault
 */
export function checked<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const result = z.safeParse(schema, value, WITH_VALUES);
  if (result.success) return result.data;
  const { place, code, values, reason } = faultOf(result.error.issues[0]!);
  throw new DataError(file, place, code, values, reason);
}

/** @returns all that a schema finds wrong, in reading order; empty where nothing is */
export function shapeFaults(schema: z.ZodMiniType, value: unknown): Fault[] {
  const result = z.safeParse(schema, value, WITH_VALUES);
  return result.success ? [] : result.error.issues.map(faultOf);
}

/** What is wrong comes along where it is said what is. */
const WITH_VALUES = { reportInput: true } as const;

function faultOf(issue: z.core.$ZodIssue): Fault {
  const place = issue.path.join('.').slice(0, 200);
  if (issue.code === 'unrecognized_keys')
    return fault('unknown-key', place, {
      keys: issue.keys
        .map((key) => key.slice(0, 40))
        .slice(0, 5)
        .join(', ')
    });
  const code = issue.message as FaultCode;
  if (issue.code === 'invalid_value' && /-format$/.test(code)) return versionFault(issue.input, Number(issue.values.at(-1)), place)!;
  if (Object.hasOwn(FAULTS, code)) return fault(code, place, { most: MOSTS[code] ?? '' });
  // A key of a record: what is wrong with it is said one step further in.
  const inner = issue.code === 'invalid_key' ? (issue.issues[0]?.message as FaultCode | undefined) : undefined;
  if (inner && Object.hasOwn(FAULTS, inner)) return fault(inner, place);
  return shapeFault(issue, place);
}

const NEEDS: Readonly<Record<string, FaultCode>> = {
  string: 'needs-text',
  number: 'needs-number',
  int: 'needs-whole-number',
  array: 'needs-list',
  tuple: 'needs-list',
  object: 'needs-parts',
  record: 'needs-parts'
};

/** What a schema says without a word of ours: in codes, since the library's own sentences are English at best. */
function shapeFault(issue: z.core.$ZodIssue, place: string): Fault {
  switch (issue.code) {
    case 'invalid_type':
      return fault(NEEDS[issue.expected] ?? 'bad-shape', place);
    case 'invalid_value':
      return fault('needs-choice', place, { choices: issue.values.map(String).join(', ') });
    case 'invalid_key':
      return fault('unknown-key', place, { keys: String(issue.path.at(-1)).slice(0, 40) });
    case 'too_small':
      if (issue.origin === 'string') return fault('no-text', place);
      return issue.origin === 'array' ? fault('short-list', place, { least: Number(issue.minimum) }) : fault('bad-number', place);
    case 'too_big':
      if (issue.origin === 'string') return fault('long-text', place, { most: Number(issue.maximum) });
      return issue.origin === 'array' ? fault('long-list', place, { most: Number(issue.maximum) }) : fault('bad-number', place);
    default:
      return fault('bad-shape', place);
  }
}

const MOSTS: { readonly [code in FaultCode]?: number } = {
  'long-text': MOST.text,
  'many-criteria': MOST.criteria,
  'many-ideas': MOST.evidence,
  'many-languages': MOST.languages
};
