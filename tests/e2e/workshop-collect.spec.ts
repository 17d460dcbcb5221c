/** A trainer's phone walks the tables, and hands over to the laptop. */
import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import type { Reached } from '#lib/domain/model.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { resultRow } from '#lib/storage/stores/workshops.ts';
import { resultRows } from '#lib/exchange/bytes/qr.ts';
import { writeInvitation } from '#lib/domain/workshop/invitation.ts';
import { invitationOf, type Workshop } from '#lib/domain/workshop/workshop.ts';
import { tablePicture, type Phone } from '../../scripts/measure/table-picture.ts';
import { aWorkshop } from '../support/workshops.ts';
import { button, downloadBy, expect, open, openStore, putRows, rowsOf, test } from './app.ts';
import { expectAccessible } from './axe.ts';
import { film, filmOf, withCamera } from './camera.ts';
import { builtIn, KNOWN, twoRounds } from './joining.ts';
import { tabTo } from './keys.ts';
import { device, expectQuiet, prepare } from './phones.ts';
import { builtInWorkshop, codeOf, counted, everywhere } from './workshop.ts';

const levels = (i: number): Reached[] => [0, 1, 2, 3, 4].map((topic) => ((i + topic) % 5) as Reached);
const SIZE = { width: 1_280, height: 720 };
/** Where phones lie on a table, how they are turned, and how large they are seen. */
const PLACES = [
  { x: 170, y: 190, angle: 12, module: 4.5 },
  { x: 480, y: 160, angle: -38, module: 4 },
  { x: 850, y: 200, angle: 95, module: 4.5 },
  { x: 330, y: 530, angle: 171, module: 5 },
  { x: 720, y: 520, angle: 61, module: 4.2 },
  { x: 1_090, y: 500, angle: -110, module: 4.4 }
];
let seed = 18;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;

/** After a look at other widths and sizes of text, a phone as it is held. */
async function usual(page: Page) {
  await page.evaluate(() => (document.documentElement.style.fontSize = ''));
  await page.setViewportSize({ width: 390, height: 844 });
}

/** A table in three pictures, the first of them shaken, and the way to the next. */
function table(codes: readonly string[]): Uint8Array[] {
  const phones = codes.map((code, i): Phone => ({ rows: resultRows(code), ...PLACES[i]! }));
  const seen = (blur: number, turn: number) =>
    tablePicture({ ...SIZE, phones: phones.map((one) => ({ ...one, angle: one.angle + turn })), blur, noise: 6, random });
  const way = tablePicture({ ...SIZE, phones: [], blur: 0, noise: 6, random });
  return [seen(3, 0), seen(0.8, 4), seen(1, 9), way, way, way, way];
}

