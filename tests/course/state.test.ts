import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf, newHead, stopsOf, type Assessment } from '#lib/domain/assessment/assessment.ts';
import type { StandsIn } from '#lib/domain/course/course.ts';
import { ROOMS } from '#lib/domain/course/platform.ts';
import { longestState } from '#lib/domain/course/state-longest.ts';
import { isStateFault, readState, sameName, worded, writeState, type KeptState } from '#lib/domain/course/state.ts';
import { wishFaults } from '#lib/domain/course/wishes.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { positionsOf } from '#lib/domain/position/position.ts';
import { openRubric, openRubricFiles, readModel } from '../../scripts/rubrics-plugin.ts';
import { anyAssessment, anySteps, type Topic } from '../support/course/any-assessment.ts';

const { model } = readModel();
const TOPICS = openRubricFiles().map((file) => ({ ...file.facts, hash: contentHash(file) }));
const RUBRICS = TOPICS.map(({ id }) => openRubric(id));
const STOPS = stopsOf(TOPICS);
const wordsOf = (key: string, level: number): string => {
  const [topic, id] = key.split('.') as [string, string];
  return RUBRICS.find((one) => one.id === topic)!.criteria.find((one) => one.id === id)?.next[level as 1] ?? '';
};
const kept = (assessment: Assessment | null, more: Partial<KeptState> = {}): KeptState => ({
  assessment,
  steps: [],
  elsewhere: false,
  done: false,
  ...more
});
function back(text: string): KeptState {
  const read = readState(text, TOPICS);
  if (isStateFault(read)) throw new Error(`${read}: ${text}`);
  return read;
}
/** All that an assessment says, but when. */
const saying = (one: Assessment) => ({
  answers: STOPS.map(({ key }) => [key, LEVELS.map((level) => [cellsOf(one, key)[level]?.value, cellsOf(one, key)[level]?.origin])]),
  own: STOPS.map(({ key }) => [one.entries[key]?.evidence, LEVELS.map((level) => one.entries[key]?.cells[level]?.origin)]),
  scope: one.head.scope?.map(({ situation, where }) => ({ situation, where })),
  rubrics: one.head.rubrics,
  cursor: one.head.cursor,
  size: one.head.size,
  id: one.head.id,
  positions: positionsOf(one, RUBRICS, model)
});

