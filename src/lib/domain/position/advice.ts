/** What a person could do next: which answers would move them, what is worth a look, where to begin. */
import { cellsOf, criterionKey, type Answered } from '../assessment/assessment.ts';
import { LEVELS, type Level, type Model, type Note, type Reached, type Thresholds } from '../model.ts';
import { overallOf } from './overall.ts';
import type { CellPlace, Position } from './position.ts';
import type { Rubric } from '../rubric/rubric.ts';
import { score, type Row } from './score.ts';
import type { Value } from '../assessment/answer.ts';

/** One answer that would have to change, or to be given. */
export interface Change extends CellPlace {
  readonly from: Value | null;
  readonly to: Value;
  readonly essential: boolean;
}

export type SmallestChange =
  /** These answers, changed, reach `reaches`. No smaller set does. */
  | { readonly kind: 'changes'; readonly reaches: Reached; readonly changes: readonly Change[] }
  /** The next level cannot be told before these are answered. */
  | { readonly kind: 'answer-first'; readonly open: readonly CellPlace[] }
  | { readonly kind: 'not-applicable'; readonly level: Level }
  | { readonly kind: 'furthest' };

/**
 * The smallest set of answers that reaches the next level.
 *
 * Fewest answers first, then the smallest steps (from partly to yes rather than from not yet). Essentials answered Not
 * yet are always in it, since no other points make up for them. Open answers are not guessed.
 */
export function whatWouldMove(position: Position, rubric: Rubric, thresholds: Thresholds): SmallestChange {
  const { score: result, rows, essential } = position;
  if (result.level === 4) return { kind: 'furthest' };
  const next = (result.level + 1) as Level;
  const evidence = result.levels[next - 1]!;
  if (evidence.status === 'not-applicable') return { kind: 'not-applicable', level: next };
  const openHere = openCells(position, rubric, next);
  if (!evidence.covered) return { kind: 'answer-first', open: openHere };
  // No other answer makes up for an essential that is open.
  const waits = evidence.essentialOpen.map((c) => rubric.criteria[c]!.id);
  if (waits.length) return { kind: 'answer-first', open: openHere.filter(({ criterion }) => waits.includes(criterion)) };

  const isEssential = (c: number) => essential.some(([ec, el]) => ec === c && el === next);
  const answers = rows.map((row, c) => ({ c, from: row[next - 1]! }));
  const must = answers.filter(({ c, from }) => isEssential(c) && from === 0);
  const partly = answers.filter(({ from }) => from === 1);
  const notYet = answers.filter(({ c, from }) => from === 0 && !isEssential(c));
  const wanted = evidence.need! - evidence.points;
  // Missing essentials go to Yes: each gives two points. What then lacks is filled with as few answers as can be,
  // and with as many small steps as that number allows.
  const lack = wanted - 2 * must.length;
  let [big, small] = [0, 0];
  if (lack > 0) {
    const fewest = lack <= 2 * notYet.length ? Math.ceil(lack / 2) : notYet.length + (lack - 2 * notYet.length);
    small = Math.min(partly.length, 2 * fewest - lack);
    big = fewest - small;
  }
  const chosen = [...must, ...partly.slice(0, small), ...notYet.slice(0, big)];
  return {
    kind: 'changes',
    reaches: score(
      raisedBy(rows, next, (c) => chosen.some((a) => a.c === c)),
      essential,
      thresholds
    ).level,
    changes: chosen.map(({ c, from }) => ({ criterion: rubric.criteria[c]!.id, level: next, from, to: 2, essential: isEssential(c) }))
  };
}

const raisedBy = (rows: readonly Row[], level: Level, chosen: (c: number) => boolean): Row[] =>
  rows.map((row, c) => (chosen(c) ? row.map((value, l) => (l === level - 1 ? 2 : value)) : row));

/**
 * How a person would come to their target: what moves them to the next level, then, if these answers were changed, to the one after
 * that, and so on.
 *
 * @returns one set a level; empty where no target was chosen or it is reached. The last one is not of kind `changes` where the way
 *   ends before the target: with answers that are open, or a level that is not part of the role.
 */
export function wayToTarget(position: Position, rubric: Rubric, thresholds: Thresholds): SmallestChange[] {
  const way: SmallestChange[] = [];
  let at = position;
  while (position.target !== null && at.score.level < position.target) {
    const moves = whatWouldMove(at, rubric, thresholds);
    way.push(moves);
    if (moves.kind !== 'changes' || moves.reaches <= at.score.level) break;
    const level = (at.score.level + 1) as Level;
    const rows = raisedBy(at.rows, level, (c) => moves.changes.some(({ criterion }) => criterion === rubric.criteria[c]!.id));
    at = { ...at, rows, score: score(rows, at.essential, thresholds) };
  }
  return way;
}

function openCells(position: Position, rubric: Rubric, level: Level): CellPlace[] {
  return position.rows.flatMap((row, c) => (row[level - 1] === null ? [{ criterion: rubric.criteria[c]!.id, level }] : []));
}

