import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { begin, button, criteria, downloadBy, expect, open, stored, type Stored } from './app.ts';
import { expectAccessible } from './axe.ts';
import { casesOf } from '../support/scale.ts';
import { assessment, bringBackup, many, openData, putAssessments, typePassphrase } from './data.ts';
import { tabTo } from './keys.ts';
import { KILLED, test } from './killing.ts';
import { rawText } from './people.ts';
import { lockBackup } from '#lib/exchange/personal/backup.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';

// Locking and opening take a second or more each, by intention.
test.setTimeout(180_000);
/** How long a page may stand still on a busy machine. */
const slow = expect.configure({ timeout: 30_000 });

const make = (page: Page) => page.getByRole('region', { name: 'Make a backup' });

/** What was stored, as far as it is to be the same on another device. */
const same = ({ assessments, entries }: Stored) => ({ assessments, entries });

test('everything goes into a locked file, and comes back on another device as it was', async ({ page, browser }, info) => {
  await open(page, '/data/backup/');
  await expect(make(page)).toContainText('There is nothing to back up yet.');
  const one = assessment('one', 'Before the course', ['privacy']);
  await putAssessments(page, [one]);
  const before = same(await stored(page));

  await open(page, '/data/backup/');
  await expect(make(page)).toContainText(/It will hold one assessment, 28 answers and one note\./);
  await expect(page.getByText('No backup has been made on this device yet.')).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Not before it is written down.
  await button(page, 'Make the backup').click();
  await expect(page.getByRole('alert')).toHaveText('Write the passphrase down first, then tick the box.');
  await expect(page.getByRole('checkbox', { name: 'I have written it down' })).toBeFocused();
  const passphrase = await page.getByRole('status', { name: 'Passphrase' }).innerText();
  expect(passphrase).toMatch(/^(\w{4}-){3}\w{4}$/);
  await page.keyboard.press('Space');
  const download = await downloadBy(page, button(page, 'Make the backup'));
  expect(download.suggestedFilename()).toMatch(/^waymark-backup-\d{4}-\d\d-\d\d\.age$/);
  const file = info.outputPath('backup.age');
  await download.saveAs(file);
  await slow(page.getByRole('heading', { name: 'The backup is made' })).toBeFocused();
  await expect(make(page)).toContainText('The file is in your browser’s downloads.');
  await expect(make(page)).toContainText(download.suggestedFilename());
  await expect(page.getByText(/^Last backup: /)).toBeVisible();
  expect(readFileSync(file, 'latin1')).toMatch(/^age-encryption\.org\/v1\n-> scrypt /);
  expect(await page.evaluate(() => JSON.stringify(Object.assign({}, localStorage, sessionStorage)))).not.toContain(passphrase);

  const other = await browser.newContext();
  const page2 = await other.newPage();
  // From where somebody begins on another device.
  await open(page2, '/');
  await page2.getByRole('link', { name: 'Bring your data here' }).click();
  // The same, locked with little work: it opens in no time.
  const quick = info.outputPath('quick.age');
  writeFileSync(quick, await lockBackup({ ...NOTHING, assessments: [one] }, passphrase, 8));
  await bringBackup(page2, quick, '');
  await expect(page2.getByRole('alert')).toHaveText('Type the passphrase of this backup.');
  await typePassphrase(page2, 'not the right one');
  await slow(page2.getByRole('alert')).toContainText('This passphrase does not open the file.');
  await expect(page2.getByRole('alert')).toContainText('Nothing has changed.');
  // Cut off, and something else.
  const cut = info.outputPath('cut.age');
  writeFileSync(cut, readFileSync(quick).subarray(0, -20));
  await bringBackup(page2, cut, passphrase);
  await slow(page2.getByRole('alert')).toContainText('The file is damaged or was cut off.');
  expect(same(await stored(page2))).toEqual({ assessments: [], entries: [] });
  // As somebody copies it off paper.
  await bringBackup(page2, file, passphrase.toUpperCase().replaceAll('-', ' '));
  await slow(page2.getByRole('heading', { name: 'What will happen' })).toBeFocused();
  expect(same(await stored(page2))).toEqual({ assessments: [], entries: [] });
  await expect(page2.getByText('You cannot undo this')).toHaveCount(0);
  await expectAccessible(page2);
  await button(page2, 'Import').click();
  await expect(page2.getByRole('heading', { name: 'It is here now' })).toBeFocused();
  expect(same(await stored(page2))).toEqual(before);
  await expect(page2.getByText('You have one assessment, 28 answers and one note.', { exact: true })).toBeVisible();
  // It needs no other backup, so none is asked for.
  await expect.poll(() => rawText(page2, 'waymark')).toContain('"held":{"');
  // Once more changes nothing.
  await bringBackup(page2, quick, passphrase);
  await slow(page2.getByText('All of it is here already. There is nothing to import.')).toBeVisible();
  await other.close();
});

