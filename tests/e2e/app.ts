/** What the tests share: the app as a person meets it, and a look at what lies in its database. */
import {
  chromium,
  expect,
  test as base,
  type BrowserContext,
  type Download,
  type Locator,
  type Page,
  type Request
} from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { Value } from '#lib/domain/assessment/answer.ts';
import type { Entry, Head } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import type { RubricFacts, RubricWords } from '#lib/domain/rubric/rubric.ts';
import type { Damage } from '#lib/domain/damage.ts';
import { findWholeBrowser, flags } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { TOOLS } from '../../src/lib/platform/tools.ts';

export { expect };

/** The built app that is tested. */
export const buildFolder = resolve(process.env.E2E_BUILD ?? 'build');
export const PAGES = [
  '/',
  '/choose/',
  '/start/',
  '/assess/',
  '/result/',
  '/assessments/',
  '/carry/',
  '/plan/',
  '/history/',
  '/compare/',
  '/report/',
  '/data/',
  '/data/backup/',
  '/data/move/',
  '/data/erase/',
  '/people/',
  '/settings/',
  '/rubrics/',
  '/rubrics/read/',
  '/rubrics/open/',
  '/rubrics/edit/',
  '/paper/',
  '/paper/in/',
  '/workshop/',
  '/workshop/room/',
  '/workshop/collect/',
  '/workshop/laptop/',
  '/workshop/prepare/',
  '/workshop/steps/',
  '/workshop/practice/',
  '/workshop/cohort/',
  '/workshop/wall/',
  '/workshop/report/',
  '/course/',
  '/course/embed/',
  '/course/table/',
  '/method/',
  '/about/',
  '/more/',
  '/join/',
  '/handin/',
  '/second/'
];
/** Those that are kept for use without a connection whichever page was opened. */
export const PAGES_FOR_ALL = PAGES.filter((path) => !(path in TOOLS));
export const LEVELS: readonly Level[] = [1, 2, 3, 4];

// ---------------------------------------------------------------------------------------------- what the rubrics say

export interface Criterion {
  readonly key: string;
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  readonly descriptors: Readonly<Record<Level, string>>;
  readonly essential: readonly Level[];
  readonly notApplicable: Readonly<Partial<Record<Level, string>>>;
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly criteria: readonly Criterion[];
}

const json = (path: string) => JSON.parse(readFileSync(resolve('rubrics', path), 'utf8'));

/**
 * All topics in the model's order, read from the files that a rubric author edits.
 *
 * @param version an earlier one, which lies in a folder of its own
 */
export const topicsOf = (version = '.'): Topic[] =>
  (json('model.json').competencies as string[]).map((id) => {
    const facts = json(`${id}/${version}/rubric.json`) as RubricFacts;
    const words = json(`${id}/${version}/en.json`) as RubricWords;
    const criteria = facts.criteria.map((criterion) => {
      const { title, descriptors, notApplicable } = words.criteria[criterion.id]!;
      const { id: own, essential } = criterion;
      return { key: `${id}.${own}`, id: own, topic: id, title, descriptors, essential, notApplicable: notApplicable ?? {} };
    });
    return { id, title: words.title, criteria };
  });
export const topics: readonly Topic[] = topicsOf();
const levelNames = (json('en.json') as { levels: Record<Level, { name: string }> }).levels;
/** The headline of a result that has one topic. */
export const headlineOf = (topic: Pick<Topic, 'title'>, level: Level): string =>
  `Level ${level} in ${topic.title}: ${levelNames[level].name}.`;
export const criteria = topics.flatMap((topic) => topic.criteria);
export const topicOf = (id: string): Topic => topics.find((topic) => topic.id === id)!;
export const criterionOf = (key: string): Criterion => criteria.find((criterion) => criterion.key === key)!;

// ------------------------------------------------------------------------------------------------------ the tests' frame

/**
 * What a browser keeps: nothing for any site, so that it refuses IndexedDB; nothing in frames of other sites, as where it does not keep them apart; or what
 * these store, apart by the site around.
 */
