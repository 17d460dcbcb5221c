import { expect, test } from 'vitest';
import type { Entries, Head } from '#lib/domain/assessment/assessment.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { AnswerStore, AssessmentList } from '#lib/domain/assessment/store.ts';
import { standingOf } from '#lib/app/standing.ts';

const head = (id: string, fields: Partial<Head> = {}) => ({ id, name: '', createdAt: 5, size: 6, ...fields }) as Head;

/** @param done answered questions by assessment @param entries of the one that is loaded */
const holding = (
  heads: readonly Head[],
  done: Readonly<Record<string, number>>,
  entries: Entries = {},
  steps: readonly Pick<PlanStep, 'state'>[] = []
) => ({
  plan: Promise.resolve({ list: async () => ({ steps, damage: [] }) } as unknown as PlanStore),
  assessments: Promise.resolve({
    list: async () => ({ heads, total: heads.length, damage: [] }),
    progressOf: async (of: readonly Head[]) => Object.fromEntries(of.map(({ id }) => [id, { done: done[id] ?? 0, at: 7 }]))
  } as unknown as AssessmentList),
  store: Promise.resolve({ load: async (id: string) => ({ head: head(id), entries, damage: [] }) } as unknown as AnswerStore)
});

test('what was changed last is open, and the latest that is complete has the result', async () => {
  const found = await standingOf(holding([head('new'), head('done'), head('old')], { new: 2, done: 6, old: 6 }));
  expect(found).toMatchObject({ open: { head: { id: 'new' }, done: 2, at: 7 }, complete: { head: { id: 'done' } }, total: 3 });
  // As long as it takes people usually: 25 seconds for each of the other four.
  expect(found!.open!.left).toBe(100_000);
});

test('an open one that others were changed after is not gone on with, and what looks back is neither', async () => {
  const heads = [head('back', { retrospectOf: 'done' }), head('done'), head('open')];
  expect(await standingOf(holding(heads, { done: 6 }))).toMatchObject({ open: null, complete: { head: { id: 'done' } } });
});

test('the rest takes as long as the person takes', async () => {
  const cells = (at: number) => ({ cells: { 1: { value: 2, origin: 'given', at } } });
  const entries = Object.fromEntries([0, 1, 2, 3].map((i) => [`a.A${i}`, cells(1 + i * 10_000)])) as unknown as Entries;
  expect((await standingOf(holding([head('a')], { a: 4 }, entries)))!.open!.left).toBe(20_000);
});

test('nothing stored is known to be nothing; what cannot be read is not', async () => {
  expect(await standingOf(holding([], {}))).toEqual({ open: null, complete: null, total: 0, planned: false });
  expect(await standingOf({ ...holding([], {}), assessments: Promise.reject(new Error('torn')) })).toBeNull();
});

test('open steps of a plan alone say where somebody is; done and dropped ones do not', async () => {
  expect(await standingOf(holding([], {}, {}, [{ state: 'done' }, { state: 'todo' }]))).toMatchObject({ open: null, planned: true });
  expect(await standingOf(holding([], {}, {}, [{ state: 'done' }, { state: 'dropped' }]))).toMatchObject({ planned: false });
  const torn = { ...holding([], {}), plan: Promise.reject(new Error('torn')) };
  expect(await standingOf(torn)).toMatchObject({ total: 0, planned: false });
});
