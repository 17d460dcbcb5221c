// @vitest-environment happy-dom
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Value } from '#lib/domain/assessment/answer.ts';
import { newHead, type Assessment, type Stop } from '#lib/domain/assessment/assessment.ts';
import { boxesOf, type Mark } from '#lib/domain/assessment/paper.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { outlines } from '#lib/library/index.ts';
import { lastSaid, onPaperTime } from '#lib/app/paper.ts';
import { Assessing } from '#lib/state/assessing.svelte.ts';
import { Typing } from '#lib/state/typing.svelte.ts';
import { times } from '../support/scale.ts';
import { device, endWalks, walkOn } from '../support/walking.svelte.ts';

afterEach(endWalks);

/** Topics with essentials, one of which is asked although its situation is left out. */
const rubrics = outlines.filter(({ id }) => id === 'writing' || id === 'privacy');
const SITUATIONS = ['one-to-one', 'guided-group', 'community'];
const head = (id = 'a') => newHead({ rubrics }, id, 1);

/** One question as somebody has filled it in. */
interface Row {
  readonly ticked: { readonly [level in Level]?: Value };
  readonly none: boolean;
}

/** A filled-in sheet: what its boxes let one say, whether that agrees with itself or not. */
const anyPaper = (stops: readonly Stop[]) =>
  fc.record({
    out: fc.subarray(SITUATIONS),
    rows: fc.tuple(
      ...stops.map((stop): fc.Arbitrary<Row> =>
        fc
          .record({
            marks: fc.tuple(...LEVELS.map((level) => fc.option(fc.constantFrom(...boxesOf(stop, level)), { freq: 2 }))),
            none: fc.boolean()
          })
          .map(({ marks, none }) => ({
            // Whoever ticks “none of these yet” ticks no Yes beside it.
            ticked: Object.fromEntries(
              LEVELS.flatMap((level, i) => (marks[i] === null || (none && (marks[i] === 1 || marks[i] === 2)) ? [] : [[level, marks[i]]]))
            ),
            none
          }))
      )
    ),
    /** Whether each empty statement is passed by a key, or the rest of the question at once. */
    spaces: fc.boolean()
  });

/** Answers on the screen as the paper says: taps, and going on or skipping. */
async function onScreen({ out, rows }: { out: readonly string[]; rows: readonly Row[] }): Promise<Assessment> {
  const here = device();
  const app = here.app();
  await here.store.amend('a', {}, 1, head());
  const { walk } = walkOn(app, { id: 'a' });
  await expect.poll(() => walk.view).toBe('ready');
  for (const situation of out) await walk.setOutOfRole(situation, true);
  for (const { ticked, none } of rows) {
    if (!walk.face) await vi.waitUntil(() => walk.face);
    const { stop } = walk;
    for (const [level, value] of Object.entries(ticked)) await walk.give(Number(level) as Level, value);
    const touched = none || Object.keys(ticked).length > 0;
    if (!touched) await walk.skip();
    // The first press asks for essentials that are open, the second leaves them so.
    else for (let i = 0; i < 2 && walk.stop === stop && !walk.pause; i++) await walk.next(false);
    if (walk.pause) walk.goOnFromPause();
  }
  await walk.assessing.flushed();
  return (await here.store.load('a'))!;
}

async function typedIn({ out, rows, spaces }: { out: readonly string[]; rows: readonly Row[]; spaces: boolean }): Promise<Assessment> {
  const here = device();
  const assessing = new Assessing(here.app(), rubrics, head());
  const typing = new Typing(assessing);
  for (const situation of out) await assessing.setOutOfRole(situation, true);
  rows.forEach(({ ticked, none }, i) => {
    const stop = assessing.stops[i]!;
    const type = (level: Level, mark: Mark) => {
      typing.go({ stop, level });
      typing.type(mark);
    };
    typing.go({ stop, level: typing.at.stop === stop ? typing.at.level : 1 });
    if (none) typing.none();
    for (const level of LEVELS)
      if (ticked[level] !== undefined || (spaces && !none && typing.at.stop === stop)) type(level, ticked[level] ?? null);
    if (typing.at.stop === stop) typing.rest();
  });
  await assessing.flushed();
  return (await here.store.load('a')) ?? { head: head(), entries: {} };
}

