// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import type { Origin } from '#lib/domain/assessment/answer.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import type { Reached } from '#lib/domain/model.ts';
import { compare, type Side } from '#lib/domain/position/compare.ts';
import TopicChange from '#lib/ui/history/TopicChange.svelte';
import { cells, entries, model, rowsAt, rubric } from '../domain/examples.ts';

afterEach(cleanup);

const r = rubric('writing', 6);

/** A time at which that level is held clearly; `origin` of its first criterion's answers. */
function time(level: Reached, origin: Origin = 'given', retrospectOf?: string): Side {
  const own = entries(r, rowsAt(level));
  const first = { ...own['writing.c0']!, cells: cells(rowsAt(level)[0]!, origin) };
  return {
    assessment: {
      head: { ...newHead({ rubrics: [r] }, 'a', 1), ...(retrospectOf ? { retrospectOf } : {}) },
      entries: { ...own, 'writing.c0': first }
    },
    rubrics: [r]
  };
}

function show(before: Side, after: Side) {
  const [change] = compare(before, after, new Map(), model).both;
  const { container } = render(TopicChange, {
    change: change!,
    reading: 'practice',
    earlierTitle: (id: string) => id
  });
  return container.textContent!.replace(/\s+/g, ' ');
}

test('a change between answers of one’s own, with margins apart, is clear, and says so', () =>
  expect(show(time(1), time(3))).toMatch(
    /From 1 to 3: a clear change, to broader use\..*Two slightly different answers could not explain the change\./
  ));

test.each<[what: string, before: Side, after: Side, why: string]>([
  [
    'answers were filled in',
    time(1, 'assumed'),
    time(3),
    'Some of the answers were filled in or carried over, not given by you. So no change is called clear here.'
  ],
  ['one side looks back', time(1, 'given', 'b'), time(3), 'One of the two looks back, so no change is called clear here.']
])('where %s, the same change is possible, and the reason stands beside it', (_, before, after, why) => {
  const text = show(before, after);
  expect(text).toContain('a possible change, to broader use');
  expect(text).toContain(why);
  expect(text).not.toMatch(/slightly different/);
});

test('of an answer that was filled in on one side, that is said beside it', () =>
  expect(show(time(1, 'assumed'), time(3))).toContain('From Not yet to Yes. one of them filled in, not by you'));
