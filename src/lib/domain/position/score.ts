/**
 * From answers to a level, in integers throughout.
 *
 * The rules are Waymark's own judgements, published in docs/method.md; the thresholds come from the model's data.
 * Nothing here knows competencies or words: rows of answers go in, a level with its evidence comes out.
 */
import { LEVELS, type Level, type Reached, type Thresholds } from '../model.ts';
import type { Value } from '../assessment/answer.ts';

/** One criterion's answers at levels 1 to 4; `null` is open. */
export type Row = readonly (Value | null)[];

export type Status = 'held' | 'blocked' | 'emerging' | 'not-yet' | 'incomplete' | 'not-applicable';

export interface LevelEvidence {
  readonly level: Level;
  /** Answers that carry points: not yet, partly, yes. */
  readonly answered: number;
  readonly points: number;
  /** Points at which the level is held; `null` when nothing was answered. */
  readonly need: number | null;
  readonly na: number;
  readonly unanswered: number;
  /** Whether enough criteria are answered for the level to tell anything. */
  readonly covered: boolean;
  /** Criteria (from 0) whose essential cell here is answered Not yet. */
  readonly essentialMissing: readonly number[];
  /** Criteria (from 0) whose essential cell here is open. With enough points the level is `incomplete` until they are answered. */
  readonly essentialOpen: readonly number[];
  readonly status: Status;
}

export interface Gap {
  /** Criterion, from 0. */
  readonly criterion: number;
  readonly lower: Level;
  readonly higher: Level;
  /** `clear` for not yet below yes, else `soft`. */
  readonly severity: 'clear' | 'soft';
}

export interface Score {
  /** The highest level held with all before it; 0 when the first is not held. */
  readonly level: Reached;
  /** From where to where up to two answers, each one step different, would place the person: exactly. Contains `level`. */
  readonly band: readonly [Reached, Reached];
  /** Points towards the next level and points needed; `null` where there is no next level to reach. */
  readonly progress: readonly [number, number] | null;
  /**
   * Essential cells of which a single one decides the level: answered Partly at a level that is held, so that one step down would lose it; or
   * answered Not yet at the next level, which one step up would reach.
   */
  readonly decisive: readonly { readonly criterion: number; readonly level: Level }[];
  /** Why there is no telling about the next level. */
  readonly stopReason: 'incomplete' | 'not-applicable' | null;
  /** Levels above the position that are held on their own points. */
  readonly hollowLevels: readonly Level[];
  readonly gaps: readonly Gap[];
  /** Pairs of answers of one criterion at two levels that could have shown a gap. */
  readonly comparablePairs: number;
  readonly levels: readonly LevelEvidence[];
}

/** Says which row of the input cannot be scored, and why. */
export class RowError extends Error {
  override name = 'RowError';
}

const isValue = (x: unknown): x is Value | null => x === 0 || x === 1 || x === 2 || x === 'na' || x === null;

/**
 * Scores one rubric's answers.
 *
 * @param rows one row per criterion, each with four answers (0, 1, 2, 'na' or null)
 * @param essential cells that cannot be made up for, as [criterion from 0, level from 1]
 * @throws RowError when a row does not have four answers or an essential cell lies outside
 */
export function score(rows: readonly Row[], essential: readonly (readonly [number, Level])[], thresholds: Thresholds): Score {
  rows.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== 4) throw new RowError(`row ${i} needs four answers`);
    row.forEach((value, l) => {
      if (!isValue(value)) throw new RowError(`row ${i}, level ${l + 1}: ${JSON.stringify(value)} is not 0, 1, 2, "na" or null`);
    });
  });
  for (const [c, l] of essential)
    if (!rows[c] || !LEVELS.includes(l)) throw new RowError(`essential cell [${c}, ${l}] lies outside the rows`);

  const levels = LEVELS.map((level) => levelEvidence(rows, essential, level, thresholds));
  const steps = LEVELS.map((level) => stepsOf(rows, essential, levels[level - 1]!));
  const at = (level: number) => levels[level - 1]!;

  let level: Reached = 0;
  while (level < 4 && at(level + 1).status === 'held') level = (level + 1) as Reached;

  const next = level < 4 ? at(level + 1) : null;
  const untold = next?.status === 'incomplete' || next?.status === 'not-applicable';
  return {
    level,
    band: marginBand(steps, level, thresholds.margin),
    progress: next && !untold && next.need !== null ? [next.points, next.need] : null,
    decisive: essential
      .filter(([c, l]) => {
        const value = rows[c]![l - 1];
        return (value === 1 && l <= level) || (value === 0 && l === level + 1 && steps[l - 1]!.toHold === 1);
      })
      .map(([criterion, l]) => ({ criterion, level: l }))
      .sort((a, b) => a.level - b.level),
    stopReason: next && untold ? (next.status as 'incomplete' | 'not-applicable') : null,
    hollowLevels: LEVELS.filter((l) => l > level && at(l).status === 'held'),
    ...findGaps(rows),
    levels
  };
}

