/** What a first visit and the answers in it cost on a processor of a quarter of this one's speed. Plain figures, in milliseconds. */
import type { Browser, CDPSession, Page } from '@playwright/test';
import { phone } from './samples.ts';

export interface Visit {
  /** Script until the page is at work, the store is open, and nothing more happens. */
  readonly script: number;
  /** The longest task of those that end after the first paint; 0 where none took over 50 ms. */
  readonly longest: number;
}

export interface Answers {
  /** How many answers were given, each with a step to the next criterion. */
  readonly given: number;
  /** How many tasks took over 50 ms meanwhile, and the longest of them. */
  readonly longTasks: number;
  readonly longest: number;
  /** Script of each answer, and of each step to the next criterion, with what follows while the person reads. */
  readonly answer: readonly number[];
  readonly step: readonly number[];
  /** From each tap on a statement to the task after the next frame. */
  readonly toPaint: readonly number[];
}

/** Between two taps, in milliseconds: as quick as a person can be who does not read, and time for all that an answer sets off. */
const PACE = 500;
/** After the first answer, as somebody who reads what comes next: all that waits for a pause comes then, and is counted. */
const PAUSE = 7_000;
const ANSWERS = 30;

interface Noted {
  readonly longTasks: { readonly start: number; readonly end: number }[];
  readonly toPaint: number[];
}

/** In the page, before anything of it runs. */
function note() {
  const noted: Noted = { longTasks: [], toPaint: [] };
  (globalThis as unknown as { noted: Noted }).noted = noted;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) noted.longTasks.push({ start: startTime, end: startTime + duration });
  }).observe({ type: 'longtask', buffered: true });
  addEventListener(
    'click',
    (event) => {
      // A label hands its click on to its checkbox: one tap, two clicks.
      if (!(event.target as Element).matches('.what')) return;
      // From the tap, as the browser time-stamped it, to the task after the next frame.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => noted.toPaint.push(performance.now() - event.timeStamp);
        port2.postMessage(0);
      });
    },
    { capture: true }
  );
}

const wait = (time: number) => new Promise((done) => setTimeout(done, time));

async function begin(browser: Browser) {
  const context = await phone(browser);
  await context.addInitScript(note);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return { context, page, session };
}

/** Asked from outside: a question that polls within the page would be counted with it. */
const scriptIn = async (session: CDPSession): Promise<number> =>
  (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000;

/** @returns script of the page until nothing more happens */
async function untilQuiet(session: CDPSession): Promise<number> {
  let now = await scriptIn(session);
  for (let last = -1; last !== now;) {
    last = now;
    await wait(800);
    now = await scriptIn(session);
  }
  return now;
}

/**
 * A first visit straight to the first criterion, up to where somebody could answer.
 *
 * @param address where the built app is served, ending with a slash
 */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const { context, page, session } = await begin(browser);
  try {
    await page.goto(`${address}assess/`);
    const script = await untilQuiet(session);
    await expectOpen(page);
    const longest = await page.evaluate(() => {
      const { longTasks } = (globalThis as unknown as { noted: Noted }).noted;
      const painted = performance.getEntriesByName('first-contentful-paint')[0]!.startTime;
      return Math.max(0, ...longTasks.filter(({ end }) => end > painted).map(({ start, end }) => end - start));
    });
    return { script, longest };
  } finally {
    await context.close();
  }
}

async function expectOpen(page: Page) {
  const open = await page.evaluate(
    () => 'live' in document.documentElement.dataset && document.querySelector('[data-storage="kept"]') !== null
  );
  if (!open) throw new Error('the page is quiet, and yet nobody can answer');
}

/**
 * Thirty answers of a first visit, one criterion after the other, at a human pace.
 *
 * @param address where the built app is served, ending with a slash
 */
export async function answers(browser: Browser, address: string): Promise<Answers> {
  const { context, page, session } = await begin(browser);
  try {
    await page.goto(`${address}assess/`);
    await untilQuiet(session);
    await expectOpen(page);
    const start = await page.evaluate(() => performance.now());
    const answer: number[] = [];
    const step: number[] = [];
    for (let i = 0; i < ANSWERS; i++) {
      answer.push(await tap(page, session, `[data-level="${1 + (i % 4)}"] .tick`));
      if (i === 0) await wait(PAUSE);
      // Essentials are asked for, and a second press goes on all the same; after a topic comes a pause.
      step.push(await tap(page, session, '.go .next'));
      if ((await page.locator('.ask').count()) > 0) step[i]! += await tap(page, session, '.go .next');
      if ((await page.locator('.pause').count()) > 0) step[i]! += await tap(page, session, '.pause .button');
    }
    const { longTasks, toPaint } = await page.evaluate(() => (globalThis as unknown as { noted: Noted }).noted);
    const here = await page.locator('[aria-current="step"]').count();
    if (toPaint.length !== ANSWERS || here === 0) throw new Error(`${toPaint.length} of ${ANSWERS} answers were given`);
    const lengths = longTasks.filter((task) => task.start > start).map((task) => task.end - task.start);
    return { given: ANSWERS, longTasks: lengths.length, longest: Math.max(0, ...lengths), answer, step, toPaint };
  } finally {
    await context.close();
  }
}

/** @returns script of the tap and of all that follows until the next */
async function tap(page: Page, session: CDPSession, selector: string): Promise<number> {
  const { x, y } = await page.evaluate((selector) => {
    const element = document.querySelector(selector)!;
    if (element.getBoundingClientRect().bottom > 600) element.scrollIntoView({ block: 'center' });
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  }, selector);
  await wait(100);
  const before = await scriptIn(session);
  for (const type of ['mousePressed', 'mouseReleased'] as const)
    await session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
  await wait(PACE);
  return (await scriptIn(session)) - before;
}