/** Essential cells answered Not yet, or not answered although the person works at or above their level. */
export interface MissingEssential extends CellPlace {
  readonly competency: string;
  readonly open: boolean;
}

/**
 * Essentials come before everything else, whatever the level. One that is open counts as missing only where the person
 * answered anything else of that criterion: before that there is nothing to warn about.
 */
export function missingEssentials(position: Position, rubric: Rubric): MissingEssential[] {
  return position.essential.flatMap(([c, level]) => {
    const row: Row = position.rows[c]!;
    const value = row[level - 1];
    const open = value === null && row.some((v) => v !== null);
    return value === 0 || open ? [{ competency: position.competency, criterion: rubric.criteria[c]!.id, level, open }] : [];
  });
}

/** Cross-competency notes whose condition holds. A competency without a position triggers none. */
export function notesFor(positions: readonly Position[], model: Model): Note[] {
  const levelOf = (id: string) => positions.find((p) => p.competency === id)?.level ?? null;
  return model.notes.filter((note) => {
    const low = levelOf(note.and.competency);
    if (low === null || low >= note.and.below) return false;
    return positions.some(
      (p) => (note.when.competency === 'any' || note.when.competency === p.competency) && p.level !== null && p.level >= note.when.atLeast
    );
  });
}

export interface Step extends CellPlace {
  readonly competency: string;
  /** Why it stands where it stands in the list. */
  readonly because: 'essential' | 'moves' | 'next-level';
}

/**
 * Next steps at the person's level: missing essentials, then what would move them, then the rest of the next level that
 * is not yet a Yes.
 */
export function nextSteps(position: Position, rubric: Rubric, thresholds: Thresholds): Step[] {
  const seen = new Set<string>();
  const steps: Step[] = [];
  const add = (cell: CellPlace, because: Step['because']) => {
    const key = `${cell.criterion}.${cell.level}`;
    if (seen.has(key)) return;
    seen.add(key);
    steps.push({ competency: position.competency, criterion: cell.criterion, level: cell.level, because });
  };
  for (const cell of missingEssentials(position, rubric)) if (!cell.open) add(cell, 'essential');
  const moves = whatWouldMove(position, rubric, thresholds);
  if (moves.kind === 'changes') for (const change of moves.changes) add(change, 'moves');
  const next = position.score.level + 1;
  for (const level of LEVELS)
    if (level === next)
      position.rows.forEach((row, c) => {
        const value = row[level - 1];
        if (value === 0 || value === 1) add({ criterion: rubric.criteria[c]!.id, level }, 'next-level');
      });
  return steps;
}

/**
 * Which competency to turn to first: one with a missing essential, then the key competency of the next level, then the
 * one furthest below its target. Where no targets were chosen, each aims one level above where it stands.
 *
 * @returns competency ids in that order. Left out, unless an essential is missing: those at or above their target, and those
 *   whose next level is not part of the role
 */
export function focusOrder(positions: readonly Position[], rubrics: readonly Rubric[]): string[] {
  const overall = overallOf(positions);
  if (!overall) return [];
  return positions
    .flatMap((position, order) => {
      const rubric = rubrics.find((r) => r.id === position.competency);
      if (!rubric || position.level === null) return [];
      const target = position.target ?? Math.min(4, position.level + 1);
      const essentials = missingEssentials(position, rubric).length;
      const shortfall = position.score.stopReason === 'not-applicable' ? 0 : target - position.level;
      if (shortfall <= 0 && essentials === 0) return [];
      return [{ id: position.competency, essentials, key: rubric.keyLevel === overall.typical + 1, shortfall, order }];
    })
    .sort(
      (a, b) =>
        Number(b.essentials > 0) - Number(a.essentials > 0) ||
        Number(b.key) - Number(a.key) ||
        b.shortfall - a.shortfall ||
        a.order - b.order
    )
    .map((p) => p.id);
}

/** How many strengths are named. */
const NAMED = 3;

/**
 * What somebody does already: the highest positions first; where no level is held, descriptions to which they said Yes themselves, in the
 * rubrics' order. At most three.
 */
export function strengthsOf(
  positions: readonly Position[],
  rubrics: readonly Rubric[],
  answered: Answered
): { readonly levels: readonly { readonly rubric: Rubric; readonly level: Level }[]; readonly already: readonly string[] } {
  const levels = positions
    .flatMap(({ competency, level }) => (level ? [{ rubric: rubrics.find(({ id }) => id === competency)!, level }] : []))
    .sort((a, b) => b.level - a.level)
    .slice(0, NAMED);
  if (levels.length) return { levels, already: [] };
  const already = rubrics.flatMap((rubric) =>
    rubric.criteria.flatMap((criterion) =>
      LEVELS.flatMap((level) => {
        const cell = cellsOf(answered, criterionKey(rubric.id, criterion.id))[level];
        return cell?.value === 2 && cell.origin !== 'assumed' ? [criterion.descriptors[level]] : [];
      })
    )
  );
  return { levels, already: already.slice(0, NAMED) };
}
