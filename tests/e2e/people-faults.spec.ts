import type { Page } from '@playwright/test';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { button, expect, heading, link, live, open, test } from './app.ts';
import { agree, bring, line, many, openData, rowCounts } from './data.ts';
import { killer } from './killing.ts';
import { nameFirst, PASSPHRASE, rawText, unlock } from './people.ts';
import { fillUp, NO_ROOM, room } from './room.ts';

const COUNT = 200;
const ALL = { assessments: COUNT, entries: COUNT * 31 };

async function bringMany(page: Page, count = COUNT, site = '/'): Promise<void> {
  await openData(page, site);
  await bring(page, writeData({ ...NOTHING, assessments: many(count) }));
  await agree(page);
  await expect(page.getByRole('heading', { name: 'It is here now' })).toBeFocused({ timeout: 60_000 });
}

/** Opens the form for a first passphrase and fills it in. */
async function writePassphrase(page: Page): Promise<void> {
  await button(page, 'Set a passphrase').click();
  await page.getByLabel('New passphrase').fill(PASSPHRASE);
  await page.getByLabel('The same once more').fill(PASSPHRASE);
}

/** The table of answers as it lies there: all of it open, or all of it sealed. */
const howItLies = async (page: Page) => {
  const raw = await rawText(page, 'waymark');
  return { open: /Assessment 7"|"cells"/.test(raw), sealed: raw.includes('"sealed"') };
};

test.describe('the browser is killed', () => {
  test.setTimeout(180_000);

  test('while 300 assessments are erased: it opens with all of them or with none', async ({ profile, start, host }) => {
    const { address } = await host();
    for (const delay of [0, 30]) {
      const context = await start(profile);
      const page = context.pages()[0]!;
      const kill = await killer(context);
      await open(page, address);
      const left = await rowCounts(page);
      if (left.assessments === 0) await bringMany(page, 300, address);
      await open(page, `${address}data/erase/`);
      await page.getByRole('radio', { name: /Everything/ }).check();
      await button(page, 'Erase').click();
      const dialog = page.getByRole('dialog');
      await expect(dialog).toContainText('300 assessments');
      await dialog.getByRole('button', { name: 'Erase' }).click({ noWaitAfter: true });
      await new Promise((resolve) => setTimeout(resolve, delay));
      await kill();

      const after = await start(profile);
      const again = after.pages()[0]!;
      await open(again, `${address}assessments/`);
      await expect(again.getByText(/^(300 assessments on this device|Nothing here yet)$/)).toBeVisible();
      await expect(again.getByText('could not be read')).toHaveCount(0);
      await after.close();
    }
  });

  test('while a passphrase is set on 200 assessments: all of them lie sealed or none does, and all open', async ({
    profile,
    start,
    host
  }) => {
    const { address } = await host();
    let filled = false;
    for (const delay of [500, 900]) {
      const context = await start(profile);
      const page = context.pages()[0]!;
      const kill = await killer(context);
      if (!filled) {
        await nameFirst(page, 'Aino', address);
        await bringMany(page, COUNT, address);
        filled = true;
      }
      await open(page, `${address}people/`);
      // Sealed by the round before: nothing is left to be set.
      if (await page.getByLabel('Passphrase: Aino').isVisible()) {
        await context.close();
        break;
      }
      await writePassphrase(page);
      await button(page, 'Set a passphrase').click({ noWaitAfter: true });
      await new Promise((resolve) => setTimeout(resolve, delay));
      await kill();

      const after = await start(profile);
      const again = after.pages()[0]!;
      await again.goto(`${address}people/`);
      await live(again);
      const lies = await howItLies(again);
      expect(lies.open).not.toBe(lies.sealed);
      expect(await rowCounts(again)).toEqual(ALL);
      if (lies.sealed) await unlock(again, 'Aino');
      await open(again, `${address}assessments/`);
      if (lies.sealed) await unlock(again, 'Aino');
      await expect(again.getByText(`${COUNT} assessments on this device`)).toBeVisible();
      await expect(again.getByText('could not be read')).toHaveCount(0);
      await after.close();
    }
  });
});

test('a browser that forgets the names, and keeps the data, finds it again; sealed data opens with its passphrase', async ({ page }) => {
  await nameFirst(page, 'Aino');
  await bringMany(page, 3);
  await open(page, '/people/');
  await writePassphrase(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is encrypted now.')).toBeVisible();

  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.goto('/people/');
  await live(page);
  const name = await page.getByLabel(/^Passphrase: /).evaluate((input: HTMLInputElement) => input.labels![0]!.textContent);
  expect(name).not.toContain('Aino');
  await page.getByLabel(/^Passphrase: /).fill(PASSPHRASE);
  await button(page, 'Open').click();
  await expect(heading(page)).toHaveText(/social media/i);
  await link(page, 'My assessments').click();
  await expect(page.getByText('3 assessments on this device')).toBeVisible();
});

test('after three wrong passphrases each further one has to wait, a page loaded anew does not help, and then the right one opens', async ({
  page
}) => {
  await nameFirst(page, 'Aino');
  await writePassphrase(page);
  await button(page, 'Set a passphrase').click();
  await expect(page.getByText('Your data is encrypted now.')).toBeVisible();
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
    await bringMany(page, 20);
    await open(page, '/people/');
    await writePassphrase(page);
    await fillUp(page, setRoom);
    await button(page, 'Set a passphrase').click();
    await expect(page.getByRole('alert').filter({ hasText: 'Your data is as it was.' })).toBeVisible();
    expect(await howItLies(page)).toEqual({ open: true, sealed: false });
    await setRoom();
    await openData(page);
    await expect(line(page, 'Assessments', '20')).toBeVisible();
    await expect(line(page, 'Answers', '2,480')).toBeVisible();
    await open(page, '/people/');
    await expect(page.getByLabel('Passphrase: Aino')).toHaveCount(0);
  });
});
