/**
 * `npm run bench`: what Waymark costs, one line for each figure. Nothing here passes or fails; the byte budget is held by a test.
 * `npm run bench -- history import` measures these parts alone. Each takes less than two minutes.
 *
 * Times are of this machine. Those under "4x" are at a quarter of its processor's speed, those under "slow 4G" over a line of 1.6 Mbit/s with
 * 150 ms to the server: Chromium's own throttling.
 */
import { chromium, type Browser } from '@playwright/test';
import { overallOf } from '#lib/domain/position/overall.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { findBrowser, flags, howToGetOne } from './browser.mjs';
import { LANGUAGES } from './languages.ts';
import { firstVisit } from './measure/bytes.ts';
import { copyCosts } from './measure/copy.ts';
import { keystrokes } from './measure/editor.ts';
import { kb, ms, quantile, say } from './measure/figures.ts';
import { atTimes, opening } from './measure/history.ts';
import { bringingIn } from './measure/import.ts';
import { LARGE, largePages } from './measure/large.ts';
import { lengths } from './measure/lengths.ts';
import { listing } from './measure/list.ts';
import { pageCosts } from './measure/pages.ts';
import { fill, rubrics, sample } from './measure/samples.ts';
import { bareForm, firstTap, firstTapOfForm } from './measure/tap.ts';
import { readings, VIEWS } from './measure/sweep.ts';
import { answers, visit, type Visit } from './measure/visit.ts';
import { build, isBuilt } from './project.mjs';
import { readModel } from './rubrics-plugin.ts';
import { serve } from './serve.mjs';

const BUILD = 'build';

