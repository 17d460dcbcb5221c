import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changeEntry,
  changeHead,
  emptyEntry,
  markTime,
  noteTime,
  type Assessment,
  type CriterionKey,
  type Entry,
  type OutOfRole
} from '#lib/domain/assessment/assessment.ts';
import { mergeData, mergeReport, sidesOf, type Ruling, type Side } from '#lib/domain/person/merge.ts';
import { emptyDraft } from '#lib/domain/authoring/drafting.ts';
import { NOTHING, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { aFile } from './rubric-files.ts';
import { anyAssessment, anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

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

const only = (...assessments: Assessment[]): PersonalData => ({ ...NOTHING, assessments });
const merged = (a: Assessment, b: Assessment): Assessment => mergeData(only(a), only(b)).assessments[0]!;
const mergedEntry = (a: Entry, b: Entry): Entry => merged(assessment({}, { [KEY]: a }), assessment({}, { [KEY]: b })).entries[KEY]!;
/** What joining makes of the two, as the store does it. */
function joined(here: PersonalData, coming: PersonalData, ruling: Ruling | null = null) {
  const sides = sidesOf(here, coming, ruling);
  const data = mergeData(sides.here, sides.coming);
  return { data, report: mergeReport(here, coming, sides, data) };
}
const mergeOf = (here: Assessment | null, coming: Assessment) => joined(here ? only(here) : NOTHING, only(coming)).report.assessments[0]!;

describe('data of two devices', () => {
  test('which of the two comes first does not matter', () =>
    fc.assert(
      fc.property(anyData, anyData, (a, b) => {
        expect(mergeData(a, b)).toEqual(mergeData(b, a));
      }),
      times(100)
    ));

  test('how three are grouped does not matter', () =>
    fc.assert(
      fc.property(anyData, anyData, anyData, (a, b, c) => {
        expect(mergeData(mergeData(a, b), c)).toEqual(mergeData(a, mergeData(b, c)));
      }),
      times(100)
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
      }),
      times(100)
    ));

  test('no answer is lost: each cell that either has is there, and is the newest', () =>
    fc.assert(
      fc.property(anyAssessment('a'), anyAssessment('a'), (a, b) => {
        const both = merged(a, b);
        for (const one of [a, b])
          for (const { criterion, cells } of Object.values(one.entries))
            for (const [level, cell] of Object.entries(cells))
              expect(both.entries[criterion]!.cells[Number(level) as 1]!.at).toBeGreaterThanOrEqual(cell.at);
      }),
      times(100)
    ));
});

test('of two copies of one rubric the one that is offered more openly counts, and of two alike the earlier', () => {
  const rubric = soundOf(aFile(['C1']), 'made up');
  const copy = (origin: KeptRubric['origin'], at: number): PersonalData => ({ ...NOTHING, rubrics: [{ ...rubric, origin, at }] });
  const kept = (a: PersonalData, b: PersonalData) => mergeData(a, b).rubrics.map(({ origin, at }) => [origin, at]);
  expect(kept(copy('cited', 1), copy('received', 9))).toEqual([['received', 9]]);
  expect(kept(copy('own', 9), copy('received', 1))).toEqual([['own', 9]]);
  expect(kept(copy('own', 9), copy('own', 4))).toEqual([['own', 4]]);
});

test('of two drafts, as of two steps, the newer counts', () => {
  const drafts = [3, 5].map((at): PersonalData => ({ ...NOTHING, drafts: [{ ...emptyDraft({ id: 'd', now: at }, 'own-y', 'en') }] }));
  expect(mergeData(drafts[1]!, drafts[0]!).drafts.map(({ at }) => at)).toEqual([5]);
});

test('the newer answer counts for each cell, whichever entry changed last', () => {
  const a = entry({ cells: { 1: yes(9), 2: no(2) }, at: 9 });
  const b = entry({ cells: { 2: yes(4), 3: no(3) }, at: 4 });
  expect(mergedEntry(a, b).cells).toEqual({ 1: yes(9), 2: yes(4), 3: no(3) });
});

test('a note stays when the other device only answered later', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'kept' }, 3);
  const answered = changeEntry(emptyEntry('a', KEY), { cells: { 1: yes(8) } }, 8);
  expect(mergedEntry(noted, answered)).toMatchObject({ note: 'kept', cells: { 1: yes(8) }, at: 8 });
});

test('a note that was taken away later is gone', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'old' }, 3);
  const emptied = changeEntry(noted, { note: '' }, 6);
  expect(mergedEntry(noted, emptied).note).toBe('');
});