function levelEvidence(rows: readonly Row[], essential: readonly (readonly [number, Level])[], level: Level, t: Thresholds): LevelEvidence {
  const answers = rows.map((row) => row[level - 1]!);
  const values = answers.filter((a): a is 0 | 1 | 2 => typeof a === 'number');
  const answered = values.length;
  const points = values.reduce<number>((sum, v) => sum + v, 0);
  const na = answers.filter((a) => a === 'na').length;
  const unanswered = rows.length - answered - na;
  const need = answered ? Math.ceil((2 * answered * t.hold[0]) / t.hold[1]) : null;
  const essentialsAt = (value: Value | null) => essential.filter(([c, l]) => l === level && rows[c]![level - 1] === value).map(([c]) => c);
  const [essentialMissing, essentialOpen] = [essentialsAt(0), essentialsAt(null)];
  const covers = (count: number) => count > 0 && t.cover[1] * count >= t.cover[0] * rows.length;
  const covered = covers(answered);

  let status: Status;
  if (need === null || !covered) status = covers(answered + unanswered) && unanswered > 0 ? 'incomplete' : 'not-applicable';
  else if (points >= need) status = essentialMissing.length ? 'blocked' : essentialOpen.length ? 'incomplete' : 'held';
  else status = t.emerging[1] * points >= t.emerging[0] * 2 * answered ? 'emerging' : 'not-yet';
  return { level, answered, points, need, na, unanswered, covered, essentialMissing, essentialOpen, status };
}

/** Fewest answers, each one step different, that turn a level over; `Infinity` where none do. What is open or not part of the role stays so. */
interface Steps {
  /** Up to where it is held; 0 where it is. */
  readonly toHold: number;
  /** Down to where it is not; says nothing of a level that is not held. */
  readonly toLose: number;
}

function stepsOf(rows: readonly Row[], essential: readonly (readonly [number, Level])[], evidence: LevelEvidence): Steps {
  const { level, points, covered, essentialMissing, essentialOpen } = evidence;
  const need = evidence.need ?? Infinity;
  const answers = rows.map((row) => row[level - 1]!);
  // An answer moves by one step at most, so a step needs an answer that has room for it.
  const within = (steps: number, room: (answer: Value | null) => boolean) => (steps <= answers.filter(room).length ? steps : Infinity);

  const toHold =
    !covered || essentialOpen.length
      ? Infinity
      : within(Math.max(need - points, essentialMissing.length, 0), (answer) => answer === 0 || answer === 1);
  const onOne = essential.some(([c, l]) => l === level && rows[c]![level - 1] === 1);
  return { toHold, toLose: onOne ? 1 : within(points - need + 1, (answer) => answer === 1 || answer === 2) };
}

/**
 * Levels share no answers, so what one level costs is not there for the next. Down, the first level that can be lost decides; up, levels are
 * bought one after the other.
 *
 * @param margin how many answers may differ
 */
function marginBand(steps: readonly Steps[], level: Reached, margin: number): [Reached, Reached] {
  const lost = LEVELS.find((l) => l <= level && steps[l - 1]!.toLose <= margin);
  let [upper, left] = [level, margin];
  while (upper < 4 && steps[upper]!.toHold <= left) {
    left -= steps[upper]!.toHold;
    upper = (upper + 1) as Reached;
  }
  return [lost ? ((lost - 1) as Reached) : level, upper];
}

function findGaps(rows: readonly Row[]): { gaps: Gap[]; comparablePairs: number } {
  const gaps: Gap[] = [];
  let comparablePairs = 0;
  rows.forEach((row, criterion) => {
    for (const lower of LEVELS)
      for (const higher of LEVELS) {
        const [below, above] = [row[lower - 1], row[higher - 1]];
        if (lower >= higher || typeof below !== 'number' || typeof above !== 'number') continue;
        comparablePairs++;
        if (below < above) gaps.push({ criterion, lower, higher, severity: above - below === 2 ? 'clear' : 'soft' });
      }
  });
  return { gaps, comparablePairs };
}

/** How surely a level is held, in the words that people see. */
export type Certainty = 'clearly-held' | 'narrowly-held' | 'narrowly-missed' | 'not-held' | 'essential-missing' | 'open' | 'not-applicable';

/** Words for one level: two points from the line are "clearly", less is "narrowly". An essential that is open is missing like one that is Not yet. */
export function certainty(evidence: LevelEvidence, margin: number): Certainty {
  if (evidence.status === 'incomplete') return evidence.covered ? 'essential-missing' : 'open';
  if (evidence.status === 'not-applicable' || evidence.need === null) return 'not-applicable';
  if (evidence.status === 'blocked') return 'essential-missing';
  const over = evidence.points - evidence.need;
  if (over >= margin) return 'clearly-held';
  if (over >= 0) return 'narrowly-held';
  return over >= -margin ? 'narrowly-missed' : 'not-held';
}
