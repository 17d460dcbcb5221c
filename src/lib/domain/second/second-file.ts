/** What requests for a second view, views, and the rows that keep them must look like. Meanings stand with the types. */
import * as z from 'zod/mini';
import { DataError } from '../faults.ts';
import { versionFault } from '../format-version.ts';
import { LIMITS } from '../limits.ts';
import { checked, rubricFileSchema, withoutSchema } from '../rubric/rubric-file.ts';
import { soundOf } from '../rubric/sound.ts';
import type { RubricFile } from '../rubric/rubric.ts';
import { criterionKeySchema, hashSchema, idSchema, listOf, mostKeys, recordIdSchema, timeSchema, versionSchema } from '../value-file.ts';
import { plainNameOf } from './names.ts';
import { SECOND, type Asked, type Given, type SecondRequest, type SecondView } from './second.ts';

export const REQUEST = 'waymark-second-view-request';
export const VIEW = 'waymark-second-view';
/** Of both. Only grows. */
export const SECOND_VERSION = 1;

const drawn = z.string().check(z.regex(/^[0-9a-f]{16}$/, 'bad-record-id'));
/** Names come from elsewhere, and stand beside other text: what turns writing around or is not seen goes. */
const nameSchema = z.pipe(z.string().check(z.maxLength(SECOND.name)), z.transform(plainNameOf));

const topicSchema = z.strictObject({
  id: idSchema,
  version: versionSchema,
  hash: hashSchema,
  criteria: listOf(idSchema, SECOND.criteria, { keyOf: (id) => id }).check(z.minLength(1))
});
const topicsSchema = listOf(topicSchema, SECOND.topics, { keyOf: ({ id }) => id, at: ['id'] }).check(z.minLength(1));

/** Of each criterion one sign for each level: 2 yes, 1 partly, 0 no, “?” cannot tell, “-” nothing said. */
const answersSchema = z
  .record(criterionKeySchema, z.string().check(z.regex(/^(?!----)[012?-]{4}$/)))
  .check(mostKeys(LIMITS.criteriaAnswered));

const asks = { number: drawn, topics: topicsSchema, name: nameSchema };
const carries = { ...asks, rubrics: z.array(rubricFileSchema).check(z.maxLength(SECOND.rubrics)) };

export const requestSchema = z.strictObject({ format: z.literal(REQUEST), version: z.int(), ...carries });
export const viewSchema = z.strictObject({
  format: z.literal(VIEW),
  version: z.int(),
  number: drawn,
  tag: z.string().check(z.regex(/^[0-9a-f]{8}$/)),
  id: drawn,
  name: nameSchema,
  answers: answersSchema
});

export const askedSchema = z.strictObject({
  ...asks,
  assessment: recordIdSchema,
  askedAt: timeSchema,
  withdrawnAt: z.optional(timeSchema),
  views: listOf(z.strictObject({ id: drawn, name: nameSchema, answers: answersSchema, keptAt: timeSchema }), SECOND.views, {
    keyOf: ({ id }) => id,
    at: ['id']
  })
});

export const givenSchema = z.strictObject({ ...carries, id: drawn, by: nameSchema, answers: answersSchema, at: timeSchema });

/** @returns JSON of a request or a view: all that leaves the device */
export const writtenRequest = ({ number, topics, name, rubrics }: SecondRequest) => ({
  format: REQUEST,
  version: SECOND_VERSION,
  number,
  topics,
  name,
  rubrics
});
export const writtenView = ({ number, tag, id, name, answers }: SecondView) => ({
  format: VIEW,
  version: SECOND_VERSION,
  number,
  tag,
  id,
  name,
  answers
});

/** What was opened: what somebody asks, or what somebody answered. */
export type OpenedSecond = { readonly request: SecondRequest } | { readonly view: SecondView };

/**
 * @param value parsed JSON
 * @param name where it comes from, for messages
 * @throws DataError where it is neither, is of a newer version, or is damaged
 */
export function readSecond(value: unknown, name: string): OpenedSecond {
  const outer = (typeof value === 'object' ? (value ?? {}) : {}) as Readonly<Record<string, unknown>>;
  if (outer.format !== REQUEST && outer.format !== VIEW) throw new DataError(name, '', 'not-second-view');
  const wrong = versionFault(outer.version, SECOND_VERSION, 'version');
  if (wrong) throw new DataError(name, wrong.place, wrong.code, wrong.values);
  if (outer.format === VIEW) {
    const { format: _, version: __, ...view } = checked(viewSchema, withoutSchema(value), name);
    if (Object.keys(view.answers).length === 0) throw new DataError(name, 'answers', 'bad-shape');
    return { view: view as SecondView };
  }
  const { format: _, version: __, ...request } = checked(requestSchema, withoutSchema(value), name);
  return { request: { ...request, rubrics: soundRubrics(request as SecondRequest, name) } as SecondRequest };
}

/**
 * Rubrics that come along are those that are asked about, and have what is asked.
 *
 * @throws DataError where one is not whole, or is another one
 */
function soundRubrics({ topics, rubrics }: Pick<SecondRequest, 'topics' | 'rubrics'>, name: string): RubricFile[] {
  const seen = new Set<string>();
  return rubrics.map((one, i) => {
    const { file, hash } = soundOf(one, name);
    const topic = topics.find((own) => own.hash === hash && own.id === file.facts.id);
    const has = topic?.criteria.every((id) => file.facts.criteria.some((criterion) => criterion.id === id));
    if (!has || seen.has(hash)) throw new DataError(name, `rubrics.${i}`, 'bad-shape');
    seen.add(hash);
    return file;
  });
}

export const checkAsked = (raw: unknown): Asked => checked(askedSchema, raw, 'asked') as Asked;
export const checkGiven = (raw: unknown): Given => {
  const given = checked(givenSchema, raw, 'given') as Given;
  return { ...given, rubrics: soundRubrics(given, 'given') };
};
