/** Twenty-two people arrive at a workshop, answer, and hand in or not: on phones that were prepared or not, on the laptop and on paper. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import type { Level, Reached } from '#lib/domain/model.ts';
import type { Row } from '#lib/domain/workshop/hand-over.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { countBytes, storeFiles } from '../../scripts/measure/bytes.ts';
import { counted as line } from '../../scripts/measure/line.ts';
import {
  afterPause,
  answerAll,
  button,
  downloadBy,
  expect,
  goOn,
  heading,
  headlineOf,
  link,
  live,
  open,
  openStore,
  putRows,
  rowsOf,
  shownAsChosen,
  tap,
  test,
  topicOf,
  topics
} from './app.ts';
import { film, withCamera } from './camera.ts';
import { seen } from './joining.ts';
import { device, expectQuiet, forEach, phone, prepare, wordsOf, type Device } from './phones.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';

const writing = topicOf('writing');
const [first] = writing.criteria;
const WITHOUT = 'Take part without handing in';

/** What each comes to: one stands at level 0, three at 1, nine at 2, seven at 3 and two at 4. The first two would rather hand nothing in. */
const PREPARED: readonly Reached[] = [2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 1, 1, 3, 3, 3, 3];
const UNPREPARED: readonly Reached[] = [3, 3, 3, 4];
const [ON_LAPTOP, ON_PAPER] = [4, 2] as const;
const REFUSE = 2;

/** What a phone shows to a camera, and what is read there. */
interface Shown {
  readonly code: string;
  readonly path: string;
  readonly side: number;
}

const BUDGET = { untilTap: 60_000, untilStored: 85_000 };
const join = (page: Page) => button(page, 'Join and start');

async function answerTo(page: Page, level: Reached): Promise<void> {
  await answerAll(page, writing.criteria, () => level as Level | 0);
  await expect(heading(page)).toHaveText(level ? headlineOf(writing, level) : /./);
}

async function toChoice(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'This was for a workshop' }).getByRole('link').click();
  await expect(heading(page)).toHaveText('Hand in your result?');
}

async function handIn(page: Page): Promise<Shown> {
  await button(page, 'Hand in').click();
  await expect(heading(page)).toHaveText('Show this to the trainer’s camera');
  const svg = page.getByRole('main').locator('svg[role=img]');
  const code = await seen(page);
  expect(code).toBe(await page.locator('[data-code]').getAttribute('data-code'));
  const side = Number((await svg.getAttribute('viewBox'))!.split(' ')[2]);
  return { code: code!, path: (await svg.locator('path').getAttribute('d'))!, side };
}

/** A phone that was never here: taps and bytes until its first answer is stored, all answers, and the code. */
async function unprepared(browser: Browser, address: string, port: number, level: Reached): Promise<Shown> {
  const counting = await line(port);
  const own = await phone(browser);
  const page = await own.context.newPage();
  const bytes = await countBytes(await own.context.newCDPSession(page));
  const there = new URL(new URL(address).hash, `${counting.address}join/`).href;
  await page.goto(there);
  await live(page);
  await expect(join(page)).toBeVisible();
  await page.waitForLoadState('networkidle');
  const untilTap = [...bytes.done];
  await join(page).click();
  await expect(heading(page)).toHaveText(first!.title);
  expect(1 + own.presses()).toBe(2);
  await tap(page, first!, 1);
  await shownAsChosen(page, first!, 1);
  const untilStored = counting.bytes();
  // As budget.spec.ts counts them: the store follows while the person reads.
  const store = await storeFiles(page, untilTap, `${counting.address}join/`);
  const sum = untilTap.filter(({ url }) => !store.has(url)).reduce((all, one) => all + one.bytes, 0);
  console.log(`a phone that was never here: ${sum} bytes until the first tap, ${untilStored} until the first answer is stored`);
  expect(store.size).toBeGreaterThan(0);
  expect(sum).toBeGreaterThan(20_000);
  expect(sum).toBeLessThanOrEqual(BUDGET.untilTap);
  expect(untilStored).toBeGreaterThan(sum);
  expect(untilStored).toBeLessThanOrEqual(BUDGET.untilStored);
  // Taken back, so that all answer alike from here on.
  await tap(page, first!, 1);
  await answerTo(page, level);
  await toChoice(page);
  const shown = await handIn(page);
  expectQuiet(own);
  await own.context.close();
  counting.close();
  return shown;
}

