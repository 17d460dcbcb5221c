/**
 * The floor of five: the one way from what many people handed in to what a view, a table or an export may hold of it.
 *
 * Whatever is said of a group is worked out from what is shown of it, never from the numbers behind that: a share or a median of the raw
 * counts can give away what merged bars hide. Charts, tables and exports of groups therefore take `Shown` values, which only this module makes.
 */
import { moreThanChance } from './sign-test.ts';

/** Of fewer people than this nothing is shown at all. */
export const PEOPLE = 5;
/** Nothing stands for one person or two: a bar or a part has none or at least this many. */
const BAR = 3;
/** More people than any group has; it keeps the exact sign test quick. */
const MOST = 100_000;

declare const floor: unique symbol;
/** Something of a group that may be seen, printed and handed on. */
export type Shown<T> = T & { readonly [floor]: true };

/** A level from 0 to 4, or -1 where none is told. */
export type GroupLevel = -1 | 0 | 1 | 2 | 3 | 4;
const NONE_TOLD = -1;

/** How many people have no level told, then how many are at levels 0, 1, 2, 3 and 4. */
export type LevelCounts = readonly [number, number, number, number, number, number];

/** From which level to which, both included. */
export type Span = readonly [from: GroupLevel, to: GroupLevel];

export interface Bar {
  readonly levels: Span;
  /** 0, or at least 3. */
  readonly count: number;
}

/** How many of all who handed in are at a level or above it. */
export interface Share {
  readonly atLeast: GroupLevel;
  readonly count: number;
  readonly of: number;
}

export interface Histogram {
  /** Side by side from "no level told" to level 4; they add up to all who handed in. */
  readonly bins: readonly Bar[];
  /** For the levels from 1 at which a bar begins. */
  readonly shares: readonly Share[];
  /** The bars that hold the lower quartile, the lower median and the upper quartile, no level told counting as lowest. */
  readonly q25: Span;
  readonly median: Span;
  readonly q75: Span;
}

/** What stands in place of a histogram of fewer than five. */
export type NoHistogram = { readonly [key in keyof Histogram]: null };

export type Direction = 'down' | 'same' | 'up';

export interface ChangePart {
  readonly of: readonly Direction[];
  readonly count: number;
}

export interface GroupChange {
  /** One to three parts, in the order down, same, up; together each direction once. */
  readonly parts: readonly ChangePart[];
  /** Whether the exact sign test tells up from down, however people are spread within the parts; `null` where all stand in one part. */
  readonly moreThanChance: boolean | null;
  /** How many could not be compared, as far as that is told (see {@link shownChange}); the others of them stand among the same. */
  readonly notComparable: number | null;
}

/** Numbers of people by what became of their level between two rounds. */
export interface ChangeCounts {
  readonly up: number;
  readonly same: number;
  readonly down: number;
  /** No level told after: a bar shows how many these are. */
  readonly noLevel: number;
  /** A level after, and none before. */
  readonly noBefore: number;
}

/** Numbers of people by what became of the yardstick, who looked back on an earlier round. */
export interface YardstickCounts extends ChangeCounts {
  /** A level today and one of before, and none as seen from today. */
  readonly noBack: number;
  /** A level today, and neither of the other two; none of them is counted in `noBefore` or `noBack`. */
  readonly neither: number;
}

/** Says which number of a group cannot be one. */
export class GroupError extends Error {
  override name = 'GroupError';
}

/**
 * What may be shown of one topic's levels in a group.
 *
 * @throws GroupError where the counts are not six whole numbers from 0 to 100000
 */
export function shown(counts: LevelCounts): Shown<Histogram | NoHistogram> {
  if (!Array.isArray(counts) || counts.length !== 6) throw new GroupError('“counts” has to be six numbers');
  counts.forEach((count, i) => checkNumber(count, `counts[${i}]`));
  if (sum(counts) < PEOPLE) return mayBeShown({ bins: null, shares: null, q25: null, median: null, q75: null });
  return mayBeShown(told(merged(counts)));
}

/**
 * Bars that were shown before, as they lie in a store or a file, with all that is said of them.
 *
 * @throws GroupError where they are no bars that {@link shown} makes
 */
export function shownAgain(bars: readonly Bar[]): Shown<Histogram> {
  let next: number = NONE_TOLD;
  bars.forEach(({ levels: [from, to], count }, i) => {
    checkNumber(count, `bars[${i}]`);
    if (from !== next || to < from || isFew(count)) throw new GroupError(`bars[${i}] is no bar that is shown`);
    next = to + 1;
  });
  if (next !== 5 || sum(bars.map(({ count }) => count)) < PEOPLE) throw new GroupError('these bars are not shown');
  return mayBeShown(told(bars));
}

/** Whether there is a picture: of fewer than five there is none. */
export const isTold = (levels: Shown<Histogram | NoHistogram>): levels is Shown<Histogram> => levels.bins !== null;

/** A yes or no that was shown before. @throws GroupError where it is none that {@link shownOf} makes */
export function shownOfAgain(
  told: { readonly count: number; readonly of: number } | 'few' | 'nearly all'
): NonNullable<ReturnType<typeof shownOf>> {
  if (typeof told === 'string') return mayBeShown(told);
  const again = shownOf(told.count, told.of);
  if (again === null || typeof again === 'string') throw new GroupError('this number is not shown');
  return again;
}

