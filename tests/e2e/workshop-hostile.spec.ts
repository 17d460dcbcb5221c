import type { Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import { expect, test } from './app.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';
import { chance } from '../support/hostile.ts';
import { rounds, SEED } from '../support/scale.ts';
import { hostilePicture, qrPng, TEXTS, type Picture } from './pictures.ts';

const levels = (i: number): Reached[] => [0, 1, 2, 3, 4].map((topic) => ((i + topic) % 5) as Reached);

let serial = 0;
/** Chooses files, and waits until they are through. */
async function choose(page: Page, files: readonly Picture[]): Promise<string> {
  const last: Picture = { name: `last-${serial++}.png`, mimeType: 'image/png', buffer: Buffer.from('none') };
  await page.locator('#code-files').setInputFiles([...files, last]);
  const said = page.locator('#paste-outcome');
  await expect(said).toContainText(last.name, { timeout: 120_000 });
  return said.innerText();
}

/** Nothing is counted but what a phone has made, each file is spoken of, and the page stays where it is. */
async function tryPictures(page: Page, count: number, from: number) {
  const workshop = await openWorkshop(page);
  const address = page.url();
  await page.getByText('Paste a column, or open files').click();
  const BATCH = 40;
  let real = 0;
  for (let done = 0; done < count; done += BATCH) {
    const c = chance(SEED + from + done);
    const files: Picture[] = Array.from({ length: BATCH }, (_, i) =>
      hostilePicture(c, `p${done + i}.png`, codeOf(workshop, 900_000 + i, levels(i)))
    );
    // One of them is a real one, somewhere among the others.
    const code = codeOf(workshop, real, levels(real));
    files.splice(c.below(BATCH), 0, { name: 'real.png', mimeType: 'image/png', buffer: qrPng(code) });
    const said = await choose(page, files);
    if (real < 200) real++;
    expect(said).not.toContain('real.png');
    await expect(counted(page)).toHaveText(String(real));
  }
  expect(page.url()).toBe(address);
  await expect(page.locator('#paste-outcome img, #paste-outcome a')).toHaveCount(0);
}

test('pictures that are torn, too large, or none are named, and nothing of them is counted', async ({ page }) => {
  await tryPictures(page, 40, 0);
  // Each kind of what others put into codes, read as one of many lines.
  const said = await choose(
    page,
    TEXTS.map((text, i) => ({ name: `t${i}.png`, mimeType: 'image/png', buffer: qrPng(text) }))
  );
  expect(said).toContain('0 taken in');
  await expect(counted(page)).toHaveText('1');
});

test('many such pictures', { tag: '@heavy' }, async ({ page }) => {
  test.setTimeout(30 * 60_000);
  await tryPictures(page, rounds(10_000), 1_000);
});
