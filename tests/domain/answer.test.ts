import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChange,
  give,
  goOn,
  isChosen,
  openLevels,
  STORED_ORIGINS,
  takeBack,
  type Cell,
  type CellChange,
  type Cells,
  type Value
} from '#lib/domain/assessment/answer.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { cell, cells } from './examples.ts';
import { times } from '../support/scale.ts';

const PLAIN = { essential: [] as Level[] };
const essentialAt = (...essential: Level[]) => ({ essential });

/** What the cells say, as "2g 1g 0l ·": value and the first letter of its origin. */
const told = (of: Cells) => LEVELS.map((l) => (of[l] ? `${of[l].value}${of[l].origin[0]}` : '·')).join(' ');
/** Makes the changes one after the other, each on what came of the ones before. */
const after = (...steps: ((now: Cells) => CellChange)[]) => steps.reduce<Cells>((now, step) => applyChange(now, step(now)), {});

describe('a tap', () => {
  test('on the third statement says Yes to the third, and nothing of the others', () =>
    expect(after(() => give(3, 2, 77))).toEqual({ 3: cell(2, 'given', 77) }));

  test('on a second statement leaves the first as it was said', () =>
    expect(
      told(
        after(
          () => give(3, 2, 1),
          () => give(1, 1, 2)
        )
      )
    ).toBe('1g · 2g ·'));

  test('on an essential is an answer like any other', () => expect(told(after(() => give(2, 2, 1)))).toBe('· 2g · ·'));
});

describe('what counts as chosen', () => {
  test.each<[string, Cell | undefined, boolean]>([
    ['an open statement', undefined, false],
    ['Yes', cell(2), true],
    ['Partly', cell(1), true],
    ['Yes of a placement in an earlier version', cell(2, 'placed'), true],
    ['Not yet', cell(0), false],
    ['what was left', cell(0, 'left'), false],
    ['not part of the role', cell('na'), false],
    ['a Yes that was filled in', cell(2, 'assumed'), false],
    ['a Partly that was carried over', cell(1, 'assumed'), false]
  ])('%s', (_what, own, chosen) => expect(isChosen(own)).toBe(chosen));
});

describe('going on', () => {
  test('says Not yet of what was left, and of nothing else', () =>
    expect(
      told(
        after(
          () => give(2, 1, 1),
          (now) => goOn(PLAIN, now, 2)
        )
      )
    ).toBe('0l 1g 0l 0l'));

  test('with nothing chosen says Not yet of all four', () => expect(told(after((now) => goOn(PLAIN, now, 1)))).toBe('0l 0l 0l 0l'));

  test('the moment of going on is kept with every cell that it sets', () =>
    expect(goOn(PLAIN, cells([2, 2, 2, null]), 9)).toEqual({ 4: cell(0, 'left', 9) }));

  test('never answers an essential: it stays open', () =>
    expect(
      told(
        after(
          () => give(1, 2, 1),
          (now) => goOn(essentialAt(2, 4), now, 2)
        )
      )
    ).toBe('2g · 0l ·'));

  test('leaves every answer that is there, whoever gave it', () => {
    const all: Cells = { 1: cell(2, 'assumed'), 2: cell(0, 'placed'), 3: cell('na'), 4: cell('na', 'scope') };
    expect(goOn(PLAIN, all, 9)).toEqual({});
  });

  test('does not make one’s own what was filled in', () =>
    expect(told(applyChange({ 1: cell(2, 'assumed') }, goOn(PLAIN, { 1: cell(2, 'assumed') }, 9)))).toBe('2a 0l 0l 0l'));

  test('a second time changes nothing', () => {
    const gone = after((now) => goOn(essentialAt(3), now, 1));
    expect(goOn(essentialAt(3), gone, 2)).toEqual({});
  });
});

describe('taking back', () => {
  test('opens the statement while others are open', () =>
    expect(
      told(
        after(
          () => give(1, 2, 1),
          () => give(3, 2, 2),
          (now) => takeBack(PLAIN, now, 3, 3)
        )
      )
    ).toBe('2g · · ·'));

  test('after going on it is Not yet, so that the criterion stays done', () => {
    const gone = after(
      () => give(1, 2, 1),
      (now) => goOn(PLAIN, now, 2),
      (now) => takeBack(PLAIN, now, 1, 3)
    );
    expect(gone[1]).toEqual(cell(0, 'given', 3));
    expect(openLevels(gone)).toEqual([]);
  });

  test('opens an essential even after going on: nobody but the person answers it', () => {
    const all = cells([2, 2, 0, 0]);
    expect(told(applyChange(all, takeBack(essentialAt(2), all, 2, 9)))).toBe('2g · 0g 0g');
  });

  test('counts what is outside the role as answered', () => {
    const all: Cells = { ...cells([2, 0, 0, null]), 4: cell('na', 'scope') };
    expect(takeBack(PLAIN, all, 1, 9)).toEqual({ 1: cell(0, 'given', 9) });
  });
});

