/** Goes to every page and looks whether it shows itself. */
import type { Page, Response } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, live, PAGES, settled } from './app.ts';

function said(part: string, key: string): string {
  const words = (JSON.parse(readFileSync(`src/lib/i18n/messages/${part}/en.json`, 'utf8')) as Record<string, string>)[key];
  if (!words) throw new Error(`no text ${key}`);
  return words;
}
/** What stands where something is still on its way, in words or as the name of its progress: nobody may be left with it. */
const ON_THE_WAY = [
  said('view', 'view_loading'),
  said('history', 'history_working'),
  said('assess', 'assess_loading'),
  said('rubrics', 'rubrics_loading')
];
/** What is said where something went wrong that nobody expected. */
export const TROUBLE = new RegExp(`${said('notices', 'trouble_title')}|${said('notices', 'error_title')}`);

/** What is here, as far as addresses name it. */
export interface Named {
  readonly assessments?: readonly string[];
  readonly rubrics?: readonly string[];
  readonly drafts?: readonly string[];
}

/** @returns the addresses of all pages, and of those that show one thing, for each of these */
export function addressesOf({ assessments = [], rubrics = [], drafts = [] }: Named): string[] {
  const of = (path: string, fields: Record<string, string>) => `${path}?${new URLSearchParams(fields)}`;
  const [first, second] = [assessments[0], assessments[1]];
  return [
    ...PAGES,
    '/choose/?again',
    ...assessments.flatMap((id) => ['/assess/', '/paper/in/', '/result/', '/report/', '/carry/'].map((path) => of(path, { id }))),
    ...(first === undefined ? [] : [of('/compare/', { look: first })]),
    ...(first === undefined || second === undefined ? [] : [of('/compare/', { a: first, b: second })]),
    ...rubrics.flatMap((key) => [of('/rubrics/read/', { key }), of('/choose/', { rubric: key }), of('/paper/', { rubric: key })]),
    ...drafts.map((draft) => of('/rubrics/edit/', { draft }))
  ];
}

/** @returns what is wrong with the page at an address, in words; empty where it shows itself */
export async function look(page: Page, address: string): Promise<string[]> {
  const wrong: string[] = [];
  const hear = (error: Error) => wrong.push(`${address}: ${error.stack ?? error.message}`);
  const miss = (response: Response) =>
    void (response.status() >= 400 && wrong.push(`${address}: ${response.status()} for ${response.url()}`));
  page.on('pageerror', hear);
  page.on('response', miss);
  await page.goto(address);
  await live(page);
  await settled(page);
  for (const name of ON_THE_WAY) await expect(page.getByRole('progressbar', { name, exact: true })).toHaveCount(0);
  const { headings, text } = await page.evaluate(() => ({
    headings: [...document.querySelectorAll('h1')].map((one) => one.textContent!.trim()),
    text: document.getElementById('main')?.innerText.trim() ?? ''
  }));
  page.off('pageerror', hear);
  page.off('response', miss);
  if (headings.length !== 1 || headings[0] === '') wrong.push(`${address}: headings ${JSON.stringify(headings)}`);
  const lines = new Set(text.split('\n').map((one) => one.trim()));
  for (const words of ON_THE_WAY) if (lines.has(words)) wrong.push(`${address}: stays at “${words}”`);
  if (text.length <= (headings[0]?.length ?? 0)) wrong.push(`${address}: nothing but a heading: ${text}`);
  if (TROUBLE.test(text)) wrong.push(`${address}: ${text.slice(-200)}`);
  return wrong;
}

/** Goes to all these addresses. @param also looks for more on each @returns all that is wrong */
export async function walk(page: Page, addresses: readonly string[], also?: (address: string) => Promise<void>): Promise<string[]> {
  const wrong: string[] = [];
  for (const address of addresses) {
    wrong.push(...(await look(page, address)));
    await also?.(address);
  }
  return wrong;
}
