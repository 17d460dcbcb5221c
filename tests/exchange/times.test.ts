/** A time that is no date breaks every page that shows it: each door declines it, with its place. */
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DataError } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { LAST_TIME, later } from '#lib/domain/time.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

const fixture = (name: string): unknown => JSON.parse(readFileSync(`tests/exchange/fixtures/${name}`, 'utf8'));

type Place = readonly (string | number)[];
/** Names under which times stand, wherever in a person's data. */
const TIMES = new Set(['at', 'noteAt', 'evidenceAt', 'createdAt', 'updatedAt', 'askedAt', 'keptAt', 'withdrawnAt']);
function placesOf(value: unknown, path: Place = []): Place[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const here = [...path, Array.isArray(value) ? Number(name) : name];
    return TIMES.has(name) && typeof part === 'number' ? [here] : placesOf(part, here);
  });
}
function withTime(value: unknown, [first, ...rest]: Place, time: unknown): unknown {
  if (first === undefined) return time;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[first] = withTime(copy[first], rest, time);
  return copy;
}

/** Data in which each kind of time stands. */
const [full] = fc.sample(
  anyData.filter(
    ({ assessments, plan, rubrics, drafts, asked, given }) =>
      plan.length > 0 &&
      rubrics.length > 0 &&
      drafts.length > 0 &&
      given.length > 0 &&
      asked.some(({ views }) => views.length > 0) &&
      JSON.stringify(assessments).includes('"evidenceAt"') &&
      JSON.stringify(assessments).includes('"noteAt"') &&
      assessments.some(({ entries }) => Object.values(entries).some(({ cells }) => cells[1]))
  ),
  { numRuns: 1, seed: 3 }
) as [PersonalData];
const file: unknown = JSON.parse(writeData(full));
const places = placesOf(file);
/** One of each kind. */
const kinds = [
  ...new Map(places.map((place) => [place.filter((part) => typeof part === 'string' && !/\./.test(part)).join('.'), place])).values()
];

describe('a time', () => {
  test('stands in every part of the data', () =>
    expect(new Set(kinds.map(([part]) => part))).toEqual(new Set(['assessments', 'plan', 'rubrics', 'drafts', 'asked', 'given'])));

  test.each(kinds.map((place) => [place.join('.'), place] as const))('that is no date is declined at %s', (name, place) => {
    for (const time of [1.5, -1, LAST_TIME + 1, 1.7e18, NaN, null, '2026-03-09', undefined]) {
      const caught = (() => {
        try {
          return readData(JSON.parse(JSON.stringify(withTime(file, place, time))), 'mine.json');
        } catch (error) {
          return error;
        }
      })();
      // Without a time of its own a note is as old as the entry, and a request that nobody withdrew has none: only there it may be absent.
      if (time === undefined && /\.(noteAt|evidenceAt|withdrawnAt)$/.test(name)) expect(caught).not.toBeInstanceOf(Error);
      else {
        expect(caught).toBeInstanceOf(DataError);
        expect((caught as DataError).place).toBe(name);
      }
    }
    for (const time of [0, LAST_TIME]) expect(() => readData(withTime(file, place, time), 'mine.json')).not.toThrow();
  });

  test('in nanoseconds is declined with its place', () =>
    expect(() => readData(fixture('updatedAt-in-nanoseconds.json'), 'mine.json')).toThrow('assessments.0.head.updatedAt'));

  test('of a clock that was ahead is read as it is', () => {
    const [one] = readData(fixture('copy-clock-ahead.json'), 'mine.json').assessments;
    expect(one!.head.updatedAt).toBe(1798444801963);
  });
});

test('a change is later than what it changes, and never later than there are dates', () =>
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: LAST_TIME }), (now, before) => {
      const time = later(Math.min(now, LAST_TIME), before);
      expect(time).toBeGreaterThanOrEqual(Math.min(now, LAST_TIME));
      expect(time).toBeLessThanOrEqual(LAST_TIME);
      if (before < LAST_TIME) expect(time).toBeGreaterThan(before);
    }),
    times(100)
  ));
