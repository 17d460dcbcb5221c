import { describe, expect, test } from 'vitest';
import { nextDue } from '#lib/domain/plan/due.ts';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';

const step = (id: string, more: Partial<PlanStep>): PlanStep => ({ ...newStep([], { what: id }, id, 1), ...more });

describe('the next step', () => {
  test.each<[string, PlanStep[], string | null]>([
    ['the one that is late for longest', [step('a', { by: '2026-11-27' }), step('b', { by: '2026-11-25' }), step('c', {})], 'b'],
    ['the one that is due first', [step('a', {}), step('b', { by: '2027-01-02' }), step('c', { by: '2026-12-31' })], 'c'],
    ['of the same day, the one that stands first', [step('a', { by: '2026-11-30' }), step('b', { by: '2026-11-30' })], 'a'],
    ['without any day, the first', [step('a', {}), step('b', {})], 'a'],
    ['none that is done or dropped', [step('a', { by: '2026-11-25', state: 'done' }), step('b', { state: 'dropped' })], null],
    ['one that is under way', [step('a', { state: 'done' }), step('b', { state: 'doing' })], 'b'],
    ['nothing in an empty plan', [], null]
  ])('%s', (_, steps, expected) => expect(nextDue(steps)?.id ?? null).toBe(expected));
});
