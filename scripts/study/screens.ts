/**
 * Pictures of the first screen of made-up results, for readers who say what they understand from them:
 * `npx tsx scripts/study/screens.ts FOLDER [ID ...]` takes the answers in study/result/results.json, puts them into the built app, and saves one
 * picture for each.
 */
import { chromium } from '@playwright/test';
import { mkdirSync, readFileSync } from 'node:fs';
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { findBrowser, flags } from '../browser.mjs';
import { put, rubrics } from '../measure/samples.ts';
import { serve } from '../serve.mjs';

interface Made {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** Four signs for each question, one for each level: 0 not yet, 1 partly, 2 yes, n not part of the job. */
  readonly answers: Readonly<Record<string, string>>;
}

const AT = Date.UTC(2026, 10, 28, 10);

function assessmentOf({ id, answers }: Made): Assessment {
  const value = (sign: string) => (sign === 'n' ? 'na' : Number(sign)) as 0 | 1 | 2 | 'na';
  const entries = Object.fromEntries(
    Object.entries(answers).map(([criterion, signs]) => {
      const cells = Object.fromEntries(LEVELS.map((level) => [level, { value: value(signs[level - 1]!), origin: 'given', at: AT }]));
      return [criterion, { assessment: id, criterion, cells, note: '', evidence: 'none', at: AT } as unknown as Entry];
    })
  );
  return {
    head: {
      ...{ id, name: '', createdAt: AT, updatedAt: AT, role: null, setting: null, targets: {}, cursor: 'information.A1' },
      rubrics: rubrics.map(({ id, version }) => ({ id, version })),
      size: Object.keys(answers).length
    },
    entries
  };
}

const [folder, ...only] = process.argv.slice(2);
if (!folder) throw new Error('Say where the pictures go: npx tsx scripts/study/screens.ts FOLDER');
const { results } = JSON.parse(readFileSync('study/result/results.json', 'utf8')) as { results: Made[] };
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: findBrowser() ?? undefined, args: flags });
const app = await serve(process.env.E2E_BUILD ?? 'build', { port: 0 });
try {
  for (const one of results.filter(({ id }) => !only.length || only.includes(id))) {
    const context = await browser.newContext({ viewport: { width: one.width, height: one.height }, serviceWorkers: 'block' });
    await context.addInitScript('globalThis.__name = (f) => f');
    const page = await context.newPage();
    await page.clock.setFixedTime(AT);
    await page.goto(new URL('assessments/', app.address).href);
    await page.waitForSelector('.empty');
    await put(page, [assessmentOf(one)]);
    await page.goto(new URL('result/', app.address).href, { waitUntil: 'networkidle' });
    await page.screenshot({ path: `${folder}/${one.id}.png` });
    await context.close();
  }
} finally {
  await browser.close();
  await app.close();
}
