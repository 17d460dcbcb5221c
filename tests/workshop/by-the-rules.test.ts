/**
 * What may be shown of a group, worked out a second time from the published rules (docs/method.md) alone, in the plainest way, and compared with
 * what the app and `npm run cohort` answer, over thousands of groups.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { groupAnswers } from '../../scripts/group-answers.ts';
import { randomBy } from '../../scripts/random.ts';
import vectors from '../vectors.json' with { type: 'json' };
import { SEED, times } from '../support/scale.ts';

type Pair = [number, number];

/** Bars as text, such as "-1..0=4", joined until none holds one or two. */
function bars(counts: readonly number[]): { from: number; to: number; count: number }[] {
  let row = counts.map((count, i) => ({ from: i - 1, to: i - 1, count }));
  const small = () => row.filter(({ count }) => count === 1 || count === 2).sort((a, b) => a.count - b.count || a.from - b.from)[0];
  for (let one = small(); one; one = small()) {
    const at = row.indexOf(one);
    const [left, right] = [row[at - 1], row[at + 1]];
    const goLeft = !right || (left && (left.count > 0 === right.count > 0 ? left.count <= right.count : left.count > 0));
    const mate = goLeft ? left! : right;
    const whole = { from: Math.min(one.from, mate.from), to: Math.max(one.to, mate.to), count: one.count + mate.count };
    row = row.filter((bar) => bar !== one && bar !== mate).concat(whole);
    row.sort((a, b) => a.from - b.from);
  }
  return row;
}

function histogram(counts: readonly number[]) {
  const people = counts.reduce((a, b) => a + b, 0);
  if (people < 5) return { bins: null, shares: null, q25: null, median: null, q75: null };
  const row = bars(counts);
  const bins = row.map(({ from, to, count }) => ({ levels: [from, to] as Pair, count }));
  const shares = [1, 2, 3, 4]
    .filter((level) => row.some(({ from }) => from === level))
    .map((level) => ({ atLeast: level, count: row.reduce((sum, { from, count }) => sum + (from >= level ? count : 0), 0), of: people }));
  // Everybody stands in a row, by bar; the lower of two middles counts.
  const inRow = row.flatMap(({ from, to, count }) => Array<Pair>(count).fill([from, to]));
  const at = (share: number) => inRow[Math.ceil(people * share) - 1];
  return { bins, shares, q25: at(0.25), median: at(0.5), q75: at(0.75) };
}

function yesNo(count: number, of: number) {
  if (of < 5) return null;
  if (count >= 3 && of - count >= 3) return { count, of };
  return count < 3 ? 'few' : 'nearly all';
}

const NAMES = ['down', 'same', 'up'] as const;
type Part = { of: readonly string[]; count: number };

function parts(down: number, same: number, up: number): Part[] {
  const apart = [down >= 3, true, up >= 3];
  const middle = same + (apart[0] ? 0 : down) + (apart[2] ? 0 : up);
  const names = NAMES.filter((_, i) => i === 1 || !apart[i]);
  const row: Part[] = [];
  if (apart[0]) row.push({ of: ['down'], count: down });
  row.push({ of: names, count: middle });
  if (apart[2]) row.push({ of: ['up'], count: up });
  if (row.length === 1 || (middle !== 1 && middle !== 2)) return row;
  const i = row.findIndex(({ of }) => of.includes('same'));
  const [a, b] = apart[2] ? [i, i + 1] : [i - 1, i];
  const joined = { of: [...row[a]!.of, ...row[b]!.of], count: row[a]!.count + row[b]!.count };
  return [...row.slice(0, a), joined, ...row.slice(b + 1)];
}

/** Two-sided and exact: up to fifty people no number here is rounded. */
function signTest(up: number, down: number): boolean {
  const movers = up + down;
  let ways = 0;
  for (let i = 0, one = 1; i <= Math.min(up, down); one = (one * (movers - i)) / (i + 1), i++) ways += one;
  return (2 * ways) / 2 ** movers < 0.05;
}

const cached = new Map<string, string>();
const partsText = (down: number, same: number, up: number) => {
  const key = `${down} ${same} ${up}`;
  if (!cached.has(key)) cached.set(key, JSON.stringify(parts(down, same, up)));
  return cached.get(key)!;
};

/** @param none who has no level today @param fresh who has one, and none of before */
function change(up: number, same: number, down: number, none: number, fresh: number) {
  const apart = none >= 3 && fresh < 3 ? none : none + fresh >= 3 ? none + fresh : 0;
  const stay = same + none + fresh - apart;
  const people = up + stay + down;
  if (people < 5) return null;
  const told = parts(down, stay, up);
  let always = true;
  for (let d = 0; d <= people; d++)
    for (let u = 0; u + d <= people; u++) if (partsText(d, people - d - u, u) === JSON.stringify(told) && !signTest(u, d)) always = false;
  return { parts: told, moreThanChance: told.length === 1 ? null : always, notComparable: apart === 0 ? null : apart };
}

function changeOf(before: readonly (number | null)[], after: readonly (number | null)[]) {
  const numbers = { up: 0, same: 0, down: 0, none: 0, fresh: 0 };
  before.forEach((from, i) => {
    const to = after[i]!;
    numbers[to === null ? 'none' : from === null ? 'fresh' : to > from ? 'up' : to < from ? 'down' : 'same']++;
  });
  return change(numbers.up, numbers.same, numbers.down, numbers.none, numbers.fresh);
}

type Case = Record<string, unknown>;

/** Groups of all sizes, small numbers most of all, since these are where the rules differ. */
function made(random: (below: number) => number): Case {
  const few = () => [0, 0, 1, 1, 2, 3, 4, 5, 9, random(30)][random(10)]!;
  switch (random(4)) {
    case 0:
      return { counts: Array.from({ length: 6 }, few) };
    case 1: {
      const length = random(24);
      const level = () => [null, 0, 1, 2, 3, 4][random(6)]!;
      const before = Array.from({ length }, level);
      return { before, after: before.map((one) => (random(3) ? one : level())) };
    }
    case 2:
      return { up: random(3) ? few() : random(20), same: few(), down: few() };
    default: {
      const of = random(40);
      return { count: random(of + 1), of };
    }
  }
}

function answer(one: Case): unknown {
  if ('counts' in one) return histogram(one.counts as number[]);
  if ('before' in one) return changeOf(one.before as number[], one.after as number[]);
  if ('up' in one) return change(one.up as number, one.same as number, one.down as number, 0, 0);
  return yesNo(one.count as number, one.of as number);
}

const { group } = vectors;

test('these rules and the other independent implementation agree', () => {
  for (const { counts, ...expected } of group.histograms) expect([counts, histogram(counts)]).toEqual([counts, expected]);
  for (const { before, after, shown } of [...group.change, ...group.changeOf]) expect(changeOf(before, after)).toEqual(shown);
  for (const { up, same, down, shown } of group.changeShown)
    expect([up, same, down, change(up, same, down, 0, 0)]).toEqual([up, same, down, shown]);
  for (const { count, of, shown } of group.yesNo) expect(yesNo(count, of)).toEqual(shown);
});

test('`npm run cohort` answers any group by these rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rules-'));
  try {
    const random = randomBy(SEED);
    const cases = Array.from({ length: times(4_000).numRuns }, () => made(random));
    const file = join(folder, 'group.json');
    writeFileSync(file, JSON.stringify(cases));
    const answers = groupAnswers(file);
    cases.forEach((one, i) => expect([one, answers[i]]).toEqual([one, answer(one)]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
