/** What pages cost with much more in the store than anybody is likely to have, at a quarter of the processor's speed. */
import type { Browser, CDPSession, Locator, Page } from '@playwright/test';
import type { PlanStep, StepState } from '#lib/domain/plan/plan.ts';
import { fillShelf } from './editor.ts';
import { atTimes } from './history.ts';
import { fill, phone, rubrics, sample } from './samples.ts';

/** How much there is. */
export const LARGE = { steps: 5_000, rubrics: 200, assessments: 300 } as const;

export interface Change {
  readonly what: string;
  /** Milliseconds from the press to the next paint. */
  readonly toPaint: number;
  /** Milliseconds of script, style and layout until the page rests again, storing among them. */
  readonly work: number;
}

export interface LargePage {
  readonly path: string;
  /** Milliseconds from its address until the list is there. */
  readonly there: number;
  /** The longest task until it rests, in milliseconds. */
  readonly longest: number;
  /** How many elements and texts the page is made of. */
  readonly nodes: number;
  readonly changes: readonly Change[];
}

type Do = (page: Page, measured: Measured) => Promise<void>;
interface Measured {
  press(what: string, control: Locator): Promise<void>;
  type(what: string, field: Locator): Promise<void>;
}

/** Each page, what says that its list is there, and what is done on it. */
const PAGES: readonly { readonly path: string; readonly there: string; readonly does?: Do }[] = [
  {
    path: 'plan/',
    there: 'ol .card',
    does: async (page, { press, type }) => {
      const card = page.locator('ol .card').nth(1);
      // The first change of a visit brings in what asks the browser to keep the data.
      await press('a first step gets a day', page.locator('ol .card').first().locator('.chips button, [id^="when-"]').first());
      await press('a step is opened', card.locator('[id^="more-"]').first());
      await press('all of it is to be changed', card.locator('[id^="edit-"]'));
      await type('a letter of a note', card.locator('textarea').last());
      await press('a step is moved down', card.locator('[id^="down-"]'));
      await press('a step is done', card.locator('.ring input'));
      await press('a step is put back', page.locator('#undo'));
      await page.locator('details:has(#own) summary').click();
      await page.locator('#own').fill('Ask Maija');
      await press('a step is added', page.locator('form:has(#own) button'));
      // Before steps could be looked for there was no such field.
      const find = page.locator('#find');
      if ((await find.count()) > 0) for (const what of ['a letter is looked for', 'another']) await type(what, find);
    }
  },
  {
    path: 'assessments/',
    there: '.list .card',
    does: async (page, { press, type }) => {
      const card = page.locator('.list .card').nth(1);
      await press('a name is to be changed', card.locator('[id^="rename-"]'));
      await type('a letter of the name', card.locator('input'));
      await press('the name is stored', card.locator('form .button').first());
      await press('an assessment is deleted', card.locator('button:has-text("Delete")'));
      await press('an assessment is put back', page.locator('#undo'));
    }
  },
  {
    path: 'rubrics/',
    there: '#own',
    does: async (page, { press, type }) => {
      await type('a letter is looked for', page.locator('#filter'));
      await type('another', page.locator('#filter'));
      await page.locator('#filter').fill('');
      const card = page.locator('[aria-labelledby="own"] .card:not([hidden])').nth(1);
      await card.locator('summary').click();
      await press('a rubric is removed', card.locator('details button:has-text("Remove")'));
      await press('a rubric is put back', page.locator('[id^="undo-"]'));
    }
  },
  {
    path: 'choose/',
    there: 'fieldset h3',
    does: (page, { press }) => press('a rubric is chosen', page.locator('fieldset h3 ~ .topics input').nth(1))
  },
  { path: 'history/', there: 'ol .time' },
  {
    path: 'result/?id=s299',
    there: '#next',
    does: (page, { press }) => press('a step is added to the plan', page.locator('.step .add').first())
  },
  {
    path: 'report/?id=s299',
    there: '.paper ol li',
    does: async (page, { press }) => {
      await press('a part is left out', page.locator('fieldset input[type="checkbox"]').first());
      await press('the short version is chosen', page.locator('input[name="version"]').nth(1));
      await press('a step is picked', page.locator('fieldset input[type="checkbox"]').first());
    }
  },
  { path: 'data/', there: 'dl' }
];

/** A plan: of ten steps six are open, three done and one dropped; half of them lead to a description. */
function plan(): PlanStep[] {
  const keys = rubrics.flatMap(({ id, criteria }) => criteria.map((criterion) => `${id}.${criterion.id}` as const));
  const states: readonly StepState[] = ['todo', 'todo', 'done', 'doing', 'dropped', 'todo', 'done', 'doing', 'todo', 'done'];
  return Array.from({ length: LARGE.steps }, (_, i) => ({
    id: `step-${String(i).padStart(5, '0')}`,
    what: `Try number ${i} of what the result proposes, with people whom I support.`,
    why: '',
    aim: i % 2 ? null : { criterion: keys[i % keys.length]!, level: 2, assessment: 's1' },
    by: i % 3 ? null : '2036-12-12',
    with: i % 5 ? '' : 'a colleague',
    state: states[i % states.length]!,
    note: '',
    order: i,
    createdAt: 1_700_000_000_000 + i,
    at: 1_700_000_000_000 + i
  }));
}