/** What each part measures, by the name it is asked for. */
const PARTS: Readonly<Record<string, (browser: Browser, address: string) => void | Promise<void>>> = {
  scoring() {
    const { model } = readModel();
    const all = Array.from({ length: 1000 }, (_, i) => sample(i));
    const runs = Array.from({ length: 15 }, () => {
      const start = performance.now();
      for (const assessment of all) overallOf(positionsOf(assessment, rubrics, model));
      return performance.now() - start;
    });
    say('scoring 1,000 assessments of 31 criteria (median of 15)', ms(quantile(runs, 0.5)));
  },

  async bytes(browser, address) {
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
  },

  async copy(browser, address) {
    for (const { what, bytes, requests } of await copyCosts(browser, address))
      say(`copy for use without a connection, ${what}: bytes, requests`, `${kb(bytes)}, ${requests}`);
  },

  async tap(browser, address) {
    const own = await firstTap(browser, `${address}assess/`);
    const bare = await firstTapOfForm(browser);
    say('4x, slow 4G: a descriptor can be tapped, and the tap is kept', ms(own.tap));
    say('4x, slow 4G: the script has taken over', ms(own.live));
    say('4x, slow 4G: a bare form can be tapped', ms(bare.tap));
  },

  async visit(browser, address) {
    const visits: Visit[] = [];
    for (let i = 0; i < 7; i++) visits.push(await visit(browser, address));
    const median = (of: (one: Visit) => number) => ms(quantile(visits.map(of), 0.5));
    say(
      '4x: script of a first visit until an answer can be given and stored (median of 7)',
      median(({ script }) => script)
    );
    say(
      '4x: longest task of it after the first paint (median of 7)',
      median(({ longest }) => longest)
    );
  },

  async answer(browser, address) {
    const { given, longTasks, longest, answer, step, toPaint } = await answers(browser, address);
    say(`4x: tasks of over 50 ms in ${given} answers, with all that follows the first`, String(longTasks));
    say('4x: longest of them', ms(longest));
    say('4x: script of an answer, median', ms(quantile(answer, 0.5)));
    say('4x: script of an answer, 98th percentile', ms(quantile(answer, 0.98)));
    say('4x: script of a step to the next criterion, median', ms(quantile(step, 0.5)));
    say('4x: from a tap to the next paint, median', ms(quantile(toPaint, 0.5)));
    say('4x: from a tap to the next paint, 98th percentile', ms(quantile(toPaint, 0.98)));
  },

  async pages(browser, address) {
    const costs = await pageCosts(browser, address, BUILD);
    console.log('Each page on its first visit, in English, 360 px wide, 4x:');
    console.log(
      `${'page'.padEnd(16)}${['bytes', 'requests', 'script', 'long tasks', 'words', 'height'].map((head) => head.padStart(12)).join('')}`
    );
    for (const { path, bytes, requests, script, longTasks, words, height } of costs)
      console.log(
        `/${path}`.padEnd(16) +
          [kb(bytes), String(requests), ms(script), String(longTasks), words.toLocaleString('en'), `${height.toLocaleString('en')} px`]
            .map((value) => value.padStart(12))
            .join('')
      );
  },

  /** How much there is to read on a page. */
  async lengths(browser, address) {
    const [phone, desktop] = [await lengths(browser, address, 390, 844), await lengths(browser, address, 1280, 800)];
    console.log(
      `${'page'.padEnd(20)}${'height at 390'.padStart(15)}${'at 1280'.padStart(12)}${'words at 390'.padStart(15)}${'at 1280'.padStart(12)}`
    );
    phone.forEach(({ page, height, words }, i) =>
      console.log(
        page.padEnd(20) +
          `${height} px`.padStart(15) +
          `${desktop[i]!.height} px`.padStart(12) +
          String(words).padStart(15) +
          String(desktop[i]!.words).padStart(12)
      )
    );
  },

  async list(browser, address) {
    for (const count of [10, 10_000]) {
      const runs = await listing(browser, address, count);
      say(
        `opening the store and listing, ${count.toLocaleString('en')} assessments in it (median of ${runs.length})`,
        ms(quantile(runs, 0.5))
      );
    }
  },

  /** As it grows: script of a first visit, of a later one, and of a comparison. */
  async history(browser, address) {
    for (const count of [10, 100, 200, 1_000]) {
      // In one batch, so that each has its own month.
      const all = atTimes(Array.from({ length: count }, (_, i) => sample(i)));
      const { first, again, compare } = await opening(
        browser,
        address,
        (page) => fill(page, count, (batch) => batch.map(({ head }) => all[Number(head.id.slice(1))]!)),
        [`s${count - 2}`, `s${count - 1}`]
      );
      const what = `${count.toLocaleString('en')} assessments, script without throttling:`;
      say(`${what} history, first visit (positions worked out)`, ms(first));
      say(`${what} history, later visits, median of ${again.length}`, ms(quantile(again, 0.5)));
      say(`${what} comparison of two, median of ${compare.length}`, ms(quantile(compare, 0.5)));
    }
  },

  async import(browser, address) {
    const many = Array.from({ length: 1000 }, (_, i) => sample(i));
    const { bytes, shown, joined, freezes } = await bringingIn(browser, address, many);
    const what = 'bringing in 1,000 assessments:';
    say(`${what} size of the file`, kb(bytes));
    say(`${what} until what would happen is shown`, ms(shown));
    say(`${what} until all of it is there`, ms(joined));
    say(`${what} longest task while reading`, ms(freezes.reading));
    say(`${what} longest task while joining`, ms(freezes.joining));
    say('with 1,000 assessments: longest task when the page is opened', ms(freezes.opening));
  },

  async rubrics(browser, address) {
    for (const where of ['list', 'editor'] as const) {
      const { toPaint, inAll } = await keystrokes(browser, address, where);
      const what = `100 rubrics of 50 criteria, 4x, ${where}: a keystroke`;
      say(`${what}, script to the next paint, median`, ms(quantile(toPaint, 0.5)));
      say(`${what}, script to the next paint, 98th percentile`, ms(quantile(toPaint, 0.98)));
      say(`${what}, with what follows in later tasks, median`, ms(quantile(inAll, 0.5)));
    }
  },

  /** Codes of a table. There is no camera here: blur and noise are made up, and a real one may do better or worse. */
  async sweep() {
    console.log('Pictures of 1920 by 1080 with blur and noise that are made up (no real camera), codes turned in all directions:');
    for (const view of VIEWS)
      for (const [reader, { read, wrong, of, times }] of Object.entries(await readings(view, 5))) {
        const what = `${view.codes} in a picture, ${view.module} px a module, blur ${view.blur} px, reader of ${reader === 'several' ? 'several' : 'one'}`;
        say(`${what}: read; wrong; median time`, `${read} of ${of}; ${wrong}; ${ms(quantile(times, 0.5))}`);
      }
  },

  async large(browser, address) {
    const count = (of: keyof typeof LARGE) => `${LARGE[of].toLocaleString('en')} ${of}`;
    console.log(`With ${count('steps')}, ${count('rubrics')} and ${count('assessments')}, 360 px wide, 4x:`);
    for await (const { path, there, longest, nodes, changes } of largePages(browser, address)) {
      say(`/${path}: its list is there; longest task; nodes`, `${ms(there)}, ${ms(longest)}, ${nodes.toLocaleString('en')}`);
      for (const { what, toPaint, work } of changes) say(`  ${what}: to the next paint; all that follows`, `${ms(toPaint)}, ${ms(work)}`);
    }
  }
};

async function main(asked: readonly string[]) {
  const unknown = asked.filter((name) => !(name in PARTS));
  if (unknown.length > 0) throw new Error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(howToGetOne);
  if (!isBuilt() && !(await build())) throw new Error('the build failed');
  const browser = await chromium.launch({ executablePath, args: flags });
  const app = await serve(BUILD, { port: 0 });
  const address = app.address.endsWith('/') ? app.address : `${app.address}/`;
  try {
    for (const [name, measure] of Object.entries(PARTS)) {
      if (asked.length > 0 && !asked.includes(name)) continue;
      const start = Date.now();
      await measure(browser, address);
      console.log(`— ${name}: measured in ${Math.round((Date.now() - start) / 1000)} s\n`);
    }
  } finally {
    await browser.close();
    await app.close();
  }
}

await main(process.argv.slice(2));