type Keeping = 'keep nothing' | 'keep nothing in frames' | 'keep frames apart';
const PREFERENCES: Readonly<Record<Keeping, object>> = {
  'keep nothing': { default_content_setting_values: { cookies: 2 } },
  'keep nothing in frames': { cookie_controls_mode: 1, block_third_party_cookies: true },
  'keep frames apart': { cookie_controls_mode: 0, block_third_party_cookies: false }
};

/** Playwright tells browsers not to keep frames apart, which they do by themselves, in one switch with others. */
function switchOff(feature: string): { readonly given: string; readonly instead: string } {
  const source = readFileSync(
    join(dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')), 'lib/coreBundle.js'),
    'utf8'
  );
  const [, list] = /disabledFeatures = (\[[^\]]*\])/.exec(source)!;
  const names = [...list!.replace(/\/\/.*$/gm, '').matchAll(/"(\w+)"/g)].map(([, name]) => name!);
  if (!names.includes(feature)) throw new Error(`${feature} is not switched off`);
  const as = (all: readonly string[]) => `--disable-features=${all.join(',')}`;
  return { given: as(names), instead: as(names.filter((name) => name !== feature)) };
}

interface Own {
  /** What a test makes the console say on purpose. */
  expected: RegExp | null;
  /** Fails a test that leaves an error on the console, breaks the security policy or asks another host. */
  quiet: void;
  /** A folder for a browser's profile, which outlives the browser. */
  profile: string;
  /** Starts a browser on a profile that is kept when it ends; how it keeps what sites store is the profile's for good. */
  start: (profile: string, settings?: Keeping) => Promise<BrowserContext>;
  /** A server of the test's own, which it can stop, and start again at the same port; `base` is the folder that the app appears in. */
  host: (folder?: string, at?: { readonly port?: number; readonly base?: string }) => ReturnType<typeof serve>;
}

export const test = base.extend<Own>({
  expected: [null, { option: true }],
  quiet: [
    async ({ context, expected }, use) => {
      const heard = listen(context);
      await use();
      expect(heard.filter((what) => !expected?.test(what))).toEqual([]);
    },
    { auto: true }
  ],
  // eslint-disable-next-line no-empty-pattern -- the runner reads from the pattern what a fixture needs
  profile: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'waymark-profile-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  // Browsers end before the servers that they talk to, and before their profiles go.
  start: async ({ expected, host: _host, profile: _profile }, use) => {
    const started: BrowserContext[] = [];
    const heard: string[][] = [];
    await use(async (profile, settings) => {
      // The browser without windows knows no settings for sites, and keeps profiles less well.
      const executablePath = findWholeBrowser() ?? undefined;
      if (settings) {
        await mkdir(join(profile, 'Default'), { recursive: true });
        const preferences = { profile: PREFERENCES[settings] };
        await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
      }
      const apart = settings === 'keep frames apart' ? switchOff('ThirdPartyStoragePartitioning') : null;
      const context = await chromium.launchPersistentContext(profile, {
        executablePath,
        args: [...flags, ...(apart ? [apart.instead] : [])],
        ignoreDefaultArgs: apart ? [apart.given] : [],
        locale: 'en-GB'
      });
      started.push(context);
      heard.push(listen(context));
      return context;
    });
    // What breaks off because the browser ends is nobody's fault.
    const wrong = heard.flat().filter((what) => !expected?.test(what));
    await Promise.all(started.map((context) => context.close().catch(() => {})));
    expect(wrong).toEqual([]);
  },
  host: async ({ context }, use) => {
    const servers: Awaited<ReturnType<typeof serve>>[] = [];
    await use(async (folder = buildFolder, at = {}) => {
      const server = await serve(folder, { port: 0, ...at });
      servers.push(server);
      return server;
    });
    // Pages go before the servers that they may still ask for something.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(servers.map((server) => server.close()));
  }
});

/** What the pages of a context have asked for and not got yet. */
const underway = new WeakMap<BrowserContext, Set<Request>>();

