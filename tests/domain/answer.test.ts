import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applyChange,
  clearAll,
  give,
  openLevels,
  place,
  placedAt,
  placeNowhere,
  settle,
  type CellChange,
  type Cells,
  type Value
} from '#lib/domain/assessment/answer.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import { cell, cells } from './examples.ts';
import { times } from '../support/scale.ts';

const PLAIN = { essential: [] as Level[] };
const essentialAt = (...essential: Level[]) => ({ essential });

/** What the cells say, as "2p 2a 0g ·": value and the first letter of its origin. */
const told = (of: Cells) => LEVELS.map((l) => (of[l] ? `${of[l].value}${of[l].origin[0]}` : '·')).join(' ');
/** Makes the changes one after the other, each on what came of the ones before. */
const after = (...steps: ((now: Cells) => CellChange)[]) => steps.reduce<Cells>((now, step) => applyChange(now, step(now)), {});

describe('one tap places a person', () => {
  test('a tap on the third descriptor makes it Yes and the two before it an assumed Yes', () =>
    expect(told(after((c) => place(PLAIN, c, 3, 1)))).toBe('2a 2a 2p ·'));

  test('the moment of the tap is kept with every cell that it sets', () =>
    expect(after((c) => place(PLAIN, c, 2, 77))).toEqual({ 1: cell(2, 'assumed', 77), 2: cell(2, 'placed', 77) }));

  test('an essential before it stays open: a tap on the third with the first essential asks for the first', () => {
    const placed = after((c) => place(essentialAt(1), c, 3, 1));
    expect(told(placed)).toBe('· 2a 2p ·');
    expect(openLevels(placed)).toEqual([1, 4]);
  });

  test('a tap on an essential itself is a real answer to it', () =>
    expect(told(after((c) => place(essentialAt(2), c, 2, 1)))).toBe('2a 2p · ·'));

  test('a given Not yet below stays Not yet', () =>
    expect(
      told(
        after(
          () => give(1, 0, 1),
          (c) => place(PLAIN, c, 4, 2)
        )
      )
    ).toBe('0g 2a 2a 2p'));
});

test('a tap says nothing about what the person has answered: given answers are not in the change at all', () =>
  expect(Object.keys(place(PLAIN, cells([0, null, null, 1]), 3, 2))).toEqual(['2', '3']));

describe('tapping again', () => {
  test('lower takes the old placement back: third, then first', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 3, 1),
          (c) => place(PLAIN, c, 1, 2)
        )
      )
    ).toBe('2p · · ·'));

  test('lower after going on also takes back the Not yet that going on had assumed', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 3, 1),
          (c) => settle(PLAIN, c, 2),
          (c) => place(PLAIN, c, 1, 3)
        )
      )
    ).toBe('2p · · ·'));

  test('higher turns the old placement into an assumption: first, then third', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 1, 1),
          (c) => place(PLAIN, c, 3, 2)
        )
      )
    ).toBe('2a 2a 2p ·'));

  test('higher leaves an essential that was tapped first as the own answer it was', () =>
    expect(
      told(
        after(
          (c) => place(essentialAt(2), c, 2, 1),
          (c) => place(essentialAt(2), c, 4, 2)
        )
      )
    ).toBe('2a 2g 2a 2p'));

  test('a given answer above survives a placement below it', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 3, 1),
          () => give(4, 1, 2),
          (c) => place(PLAIN, c, 1, 3)
        )
      )
    ).toBe('2p · · 1g'));

  test('the newest placement is the one that counts', () =>
    expect(
      placedAt(
        after(
          (c) => place(PLAIN, c, 4, 1),
          (c) => place(PLAIN, c, 2, 2)
        )
      )
    ).toBe(2));
});

describe('one statement about the whole criterion', () => {
  test('"None of these yet" answers everything but the essential with Not yet', () =>
    expect(told(after((c) => placeNowhere(essentialAt(1), c, 0, 1)))).toBe('· 0p 0p 0p'));

  test('"None of this is part of my role" answers everything but the essential so', () =>
    expect(told(after((c) => placeNowhere(essentialAt(2, 3), c, 'na', 1)))).toBe('nap · · nap'));

  test.each([0, 'na'] as const)('a placement after %s takes the statement back', (value) =>
    expect(
      told(
        after(
          (c) => placeNowhere(PLAIN, c, value, 1),
          (c) => place(PLAIN, c, 2, 2)
        )
      )
    ).toBe('2a 2p · ·')
  );

  test('"None of these yet" after a placement takes the placement back, also from an essential', () =>
    expect(
      told(
        after(
          (c) => place(essentialAt(2), c, 2, 1),
          (c) => placeNowhere(essentialAt(2), c, 0, 2)
        )
      )
    ).toBe('0p · 0p 0p'));

  test('an essential that the person answered stays as answered', () =>
    expect(
      told(
        after(
          () => give(1, 2, 1),
          (c) => placeNowhere(essentialAt(1), c, 0, 2)
        )
      )
    ).toBe('2g 0p 0p 0p'));

  test('where a person stands is told apart: level 3, none of these, not my role, nothing said', () => {
    expect(placedAt(after((c) => place(PLAIN, c, 3, 1)))).toBe(3);
    expect(placedAt(after((c) => placeNowhere(PLAIN, c, 0, 1)))).toBe(0);
    expect(placedAt(after((c) => placeNowhere(PLAIN, c, 'na', 1)))).toBe('na');
    expect(placedAt(cells([2, 2, 0, null]))).toBeNull();
    expect(placedAt({})).toBeNull();
  });
});

