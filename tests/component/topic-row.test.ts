// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import type { Entries } from '#lib/domain/assessment/assessment.ts';
import type { Level } from '#lib/domain/model.ts';
import { positionOf } from '#lib/domain/position/position.ts';
import type { Row } from '#lib/domain/position/score.ts';
import { m } from '#lib/i18n/messages.ts';
import TopicRow from '#lib/ui/result/TopicRow.svelte';
import { lackOf, smallestChangeSentence } from '#lib/ui/result/reading.ts';
import { answered, cell, entries, entry, model, rowsAt, rubric, thresholds, words } from '../domain/examples.ts';

afterEach(cleanup);

const OPEN: Row = [null, null, null, null];

/** @param given rows of answers, or whole entries */
function show(given: readonly Row[] | Entries, essential: [number, Level][] = []) {
  const of = rubric('privacy', 6, essential);
  const own = Array.isArray(given) ? entries(of, given as Row[]) : (given as Entries);
  const position = positionOf(of, answered(own), null, thresholds);
  const { container } = render(TopicRow, {
    position,
    rubric: of,
    answered: answered(own),
    model,
    words,
    hrefOf: (criterion: string) => `?at=privacy.${criterion}`
  });
  return { of, position, container, text: container.textContent!.replace(/\s+/g, ' ') };
}

/** The worked example on the way to level 2: 11 of 9 points at level 1, 7 of 9 at level 2. */
const ON_THE_WAY: Row[] = [
  [2, 1, 0, 0],
  [2, 1, 0, 0],
  [2, 2, 0, 0],
  [2, 1, 0, 0],
  [1, 1, 0, 0],
  [2, 1, 0, 0]
];

describe('the position in words', () => {
  test('the topic is a heading, its level is named by number and name', () => {
    const { container, position, of } = show(ON_THE_WAY);
    expect(screen.getByRole('heading', { level: 3, name: 'Title of privacy' })).toBeTruthy();
    expect(container.querySelector('.badge')?.textContent).toBe('1');
    expect(screen.getByText(lackOf(position, of, thresholds)!)).toBeTruthy();
  });

  test('points are said as points: 7 of the 9 for level 2, between level 1 and 2', () => {
    const { text } = show(ON_THE_WAY);
    expect(text).toContain(m.position_progress({ points: 7, need: 9, level: 2 }));
    expect(text).toContain(m.band_between({ low: 1, high: 2 }));
  });

  test('too few answers are no level 0: the reason stands there, and no number', () => {
    const { container, text } = show(Array.from({ length: 6 }, () => OPEN));
    expect(container.querySelector('.badge')).toBeNull();
    expect(text).toContain(m.position_short_open());
    expect(text).toContain(m.position_open());
  });

  test('a topic that is not part of the role is a complete result', () => {
    const { text } = show(Array.from({ length: 6 }, (): Row => ['na', 'na', 'na', 'na']));
    expect(text).toContain(m.position_short_na());
    expect(text).toContain(m.position_na());
  });

  test('a missing essential is said to be what the level waits for', () =>
    expect(show([...rowsAt(2, 5), [2, 0, 0, 0]], [[5, 2]]).text).toContain(
      m.position_stop_essential({ level: 2, count: 1, titles: 'Title of c5' })
    ));
});

describe('opened, it shows why', () => {
  test('each level with its points, what is needed, and how surely it is held', () => {
    const { container } = show(ON_THE_WAY);
    const lines = [...container.querySelectorAll('.level summary')].map((line) => line.textContent!.replace(/\s+/g, ' ').trim());
    expect(lines).toEqual(
      [
        [1, 11, m.certainty_clearly_held],
        [2, 7, m.certainty_narrowly_missed],
        [3, 0, m.certainty_not_held],
        [4, 0, m.certainty_not_held]
      ].map(
        ([level, points, certainty]) =>
          `${m.level_named({ level: level as Level, name: words.levels[level as Level].name })}: ${m.why_points({ points: points as number, need: 9 })} · ${(certainty as () => string)()}`
      )
    );
  });

  test('each level opens to all its descriptors with their answers, each a way back to its screen', () => {
    const { container, of } = show(ON_THE_WAY);
    const [, level2] = [...container.querySelectorAll<HTMLElement>('.level')];
    const items = within(level2!).getAllByRole('listitem');
    expect(items).toHaveLength(6);
    items.forEach((item, c) => {
      expect(item.textContent).toContain(of.criteria[c]!.descriptors[2]);
      const link = item.querySelector('a')!;
      expect(link.getAttribute('href')).toBe(`?at=privacy.c${c}`);
      expect(link.textContent).toContain(c === 2 ? m.value_2() : m.value_1());
    });
  });

  test('what was filled in is marked as such, a given answer and an open one are not', () => {
    const own: Entries = {
      ...entries(rubric('privacy', 6), [OPEN, OPEN, ...ON_THE_WAY.slice(2)]),
      'privacy.c0': entry('privacy', 'c0', { cells: { 1: cell(2, 'assumed'), 2: cell(2, 'placed') } })
    };
    const { container } = show(own);
    const [level1] = [...container.querySelectorAll('.level')];
    const links = [...level1!.querySelectorAll('a')];
    expect(links.slice(0, 3).map((link) => [link.classList.contains('assumed'), link.textContent!.split(':')[0]])).toEqual([
      [true, m.answer_filled({ value: m.value_2() })],
      [false, m.fold_open()],
      [false, m.value_2()]
    ]);
  });

  test('an essential is marked at its level only', () => {
    const { container } = show(ON_THE_WAY, [[2, 2]]);
    const marks = [...container.querySelectorAll('.level')].map((level) => level.querySelectorAll('.ess').length);
    expect(marks).toEqual([0, 1, 0, 0]);
  });

  test('how many answers were filled in, not part of my job, open, and with an example', () => {
    const own: Entries = {
      'privacy.c0': entry('privacy', 'c0', { cells: { 1: cell(2, 'assumed'), 2: cell(2, 'placed'), 3: cell('na') }, evidence: 'show' }),
      'privacy.c1': entry('privacy', 'c1', { cells: { 1: cell(2) } })
    };
    const { text } = show(own);
    expect(text).toContain(m.tally_filled({ assumed: 1, cells: 4 }));
    expect(text).toContain(m.tally_na({ na: 1, all: 24 }));
    expect(text).toContain(m.tally_open({ open: 20 }));
    expect(text).toContain(m.tally_examples({ with: 2, yes: 3 }));
  });

  test('what is filled in, open or has no example is not mentioned where there is none', () => {
    const { text } = show(rowsAt(0));
    expect(text).not.toMatch(/filled in/);
    expect(text).not.toContain(m.tally_open({ open: 0 }));
    expect(text).not.toContain(m.tally_examples({ with: 0, yes: 0 }));
  });
});

