/** Made-up data of a person, as a file and on the page of one's own data. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Value } from '#lib/domain/assessment/answer.ts';
import {
  changeEntry,
  criterionKey,
  emptyEntry,
  newHead,
  type Assessment,
  type CriterionKey,
  type Entry
} from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { RubricFacts, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { button, expect, open, openStore, putRows, rowsOf, topics } from './app.ts';

const facts = topics.map(({ id }) => JSON.parse(readFileSync(resolve('rubrics', id, 'rubric.json'), 'utf8')) as RubricFacts);

/** A criterion, as far as an answer to it may depend on it. */
interface Asked {
  readonly key: CriterionKey;
  readonly topic: string;
  readonly essential: readonly Level[];
}

/** What is answered to the statement at a level of the i-th criterion; `null` leaves it open. */
export type Answers = (criterion: Asked, level: Level, i: number) => Value | null;

/** Yes up to a level, and not yet above it. */
export const upTo =
  (stands: number): Answers =>
  (_, level) =>
    level <= stands ? 2 : 0;

/** Every other criterion at level 3, the others at 2. */
const alternating: Answers = (_, level, i) => (level <= 2 + (i % 2) ? 2 : 0);

const OCTOBER = Date.UTC(2026, 9, 1);

/** An assessment with rubrics that need not be built in. The first criterion with an answer has a note and a mark too. */
export function assessmentOf(
  rubrics: readonly (RubricFacts & RubricRef)[],
  id: string,
  name: string,
  now = OCTOBER,
  answers: Answers = alternating
): Assessment {
  const asked = rubrics.flatMap((one) =>
    one.criteria.map(({ id, essential }): Asked => ({ key: criterionKey(one.id, id), topic: one.id, essential }))
  );
  const entries = asked.flatMap((criterion, i): Entry[] => {
    const cells = LEVELS.flatMap((level) => {
      const value = answers(criterion, level, i);
      return value === null ? [] : [[level, { value, origin: 'given', at: now + i } as const] as const];
    });
    if (cells.length === 0) return [];
    const more = i === 0 ? { note: `Note of ${name}`, evidence: 'show' as const } : {};
    return [changeEntry(emptyEntry(id, criterion.key), { cells: Object.fromEntries(cells), ...more }, now + i)];
  });
  return { head: newHead({ rubrics, name }, id, now), entries: Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) };
}

/**
 * An assessment with built-in rubrics.
 *
 * @param ids topics; all 31 criteria when left out
 * @param now when all of it was answered
 */
export const assessment = (
  id: string,
  name: string,
  ids: readonly string[] = topics.map((topic) => topic.id),
  now?: number,
  answers?: Answers
): Assessment =>
  assessmentOf(
    ids.map((own) => facts.find((one) => one.id === own)!),
    id,
    name,
    now,
    answers
  );

export const many = (count: number): Assessment[] => Array.from({ length: count }, (_, i) => assessment(`many-${i}`, `Assessment ${i}`));

/** Steps of a plan, in their order. @param more what is other than usual of the i-th, from 1 */
export const stepsOf = (count: number, more: (i: number) => Partial<PlanStep> = () => ({})): PlanStep[] =>
  Array.from({ length: count }, (_, at) => {
    const i = at + 1;
    const usual = { what: `Step ${i}`, why: '', aim: null, by: null, with: '', state: 'todo', note: '' } as const;
    return { id: `step-${i}`, ...usual, order: i, createdAt: OCTOBER, at: OCTOBER, ...more(i) };
  });

/** Writes assessments into the database as the app does, past the app. The page that it was done on shows none. @param site where the app is */
export async function putAssessments(page: Page, all: readonly Assessment[], site = '/'): Promise<void> {
  await openStore(page, site);
  await putRows(
    page,
    'assessments',
    all.map(({ head }) => head)
  );
  await putRows(
    page,
    'entries',
    all.flatMap(({ entries }) => Object.values(entries))
  );
}

/** Opens the page and waits until it says how much there is. @param site where the app is */
export async function openData(page: Page, site = '/'): Promise<void> {
  await open(page, `${site}data/`);
  await expect(page.getByRole('heading', { name: 'Stored here' })).toBeVisible();
}

/** Chooses a file to import, and says whose it is where that is asked. */
export async function bring(page: Page, content: string | Buffer, name = 'copy.json', whose = 'Mine'): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.getByLabel('Choose a file, or drop it here').setInputFiles({ name, mimeType: 'application/json', buffer });
  await sayWhose(page, whose);
}

/** Chooses a backup, and types its passphrase; says whose it is where it opens and that is asked. */
export async function bringBackup(page: Page, file: Parameters<Locator['setInputFiles']>[0], passphrase: string): Promise<void> {
  await page.getByLabel('Choose a file, or drop it here').setInputFiles(file);
  await typePassphrase(page, passphrase);
}

export async function typePassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('Passphrase of this backup', { exact: true }).fill(passphrase);
  await button(page, 'Check what’s inside').click();
  await sayWhose(page, 'Mine');
}

/** Waits until a file is read; then says whose it is, where that is asked. */
export async function sayWhose(page: Page, whose: string): Promise<void> {
  const asked = page.getByRole('heading', { name: 'Whose is this?' });
  const known = page.getByRole('heading', { name: 'What will happen' });
  const other = page.getByRole('alert').or(page.getByLabel('Passphrase of this backup', { exact: true }));
  await asked.or(known).or(other).first().waitFor({ timeout: 60_000 });
  if (await asked.isVisible()) await button(page, whose).click();
}

/** Waits for what would happen, and says yes. */
export async function agree(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'What will happen' })).toBeFocused({ timeout: 60_000 });
  await button(page, 'Import').click();
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
