import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeStep, droppedStep, moveStep, newStep, plannedStep } from '#lib/domain/plan/plan-changes.ts';
import { inOrder, withChanges, type PlanStep } from '#lib/domain/plan/plan.ts';
import { stepSchema } from '#lib/domain/plan/plan-file.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import { times } from '../support/scale.ts';

const step = (id: string, order: number, more: Partial<PlanStep> = {}): PlanStep => ({
  ...newStep([], { what: `Try ${id}` }, id, 1),
  order,
  ...more
});
const ids = (steps: readonly PlanStep[]) => inOrder(steps).map(({ id }) => id);
/** The plan after some of its steps have changed. */
const after = (steps: readonly PlanStep[], changed: readonly PlanStep[]) =>
  steps.map((one) => changed.find(({ id }) => id === one.id) ?? one);

describe('a new step', () => {
  test('stands last, is to be done, and is what the store takes', () => {
    const made = newStep([step('a', 3), step('b', 1)], { what: '  Ask the team  ' }, 'c', 7);
    expect(made).toMatchObject({ what: 'Ask the team', state: 'todo', by: null, order: 4, createdAt: 7, at: 7, aim: null });
    expect(checked(stepSchema, made, 'step')).toEqual(made);
  });

  test('with a text that is too long is cut to what the store takes', () =>
    expect(() => checked(stepSchema, newStep([], { what: 'x'.repeat(900) }, 'a', 1), 'step')).not.toThrow());
});

test('a change that says what is there already is none', () => {
  const one = step('a', 1);
  expect(changeStep(one, { what: one.what }, 9)).toBe(one);
  expect(changeStep(one, { by: '2026-03-09' }, 9)).toEqual({ ...one, by: '2026-03-09', at: 9 });
});

describe('when a step was done', () => {
  const one = step('a', 1);
  const done = changeStep(one, { state: 'done' }, 9);

  test('is noted as it is done, and stays when something else of it changes', () => {
    expect(done).toEqual({ ...one, state: 'done', doneAt: 9, at: 9 });
    expect(changeStep(done, { note: 'It went well' }, 20)).toMatchObject({ doneAt: 9, at: 20 });
    expect(checked(stepSchema, done, 'step')).toEqual(done);
  });

  test('goes when it is taken up again, and comes back with it when that is taken back', () => {
    const again = changeStep(done, { state: 'todo' }, 30);
    expect(again).toEqual({ ...one, at: 30 });
    expect(changeStep(again, { state: 'done', doneAt: done.doneAt }, 40)).toEqual({ ...done, at: 40 });
  });

  test('is not made up for one of which nobody noted it', () => {
    const { doneAt: _, ...old } = done;
    expect(changeStep(old, { note: 'Long ago' }, 50)).toEqual({ ...old, note: 'Long ago', at: 50 });
    expect(changeStep({ ...old, state: 'doing' }, { state: 'done', doneAt: undefined }, 60)).toEqual({ ...old, at: 60 });
  });
});

test('changes to a plan, whatever they are, give the plan that it then is, in its order', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.nat(9), fc.nat(5)), { selector: ([id]) => id }),
      fc.array(fc.tuple(fc.nat(9), fc.option(fc.nat(5)))),
      (before, changed) => {
        const steps = inOrder(before.map(([id, order]) => step(`s${id}`, order)));
        const changes = new Map(changed.map(([id, order]) => [`s${id}`, order === null ? null : step(`s${id}`, order)]));
        const now = new Map<string, PlanStep | null>([...steps.map((one) => [one.id, one] as const), ...changes]);
        expect(withChanges(steps, changes)).toEqual(inOrder([...now.values()].filter((one) => one !== null)));
      }
    ),
    times(200)
  ));

