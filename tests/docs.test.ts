/** What is written for maintainers and for those who offer Waymark to others. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const FOLDERS = ['docs', 'rubrics', 'src', 'study', 'tests/upgrades'];
const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...FOLDERS.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
].filter((path) => path.endsWith('.md'));

test('every link between pages leads somewhere', () => {
  const links = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
      .map(([, to]) => to!)
      .filter((to) => !/^[a-z]+:/.test(to))
      .map((to) => ({ page, to }))
  );
  expect(links.length).toBeGreaterThan(50);
  expect(links.filter(({ page, to }) => !existsSync(join(dirname(page), decodeURI(to))))).toEqual([]);
});

test('those who offer it to others find what is for them from the first page', () => {
  const first = readFileSync('README.md', 'utf8');
  const theirs = ['hosting', 'data-protection', 'accessibility', 'dependencies', 'tries', 'releasing'].map((name) => `docs/${name}.md`);
  for (const page of [...theirs, 'SECURITY.md', 'CHANGELOG.md']) expect(first).toContain(`](${page})`);
});
