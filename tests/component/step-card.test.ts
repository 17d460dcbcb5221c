// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import StepCard from '#lib/ui/plan/StepCard.svelte';

afterEach(cleanup);

const step = (fields: Partial<PlanStep>): PlanStep => ({
  ...{ id: 's', what: 'Ask Maija', why: '', with: '', note: '', by: null, state: 'todo', order: 0, createdAt: 1, at: 1 },
  ...{ aim: { criterion: 'privacy.P1', level: 2, assessment: 'a' } },
  ...fields
});
const leadsTo = {
  ...({ title: 'Consent', descriptor: 'I ask first.', level: 2, answer: 'Partly' } as const),
  ...{ href: '/assess/?id=a', date: '4 March 2026', again: '/choose/?topic=privacy' }
};
const show = (fields: Partial<PlanStep>) =>
  render(StepCard, {
    ...{ step: step(fields), leadsTo, today: '2026-03-09' },
    ...{ onchange: () => {}, onremove: () => {}, oncalendar: () => {} }
  });

test.each([
  ['a day to come', '2026-03-10', 'todo', false],
  ['today', '2026-03-09', 'doing', false],
  ['a day that has passed', '2026-03-08', 'todo', true],
  ['a day that has passed, of a step that is done', '2026-03-08', 'done', false]
] as const)('%s: only what is overdue stands out, and says so', (_, by, state, overdue) => {
  show({ by, state });
  expect(screen.getByText(/^By \d+ March 2026/).textContent).toMatch(overdue ? /\(overdue\)$/ : /2026\s*$/);
  expect(document.querySelectorAll('.words strong')).toHaveLength(overdue ? 1 : 0);
});

test('a step that is done leads first to a new assessment, then to the one that holds the answer', () => {
  show({ state: 'done' });
  const links = screen.getAllByRole('link');
  expect(links.map((link) => link.getAttribute('href'))).toEqual(['/choose/?topic=privacy', '/assess/?id=a']);
  expect(links[1]!.textContent).toContain('Change the answer in the assessment of 4 March 2026');
});