describe('moving', () => {
  const plan = [step('a', 1), step('b', 2), step('c', 3), step('d', 4)];

  test.each([
    ['a', 2, 'b c a d'],
    ['d', 0, 'd a b c'],
    ['a', 99, 'b c d a'],
    ['c', -1, 'c a b d']
  ] as const)('%s to place %i', (id, to, order) => expect(ids(after(plan, moveStep(plan, plan, id, to, 9))).join(' ')).toBe(order));

  test('writes the moved step alone', () => expect(moveStep(plan, plan, 'a', 2, 9).map(({ id, at }) => [id, at])).toEqual([['a', 9]]));
  test('to where it is, or of what is not there, changes nothing', () => {
    expect(moveStep(plan, plan, 'b', 1, 9)).toEqual([]);
    expect(moveStep(plan, plan, 'x', 1, 9)).toEqual([]);
  });

  test('any number of times, among some of the steps or all, puts them where they were meant, whatever their numbers', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 6 }),
        fc.array(fc.tuple(fc.nat(5), fc.nat(6)), { maxLength: 80 }),
        (orders, moves) => {
          let steps = inOrder(orders.map((order, i) => step(`s${i}`, order, i % 3 === 2 ? { state: 'done' } : {})));
          for (const [which, to] of moves) {
            const shown = steps.filter(({ state }) => state === 'todo');
            const id = shown[which % shown.length]!.id;
            const wanted = shown.filter((one) => one.id !== id).map((one) => one.id);
            wanted.splice(Math.min(to, wanted.length), 0, id);
            steps = inOrder(after(steps, moveStep(steps, shown, id, to, 9)));
            expect(steps.filter(({ state }) => state === 'todo').map((one) => one.id)).toEqual(wanted);
          }
        }
      ),
      times(100)
    ));
});

describe('a step of the advice is in the plan', () => {
  const aim = { criterion: 'privacy.C4', level: 2, assessment: 'x', version: '0.20.0' } as const;
  const planned = (more: Partial<PlanStep>, assessment = 'x') =>
    plannedStep([step('a', 1, { aim, ...more })], { ...aim, assessment, what: 'Of the advice' })?.id ?? null;
  const old = { criterion: 'privacy.C4', level: 2, assessment: 'x' } as const;

  test.each([
    ['to do', { state: 'todo' }, 'x', 'a'],
    ['under way, from another assessment', { state: 'doing' }, 'y', 'a'],
    ['done', { state: 'done' }, 'x', 'a'],
    ['done, but advised again in a later assessment', { state: 'done' }, 'y', null],
    ['dropped', { state: 'dropped' }, 'x', null],
    ['for another level', { aim: { ...aim, level: 3 } }, 'x', null],
    ['for nothing in particular', { aim: null }, 'x', null],
    ['from another version, where another statement may stand', { aim: { ...aim, version: '0.10.0' } }, 'y', null],
    ['from another version, in the same words', { aim: { ...aim, version: '0.10.0' }, what: 'Of the advice' }, 'y', 'a'],
    ['from before versions were noted, of this very assessment', { aim: old }, 'x', 'a'],
    ['from before versions were noted, of another one', { aim: old }, 'y', null],
    ['from before versions were noted, in the same words', { aim: old, what: 'Of the advice' }, 'y', 'a']
  ] as const)('%s', (_, more, assessment, expected) => expect(planned(more, assessment)).toBe(expected));

  test('one that was dropped is found, so that it can be taken up again', () => {
    const gone = step('a', 1, { aim, state: 'dropped' });
    expect(droppedStep([gone], { ...aim, what: gone.what })?.id).toBe('a');
    expect(droppedStep([step('a', 1, { aim })], { ...aim, what: gone.what })).toBeNull();
    // A later version may ask something else there.
    expect(droppedStep([gone], { ...aim, what: 'Of a later version' })).toBeNull();
  });
});

test.each(['2026-02-30', '2027-02-29', '2026-13-01', '26-1-1', 'soon'])('a step by %j is declined: there is no such day', (by) =>
  expect(() => checked(stepSchema, { ...newStep([], { what: 'Ask' }, 'a', 1), by }, 'step')).toThrow(/by/)
);

test('a step by 29 February of a leap year is taken', () =>
  expect(checked(stepSchema, { ...newStep([], { what: 'Ask' }, 'a', 1), by: '2028-02-29' }, 'step')).toMatchObject({ by: '2028-02-29' }));