/** All that is said of a histogram; it sees the bars alone. */
function told(bins: readonly Bar[]): Histogram {
  const of = sum(bins.map(({ count }) => count));
  const shares = bins.flatMap(({ levels: [atLeast] }, i) =>
    atLeast > 0 ? [{ atLeast, count: sum(bins.slice(i).map(({ count }) => count)), of }] : []
  );
  const quartile = (quarters: 1 | 2 | 3) => {
    let below = 0;
    return bins.find(({ count }) => 4 * (below += count) >= quarters * of)!.levels;
  };
  return { bins, shares, q25: quartile(1), median: quartile(2), q75: quartile(3) };
}

/** Merges the smallest bar of one or two people, the leftmost of several, until there is none. */
function merged(counts: LevelCounts): Bar[] {
  const bars = counts.map((count, i): Bar => ({ levels: [(i + NONE_TOLD) as GroupLevel, (i + NONE_TOLD) as GroupLevel], count }));
  for (;;) {
    const small = bars
      .filter(({ count }) => isFew(count))
      .reduce<Bar | null>((least, bar) => (least && least.count <= bar.count ? least : bar), null);
    if (!small) return bars;
    const at = bars.indexOf(small);
    const beside = [at - 1, at + 1].filter((i) => bars[i]);
    const inhabited = beside.filter((i) => bars[i]!.count > 0);
    // With nobody on either side it grows into the empty bar; the sort is stable, so that left goes first.
    const [to] = (inhabited.length ? inhabited : beside).sort((a, b) => bars[a]!.count - bars[b]!.count);
    const first = Math.min(at, to!);
    const [left, right] = [bars[first]!, bars[first + 1]!];
    bars.splice(first, 2, { levels: [left.levels[0], right.levels[1]], count: left.count + right.count });
  }
}

/**
 * What may be said of a yes or no within a group, such as how many have an essential open. None, one and two read alike, and so do all,
 * all but one and all but two: silence tells nothing.
 *
 * @returns `null` of fewer than five
 * @throws GroupError where the two are not whole numbers, the count not larger than the whole
 */
export function shownOf(count: number, of: number): Shown<{ readonly count: number; readonly of: number } | 'few' | 'nearly all'> | null {
  checkNumber(of, 'of');
  checkNumber(count, 'count', of);
  if (of < PEOPLE) return null;
  return mayBeShown(count < BAR ? 'few' : of - count < BAR ? 'nearly all' : { count, of });
}

/**
 * Counts what became of people's levels.
 *
 * @param before a level from 0 to 4 for each person, `null` where none is told
 * @param after the same people in the same order
 * @throws GroupError naming the entry that is no level
 */
export function tallyChanges(before: readonly (number | null)[], after: readonly (number | null)[]): ChangeCounts {
  for (const [name, list] of Object.entries({ before, after })) {
    if (!Array.isArray(list) || list.length > MOST) throw new GroupError(`“${name}” has to be a list of at most ${MOST} levels`);
    list.forEach((level, i) => {
      if (level !== null && ![0, 1, 2, 3, 4].includes(level))
        throw new GroupError(`${name}[${i}]: ${JSON.stringify(level)} is not a level from 0 to 4 or null`);
    });
  }
  if (before.length !== after.length)
    throw new GroupError(`“before” has ${before.length} levels and “after” ${after.length}; each person has one in both`);
  const changes = { up: 0, same: 0, down: 0, noLevel: 0, noBefore: 0 };
  before.forEach((from, i) => changes[moveOf(from, after[i]!)]++);
  return changes;
}

/** @returns as what somebody counts @param from a level, or `null` where none is told @param to the same */
export function moveOf(from: number | null, to: number | null): keyof ChangeCounts {
  if (to === null) return 'noLevel';
  if (from === null) return 'noBefore';
  return to > from ? 'up' : to < from ? 'down' : 'same';
}

/**
 * What may be shown of how a group's levels changed.
 *
 * Not comparable is who has no level today, and who has one and none of before. A bar shows the first of these two numbers, so that the second
 * one is what is left: with a bar of four and five told, one person had no level before. So where three or more have no level today, one or two
 * without a level of before stand among the same, and the bar's number is told alone. Else both are told as one number from three on, and up to
 * two stand among the same.
 *
 * @returns `null` where fewer than five stand in the parts
 * @throws GroupError where a number is not a whole one from 0 to 100000
 */
export function shownChange(changes: ChangeCounts): Shown<GroupChange> | null {
  for (const name of ['up', 'same', 'down', 'noLevel', 'noBefore'] as const) checkNumber(changes[name], name);
  const { up, same, down, noLevel, noBefore } = changes;
  return changeWith({ up, same, down }, noLevel + noBefore, apartOf(noLevel, noBefore));
}

