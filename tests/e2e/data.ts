/** Made-up data of a person, as a file and on the page of one's own data. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { changeEntry, emptyEntry, newHead, type Assessment, type CriterionKey, type Entry } from '#lib/domain/assessment/assessment.ts';
import { LEVELS } from '#lib/domain/model.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { button, expect, open, rowsOf, topics } from './app.ts';

const facts = topics.map(({ id }) => JSON.parse(readFileSync(resolve('rubrics', id, 'rubric.json'), 'utf8')) as RubricFacts);

/**
 * @param ids topics; all 31 criteria when left out
 * @param now when all of it was answered
 */
export function assessment(id: string, name: string, ids = topics.map((topic) => topic.id), now = Date.UTC(2026, 9, 1)): Assessment {
  const rubrics = facts.filter((one) => ids.includes(one.id));
  const keys = rubrics.flatMap((one) => one.criteria.map((criterion) => `${one.id}.${criterion.id}` as CriterionKey));
  const entries = keys.map((key, i): Entry => {
    const cells = Object.fromEntries(
      LEVELS.map((level) => [level, { value: level <= 2 + (i % 2) ? 2 : 0, origin: 'given', at: now + i } as const])
    );
    return changeEntry(emptyEntry(id, key), { cells, ...(i === 0 ? { note: `Note of ${name}`, evidence: 'show' as const } : {}) }, now + i);
  });
  return { head: newHead({ rubrics, name }, id, now), entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) };
}

export const many = (count: number): Assessment[] => Array.from({ length: count }, (_, i) => assessment(`many-${i}`, `Assessment ${i}`));

/** Opens the page and waits until it says how much there is. @param site where the app is */
export async function openData(page: Page, site = '/'): Promise<void> {
  await open(page, `${site}data/`);
  await expect(page.getByRole('heading', { name: 'What is here' })).toBeVisible();
}

/** Chooses a file to bring in. */
export async function bring(page: Page, content: string | Buffer, name = 'copy.json'): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.getByLabel('Choose the file, or drop it here').setInputFiles({ name, mimeType: 'application/json', buffer });
}

/** Waits for what would happen, and says yes. */
export async function agree(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused({ timeout: 60_000 });
  await button(page, 'Bring it in').click();
}

/** A line of numbers, such as "New assessments 3". */
export const line = (page: Page, what: string, count: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${what}$`) }) })
    .filter({ hasText: count })
    .last();

/** How many rows of answers there are, past the app. */
export const rowCounts = async (page: Page) => ({
  assessments: (await rowsOf(page, 'assessments')).length,
  entries: (await rowsOf(page, 'entries')).length
});
