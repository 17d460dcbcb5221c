/** From version 0.10.0 of the built-in rubrics to the one of this build: what becomes of answers, and what a comparison may say. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, Value } from '#lib/domain/assessment/answer.ts';
import { criterionKey, emptyEntry, newHead, type Entries } from '#lib/domain/assessment/assessment.ts';
import { carryOver } from '#lib/domain/assessment/carry-over.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { compare, type Side } from '#lib/domain/position/compare.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { linkOf, pathBetween } from '#lib/domain/rubric/versions.ts';
import { openRubricFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { times } from '../support/scale.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const { model } = readModel();
const pairs = model.competencies.map((id) => [id, savedRubric(id), openRubricFile(id)] as const);

type Answer = (criterion: string, level: Level) => Value | null;

function entriesOf({ facts }: RubricFile, answer: Answer, more: Partial<Cell> = {}): Entries {
  return Object.fromEntries(
    facts.criteria.map(({ id }) => {
      const key = criterionKey(facts.id, id);
      const cells = Object.fromEntries(
        LEVELS.flatMap((level) => {
          const value = answer(id, level);
          return value === null ? [] : [[level, { value, origin: 'given', at: 2, ...more }] as const];
        })
      );
      return [key, { ...emptyEntry('a', key), cells, note: `Note of ${id}`, at: 2 }];
    })
  );
}

const sideOf = (file: RubricFile, answer: Answer): Side => {
  const rubrics = [rubricIn(file, 'en')];
  return { assessment: { head: newHead({ rubrics }, 'a', 1), entries: entriesOf(file, answer) }, rubrics };
};

test.each(pairs)('%s leads from each version that people may have answered to the one of this build', (_, old, now) => {
  for (const from of ['0.9.0', '0.10.0'])
    expect(pathBetween([{ ...old.facts, version: from }, now.facts], from, now.facts.version)?.length).toBe(
      from === now.facts.version ? 1 : 2
    );
});

describe.each(pairs)('%s', (id, old, now) => {
  const path = pathBetween([old.facts, now.facts], '0.10.0', now.facts.version)!;
  const change = now.facts.changes!.find(({ from }) => from === '0.10.0')!;
  const kindOf = (criterion: string, level: Level) => linkOf(change, criterion, level, true).kind;
  const cells = now.facts.criteria.flatMap((one) => LEVELS.map((level) => ({ ...one, level, kind: kindOf(one.id, level) })));
  const essentialIn = (file: RubricFile, criterion: string, level: Level) =>
    file.facts.criteria.find((one) => one.id === criterion)!.essential.includes(level);

  test('says of every statement whether the act is the same, in other words, or another one; and the same of 0.9.0', () => {
    expect(cells.filter(({ kind }) => kind !== 'comparable' && kind !== 'not-comparable')).toEqual([]);
    expect(now.facts.changes!.find(({ from }) => from === '0.9.0')!.criteria).toEqual(change.criteria);
    // In each topic something else is asked, so that no two levels rest on the same questions.
    expect(new Set(cells.map(({ kind }) => kind))).toEqual(new Set(['comparable', 'not-comparable']));
  });

  test('says the same in its facts as to people', () => {
    const table = readFileSync('docs/rubric-changes.md', 'utf8').matchAll(/^\| ([A-E]\d)\.(\d) +\| (worded anew|something else) +\| \S/gm);
    const told = [...table].map(([, criterion, level, asks]) => [
      criterion,
      Number(level),
      asks === 'worded anew' ? 'comparable' : 'not-comparable'
    ]);
    const own = told.filter(([criterion]) => now.facts.criteria.some((one) => one.id === criterion));
    expect(own).toEqual(cells.map(({ id: criterion, level, kind }) => [criterion, level, kind]));
  });

  test('no answer goes along as the person’s own: what is worded anew is assumed, essentials and other questions are open', () => {
    const { cells: carried, entries } = carryOver(
      entriesOf(old, () => 2),
      path,
      'b'
    );
    for (const { criterion, level, kind, cell } of carried)
      expect([criterion, level, cell]).toEqual([
        criterion,
        level,
        kind === 'comparable' && !essentialIn(now, criterion, level) ? { value: 2, origin: 'assumed', at: 2 } : undefined
      ]);
    // What is not essential any more may go along; what is essential now, or still, may not.
    const goes = (criterion: string, level: Level) => entries[criterionKey(id, criterion)]?.cells[level] !== undefined;
    for (const { id: criterion, level, kind } of cells) {
      if (essentialIn(now, criterion, level)) expect(goes(criterion, level)).toBe(false);
      else if (essentialIn(old, criterion, level)) expect(goes(criterion, level)).toBe(kind === 'comparable');
    }
  });

  test('notes go with their criterion as long as any of it does, and where nothing does, the criterion is named as left behind', () => {
    const { entries, ended } = carryOver(
      entriesOf(old, () => 2),
      path,
      'b'
    );
    for (const { id: criterion } of now.facts.criteria) {
      const any = LEVELS.some((level) => kindOf(criterion, level) === 'comparable');
      expect(entries[criterionKey(id, criterion)]?.note).toBe(any ? `Note of ${criterion}` : undefined);
      expect(ended.includes(criterion)).toBe(!any);
    }
  });

  const value = fc.constantFrom<Value | null>(0, 0, 1, 2, 2, 'na', null);
  const rows = fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 7, maxLength: 7 });
  const answers =
    (file: RubricFile, from: readonly (readonly (Value | null)[])[]): Answer =>
    (criterion, level) =>
      from[file.facts.criteria.findIndex((one) => one.id === criterion)]![level - 1]!;

  test('no change of level is called one, whatever was answered; and what asked something else is not said to have moved', () =>
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        for (const [first, second] of [
          [sideOf(old, answers(old, before)), sideOf(now, answers(now, after))],
          [sideOf(now, answers(now, after)), sideOf(old, answers(old, before))]
        ] as const) {
          const [found] = compare(first, second, new Map([[id, path]]), model).both;
          expect(['withheld', 'untold']).toContain(found!.verdict.kind);
          expect(found!.relation.kind).toBe('other');
          expect(found!.counts.unasked).toBe(cells.filter(({ kind }) => kind === 'not-comparable').length);
          for (const { criterion, changes } of found!.criteria)
            expect(changes.some(({ level, before, after }) => before !== after && kindOf(criterion, level) === 'comparable')).toBe(true);
          for (const { from, kind } of found!.essentials) if (from === 'not-comparable') expect(['asked', 'untold']).toContain(kind);
        }
      }),
      times(40)
    ));

  test('each level that asks something else is named, and no other', () => {
    const [found] = compare(
      sideOf(old, () => 2),
      sideOf(now, () => 0),
      new Map([[id, path]]),
      model
    ).both;
    const named = found!.relation.marked.flatMap(({ criterion, kind, levels = LEVELS }) =>
      kind === 'not-comparable' ? levels.map((level) => `${criterion}.${level}`) : []
    );
    expect(named.sort()).toEqual(cells.flatMap(({ id, level, kind }) => (kind === 'not-comparable' ? [`${id}.${level}`] : [])).sort());
    expect(found!.counts).toMatchObject({ up: 0, down: cells.length - named.length, open: 0 });
  });
});