/** @returns what goes wrong unseen in a context, growing as it happens */
export function listen(context: BrowserContext): string[] {
  const heard: string[] = [];
  const asked = new Set<Request>();
  underway.set(context, asked);
  context.on('requestfinished', (request) => asked.delete(request));
  context.on('requestfailed', (request) => asked.delete(request));
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => heard.push(`error: ${error.error().message}`));
  context.on('request', (request) => {
    asked.add(request);
    const url = new URL(request.url());
    if (/^(http|ws)s?:$/.test(url.protocol) && url.hostname !== '127.0.0.1') heard.push(`asked another host: ${url.href}`);
  });
  const watch = (page: Page) => page.on('websocket', (socket) => heard.push(`opened a socket: ${socket.url()}`));
  context.pages().forEach(watch);
  context.on('page', watch);
  // The console is told of a broken policy only when a script does not catch what follows; the event always comes.
  void context.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`security policy: ${event.effectiveDirective} ${event.blockedURI}`)
    )
  );
  return heard;
}

// ------------------------------------------------------------------------------------------------- getting about the app

/** Opens an address and waits until the page's script is at work. */
export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await live(page);
}

/** Goes to a page of the same language as a link does, which keeps what has been loaded. @param address from the host's root, or whole */
export async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate((href) => {
    document.querySelector('h1')!.dataset.left = '';
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await expect(page).toHaveURL(address);
  await expect(page.locator('h1:not([data-left])')).toBeVisible();
}

export async function live(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-live');
}

/** Waits until a page has got all that it asked for, and has had nothing to do for a while. */
export async function settled(page: Page): Promise<void> {
  for (let calm = 0; calm < 3;) {
    await page.evaluate(() => new Promise((done) => setTimeout(() => requestIdleCallback(done, { timeout: 1000 }), 50)));
    calm = underway.get(page.context())!.size === 0 ? calm + 1 : 0;
  }
}

/** Waits until all of the app is kept for use without a connection, on a busy machine too. */
export const offlineReady = (page: Page): Promise<void> =>
  expect(page.locator('footer [data-offline="ready"]')).toBeAttached({ timeout: 30_000 });

export const heading = (page: Page): Locator => page.getByRole('heading', { level: 1 });
export const link = (page: Page, name: string): Locator => page.getByRole('link', { name, exact: true });
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
/** Goes to a page that has no place of its own in the navigation. */
export async function more(page: Page, name: string): Promise<void> {
  await link(page, 'More').click();
  await page.getByRole('main').getByRole('link', { name, exact: true }).click();
}
/** Opens what is folded, unless it is open. */
export async function unfold(within: Locator, summary: string): Promise<void> {
  const details = within
    .locator('details')
    .filter({ has: within.page().locator('summary', { hasText: summary }) })
    .first();
  if ((await details.getAttribute('open')) === null) await details.locator('summary', { hasText: summary }).click();
}
/** What the page says about where the answers are: on a wide screen and on a narrow one. */
export const saved = (page: Page, words: string): Locator => page.getByText(words, { exact: true }).filter({ visible: true });

/** Opens the first criterion of a new assessment, ready for answers. */
export async function begin(page: Page, address = '/assess/'): Promise<void> {
  await open(page, address);
  await expect(page.locator('[data-storage="opening"]')).toHaveCount(0);
}

export const CHOOSE_NAME = 'A name for this assessment, if you like';

/** Chooses some topics, and begins. @param site where the app is, when that is not where the other tests find it */
export async function choose(page: Page, ids: readonly string[], name = '', site = '/'): Promise<void> {
  await open(page, `${site}choose/`);
  await button(page, 'None').click();
  for (const id of ids) await page.getByRole('checkbox', { name: new RegExp(`^${topicOf(id).title}`) }).check();
  if (name) {
    await unfold(page.getByRole('main'), CHOOSE_NAME);
    await page.getByRole('textbox', { name: CHOOSE_NAME }).fill(name);
  }
  await button(page, 'Begin').click();
  await expect(heading(page)).toHaveText(topicOf(ids[0]!).criteria[0]!.title);
}

// ------------------------------------------------------------------------------------------------------------- answering

/** The checkbox of a statement. */
export const box = (page: Page, criterion: Criterion, level: Level): Locator =>
  page.getByRole('checkbox', { name: criterion.descriptors[level], exact: true });

/** Taps a statement, as a finger does: chooses it, or takes it back. */
export const tap = (page: Page, criterion: Criterion, level: Level): Promise<void> =>
  page.locator('.what', { hasText: criterion.descriptors[level] }).click();

/** The whole card of one statement. */
export const option = (page: Page, level: Level): Locator => page.locator(`[data-level="${level}"]`);

/** Waits until the page shows a statement as chosen, which it does only when that is stored. */
export async function shownAsChosen(page: Page, criterion: Criterion, level: Level): Promise<void> {
  await expect(box(page, criterion, level)).toBeChecked();
  await expect(option(page, level)).toHaveClass(/\bchosen\b/);
}

/** The question that stands in the card of an essential which somebody went on without. */
export const asked = (page: Page, level: Level): Locator =>
  option(page, level).getByRole('radiogroup', { name: `Statement ${level}: not yet, or not part of your job` });

/** Gives one answer to a statement of the question in front that has none. An essential is asked for before it is no or not one's role. */
export async function give(page: Page, criterion: Criterion, level: Level, value: Value): Promise<void> {
  const card = option(page, level);
  if (value === 1 || value === 2) {
    await tap(page, criterion, level);
    await shownAsChosen(page, criterion, level);
    if (value === 2) return;
    await card.getByText('Partly', { exact: true }).click();
    await expect(card).toHaveClass(/\bpartly\b/);
    return;
  }
  if ((await asked(page, level).count()) === 0) await card.getByRole('button', { name: 'Not part of my job', exact: true }).click();
  if (!criterion.essential.includes(level)) return expect(card).toHaveClass(/\bout\b/);
  await asked(page, level)
    .getByText(value === 0 ? 'Not yet' : 'Not part of my job', { exact: true })
    .click();
}

/**
 * Chooses, with keys, the statements of the question in front up to a level.
 *
 * @param value the level; 0 for none; `na` says of each statement that it is not part of one's role
 * @param essentials what is answered to the essentials above it
 */
export async function answer(page: Page, criterion: Criterion, value: Level | 0 | 'na', essentials: Value = 2): Promise<void> {
  await expect(heading(page)).toHaveText(criterion.title);
  for (const level of LEVELS) {
    if (value === 'na') await give(page, criterion, level, 'na');
    else if (level <= value) {
      await page.keyboard.press(String(level));
      // Only when it is stored; to find its box by role and name each time takes longer than to answer.
      await expect(option(page, level)).toHaveClass(/\bchosen\b/);
    } else if (criterion.essential.includes(level)) await give(page, criterion, level, essentials);
  }
}

/** Goes on from a question. With a key: a mouse that presses there again as fast as a test does is taken for a double click. */
export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^(Next|None of these yet|See where you stand)$/ }).press('Enter');
}

