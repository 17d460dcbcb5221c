import { describe, expect, test } from 'vitest';
import { againDue, againPutOff, answersAfter, backupDue, backupMemory, heldIn, remindersOf } from '#lib/domain/person/reminder.ts';
import type { Assessment } from '#lib/domain/assessment/assessment.ts';

const DAY = 86_400_000;
const now = 1_000 * DAY;
const ago = (days: number) => now - days * DAY;
const state = { answersSince: 31, lastBackupAt: null, firstAnswerAt: ago(14), dismissedAt: null, now };

describe('a backup is due', () => {
  test('two weeks after the first answer, when there are twenty', () =>
    expect(backupDue(state)).toEqual({ due: true, reason: 'never', days: 14, answers: 31 }));
  test('two weeks after the last backup, when twenty are new', () =>
    expect(backupDue({ ...state, lastBackupAt: ago(20), answersSince: 20 })).toEqual({ due: true, reason: 'old', days: 20, answers: 20 }));
  test('again a week after it was put off', () => expect(backupDue({ ...state, dismissedAt: ago(7) }).due).toBe(true));
  test('although the clock was set back after it was put off', () =>
    expect(backupDue({ ...state, dismissedAt: ago(-300) }).due).toBe(true));
});

describe('a backup is not due', () => {
  test.each([
    ['before the first answer', { answersSince: 0, firstAnswerAt: null }, 'few'],
    ['with nineteen new answers', { answersSince: 19 }, 'few'],
    ['on the thirteenth day', { firstAnswerAt: ago(13.9) }, 'recent'],
    ['once it was made, however old the first answer is', { firstAnswerAt: ago(300), lastBackupAt: ago(1) }, 'recent'],
    ['when it was put off six days ago', { dismissedAt: ago(6.9) }, 'put-off'],
    ['when the last one lies in the future, as after a clock set back', { lastBackupAt: ago(-2) }, 'recent']
  ])('%s', (_when, change, reason) => expect(backupDue({ ...state, ...change })).toEqual({ due: false, reason }));
});

test('what was filled in is not counted, nor what was said before; going on and a situation are', () => {
  const cell = (origin: string, at: number) => ({ value: 2, origin, at });
  const entries = {
    'a.A1': { cells: { 1: cell('assumed', 9), 2: cell('placed', 9), 3: cell('given', 9), 4: cell('given', 5) } },
    'a.A2': { cells: { 1: cell('left', 9), 2: cell('left', 5) } }
  };
  const scope = [9, 5].map((at) => ({ situation: `s${at}`, at, where: {} }));
  expect(answersAfter({ head: { scope }, entries } as unknown as Assessment, 5)).toBe(4);
  expect(answersAfter({ head: {}, entries } as unknown as Assessment, 5)).toBe(3);
});

test('a backup holds an assessment when every answer that is here lies in it, and what was said of situations', () => {
  const one = (id: string, ...times: number[]) => {
    const cells = Object.fromEntries(times.map((at, i) => [i + 1, { value: 2, origin: 'placed', at }]));
    return { head: { id }, entries: { 'a.A1': { criterion: 'a.A1', cells } } } as unknown as Assessment;
  };
  const said = (id: string, at: number): Assessment => {
    const { head, entries } = one(id, 3);
    return { head: { ...head, scope: [{ situation: 'group', at, where: {} }] }, entries };
  };
  const backup = {
    assessments: [one('same', 3, 4), one('fewer', 3, 4), one('more', 3), one('newer', 3), said('said', 4), one('since', 3)]
  };
  const own = [one('same', 3, 4), one('fewer', 3), one('more', 3, 4), one('newer', 5), one('own', 3), said('said', 4), said('since', 4)];
  expect(heldIn(backup, { assessments: own })).toEqual(['same', 'fewer', 'said']);
});

test('what was remembered is read with care', () => {
  expect(backupMemory({ madeAt: 5, putOffAt: 7, held: { a: 9, b: 'x' } })).toEqual({ madeAt: 5, putOffAt: 7, held: { a: 9 } });
  for (const odd of [
    undefined,
    null,
    'x',
    3,
    { madeAt: 'x', putOffAt: NaN },
    { madeAt: -1, held: 'x' },
    { madeAt: 1.7e18, putOffAt: 0.5, held: { a: 8.64e15 } }
  ])
    expect(backupMemory(odd)).toEqual({ madeAt: null, putOffAt: null, held: {} });
});

test('reminders are on until somebody says no', () => {
  expect([undefined, null, 'x', {}, { backup: true }, { backup: 1 }].map((one) => remindersOf(one).backup)).not.toContain(false);
  expect(remindersOf({ backup: false })).toEqual({ backup: false, again: true });
});

describe('assessing again', () => {
  const DAYS = 86_400_000;
  test.each([
    ['where nothing was assessed yet', null, null, false],
    ['a day before ten weeks are over', 1_000 - 69, null, false],
    ['after ten weeks', 1_000 - 70, null, true],
    ['three weeks after it was put off', 1_000 - 90, 1_000 - 21, false],
    ['four weeks after it was put off', 1_000 - 90, 1_000 - 28, true],
    ['where the clock was set back by a year', 1_000 - 90, 1_000 + 365, true]
  ])('%s', (_, last, putOff, due) =>
    expect(againDue(last === null ? null : last * DAYS, putOff === null ? null : putOff * DAYS, 1_000 * DAYS)).toBe(due)
  );

  test('when it was put off is read with care', () => {
    expect([undefined, null, 'x', { putOffAt: 'x' }].map(againPutOff)).toEqual([null, null, null, null]);
    expect(againPutOff({ putOffAt: 5 })).toBe(5);
  });
});