describe('going on', () => {
  test('assumes Not yet for what comes after the placement: tap on 2, then 3 and 4 are assumed', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 2, 1),
          (c) => settle(PLAIN, c, 2)
        )
      )
    ).toBe('2a 2p 0a 0a'));

  test('leaves an essential after the placement open', () =>
    expect(
      told(
        after(
          (c) => place(essentialAt(3), c, 2, 1),
          (c) => settle(essentialAt(3), c, 2)
        )
      )
    ).toBe('2a 2p · 0a'));

  test('leaves answers after the placement as given', () =>
    expect(
      told(
        after(
          (c) => place(PLAIN, c, 1, 1),
          () => give(3, 1, 2),
          (c) => settle(PLAIN, c, 3)
        )
      )
    ).toBe('2p 0a 1g 0a'));

  test('assumes nothing where nobody placed themselves: one given answer stays one answer', () => {
    expect(settle(PLAIN, {}, 1)).toEqual({});
    expect(settle(PLAIN, cells([2, null, null, null]), 1)).toEqual({});
    expect(
      settle(
        essentialAt(3),
        after((c) => placeNowhere(essentialAt(3), c, 0, 1)),
        2
      )
    ).toEqual({});
  });

  test('a second time changes nothing', () => {
    const settled = after(
      (c) => place(PLAIN, c, 2, 1),
      (c) => settle(PLAIN, c, 2)
    );
    expect(settle(PLAIN, settled, 3)).toEqual({});
  });
});

test('clearing opens every cell, given ones too', () =>
  expect(
    after(
      (c) => place(essentialAt(1), c, 3, 1),
      () => give(1, 2, 2),
      (c) => clearAll(c)
    )
  ).toEqual({}));

/** What a person can do on one screen. */
type Action =
  | { do: 'place'; level: Level }
  | { do: 'nowhere'; value: 0 | 'na' }
  | { do: 'give'; level: Level; value: Value }
  | { do: 'settle' }
  | { do: 'clear' };

const levelArb = fc.constantFrom(...LEVELS);
const valueArb = fc.constantFrom<Value>(0, 1, 2, 'na');
const actionArb = fc.oneof<fc.Arbitrary<Action>[]>(
  fc.record({ do: fc.constant('place'), level: levelArb }),
  fc.record({ do: fc.constant('nowhere' as const), value: fc.constantFrom<0 | 'na'>(0, 'na') }),
  fc.record({ do: fc.constant('give'), level: levelArb, value: valueArb }),
  fc.record({ do: fc.constant('settle') }),
  fc.record({ do: fc.constant('clear') })
);
const withoutClear = actionArb.filter((action) => action.do !== 'clear');
const essentialArb = fc.subarray([...LEVELS]);

function changeOf(action: Action, essential: Level[], on: Cells, now: number): CellChange {
  switch (action.do) {
    case 'place':
      return place({ essential }, on, action.level, now);
    case 'nowhere':
      return placeNowhere({ essential }, on, action.value, now);
    case 'give':
      return give(action.level, action.value, now);
    case 'settle':
      return settle({ essential }, on, now);
    case 'clear':
      return clearAll(on);
  }
}

/** The levels about which this action is the person's own word; it may replace what was given there. */
function spokenOf(action: Action, essential: Level[]): readonly Level[] {
  switch (action.do) {
    case 'place':
    case 'give':
      return [action.level];
    case 'nowhere':
      return LEVELS.filter((level) => !essential.includes(level));
    case 'settle':
      return [];
    case 'clear':
      return LEVELS;
  }
}

