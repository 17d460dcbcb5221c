// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { adviceFor } from '#lib/domain/position/advice.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { m } from '#lib/i18n/messages.ts';
import { dayText } from '#lib/ui/plan/words.ts';
import type { Links } from '#lib/ui/result/links.ts';
import NextStep from '#lib/ui/result/NextStep.svelte';
import { entries, model, rowsAt, rubric } from '../domain/examples.ts';
import { planned } from '../support/planned.svelte.ts';

afterEach(cleanup);

/** @param first day of the step that is first, where it is in the plan from the start: `''` for one without a day */
function show(
  rows: readonly Row[],
  essential: readonly (readonly [number, Level])[] = [],
  first?: string,
  state: PlanStep['state'] = 'todo'
) {
  const of = rubric('privacy', rows.length, essential);
  const assessment = { head: newHead({ rubrics: [of] }, 'a', 1), entries: entries(of, rows) };
  const advice = adviceFor(positionsOf(assessment, [of], model), [of], assessment, model);
  const plan = planned();
  const criterionOf = (_: string, id: string) => of.criteria.find((one) => one.id === id)!;
  const links: Links = {
    rubricOf: () => of,
    criterionOf,
    hrefOf: (competency, criterion) => `?at=${competency}.${criterion}`,
    planOf: (_, criterion, level) => plan.place(`${criterion}.${level}`),
    ownPlanOf: () => undefined
  };
  const [one] = advice;
  if (first !== undefined && one && 'criterion' in one) plan.put(`${one.criterion}.${one.level}`, { by: first || null, state } as PlanStep);
  const onother = vi.fn();
  render(NextStep, { advice, whyOf: () => 'Why it comes next.', none: 'Nothing.', links, plan: { href: '/plan/', open: 2 }, onother });
  return { of, plan, onother };
}
const add = () => screen.queryByRole('button', { name: new RegExp(`^${m.plan_add()}`) });

test('it is one step, with why, one filled button and a way to the others', async () => {
  const { of, onother } = show(rowsAt(1));
  expect(screen.getByText(of.criteria[0]!.next[2]!)).toBeTruthy();
  expect(screen.getByText('Why it comes next.')).toBeTruthy();
  expect(document.querySelectorAll('.button:not(.plain)')).toHaveLength(1);
  await fireEvent.click(screen.getByRole('link', { name: m.try_other() }));
  expect(onother).toHaveBeenCalledWith('privacy');
});

test('a safety point at Partly comes before what moves the topic, and is called one', () => {
  const { of } = show([...rowsAt(1, 5), [1, 0, 0, 0]], [[5, 1]]);
  expect(screen.getByText(of.criteria[5]!.next[1]!)).toBeTruthy();
  expect(screen.getByText(m.essential())).toBeTruthy();
});

test('one that is open is only to be answered', () => {
  show([...rowsAt(1, 5), [null, 0, 0, 0]], [[5, 1]]);
  expect(screen.getByRole('link', { name: new RegExp(`^${m.step_answer_open()}`) }).getAttribute('href')).toBe('?at=privacy.c5');
  expect(add()).toBeNull();
});

test('added, it stays with its tick and the focus there; then the next is shown when it is asked for', async () => {
  const { of } = show(rowsAt(1));
  await fireEvent.click(add()!);
  // The page around it holds these words too.
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('A'));
  expect(document.activeElement?.textContent).toContain(m.plan_in());
  expect(screen.getByText(of.criteria[0]!.next[2]!)).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: m.try_another() }));
  expect(screen.getByText(of.criteria[1]!.next[2]!)).toBeTruthy();
  expect(document.activeElement?.id).toBe('next');
});

test.each([
  ['with its day', '2026-11-30', m.try_in_plan_by({ date: dayText('2026-11-30'), title: 'Title of c0' })],
  ['without one', '', m.try_in_plan({ title: 'Title of c0' })]
])('what is in the plan already is said to be there, %s, and the next one is offered', (_, day, words) => {
  const { of } = show(rowsAt(1), [], day);
  expect(document.body.textContent!.replace(/\s+/g, ' ')).toContain(words);
  expect(screen.getByText(of.criteria[1]!.next[2]!)).toBeTruthy();
  expect(add()).toBeTruthy();
});

test('what is done already is not said to be in the plan still', () => {
  const { of } = show(rowsAt(1), [], '2026-11-30', 'done');
  expect(screen.getByText(of.criteria[1]!.next[2]!)).toBeTruthy();
  expect(document.body.textContent).not.toContain('In your plan');
});

test('with nothing to suggest it says so, and leads to the plan where that has steps', () => {
  show(rowsAt(4));
  expect(screen.getByText('Nothing.')).toBeTruthy();
  expect(screen.getByRole('link', { name: m.plan_go_count({ count: 2 }) }).getAttribute('href')).toBe('/plan/');
});
