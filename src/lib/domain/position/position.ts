/** A person's position in one competency: the score, tied to the rubric's criteria and to how the answers came about. */
import type { Cell, Cells } from '../assessment/answer.ts';
import { cellsOf, criterionKey, type Answered, type Assessment } from '../assessment/assessment.ts';
import { LEVELS, type Level, type Model, type Reached, type Thresholds } from '../model.ts';
import type { Rubric, RubricFace } from '../rubric/rubric.ts';
import { score, type Row, type Score } from './score.ts';

/** A cell of a rubric: which criterion (its id), which level. */
export interface CellPlace {
  readonly criterion: string;
  readonly level: Level;
}

export interface Tally {
  readonly cells: number;
  readonly open: number;
  readonly na: number;
  /** Answers that followed from a placement. */
  readonly assumed: number;
  readonly yes: number;
  /** Yes-answers of criteria with an example that the person can recall or show. */
  readonly yesWithExample: number;
}

export interface Position {
  readonly competency: string;
  /** `null` where the answers do not tell: see `reason`. */
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  readonly score: Score;
  readonly tally: Tally;
  readonly target: Reached | null;
  readonly rows: readonly Row[];
  readonly essential: readonly (readonly [number, Level])[];
  /** Whether anything of it has been answered, be it Not part of my role: more than what was said of whole situations. */
  readonly begun: boolean;
  /**
   * Levels whose whole situation is not part of the person's role, as they said, and where no answer with points contradicts it: but for what
   * is asked all the same.
   */
  readonly outOfRole: readonly Level[];
}

/** The rubric's essential cells as the score takes them. */
export function essentialCells(rubric: Pick<RubricFace, 'criteria'>): [number, Level][] {
  return rubric.criteria.flatMap((criterion, i) => criterion.essential.map((level): [number, Level] => [i, level]));
}

export function rowOf(cells: Cells): Row {
  return LEVELS.map((level) => cells[level]?.value ?? null);
}

/**
 * @param rubric as much of it as answering needs
 * @param target the level aimed at, or `null` when none was chosen
 * @returns the position, whose `level` is `null` where level 1 cannot be told: unknown is not zero
 */
export function positionOf(
  rubric: Pick<RubricFace, 'id' | 'criteria'>,
  answered: Answered,
  target: Reached | null,
  thresholds: Thresholds
): Position {
  const perCriterion = rubric.criteria.map((criterion) => cellsOf(answered, criterionKey(rubric.id, criterion.id)));
  const rows = perCriterion.map(rowOf);
  const essential = essentialCells(rubric);
  const result = score(rows, essential, thresholds);
  const reason = result.level > 0 || !result.stopReason ? null : result.stopReason === 'incomplete' ? 'open' : 'not-applicable';
  const told = rubric.criteria.flatMap((criterion, i) => {
    const evidence = answered.entries[criterionKey(rubric.id, criterion.id)]?.evidence ?? 'none';
    return LEVELS.flatMap((level) => {
      const cell: Cell | undefined = perCriterion[i]![level];
      return cell ? [{ ...cell, example: evidence !== 'none' }] : [];
    });
  });
  const count = (test: (cell: (typeof told)[number]) => boolean) => told.filter(test).length;
  return {
    competency: rubric.id,
    level: reason ? null : result.level,
    reason,
    score: result,
    tally: {
      cells: rows.length * 4,
      open: rows.length * 4 - told.length,
      na: count((cell) => cell.value === 'na'),
      assumed: count((cell) => cell.origin === 'assumed'),
      yes: count((cell) => cell.value === 2),
      yesWithExample: count((cell) => cell.value === 2 && cell.example)
    },
    target,
    rows,
    essential,
    begun: count((cell) => cell.origin !== 'scope') > 0,
    outOfRole: (answered.head.scope ?? []).flatMap(({ where }) => {
      if (!Object.hasOwn(where, rubric.id)) return [];
      const { level, asked } = where[rubric.id]!;
      return rubric.criteria.some(({ id }, c) => typeof rows[c]![level - 1] === 'number' && !asked.includes(id)) ? [] : [level];
    })
  };
}

/**
 * Whether a position rests on answers that are not the person's own of that time: filled in by an earlier version, carried over from another
 * wording, or given before the assessment was made, as those are that another assessment's answers were taken over from.
 */
export const isBorrowed = (
  { tally }: Pick<Position, 'tally'>,
  { head, entries }: Assessment,
  rubric: Pick<Rubric, 'id' | 'criteria'>
): boolean =>
  tally.assumed > 0 ||
  rubric.criteria.some(({ id }) =>
    Object.values(cellsOf({ head, entries }, criterionKey(rubric.id, id))).some(({ at }) => at < head.createdAt)
  );

/** An essential practice that is not in place: Not yet, Partly or open. Named in every result until it is Yes. */
export interface NotInPlace extends CellPlace {
  readonly value: 0 | 1 | null;
}

/**
 * Essential practices that are answered Yes, or are not part of the role, are in place; this gives the others.
 *
 * @param rubric the position's own
 * @returns lowest level first, within a level in the order of the criteria
 */
export function essentialsNotInPlace(
  { rows, essential }: Pick<Position, 'rows' | 'essential'>,
  rubric: Pick<Rubric, 'criteria'>
): NotInPlace[] {
  return LEVELS.flatMap((level) =>
    essential.flatMap(([c, l]): NotInPlace[] => {
      const value = rows[c]![l - 1]!;
      return l !== level || value === 2 || value === 'na' ? [] : [{ criterion: rubric.criteria[c]!.id, level, value }];
    })
  );
}

/** The thresholds that a rubric's answers are scored with: its own, or else the model's. */
export const thresholdsOf = (rubric: Pick<Rubric, 'thresholds'>, model: Pick<Model, 'thresholds'>): Thresholds =>
  rubric.thresholds ?? model.thresholds;

/** Positions of all competencies of an assessment, in the order chosen. */
export function positionsOf(assessment: Assessment, rubrics: readonly Rubric[], model: Model): Position[] {
  return rubrics.map((rubric) => positionOf(rubric, assessment, assessment.head.targets[rubric.id] ?? null, thresholdsOf(rubric, model)));
}