test('when a note and a mark were made is known after other changes too', () => {
  const noted = changeEntry(emptyEntry('a', KEY), { note: 'x', evidence: 'show' }, 3);
  const later = changeEntry(noted, { cells: { 1: yes(8) } }, 8);
  expect([noteTime(later), markTime(later)]).toEqual([3, 3]);
  expect(changeEntry(emptyEntry('a', KEY), { cells: { 1: yes(8) } }, 8)).not.toHaveProperty('noteAt');
});

test('name, role and targets come from the assessment that changed last', () => {
  const both = merged(assessment({ name: 'old', updatedAt: 2, createdAt: 1 }), assessment({ name: 'new', updatedAt: 3, createdAt: 2 }));
  expect(both.head).toMatchObject({ name: 'new', updatedAt: 3, createdAt: 1 });
});

describe('what is said of whole situations', () => {
  const here = { privacy: { level: 3, asked: [] } } as const;
  const out = (situation: string, at: number): OutOfRole => ({ situation, at, where: here });
  const back = (situation: string, at: number): OutOfRole => ({ situation, at, where: {} });
  const of = (updatedAt: number, ...scope: OutOfRole[]) => assessment({ updatedAt, scope });
  const scopeOf = (a: Assessment, b: Assessment) => merged(a, b).head.scope;

  test('on one device stays when the other one only got a name later', () => {
    const renamed = assessment({ name: 'new', updatedAt: 9 });
    expect(merged(of(2, out('group', 2)), renamed).head).toMatchObject({ name: 'new', scope: [out('group', 2)] });
  });

  test('on both is together what was said on either', () =>
    expect(scopeOf(of(3, out('group', 3)), of(2, out('community', 2)))).toEqual([out('community', 2), out('group', 3)]));

  test('and taken back later is taken back; said again later it is out', () => {
    expect(scopeOf(of(2, out('group', 2)), of(3, back('group', 3)))).toEqual([back('group', 3)]);
    expect(scopeOf(of(4, out('group', 4)), of(3, back('group', 3)))).toEqual([out('group', 4)]);
  });

  test('is counted as answers are', () => {
    const report = mergeOf(of(2, out('community', 2), out('group', 2)), of(3, out('a', 1), back('community', 3), back('group', 1)));
    expect(report).toMatchObject({ kind: 'joined', answers: { added: 1, replaced: 1, outlived: 1 } });
    expect(mergeOf(null, of(2, out('group', 2)))).toMatchObject({ kind: 'new', answers: { added: 1 } });
    expect(mergeOf(of(2, out('group', 2)), of(2, out('group', 2)))).toMatchObject({ kind: 'same', answers: { outlived: 0 } });
  });

  test('while a clock was ahead, counts where the person says so', () => {
    const [mine, theirs] = [of(2, out('group', 2)), of(2, back('group', 100))];
    const kept = (keep: Side) => joined(only(mine), only(theirs), { now: 10, keep });
    expect(kept('here').data.assessments[0]!.head.scope).toEqual([out('group', 101)]);
    expect(kept('coming').data.assessments[0]!.head.scope).toEqual([back('group', 100)]);
    expect(kept('here').report.assessments[0]!.ahead).toBe(1);
  });

  test('is never more than can be read again', () => {
    const many = (from: string) => of(2, ...Array.from({ length: 200 }, (_, i) => back(`${from}${i + 100}`, 2)));
    expect(scopeOf(many('a'), many('b'))).toHaveLength(200);
    expect(scopeOf(many('b'), many('a'))).toEqual(scopeOf(many('a'), many('b')));
  });
});

test('a rubric’s hash that one device has not noted yet is taken over', () => {
  const hash = 'a'.repeat(32);
  const both = merged(assessment({ rubrics: [{ id: 'privacy', version: '1.0.0', hash }] }), assessment({ updatedAt: 9 }));
  expect(both.head.rubrics).toEqual([{ id: 'privacy', version: '1.0.0', hash }]);
});

test('answers to other rubrics are never mixed', () => {
  const other = assessment({ rubrics: [{ id: 'privacy', version: '2.0.0' }] });
  expect(() => merged(assessment(), other)).toThrow(RangeError);
  const { data, report } = joined(only(assessment()), only(other));
  expect(report).toMatchObject({ assessments: [{ kind: 'other-rubrics' }], changes: false });
  expect(data).toEqual(NOTHING);
});

