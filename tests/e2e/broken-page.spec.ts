/** A page that throws, or does not come, says so; the others can be reached, and all data can be saved as a file. */
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { readData } from '#lib/exchange/personal/file.ts';
import {
  buildFolder,
  button,
  contentOf,
  downloadBy,
  expect,
  heading,
  link,
  live,
  more,
  open,
  putRows,
  rowsOf,
  test as base
} from './app.ts';
import { expectAccessible } from './axe.ts';
import { assessment, putAssessments } from './data.ts';

const BROKEN = 'This page could not be shown';
const one = assessment('one', 'Before the course', ['privacy']);

/** A copy of the build with one thing broken in it, as a fault of ours or of the way there may break it. */
const test = base.extend<{ broken: (how: (folder: string) => Promise<void>) => Promise<string> }>({
  broken: async ({ host }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-broken-'));
    await use(async (how) => {
      // Compressed twins would stay as they are when what they stand for changes.
      await cp(buildFolder, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
      await how(folder);
      return (await host(folder)).address;
    });
    await rm(folder, { recursive: true, force: true });
  }
});
test.use({ expected: /broken on purpose|Failed to hydrate|SyntaxError|Failed to fetch dynamically|500/ });

/** @returns the script that is one page's alone: Kit numbers pages after all that they wear */
function scriptOf(folder: string, page: string): string {
  const named = [...readFileSync(join(folder, page, 'index.html'), 'utf8').matchAll(/nodes\/(\d+)\.[\w-]+\.js/g)];
  const [[name]] = named.sort(([, a], [, b]) => Number(b) - Number(a)) as [RegExpMatchArray];
  return join(folder, '_app/immutable', name);
}
const write = (page: string, script: string) => (folder: string) => writeFile(scriptOf(folder, page), script);
const THROWS = "export const component = () => { throw new Error('broken on purpose'); };";

/** Puts an assessment there, and a step that cannot be read. */
async function fill(page: Page, site: string) {
  await putAssessments(page, [one], site);
  await putRows(page, 'plan', [{ id: 'torn', what: 5 }]);
}

async function saveAll(page: Page) {
  const whole = await contentOf(await downloadBy(page, button(page, 'Save all my data as a file')));
  expect(readData(whole, 'saved.json')).toEqual({ ...NOTHING, assessments: [one], owner: expect.stringMatching(/^[0-9a-f]{32}$/) });
  await expect(page.getByText('One part could not be read and is not in the file.')).toBeVisible();
  expect(await contentOf(await downloadBy(page, button(page, 'Save the part that could not be read')))).toEqual({ id: 'torn', what: 5 });
}

for (const [what, script] of [
  ['throws while it is shown', THROWS],
  ['does not come', 'this is no script (']
] as const)
  test(`a page that ${what} says so when it is opened, hands out all data, and leads to the others`, async ({ page, broken }) => {
    const site = await broken(write('method', script));
    await fill(page, site);
    await open(page, `${site}method/`);
    await expect(heading(page)).toHaveText(BROKEN);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await saveAll(page);
    await more(page, 'My assessments');
    await expect(page.getByRole('heading', { name: 'Before the course' })).toBeVisible();
    await expect(heading(page)).toHaveText('My assessments');
  });

for (const [what, script] of [
  ['throws while it is shown', THROWS],
  ['does not come', 'this is no script (']
] as const)
  test(`a page that ${what} says so when one comes from another, and leads back`, { tag: '@storm' }, async ({ page, broken }) => {
    const site = await broken(write('plan', script));
    await fill(page, site);
    await open(page, `${site}settings/`);
    await link(page, 'Plan').click();
    await expect(heading(page)).toHaveText(BROKEN);
    await saveAll(page);
    await page.goBack();
    await live(page);
    await expect(heading(page)).not.toHaveText(BROKEN);
    expect(await rowsOf(page, 'assessments')).toEqual([one.head]);
  });

test('what nobody catches is said above the page, which stays; it can be closed', async ({ page, broken }) => {
  const site = await broken(async (folder) => {
    const script = scriptOf(folder, 'method');
    await writeFile(
      script,
      `${await readFile(script, 'utf8')};addEventListener('keydown', () => Promise.reject(new Error('broken on purpose')));`
    );
  });
  await fill(page, site);
  await open(page, `${site}method/`);
  const title = await heading(page).textContent();
  await page.keyboard.press('x');
  const alert = page.getByRole('alert').filter({ hasText: 'Something on this page did not work' });
  await expect(alert).toBeVisible();
  await expect(alert).toContainText('broken on purpose');
  await expect(heading(page)).toHaveText(title!);
  await expectAccessible(page);
  await saveAll(page);
  await button(page, 'Close').click();
  await expect(alert).toHaveCount(0);
});

test('what is said above a page makes way for what is said of the whole next one', async ({ page, broken }) => {
  const site = await broken(async (folder) => {
    await write('plan', THROWS)(folder);
    const script = scriptOf(folder, 'method');
    await writeFile(
      script,
      `${await readFile(script, 'utf8')};addEventListener('keydown', () => Promise.reject(new Error('broken on purpose')));`
    );
  });
  await fill(page, site);
  await open(page, `${site}method/`);
  await page.keyboard.press('x');
  const alert = page.getByRole('alert').filter({ hasText: 'Something on this page did not work' });
  await expect(alert).toBeVisible();
  await link(page, 'Plan').click();
  await expect(heading(page)).toHaveText(BROKEN);
  await expect(alert).toHaveCount(0);
  await saveAll(page);
});

test('a page that throws nothing at all says so too', async ({ page, broken }) => {
  const site = await broken(write('plan', 'export const component = () => { throw undefined; };'));
  await fill(page, site);
  await open(page, `${site}settings/`);
  await link(page, 'Plan').click();
  await expect(heading(page)).toHaveText(BROKEN);
});

test('what fails while a page is left is kept quiet; what fails later is said', async ({ page }) => {
  await open(page, '/method/');
  const alert = page.getByRole('alert').filter({ hasText: 'Something on this page did not work' });
  const fail = () => void Promise.reject(new Error('broken on purpose'));
  // What a page says of itself has come by then: the second time, nothing has to be fetched.
  await page.evaluate(fail);
  await expect(alert).toBeVisible();
  await button(page, 'Close').click();
  // A mail program takes it from here, and the page stays.
  await page.evaluate(() => location.assign('mailto:somebody@example.org'));
  await page.evaluate(fail);
  await page.waitForTimeout(500);
  await expect(alert).toHaveCount(0);
  await page.waitForTimeout(5_000);
  await page.evaluate(fail);
  await expect(alert).toBeVisible();
});

test('where the checks themselves are broken, the rows come out as they lie there', async ({ page, broken }) => {
  const site = await broken(async (folder) => {
    await write('method', THROWS)(folder);
    const chunks = join(folder, '_app/immutable/chunks');
    const checks = [];
    for (const name of await readdir(chunks))
      if (name.endsWith('.js') && (await readFile(join(chunks, name), 'utf8')).includes('unrecognized_keys')) checks.push(name);
    expect(checks.length).toBeGreaterThan(0);
    for (const name of checks) await writeFile(join(chunks, name), "throw new Error('broken on purpose')");
  });
  await fill(page, site);
  await open(page, `${site}method/`);
  await expect(heading(page)).toHaveText(BROKEN);
  const raw = (await contentOf(await downloadBy(page, button(page, 'Save all my data as a file')))) as Record<string, unknown[]>;
  await expect(page.getByText('Saved just as it is stored')).toBeVisible();
  expect(raw.assessments).toEqual([one.head]);
  expect(raw.entries).toHaveLength(7);
  expect(raw.plan).toEqual([{ id: 'torn', what: 5 }]);
});
