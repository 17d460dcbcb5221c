// @vitest-environment happy-dom
/** Whose data it is comes first: one's own is joined, somebody else's is only shown. */
import { readFileSync } from 'node:fs';
import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import * as fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Looked } from '#lib/domain/person/somebody.ts';
import { m } from '#lib/i18n/messages.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import Incoming from '#lib/ui/data/Incoming.svelte';
import { anyAssessment } from '../support/personal.ts';

afterEach(cleanup);

const [one] = fc.sample(anyAssessment('one'), { numRuns: 1, seed: 3 });
const named = { ...one!, head: { ...one!.head, name: 'Before the course' } };
const data: PersonalData = { ...NOTHING, owner: 'a'.repeat(32), assessments: [named] };

const looked = (safety: number): Looked => ({
  head: named.head,
  at: 5,
  topics: [
    {
      id: 'privacy',
      title: 'Yksityisyys',
      language: 'fi',
      position: { level: 1, reason: null, score: { band: [0, 2] } },
      level: 'Inform',
      safety
    } as unknown as NonNullable<Looked['topics']>[number]
  ]
});

function shown(incoming = data, personal = new Personal(new MemoryTables()), look = async (_: Assessment) => looked(1)) {
  const join = vi.spyOn(personal, 'join');
  const calls = { ondone: vi.fn(), oncancel: vi.fn() };
  render(Incoming, {
    data: incoming,
    personal,
    now: () => 10,
    looking: { look, withoutRubric: async () => 1 },
    people: '/people/',
    ...calls
  });
  return { personal, join, ...calls };
}
const button = (name: string) => screen.findByRole('button', { name });
const title = (name: string) => screen.findByRole('heading', { level: 2, name });

test('what nobody knows is asked about, with what is in it, before anything is compared', async () => {
  const { personal, join } = shown();
  await title(m.data_whose());
  expect(document.body.textContent).toContain('“Before the course”');
  expect(screen.queryByRole('button', { name: m.data_in_join() })).toBeNull();
  await fireEvent.click(await button(m.data_whose_mine()));
  await title(m.data_in_title());
  await fireEvent.click(await button(m.data_in_join()));
  await vi.waitFor(() => expect(join).toHaveBeenCalledOnce());
  await vi.waitFor(async () => expect(await personal.isOwn(data)).toBe(true));
});

test('somebody else’s is shown with its levels and open safety points, and nothing of it is stored', async () => {
  const { personal, join, oncancel } = shown();
  await fireEvent.click(await button(m.data_whose_theirs()));
  await title(m.data_theirs_title());
  expect(await screen.findByText(m.data_theirs_level_named({ level: 1, name: 'Inform' }))).toBeTruthy();
  expect(screen.getByText('Yksityisyys').lang).toBe('fi');
  expect(screen.getByText(m.data_theirs_band({ from: 0, to: 2 }))).toBeTruthy();
  expect(screen.getByText(m.data_theirs_safety({ count: 1 }))).toBeTruthy();
  expect(screen.getByText(m.data_theirs_self())).toBeTruthy();
  expect(document.body.textContent).not.toContain(m.data_in_join());
  await fireEvent.click(await button(m.data_theirs_close()));
  expect(oncancel).toHaveBeenCalledOnce();
  expect(join).not.toHaveBeenCalled();
  expect(await personal.counts()).toMatchObject({ assessments: 0, steps: 0 });
  expect(await personal.isOwn(data)).toBe(false);
});

test('what is known to be one’s own needs no question, and can still be said to be somebody else’s', async () => {
  const personal = new Personal(new MemoryTables());
  await personal.join(data, null);
  shown({ ...data, assessments: [{ ...named, head: { ...named.head, id: 'two' }, entries: {} }] }, personal);
  await title(m.data_in_title());
  expect(await screen.findByText(m.data_in_bare({ count: 1 }))).toBeTruthy();
  await fireEvent.click(await button(m.data_in_not_mine()));
  await title(m.data_theirs_title());
});

test('rubrics alone are nobody’s, so nothing is asked', async () => {
  shown({ ...NOTHING });
  await title(m.data_in_title());
  expect(screen.queryByRole('button', { name: m.data_in_not_mine() })).toBeNull();
});

test('where nothing can be joined, it is here already only if nothing is left out', async () => {
  const personal = new Personal(new MemoryTables());
  await personal.join(data, null);
  shown(data, personal);
  expect(await screen.findByText(m.data_in_nothing())).toBeTruthy();
  cleanup();
  const rubrics = named.head.rubrics.map((ref) => ({ ...ref, version: '99.0.0' }));
  shown({ ...data, assessments: [{ ...named, head: { ...named.head, rubrics } }] }, personal);
  expect(await screen.findByText(m.data_in_nothing_left())).toBeTruthy();
  expect(screen.queryByText(m.data_in_nothing())).toBeNull();
  expect(screen.getByText(m.data_in_other())).toBeTruthy();
});

test('a look back comes last, and is said to be one, in the list and where it is shown', async () => {
  const back = {
    ...named,
    head: { ...named.head, id: 'back', name: 'Seen later', createdAt: named.head.createdAt + 9, retrospectOf: 'one' }
  };
  shown({ ...data, assessments: [back, named] }, undefined, async (one) => ({ ...looked(0), head: one.head }));
  await fireEvent.click(await button(m.data_whose_theirs()));
  const which = await screen.findByRole('combobox');
  expect([...which.querySelectorAll('option')].map(({ textContent }) => textContent)).toEqual([
    'Before the course',
    `Seen later · ${m.history_list_back()}`
  ]);
  await title(m.data_theirs_title());
  await screen.findByRole('heading', { level: 3, name: 'Before the course' });
  expect(screen.queryByText(m.history_list_back())).toBeNull();
  await fireEvent.change(which, { target: { value: '1' } });
  await screen.findByRole('heading', { level: 3, name: 'Seen later' });
  expect(screen.getByText(m.history_list_back())).toBeTruthy();
});

test('what could not be loaded is not said to be missing', async () => {
  shown(data, undefined, () => Promise.reject(new Error('offline')));
  await fireEvent.click(await button(m.data_whose_theirs()));
  expect(await screen.findByText(m.data_theirs_failed())).toBeTruthy();
  expect(screen.queryByText(m.data_theirs_missing())).toBeNull();
});

test.each(['en', 'fi', 'sv', 'de'])(
  'open and partly kept safety points are counted together, and are said to be without a Yes: %s',
  (language) => {
    const texts = (area: string) =>
      JSON.parse(readFileSync(`src/lib/i18n/messages/${area}/${language}.json`, 'utf8')) as Readonly<Record<string, string>>;
    expect(texts('data').data_theirs_safety).toMatch(new RegExp(`${texts('assess').value_2}.*${texts('assess').value_2}`));
  }
);
