/** Twenty-two people arrive at a workshop, answer, and hand in or not: on phones that were prepared or not, on the laptop and on paper. */
import type { Browser, Page } from '@playwright/test';
import type { Level, Reached } from '#lib/domain/model.ts';
import type { Row } from '#lib/domain/workshop/hand-over.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { qrPath, resultRows } from '#lib/exchange/bytes/qr.ts';
import { LEVEL } from '../support/scale.ts';
import { answerAll, button, expect, heading, headlineOf, link, live, open, rowsOf, test, topicOf, topics } from './app.ts';
import { film, withCamera } from './camera.ts';
import { seen } from './joining.ts';
import { device, expectQuiet, forEach, phone, prepare, wordsOf, type Device } from './phones.ts';
import { allOf, led, picture, stage } from './trainers.ts';
import { codeOf, counted, openWorkshop } from './workshop.ts';

const writing = topicOf('writing');
const [first] = writing.criteria;
/** No day or month of which a number could be taken for one of people. */
const THURSDAY = Date.UTC(2026, 8, 10, 9);
const WITHOUT = 'Take part without handing in';

/** What each comes to: one stands at level 0, three at 1, nine at 2, seven at 3 and two at 4. The first two would rather hand nothing in. */
const PREPARED: readonly Reached[] = [2, 2, 2, 2, 2, 2, 2, 2, 0, 1, 1, 1, 3, 3, 3, 3];
const UNPREPARED: readonly Reached[] = [3, 3, 3, 4];
const [ON_LAPTOP, ON_PAPER] = [4, 2] as const;
const REFUSE = 2;

/**
 * Phones that are walked with: all of them in a storm; else one that first hands nothing in, the one at level 0, and one at level 4 that
 * comes unprepared. The others hand in what such a phone would.
 */
const walked = (i: number): boolean => LEVEL === 'storm' || [0, 8, 19].includes(i);

/** What a phone shows to a camera, and what is read there. */
interface Shown {
  readonly code: string;
  readonly path: string;
  readonly side: number;
}

const join = (page: Page) => button(page, 'Join and start');

/** Answers all questions so that the topic's result is this level. */
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

/** What a phone would show that nobody walks with. */
function unseen(workshop: Workshop, id: number, level: Reached): Shown {
  const code = codeOf(workshop, id, [level]);
  const rows = resultRows(code);
  return { code, path: qrPath(rows), side: rows.length };
}

/** A phone that was never here. What it fetches, joining.spec.ts counts. */
async function unprepared(browser: Browser, address: string, level: Reached): Promise<Shown> {
  const own = await phone(browser);
  const page = await own.context.newPage();
  await page.goto(address);
  await live(page);
  await join(page).click();
  await expect(heading(page)).toHaveText(first!.title);
  expect(1 + own.presses()).toBe(2);
  await answerTo(page, level);
  await toChoice(page);
  const shown = await handIn(page);
  expectQuiet(own);
  await own.context.close();
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

/** Numbers that are levels, in words, along the bars, and in files; and of rounds. */
const LEVELS =
  /\bround [1-4]|\blevels? [0-4](?: to [0-4])?|^[0-4](?: to [0-4])?$|\b[0-4] (?:Start|Inform|One|Explore|Co)|\bLine [1-3]|"(?:levels|q25|median|q75)": \[[^\]]*\]|"atLeast": [0-4]|"(?:bar|share|q25|median|q75)","[0-4]","[0-4]"/gm;

/** 20 of 22 people have handed in: nobody may be able to tell that there are two more. */
function tellsOf20(where: string, words: string): void {
  const told = words
    .replace(/<text[^>]*>/g, '\n')
    .replace(/<[^>]*>/g, '\n')
    .replace(LEVELS, '');
  expect(told, where).not.toMatch(/(?<![\w.,:])(22|2)(?![\w.,:])/);
  expect(told, where).not.toMatch(/missing|absent|have not|did not/i);
}

const ARRIVAL =
  '22 people: prepared phones are two taps from question 1, others as well, two come by laptop and paper; 20 hand in and nothing tells of more; 22 hand in, and the picture has joined bars';