describe('a change upon what is stored', () => {
  test('is later than what it changes, whatever the clock says', () =>
    expect(applyChange({ 1: cell(0, 'given', 50) }, give(1, 2, 7))).toEqual({ 1: cell(2, 'given', 51) }));

  test('says nothing of levels that it does not name', () =>
    expect(applyChange(cells([2, 1, 0, 'na']), {})).toEqual(cells([2, 1, 0, 'na'])));

  test('makes a new value: what was there is left as it was', () => {
    const before = cells([2, null, null, null]);
    applyChange(before, { 1: null, 2: cell(1) });
    expect(before).toEqual(cells([2, null, null, null]));
  });
});

/** What a person can do on one screen. */
type Action = { do: 'tap' | 'takeBack'; level: Level } | { do: 'give'; level: Level; value: Value } | { do: 'goOn' };

const levelArb = fc.constantFrom(...LEVELS);
const valueArb = fc.constantFrom<Value>(0, 1, 2, 'na');
const actionArb = fc.oneof<fc.Arbitrary<Action>[]>(
  fc.record({ do: fc.constantFrom('tap', 'takeBack'), level: levelArb }),
  fc.record({ do: fc.constant('give'), level: levelArb, value: valueArb }),
  fc.record({ do: fc.constant('goOn') })
);
const essentialArb = fc.subarray([...LEVELS]);
/** Cells as earlier versions and other devices left them. */
const storedArb: fc.Arbitrary<Cells> = fc
  .tuple(...LEVELS.map(() => fc.option(fc.tuple(valueArb, fc.constantFrom(...STORED_ORIGINS)))))
  .map((found) =>
    Object.fromEntries(found.flatMap((own, i) => (own ? [[LEVELS[i]!, cell(own[1] === 'left' ? 0 : own[0], own[1], 0)]] : [])))
  );

function changeOf(action: Action, essential: readonly Level[], on: Cells, now: number): CellChange {
  switch (action.do) {
    case 'tap':
      return isChosen(on[action.level]) ? takeBack({ essential }, on, action.level, now) : give(action.level, 2, now);
    case 'takeBack':
      return takeBack({ essential }, on, action.level, now);
    case 'give':
      return give(action.level, action.value, now);
    case 'goOn':
      return goOn({ essential }, on, now);
  }
}

