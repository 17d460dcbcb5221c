import { describe, expect, test } from 'vitest';
import type { AssessmentMerge, MergeReport } from '#lib/domain/person/merge.ts';
import { changesAnything, changesHere, joiningLines } from '#lib/ui/data/numbers.ts';

const none = { added: 0, replaced: 0, outlived: 0 };
const joining = (kind: AssessmentMerge['kind'], answers: Partial<AssessmentMerge['answers']> = {}, notes = 0): MergeReport => ({
  assessments: [{ id: 'a', head: {} as AssessmentMerge['head'], date: 1, kind, answers: { ...none, ...answers }, notes, ahead: 0 }],
  steps: { added: 0, replaced: 0, ahead: 0 },
  rubrics: 0,
  drafts: { added: 0, replaced: 0, ahead: 0 },
  workshops: { added: 0, replaced: 0, over: 0, differ: 0, full: 0 },
  views: 0,
  changes: kind !== 'same'
});
const said = (one: MergeReport) => joiningLines(one).map(({ what, count }) => `${what}: ${count}`);

describe('what comes in', () => {
  test('is the same in both where no answer and no note differs, though it is joined', () => {
    expect(said(joining('joined'))).toEqual(['Assessments whose answers are the same in both: 1']);
    expect(changesAnything(joining('joined'))).toBe(true);
  });

  test('is joined where something differs', () => {
    for (const one of [joining('joined', { outlived: 1 }), joining('joined', {}, 1)])
      expect(said(one)[0]).toBe('Assessments joined with the same ones here: 1');
  });

  test('changes what is here only where something of it is here already', () => {
    expect(changesHere(joining('new', { added: 9 }))).toBe(false);
    expect(changesHere(joining('joined', { added: 9 }))).toBe(true);
    expect(changesHere({ ...joining('new'), steps: { added: 0, replaced: 1, ahead: 0 } })).toBe(true);
  });
});
