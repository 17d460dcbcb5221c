/** The same taps by a real person’s means: in the app, and in a course that is one file, opened from the disk. What is read of them is what other holders gave. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';
import { packageFrom } from '../../scripts/package-desk.ts';
import { goldenFile, reading, SEEDS, sentencesIn, tapsOf, TOPICS, type Tap, type ToEssentials } from '../support/golden.ts';
import { begin, buildFolder, button, expect, open, stored, test } from './app.ts';

/** All taps, one after another, each where the screen offers it. It runs in the page: a hundred taps by way of the driver would take half a minute. */
async function pressAll([taps, texts]: readonly [readonly Tap[], typeof TEXTS]): Promise<void> {
  const until = async (what: () => unknown, why: string) => {
    const began = performance.now();
    while (!what()) {
      if (performance.now() - began > 15_000) throw new Error(`at “${title()}”: ${why}`);
      await new Promise((done) => setTimeout(done, 5));
    }
  };
  const title = () => document.querySelector('h1')?.textContent ?? '';
  const named = (...names: readonly string[]) =>
    [...document.querySelectorAll<HTMLButtonElement>('button:not(.hidden)')].find((one) =>
      names.some((name) => (name.endsWith('…') ? one.textContent.startsWith(name.slice(0, -1)) : one.textContent.trim() === name))
    );
  const leave = async (press: HTMLButtonElement | undefined, from = title()) => {
    press!.click();
    await until(() => title() !== from && title(), 'goes on');
  };

  async function goOn(essentials: ToEssentials) {
    const from = title();
    named(...texts.onward)!.click();
    const asked = () => document.querySelector('.ask');
    await until(() => (title() !== from && title()) || asked(), 'goes on, or asks');
    if (title() === from) {
      if (essentials !== null)
        for (const one of document.querySelectorAll<HTMLInputElement>(`.ask input[value="${essentials}"]`)) one.click();
      await leave(named(...texts.onward), from);
    }
    if (named(texts.pause)) await leave(named(texts.pause));
  }

  for (const tap of taps) {
    if (tap.do === 'next') await goOn(tap.essentials);
    else if (tap.do === 'back') await leave(named(texts.back));
    else if (tap.do === 'skip') {
      const skip = named(texts.skip);
      if (skip) await leave(skip);
    } else {
      const { do: wanted, level } = tap;
      const card = document.querySelector<HTMLElement>(`[data-level="${level}"]`)!;
      const is = (name: string) => card.classList.contains(name);
      const beside = card.querySelector<HTMLButtonElement>('.slot > .link:not(.hidden)');
      const notMine = beside?.textContent === texts.na;
      const [out, chosen] = [is('out'), is('chosen')];
      if (wanted === 'out' || wanted === 'in') {
        if (wanted === 'out' ? !beside || notMine || out : !is('away')) continue;
        beside!.click();
        const yes = wanted === 'out' ? texts.out : texts.in;
        await until(() => named(yes), yes);
        named(yes)!.click();
        await until(() => is('away') === (wanted === 'out'), wanted);
      } else if (out) continue;
      else if (wanted === 'na') {
        if (!notMine) continue;
        beside.click();
        // Of an essential it is asked with its condition.
        const asked = () => card.querySelector<HTMLInputElement>('.ask input[value="na"]');
        await until(() => asked() || is('out'), 'is asked');
        asked()?.click();
        await until(() => is('out'), 'not part of the job');
      } else {
        if (wanted === 'tap' || !chosen) {
          card.querySelector<HTMLInputElement>('.tick')!.click();
          await until(() => is('chosen') !== (wanted === 'tap' && chosen), 'is chosen, or taken back');
        }
        if (wanted === 'partly') {
          card.querySelector<HTMLInputElement>('.slot input[value="1"]')!.click();
          await until(() => is('partly'), 'is partly');
        }
      }
    }
  }
}
/** What is on the controls. */
const TEXTS = {
  onward: ['Next', 'None of these yet', 'See where you stand'],
  pause: 'Go on with …',
  back: 'Back',
  skip: 'Skip',
  na: 'Not part of my job',
  out: 'Yes, this is true',
  in: 'Ask in every question again'
} as const;

/** @param database where the answers lie @returns what a test without a browser reads too */
async function told(page: Page, database: string): Promise<string> {
  await expect(page.locator('#topics')).toBeVisible();
  const { assessments, entries } = await stored(page, database);
  expect(assessments).toHaveLength(1);
  const assessment = { head: assessments[0]!, entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) };
  return reading(assessment, await page.evaluate(`(${sentencesIn.toString()})(document)`));
}

for (const seed of SEEDS)
  test(`taps of seed ${seed} say the same in the app, and in a file from the disk`, async ({ page, context }) => {
    const golden = await readFile(goldenFile(seed), 'utf8');
    await begin(page);
    await page.evaluate(pressAll, [tapsOf(seed), TEXTS] as const);
    expect(await told(page, 'waymark'), 'in the app').toBe(golden);

    const folder = await mkdtemp(join(tmpdir(), 'waymark-golden-'));
    const out = join(folder, 'course.html');
    const topics = TOPICS.map(({ id }) => id).join(',');
    await packageFrom(['--format', 'html', '--topics', topics, '--lang', 'en', '--build', buildFolder, '--out', out]);
    const file = await context.newPage();
    await open(file, pathToFileURL(out).href);
    await button(file, 'Begin').click();
    await file.evaluate(pressAll, [tapsOf(seed), TEXTS] as const);
    const [database] = await file.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name!));
    expect(database).toMatch(/^waymark\.course\./);
    expect(await told(file, database!), 'in the file').toBe(golden);
    await rm(folder, { recursive: true });
  });
