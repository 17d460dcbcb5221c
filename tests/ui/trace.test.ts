import { expect, test } from 'vitest';
import { changeStep, newStep } from '#lib/domain/plan/plan-changes.ts';
import { stillSo } from '#lib/ui/plan/trace.ts';

const step = newStep([], { what: 'Ask Maija.' }, 's', 1);
const other = newStep([step], { what: 'Ask Pekka.' }, 't', 1);
const traceOf = (became: 'done' | 'dropped' | 'removed') => ({ step, became, list: 'open', place: 0 }) as const;

test('what became of a step can be taken back until something else becomes of it, here or in another tab', () => {
  for (const state of ['done', 'dropped'] as const) {
    const changed = changeStep(step, { state }, 2);
    expect(stillSo(traceOf(state), [changed, other])).toBe(true);
    expect(stillSo(traceOf(state), [changeStep(changed, { note: 'Done with Pekka.' }, 3), other])).toBe(true);
    expect(stillSo(traceOf(state), [changeStep(changed, { state: 'todo' }, 3), other])).toBe(false);
    expect(stillSo(traceOf(state), [other])).toBe(false);
  }
});

test('a removed step can be put back until it is there again', () => {
  expect(stillSo(traceOf('removed'), [other])).toBe(true);
  expect(stillSo(traceOf('removed'), [step, other])).toBe(false);
});