describe('whatever a person taps, in whatever order', () => {
  const runs = times(3000);

  test('a given answer changes only by their own word on that very cell', () => {
    fc.assert(
      fc.property(fc.array(actionArb, { maxLength: 12 }), essentialArb, (actions, essential) => {
        let now: Cells = {};
        actions.forEach((action, at) => {
          const before = now;
          now = applyChange(before, changeOf(action, essential, before, at));
          const spoken = spokenOf(action, essential);
          for (const level of LEVELS)
            if (before[level]?.origin === 'given' && !spoken.includes(level)) expect(now[level]).toEqual(before[level]);
        });
      }),
      runs
    );
  });

  test('an essential is never assumed', () => {
    fc.assert(
      fc.property(fc.array(actionArb, { maxLength: 12 }), essentialArb, (actions, essential) => {
        let now: Cells = {};
        actions.forEach((action, at) => {
          now = applyChange(now, changeOf(action, essential, now, at));
          for (const level of essential) expect(now[level]?.origin).not.toBe('assumed');
        });
      }),
      runs
    );
  });

  test('an essential has an answer only where the person tapped that very cell', () => {
    fc.assert(
      fc.property(fc.array(actionArb, { maxLength: 12 }), essentialArb, (actions, essential) => {
        let now: Cells = {};
        actions.forEach((action, at) => (now = applyChange(now, changeOf(action, essential, now, at))));
        const tapped = actions.flatMap((action) => ('level' in action ? [action.level] : []));
        for (const level of essential) if (!tapped.includes(level)) expect(now[level]).toBeUndefined();
      }),
      runs
    );
  });

  test('nothing is assumed where nobody placed themselves', () => {
    const noPlacement = actionArb.filter((action) => action.do !== 'place');
    fc.assert(
      fc.property(fc.array(noPlacement, { maxLength: 12 }), essentialArb, (actions, essential) => {
        let now: Cells = {};
        actions.forEach((action, at) => (now = applyChange(now, changeOf(action, essential, now, at))));
        for (const level of LEVELS) expect(now[level]?.origin).not.toBe('assumed');
      }),
      runs
    );
  });

  test('after a placement, exactly that descriptor is where they stand', () => {
    fc.assert(
      fc.property(fc.array(actionArb, { maxLength: 12 }), essentialArb, levelArb, (actions, essential, level) => {
        let now: Cells = {};
        actions.forEach((action, at) => (now = applyChange(now, changeOf(action, essential, now, at))));
        now = applyChange(now, place({ essential }, now, level, 99));
        expect(placedAt(now)).toBe(level);
        expect(LEVELS.filter((l) => now[l]?.origin === 'placed')).toEqual([level]);
        for (const l of LEVELS) if (now[l]?.origin === 'assumed') expect(l).toBeLessThan(level);
      }),
      runs
    );
  });
});

describe('two tabs with the same criterion', () => {
  test('answers to different cells both stay, in either order', () => {
    const changes = [give(1, 0, 1), give(3, 2, 2)];
    const both = { 1: cell(0, 'given', 1), 3: cell(2, 'given', 2) };
    expect(changes.reduce(applyChange, {})).toEqual(both);
    expect([...changes].reverse().reduce(applyChange, {})).toEqual(both);
  });

  test('a placement on an old screen does not assume over an answer given in the other tab', () =>
    expect(told(applyChange(cells([0, null, null, null]), place(PLAIN, {}, 3, 9)))).toBe('0g 2a 2p ·'));

  test('a lower placement on an old screen does not open what the other tab has answered since', () => {
    const old = after(
      (c) => place(PLAIN, c, 3, 1),
      (c) => settle(PLAIN, c, 2)
    );
    const stored = applyChange(old, give(4, 1, 3));
    expect(told(applyChange(stored, place(PLAIN, old, 1, 4)))).toBe('2p · · 1g');
  });

  test('a higher placement on an old screen does not bring back an essential answered otherwise since', () => {
    const old = after((c) => place(essentialAt(2), c, 2, 1));
    const stored = applyChange(old, give(2, 0, 2));
    expect(told(applyChange(stored, place(essentialAt(2), old, 3, 3)))).toBe('2a 0g 2p ·');
  });

  test('"None of these yet" on an old screen does not open an essential answered since', () => {
    const old = after((c) => place(essentialAt(2), c, 2, 1));
    const stored = applyChange(old, give(2, 2, 2));
    expect(told(applyChange(stored, placeNowhere(essentialAt(2), old, 0, 3)))).toBe('0p 2g 0p 0p');
  });

  test('going on from an old screen does not write over a placement made in the other tab', () => {
    const old = after((c) => place(PLAIN, c, 1, 1));
    const stored = applyChange(old, place(PLAIN, old, 3, 2));
    expect(told(applyChange(stored, settle(PLAIN, old, 3)))).toBe('2a 2a 2p 0a');
  });

  test('whatever one tab makes of a screen however old, answers given in the other stay unless it speaks of that very cell', () => {
    fc.assert(
      fc.property(
        fc.array(actionArb, { maxLength: 6 }),
        fc.array(fc.tuple(fc.boolean(), withoutClear), { maxLength: 8 }),
        essentialArb,
        (first, turns, essential) => {
          let stored: Cells = {};
          first.forEach((action, at) => (stored = applyChange(stored, changeOf(action, essential, stored, at))));
          // Neither tab hears of the other: each goes on from what both saw at first.
          let [here, there] = [stored, stored];
          turns.forEach(([isHere, action], i) => {
            const change = changeOf(action, essential, isHere ? here : there, 100 + i);
            const before = stored;
            stored = applyChange(stored, change);
            if (isHere) here = applyChange(here, change);
            else there = applyChange(there, change);
            const spoken = spokenOf(action, essential);
            for (const level of LEVELS)
              if (before[level]?.origin === 'given' && !spoken.includes(level)) expect(stored[level]).toEqual(before[level]);
          });
        }
      ),
      times(5000)
    );
  });

  test('given answers to different cells end the same in any order', () => {
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
