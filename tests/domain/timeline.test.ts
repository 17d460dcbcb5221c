import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { answeredAt } from '#lib/domain/assessment/entries.ts';
import { digestKey, digestOf, type Digest } from '#lib/domain/position/digest.ts';
import { courseOf, lastTwo, newestIn, seriesOf, timelineOf } from '#lib/domain/position/timeline.ts';
import type { Reached } from '#lib/domain/model.ts';
import { cell, cells, entries, entry, model, rowsAt, rubric, thresholds } from './examples.ts';
import { times } from '../support/scale.ts';

const r = rubric('r', 6, [[2, 2]]);
const head = (id: string, own: Partial<Head> = {}): Head => ({ ...newHead({ rubrics: [r] }, id, 100), ...own });
/** @param level that it stands at, or `null` for no answers */
const digest = (id: string, level: Reached | null, at: number | null = 100): Digest => ({
  ...digestOf({ head: head(id, { createdAt: 1 }), entries: level === null ? {} : entries(r, rowsAt(level)) }, [r], model, 'k'),
  at: level === null ? null : at
});
/** The same, with one answer that was filled in from another one. */
function filledIn(id: string, level: Reached): Digest {
  const own = entries(r, rowsAt(level));
  const first = { ...own['r.c0']!, cells: { ...own['r.c0']!.cells, 1: cell(2, 'assumed') } };
  return digestOf({ head: head(id, { createdAt: 1 }), entries: { ...own, 'r.c0': first } }, [r], model, 'k');
}
const line = (...list: [Head, Digest | null][]) =>
  timelineOf(
    list.map(([one]) => one),
    new Map(list.flatMap(([one, own]) => (own ? [[one.id, own]] : [])))
  );

describe('when an assessment was answered', () => {
  const answered = (...times: number[]) =>
    answeredAt(times.map((at, i) => entry('r', `c${i}`, { cells: cells([2, null, null, null], 'given', at) })));

  test('is the middle of its answers, so that one mended a year later does not move it', () =>
    expect(answered(10, 11, 12, 9_000)).toBe(11));
  test('is unknown without answers', () => expect(answered()).toBeNull());
  test('is a time at which something was answered', () =>
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 31 }), (times) => void expect(times).toContain(answered(...times))),
      times(100)
    ));
});

describe('the line of times', () => {
  test('is in the order in which they were answered, not in which they were made', () => {
    const { times } = line([head('carried', { createdAt: 900 }), digest('carried', 1, 10)], [head('b'), digest('b', 2, 50)]);
    expect(times.map((one) => [one.head.id, one.at])).toEqual([
      ['carried', 10],
      ['b', 50]
    ]);
  });

  test('has a look back beside the time that it rates, and not as a time of its own', () => {
    const { times, strays } = line(
      [head('a'), digest('a', 2, 10)],
      [head('back', { retrospectOf: 'a' }), digest('back', 1, 90)],
      [head('b'), digest('b', 2, 80)]
    );
    expect(times.map(({ head, retrospects }) => [head.id, retrospects.map((one) => one.head.id)])).toEqual([
      ['a', ['back']],
      ['b', []]
    ]);
    expect(strays).toEqual([]);
    expect(seriesOf(times)[0]!.points[0]).toMatchObject({ level: 2, back: { level: 1 } });
  });

  test('a look back at what is gone is named apart', () => {
    const { times, strays } = line([head('back', { retrospectOf: 'gone' }), digest('back', 1)]);
    expect([times, strays.map((one) => one.head.id)]).toEqual([[], ['back']]);
  });

  test('no assessment is lost or told twice', () =>
    fc.assert(
      fc.property(fc.array(fc.record({ at: fc.nat(50), back: fc.option(fc.nat(9), { nil: undefined }) }), { maxLength: 10 }), (list) => {
        const all = list.map(({ at, back }, i): [Head, Digest] => [
          head(`h${i}`, back === undefined ? {} : { retrospectOf: `h${back}` }),
          digest(`h${i}`, 1, at)
        ]);
        const { times, strays } = line(...all);
        const told = [...times.flatMap((one) => [one, ...one.retrospects]), ...strays].map((one) => one.head.id);
        expect(told.sort()).toEqual(all.map(([one]) => one.id).sort());
        expect(times.map(({ at }) => at)).toEqual(times.map(({ at }) => at).sort((a, b) => a - b));
      }),
      times(100)
    ));
});

