// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import type { Aim } from '#lib/domain/plan/aim.ts';
import { m } from '#lib/i18n/messages.ts';
import Plan from '#lib/ui/plan/Plan.svelte';
import type { Addresses } from '#lib/ui/plan/leads-to.ts';
import { planInMemory } from '../support/plan-in-memory.ts';

afterEach(cleanup);

const NONE: Addresses = { result: null, question: null, begin: null };
const ALL: Addresses = { result: '?result', question: (id, at) => `?id=${id}&at=${at}`, begin: (topic) => `?begin=${topic}` };
const days = { today: '2026-03-09', ahead: { week: '2026-03-16', fortnight: '2026-03-23', month: '2026-04-09' } };
const aim: Aim = {
  topic: 'Privacy',
  safety: false,
  title: 'Asking first',
  descriptor: 'I ask before I post.',
  level: 2,
  language: 'en',
  newest: { id: 'a', value: 0, at: 1 }
};

async function show(addresses: Addresses, calendar?: () => Promise<void>) {
  const plan = await planInMemory();
  await plan.addAdvice({ what: 'Read the rules', criterion: 'privacy.C4', level: 2, assessment: 'a', version: '1.0.0' });
  await plan.addAdvice({ what: 'Ask your lead', criterion: 'privacy.C5', level: 2, assessment: 'a', version: '1.0.0' });
  const aimsOf = async (steps: readonly { readonly id: string }[]) => Object.fromEntries(steps.map(({ id }) => [id, aim]));
  const { container } = render(Plan, { plan, days, aimsOf, addresses, oncalendar: calendar });
  await screen.findAllByText('Privacy', { exact: false });
  return { plan, container };
}
const states = (plan: { readonly steps: readonly { readonly what: string; readonly state: string }[] }) =>
  Object.fromEntries(plan.steps.map(({ what, state }) => [what, state]));
const tick = (what: string) => fireEvent.click(screen.getByRole('checkbox', { name: m.plan_tick({ what }) }));

test('with no address at all it has its steps, what they lead to, and no link; with them it has both', async () => {
  const { container } = await show(NONE);
  await tick('Read the rules');
  await vi.waitFor(() => expect(screen.getByRole('heading', { name: m.plan_done() })).toBeTruthy());
  expect(container.textContent).toContain(aim.descriptor);
  expect(container.querySelectorAll('a')).toHaveLength(0);
  cleanup();

  const linked = await show(ALL);
  await tick('Read the rules');
  const to = () => new Set([...linked.container.querySelectorAll('a')].map((a) => a.getAttribute('href')));
  await vi.waitFor(() => expect(to()).toEqual(new Set(['?result', '?id=a&at=privacy.C4', '?id=a&at=privacy.C5', '?begin=privacy'])));
});

test('a step is done, taken back, and taken out, over memory', async () => {
  const { plan } = await show(NONE);
  await tick('Read the rules');
  expect(states(plan)).toEqual({ 'Read the rules': 'done', 'Ask your lead': 'todo' });
  await fireEvent.click(await screen.findByRole('button', { name: new RegExp(`^${m.list_undo()}`) }));
  expect(states(plan)).toEqual({ 'Read the rules': 'todo', 'Ask your lead': 'todo' });
  const card = screen.getByRole('listitem', { name: 'Ask your lead' });
  await fireEvent.click(within(card).getByText(m.plan_remove(), { exact: false }));
  await vi.waitFor(() => expect(states(plan)).toEqual({ 'Read the rules': 'todo' }));
});

test('a calendar is offered only where a file of it can be handed out', async () => {
  const { plan } = await show(NONE);
  await plan.change(plan.steps[0]!.id, { by: days.ahead.week });
  await screen.findByText(m.plan_change_day(), { exact: false });
  expect(screen.queryByText(m.plan_calendar_all())).toBeNull();
  expect(screen.queryByText(m.plan_calendar(), { exact: false })).toBeNull();
  cleanup();

  const calendar = vi.fn(async () => {});
  const able = await show(NONE, calendar);
  await able.plan.change(able.plan.steps[0]!.id, { by: days.ahead.week });
  await fireEvent.click(await screen.findByText(m.plan_calendar_all()));
  expect(calendar).toHaveBeenCalledWith([
    expect.objectContaining({ day: days.ahead.week, leadsTo: expect.stringContaining(aim.descriptor) })
  ]);
});