/**
 * What may be shown of how strictly a group judges: from its levels of before to the same as seen from today. It is told beside the change (from
 * before to today) and the practice (from then, as seen from today, to today) of the same people. Were all three numbers of those who cannot be
 * compared told to the last person, their differences would be how many lack the one level, the other, or both. So this one builds on the larger
 * of the other two. What it has beyond that are those who lack only the level that fewer lack: they are told in threes. All others stand among
 * the same: whoever does so in the change or in the practice, and up to two more.
 *
 * @returns `null` where fewer than five stand in the parts
 * @throws GroupError where a number is not a whole one from 0 to 100000
 */
export function shownYardstick(changes: YardstickCounts): Shown<GroupChange> | null {
  for (const name of ['up', 'same', 'down', 'noLevel', 'noBefore', 'noBack', 'neither'] as const) checkNumber(changes[name], name);
  const { up, same, down, noLevel, noBefore, noBack, neither } = changes;
  const larger = Math.max(apartOf(noLevel, noBefore + neither), apartOf(noLevel, noBack + neither));
  const apart = larger + BAR * Math.floor(Math.min(noBefore, noBack) / BAR);
  return changeWith({ up, same, down }, noLevel + noBefore + noBack + neither, apart);
}

/** @returns how many who cannot be compared are told: none, or at least three */
function apartOf(noLevel: number, noBefore: number): number {
  const apart = noLevel >= BAR && isFew(noBefore) ? noLevel : noLevel + noBefore;
  return isFew(apart) ? 0 : apart;
}

/** @param notComparable all of them @param apart those who are told; the others stand among the same */
function changeWith(compared: Record<Direction, number>, notComparable: number, apart: number): Shown<GroupChange> | null {
  const { up, down } = compared;
  const same = compared.same + notComparable - apart;
  if (up + same + down < PEOPLE) return null;
  const parts = partsOf(down, same, up);
  return mayBeShown({ parts, moreThanChance: holdsHoweverSpread(parts), notComparable: apart || null });
}

/**
 * A change that was shown before, as it lies in a store or a file, with all that is said of it.
 *
 * @throws GroupError where it is none that {@link shownChange} makes
 */
export function shownChangeAgain({ parts, notComparable }: Pick<GroupChange, 'parts' | 'notComparable'>): Shown<GroupChange> {
  parts.forEach(({ count }, i) => checkNumber(count, `parts[${i}]`));
  const counts = new Map(parts.map(({ of, count }) => [of.join(), count]));
  const all = sum(parts.map(({ count }) => count));
  if (notComparable !== null) checkNumber(notComparable, 'notComparable');
  // What stands with the same may be nobody: so it would be shown alike.
  const [down = 0, up = 0] = [counts.get('down'), counts.get('up')];
  const isShown = areAlike(partsOf(down, all - down - up, up), parts);
  if (all < PEOPLE || !isShown || (notComparable !== null && notComparable < BAR)) throw new GroupError('this change is not shown');
  return mayBeShown({ parts, moreThanChance: holdsHoweverSpread(parts), notComparable });
}

/** Fewer than three down, or up, stand with the same, even where it is none; one or two that are left in the middle go to up, or to what is before them. */
function partsOf(down: number, same: number, up: number): readonly ChangePart[] {
  const parts: ChangePart[] = [
    { of: ['down'], count: down },
    { of: ['same'], count: same },
    { of: ['up'], count: up }
  ];
  const join = (i: number) => {
    const [left, right] = [parts[i]!, parts[i + 1]!];
    parts.splice(i, 2, { of: [...left.of, ...right.of], count: left.count + right.count });
  };
  if (down < BAR) join(0);
  if (up < BAR) join(parts.length - 2);
  const middle = parts.findIndex(({ of }) => of.includes('same'));
  if (parts.length > 1 && isFew(parts[middle]!.count)) join(Math.min(middle, parts.length - 2));
  return parts;
}

/**
 * The test is asked of every spread of people that would be shown as these parts. Asked of the real one alone, it would tell it: with
 * eight up, "too few to tell" would mean that two went down.
 */
function holdsHoweverSpread(parts: readonly ChangePart[]): boolean | null {
  if (parts.length === 1) return null;
  const [first, last] = [parts[0]!, parts.at(-1)!];
  if (parts.length === 3) return moreThanChance(last.count, first.count);
  const downStands = first.of.length === 1;
  const [alone, mixed] = downStands ? [first.count, last.count] : [last.count, first.count];
  for (let moved = 0; moved <= mixed; moved++) {
    const [down, up] = downStands ? [alone, moved] : [moved, alone];
    if (areAlike(partsOf(down, mixed - moved, up), parts) && !moreThanChance(up, down)) return false;
  }
  return true;
}

const areAlike = (a: readonly ChangePart[], b: readonly ChangePart[]) =>
  a.length === b.length && a.every(({ of, count }, i) => of.join() === b[i]!.of.join() && count === b[i]!.count);

const isFew = (count: number) => count > 0 && count < BAR;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
const mayBeShown = <T>(value: T) => value as Shown<T>;

function checkNumber(value: number, name: string, most = MOST): void {
  if (!Number.isInteger(value) || value < 0 || value > most)
    throw new GroupError(`${name}: ${JSON.stringify(value)} is not a whole number from 0 to ${most}`);
}
