/** Rubrics that are not built in, for tests: examples, and a shelf that has them. */
import type { Page } from '@playwright/test';
import { contentHash } from '#lib/domain/hash.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { openStore, putRows, rowsOf } from './app.ts';

const LEVELS = [1, 2, 3, 4] as const;

/** A whole rubric in English, with half a Finnish translation and an essential. */
export function example({ id = 'own-listening', version = '1.0.0', title = 'Listening online', criteria = 3 } = {}): RubricFile {
  const ids = Array.from({ length: criteria }, (_, i) => `L${i + 1}`);
  const words = (language: string, own: string) => ({
    language,
    title: own,
    short: own,
    criteria: Object.fromEntries(
      ids.map((criterion, i) => [
        criterion,
        {
          title: `Waiting ${i + 1}`,
          descriptors: Object.fromEntries(LEVELS.map((level) => [level, `In ${language}, I wait ${i + 1} times at level ${level}.`])),
          ...(i === 0 ? { notApplicable: { 2: 'Only if you never write to one person.' } } : {}),
          help: { about: `What waiting ${i + 1} is about.`, examples: { school: `Waiting ${i + 1} in a school.` } },
          next: { 2: `Wait ${i + 1} times more.` }
        }
      ])
    )
  });
  const finnish = words('fi', 'Kuunteleminen');
  // The last criterion has no Finnish words yet.
  delete finnish.criteria[ids.at(-1)!];
  return {
    format: 'waymark-rubric',
    formatVersion: 1,
    facts: {
      id,
      version,
      keyLevel: 2,
      source: 'en',
      criteria: ids.map((criterion, i) => ({ id: criterion, essential: i === 0 ? [2] : [] })),
      origin: { author: 'A. Author', licence: 'CC BY 4.0' }
    },
    words: { en: words('en', title), fi: finnish }
  } as RubricFile;
}

/** Puts rubrics on the shelf past the app, and leaves the page that it was done on. */
export async function shelve(
  page: Page,
  files: readonly RubricFile[],
  origin: ShelfItem['origin'] = 'own',
  from?: string,
  site = '/'
): Promise<string[]> {
  await openStore(page, site);
  const items = files.map((file, i): ShelfItem => {
    const { id, version, criteria, source = 'en' } = file.facts;
    const titles = Object.fromEntries(Object.entries(file.words).map(([language, words]) => [language, words.title!]));
    const about = { id, version, titles, source, criteria: criteria.length, origin, at: 1_764_000_000_000 - i };
    return { key: contentHash(file), kind: 'published', ...about, ...(from ? { from } : {}) };
  });
  await putRows(page, 'shelf', items);
  await putRows(
    page,
    'rubrics',
    files.map((content, i) => ({ key: items[i]!.key, content }))
  );
  return items.map(({ key }) => key);
}

/** What lies on the shelf, as it is stored. */
export const onShelf = async (page: Page) => (await rowsOf(page, 'shelf')) as readonly ShelfItem[];

/** A file as somebody chooses it. */
export const chosen = (name: string, content: string | Buffer) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content)
});
