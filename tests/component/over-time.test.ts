// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, test } from 'vitest';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { digestOf } from '#lib/domain/position/digest.ts';
import { newestIn, timelineOf, type Course } from '#lib/domain/position/timeline.ts';
import type { Reached } from '#lib/domain/model.ts';
import OverTime from '#lib/ui/history/OverTime.svelte';
import { courseSentence } from '#lib/ui/history/words.ts';
import { entries, model, rowsAt, rubric, words } from '../domain/examples.ts';

afterEach(cleanup);

const DAY = 86_400_000;
const START = Date.UTC(2026, 1, 11, 10);

/** @param dates levels of each topic on each date, oldest first */
function show(...dates: readonly Readonly<Record<string, Reached>>[]): string {
  const made = dates.map((levels, i) => {
    const rubrics = Object.keys(levels).map((id) => rubric(id, 6));
    const head = newHead({ rubrics }, `d${i}`, 1);
    const own = Object.assign({}, ...rubrics.map((r) => entries(r, rowsAt(levels[r.id]!))));
    return { head, digest: { ...digestOf({ head, entries: own }, rubrics, model, 'k'), at: START + i * 100 * DAY } };
  });
  const { times } = timelineOf(
    made.map(({ head }) => head),
    new Map(made.map(({ head, digest }) => [head.id, digest]))
  );
  const children = createRawSnippet(() => ({ render: () => '<p>ways on</p>' }));
  const { container } = render(OverTime, { times, newest: newestIn(times), names: {}, words, model, file: 'f', children });
  return container.textContent!.replace(/\s+/g, ' ');
}

test('three dates: what changed first, then topic by topic, and staying can be just right', () => {
  const text = show({ writing: 0, privacy: 1, own: 1 }, { writing: 1, privacy: 1, own: 3 }, { writing: 3, privacy: 1, own: 1 });
  expect(text).toContain('3 assessments, February – August 2026 Clearly broader use in writing, from level 0 to level 3.');
  expect(text).toContain('writing. From 0 to 3: a clear change, to broader use.');
  expect(text).toContain('privacy. Level 1 on all 3 dates. Staying can be just right.');
  expect(text).toContain('own. Level 1 on the first and the last date, and another one between.');
  expect(text).toContain('Broader is not better.');
});

test('a topic with one date alone is told in words and compared with nothing', () => {
  const text = show({ writing: 1 }, { writing: 1, presence: 2 });
  expect(text).toContain('writing. Level 1 on both dates.');
  expect(text).toContain('With a level on one date only: presence (level 2).');
  expect(text).toContain('No change of level in writing.');
});

test('with one assessment nothing is drawn, and nothing said of change', () => {
  const text = show({ writing: 1, privacy: 2 });
  expect(text).toContain('One assessment, February 2026 One assessment so far.');
  expect(text).toContain('writing (level 1) and privacy (level 2)');
  expect(text).not.toMatch(/change/);
  expect(document.querySelector('[role=img]')).toBeNull();
});

test('the first date that tells a level is not said to be the first date', () => {
  const course = (over: Partial<Course>) =>
    courseSentence({ verdict: { kind: 'same' }, from: 2, to: 2, told: 3, of: 3, steady: false, ...over } as Course);
  expect(course({})).toBe('Level 2 on the first and the last date, and another one between.');
  expect(course({ of: 4 })).toBe('Level 2 on the first and the last date that tell a level, and another one between.');
  expect(course({ told: 2, of: 4, steady: true })).toContain('Level 2 on 2 of 4 dates.');
});
