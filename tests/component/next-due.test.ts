// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { newStep } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { lateText } from '#lib/ui/plan/words.ts';
import NextDue from '#lib/ui/plan/NextDue.svelte';

afterEach(cleanup);

const what = 'Write five plain sentences. Have a colleague read them.';
const show = (...steps: Partial<PlanStep>[]) =>
  render(NextDue, {
    steps: steps.map((fields, i) => ({ ...newStep([], { what }, `s${i}`, 1), ...fields })),
    ...{ today: '2026-11-28', href: '/plan/' }
  });

test.each([
  ['2026-11-30', 'Next step, due Monday 30 November'],
  ['2027-01-04', 'Next step, due 4 January 2027'],
  ['2026-11-28', 'Next step, due today'],
  [null, 'Next step']
])('by %s: %s', (by, heading) => {
  show({ by });
  expect(screen.getByRole('region', { name: heading }).textContent).not.toContain('late');
});

test('one that is late says so, in its first sentence only, and leads to the plan', () => {
  show({}, { by: '2026-11-25' }, { by: '2026-11-27' });
  const region = screen.getByRole('region', { name: 'Next step' });
  expect([...region.querySelectorAll('p')].map((line) => line.textContent)).toEqual([
    '3 days late: it was due on Wednesday 25 November.',
    'Write five plain sentences.',
    'Your plan, 3 open steps'
  ]);
  expect(screen.getByRole('link').getAttribute('href')).toBe('/plan/');
});

test('a day ago is one day, and nothing is shown where all is done', () => {
  show({ by: '2026-11-27' });
  expect(screen.getByText('1 day late: it was due on Friday 27 November.').tagName).toBe('STRONG');
  cleanup();
  show({ state: 'done' }, { state: 'dropped' });
  expect(screen.queryByRole('region')).toBeNull();
});

test.each([
  ['2026-03-28', '2026-03-30', /^2 days late/],
  ['2025-12-31', '2026-01-01', /^1 day late: it was due on 31 December 2025\.$/],
  ['2026-10-24', '2026-10-26', /^2 days late/]
])('by %s, on %s: days are counted on the calendar', (by, today, text) => expect(lateText(by, today)).toMatch(text));
