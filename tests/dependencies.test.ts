/** The page about what Waymark is built on says what is so. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { packageIn } from '../scripts/shipped.ts';

type Names = Readonly<Record<string, string>>;
const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Names>;
const page = readFileSync('docs/dependencies.md', 'utf8');

/** @returns the rows of a part: name, licence, what for */
const rowsOf = (heading: string): string[][] =>
  (page.split(`## ${heading}\n`)[1] ?? '')
    .split('\n## ')[0]!
    .split('\n')
    .filter((line) => line.startsWith('| ['))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name, ...rest]) => [/^\[(.+)\]\(https:/.exec(name!)![1]!, ...rest]);
const sent = rowsOf('In what visitors are sent');
const tools = rowsOf('Only for building and testing');
const names = (rows: readonly string[][]) => rows.map(([name]) => name).sort();

describe('the page about dependencies', () => {
  test('names every one, once, with what it is for', () => {
    expect(names([...sent, ...tools])).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
    for (const [name, , reason] of [...sent, ...tools]) expect(reason!.length, name).toBeGreaterThan(4);
  });

  test('has those apart that no visitor is sent', () => {
    // Svelte and Kit are tools that leave something of themselves in what they make.
    expect(names(sent)).toEqual([...Object.keys(dependencies!), 'svelte', '@sveltejs/kit'].sort());
  });

  test.each([...sent, ...tools].map(([name, licence]) => [name!, licence!]))('names the licence of %s', (name, licence) =>
    expect(packageIn(`node_modules/${name}`).license).toBe(licence)
  );
});
