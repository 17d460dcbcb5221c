// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { m } from '#lib/i18n/messages.ts';
import type { LoadCanvas } from '#lib/ui/chart/FieldsPicture.svelte';
import { firmSentence, standingOf } from '#lib/ui/result/reading.ts';
import Result from '#lib/ui/result/Result.svelte';
import type { Addresses } from '#lib/ui/result/links.ts';
import { planInMemory } from '../support/plan-in-memory.ts';
import { entries, model, rowsAt, rubric, words } from '../domain/examples.ts';

afterEach(cleanup);

const NONE: Addresses = { question: null, resume: null, plan: null, method: null };
const ALL: Addresses = {
  question: (competency, criterion) => `?at=${competency}.${criterion}`,
  resume: '?resume',
  plan: '?plan',
  method: '?method'
};

/** Level 1 with a safety point at Partly and an odd answer; and level 2 with an open one. */
const topics = [rubric('privacy', 6, [[5, 2]]), rubric('writing', 6)];
const assessment = {
  head: newHead({ rubrics: topics }, 'a', 1),
  entries: {
    ...entries(topics[0]!, [...rowsAt(1, 4), [2, 0, 2, 0], [2, 1, 0, 0]]),
    ...entries(topics[1]!, [...rowsAt(2, 5), [2, null, 0, 0]])
  }
};
const positions = positionsOf(assessment, topics, model);

async function show(addresses: Addresses, more: { canvas?: LoadCanvas } = {}) {
  const plan = await planInMemory();
  const { container } = render(Result, { assessment, rubrics: topics, model, words, plan, addresses, ...more });
  return { container, plan };
}
const read = (part: Element) => part.textContent!.replace(/\s+/g, ' ');
/** Links to elsewhere than this screen. */
const away = (container: Element) => [...container.querySelectorAll('a')].filter((a) => !a.getAttribute('href')!.startsWith('#'));

test('with no address at all it says what it says with all of them, and no link leads away', async () => {
  const { container } = await show(NONE);
  const said = read(container);
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(standingOf(positions, topics, words, model.competencies)!.headline);
  for (const sentence of [firmSentence(positions, topics), m.result_start(), m.caveat_1(), topics[0]!.criteria[0]!.next[2]!])
    expect(said).toContain(sentence);
  expect(away(container)).toEqual([]);
  // Of its own places each is there.
  const places = [...container.querySelectorAll('a')].map((a) => a.getAttribute('href')!.slice(1));
  expect(new Set(places)).toEqual(new Set(['topics', 'essentials']));
  for (const id of places) expect(document.getElementById(id)).toBeTruthy();
  cleanup();

  const linked = (await show(ALL)).container;
  const to = new Set(away(linked).map((a) => a.getAttribute('href')!));
  expect(to).toContain('?method');
  for (const { id, criteria } of topics) for (const criterion of criteria) expect(to).toContain(`?at=${id}.${criterion.id}`);
  for (const sentence of [firmSentence(positions, topics), m.result_start(), m.caveat_1()]) expect(read(linked)).toContain(sentence);
});

test('nothing answered: it says so, and leads on where there is a way on', async () => {
  const nothing = { head: assessment.head, entries: {} };
  const props = { assessment: nothing, rubrics: topics, model, words, plan: await planInMemory() };
  const { container, rerender } = render(Result, { ...props, addresses: NONE });
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(m.result_none_title());
  expect(away(container)).toEqual([]);
  await rerender({ ...props, addresses: ALL });
  expect(screen.getByRole('link', { name: m.list_resume() }).getAttribute('href')).toBe('?resume');
});

test('a link to a place on the screen puts the focus there and leaves the address alone', async () => {
  const { container } = await show(NONE);
  const before = location.href;
  await fireEvent.click(container.querySelector('a[href="#essentials"]')!);
  await vi.waitFor(() => expect(document.activeElement?.id).toBe('essentials'));
  expect(location.href).toBe(before);
});

test('what is added goes into a plan over memory, and has the focus though it is no link', async () => {
  const { container, plan } = await show(NONE);
  await fireEvent.click(container.querySelector('.step button.button')!);
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('SPAN'));
  expect(document.activeElement?.textContent).toContain(m.plan_in());
  expect(plan.steps.map(({ what, aim }) => [what, aim?.assessment])).toEqual([[expect.stringMatching(/^Step to 2 of/), 'a']]);
  expect(screen.getAllByRole('status').map(({ textContent }) => textContent)).toContain(m.plan_added({ what: plan.steps[0]!.what }));
});

test('the picture is drawn on a canvas only where the code for one is brought along', async () => {
  const bare = await show(ALL);
  expect(bare.container.querySelector('figure [role=img]')).toBeTruthy();
  expect(bare.container.querySelector('canvas')).toBeNull();
  cleanup();
  const canvas = vi.fn<LoadCanvas>(async () => () => ({ update: () => {}, destroy: () => {} }));
  const { container } = await show(ALL, { canvas });
  expect(container.querySelector('canvas')).toBeTruthy();
  expect(canvas).toHaveBeenCalledOnce();
});
