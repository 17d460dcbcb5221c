/**
 * A browser that loses its database. Chromium reads a log whose last record is torn, goes on writing behind it, finds it corrupt at the next
 * start, and deletes the database. Bytes cut off the log have the same effect as a power cut at that moment.
 */
import { readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeAssessments } from '#lib/exchange/personal/file.ts';
import { casesOf, SEED } from '../support/scale.ts';
import { randomBy } from '../../scripts/random.ts';
import { criteria, expect, open, shownAsChosen, stored, tap, test, type Criterion, type Stored } from './app.ts';
import { agree, assessment, bring, openData } from './data.ts';
import { expectInJournal } from './losing.ts';

/** @returns the file that the last record was written to */
async function newestLog(profile: string): Promise<string> {
  const folder = join(profile, 'Default', 'IndexedDB');
  const logs: { readonly path: string; readonly at: number }[] = [];
  for (const database of await readdir(folder))
    for (const name of database.endsWith('.leveldb') ? await readdir(join(folder, database)) : [])
      if (name.endsWith('.log')) {
        const path = join(folder, database, name);
        logs.push({ path, at: (await stat(path)).mtimeMs });
      }
  return logs.sort((a, b) => a.at - b.at).at(-1)!.path;
}

const random = randomBy(SEED);
const CUTS = Array.from({ length: 20 }, () => 1 + random(300));
const first = criteria[0] as Criterion;
/** All that somebody made: when the app was opened may be lost. */
const made = (page: Page): Promise<Stored> => stored(page);
const restored = (page: Page) => page.getByRole('alert').filter({ hasText: 'Waymark has put it back' });

test.setTimeout(180_000);

for (const [i, bytes] of casesOf(CUTS.map((cut, index) => [index, cut] as const)))
  test(
    `${i + 1}: a log that lacks its last ${bytes} bytes costs nothing in three starts, and a loss is said`,
    { tag: '@storm' },
    async ({ host, start, profile }) => {
      const { address } = await host();
      const look = async (page: Page) => {
        await open(page, `${address}assessments/`);
        await expect(page.getByText('5 assessments on this device')).toBeVisible();
        return made(page);
      };

      let context = await start(profile);
      let page = context.pages()[0]!;
      await openData(page, address);
      await bring(
        page,
        writeAssessments(['a', 'b', 'c', 'd', 'e'].map((id) => assessment(id, `Assessment ${id}`, undefined, undefined, () => 0)))
      );
      await agree(page);
      await expectInJournal(page, 'Assessment e');
      let before = await look(page);
      await context.close();
      const log = await newestLog(profile);
      await truncate(log, (await stat(log)).size - bytes);

      let losses = 0;
      for (const level of [3, 1, 4] as const) {
        context = await start(profile);
        page = context.pages()[0]!;
        expect(await look(page)).toEqual(before);
        losses += await restored(page).count();
        await open(page, `${address}assess/?id=a&at=${first.key}`);
        await tap(page, first, level);
        await shownAsChosen(page, first, level);
        before = await made(page);
        await context.close();
      }
      test.info().annotations.push({ type: 'losses', description: String(losses) });
      expect(losses).toBeGreaterThan(0);
    }
  );
