import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  begin,
  buildFolder,
  button,
  criteria,
  expect,
  expectStored,
  live,
  open,
  shownAsChosen,
  tap,
  test as base,
  offlineReady
} from './app.ts';

const first = criteria[0]!;
const TITLE = 'A new version is ready';

/** A copy of the built app, which can become a newer one while it is served. */
async function copyOfBuild() {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-build-'));
  await cp(buildFolder, folder, { recursive: true });
  // Compressed twins would still be the old version.
  for (const name of await readdir(folder, { recursive: true })) if (/\.(br|gz)$/.test(name)) await rm(join(folder, name));
  const renew = async () => {
    const { version } = JSON.parse(await readFile(join(folder, '_app', 'version.json'), 'utf8'));
    const change = async (name: string, edit: (text: string) => string) => {
      const text = await readFile(join(folder, name), 'utf8');
      expect(edit(text)).not.toBe(text);
      await writeFile(join(folder, name), edit(text));
    };
    await change('_app/version.json', (text) => text.replaceAll(version, `${version}9`));
    await change('service-worker.js', (text) => text.replaceAll(version, `${version}9`));
    await change('index.html', (text) => text.replace('<meta charset', '<meta name="generation" content="second" /><meta charset'));
  };
  return { folder, renew, remove: () => rm(folder, { recursive: true, force: true }) };
}

const test = base.extend<{ copy: Awaited<ReturnType<typeof copyOfBuild>> }>({
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  copy: async ({}, use) => {
    const copy = await copyOfBuild();
    await use(copy);
    await copy.remove();
  }
});

test('a new version asks on the home page, never while one is answering, and answers stay when it is taken', async ({
  copy,
  page,
  host
}) => {
  const { address } = await host(copy.folder);
  await open(page, address);
  await offlineReady(page);
  await begin(page, `${address}assess/`);
  await tap(page, first, 3);
  await shownAsChosen(page, first, 3);
  const generation = page.locator('meta[name="generation"]');

  await copy.renew();
  await page.reload();
  await shownAsChosen(page, first, 3);
  await tap(page, first, 2);
  await expect(page.locator('[data-offline="update-waiting"]')).toBeAttached();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await page.reload();
  await tap(page, first, 1);
  await expect(page.locator('[data-offline="update-waiting"]')).toBeAttached();
  await expect(page.getByText(TITLE)).toHaveCount(0);

  await page.getByRole('link', { name: 'Waymark', exact: true }).click();
  await expect(page.getByText(TITLE)).toBeVisible();
  await expect(generation).toHaveCount(0);
  await button(page, 'Later').click();
  await expect(page.getByText(TITLE)).toHaveCount(0);
  await page.reload();
  await expect(page.getByText(TITLE)).toBeVisible();
  await expect(generation).toHaveCount(0);

  await button(page, 'Use it now').click();
  await expect(generation).toHaveCount(1);
  await live(page);
  await offlineReady(page);
  await expect(page.getByText(TITLE)).toHaveCount(0);
  expect(await page.evaluate(() => caches.keys())).toHaveLength(1);
  await page.getByRole('link', { name: 'Carry on' }).click();
  await shownAsChosen(page, first, 1);
  await expectStored(page, first.key, { 1: '2 placed' });
});

test('a new version that is taken in one tab leaves another tab as it is, and does not disturb its answers', async ({
  copy,
  page,
  context,
  host
}) => {
  const { address } = await host(copy.folder);
  await open(page, address);
  await offlineReady(page);
  const other = await context.newPage();
  await begin(other, `${address}assess/`);
  await tap(other, first, 3);
  await shownAsChosen(other, first, 3);

  await copy.renew();
  await page.reload();
  await button(page, 'Use it now').click();
  await expect(page.locator('meta[name="generation"]')).toHaveCount(1);
  await tap(other, first, 2);
  await shownAsChosen(other, first, 2);
  await expect(other.getByText(TITLE)).toHaveCount(0);
  await expectStored(other, first.key, { 1: '2 assumed', 2: '2 placed' });
});
