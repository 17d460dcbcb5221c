/**
 * `npm run bench`: what Waymark costs, a line each. Nothing here passes or fails; the byte budget is held by a test.
 * `npm run bench -- history import` measures these parts alone.
 *
 * Times are of this machine. Those under "4x, slow 4G" are Chromium's own throttling: a quarter of the CPU, 1.6 Mbit/s, 150 ms.
 */
import { chromium, type Browser, type CDPSession, type Page } from '@playwright/test';
import { createServer } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { overallOf } from '#lib/domain/position/overall.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { findBrowser, flags, howToGetOne } from './browser.mjs';
import { LANGUAGES } from './languages.ts';
import { keystrokes } from './measure/editor.ts';
import { firstVisit } from './measure/bytes.ts';
import { bringingIn } from './measure/import.ts';
import { atTimes, opening as openingHistory } from './measure/history.ts';
import { build, isBuilt } from './project.mjs';
import { readModel, readRubrics } from './rubrics-plugin.ts';
import { serve } from './serve.mjs';

const { model } = readModel();
const rubrics = readRubrics();
const say = (what: string, value: string) => console.log(`${what.padEnd(100)} ${value.padStart(9)}`);
const quantile = (values: readonly number[], q: number) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(q * values.length))]!;
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const kb = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** A new profile on a phone's screen. */
async function fresh(browser: Browser) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  return context;
}

/** A repeatable assessment; no two the same. */
function sample(seed: number): Assessment {
  let state = seed * 2654435761 + 1;
  const random = (n: number) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % n;
  const entries: Record<string, Entry> = {};
  for (const rubric of rubrics)
    for (const criterion of rubric.criteria) {
      const key = `${rubric.id}.${criterion.id}` as const;
      const cells = Object.fromEntries(
        LEVELS.map((l) => [l, { value: ([0, 1, 2, 2, 'na'] as const)[random(5)], origin: 'given', at: seed }])
      );
      entries[key] = { assessment: `s${seed}`, criterion: key, cells: cells as Entry['cells'], note: '', evidence: 'none', at: seed };
    }
  const size = rubrics.reduce((sum, rubric) => sum + rubric.criteria.length, 0);
  return {
    head: {
      id: `s${seed}`,
      name: `Sample ${seed}`,
      createdAt: 1_700_000_000_000 + seed,
      updatedAt: 1_700_000_000_000 + seed,
      rubrics: rubrics.map(({ id, version }) => ({ id, version })),
      size,
      role: null,
      setting: null,
      targets: {},
      cursor: 'information.A1'
    },
    entries
  };
}

function scoring() {
  const all = Array.from({ length: 1000 }, (_, i) => sample(i));
  const runs = Array.from({ length: 15 }, () => {
    const start = performance.now();
    for (const assessment of all) overallOf(positionsOf(assessment, rubrics, model));
    return performance.now() - start;
  });
  say('scoring 1,000 assessments of 31 criteria (median of 15)', ms(quantile(runs, 0.5)));
}

async function fill(page: Page, count: number, change: (batch: Assessment[]) => Assessment[] = (batch) => batch) {
  for (let from = 0; from < count; from += 500) {
    const batch = change(Array.from({ length: Math.min(500, count - from) }, (_, i) => sample(from + i)));
    await page.evaluate(async (assessments) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('waymark');
        open.onsuccess = () => resolve(open.result);
      });
      const write = db.transaction(['assessments', 'entries'], 'readwrite');
      for (const { head, entries } of assessments) {
        write.objectStore('assessments').put(head);
        for (const entry of Object.values(entries)) write.objectStore('entries').put(entry);
      }
      await new Promise((resolve) => (write.oncomplete = resolve));
      db.close();
    }, batch);
  }
}

async function opening(browser: Browser, address: string) {
  for (const count of [10, 10_000]) {
    const context = await fresh(browser);
    const page = await context.newPage();
    await page.goto(`${address}assessments/`);
    await page.waitForSelector('.empty');
    await fill(page, count);
    const runs: number[] = [];
    for (let i = 0; i < 9; i++) {
      await page.goto(`${address}about/`);
      await page.waitForFunction(() => 'live' in document.documentElement.dataset);
      // From the click on "My assessments" to the painted list: store opened, counted, 20 newest read with their progress.
      runs.push(
        await page.evaluate(async () => {
          const link = document.querySelector<HTMLAnchorElement>('header nav a')!;
          const start = performance.now();
          link.click();
          await new Promise<void>((resolve) => {
            const look = () => (document.querySelector('.list li') ? resolve() : requestAnimationFrame(look));
            look();
          });
          return performance.now() - start;
        })
      );
    }
    say(`opening the store and listing, ${count.toLocaleString('en')} assessments in it (median of 9)`, ms(quantile(runs, 0.5)));
    await context.close();
  }
}

