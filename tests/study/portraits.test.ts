/** The twelve portraits: whole, and in words of their own. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { LEVELS } from '#lib/domain/model.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import { wordsOf } from '#lib/domain/rubric/wording.ts';
import { openRubric, readModel } from '../../scripts/rubrics-plugin.ts';
import { portraitHash, portraitSchema, readPortraits, type Portrait } from '../../scripts/study/portrait.ts';
import { SINCE } from '../../scripts/wording/built-in.ts';

const portraits = readPortraits();
const { competencies } = readModel().model;
const rubrics = competencies.map((id) => openRubric(id));

/** So many words of a statement in a row would give the answer away. */
const RUN = 5;
const runsOf = (text: string): string[] => {
  const words = wordsOf(text);
  return words.slice(0, Math.max(0, words.length - RUN + 1)).map((_, i) => words.slice(i, i + RUN).join(' '));
};

/** @returns runs of words that the portraits share with statements, as "portrait, A2.3: words" */
function shared(pages: readonly Pick<Portrait, 'id' | 'text'>[], statements: readonly Rubric[]): string[] {
  const runs = statements.flatMap(({ criteria }) =>
    criteria.flatMap(({ id, descriptors }) =>
      LEVELS.flatMap((level) => runsOf(descriptors[level]).map((run) => [run, `${id}.${level}`] as const))
    )
  );
  return pages.flatMap(({ id, text }) => {
    const said = text.map((paragraph) => ` ${wordsOf(paragraph).join(' ')} `);
    return runs.filter(([run]) => said.some((one) => one.includes(` ${run} `))).map(([run, place]) => `${id}, ${place}: ${run}`);
  });
}

test('bear the names of their files', () =>
  expect(portraits.map(({ id }) => `${id}.json`)).toEqual(
    readdirSync('study/portraits')
      .filter((name) => name.endsWith('.json'))
      .sort()
  ));

test.each(portraits.map((one) => [one.id, one] as const))('%s has a level and a reason in every topic, within its role', (_, portrait) => {
  expect(Object.keys(portrait.placing).sort()).toEqual([...competencies].sort());
  expect(Object.keys(portrait.because).sort()).toEqual([...competencies].sort());
  for (const [topic, end] of Object.entries(portrait.roleEnds ?? {})) expect(portrait.placing[topic], topic).toBeLessThanOrEqual(end);
});

test('six mend, twice six are kept; in each set every level comes up, and a role ends; two of those that mend open workshops', () => {
  for (const set of ['mend', 'kept', 'kept-2'] as const) {
    const own = portraits.filter(({ study }) => study === set);
    expect(own).toHaveLength(6);
    expect([...new Set(own.flatMap(({ placing }) => Object.values(placing)))].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(own.some(({ roleEnds }) => roleEnds)).toBe(true);
  }
  expect(portraits.filter(({ calibrates }) => calibrates).map(({ study }) => study)).toEqual(['mend', 'mend']);
});

test('say nothing in the words of a statement that they are read beside', () => {
  const read = rubrics.filter(({ version }) => compareVersions(version, SINCE) >= 0);
  expect(shared(portraits, read)).toEqual([]);
});

test('five words of a statement would be found, four would not', () => {
  const words = rubrics[0]!.criteria[0]!.descriptors[1].split(' ');
  const page = (count: number) =>
    shared([{ id: 'x', text: ['First.', `She says: “${words.slice(0, count).join(' ').toUpperCase()}”, often.`] }], rubrics);
  expect(page(5)).toHaveLength(1);
  expect(page(5)[0]).toMatch(/^x, A1\.1: /);
  expect(page(4)).toEqual([]);
});

describe('a file that is no portrait', () => {
  const good: Portrait = { ...portraits[0]!, placing: { a: 2 }, because: { a: 'Because.' }, roleEnds: undefined };
  const accepts = (change: object) => z.safeParse(portraitSchema, { ...good, ...change }).success;

  test('is declined by its shape', () => {
    expect(accepts({})).toBe(true);
    expect(accepts({ roleEnds: { a: 3 } })).toBe(true);
    for (const change of [
      { study: 'both' },
      { setting: 'home' },
      { calibrates: false },
      { text: [] },
      { text: ['two\nlines'] },
      { text: [' space'] },
      { placing: { a: 5 } },
      { placing: { a: '2' } },
      { roleEnds: { a: 4 } },
      { because: { a: '' } },
      { id: 'A b' },
      { note: 'x' }
    ])
      expect(accepts(change), JSON.stringify(change)).toBe(false);
  });

  test('is another one when its text, its levels or its role change, not when its reasons do', () => {
    const hash = portraitHash(good);
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    expect(portraitHash({ ...good, because: { a: 'Why not.' }, title: 'Other' })).toBe(hash);
    expect(portraitHash({ ...good, text: ['Other text.'] })).not.toBe(hash);
    expect(portraitHash({ ...good, placing: { a: 1 } })).not.toBe(hash);
    expect(portraitHash({ ...good, roleEnds: { a: 2 } })).not.toBe(hash);
  });
});