test('with the keyboard alone, and a passphrase of one’s own', async ({ page }) => {
  await begin(page);
  await page.keyboard.press('2');
  await expect(page.locator('.chosen[data-level="2"]')).toBeVisible();
  await open(page, '/data/backup/');
  await expect(make(page)).toContainText('It will hold');
  await tabTo(page, page.getByRole('radio', { name: 'Make one for me' }));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, make(page).getByLabel('Passphrase', { exact: true }));
  await page.keyboard.type('short');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('Too short');
  await page.keyboard.type('er than the dark river');
  await expect(make(page)).toContainText('Words picked at random are hard to guess');
  await tabTo(page, page.getByLabel('Repeat the passphrase', { exact: true }));
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText('The two are not the same.');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('shorter than the dark river');
  await tabTo(page, button(page, 'Show Repeat the passphrase'));
  await page.keyboard.press('Space');
  await expect(make(page).getByLabel('Passphrase', { exact: true })).toHaveAttribute('type', 'text');
  await tabTo(page, button(page, 'Make the backup'));
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')]);
  expect(download.suggestedFilename()).toMatch(/\.age$/);
  await slow(page.getByRole('heading', { name: 'The backup is made' })).toBeFocused();
});

for (const { what, details } of KILLED)
  test.describe(`when the ${what} is killed`, details, () => {
    test.use({ killed: what });

    test('in the middle of a restore, all of it is there or nothing, and what was there', async ({ again }, info) => {
      const PASSPHRASE = 'a passphrase of some length';
      const file = info.outputPath('many.age');
      const COUNT = 60;
      writeFileSync(file, await lockBackup({ ...NOTHING, assessments: many(COUNT) }, PASSPHRASE, 8));
      const mine = assessment('mine', 'Mine', ['privacy']);
      let { page, site, kill } = await again();
      await putAssessments(page, [mine], site);

      for (const wait of what === 'tab' ? [60] : casesOf([0, 60, 250])) {
        await openData(page, site);
        await bringBackup(page, file, PASSPHRASE);
        const join = button(page, 'Import');
        await join.waitFor();
        await join.click({ noWaitAfter: true });
        await page.waitForTimeout(wait);
        await kill();
        ({ page, site, kill } = await again());
        await open(page, site);
        const { assessments, entries } = await stored(page);
        expect([1, COUNT + 1]).toContain(assessments.length);
        expect(entries.length - Object.keys(mine.entries).length).toBe((assessments.length - 1) * criteria.length);
        expect(entries).toEqual(expect.arrayContaining(Object.values(mine.entries)));
        if (assessments.length > 1) break;
      }
      await openData(page, site);
      await bringBackup(page, file, PASSPHRASE);
      await page
        .getByRole('button', { name: /^(Import|Cancel|Close|Back)$/ })
        .first()
        .waitFor();
    });
  });