test('what comes in is counted before it does: added, replaced, outlived, and notes that give way', () => {
  const here = assessment({}, { [KEY]: entry({ cells: { 1: yes(9), 2: no(2) }, note: 'old', noteAt: 2, at: 9 }) });
  const incoming = assessment({}, { [KEY]: entry({ cells: { 1: no(4), 2: yes(4), 3: yes(4) }, note: 'new', at: 4 }) });
  expect(mergeOf(here, incoming)).toMatchObject({ kind: 'joined', answers: { added: 1, replaced: 1, outlived: 1 }, notes: 1 });
  expect(mergeOf(here, here)).toMatchObject({ kind: 'same', answers: { added: 0, replaced: 0, outlived: 0 } });
  expect(mergeOf(null, here)).toMatchObject({ kind: 'new', answers: { added: 2 } });
});

describe('that joining changes something is said', () => {
  const step = (fields: Partial<PlanStep> = {}): PersonalData => ({
    ...NOTHING,
    plan: [
      {
        ...{ id: 's', what: '', why: '', aim: null, by: null, with: '', state: 'todo', note: '', order: 1, createdAt: 1, at: 4 },
        ...fields
      }
    ]
  });
  const draft = (at: number): PersonalData => ({ ...NOTHING, drafts: [emptyDraft({ id: 'd', now: at }, 'own-y', 'en')] });
  const rubric = (origin: KeptRubric['origin']): PersonalData => ({
    ...NOTHING,
    rubrics: [{ ...soundOf(aFile(['C1']), 'made up'), origin, at: 1 }]
  });
  const answered = (at: number) => only(assessment({}, { [KEY]: entry({ cells: { 1: yes(at) }, at }) }));

  test.each<[what: string, here: PersonalData, coming: PersonalData, changes: boolean]>([
    ['nothing', NOTHING, NOTHING, false],
    ['an assessment that is new', NOTHING, answered(5), true],
    ['an answer that is new', only(assessment()), answered(5), true],
    ['an answer that is here', answered(5), answered(5), false],
    ['an answer that is older', answered(7), answered(5), false],
    ['a step that is new', NOTHING, step(), true],
    ['a step that is newer', step(), step({ what: 'x', at: 9 }), true],
    ['a step that is here', step(), step(), false],
    ['a draft that is new', NOTHING, draft(3), true],
    ['a draft that is newer', draft(3), draft(5), true],
    ['a draft that is older', draft(5), draft(3), false],
    ['a rubric that is new', NOTHING, rubric('own'), true],
    ['a rubric that is offered more openly', rubric('cited'), rubric('own'), true],
    ['a rubric that is here', rubric('own'), rubric('own'), false]
  ])('by %s', (_what, here, coming, changes) => expect(joined(here, coming).report.changes).toBe(changes));

  test('with the number of rubrics that are offered from then on', () => {
    const count = (here: PersonalData, coming: PersonalData) => joined(here, coming).report.rubrics;
    expect([count(NOTHING, rubric('own')), count(rubric('own'), rubric('own')), count(rubric('cited'), rubric('own'))]).toEqual([1, 0, 1]);
  });
});