describe('whatever a person taps, gives, takes back and goes on from, in whatever order', () => {
  const runs = times(1000);
  /** Runs through the actions, and looks at what each made of the cells before it. */
  const always = (look: (before: Cells, action: Action, now: Cells, essential: readonly Level[]) => void) =>
    fc.assert(
      fc.property(storedArb, fc.array(actionArb, { maxLength: 12 }), essentialArb, (stored, actions, essential) => {
        let now = stored;
        actions.forEach((action, i) => {
          const before = now;
          now = applyChange(before, changeOf(action, essential, before, 1 + i));
          look(before, action, now, essential);
        });
      }),
      runs
    );

  test('no statement is Yes or Partly that the person did not choose', () =>
    fc.assert(
      fc.property(fc.array(actionArb, { maxLength: 12 }), essentialArb, (actions, essential) => {
        let now: Cells = {};
        actions.forEach((action, i) => (now = applyChange(now, changeOf(action, essential, now, i))));
        for (const level of LEVELS) {
          if (now[level]?.value !== 1 && now[level]?.value !== 2) continue;
          expect(now[level].origin).toBe('given');
          expect(actions.some((action) => 'level' in action && action.level === level && action.do !== 'takeBack')).toBe(true);
        }
      }),
      runs
    ));

  test('an answer changes only by the person’s own word on that very statement', () =>
    always((before, action, now) => {
      for (const level of LEVELS)
        if (before[level] && !('level' in action && action.level === level)) expect(now[level]).toEqual(before[level]);
    }));

  test('after going on only essentials can be open', () =>
    always((_before, action, now, essential) => {
      if (action.do === 'goOn') for (const level of openLevels(now)) expect(essential).toContain(level);
    }));

  test('going on changes nothing that is answered, and answers no essential', () =>
    always((before, action, now, essential) => {
      if (action.do !== 'goOn') return;
      for (const level of LEVELS) {
        if (before[level]) expect(now[level]).toEqual(before[level]);
        else if (essential.includes(level)) expect(now[level]).toBeUndefined();
        else expect(now[level]).toMatchObject({ value: 0, origin: 'left' });
      }
    }));

  test('nothing is filled in: only what earlier versions filled in is assumed or placed', () =>
    always((before, _action, now) => {
      for (const level of LEVELS)
        if (now[level]?.origin === 'assumed' || now[level]?.origin === 'placed') expect(now[level]).toEqual(before[level]);
    }));

  test('a criterion that is done stays done, unless an essential of it is taken back', () =>
    always((before, action, now, essential) => {
      if (openLevels(before).length) return;
      if (action.do === 'goOn' || action.do === 'give' || !essential.includes(action.level)) expect(openLevels(now)).toEqual([]);
      else expect(openLevels(now).every((level) => level === action.level)).toBe(true);
    }));

  test('a tap and another tap on a statement that was open bring back what was there, but for its time', () =>
    fc.assert(
      fc.property(storedArb, essentialArb, levelArb, (stored, essential, level) => {
        const { [level]: _, ...open } = stored;
        const tap = (now: Cells, at: number) => applyChange(now, changeOf({ do: 'tap', level }, essential, now, at));
        const twice = tap(tap(open, 5), 6);
        // Where it was the last open one, it is Not yet by now: the criterion was done in between.
        if (openLevels(open).length > 1 || essential.includes(level)) expect(twice).toEqual(open);
        else expect(twice).toEqual({ ...open, [level]: cell(0, 'given', 6) });
      }),
      runs
    ));
});

describe('two tabs with the same criterion', () => {
  test('answers to different statements both stay, in either order', () => {
    const changes = [give(1, 0, 1), give(3, 2, 2)];
    const both = { 1: cell(0, 'given', 1), 3: cell(2, 'given', 2) };
    expect(changes.reduce(applyChange, {})).toEqual(both);
    expect([...changes].reverse().reduce(applyChange, {})).toEqual(both);
  });

  test.each<[string, Cell]>([
    ['a Yes', cell(2)],
    ['a Partly', cell(1)],
    ['a Not yet', cell(0)],
    ['not part of my job', cell('na')],
    ['an earlier version’s Yes', cell(2, 'assumed')]
  ])('going on from an old screen does not write over %s of the other tab', (_what, theirs) =>
    expect(applyChange({ 3: theirs }, goOn(PLAIN, {}, 9))[3]).toEqual(theirs)
  );

  test('going on from both is said once, at the first moment', () =>
    expect(applyChange(applyChange({}, goOn(PLAIN, {}, 3)), goOn(PLAIN, {}, 9))).toEqual(cells([0, 0, 0, 0], 'left', 3)));

  test('a tap on what the other tab has left makes it Yes', () =>
    expect(told(applyChange(cells([0, 0, 0, 0], 'left'), give(2, 2, 9)))).toBe('0l 2g 0l 0l'));

  test('whatever one tab makes of a screen however old, answers of the other stay unless it speaks of that very statement', () => {
    fc.assert(
      fc.property(storedArb, fc.array(fc.tuple(fc.boolean(), actionArb), { maxLength: 8 }), essentialArb, (first, turns, essential) => {
        // Neither tab hears of the other: each goes on from what both saw at first.
        let [stored, here, there] = [first, first, first];
        turns.forEach(([isHere, action], i) => {
          const change = changeOf(action, essential, isHere ? here : there, 100 + i);
          const before = stored;
          stored = applyChange(stored, change);
          if (isHere) here = applyChange(here, change);
          else there = applyChange(there, change);
          for (const level of LEVELS)
            if (before[level] && !('level' in action && action.level === level)) expect(stored[level]).toEqual(before[level]);
        });
      }),
      times(2000)
    );
  });

  test('answers to different statements end the same in any order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(levelArb, valueArb), { selector: ([level]) => level }),
        fc.array(fc.nat({ max: 3 }), { minLength: 4, maxLength: 4 }),
        (answers, keys) => {
          const changes = answers.map(([level, value], i) => give(level, value, i));
          const order = changes.map((_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
          expect(order.map((i) => changes[i]!).reduce(applyChange, {})).toEqual(changes.reduce(applyChange, {}));
        }
      ),
      times(100)
    );
  });
});
