// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { ShelfList } from '#lib/state/shelf-list.svelte.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { aFile } from '../domain/rubric-files.ts';

const sound = (...made: Parameters<typeof aFile>) => soundOf(aFile(...made), 'made up');

test('what was read earlier and came later does not replace what is there now', async () => {
  const shelf = new Shelf(new MemoryTables());
  await shelf.save(sound(['A1']), 'received', 1);
  const list = new ShelfList({ shelf: Promise.resolve(shelf) });

  const atFirst = await shelf.list();
  let answer = () => {};
  vi.spyOn(shelf, 'list').mockImplementationOnce(() => new Promise((resolve) => (answer = () => resolve(atFirst))));
  const slow = list.read();
  await shelf.save(sound(['A1', 'A2'], { version: '2.0.0' }), 'received', 2);
  await list.read();
  expect(list.rows.map(({ version }) => version)).toEqual(['2.0.0', '1.0.0']);
  answer();
  await slow;
  expect(list.rows.map(({ version }) => version)).toEqual(['2.0.0', '1.0.0']);
});

test('what is removed keeps its place, also among rubrics that came at the same time, and so does what is put back', async () => {
  const shelf = new Shelf(new MemoryTables());
  for (const criterion of ['A1', 'A2', 'A3', 'A4', 'A5'])
    await shelf.save(sound([criterion], { id: `own-${criterion.toLowerCase()}` }), 'own', 1);
  const list = new ShelfList({ shelf: Promise.resolve(shelf) });
  await list.read();
  const keys = list.rows.map(({ key }) => key);
  await list.remove(keys[1]!, list.rows[1]!);
  expect(list.rows.map(({ key, removed }) => [key, removed])).toEqual(keys.map((key, i) => [key, i === 1]));
  await list.undo(keys[1]!);
  expect(list.rows.map(({ key, removed }) => [key, removed])).toEqual(keys.map((key) => [key, false]));
});
