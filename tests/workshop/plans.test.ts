import { describe, expect, test } from 'vitest';
import { begun, moved, paused, PLANS, resumed, runIn, setBack, timesOf, type Run } from '#lib/domain/workshop/plans.ts';

const MINUTE = 60_000;
const NOON = 1_796_040_000_000;

describe('the plans', () => {
  test.each([
    ['ninety', 90],
    ['half', 210]
  ] as const)('%s takes %i minutes', (plan, minutes) => {
    expect(PLANS[plan].reduce((sum, step) => sum + step.minutes!, 0)).toBe(minutes);
  });
});

describe('the timer goes by the clock', () => {
  const run = begun('ninety', NOON);

  test('what runs is taken from the step that is on', () => {
    expect(timesOf(run, NOON)).toEqual({ left: 10 * MINUTE, rest: 90 * MINUTE });
    expect(timesOf(run, NOON + 4 * MINUTE)).toEqual({ left: 6 * MINUTE, rest: 86 * MINUTE });
  });

  test('over its minutes a step has less than nothing, and the rest takes what it takes', () =>
    expect(timesOf(run, NOON + 12 * MINUTE)).toEqual({ left: -2 * MINUTE, rest: 80 * MINUTE }));

  test('while it is paused nothing is taken, however long it sleeps', () => {
    const rests = paused(run, NOON + 3 * MINUTE);
    expect(timesOf(rests, NOON + 500 * MINUTE)).toEqual({ left: 7 * MINUTE, rest: 87 * MINUTE });
    const goes = resumed(rests, NOON + 500 * MINUTE);
    expect(timesOf(goes, NOON + 501 * MINUTE).left).toBe(6 * MINUTE);
    expect(resumed(goes, NOON + 900 * MINUTE)).toBe(goes);
  });

  test('a step keeps what it took, there and back', () => {
    const next = moved(run, 1, NOON + 4 * MINUTE);
    expect(next).toMatchObject({ step: 1, since: NOON + 4 * MINUTE });
    expect(timesOf(next, NOON + 5 * MINUTE)).toEqual({ left: 9 * MINUTE, rest: 79 * MINUTE });
    expect(timesOf(moved(next, -1, NOON + 5 * MINUTE), NOON + 5 * MINUTE).left).toBe(6 * MINUTE);
  });

  test('at either end it stays, and a paused one stays paused', () => {
    expect(moved(run, -1, NOON)).toBe(run);
    const last: Run = { ...run, step: 7 };
    expect(moved(last, 1, NOON)).toBe(last);
    expect(moved(paused(run, NOON), 1, NOON).since).toBeNull();
  });

  test('a clock that was set back takes nothing away, and the timer goes on by it', () => {
    expect(timesOf(run, NOON - 60 * MINUTE).left).toBe(10 * MINUTE);
    const on = setBack(run, NOON + 4 * MINUTE, NOON - 60 * MINUTE);
    expect(timesOf(on, NOON - 60 * MINUTE).left).toBe(6 * MINUTE);
    expect(timesOf(on, NOON - 58 * MINUTE).left).toBe(4 * MINUTE);
    const rests = paused(run, NOON + MINUTE);
    expect(setBack(rests, NOON + MINUTE, NOON - MINUTE)).toBe(rests);
  });
});

describe('what is remembered', () => {
  test('comes back as it was', () => {
    const run = moved(begun('half', NOON), 1, NOON + MINUTE);
    expect(runIn(JSON.parse(JSON.stringify(run)))).toEqual(run);
  });

  test.each([
    null,
    undefined,
    7,
    {},
    { plan: 'course', step: 0, spent: [0, 0, 0, 0, 0], since: null },
    { plan: 'ninety', step: 8, spent: [0, 0, 0, 0, 0, 0, 0, 0], since: null },
    { plan: 'ninety', step: 0.5, spent: [0, 0, 0, 0, 0, 0, 0, 0], since: null },
    { plan: 'ninety', step: 0, spent: [0], since: null },
    { plan: 'ninety', step: 0, spent: [0, 0, 0, 0, 0, 0, 0, -1], since: null },
    { plan: 'ninety', step: 0, spent: [0, 0, 0, 0, 0, 0, 0, 0], since: 'now' }
  ])('anything else is none: %j', (setting) => expect(runIn(setting)).toBeNull());
});