async function fillAll(page: Page): Promise<void> {
  const all = atTimes(Array.from({ length: LARGE.assessments }, (_, i) => sample(i)));
  await fill(page, LARGE.assessments, (batch) => batch.map(({ head }) => all[Number(head.id.slice(1))]!));
  await fillShelf(page, LARGE.rubrics);
  await page.evaluate(
    (steps) =>
      new Promise<void>((done, fail) => {
        const opening = indexedDB.open('waymark');
        opening.onsuccess = () => {
          const write = opening.result.transaction('plan', 'readwrite');
          for (const step of steps) write.objectStore('plan').put(step);
          write.oncomplete = () => (opening.result.close(), done());
          write.onerror = () => fail(write.error);
        };
        opening.onerror = () => fail(opening.error);
      }),
    plan()
  );
}

/** Keeps, in the page, the longest task, and how long the last press took to the next paint. */
function note() {
  const noted = { longest: 0, toPaint: 0 };
  Object.assign(globalThis, { noted });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noted.longest = Math.max(noted.longest, duration);
  }).observe({ type: 'longtask', buffered: true });
  for (const type of ['click', 'keydown'])
    addEventListener(
      type,
      ({ timeStamp }) => {
        noted.toPaint = 0;
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => (noted.toPaint ||= performance.now() - timeStamp);
          port2.postMessage(0);
        });
      },
      { capture: true }
    );
}

const noted = (page: Page) => page.evaluate(() => (globalThis as unknown as { noted: { longest: number; toPaint: number } }).noted);
const wait = (time: number) => new Promise((done) => setTimeout(done, time));

const WORK: ReadonlySet<string> = new Set(['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration']);
/** Milliseconds so far. Asked from outside: a question that polls within the page would be counted with it. */
const workIn = async (session: CDPSession): Promise<number> =>
  (await session.send('Performance.getMetrics')).metrics.reduce((sum, { name, value }) => (WORK.has(name) ? sum + value * 1000 : sum), 0);

/** @returns work so far, when nothing more is done */
async function untilQuiet(session: CDPSession): Promise<number> {
  let now = await workIn(session);
  for (let last = -1; now !== last;) {
    last = now;
    await wait(800);
    now = await workIn(session);
  }
  return now;
}

/** @param address of the built app, with a slash at its end */
export async function* largePages(browser: Browser, address: string, only = ''): AsyncGenerator<LargePage> {
  const context = await phone(browser, { serviceWorkers: 'block' });
  await context.addInitScript(note);
  try {
    const first = await context.newPage();
    await first.goto(`${address}assessments/`);
    await first.waitForSelector('.empty');
    await fillAll(first);
    // Positions are worked out once, and kept.
    await first.goto(`${address}history/`);
    await first.waitForSelector('ol .time', { timeout: 120_000 });
    await first.close();
    for (const page of PAGES) if (page.path.startsWith(only)) yield await visit(await context.newPage(), address, page);
  } finally {
    await context.close();
  }
}

async function visit(page: Page, address: string, { path, there, does }: (typeof PAGES)[number]): Promise<LargePage> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.goto(address + path, { waitUntil: 'commit' });
  await page.locator(there).first().waitFor({ timeout: 120_000 });
  const time = await page.evaluate(() => performance.now());
  await untilQuiet(session);
  const { longest } = await noted(page);
  const nodes = (await session.send('Memory.getDOMCounters')).nodes;
  const changes: Change[] = [];

  async function measured(what: string, control: Locator, act: (x: number, y: number) => Promise<unknown>) {
    await control.scrollIntoViewIfNeeded({ timeout: 60_000 });
    // What is still on its way may move it.
    await untilQuiet(session);
    const { x, y, width, height } = (await control.boundingBox())!;
    const before = await untilQuiet(session);
    await act(x + width / 2, y + height / 2);
    const work = (await untilQuiet(session)) - before;
    changes.push({ what, work, toPaint: (await noted(page)).toPaint });
  }
  await does?.(page, {
    press: (what, control) =>
      measured(what, control, async (x, y) => {
        for (const type of ['mousePressed', 'mouseReleased'] as const)
          await session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
      }),
    type: async (what, field) => {
      await field.focus();
      await measured(what, field, async () => {
        await session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: '1', text: '1', code: 'Digit1' });
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: '1', code: 'Digit1' });
      });
    }
  });
  await page.close();
  return { path, there: time, longest, nodes, changes };
}