/** A history as it grows: script of a first visit, of a later one, and of a comparison. */
async function histories(browser: Browser, address: string) {
  for (const count of [10, 100, 200, 1_000]) {
    // In one batch, so that each has its own month.
    const all = atTimes(Array.from({ length: count }, (_, i) => sample(i)));
    const put = (page: Page) => fill(page, count, (batch) => batch.map(({ head }) => all[Number(head.id.slice(1))]!));
    const { first, again, compare } = await openingHistory(browser, address, put, [`s${count - 2}`, `s${count - 1}`]);
    const what = `${count.toLocaleString('en')} assessments, script without throttling:`;
    say(`${what} history, first visit (positions worked out)`, ms(first));
    say(`${what} history, later visits, median of ${again.length}`, ms(quantile(again, 0.5)));
    say(`${what} comparison of two, median of ${compare.length}`, ms(quantile(compare, 0.5)));
  }
}

/** What the same first criterion costs as a bare form: the yardstick for the first tap. */
function bareForm() {
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Form</title><form>${rubrics
    .map((rubric) => rubric.criteria)
    .flat()
    .map(
      (c) =>
        `<fieldset><legend>${c.title}</legend>${LEVELS.map((l) => `<label data-level="${l}"><input type="radio" name="${c.id}" value="${l}">${c.descriptors[l]}</label><br>`).join('')}</fieldset>`
    )
    .join('')}<button>Send</button></form></html>`;
  return brotliCompressSync(html);
}

const slow = async (session: CDPSession) => {
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8
  });
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
};

/** Milliseconds from the start of the visit to the first frame in which four descriptors stand and take a tap, and to the script being at work. */
async function firstTap(browser: Browser, url: string) {
  const tap: number[] = [];
  const live: number[] = [];
  for (let i = 0; i < 5; i++) {
    const context = await fresh(browser);
    const page = await context.newPage();
    await slow(await context.newCDPSession(page));
    await page.addInitScript(() => {
      const look = () => {
        const label = document.querySelector('[data-level="4"]');
        const box = label?.getBoundingClientRect();
        if (box?.height && getComputedStyle(label!).visibility === 'visible')
          (globalThis as { tapAt?: number }).tapAt ??= performance.now();
        if ('live' in (document.documentElement?.dataset ?? {})) (globalThis as { liveAt?: number }).liveAt ??= performance.now();
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    await page.goto(url);
    await page.waitForTimeout(2500);
    const [tapAt, liveAt] = await page.evaluate(() => {
      const at = globalThis as { tapAt?: number; liveAt?: number };
      return [at.tapAt ?? NaN, at.liveAt ?? NaN];
    });
    tap.push(tapAt!);
    live.push(liveAt!);
    await context.close();
  }
  return { tap: quantile(tap, 0.5), live: quantile(live, 0.5) };
}

async function answering(browser: Browser, address: string) {
  const context = await fresh(browser);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await page.goto(`${address}assess/`);
  await page.waitForSelector('[data-storage="kept"]', { state: 'attached' });
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const script = async () =>
    (await session.send('Performance.getMetrics')).metrics.find((metric) => metric.name === 'ScriptDuration')!.value * 1000;
  await page.evaluate(() => {
    const paints: number[] = [];
    (globalThis as unknown as { paints: number[] }).paints = paints;
    // From the tap, as the browser time-stamped it, to the task after the next frame.
    addEventListener(
      'click',
      (event) => {
        if (!(event.target as Element).closest('.pick')) return;
        const start = event.timeStamp;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => paints.push(performance.now() - start);
          port2.postMessage(0);
        });
      },
      { capture: true }
    );
  });
  const scripts: number[] = [];
  const stored: number[] = [];
  for (let round = 0; round < 60; round++) {
    const level = 1 + (round % 4);
    const box = (await page.locator(`[data-level="${level}"] .n`).boundingBox())!;
    const before = await script();
    const start = performance.now();
    for (const type of ['mousePressed', 'mouseReleased'] as const)
      await session.send('Input.dispatchMouseEvent', { type, x: box.x + 10, y: box.y + 10, button: 'left', clickCount: 1 });
    await page.waitForSelector(`[data-level="${level}"].here`);
    stored.push(performance.now() - start);
    await page.waitForTimeout(60);
    scripts.push((await script()) - before);
    await page.evaluate(() => scrollTo(0, 0));
  }
  const paints = await page.evaluate(() => (globalThis as unknown as { paints: number[] }).paints);
  // Playwright's own polling runs in the page; what it costs without an answer is taken off.
  const idle: number[] = [];
  for (let round = 0; round < 15; round++) {
    const before = await script();
    await page.waitForSelector('.option.here');
    await page.waitForTimeout(60);
    idle.push((await script()) - before);
  }
  await context.close();
  const own = scripts.map((value) => Math.max(0, value - quantile(idle, 0.5)));
  say('an answer, 4x: tap to next paint, median', ms(quantile(paints.slice(2), 0.5)));
  say('an answer, 4x: tap to next paint, 98th percentile', ms(quantile(paints.slice(2), 0.98)));
  say('an answer, 4x: script, median (all event handlers, store included)', ms(quantile(own.slice(2), 0.5)));
  say('an answer, 4x: script, 98th percentile', ms(quantile(own.slice(2), 0.98)));
}

/** What each part measures, by the name it is asked for. */
const PARTS: Record<string, (browser: Browser, address: string) => void | Promise<void>> = {
  scoring,
  bytes: firstVisits,
  tap: firstTaps,
  answer: answering,
  list: opening,
  history: histories,
  import: bringIn,
  rubrics: typing
};

async function firstVisits(browser: Browser, address: string) {
  const visit = await firstVisit(browser, address);
  say('first visit: bytes until a descriptor can be tapped and the script is at work, without the store', kb(visit.untilTap));
  say('first visit: bytes until then, with the store', kb(visit.untilLive));
  say('first visit: bytes until the first answer is stored', kb(visit.untilStored));
  say('first visit: requests', String(visit.requests));
  say('the same 31 criteria as a bare form', kb(bareForm().length));
  for (const language of LANGUAGES.slice(1)) {
    const { untilTap, untilStored } = await firstVisit(browser, `${address}${language}/`);
    say(`first visit in ${language}: bytes until a tap, until the first answer is stored`, `${kb(untilTap)}, ${kb(untilStored)}`);
  }
}

async function firstTaps(browser: Browser, address: string) {
  const bytes = bareForm();
  const form = createServer((_, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br' }).end(bytes)
  );
  await new Promise<void>((resolve) => form.listen(0, '127.0.0.1', resolve));
  const { port } = form.address() as { port: number };
  try {
    const own = await firstTap(browser, `${address}assess/`);
    const bare = await firstTap(browser, `http://127.0.0.1:${port}/`);
    say('4x, slow 4G: a descriptor can be tapped, and the tap is kept', ms(own.tap));
    say('4x, slow 4G: the script has taken over', ms(own.live));
    say('4x, slow 4G: a bare form can be tapped', ms(bare.tap));
  } finally {
    form.close();
  }
}

