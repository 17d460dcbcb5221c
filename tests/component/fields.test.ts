// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { FieldRow } from '#lib/charts/fields.ts';
import Fields from '#lib/ui/chart/Fields.svelte';
import { laneAt, rowOf, way } from '../charts/scenes.ts';
import { model, words } from '../domain/examples.ts';

afterEach(cleanup);

const now = (...args: Parameters<typeof laneAt>) => [{ ...laneAt(...args), word: '' }];
const show = (rows: readonly FieldRow[], more: object = {}) =>
  render(Fields, { picture: { rows, words, model, title: 'Five topics', sentence: 'Level 2: Writing.' }, ...more });
const legend = () =>
  within(screen.getByRole('list', { name: 'What the signs mean' }))
    .getAllByRole('listitem')
    .map((item) => item.lastChild?.textContent?.trim());
const table = async () => {
  await fireEvent.click(screen.getByText('Show as a table'));
  const rows = await screen.findAllByRole('row');
  return rows.map((row) => [...row.children].map((cell) => cell.textContent!.replace(/\s+/g, ' ').trim()));
};

test('it says in words what it shows, and its legend explains the signs that are drawn and no other', () => {
  show([{ ...rowOf('writing', now(2, { way: way(0.7) })) }]);
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(
    'Five topics. Level 2: Writing. The table after this picture says the same.'
  );
  expect(legend()).toEqual(['towards the next level']);
});

test('every sign has its words', () => {
  show([rowOf('writing', now(1, { way: way(0.9, true), band: [1, 2], target: 3 })), rowOf('privacy', now(2, { stops: 'role' }), [3, 4])]);
  expect(legend()).toEqual(['towards the next level', 'could also be here', 'safety point missing', 'my target', 'not part of my job']);
});

test('times are told apart where there are several', () => {
  const dates = (['before', 'back', 'now'] as const).map((kind) => laneAt(1, { kind, word: kind }));
  show([rowOf('writing', dates)]);
  expect(legend()).toEqual(['earlier', 'as I see it today', 'latest']);
});

test('the table says all of it', async () => {
  show([
    rowOf('writing', now(1, { way: way(0.9, true), band: [1, 2], target: 3 })),
    rowOf('information', now(1, { way: way(0.7) })),
    rowOf('privacy', now(2, { stops: 'role' }), [3, 4]),
    rowOf('presence', now(null))
  ]);
  expect(await table()).toEqual([
    ['Topic', 'Level', 'Could also be', 'Next level', 'Target'],
    ['writing', '1 Inform', '1 to 2', 'A safety point is missing for level 2', '3'],
    ['information', '1 Inform', '1', '7 of the 9 points needed for level 2', 'none'],
    ['privacy', '2 One-to-one', '2', 'Level 3 is not part of my job, so nothing is missing', 'none'],
    ['presence', 'not answered yet', 'none']
  ]);
});

test('of a rubric that somebody made, levels have numbers only', async () => {
  show([rowOf('own-topic', now(2))]);
  expect((await table())[1]).toEqual(['own-topic', '2', '2']);
});

test('a page that says the rest elsewhere has the picture alone', () => {
  show([rowOf('writing', now(2, { way: way(0.7) }))], { bare: true, legend: false });
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Five topics. Level 2: Writing.');
  expect(screen.queryByRole('heading')).toBeNull();
  expect(screen.queryByRole('list')).toBeNull();
  expect(screen.queryByRole('group')).toBeNull();
});

test.each([
  ['open', 'There are too few answers yet to tell a level, so there is nothing to draw.'],
  ['not-applicable', 'All of this is marked as not part of your job, so there is no level to draw.']
] as const)('nothing to draw is said: %s', (reason, text) => {
  show([rowOf('writing', now(null, { reason }))]);
  expect(screen.queryByRole('img')).toBeNull();
  expect(screen.getByText(text)).toBeTruthy();
});