const told = ({ head, entries }: Assessment) => ({
  out: head.scope?.map(({ situation, where }) => [situation, Object.keys(where)]),
  rows: Object.values(entries)
    .map(({ criterion, cells }) => [
      criterion,
      LEVELS.map((level) => (cells[level] ? `${cells[level].value} ${cells[level].origin}` : '·')).join(', ')
    ])
    .filter(([, cells]) => cells !== '·, ·, ·, ·')
    .sort()
});

const stops = new Assessing(device().app(), rubrics, head()).stops;

test('what is typed in from paper is stored as the same answers on the screen are', async () => {
  await fc.assert(
    fc.asyncProperty(anyPaper(stops), async (paper) => {
      expect(told(await typedIn(paper))).toEqual(told(await onScreen(paper)));
    }),
    times(15)
  );
});

describe('row by row', () => {
  const begin = () => {
    const here = device();
    const assessing = new Assessing(here.app(), rubrics, head());
    const typing = new Typing(assessing);
    const stopOf = (key: string) => assessing.stops.find((stop) => stop.key === key)!;
    const at = () => `${typing.at.stop.criterion}.${typing.at.level}`;
    const stored = async (key: `${string}.${string}`) => {
      await assessing.flushed();
      const cells = (await here.store.load('a'))?.entries[key]?.cells;
      return LEVELS.map((level) => cells?.[level]?.value ?? '·').join(' ');
    };
    return { here, assessing, typing, stopOf, at, stored };
  };

  test('a key goes on to the next statement, and after the fourth to the next question; what is empty there is Not yet', async () => {
    const { typing, at, stored } = begin();
    typing.type(2);
    expect(at()).toBe('B1.2');
    typing.type(null);
    typing.type(1);
    typing.type(null);
    expect(at()).toBe('B2.1');
    expect(await stored('writing.B1')).toBe('2 0 1 0');
  });

  test('a question with nothing ticked stays open; “none of these yet” says Not yet, and goes to the essentials', async () => {
    const { typing, stopOf, at, stored } = begin();
    typing.rest();
    expect(await stored('writing.B1')).toBe('· · · ·');
    typing.none();
    expect(await stored('writing.B2')).toBe('0 0 0 0');
    typing.go({ stop: stopOf('writing.B5'), level: 1 });
    typing.none();
    expect(at()).toBe('B5.1');
    typing.type(0);
    expect(at()).toBe('B5.2');
    typing.type('na');
    typing.rest();
    expect(await stored('writing.B5')).toBe('0 na 0 0');
  });

  test('the end of a sheet is said, and what is left out as a whole is passed by, unless it is an essential', async () => {
    const { typing, assessing, stopOf, at } = begin();
    await assessing.setOutOfRole('one-to-one', true);
    await assessing.setOutOfRole('guided-group', true);
    typing.type(2);
    expect(at()).toBe('B1.4');
    typing.go({ stop: stopOf('writing.B6'), level: 1 });
    expect(typing.rest()).toBe(true);
    expect(at()).toBe('C1.1');
    typing.type(2);
    expect(at()).toBe('C1.2');
  });

  test('going back changes nothing; an empty box there takes the answer back', async () => {
    const { typing, at, stored } = begin();
    typing.type(2);
    typing.type(2);
    typing.step(-1);
    typing.step(-1);
    typing.step(-1);
    expect(at()).toBe('B1.1');
    typing.type(null);
    expect(await stored('writing.B1')).toBe('· 2 · ·');
    typing.row(1);
    expect(at()).toBe('B2.2');
  });

  test('it carries on at the first statement without an answer, and what is said then is later', async () => {
    const { typing, here, assessing } = begin();
    typing.type(2);
    typing.rest();
    typing.type(1);
    await assessing.flushed();
    const found = (await here.store.load('a'))!;
    const again = new Typing(new Assessing(onPaperTime(here.app(), lastSaid(found) + 1), rubrics, found));
    expect(`${again.at.stop.criterion}.${again.at.level}`).toBe('B2.2');
    again.type(2);
    await again.assessing.flushed();
    const { cells } = (await here.store.load('a'))!.entries['writing.B2']!;
    expect(cells[2]!.at).toBeGreaterThan(cells[1]!.at);
  });
});