/** Opens the way to any question, below the one in front; with a key, as above. */
export const allQuestions = (page: Page): Promise<void> => page.locator('summary', { hasText: 'All questions' }).press('Enter');

/** Goes on from the pause after a topic. */
export const afterPause = (page: Page): Promise<void> => page.getByRole('button', { name: /^Go on with / }).press('Enter');

/** Answers question after question and goes on from each. */
export async function answerAll(
  page: Page,
  list: readonly Criterion[],
  value: (criterion: Criterion) => Level | 0 | 'na',
  essentials: Value = 2
): Promise<void> {
  for (const [i, criterion] of list.entries()) {
    await answer(page, criterion, value(criterion), essentials);
    await goOn(page);
    const next = list[i + 1];
    if (next && next.topic !== criterion.topic) await afterPause(page);
  }
}

// ------------------------------------------------------------------------------------------------------- what was stored

export interface Stored {
  readonly assessments: readonly Head[];
  readonly entries: readonly Entry[];
  readonly aside: readonly { readonly key: number; readonly damage: Damage }[];
}

/** Reads a database as it is, past the app. @param database a course has one of its own */
export function stored(page: Page, database = 'waymark'): Promise<Stored> {
  return page.evaluate(async (database) => {
    const found: Record<string, unknown[]> = { assessments: [], entries: [], aside: [] };
    // Opening a database that is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === database)) return found as unknown as Stored;
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const db = await finished(indexedDB.open(database));
    try {
      for (const name of Object.keys(found)) {
        if (db.objectStoreNames.contains(name)) found[name] = await finished(db.transaction(name).objectStore(name).getAll());
      }
    } finally {
      db.close();
    }
    return found as unknown as Stored;
  }, database);
}