test(ARRIVAL, { tag: '@part' }, async ({ browser, host }, info) => {
  test.setTimeout(400_000);
  const camera = info.outputPath('camera.y4m');
  const laptops = await withCamera(camera);
  const phones: Device[] = [];
  try {
    // The evening before.
    const evening = await host();
    const laptop = await device(laptops, { permissions: ['camera'], viewport: { width: 1024, height: 768 } });
    await prepare(laptop, [`${evening.address}workshop/`]);
    for (const i of PREPARED.keys()) if (walked(i)) phones.push(await phone(browser));
    await forEach(phones, 8, (one) => prepare(one, [evening.address]));
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

    const [workshop] = (await rowsOf(room, 'workshops')) as [Workshop];
    const shown = [...PREPARED, ...UNPREPARED].map((level, i) => unseen(workshop, 1_000 + i, level));
    const places = [...PREPARED.keys()].filter(walked);
    await forEach(phones, 3, async (own, at) => {
      const i = places[at]!;
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

    const morning = await host(undefined, { port: evening.port });
    for (const [at, level] of UNPREPARED.entries()) {
      const i = PREPARED.length + at;
      if (walked(i)) shown[i] = await unprepared(browser, address, level);
    }

    // 20 hand in to one trainer, of whom the first two are none.
    const other = await device(laptops, { viewport: { width: 1024, height: 768 } });
    const kept = (await rowsOf(room, 'results')) as readonly { readonly id: string; readonly topics: Row['topics'] }[];
    const onLaptop = kept.map(({ id, topics }) => codeOf(workshop, parseInt(id, 16), [topics[0]!.level], topics[0]!.open));
    const twenty = [...shown.slice(REFUSE).map(({ code }) => code), ...onLaptop];
    expect(twenty).toHaveLength(20);
    const all = await allOf(await led(other, morning.address, { ...workshop, openedAt: THURSDAY }, twenty), morning.address, {
      name: 'Writing: 4 at levels 0 to 1, 7 at level 2 and 9 at levels 3 to 4.',
      handedIn: 20
    });
    for (const [where, words] of Object.entries(all)) tellsOf20(where, words);
    const data = JSON.parse(all['Data (JSON)']!) as { results: number; topics: { bars: { count: number }[] }[] };
    expect(data.results).toBe(20);
    expect(data.topics[0]!.bars.map(({ count }) => count)).toEqual([0, 4, 7, 9]);

    // All 22 hand in to another, by camera.
    film(
      camera,
      shown.map(({ path }) => path),
      shown[0]!.side
    );
    await button(room, 'Start the camera').click();
    await expect(counted(room)).toHaveText('22', { timeout: 60_000 });
    await expect(wall.locator('.total b')).toHaveText('22');

    // Nothing of a level is there before the key, and then nothing but the bars and what stands at their edges.
    const hidden = async () => {
      for (const page of [room, wall]) {
        await expect(page.locator('.picture')).toHaveCount(0);
        expect(await wordsOf(page)).not.toMatch(/at levels? \d|level \d: |\d of 22|The middle/);
      }
    };
    await hidden();
    await wall.keyboard.press('1');
    await expect(stage(wall)).toHaveAttribute('data-scene', 'guess');
    await hidden();
    await wall.keyboard.press('Enter');
    await expect(heading(wall)).toHaveText('22 have handed in. After this nothing more is counted. Show?');
    await hidden();
    await wall.keyboard.press('Enter');
    await expect(picture(wall, 'Writing: 4 at levels 0 to 1, 9 at level 2 and 9 at levels 3 to 4.')).toBeVisible();
    await expect(stage(wall)).toContainText('level 2: 18 of 22');
    await expect(stage(wall)).toContainText('level 3: 9 of 22');
    await expect(stage(wall)).not.toContainText(/level [14]: /);
    await expect(room.getByRole('heading', { name: 'The picture has been shown' })).toBeVisible();

    // With somebody without a level the first bar takes them in.
    const more = { ...workshop, id: 'more', number: (workshop.number + 1) % 8192 };
    const levels = [null, ...PREPARED, ...UNPREPARED, ON_LAPTOP, ON_PAPER];
    const third = await led(
      other,
      morning.address,
      more,
      levels.map((level, i) => codeOf(more, i, [level]))
    );
    await third.wall.keyboard.press('1');
    await third.wall.keyboard.press('Enter');
    await expect(heading(third.wall)).toHaveText('23 have handed in. After this nothing more is counted. Show?');
    await third.wall.keyboard.press('Enter');
    const joined = 'Writing: 5 at no level told, or up to level 1, 9 at level 2 and 9 at levels 3 to 4.';
    await expect(picture(third.wall, joined)).toBeVisible();
    for (const one of [laptop, other]) expectQuiet(one);
  } finally {
    await Promise.all(phones.map(({ context }) => context.close()));
    await laptops.close();
  }
});
