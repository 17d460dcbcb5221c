/** Whatever data of a person the checks let in: extremes of every field, with rubrics that are here and such that are not. */
import * as fc from 'fast-check';
import { criterionKey, type Entry, type Head } from '#lib/domain/assessment/assessment.ts';
import { entrySchema, headSchema } from '#lib/domain/assessment/assessment-file.ts';
import { inOrder } from '#lib/domain/assessment/scope.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { stepSchema } from '#lib/domain/plan/plan-file.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { draftSchema } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, RubricFacts, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { timeSchema } from '#lib/domain/value-file.ts';
import { anyOf } from './any-of.ts';
import { anyRubricFile } from './rubrics.ts';

const time = anyOf(timeSchema) as fc.Arbitrary<number>;

/**
 * @param builtIn facts of the rubrics that every device has
 * @returns data that a file can bring in, and that comes out of a file as it went in
 */
export function anyPerson(builtIn: readonly RubricFacts[]): fc.Arbitrary<PersonalData> {
  const rubric = fc.record({
    file: anyRubricFile,
    origin: fc.constantFrom('own', 'received', 'cited'),
    from: fc.option(fc.constantFrom('link', 'paste', 'x.json', 'W'.repeat(300), '\u202e<b>'), { nil: undefined }),
    at: time
  });
  return fc
    .array(rubric, { maxLength: 3 })
    .chain((made) => {
      const own = made.map(({ file }) => file.facts);
      const keys = [...builtIn, ...own].flatMap(({ id, criteria }) => criteria.map((one) => criterionKey(id, one.id)));
      const known = [...builtIn, ...own].flatMap(({ id, version }) => [id, version]);
      return fc.record({
        made: fc.constant(made),
        assessments: fc.array(
          assessment(
            builtIn,
            made.map(({ file }) => file),
            keys,
            known
          ),
          { maxLength: 4 }
        ),
        plan: fc.array(anyOf(stepSchema, keys) as fc.Arbitrary<PlanStep>, { maxLength: 6 }),
        drafts: fc.array(anyOf(draftSchema) as fc.Arbitrary<Draft>, { maxLength: 2 })
      });
    })
    .map(({ made, assessments, plan, drafts }) => ({
      assessments: apart(assessments, ({ head }) => head.id),
      plan: apart(plan, ({ id }) => id),
      rubrics: apart(
        made.map(({ file, from, ...kept }) => ({ ...soundOf(file, 'made up'), ...kept, ...(from === undefined ? {} : { from }) })),
        ({ hash }) => hash
      ),
      drafts: apart(drafts, ({ id }) => id),
      workshops: [],
      participations: [],
      asked: [],
      given: []
    }))
    .filter(isLetIn);
}

/** What each of its rows may be by itself need not be what a file may hold of them together. */
function isLetIn(data: PersonalData): boolean {
  try {
    readData(JSON.parse(writeData(data)), 'made up');
    return true;
  } catch {
    return false;
  }
}

const apart = <T>(all: readonly T[], of: (one: T) => string): T[] => [...new Map(all.map((one) => [of(one), one])).values()];

/** Of some situations, said or taken back, with criteria that are asked all the same and such that no rubric has. */
function anyScope({ rubrics }: Head, keys: readonly string[]): fc.Arbitrary<Head['scope']> {
  const ids = keys.map((key) => key.slice(key.indexOf('.') + 1));
  const here = fc.record({
    level: fc.constantFrom(...LEVELS),
    asked: fc.uniqueArray(fc.constantFrom(...ids, 'nowhere'), { maxLength: 3 })
  });
  const where = fc.dictionary(fc.constantFrom(...rubrics.map(({ id }) => id)), here, { noNullPrototype: true });
  const all = fc.uniqueArray(fc.record({ situation: fc.constantFrom('one', 'group', 'community', 'W'.repeat(40)), at: time, where }), {
    selector: ({ situation }) => situation
  });
  return fc.option(all.map(inOrder), { nil: undefined });
}

function assessment(builtIn: readonly RubricFacts[], own: readonly RubricFile[], keys: readonly string[], known: readonly string[]) {
  const refs = [
    ...builtIn.map(({ id, version }) => ({ id, version })),
    ...own.map((file) => ({ id: file.facts.id, version: file.facts.version, hash: contentHash(file) }))
  ];
  const rubrics = fc.uniqueArray(fc.constantFrom(...refs), { minLength: 1, maxLength: 4, selector: ({ id }) => id });
  // One in four names whatever a row may name: rubrics that are not here. What is said of situations names rubrics that the row has.
  const head = fc
    .tuple(anyOf(headSchema, known) as fc.Arbitrary<Head>, fc.nat(3), rubrics)
    .map(([any, which, ours]): Head => (which === 0 ? any : { ...any, rubrics: ours }))
    .chain((own) => anyScope(own, keys).map((scope): Head => ({ ...own, scope })));
  const entry = fc
    .tuple(anyOf(entrySchema) as fc.Arbitrary<Entry>, fc.nat(5), fc.constantFrom(...keys))
    .map(([any, which, key]) => (which === 0 ? any : { ...any, criterion: key as Entry['criterion'] }));
  return fc.tuple(head, fc.array(entry, { maxLength: 40 })).map(([own, entries]) => ({
    head: own,
    entries: Object.fromEntries(entries.map((one) => [one.criterion, { ...one, assessment: own.id }]))
  }));
}
