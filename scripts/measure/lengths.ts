/** How long pages are to read: height and words, on a phone and on a desktop, with what somebody has after three assessments. */
import type { Browser, Page } from '@playwright/test';
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { put, rubrics } from './samples.ts';

export interface Length {
  /** A page's path, or what is shown on it. */
  readonly page: string;
  /** CSS pixels of the whole page, the part under a bar at the foot of the window included. */
  readonly height: number;
  /** Words to be seen in the page's own part, folds closed. */
  readonly words: number;
}

const DAY = 86_400_000;
export const NOW = Date.UTC(2026, 10, 28, 10);

/** An assessment as a counsellor may answer it: Yes up to a level in each topic, some Partly and Not yet at the next. */
export function told(id: string, at: number, reach: Readonly<Record<string, Reached>>): Assessment {
  const entries: Record<string, Entry> = {};
  const chosen = rubrics.filter((rubric) => rubric.id in reach);
  for (const rubric of chosen)
    rubric.criteria.forEach((criterion, i) => {
      const key = `${rubric.id}.${criterion.id}` as const;
      const level = reach[rubric.id]!;
      const value = (l: number) => (l <= level ? 2 : l === level + 1 ? (i % 3 === 0 ? 2 : i % 3 === 1 ? 1 : 0) : 0) as 0 | 1 | 2;
      const cells = Object.fromEntries(LEVELS.map((l) => [l, { value: value(l), origin: 'given', at: at + i }])) as Entry['cells'];
      entries[key] = { assessment: id, criterion: key, cells, note: '', evidence: 'none', at: at + i };
    });
  return {
    head: {
      id,
      name: '',
      createdAt: at,
      updatedAt: at,
      rubrics: chosen.map(({ id, version }) => ({ id, version })),
      size: chosen.reduce((sum, { criteria }) => sum + criteria.length, 0),
      role: null,
      setting: null,
      targets: {},
      cursor: 'information.A1'
    },
    entries
  };
}

export const three: readonly Assessment[] = [
  told('first', NOW - 290 * DAY, { information: 1, writing: 0, privacy: 1, facilitating: 1, presence: 2 }),
  told('second', NOW - 170 * DAY, { information: 1, writing: 1, privacy: 1, facilitating: 1, presence: 1 }),
  told('third', NOW, { information: 2, writing: 2, privacy: 1, facilitating: 1, presence: 1 })
];
const one = told('one', NOW, { writing: 2 });

export const steps = (assessment: string): PlanStep[] =>
  (['presence.E1', 'privacy.C3', 'facilitating.D1'] as const).map((criterion, i) => {
    const [topic, id] = criterion.split('.') as [string, string];
    const level = 2;
    return {
      id: `step${i}`,
      what: rubrics.find((r) => r.id === topic)!.criteria.find((c) => c.id === id)!.next[level]!,
      why: '',
      aim: { criterion, level, assessment },
      by: ['2026-11-25', '2026-11-30', null][i]!,
      with: '',
      state: 'todo',
      note: '',
      order: i,
      createdAt: NOW,
      at: NOW
    };
  });

/** What is looked at: its name, its address, and what the device holds then. */
type View = readonly [name: string, address: string, holds: readonly Assessment[], steps?: readonly PlanStep[]];

export const VIEWS: readonly View[] = [
  ['home, first visit', '', []],
  ['home, months on', '', three, steps('third')],
  ['choose', 'choose/', []],
  ['question', 'assess/', []],
  ['result, first', 'result/', [three[2]!]],
  ['result, third', 'result/?id=third', three, steps('third')],
  ['result, one topic', 'result/?id=one', [one]],
  ['plan, three steps', 'plan/', [three[2]!], steps('third')],
  ['report', 'report/?id=third', [three[2]!], steps('third')],
  ['over time', 'history/', three],
  ['what changed', 'compare/?a=second&b=third', three],
  ['assessments', 'assessments/', three],
  ...[
    'carry/?id=first',
    'data/',
    'data/backup/',
    'data/move/',
    'data/erase/',
    'people/',
    'settings/',
    'rubrics/',
    'rubrics/read/?id=privacy',
    'rubrics/open/',
    'rubrics/edit/',
    'more/',
    'about/',
    'method/'
  ].map((path) => [path.replace(/\?.*/, '').slice(0, -1), path, three] as const)
];

/** Opens what a view shows, in a device of its own. @param address of the built app, with a slash at its end */
export async function shown(
  browser: Browser,
  address: string,
  [, path, holds, plan = []]: View,
  width: number,
  height: number
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, serviceWorkers: 'block' });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(`${address}assessments/`);
  await page.waitForSelector('.empty');
  await put(page, holds, plan);
  await page.goto(address + path, { waitUntil: 'networkidle' });
  return page;
}

/** @param address of the built app, with a slash at its end */
export async function lengths(browser: Browser, address: string, width: number, height: number): Promise<Length[]> {
  const found: Length[] = [];
  for (const view of VIEWS) {
    const page = await shown(browser, address, view, width, height);
    found.push({ page: view[0], ...(await lengthOf(page)) });
    await page.context().close();
  }
  return found;
}

/** Words for screen readers alone stand in boxes of a pixel, and are not counted. */
export const lengthOf = (page: Page): Promise<Omit<Length, 'page'>> =>
  page.evaluate(() => {
    const main = document.querySelector('main')!;
    const texts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    let words = 0;
    while (texts.nextNode()) {
      const { parentElement: parent, textContent } = texts.currentNode;
      if (!parent?.checkVisibility({ visibilityProperty: true }) || parent.closest('.visually-hidden, script, style')) continue;
      const around = document.createRange();
      around.selectNode(texts.currentNode);
      if (around.getBoundingClientRect().height > 1) words += textContent!.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    }
    return { height: document.documentElement.scrollHeight, words };
  });