describe('what was made while a clock was ahead', () => {
  const NOW = 50;
  const rulingFor = (keep: Side | null): Ruling => ({ now: NOW, keep });
  const here = assessment({ name: 'here', updatedAt: 40 }, { [KEY]: entry({ cells: { 1: no(40), 2: yes(40) }, note: 'mine', at: 40 }) });
  const coming = assessment(
    { name: 'there', updatedAt: 90 },
    { [KEY]: entry({ cells: { 1: yes(90), 2: yes(90), 3: no(90) }, note: 'theirs', at: 90 }) }
  );
  const step = (fields: Partial<PlanStep>): PlanStep => ({
    ...{ id: 's', what: '', why: '', aim: null, by: null, with: '', state: 'todo', note: '', order: 1, createdAt: 1, at: 40 },
    ...fields
  });

  test('and differs from what is here is counted; what is the same, or not here, is not', () => {
    const report = joined(
      { ...only(here), plan: [step({})] },
      { ...only(coming), plan: [step({ at: 90, state: 'done' })] },
      rulingFor(null)
    ).report;
    // The first answer, the note and the name.
    expect(report).toMatchObject({ assessments: [{ ahead: 3 }], steps: { ahead: 1 }, drafts: { ahead: 0 } });
    expect(joined(NOTHING, only(coming), rulingFor(null)).report.assessments[0]!.ahead).toBe(0);
    expect(joined(only(here), only(coming), { now: 90, keep: null }).report.assessments[0]!.ahead).toBe(0);
    expect(joined(only(here), only(coming)).report.assessments[0]!.ahead).toBe(0);
  });

  test('gives way to what is here where the person says so, also when the two meet again', () => {
    const { data, report } = joined(only(here), only(coming), rulingFor('here'));
    expect(report.assessments[0]).toMatchObject({ answers: { added: 1, replaced: 1, outlived: 1 }, notes: 0 });
    for (const { head, entries } of [
      data.assessments[0]!,
      mergeData(data, only(coming)).assessments[0]!,
      mergeData(only(coming), data).assessments[0]!
    ]) {
      expect(head).toMatchObject({ name: 'here', updatedAt: 91 });
      expect(entries[KEY]).toMatchObject({ cells: { 1: no(91), 2: yes(90), 3: no(90) }, note: 'mine', at: 91 });
    }
  });

  test('counts where the person says so, also against what was made here while a clock was even further ahead', () => {
    const ahead = assessment({ name: 'here', updatedAt: 95 }, { [KEY]: entry({ cells: { 1: no(95) }, at: 95 }) });
    const { data } = joined(only(ahead), only(coming), rulingFor('coming'));
    expect(data.assessments[0]).toMatchObject({ head: { name: 'there', updatedAt: 96 }, entries: { [KEY]: { cells: { 1: yes(96) } } } });
    expect(mergeData(only(ahead), data)).toEqual(data);
  });

  test('also at the last moment that there is', () => {
    const last = assessment({ name: 'there', updatedAt: 8.64e15 }, { [KEY]: entry({ cells: { 1: yes(8.64e15) }, at: 8.64e15 }) });
    for (const [keep, name, value] of [
      ['here', 'here', 0],
      ['coming', 'there', 2]
    ] as const)
      expect(joined(only(here), only(last), rulingFor(keep)).data.assessments[0]).toMatchObject({
        head: { name },
        entries: { [KEY]: { cells: { 1: { value } } } }
      });
  });

  test('whichever side is kept, it counts from then on, and nothing else is lost', () =>
    fc.assert(
      fc.property(anyData, anyData, fc.constantFrom<Side>('here', 'coming'), fc.integer({ min: 0, max: 7 }), (a, b, keep, now) => {
        const { data, report } = joined(a, b, { now, keep });
        const [kept, left] = keep === 'here' ? [a, b] : [b, a];
        const heads = new Map(data.assessments.map((one) => [one.head.id, one]));
        for (const theirs of b.assessments)
          for (const [key, { cells }] of Object.entries(theirs.entries) as [CriterionKey, Entry][])
            for (const level of [1, 2, 3, 4] as const) {
              const mine = a.assessments.find(({ head }) => head.id === theirs.head.id)?.entries[key]?.cells[level];
              if (!mine || !cells[level] || cells[level].at <= now) continue;
              if (mine.value === cells[level].value && mine.origin === cells[level].origin) continue;
              const own = keep === 'here' ? mine : cells[level];
              expect(heads.get(theirs.head.id)!.entries[key]!.cells[level]).toMatchObject({ value: own.value, origin: own.origin });
            }
        // Joined with either side once more, in whatever order, it stays as it is.
        expect(mergeData(data, left)).toEqual(data);
        expect(mergeData(kept, data)).toEqual(data);
        expect(report.assessments).toHaveLength(b.assessments.length);
      }),
      times(100)
    ));

  test('is asked about once: the same data once more changes nothing, whichever side was kept', () =>
    fc.assert(
      fc.property(anyData, anyData, fc.constantFrom<Side>('here', 'coming'), (a, b, keep) => {
        const { data } = joined(a, b, { now: 3, keep });
        expect(joined(data, b, { now: 3, keep }).data).toEqual(data);
      }),
      times(100)
    ));
});

test('a new answer counts more than what it takes the place of, even if that was made while a clock was ahead', () =>
  fc.assert(
    fc.property(anyAssessment('a'), fc.integer({ min: 0, max: 7 }), (before, now) => {
      for (const [key, old] of Object.entries(before.entries) as [CriterionKey, Entry][]) {
        const change = { cells: { 1: { value: 'na', origin: 'given', at: now } }, note: 'new', evidence: 'show' } as const;
        const after = { ...before, entries: { ...before.entries, [key]: changeEntry(old, change, now) } };
        for (const both of [merged(before, after), merged(after, before)])
          expect(both.entries[key]).toMatchObject({ cells: { 1: { value: 'na', origin: 'given' } }, note: 'new', evidence: 'show' });
      }
      const renamed = { ...before, head: changeHead(before.head, { name: 'new', targets: { privacy: 4 } }, now) };
      for (const both of [merged(before, renamed), merged(renamed, before)])
        expect(both.head).toMatchObject({ name: 'new', targets: { privacy: 4 } });
    }),
    times(100)
  ));
