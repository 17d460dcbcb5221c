import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeEntry, emptyEntry, markTime, noteTime, type Assessment, type Entry } from '#lib/domain/assessment/assessment.ts';
import { comingOf, mergeAssessments, mergeData, mergeEntries } from '#lib/domain/person/merge.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { anyAssessment, anyData } from '../support/personal.ts';

const KEY = 'privacy.C1';
const entry = (change: Partial<Entry>): Entry => ({ ...emptyEntry('a', KEY), at: 5, ...change });
const yes = (at: number) => ({ value: 2, origin: 'given', at }) as const;
const no = (at: number) => ({ value: 0, origin: 'given', at }) as const;
const assessment = (change: Partial<Assessment['head']> = {}, entries: Assessment['entries'] = {}): Assessment => ({
  head: {
    id: 'a',
    name: '',
    createdAt: 1,
    updatedAt: 1,
    rubrics: [{ id: 'privacy', version: '1.0.0' }],
    size: 7,
    role: null,
    setting: null,
    targets: {},
    cursor: KEY,
    ...change
  },
  entries
});

describe('data of two devices', () => {
  test('which of the two comes first does not matter', () =>
    fc.assert(
      fc.property(anyData, anyData, (a, b) => {
        expect(mergeData(a, b)).toEqual(mergeData(b, a));
      })
    ));

  test('how three are grouped does not matter', () =>
    fc.assert(
      fc.property(anyData, anyData, anyData, (a, b, c) => {
        expect(mergeData(mergeData(a, b), c)).toEqual(mergeData(a, mergeData(b, c)));
      })
    ));

  test('the same data twice changes nothing, and neither does none', () =>
    fc.assert(
      fc.property(anyData, anyData, (a, b) => {
        // What stands alone is put in the order of its ids.
        const own = mergeData(a, NOTHING);
        expect(mergeData(a, a)).toEqual(own);
        const both = mergeData(a, b);
        expect(mergeData(both, b)).toEqual(both);
        expect(mergeData(both, a)).toEqual(both);
      })
    ));

  test('no answer is lost: each cell that either has is there, and is the newest', () =>
    fc.assert(
      fc.property(anyAssessment('a'), anyAssessment('a'), (a, b) => {
        const merged = mergeAssessments(a, b);
        for (const one of [a, b])
          for (const { criterion, cells } of Object.values(one.entries))
            for (const [level, cell] of Object.entries(cells))
              expect(merged.entries[criterion]!.cells[Number(level) as 1]!.at).toBeGreaterThanOrEqual(cell.at);
      })
    ));
});

test('the newer answer counts for each cell, whichever entry changed last', () => {
  const a = entry({ cells: { 1: yes(9), 2: no(2) }, at: 9 });
  const b = entry({ cells: { 2: yes(4), 3: no(3) }, at: 4 });
  expect(mergeEntries(a, b).cells).toEqual({ 1: yes(9), 2: yes(4), 3: no(3) });
});

test('a note stays when the other device only answered later', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'kept' }, 3);
  const answered = changeEntry(emptyEntry('a', KEY), { cells: { 1: yes(8) } }, 8);
  expect(mergeEntries(noted, answered)).toMatchObject({ note: 'kept', cells: { 1: yes(8) }, at: 8 });
});

test('a note that was taken away later is gone', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'old' }, 3);
  const emptied = changeEntry(noted, { note: '' }, 6);
  expect(mergeEntries(noted, emptied).note).toBe('');
});

test('when a note and a mark were made is known after other changes too', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'x', evidence: 'show' }, 3);
  const later = changeEntry(noted, { cells: { 1: yes(8) } }, 8);
  expect([noteTime(later), markTime(later)]).toEqual([3, 3]);
  expect(changeEntry(emptyEntry('a', KEY), { cells: { 1: yes(8) } }, 8)).not.toHaveProperty('noteAt');
});

test('name, role and targets come from the assessment that changed last', () => {
  const merged = mergeAssessments(
    assessment({ name: 'old', updatedAt: 2, createdAt: 1 }),
    assessment({ name: 'new', updatedAt: 3, createdAt: 2 })
  );
  expect(merged.head).toMatchObject({ name: 'new', updatedAt: 3, createdAt: 1 });
});

test('a rubric’s hash that one device has not noted yet is taken over', () => {
  const hash = 'a'.repeat(32);
  const merged = mergeAssessments(assessment({ rubrics: [{ id: 'privacy', version: '1.0.0', hash }] }), assessment({ updatedAt: 9 }));
  expect(merged.head.rubrics).toEqual([{ id: 'privacy', version: '1.0.0', hash }]);
});

test('answers to other rubrics are never mixed', () => {
  const other = assessment({ rubrics: [{ id: 'privacy', version: '2.0.0' }] });
  expect(() => mergeAssessments(assessment(), other)).toThrow(RangeError);
  expect(comingOf(assessment(), other).kind).toBe('other-rubrics');
});

test('what comes in is counted before it does: added, replaced, outlived, and notes that give way', () => {
  const here = assessment({}, { [KEY]: entry({ cells: { 1: yes(9), 2: no(2) }, note: 'old', noteAt: 2, at: 9 }) });
  const incoming = assessment({}, { [KEY]: entry({ cells: { 1: no(4), 2: yes(4), 3: yes(4) }, note: 'new', at: 4 }) });
  expect(comingOf(here, incoming)).toMatchObject({ kind: 'joined', answers: { added: 1, replaced: 1, outlived: 1 }, notes: 1 });
  expect(comingOf(here, here)).toMatchObject({ kind: 'same', answers: { added: 0, replaced: 0, outlived: 0 } });
  expect(comingOf(null, here)).toMatchObject({ kind: 'new', answers: { added: 2 } });
});
