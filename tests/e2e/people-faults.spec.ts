import type { Page } from '@playwright/test';
import { button, expect, heading, more, live, open, openStore } from './app.ts';
import { casesOf } from '../support/scale.ts';
import { many, openData, putAssessments, rowCounts } from './data.ts';
import { KILLED, test } from './killing.ts';
import { field, nameFirst, PASSPHRASE, rawText, unlock, writeTwice } from './people.ts';
import { fillUp, NO_ROOM, room } from './room.ts';

/** Enough to be in the middle of it when it is killed. */
const MANY = { tab: 100, browser: 300 };

/** Opens the form for a first passphrase and fills it in. */
async function writePassphrase(page: Page): Promise<void> {
  await button(page, 'Set a passphrase').click();
  await writeTwice(page);
}

/** The table of answers as it lies there: all of it open, or all of it sealed. */
const howItLies = async (page: Page) => {
  const raw = await rawText(page, 'waymark');
  return { open: /Assessment 7"|"cells"/.test(raw), sealed: raw.includes('"sealed"') };
};

for (const { what, details } of KILLED)
  test.describe(`the ${what} is killed`, details, () => {
    test.use({ killed: what });
    test.setTimeout(180_000);

    test('while many assessments are erased: it opens with all of them or with none', async ({ again }) => {
      const all = many(MANY[what]);
      for (const delay of what === 'tab' ? [0, 30] : casesOf([0, 30])) {
        const { page, site, kill } = await again();
        await openStore(page, site);
        const left = await rowCounts(page);
        if (left.assessments === 0) await putAssessments(page, all, site);
        await open(page, `${site}data/erase/`);
        await page.getByRole('radio', { name: /Everything/ }).check();
        await button(page, 'Erase').click();
        const dialog = page.getByRole('dialog');
        await expect(dialog).toContainText(`${all.length} assessments`);
        await dialog.getByRole('button', { name: 'Erase' }).click({ noWaitAfter: true });
        await new Promise((resolve) => setTimeout(resolve, delay));
        await kill();

        const after = await again();
        await open(after.page, `${site}assessments/`);
        await expect(after.page.getByText(new RegExp(`^(${all.length} assessments on this device|Nothing here yet)$`))).toBeVisible();
        await expect(after.page.getByText('could not be read')).toHaveCount(0);
        await after.close();
      }
    });

    test('while a passphrase is set on many assessments: all of them lie sealed or none does, and all open', async ({ again }) => {
      const all = many(MANY[what]);
      let filled = false;
      for (const delay of what === 'tab' ? [500] : casesOf([500, 900])) {
        const { page, site, kill, close } = await again();
        if (!filled) {
          await nameFirst(page, 'Aino', site);
          await putAssessments(page, all, site);
          filled = true;
        }
        await open(page, `${site}people/`);
        // Sealed by the round before: nothing is left to be set.
        if (await field(page, 'Passphrase: Aino').isVisible()) {
          await close();
          break;
        }
        await writePassphrase(page);
        await button(page, 'Set a passphrase').click({ noWaitAfter: true });
        await new Promise((resolve) => setTimeout(resolve, delay));
        await kill();

        const { page: after, close: end } = await again();
        await after.goto(`${site}people/`);
        await live(after);
        const lies = await howItLies(after);
        expect(lies.open).not.toBe(lies.sealed);
        expect(await rowCounts(after)).toEqual({ assessments: all.length, entries: all.length * 31 });
        if (lies.sealed) await unlock(after, 'Aino');
        await open(after, `${site}assessments/`);
        if (lies.sealed) await unlock(after, 'Aino');
        await expect(after.getByText(`${all.length} assessments on this device`)).toBeVisible();
        await expect(after.getByText('could not be read')).toHaveCount(0);
        await end();
      }
    });
  });

test('a browser that forgets the names, and keeps the data, finds it again; sealed data opens with its passphrase', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await putAssessments(page, many(3));
  await open(page, '/people/');
  await writePassphrase(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is locked now.')).toBeVisible();

  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto('/people/');
  await live(page);
  const name = await page
    .getByRole('textbox', { name: /^Passphrase: / })
    .evaluate((input: HTMLInputElement) => input.labels![0]!.textContent);
  expect(name).not.toContain('Aino');
  await page.getByRole('textbox', { name: /^Passphrase: / }).fill(PASSPHRASE);
  await button(page, 'Open').click();
  await expect(heading(page)).toHaveText('Welcome back');
  await more(page, 'My assessments');
  await expect(page.getByText('3 assessments on this device')).toBeVisible();
});

test('after three wrong passphrases each further one has to wait, a page loaded anew does not help, and then the right one opens', async ({
  page
}) => {
  await nameFirst(page, 'Aino');
  await writePassphrase(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is locked now.')).toBeVisible();
  for (const wrong of ['one', 'two']) {
    await unlock(page, 'Aino', wrong);
    await expect(page.getByText('This is not the passphrase.')).toBeVisible();
    await expect(button(page, 'Open')).toBeVisible();
  }
  await unlock(page, 'Aino', 'three');
  await expect(page.getByRole('button', { name: /^Wait \d s$/ })).toBeVisible();
  await page.reload();
  await live(page);
  await unlock(page, 'Aino');
  // It was not tried, so nothing is said of it being wrong.
  await expect(page.getByRole('alert')).toHaveText(/^Wait \d s$/);
  await expect(page.getByText('This is not the passphrase.')).toHaveCount(0);
  await expect(button(page, 'Open')).toBeEnabled();
  await button(page, 'Open').click();
  await expect(heading(page)).toHaveText(/social media/i);
});

test.describe('a device without room', () => {
  test.use({ expected: NO_ROOM });

  test('sets no passphrase, says so, and every answer is there as before', async ({ page, context, baseURL }) => {
    const setRoom = await room(page, context, baseURL!);
    await setRoom(5_000_000);
    await nameFirst(page, 'Aino');
    await putAssessments(page, many(20));
    await open(page, '/people/');
    await writePassphrase(page);
    await fillUp(page, setRoom);
    await button(page, 'Set a passphrase').click();
    await expect(page.getByRole('alert').filter({ hasText: 'Your data is as it was.' })).toBeVisible();
    expect(await howItLies(page)).toEqual({ open: true, sealed: false });
    await setRoom();
    await openData(page);
    await expect(page.getByText(/^You have 20 assessments, 2,?480 answers/)).toBeVisible();
    await open(page, '/people/');
    await expect(field(page, 'Passphrase: Aino')).toHaveCount(0);
  });
});