describe('what would move me', () => {
  test('names the answers, their steps, where they stand now, and the level they reach', () => {
    const { container, text, of } = show(ON_THE_WAY);
    expect(text).toContain(m.moves_changes({ count: 2, level: 2 }));
    const [list, rest] = [...container.querySelectorAll('ol')];
    const items = [...list!.querySelectorAll('li')];
    expect(items).toHaveLength(2);
    items.forEach((item, c) => {
      expect(item.textContent).toContain(of.criteria[c]!.next[2]);
      expect(item.textContent).toContain(of.criteria[c]!.descriptors[2]);
      expect(item.textContent).toContain(m.step_now({ value: m.value_1() }));
      expect(item.querySelector('a')!.getAttribute('href')).toBe(`?at=privacy.c${c}`);
    });
    // The rest of the level, once more asked for.
    expect(rest!.querySelectorAll('li')).toHaveLength(3);
    expect(text).toContain(m.topic_more({ count: 3 }));
  });

  test('an essential that is missing is named, and leads to where its step stands', () => {
    const { container, text } = show([...rowsAt(2, 5), [2, 0, 0, 0]], [[5, 2]]);
    const named = m.safety_is({ title: 'Title of c5', level: 2, value: m.value_0() });
    expect(text).toContain(m.topic_safety({ count: 1, titles: named }));
    const item = container.querySelector('ol li')!;
    expect(item.textContent).toContain(named);
    expect(item.querySelector('a')!.getAttribute('href')).toBe('#essentials');
  });

  test('asks for open answers first, with a way to each', () => {
    const { container, text } = show([...rowsAt(1, 1), ...Array.from({ length: 5 }, (): Row => [2, null, null, null])]);
    expect(text).toContain(smallestChangeSentence({ kind: 'answer-first', open: Array(5) }));
    const list = [...container.querySelectorAll('ul:not([class])')].at(-1)!;
    expect([...list.querySelectorAll('a')].map((link) => link.textContent)).toEqual([1, 2, 3, 4, 5].map((c) => `Title of c${c}`));
  });

  test('lacks nothing where the next level is not part of the role, and at level 4', () => {
    expect(show(Array.from({ length: 6 }, (): Row => [2, 2, 'na', 'na'])).text).toContain(m.moves_na({ level: 3 }));
    cleanup();
    expect(show(rowsAt(4)).text).toContain(m.moves_furthest());
  });
});

describe('what is worth a look', () => {
  test('is not there where answers fit the order', () => {
    const { text } = show(ON_THE_WAY);
    expect(text).not.toContain(m.look_readings());
  });

  test('names a level held above the position, and each pair that is the other way round, with the three readings', () => {
    const { text } = show([
      [2, 1, 2, 0],
      [2, 1, 2, 0],
      [2, 1, 1, 0],
      [2, 1, 2, 0],
      [2, 2, 2, 0],
      [2, 1, 1, 0]
    ]);
    expect(text).toContain(m.look_title({ count: 4 }));
    expect(text).toContain(m.look_hollow({ level: 3, stands: 1 }));
    expect(text).toContain(m.look_gaps({ gaps: 3, pairs: 36 }));
    expect(text).toContain(m.look_gap({ lower: 2, below: m.value_1(), higher: 3, above: m.value_2() }));
    expect(text).toContain(m.look_readings());
  });

  test('a level that has its points is not set against a level 0 that nobody has told', () => {
    const { position, text } = show(Array.from({ length: 6 }, (): Row => [null, 2, null, null]));
    expect(position.level).toBeNull();
    expect(text).toContain(m.look_hollow_untold({ level: 2 }));
    expect(text).not.toContain(m.look_hollow({ level: 2, stands: 0 }));
  });
});

test('what stands in another language says so, wherever it stands', () => {
  const of = { ...rubric('privacy', 6), language: 'fi' };
  const own = answered(entries(of, ON_THE_WAY));
  const { container } = render(TopicRow, {
    position: positionOf(of, own, null, thresholds),
    rubric: of,
    answered: own,
    model,
    words,
    hrefOf: (criterion: string) => `?at=privacy.${criterion}`
  });
  const said = [...container.querySelectorAll('.answers li')].flatMap((item) => [...item.querySelectorAll('[lang="fi"]')]);
  expect(said.map((one) => one.textContent)).toEqual(
    ([1, 2, 3, 4] as const).flatMap((level) => of.criteria.flatMap(({ title, descriptors }) => [title, descriptors[level]]))
  );
});
