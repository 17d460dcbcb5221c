import { describe, expect, test } from 'vitest';
import type { Answered } from '#lib/domain/assessment/assessment.ts';
import { waysIn } from '#lib/domain/assessment/ways-in.ts';
import { ownStep, newStep } from '#lib/domain/plan/plan-changes.ts';
import { STEP_LENGTH } from '#lib/domain/plan/plan.ts';
import type { Level } from '#lib/domain/model.ts';
import { eachSituation, type Rubric } from '#lib/domain/rubric/rubric.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { readModel } from '../../scripts/rubrics-plugin.ts';
import { cell, entry, model, rubric, words } from './examples.ts';

const situations = eachSituation(model.situations, ({ id }, level) => ({ id, ...words.situations[level] }));
const topic = (id: string): Rubric => ({ ...rubric(id, 2), situations });
const [a, b] = [topic('a'), topic('b')];
/** With its groups at another level. */
const moved: Rubric = { ...topic('moved'), situations: { ...situations, 2: situations[3], 3: situations[2] } };
const step = (competency: string, level: Level) => ({ competency, level });

/** @param answers such as `{ 'a.c0.3': 1 }` */
function answered(answers: Readonly<Record<string, 0 | 1 | 2>> = {}, scope: Answered['head']['scope'] = []): Answered {
  const entries = Object.entries(answers).map(([at, value]) => {
    const [competency, criterion, level] = at.split('.') as [string, string, string];
    return entry(competency, criterion, { cells: { [level]: cell(value) } });
  });
  return { head: { scope }, entries: Object.fromEntries(entries.map((one) => [one.criterion, one])) };
}
const shown = (...given: Parameters<typeof waysIn>) => waysIn(...given).map(({ competency, level }) => `${competency} ${level}`);

describe('a way into a situation', () => {
  test('is shown where a step leads there, in the words of the rubric, each situation once, lowest level first', () => {
    const ways = waysIn([step('b', 4), step('a', 3), step('b', 3)], answered(), [a, b]);
    expect(ways.map(({ competency, level, text }) => [competency, level, text])).toEqual([
      ['a', 3, words.situations[3].wayIn],
      ['b', 4, words.situations[4].wayIn]
    ]);
  });

  test('is not shown where no step leads, or where the rubric has none', () => {
    expect(shown([], answered(), [a, b])).toEqual([]);
    expect(shown([step('a', 1)], answered(), [a])).toEqual([]);
    expect(shown([step('a', 3)], answered(), [rubric('a', 2)])).toEqual([]);
  });

  test('is for nobody who does something there, at least in part, in any topic and at whichever level the situation stands', () => {
    const steps = [step('a', 3)];
    expect(shown(steps, answered({ 'a.c0.3': 0, 'a.c1.2': 2, 'b.c0.4': 2 }), [a, b])).toEqual(['a 3']);
    expect(shown(steps, answered({ 'b.c1.3': 1 }), [a, b])).toEqual([]);
    expect(shown(steps, answered({ 'moved.c0.2': 2 }), [a, moved])).toEqual([]);
    expect(shown(steps, answered({ 'moved.c0.3': 2 }), [a, moved])).toEqual(['a 3']);
  });

  test('is for nobody who has said that it is not their role, until that is taken back', () => {
    const said = { situation: situations[3].id, at: 1 };
    expect(shown([step('a', 3)], answered({}, [{ ...said, where: { a: { level: 3, asked: [] } } }]), [a])).toEqual([]);
    expect(shown([step('a', 3)], answered({}, [{ ...said, where: {} }]), [a])).toEqual(['a 3']);
  });

  test('once taken into the plan is found there by its words, unless it was dropped or changed', () => {
    const what = words.situations[4].wayIn!;
    const taken = newStep([], { what }, 's', 1);
    expect(ownStep([taken], what)).toBe(taken);
    expect(ownStep([{ ...taken, state: 'done' }], what)).not.toBeNull();
    expect(ownStep([{ ...taken, state: 'dropped' }], what)).toBeNull();
    expect(ownStep([{ ...taken, what: `${what} Or not.` }], what)).toBeNull();
    expect(ownStep([{ ...taken, aim: { criterion: 'a.c0', level: 4, assessment: 'x' } }], what)).toBeNull();
  });
});

test.each(LANGUAGES)(
  'the model says in %s how to come into each situation but the first, so that a step of a plan holds it',
  (language) => {
    const own = readModel('.', language).words.situations;
    expect(([1, 2, 3, 4] as const).filter((level) => own[level].wayIn)).toEqual([2, 3, 4]);
    for (const level of [2, 3, 4] as const) {
      expect(own[level].wayIn!.split(/\s+/).length).toBeLessThanOrEqual(60);
      expect(own[level].wayIn!.length).toBeLessThanOrEqual(STEP_LENGTH.what);
    }
  }
);
