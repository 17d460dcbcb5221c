import { beforeEach, expect, test, vi } from 'vitest';
import { lossesOf, writeRubricAs } from '#lib/exchange/rubrics/formats.ts';
import { withKept } from '#lib/exchange/rubrics/opened.ts';
import { open } from '#lib/exchange/door.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { arrive } from '#lib/app/arrival.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { sources } from '../support/sources.ts';

/** How often something was checked against a schema, and hashed. */
const count = vi.hoisted(() => ({ checks: 0, hashes: 0 }));
vi.mock('zod/mini', async (original) => {
  const zod = await original<typeof import('zod/mini')>();
  return { ...zod, safeParse: (...given: Parameters<typeof zod.safeParse>) => (count.checks++, zod.safeParse(...given)) };
});
vi.mock('@noble/hashes/sha2.js', async (original) => {
  const sha2 = await original<typeof import('@noble/hashes/sha2.js')>();
  return { ...sha2, sha256: Object.assign((bytes: Uint8Array) => (count.hashes++, sha2.sha256(bytes)), sha2.sha256) };
});

const rubric = openRubricFile('privacy');
/** One for each language's words, and one for all. */
const HASHED = Object.keys(rubric.words).length + 1;
const here = { items: [], builtIn: {}, original: async () => null };

beforeEach(() => void Object.assign(count, { checks: 0, hashes: 0 }));

test.each(['json', 'xlsx', 'csv'] as const)(
  'a rubric is checked once and hashed once on its way from a %s file to the shelf',
  async (format) => {
    const { content } = await writeRubricAs(rubric, format);
    const bytes = new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);
    Object.assign(count, { checks: 0, hashes: 0 });
    const opened = await open({ kind: 'rubric', bytes, name: 'a', language: 'en' });
    // Whoever reads a table looks at each cell besides.
    if (format === 'json') expect(count.checks).toBe(1);
    expect(count.hashes).toBe(HASHED);
    const atDoor = { ...count };
    const arrival = await arrive(opened, here, { withKept, lossesOf }, 'abcdef0123456789');
    const { key } = await new Shelf(new MemoryTables()).save(arrival.opened.rubric!, 'received', 1);
    expect(key).toBe(opened.rubric!.hash);
    expect(count).toEqual(atDoor);
  }
);

test('one that comes with a person’s data is checked once, with all else, and hashed once', async () => {
  const rubrics = [{ ...soundOf(rubric, 'privacy'), origin: 'own' as const, at: 1 }];
  const bytes = new TextEncoder().encode(writeData({ ...NOTHING, rubrics }));
  Object.assign(count, { checks: 0, hashes: 0 });
  expect((await open({ kind: 'data', bytes, name: 'a' })).rubrics).toEqual(rubrics);
  expect(count).toEqual({ checks: 1, hashes: HASHED });
});

test('nobody but the door calls a rubric sound', () =>
  expect(
    sources('.ts', '.svelte')
      .filter(({ text }) => /\bas (unknown as )?SoundRubric\b/.test(text))
      .map(({ path }) => path)
  ).toEqual(['src/lib/domain/rubric/sound.ts']));
