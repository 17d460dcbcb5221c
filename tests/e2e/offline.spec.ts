import { partOf } from '../support/scale.ts';
import {
  afterPause,
  answer,
  answerAll,
  begin,
  button,
  choose,
  criteria,
  expect,
  goOn,
  heading,
  headlineOf,
  link,
  more,
  live,
  open,
  PAGES_FOR_ALL,
  shownAsChosen,
  stored,
  test,
  topicOf,
  offlineReady
} from './app.ts';

// Without a server, the browser says so on the console for an address that is kept nowhere.
test.use({
  serviceWorkers: 'allow',
  expected: /Failed to load resource|Not found: \/nowhere|Unable to preload CSS|Failed to fetch dynamically/
});

const EDITOR = '/rubrics/edit/';
const NOT_HERE = 'This part of Waymark is not on this device yet';

// That it outlives the browser too, devices-come-over.spec.ts shows.
const EVERYTHING =
  'after one visit everything works without a server: every page, a whole assessment, its result and its charts, and what leads nowhere says so';
test(EVERYTHING, { tag: '@part' }, async ({ context, host }) => {
  const server = await host();
  const first = await context.newPage();
  await open(first, server.address);
  await offlineReady(first);
  await expect(first.locator('footer')).toContainText('Works offline now.');
  await first.close();
  await server.close();
  await expect(fetch(server.address)).rejects.toThrow();

  const page = await context.newPage();
  const nowhere = await page.goto(`${server.address}nowhere/at/all/`);
  expect(nowhere!.status()).toBe(404);
  await live(page);
  await expect(heading(page)).not.toHaveText(/404|^$/);
  await expect(page.getByRole('main').getByRole('link', { name: 'My assessments' })).toBeVisible();
  await page.getByRole('link', { name: 'Waymark', exact: true }).click();
  await expect(heading(page)).toHaveText('Where do you stand with social media in guidance?');
  // All pages come with one file, so some stand for the others.
  for (const path of partOf(PAGES_FOR_ALL, 1, 3)) {
    const response = await page.goto(server.address.slice(0, -1) + path);
    expect(response!.status()).toBe(200);
    expect(response!.fromServiceWorker()).toBe(true);
    await live(page);
    await expect(heading(page)).toBeVisible();
  }

  const topic = topicOf('privacy');
  await choose(page, [topic.id], '', server.address);
  await answerAll(page, topic.criteria, () => 3);
  await expect(heading(page)).toHaveText(headlineOf(topic, 3));
  const colours = () =>
    page.locator('figure canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  await expect.poll(colours).toBeGreaterThan(2);
  await page.reload();
  await expect(heading(page)).toHaveText(headlineOf(topic, 3));
  expect((await stored(page)).entries).toHaveLength(topic.criteria.length);

  await more(page, 'My assessments');
  await page.getByRole('link', { name: /^Change answers/ }).click();
  await expect(heading(page)).toHaveText(topic.criteria.at(-1)!.title);
  await shownAsChosen(page, topic.criteria.at(-1)!, 3);
});

test('in a sub-folder of a host the app keeps to it, in every language', { tag: '@storm' }, async ({ page, host }) => {
  const server = await host(undefined, { base: '/tools/waymark' });
  await open(page, `${server.address}fi/about/`);
  await offlineReady(page);
  await page.locator('header button').click();
  await page.getByRole('link', { name: 'English', exact: true }).click();
  await expect(page).toHaveURL(`${server.address}about/`);
  await offlineReady(page);
  const kept = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    copies: (await caches.keys()).map((name) => name.split('|')[1])
  }));
  expect(kept).toEqual({ workers: ['/tools/waymark/'], copies: ['/tools/waymark'] });
  await server.close();
  for (const [path, language] of [
    ['', 'en'],
    ['fi/', 'fi'],
    ['fi/assess/', 'fi'],
    ['rubrics/read/?id=writing', 'en'],
    ['fi/nowhere/', 'fi']
  ]) {
    const response = await page.goto(server.address + path);
    expect(response!.fromServiceWorker()).toBe(true);
    await live(page);
    await expect(page.locator('html')).toHaveAttribute('lang', language!);
    await expect(heading(page)).toBeVisible();
  }
});

test('a tool that was never opened says so without a server, wherever one comes from, and is kept once it was opened', async ({
  page,
  host
}) => {
  const server = await host();
  const { address, port } = server;
  const editor = address.slice(0, -1) + EDITOR;
  for (const language of ['fi/', '']) {
    await open(page, address + language);
    await offlineReady(page);
  }
  await server.close();

  await page.goto(editor);
  await expect(heading(page)).toHaveText(NOT_HERE);
  await page.goto(`${address}fi${EDITOR}`);
  await expect(heading(page)).toHaveText('Tätä Waymarkin osaa ei ole vielä tällä laitteella');
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');

  await open(page, `${address}rubrics/`);
  await page.locator('main a[href$="edit/"]').click();
  await expect(heading(page)).toHaveText(NOT_HERE);
  await page.getByRole('main').getByRole('link', { name: 'My assessments' }).click();
  await expect(heading(page)).toHaveText('My assessments');
  await more(page, 'Settings');
  const kept = page.getByRole('region', { name: 'Works offline' });
  await expect(kept.getByText('On this device, ')).toHaveCount(3);
  await expect(kept.locator('div', { hasText: 'Tools for writing rubrics' })).toContainText('Not on this device yet');

  const again = await host(undefined, { port });
  await page.goto(editor);
  await expect(heading(page)).toHaveText('Write a rubric');
  await offlineReady(page);
  await again.close();
  const response = await page.goto(editor);
  expect(response!.status()).toBe(200);
  await expect(heading(page)).toHaveText('Write a rubric');
  await more(page, 'Settings');
  await expect(kept.locator('div', { hasText: 'Tools for writing rubrics' })).toContainText('On this device, ');
});

test('while answers are given nothing is fetched for use without a connection; soon after they are left, all of it is', async ({
  page,
  context
}) => {
  const asked: string[] = [];
  context.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.clock.install();
  await begin(page);
  for (const criterion of criteria.slice(0, 10)) {
    await answer(page, criterion, 3);
    await goOn(page);
    if (criterion === topicOf('information').criteria.at(-1)) await afterPause(page);
    // Longer in all than any timer would wait, and each time less than a pause.
    await page.clock.fastForward(5_000);
  }
  expect(asked.filter((path) => /service-worker|copies/.test(path))).toEqual([]);
  expect(context.serviceWorkers()).toEqual([]);
  await link(page, 'Stop for today').click();
  await offlineReady(page);
  expect(context.serviceWorkers()).toHaveLength(1);
});

test('who erases everything can have the copy for offline use removed too; then nothing opens without a server', async ({ page, host }) => {
  const server = await host();
  await open(page, `${server.address}data/erase/`);
  await offlineReady(page);
  const copies = () => page.evaluate(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]);
  expect(await copies()).toEqual([1, 1]);
  await page.getByRole('radio', { name: /Everything/ }).check();
  await page.getByRole('checkbox', { name: /Remove the offline copy of the app too/ }).check();
  await button(page, 'Erase').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(page.getByText('No copy of the app for offline use.')).toBeVisible();
  expect(await copies()).toEqual([0, 0]);
  await server.close();
  await expect(page.goto(server.address)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
});