describe('what a platform keeps', () => {
  test('is read back as it was: values, origins, situations left out, positions and steps', () => {
    fc.assert(
      fc.property(
        anyAssessment(TOPICS).chain((assessment) => fc.tuple(fc.constant(assessment), anySteps(TOPICS, assessment.head.id, wordsOf))),
        fc.boolean(),
        ([assessment, steps], done) => {
          const text = writeState(kept(assessment, { steps, done }), (key, level, what) => wordsOf(key, level) === what);
          expect(text).toMatch(/^[\w-]+$/);
          const read = back(text);
          expect(saying(read.assessment!)).toEqual(saying(assessment));
          const said = (all: readonly KeptState['steps'][number][]) =>
            all.map(({ id, what, aim, by, state }) => ({ id, what, aim, by, state }));
          expect(said(worded(read.steps, wordsOf))).toEqual(said(steps));
          expect(read).toMatchObject({ done, elsewhere: false });
          // Written again, it is the same text: nothing is lost a little more each time.
          expect(writeState({ ...read, steps: worded(read.steps, wordsOf) }, (key, level, what) => wordsOf(key, level) === what)).toBe(
            text
          );
        }
      ),
      { numRuns: 150 }
    );
  });

  test('times are kept to the second, those of single answers nearly, and none is later than it was', () => {
    fc.assert(
      fc.property(anyAssessment(TOPICS), (assessment) => {
        const read = back(writeState(kept(assessment))).assessment!;
        expect(read.head).toMatchObject({ createdAt: assessment.head.createdAt, updatedAt: assessment.head.updatedAt });
        for (const entry of Object.values(assessment.entries)) {
          const { at, cells } = read.entries[entry.criterion]!;
          expect(entry.at - at).toBeGreaterThanOrEqual(0);
          expect(entry.at - at).toBeLessThan(1_000);
          for (const level of LEVELS) {
            if (!entry.cells[level]) continue;
            const off = Math.abs(entry.cells[level].at - cells[level]!.at);
            // A 250th, and twice a second: once for each of the two times. Where it would change sides with a situation, a little more.
            expect(off).toBeLessThanOrEqual((entry.at - entry.cells[level].at) / 60 + 3_000);
          }
        }
      }),
      { numRuns: 60 }
    );
  });

  test('where nothing was begun, or the answers are on a device, says so', () => {
    expect(back(writeState(kept(null)))).toEqual(kept(null));
    expect(back(writeState(kept(null, { elsewhere: true, done: true })))).toEqual(kept(null, { elsewhere: true, done: true }));
    const head = newHead({ rubrics: TOPICS }, 'ab'.repeat(16), 1_790_000_000_000);
    expect(back(writeState(kept({ head, entries: {} }))).assessment).toEqual({ head, entries: {} });
  });

  test('of complete answers to all topics is short: as people answer, and where each answer is of another day', () => {
    const start = 1_790_000_000_000;
    // Somebody who answers in a sitting: each question in half a minute, a tap every few seconds.
    const usual: Assessment = {
      head: { ...newHead({ rubrics: TOPICS }, '0123456789abcdef'.repeat(2), start), updatedAt: start + 1_000_000 },
      entries: Object.fromEntries(
        STOPS.map(({ key }, i) => {
          const at = start + (i + 1) * 30_000;
          const cell = (value: 0 | 1 | 2, before: number) => ({ value, origin: value ? 'given' : 'left', at: at - before }) as const;
          return [
            key,
            {
              assessment: 'a',
              criterion: key,
              note: '',
              evidence: 'none' as const,
              at,
              cells: { 1: cell(2, 20_000), 2: cell(1, 9_000), 3: cell(0, 0), 4: cell(0, 0) }
            }
          ];
        })
      )
    };
    const length = writeState(kept(usual)).length;
    expect(length).toBeLessThan(650);
    expect(length).toBeGreaterThan(300);
    let longest = 0;
    fc.assert(
      fc.property(anyAssessment(TOPICS, true), (assessment) => {
        longest = Math.max(longest, writeState(kept(assessment, { done: true })).length);
      }),
      { numRuns: 300 }
    );
    console.log(`a state of complete answers: ${length} characters, at most ${longest}`);
    expect(longest).toBeLessThan(1_000);
  });

  test('no two criteria of the built-in topics, of any version, have the same name', () => {
    const keys = TOPICS.flatMap(({ id, criteria, changes = [] }) =>
      [...criteria.map((one) => one.id), ...changes.flatMap((one) => one.criteria.flatMap(({ from }) => from))].map((one) => `${id}.${one}`)
    );
    expect(keys.length).toBeGreaterThan(80);
    expect(sameName(keys)).toBeNull();
    expect(sameName(['a', 'a'])).toBeNull();
  });
});

describe('a text that is something else', () => {
  test('never stops a course: it is read, or said to be broken, or of a newer version', () => {
    const good = writeState(kept(fc.sample(anyAssessment(TOPICS), { numRuns: 1, seed: 7 })[0]!));
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ \u0000é👩';
    let faults = 0;
    const mutated = fc.array(
      fc.record({ at: fc.nat(good.length), take: fc.nat(4), put: fc.string({ unit: fc.constantFrom(...signs), maxLength: 5 }) }),
      { minLength: 1, maxLength: 4 }
    );
    fc.assert(
      fc.property(mutated, (edits) => {
        let text = good;
        for (const { at, take, put } of edits) text = text.slice(0, at) + put + text.slice(at + take);
        const read = readState(text, TOPICS);
        if (isStateFault(read)) {
          faults++;
          expect(['broken', 'newer']).toContain(read);
        } else expect(saying(read.assessment!)).toBeDefined();
      }),
      { numRuns: 10_000 }
    );
    expect(faults).toBeGreaterThan(8_000);
  });

  test('the content too, where its check is right', () => {
    // The check finds accidents. Whoever makes a text on purpose meets the reader behind it.
    const check = (bytes: readonly number[]) => {
      let [a, b] = [1, 0];
      for (const one of bytes) [a, b] = [(a + one) % 255, (b + ((a + one) % 255)) % 255];
      return [...bytes, a, b];
    };
    const good = [...Buffer.from(writeState(kept(fc.sample(anyAssessment(TOPICS), { numRuns: 1, seed: 3 })[0]!)).slice(1), 'base64url')];
    const hostile = fc.array(fc.record({ at: fc.nat(good.length - 3), to: fc.nat(255) }), { minLength: 1, maxLength: 5 });
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(hostile, fc.uint8Array({ maxLength: 60 })), (how) => {
        const bytes = Array.isArray(how) ? good.slice(0, -2) : [...how];
        if (Array.isArray(how)) for (const { at, to } of how) bytes[at] = to;
        const found = readState(`1${Buffer.from(check(bytes)).toString('base64url')}`, TOPICS);
        if (isStateFault(found)) expect(found).toBe('broken');
        else {
          read++;
          if (found.assessment) expect(saying(found.assessment)).toBeDefined();
        }
      }),
      { numRuns: 10_000 }
    );
    expect(read).toBeGreaterThan(100);
  });

  test.each([
    ['', 'broken'],
    ['2AAAA', 'newer'],
    ['x', 'broken'],
    ['1', 'broken'],
    ['1AAAA', 'broken'],
    ['1AAEB', { assessment: null, steps: [], elsewhere: false, done: false }]
  ])('“%s”', (text, is) => expect(readState(text, TOPICS)).toEqual(is));
});

