/** Any assessment that somebody could make of the built-in rubrics in a course. */
import * as fc from 'fast-check';
import type { Cell } from '#lib/domain/assessment/answer.ts';
import { changeHead, EVIDENCE, newHead, stopsOf, type Assessment, type Entry } from '#lib/domain/assessment/assessment.ts';
import { withSituationBack, withSituationOut } from '#lib/domain/assessment/scope.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';

export type Topic = RubricFacts & { readonly hash: string };

const START = 1_790_000_000_123;
const id = fc.stringMatching(/^[0-9a-f]{32}$/);
/** Within twelve weeks, now and then by a clock that is behind. */
const time = fc.integer({ min: -60_000, max: 84 * 86_400_000 }).map((after) => START + after);
const cell: fc.Arbitrary<Cell> = fc.record({
  value: fc.constantFrom<Cell['value']>(0, 1, 2, 'na'),
  origin: fc.constantFrom<Cell['origin']>('given', 'left', 'assumed'),
  at: time
});

/** @param whole whether everything is answered */
export function anyAssessment(topics: readonly Topic[], whole = false): fc.Arbitrary<Assessment> {
  const stops = stopsOf(topics);
  const situations = [...new Set(topics.flatMap((topic) => LEVELS.map((level) => topic.situations?.[level]?.id ?? '')))].filter(Boolean);
  return fc
    .record({
      id,
      cursor: fc.constantFrom(...stops.map(({ key }) => key)),
      updatedAt: time,
      cells: fc.array(fc.record(Object.fromEntries(LEVELS.map((level) => [level, cell])), whole ? {} : { requiredKeys: [] }), {
        minLength: stops.length,
        maxLength: stops.length
      }),
      marks: fc.array(fc.constantFrom(...EVIDENCE), { minLength: stops.length, maxLength: stops.length }),
      at: fc.array(time, { minLength: stops.length, maxLength: stops.length }),
      said: fc.array(fc.record({ situation: fc.constantFrom(...situations), out: fc.boolean(), at: time }), { maxLength: 6 })
    })
    .map(({ id, cursor, updatedAt, cells, marks, at, said }) => {
      let scope: NonNullable<Assessment['head']['scope']> = [];
      for (const { situation, out, at } of [...said].sort((a, b) => a.at - b.at))
        scope = out ? withSituationOut(scope, situation, topics, at) : withSituationBack(scope, situation, at);
      const begun = { ...newHead({ rubrics: topics }, id, START), updatedAt: Math.max(START, updatedAt) };
      const entries = stops.flatMap(({ key }, i): Entry[] => {
        const own = cells[i] as Entry['cells'];
        if (!Object.keys(own).length) return [];
        const last = Math.max(...Object.values(own).map((one) => one.at), whole ? 0 : at[i]!);
        return [{ assessment: id, criterion: key, cells: own, note: '', evidence: marks[i]!, at: last }];
      });
      return {
        head: changeHead({ ...begun, ...(scope.length ? { scope } : {}) }, { cursor }, 0),
        entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry]))
      };
    });
}

/** @param wordsOf what the rubrics say of a step */
export const anySteps = (
  topics: readonly Topic[],
  assessment: string,
  wordsOf: (criterion: string, level: number) => string
): fc.Arbitrary<PlanStep[]> =>
  fc
    .uniqueArray(
      fc.record({
        id,
        own: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })),
        aim: fc.option(fc.record({ stop: fc.constantFrom(...stopsOf(topics)), level: fc.constantFrom(...LEVELS) })),
        by: fc.option(fc.constantFrom('2027-01-31', '2026-12-01')),
        state: fc.constantFrom<PlanStep['state']>('todo', 'doing', 'done', 'dropped'),
        createdAt: time,
        after: fc.nat(1_000_000)
      }),
      { maxLength: 4, selector: (one) => one.id }
    )
    .map((all) =>
      all.flatMap(({ id, own, aim, by, state, createdAt, after }, i): PlanStep[] => {
        const what = own ?? (aim && wordsOf(aim.stop.key, aim.level));
        if (!what) return [];
        return [
          {
            id,
            what,
            why: '',
            aim: aim && { criterion: aim.stop.key, level: aim.level, assessment },
            by,
            with: '',
            state,
            note: '',
            order: i + 1,
            createdAt,
            at: createdAt + after,
            ...(state === 'done' ? { doneAt: createdAt + after } : {})
          }
        ];
      })
    );
