import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '#lib/domain/hash.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { mergeData } from '#lib/domain/person/merge.ts';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { chosenData } from '#lib/exchange/personal/answers-choice.ts';
import { writeData } from '#lib/exchange/personal/file.ts';
import { partOf } from '#lib/exchange/personal/pictures.ts';
import { anyAssessment, anyData } from '../support/personal.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { times } from '../support/scale.ts';

describe('what is taken out', () => {
  test('is everything, where the person chose second views too', () =>
    fc.assert(
      fc.property(anyData, (data) => void expect(chosenData(data, { only: null, notes: true, second: true })).toEqual(data)),
      times(30)
    ));

  test('one assessment goes with the rubrics that it was answered with, and nothing else', () => {
    const files = ['privacy', 'writing'].map((id) => openRubricFile(id));
    const [one] = fc.sample(anyAssessment('a'), { numRuns: 1, seed: 1 });
    const head = { ...one!.head, rubrics: [{ id: 'privacy', version: '1.0.0', hash: contentHash(files[0]!) }] };
    const rubrics = files.map((file) => ({ ...soundOf(file, 'made up'), origin: 'cited' as const, at: 1 }));
    const other = fc.sample(anyAssessment('b'), { numRuns: 1, seed: 2 });
    const data = { ...NOTHING, assessments: [{ ...one!, head }, ...other], rubrics };
    expect(chosenData(data, { only: 'a', notes: true, second: false })).toEqual({
      ...NOTHING,
      assessments: [{ ...one!, head }],
      rubrics: [rubrics[0]]
    });
  });

  test('all of it says whose it is; one assessment, which is often handed on, does not', () => {
    const owner = 'c'.repeat(32);
    const data = { ...NOTHING, owner, assessments: fc.sample(anyAssessment('a'), { numRuns: 1, seed: 1 }) };
    expect(chosenData(data, { only: null, notes: false, second: false }).owner).toBe(owner);
    expect(writeData(data)).toContain(owner);
    expect(writeData(chosenData(data, { only: 'a', notes: true, second: false }))).not.toContain(owner);
    expect(writeData({ ...data, assessments: [] })).not.toContain(owner);
    expect(writeData(partOf(data, { assessment: 'a', withoutNotes: false }, new Set()))).not.toContain(owner);
  });

  test('without notes holds none of the person’s own words but names', () =>
    fc.assert(
      fc.property(anyAssessment('a'), (one) => {
        const entries = Object.fromEntries(Object.entries(one.entries).map(([key, entry]) => [key, { ...entry, note: 'my secret' }]));
        expect(
          writeData(chosenData({ ...NOTHING, assessments: [{ ...one, entries }] }, { only: null, notes: false, second: false }))
        ).not.toContain('secret');
      }),
      times(100)
    ));

  test('brought in again without notes, it takes none away', () =>
    fc.assert(
      fc.property(anyData, (data) => {
        const own = mergeData(data, NOTHING);
        const bare = chosenData(data, { only: null, notes: false, second: false });
        expect(mergeData(own, bare).assessments.map(({ entries }) => Object.values(entries).map(({ note }) => note))).toEqual(
          own.assessments.map(({ entries }) => Object.values(entries).map(({ note }) => note))
        );
      }),
      times(40)
    ));
});