test('20 codes at four tables and 2 typed: each counts once, yesterday’s is declined, and the laptop has them before the phone deletes them', async ({
  baseURL
}, info) => {
  test.setTimeout(180_000);
  const facts = builtInWorkshop(4_711);
  const workshop = aWorkshop({ id: 'laptop', ...facts, title: 'Team' });
  const codes = Array.from({ length: 25 }, (_, id) => codeOf(workshop, 1_000 + 37 * id, levels(id)));
  const yesterday = codeOf({ ...workshop, number: 4_710 }, 5, levels(1));
  const tables = [codes.slice(0, 5), [...codes.slice(5, 10), codes[2]!], [...codes.slice(10, 15), yesterday], codes.slice(15, 20)];
  const walk = info.outputPath('walk.y4m');
  filmOf(walk, tables.flatMap(table), SIZE);

  const phones = await withCamera(walk);
  const shown = info.outputPath('shown.y4m');
  try {
    const phone = await phones.newPage({ baseURL: baseURL!, locale: 'en-GB', viewport: { width: 390, height: 844 } });
    // The code of the invitation, as the projector shows it.
    const told = writeInvitation(
      invitationOf(workshop),
      facts.topics.map(({ id }) => id)
    )!;
    await open(phone, `/join/#w=${told}`);
    await phone.getByRole('link', { name: 'You lead it? Collect on this device' }).click();
    await button(phone, 'Collect for this workshop on this device').click();
    await expect(phone).toHaveURL(/collect\/\?id=/);
    await expectAccessible(phone);
    await usual(phone);

    const said = phone.locator('[data-told]');
    await button(phone, 'Start the camera').click();
    await expect(said).toHaveText('5 new. 5 handed in.');
    await expect(phone.locator('[data-mark="new"]')).toHaveCount(5);
    await expect(said).toHaveText('5 new. 1 was in already. 10 handed in.', { timeout: 20_000 });
    await expect(said).toHaveText('5 new. 1 not taken in: of another workshop or round, or of other topics. 15 handed in.', {
      timeout: 20_000
    });
    // Told apart by shape: what is declined is crossed out.
    await expect(phone.locator('[data-mark="no"]')).toHaveCount(1);
    await expectAccessible(phone);
    await usual(phone);
    await expect(said).toHaveText('5 new. 20 handed in.', { timeout: 20_000 });
    expect((await phone.locator('video').boundingBox())!.width).toBeLessThan(2);
    await button(phone, 'Stop the camera').click();
    await expect(phone.locator('[data-mark]')).toHaveCount(0);

    const type = async (code: string, words: string) => {
      await phone.getByLabel('Type a code').fill(code);
      await phone.keyboard.press('Enter');
      await expect(phone.locator('#code-said')).toHaveText(words);
    };
    const slip = `${codes[20]!.slice(0, 5)}${codes[20]![5] === '7' ? '8' : '7'}${codes[20]!.slice(6)}`;
    await type(slip, 'Not taken in: there is a slip, probably in group 2. Compare it with the phone.');
    await type(codes[20]!, 'Taken in.');
    await type(codes[21]!, 'Taken in.');
    await expect(counted(phone)).toHaveText('22');
    // Its own list says so, and leads back here.
    const collecting = phone.url();
    await phone.getByRole('link', { name: 'To the workshops' }).click();
    await expect(phone.getByText('Second device · 22 results to hand over')).toBeVisible();
    await phone.locator('a[href*="/collect/?id="]').click();
    await expect(phone).toHaveURL(collecting);

    await button(phone, 'Show the code').click();
    await expect(phone.getByText('22 results are in this code.')).toBeVisible();
    await expectAccessible(phone);
    await usual(phone);
    const svg = phone.locator('#pictures svg');
    const side = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
    film(shown, [(await svg.locator('path').getAttribute('d'))!, (await svg.locator('path').getAttribute('d'))!], side);
    const file = readFileSync(await (await downloadBy(phone, button(phone, 'Save as a file instead'))).path(), 'utf8');

    const laptops = await withCamera(shown);
    try {
      const laptop = await laptops.newPage({ baseURL: baseURL!, locale: 'en-GB' });
      await openStore(laptop);
      await putRows(laptop, 'workshops', [workshop]);
      await open(laptop, '/workshop/room/?id=laptop');
      await laptop.getByText('Paste a column, or open files').click();
      await laptop.getByLabel('Column of codes').fill(codes.slice(22).join('\n'));
      await button(laptop, 'Take them in').click();
      await expect(counted(laptop)).toHaveText('3');
      await button(laptop, 'Start the camera').click();
      const over = laptop.locator('[data-over]');
      await expect(over).toHaveText('22 came from the other device. 25 handed in here now.');
      await expect(counted(laptop)).toHaveText('25');
      // By file, or a second time, it counts once.
      const choose = (text: string) =>
        laptop.getByLabel('Files with codes').setInputFiles({ name: 'team.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
      await choose(file);
      const outcome = laptop.locator('#paste-outcome');
      await expect(outcome).toContainText('22 came from the other device. 25 handed in here now.');
      await choose(`${file.slice(0, 20)}${file.slice(21)}`);
      await expect(outcome).toContainText('Nothing taken over: something of it is missing.');
      await expect(counted(laptop)).toHaveText('25');

      await button(phone, 'Yes, delete them here').click();
      await expect(phone.getByText('22 results are deleted from this device, from its second copy too.')).toBeVisible();
      await expect(counted(phone)).toHaveText('0');
      expect(await rowsOf(phone, 'results')).toEqual([]);
      const ids = (await rowsOf(laptop, 'results')).map((row) => (row as { id: string }).id);
      expect(ids).toHaveLength(25);
      await expect
        .poll(
          async () => {
            const text = await everywhere(phone);
            return ids.filter((one) => text.includes(`"${one}"`));
          },
          { timeout: 30_000 }
        )
        .toEqual([]);

      await laptop.locator('#show').click();
      await laptop.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
      await expect(laptop.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();
      await choose(file);
      await expect(outcome).toContainText('Nothing taken over: the picture has been shown and stays as it is.');
      await expect(counted(laptop)).toHaveText('25');
    } finally {
      await laptops.close();
    }
  } finally {
    await phones.close();
  }
});

/** A phone that collects for a workshop, with results in it. */
async function collector(page: Page, workshop: Workshop, results: readonly (readonly TopicResult[])[]) {
  await openStore(page);
  await putRows(page, 'workshops', [{ ...workshop, id: 'phone', collector: true }]);
  const rows = results.map((topics, i) => resultRow('phone', { id: 1_000 + 37 * i, topics }));
  await putRows(page, 'results', rows);
  await open(page, '/workshop/collect/?id=phone');
  await expect(counted(page)).toHaveText(String(results.length));
}

/** @returns all pictures of the hand-over that the phone shows, one after the other */
async function picturesOf(page: Page) {
  const svg = page.locator('#pictures svg');
  const side = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
  const paths: string[] = [];
  const next = page.getByRole('button', { name: 'Next', exact: true });
  const total = (await next.count()) ? Number(/of (\d+)/.exec((await page.locator('.at').textContent())!)![1]) : 1;
  for (let i = 0; i < total; i++) {
    if (i > 0) await next.click();
    paths.push((await svg.locator('path').getAttribute('d'))!);
  }
  return { side, paths };
}

test('a hand-over of 120 results goes by several pictures one after the other; what changed meanwhile stays, and is said as it is', async ({
  page,
  baseURL
}, info) => {
  test.setTimeout(120_000);
  const workshop = aWorkshop({ id: 'laptop', ...builtInWorkshop(4_711) });
  const results = Array.from({ length: 120 }, (_, i) => levels(i).map((level): TopicResult => ({ level, open: i % 7 === 0 })));
  await collector(page, workshop, results);
  await button(page, 'Show the code').click();
  await expect(page.getByText('120 results are in this code.')).toBeVisible();
  const { side, paths } = await picturesOf(page);
  expect(paths.length).toBeGreaterThan(2);
  expect(new Set(paths).size).toBe(paths.length);
  await expectAccessible(page);
  const shown = info.outputPath('shown.y4m');
  // The camera comes in the middle of it, and misses none in the end.
  film(shown, [...paths.slice(2), ...paths.slice(0, 2)], side);
  const laptops = await withCamera(shown);
  try {
    const laptop = await laptops.newPage({ baseURL: baseURL!, locale: 'en-GB' });
    await openStore(laptop);
    await putRows(laptop, 'workshops', [workshop]);
    // One of them handed in on the laptop as well, with other levels.
    await putRows(laptop, 'results', [resultRow('laptop', { id: 1_037, topics: results[3]! })]);
    await open(laptop, '/workshop/room/?id=laptop');
    await expect(counted(laptop)).toHaveText('1');
    await button(laptop, 'Start the camera').click();
    await expect(laptop.locator('[data-over]')).toHaveText(
      '120 came from the other device. 120 handed in here now. One was in already and differs. It stays as it was here. If you changed yours, show your code again.',
      { timeout: 60_000 }
    );
    await expect(counted(laptop)).toHaveText('120');
    const kept = ((await rowsOf(laptop, 'results')) as ReturnType<typeof resultRow>[]).find(({ id }) => id === '0040d')!;
    expect(kept.topics).toEqual(results[3]);
  } finally {
    await laptops.close();
  }
  // While the pictures were shown one came in on the phone, and one was changed.
  await page.getByLabel('Type a code').fill(codeOf(workshop, 9, levels(1)));
  await page.keyboard.press('Enter');
  await page.getByLabel('Type a code').fill(codeOf(workshop, 1_000, levels(3)));
  await page.keyboard.press('Enter');
  await expect(counted(page)).toHaveText('121');
  await expect(page.locator('#code-said')).toContainText('Taken in');
  await button(page, 'Yes, delete them here').click();
  await expect(page.getByText('119 results are deleted from this device, from its second copy too.')).toBeVisible();
  await expect(page.getByText('2 came in or changed since, and are still here.')).toBeVisible();
  await expect(counted(page)).toHaveText('2');
  // No link leads to a wall of it; whoever types the address comes back here.
  await page.goto('/workshop/wall/?id=phone');
  await expect(page).toHaveURL(/\/workshop\/collect\/\?id=phone$/);
  await expect(counted(page)).toHaveText('2');
});

test('a phone collects for a second round: the typed way in is not enough where a rubric changed, codes of the first are declined, and all is handed over', async ({
  page,
  browser,
  baseURL
}) => {
  const topics = KNOWN.map(builtIn);
  const then = topics.map((topic, i) => (i === 1 ? { ...topic, hash: 'a'.repeat(32) } : topic));
  const { first, second } = twoRounds(topics, { title: 'Team', back: true, then });
  const laptop = aWorkshop({ id: 'laptop', ...second.called });
  await open(page, `/workshop/collect/#w=${second.code!}`);
  await button(page, 'Collect for this workshop on this device').click();
  await expect(
    page.getByRole('alert').filter({ hasText: 'The typed code does not say what was asked in the earlier round.' })
  ).toBeVisible();
  await open(page, `/join/#${second.fragment}`);
  await page.getByRole('link', { name: 'You lead it? Collect on this device' }).click();
  await button(page, 'Collect for this workshop on this device').click();
  await expect(page).toHaveURL(/collect\/\?id=/);
  await expect(page.getByText('Round 2')).toBeVisible();
  const type = async (code: string, words: string) => {
    await page.getByLabel('Type a code').fill(code);
    await page.keyboard.press('Enter');
    await expect(page.locator('#code-said')).toContainText(words);
  };
  await type(
    codeOf({ ...laptop, ...first.called, before: undefined } as unknown as Workshop, 1, levels(1)),
    'this is a code of the round before'
  );
  const codes = Array.from({ length: 6 }, (_, i) =>
    codeOf(
      laptop,
      10 + i,
      topics.map((_, topic) => ({ level: 2, open: false, from: topic === 1 ? 'up' : 1, then: i % 2 ? 1 : null }))
    )
  );
  for (const code of codes) await type(code, 'Taken in.');
  await expect(counted(page)).toHaveText('6');
  await button(page, 'Show the code').click();
  await expect(page.getByText('6 results are in this code.')).toBeVisible();
  const file = readFileSync(await (await downloadBy(page, button(page, 'Save as a file instead'))).path());
  const other = await browser.newContext({ baseURL: baseURL!, locale: 'en-GB' });
  const room = await other.newPage();
  await openStore(room);
  await putRows(room, 'workshops', [laptop]);
  await open(room, '/workshop/room/?id=laptop');
  await room.getByText('Paste a column, or open files').click();
  await room.getByLabel('Files with codes').setInputFiles({ name: 'team.txt', mimeType: 'text/plain', buffer: file });
  await expect(room.locator('#paste-outcome')).toContainText('6 came from the other device. 6 handed in here now.');
  await room.locator('#show').click();
  await room.getByRole('dialog').getByRole('button', { name: 'Show', exact: true }).click();
  await room.getByText('What is shown, as a table').click();
  await expect(room.getByRole('table').filter({ hasText: 'What we do' })).toContainText('6 up');
  await other.close();
  await button(page, 'Yes, delete them here').click();
  await expect(page.getByText('6 results are deleted from this device, from its second copy too.')).toBeVisible();
  expect(await rowsOf(page, 'results')).toEqual([]);
});

test('without a connection and by keyboard alone: a phone is made one that collects, takes a code, hands over and deletes', async ({
  browser,
  host
}) => {
  test.setTimeout(120_000);
  const server = await host();
  const own = await device(browser, { locale: 'en-GB', viewport: { width: 390, height: 844 } });
  await prepare(own, [`${server.address}workshop/collect/`]);
  await server.close();
  const page = await own.context.newPage();
  const workshop = aWorkshop({ id: 'laptop', ...builtInWorkshop(4_711) });
  const told = writeInvitation(
    invitationOf(workshop),
    workshop.topics.map(({ id }) => id)
  )!;
  const press = async (name: string) => {
    await tabTo(page, button(page, name));
    await page.keyboard.press('Enter');
  };
  await page.goto(`${server.address}workshop/collect/`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Collect on this device');
  await tabTo(page, page.getByLabel('Code on the screen'));
  await page.keyboard.type(told);
  await page.keyboard.press('Enter');
  await expect(button(page, 'Collect for this workshop on this device')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/collect\/\?id=/);
  await tabTo(page, page.getByLabel('Type a code'));
  await page.keyboard.type(codeOf(workshop, 7, levels(1)));
  await page.keyboard.press('Enter');
  await expect(page.locator('#code-said')).toHaveText('Taken in.');
  await press('Show the code');
  await expect(page.getByText('One result is in this code.')).toBeVisible();
  await expect(page.locator('#pictures')).toBeFocused();
  await press('No, keep them');
  await expect(button(page, 'Show the code')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#pictures')).toBeFocused();
  await press('Yes, delete them here');
  await expect(page.getByText('One result is deleted from this device, from its second copy too.')).toBeVisible();
  await expect(page.locator('#hand-over-done')).toBeFocused();
  await expect(counted(page)).toHaveText('0');
  // It is there after a reload, still without a connection.
  await page.reload();
  await expect(counted(page)).toHaveText('0');
  expectQuiet(own);
  await own.context.close();
});

/** Told to the worker before its own script: which memory the compiled reader has, which no heap counts. */
const KEEPS_MEMORY = `{
  const { get } = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer');
  Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', { get() { return get.call((self.readerMemory = this)); } });
}`;

/** @returns what asks the worker that reads pictures, once there is one, by its own protocol: no other way tells of a worker's memory */
async function workerOf(session: CDPSession) {
  const waiting = new Map<number, (result: never) => void>();
  async function send<T>(sessionId: string, method: string, params: object = {}): Promise<T> {
    const id = waiting.size + 1;
    const answer = new Promise<T>((done) => waiting.set(id, done));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  }
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id?: number; result: never };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  const reader = new Promise<string>((done) =>
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      const isReader = targetInfo.url.includes('many-worker');
      if (isReader) void send(sessionId, 'Runtime.evaluate', { expression: KEEPS_MEMORY });
      void send(sessionId, 'Runtime.runIfWaitingForDebugger');
      if (isReader) done(sessionId);
    })
  );
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
  return async function ask<T>(method: string, params: object = {}): Promise<T> {
    return send<T>(await reader, method, params);
  };
}

test('the camera reads 200 pictures, and page and worker grow no more', { tag: '@storm' }, async ({ baseURL }, info) => {
  test.setTimeout(120_000);
  const workshop = aWorkshop({ id: 'flat', ...builtInWorkshop(4_711) });
  const walk = info.outputPath('walk.y4m');
  const codes = Array.from({ length: 6 }, (_, id) => codeOf(workshop, id, levels(id)));
  filmOf(walk, table(codes).slice(0, 3), SIZE);
  const browser = await withCamera(walk);
  try {
    const page = await browser.newPage({ baseURL: baseURL!, locale: 'en-GB' });
    await openStore(page);
    await putRows(page, 'workshops', [workshop]);
    // How often the worker was given a picture: each is one reading.
    await page.addInitScript(() => {
      const post = Worker.prototype.postMessage;
      const counted = window as unknown as { readings: number };
      counted.readings = 0;
      Worker.prototype.postMessage = function (this: Worker, message: unknown, ...rest: unknown[]) {
        if (typeof message === 'object' && message !== null && 'picture' in message) counted.readings++;
        return (post as (...all: unknown[]) => void).call(this, message, ...rest);
      } as typeof post;
    });
    await open(page, '/workshop/room/?id=flat');
    const session = await page.context().newCDPSession(page);
    const ask = await workerOf(session);
    const memory = async () => {
      const asked = { expression: 'readerMemory.buffer.byteLength' };
      return (await ask<{ result: { value: number } }>('Runtime.evaluate', asked)).result.value;
    };
    await button(page, 'Start the camera').click();
    await expect(counted(page)).toHaveText('6');
    const heap = async (readings: number) => {
      await page.waitForFunction((most) => (window as unknown as { readings: number }).readings >= most, readings, { timeout: 60_000 });
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      await ask('HeapProfiler.collectGarbage');
      const worker = await ask<{ usedSize: number }>('Runtime.getHeapUsage');
      return { page: usedSize, worker: worker.usedSize, reader: await memory() };
    };
    const before = await heap(40);
    const after = await heap(240);
    info.annotations.push({
      type: 'heap',
      description: `bytes after 40 readings ${JSON.stringify(before)}, after 240 ${JSON.stringify(after)}`
    });
    for (const part of ['page', 'worker'] as const) expect(after[part] - before[part], part).toBeLessThan(500_000);
    // It never gives back what it took: a picture of 1280 × 720 that it kept would be 0.9 MB more.
    expect(before.reader).toBeGreaterThan(1_000_000);
    expect(after.reader).toBe(before.reader);
    // Out of sight the camera goes off, and says so.
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect(page.getByText('The camera went off when this page was out of sight.')).toBeVisible();
    await expect(page.locator('video')).toHaveCount(0);
    await expect(page.locator('[data-mark]')).toHaveCount(0);
  } finally {
    await browser.close();
  }
});