async function bringIn(browser: Browser, address: string) {
  const many = Array.from({ length: 1000 }, (_, i) => sample(i));
  const { bytes, shown, joined, freezes } = await bringingIn(browser, address, many);
  const what = 'bringing in 1,000 assessments:';
  say(`${what} size of the file`, kb(bytes));
  say(`${what} until what would happen is shown`, ms(shown));
  say(`${what} until all of it is there`, ms(joined));
  say(`${what} longest task while reading`, ms(freezes.reading));
  say(`${what} longest task while joining`, ms(freezes.joining));
  say('with 1,000 assessments: longest task when the page is opened', ms(freezes.opening));
}

async function typing(browser: Browser, address: string) {
  for (const where of ['list', 'editor'] as const) {
    const { toPaint, inAll } = await keystrokes(browser, address, where);
    const what = `100 rubrics of 50 criteria, 4x, ${where}: a keystroke`;
    say(`${what}, script to the next paint, median`, ms(quantile(toPaint, 0.5)));
    say(`${what}, script to the next paint, 98th percentile`, ms(quantile(toPaint, 0.98)));
    say(`${what}, with what follows in later tasks, median`, ms(quantile(inAll, 0.5)));
  }
}

async function main(asked: readonly string[]) {
  const unknown = asked.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(howToGetOne);
  if (!isBuilt() && !(await build())) throw new Error('the build failed');
  const browser = await chromium.launch({ executablePath, args: flags });
  const app = await serve('build', { port: 0 });
  const address = app.address.endsWith('/') ? app.address : `${app.address}/`;
  try {
    for (const [name, measure] of Object.entries(PARTS)) if (asked.length === 0 || asked.includes(name)) await measure(browser, address);
  } finally {
    await browser.close();
    await app.close();
  }
}

await main(process.argv.slice(2));