type Table =
  | 'assessments'
  | 'entries'
  | 'shelf'
  | 'rubrics'
  | 'plan'
  | 'settings'
  | 'workshops'
  | 'results'
  | 'waiting'
  | 'participations'
  | 'asked'
  | 'given';

/** Reads the rows of one table as they are, past the app. */
export function rowsOf(page: Page, table: Table): Promise<readonly unknown[]> {
  return page.evaluate(async (table) => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'waymark')) return [];
    const finished = <T>(request: IDBRequest<T>) =>
      new Promise<T>((done, fail) => {
        request.onsuccess = () => done(request.result);
        request.onerror = () => fail(request.error);
      });
    const db = await finished(indexedDB.open('waymark'));
    try {
      return await finished(db.transaction(table).objectStore(table).getAll());
    } finally {
      db.close();
    }
  }, table);
}

/** Opens a page that shows nothing of what is stored, and waits until there is a database. @param site where the app is */
export async function openStore(page: Page, site = '/'): Promise<void> {
  await open(page, `${site}about/`);
  await expect.poll(() => page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'waymark'))).toBe(true);
}

/** Writes rows into the database as they are, past the app. */
export function putRows(page: Page, table: Table, rows: readonly unknown[]): Promise<void> {
  return page.evaluate(
    async ([table, rows]) => {
      const finished = <T>(request: IDBRequest<T>) =>
        new Promise<T>((done, fail) => {
          request.onsuccess = () => done(request.result);
          request.onerror = () => fail(request.error);
        });
      const db = await finished(indexedDB.open('waymark'));
      try {
        const store = db.transaction(table, 'readwrite').objectStore(table);
        await Promise.all(rows.map((row) => finished(store.put(row))));
      } finally {
        db.close();
      }
    },
    [table, rows] as const
  );
}

/**
 * Makes every write to a table wait, as a slow or busy disk does, by a long transaction of another tab.
 *
 * @param tab any other page of the same browser
 * @param table the answers, when left out
 * @returns what lets the writes go on
 */
export async function busyStore(tab: Page, table: Table = 'entries'): Promise<() => Promise<void>> {
  await tab.evaluate(
    (table) =>
      new Promise<void>((begun, fail) => {
        const opening = indexedDB.open('waymark');
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const rows = opening.result.transaction(table, 'readwrite').objectStore(table);
          const state = window as unknown as { released?: boolean };
          const goOn = () => {
            if (state.released) opening.result.close();
            else rows.count().onsuccess = goOn;
          };
          rows.count().onsuccess = () => {
            begun();
            goOn();
          };
        };
      }),
    table
  );
  return () => tab.evaluate(() => void Object.assign(window, { released: true }));
}

/** @returns for example { 1: '0 left', 2: '2 given' }; an open answer is not there */
export function cellsIn(stored: Stored, key: string): Partial<Record<Level, string>> | null {
  const entry = stored.entries.find(({ criterion }) => criterion === key);
  return entry ? Object.fromEntries(Object.entries(entry.cells).map(([level, cell]) => [level, `${cell!.value} ${cell!.origin}`])) : null;
}

/** Waits until a criterion's answers are stored like this. */
export async function expectStored(page: Page, key: string, cells: Partial<Record<Level, string>> | null): Promise<void> {
  await expect.poll(async () => cellsIn(await stored(page), key)).toEqual(cells);
}

/** The JSON in a download. */
export async function contentOf(download: Download): Promise<unknown> {
  return JSON.parse(readFileSync(await download.path(), 'utf8'));
}

export async function downloadBy(page: Page, control: Locator): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent('download'), control.click()]);
  return download;
}