describe('one topic over time', () => {
  test('times without an answer, and without the topic, have no point', () => {
    const { times } = line([head('a'), digest('a', 1, 1)], [head('empty'), digest('empty', null)], [head('unknown'), null]);
    expect(seriesOf(times).map(({ points }) => points.map(({ id }) => id))).toEqual([['a']]);
  });

  test('a new version of the rubric is marked, and no change is called across it', () => {
    const newer = head('b', { rubrics: [{ id: 'r', version: '2.0.0' }] });
    const [series] = seriesOf(line([head('a'), digest('a', 1, 1)], [newer, digest('b', 3, 2)]).times);
    expect(series!.points.map(({ revised }) => revised)).toEqual([false, true]);
    expect(courseOf(series!)!.verdict).toEqual({ kind: 'withheld' });
  });

  test('goes from the first told level to the last', () => {
    const [series] = seriesOf(line([head('a'), digest('a', 1, 1)], [head('b'), digest('b', 2, 2)], [head('c'), digest('c', 4, 3)]).times);
    expect(courseOf(series!)).toMatchObject({
      ...{ from: 1, to: 4, told: 3, of: 3, steady: false },
      first: { id: 'a' },
      last: { id: 'c' },
      verdict: { kind: 'clear', direction: 'up' }
    });
  });

  test('has no clear change where one of the two rests on an answer that was filled in', () => {
    const course = (first: Digest, last: Digest) =>
      courseOf(seriesOf(line([head('a'), { ...first, at: 1 }], [head('b'), { ...last, at: 2 }]).times)[0]!)!.verdict;
    const possible = { kind: 'possible', direction: 'up', because: 'borrowed' };
    expect(course(filledIn('a', 1), digest('b', 4))).toEqual(possible);
    expect(course(digest('a', 1), filledIn('b', 4))).toEqual(possible);
  });
});

test('the last and the one before are proposed for comparing, leaving out what has no answers', () => {
  const { times } = line(
    [head('a'), digest('a', 1, 1)],
    [head('b'), digest('b', 1, 2)],
    [head('c'), digest('c', 1, 3)],
    [head('d'), digest('d', null)]
  );
  expect(lastTwo(times)).toEqual(['b', 'c']);
  expect(lastTwo(times.slice(0, 1))).toBeNull();
});

test('answers that were carried over are compared with those of before their date, and with their own only where there are no others', () => {
  const { times } = line(
    [head('a'), digest('a', 1, 1)],
    [head('b'), digest('b', 1, 2)],
    [head('copy', { createdAt: 900 }), digest('copy', 1, 2)]
  );
  expect(lastTwo(times)).toEqual(['a', 'copy']);
  expect(lastTwo(times.slice(1))).toEqual(['b', 'copy']);
});

test('now is the newest time that has an answer, be it told or not', () => {
  const { times } = line([head('a'), digest('a', 1, 1)], [head('b'), digest('b', 1, 2)], [head('c'), digest('c', null)]);
  expect(newestIn(times)).toBe('b');
  expect(newestIn(line([head('a'), digest('a', 1, 1)], [head('b'), null]).times)).toBe('b');
  expect(newestIn([])).toBeNull();
});

describe('a digest', () => {
  test('says levels, bands, and whether it rests on answers that were filled in or carried over', () => {
    expect(digest('a', 1).positions).toEqual([{ competency: 'r', level: 1, reason: null, band: [1, 1], borrowed: false }]);
    expect(filledIn('a', 1).positions[0]).toMatchObject({ level: 1, borrowed: true });
    // Given a while before the assessment was made.
    const carried = digestOf({ head: head('a'), entries: entries(r, rowsAt(1)) }, [r], model, 'k');
    expect(carried.positions[0]).toMatchObject({ level: 1, borrowed: true });
  });
  test('without answers has a reason and no level', () =>
    expect(digest('a', null).positions[0]).toMatchObject({ level: null, reason: 'open' }));

  test('has another key with other rubrics, another content, other thresholds or another scope', () => {
    const ref = { id: 'r', version: '1.0.0', hash: 'a' };
    const keys = [
      digestKey([ref], undefined, thresholds),
      digestKey([{ ...ref, hash: 'b' }], undefined, thresholds),
      digestKey([{ ...ref, version: '1.0.1' }], undefined, thresholds),
      digestKey([], undefined, thresholds),
      digestKey([ref], undefined, { ...thresholds, margin: 1 }),
      digestKey([ref], undefined, { ...thresholds, hold: [2, 3] }),
      digestKey([ref], [{ situation: 'group', at: 1, where: {} }], thresholds)
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(digestKey([{ ...ref }], undefined, { ...thresholds })).toBe(keys[0]);
  });
});
