// @vitest-environment happy-dom
import { freshName, madeByDexie } from '../storage/places.ts';
import { readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { digestsOf } from '#lib/app/digests.ts';
import type { Digest } from '#lib/domain/position/digest.ts';
import { courseOf, seriesOf, timelineOf } from '#lib/domain/position/timeline.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Digests } from '#lib/storage/stores/digests.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';

interface Profile {
  readonly version: number;
  readonly rows: Readonly<Record<string, readonly unknown[]>> & { readonly digests: readonly Digest[] };
}
const profile: Profile = JSON.parse(readFileSync('tests/upgrades/digests-1.json', 'utf8'));

/** The profile as version 0.2 of the app left it, opened by the present one. */
async function device() {
  const name = freshName();
  const db = madeByDexie(name, profile.version);
  await db.open();
  for (const [table, rows] of Object.entries(profile.rows)) await db.table(table).bulkPut([...rows]);
  db.close();
  const tables = new IndexedDbTables(name);
  const { heads } = await new Assessments(tables).list(10);
  const app = { digests: Promise.resolve(new Digests(tables)), shelf: Promise.resolve(new Shelf(tables)) };
  const worked = vi.fn();
  return { heads, worked, read: async () => (await digestsOf(heads, app, worked)).digests };
}

const said = ({ positions }: Pick<Digest, 'positions'>) =>
  Object.fromEntries(positions.map(({ competency, level, band }) => [competency, [level, ...band]]));

test('positions kept by the old rules are worked out anew: the margin is exact, and an open essential holds its level open', async () => {
  const before = Object.fromEntries(profile.rows.digests.map((digest) => [digest.id, said(digest)]));
  expect(before['spring']).toEqual({ 'own-margin': [1, 1, 1], 'own-left': [2, 1, 2], 'own-placed': [1, 1, 1] });

  const { heads, read, worked } = await device();
  const digests = await read();
  expect(worked).toHaveBeenCalledWith(0, 2);
  expect(said(digests.get('spring')!)).toEqual({ 'own-margin': [1, 1, 2], 'own-left': [1, 1, 1], 'own-placed': [1, 1, 1] });
  expect(said(digests.get('autumn')!)).toEqual(before['autumn']);

  // All three had been called clear.
  const verdicts = seriesOf(timelineOf(heads, digests).times).map((series) => [series.competency, courseOf(series)!.verdict]);
  expect(Object.fromEntries(verdicts)).toEqual({
    'own-margin': { kind: 'possible', direction: 'up', because: 'margin' },
    'own-left': { kind: 'clear', direction: 'up' },
    'own-placed': { kind: 'possible', direction: 'up', because: 'borrowed' }
  });
});

test('once worked out anew they are kept, and believed', async () => {
  const { read, worked } = await device();
  const first = await read();
  worked.mockClear();
  expect(await read()).toEqual(first);
  expect(worked).not.toHaveBeenCalled();
});