/** Takes part without handing in, and has what all others have; hands in after all, to another trainer. */
async function refuse(page: Page): Promise<void> {
  await button(page, WITHOUT).click();
  await expect(heading(page)).toHaveText('You take part without handing in');
  await expect(page.locator('[data-code]')).toHaveCount(0);
  await link(page, 'My result').click();
  await expect(heading(page)).toHaveText(headlineOf(writing, 2));
  const next = page.getByRole('region', { name: 'Your next step' });
  await next.getByRole('button', { name: /^Add to plan/ }).click();
  await expect(next.getByText(/^In your plan/)).toBeVisible();
  await link(page, 'Plan').first().click();
  await expect(page.getByRole('region', { name: /to try$/ }).getByRole('heading', { level: 3 })).toHaveCount(1);
  await page.goBack();
  await toChoice(page);
}

test('22 people arrive', async ({ browser, host }, info) => {
  test.setTimeout(240_000);
  const t0 = Date.now();
  const log = (what: string) => console.log(((Date.now() - t0) / 1000).toFixed(1), what);
  const camera = info.outputPath('camera.y4m');
  const laptops = await withCamera(camera);
  const phones: Device[] = [];
  try {
    // The evening before.
    const evening = await host();
    const laptop = await device(laptops, { permissions: ['camera'], viewport: { width: 1024, height: 768 } });
    await prepare(laptop, [`${evening.address}workshop/`]);
    log('laptop');
    for (const _ of PREPARED) phones.push(await phone(browser));
    await forEach(phones, 8, (one) => prepare(one, [evening.address]));
    log('phones');
    await evening.close();

    // Nine o'clock, and no network.
    const room = await laptop.context.newPage();
    const { id } = await openWorkshop(room, evening.address);
    await room.locator('summary', { hasText: 'Title and topics' }).click();
    for (const { title, id } of topics) if (id !== writing.id) await room.getByRole('checkbox', { name: title, exact: true }).uncheck();
    await button(room, 'Save').click();
    await expect(room.getByText('Saved.')).toBeVisible();
    const wall = await laptop.context.newPage();
    await open(wall, `${evening.address}workshop/wall/?id=${id}`);
    await expect(wall.getByText('Join here')).toBeVisible();
    const address = (await seen(wall))!;
    expect(address).toMatch(new RegExp(`^${evening.address}join/#w=[0-9A-Z]{6}$`));
    log('room');

    const shown: Shown[] = [];
    await forEach(phones, 3, async (own, i) => {
      const page = await own.context.newPage();
      // The first tap is the camera's, on the address that it has read.
      await page.goto(address);
      await join(page).click();
      await expect(heading(page)).toHaveText(first!.title);
      expect(1 + own.presses()).toBe(2);
      await answerTo(page, PREPARED[i]!);
      await toChoice(page);
      if (i < REFUSE) await refuse(page);
      shown[i] = await handIn(page);
      expectQuiet(own);
      await own.context.close();
    });
    log('16 prepared');

    // Somebody without a phone answers on the laptop, and somebody else's sheet is typed in there.
    await button(room, 'Begin handing round').click();
    await expect(heading(room)).toHaveText('Ready for the next person');
    await link(room, 'Begin').click();
    await join(room).click();
    await answerTo(room, ON_LAPTOP);
    await toChoice(room);
    await button(room, 'Hand in').click();
    await expect(room.getByText('Done. What was answered before is wiped from this laptop.')).toBeVisible();
    await button(room, 'Type in filled-in paper').click();
    await expect(heading(room)).toHaveText('Type in filled-in paper');
    await room.getByRole('gridcell').first().focus();
    for (const _ of writing.criteria) {
      for (const _ of Array.from({ length: ON_PAPER })) await room.keyboard.press('1');
      await room.keyboard.press('Enter');
    }
    await expect(room.getByText('All questions are answered.')).toBeVisible();
    await button(room, 'See where you stand').click();
    await expect(heading(room)).toHaveText('Hand in your result?');
    await button(room, 'Hand in').click();
    await expect(room.getByText('Done. What was answered before is wiped from this laptop.')).toBeVisible();
    await button(room, 'Back to the room, for the trainer').click();
    await expect(counted(room)).toHaveText('2');
    log('laptop and paper');

    const morning = await host(undefined, { port: evening.port });
    for (const level of UNPREPARED) shown.push(await unprepared(browser, address, morning.port, level));
    log('4 unprepared');

    film(
      camera,
      shown.map(({ path }) => path),
      shown[0]!.side
    );
    await button(room, 'Start the camera').click();
    await expect(counted(room)).toHaveText('22', { timeout: 60_000 });
    await expect(wall.locator('.total b')).toHaveText('22');
    log('camera');
  } finally {
    await Promise.all(phones.map(({ context }) => context.close()));
    await laptops.close();
  }
});
