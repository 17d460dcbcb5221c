/** Workshops, courses, tables and platforms know nothing of second views: what cannot be reached cannot leak. */
import { describe, expect, test } from 'vitest';
import { importsOf, pathOf } from '../support/imports.ts';
import { sources } from '../support/sources.ts';

/** What only names types leads nowhere when it runs. */
const files = new Map(
  sources('.ts', '.svelte').map(({ path, text }) => [path, { path, text: text.replace(/^\s*import type [^;]+;/gm, '') }])
);

/** @returns every module that these import, at once or later */
function reached(starts: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const file = files.get(path);
    if (!file || found.has(path)) continue;
    found.add(path);
    waiting.push(...importsOf(file).flatMap(({ from }) => (from && pathOf(from, file.path)) ?? []));
  }
  return found;
}

/** Where all stores can be had; whoever asks it for this one says so. */
const APP = 'src/lib/state/app.svelte.ts';
const looksAt = (starts: readonly string[]) =>
  [...reached(starts)].filter(
    (path) => path !== APP && (path.includes('/second') || /\bapp\.second\b|\.second\(\)/.test(files.get(path)!.text))
  );

describe.each([
  ['what is handed in to a workshop', ['src/lib/app/handing-in.ts', 'src/lib/domain/workshop/handing-in.ts', 'src/lib/app/take-away.ts']],
  ['a table of answers', ['src/lib/app/answers-table.ts', 'src/lib/exchange/personal/answers-table.ts']],
  ['what a course tells', ['src/lib/domain/course/report.ts', 'src/lib/domain/course/state.ts', 'src/lib/exchange/course/package.ts']],
  [
    'who holds answers elsewhere',
    ['src/lib/holder/platform.ts', 'src/lib/holder/scorm.ts', 'src/lib/holder/cmi5.ts', 'src/lib/holder/frame.ts']
  ]
])('%s', (_, starts) => {
  test('is made without a look at second views', () => {
    expect(starts.filter((path) => !files.has(path))).toEqual([]);
    expect(reached(starts).size).toBeGreaterThan(starts.length);
    expect(looksAt(starts)).toEqual([]);
  });
});

test('a look at them would be found', () => expect(looksAt(['src/lib/app/report.ts'])).toContain('src/lib/app/report.ts'));