describe('a course with many questions of its own', () => {
  const own = (criteria: number, i: number): Topic => ({
    ...{ id: `own-rubric-${i}`, version: '1.0.0', keyLevel: 3, hash: 'ab'.repeat(32) },
    criteria: Array.from({ length: criteria }, (_, n) => ({ id: `c${n + 1}`, essential: [] }))
  });
  const topics = (...sizes: readonly number[]) => sizes.map(own);
  const answered = (all: readonly Topic[]) => fc.sample(anyAssessment([TOPICS[0]!, ...all], true), { numRuns: 20, seed: 11 });

  test('as many as a course may have are read back: ten topics of fifty, and what was answered for other rounds', () => {
    const all = topics(...Array<number>(10).fill(50));
    const known = [TOPICS[0]!, ...all];
    const [assessment, other] = answered(all) as [Assessment, Assessment];
    const steps = Array.from({ length: 500 }, (_, i) => ({
      ...{ id: i.toString(16).padStart(32, '0'), what: 'ä'.repeat(1_200), why: '', aim: null, by: null, with: '', state: 'todo' as const },
      ...{ note: '', order: i + 1, createdAt: assessment.head.createdAt, at: assessment.head.createdAt }
    }));
    const others = Array.from({ length: 9 }, () => ({ round: { round: 1 }, back: false, assessment: other }));
    const read = readState(writeState(kept(assessment, { steps, round: { round: 2 }, others })), known);
    if (isStateFault(read)) throw new Error(read);
    expect(Object.keys(read.assessment!.entries)).toHaveLength(500 + TOPICS[0]!.criteria.length);
    expect(read.assessment!.entries['own-rubric-9.c50']?.cells[4]?.value).toBe(assessment.entries['own-rubric-9.c50']?.cells[4]?.value);
    expect(read.steps).toHaveLength(500);
    expect(read.others).toHaveLength(9);
  });

  test.each([1, 3])('what can become of it is no shorter than anything that is answered, in round %i', (round) => {
    const all = topics(20, 30);
    const longest = longestState([TOPICS[0]!, ...all], round);
    const mark = { round, ...(round > 1 && { before: { tag: 7, back: true } }) };
    for (const assessment of answered(all)) {
      const others = Array.from({ length: round > 1 ? round : 0 }, (_, i) => ({ round: mark, back: i === 0, assessment }));
      expect(writeState(kept(assessment, { done: true, ...(round > 1 && { round: mark, others }) })).length).toBeLessThanOrEqual(longest);
    }
    // Nor so long that what fits would be declined.
    expect(longest).toBeLessThan(round === 1 ? 2_200 : 8_000);
  });

  const faults = (standsIn: StandsIn, all: readonly Topic[], round?: number) =>
    wishFaults(
      {
        ...{ languages: ['en'], title: '', text: '', standsIn },
        ...(round && { round: { number: 1, round, topics: [], title: '' } })
      },
      all as never,
      ['en']
    );

  test('is not made where its answers would not fit, and says how many questions do', () => {
    const all = topics(50, 50, 50, 50, 50);
    const [fault, ...more] = faults('scorm12', all);
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ wish: 'topics', code: 'too-large', values: { count: 250 } });
    const most = Number(fault!.values.most);
    const cut = (count: number) =>
      topics(...Array.from({ length: 5 }, (_, i) => Math.min(50, Math.max(0, count - 50 * i))).filter(Boolean));
    expect(faults('scorm12', cut(most))).toEqual([]);
    expect(faults('scorm12', cut(most + 1))).toHaveLength(1);
    expect(longestState(cut(most))).toBeLessThanOrEqual(ROOMS.scorm12);
    for (const standsIn of ['scorm2004', 'cmi5', 'frame', 'device'] as const) expect(faults(standsIn, all), standsIn).toEqual([]);
  });

  test('all topics of Waymark fit everywhere, with two rounds before', () => {
    for (const standsIn of ['scorm12', 'scorm2004', 'cmi5', 'frame'] as const)
      for (const round of [1, 2, 3]) expect(faults(standsIn, TOPICS, round), `${standsIn} ${round}`).toEqual([]);
  });
});
