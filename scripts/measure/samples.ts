/** Data and pages that several measures begin with. */
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { readRubrics } from '../rubrics-plugin.ts';

export const rubrics = readRubrics();

/** A new profile on a phone's screen. @param options of Playwright's besides */
export async function phone(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...options });
  // The runner names functions by a helper that pages do not have.
  await context.addInitScript('globalThis.__name = (f) => f');
  return context;
}

/** Slows the processor of a page down, as a phone of a few years ago does. @returns a function that tells the milliseconds of script so far */
export async function slowed(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return async () => (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration')!.value * 1000;
}

/** A repeatable assessment; no two the same. */
export function sample(seed: number): Assessment {
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

/** Puts samples into the page's database, past the app. @param change what is made of each batch of 500 before */
export async function fill(page: Page, count: number, change: (batch: Assessment[]) => Assessment[] = (batch) => batch) {
  for (let from = 0; from < count; from += 500)
    await put(page, change(Array.from({ length: Math.min(500, count - from) }, (_, i) => sample(from + i))));
}

/** Puts these into the page's database, past the app. */
export async function put(page: Page, assessments: readonly Assessment[], steps: readonly PlanStep[] = []): Promise<void> {
  await page.evaluate(
    async ({ assessments, steps }) => {
      const db = await new Promise<IDBDatabase>((resolve) => {
        const open = indexedDB.open('waymark');
        open.onsuccess = () => resolve(open.result);
      });
      const write = db.transaction(['assessments', 'entries', 'plan'], 'readwrite');
      for (const { head, entries } of assessments) {
        write.objectStore('assessments').put(head);
        for (const entry of Object.values(entries)) write.objectStore('entries').put(entry);
      }
      for (const step of steps) write.objectStore('plan').put(step);
      await new Promise((resolve) => (write.oncomplete = resolve));
      db.close();
    },
    { assessments, steps }
  );
}
