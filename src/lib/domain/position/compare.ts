/**
 * Two assessments side by side. A change is called clear only where the margin bands do not meet and both sides are the person's own answers
 * of their time; what the two did not both ask is said, never counted as nothing.
 */
import type { Cell, Value } from '../assessment/answer.ts';
import { cellsOf, criterionKey, type Answered, type Assessment } from '../assessment/assessment.ts';
import { LEVELS, type Level, type Model, type Reached } from '../model.ts';
import { isBorrowed, positionOf, thresholdsOf, type Position } from './position.ts';
import type { Rubric } from '../rubric/rubric.ts';
import { carryOver, carryScope } from '../assessment/carry-over.ts';
import type { Kind, VersionFacts } from '../rubric/versions.ts';

/** As much of a position as a verdict needs. */
export interface Standing {
  readonly level: Reached | null;
  readonly band: readonly [Reached, Reached];
  /** Whether it rests on answers that were filled in or carried over: `isBorrowed`. */
  readonly borrowed: boolean;
  /** Whether it looks back, rating an earlier time again. */
  readonly retrospect?: boolean;
}

/**
 * What keeps a change from being called clear. `margin`: the bands meet. `retrospect`, `borrowed`: said of either side. `worded`: statements
 * were worded differently then.
 */
export type Doubt = 'margin' | 'retrospect' | 'borrowed' | 'worded';

/**
 * `same`: no change of level. `clear`: the margin bands do not meet, and nothing else raises a doubt; `possible`: something does.
 * `untold`: one of the two has no level. `withheld`: the two did not ask the same.
 */
export type Verdict =
  | { readonly kind: 'same' }
  | { readonly kind: 'clear'; readonly direction: 'up' | 'down' }
  | { readonly kind: 'possible'; readonly direction: 'up' | 'down'; readonly because: Doubt }
  | { readonly kind: 'untold'; readonly side: 'before' | 'after' | 'both' }
  | { readonly kind: 'withheld' };

export function verdictOf(before: Standing, after: Standing): Verdict {
  if (before.level === null || after.level === null)
    return { kind: 'untold', side: before.level !== null ? 'after' : after.level !== null ? 'before' : 'both' };
  if (before.level === after.level) return { kind: 'same' };
  const direction = before.level < after.level ? 'up' : 'down';
  const because = doubtOf(before, after);
  return because ? { kind: 'possible', direction, because } : { kind: 'clear', direction };
}

function doubtOf(...sides: readonly [Standing, Standing]): Doubt | null {
  const [before, after] = sides;
  if (before.band[1] >= after.band[0] && after.band[1] >= before.band[0]) return 'margin';
  if (sides.some(({ retrospect }) => retrospect)) return 'retrospect';
  return sides.some(({ borrowed }) => borrowed) ? 'borrowed' : null;
}

export interface Marked {
  readonly criterion: string;
  readonly kind: Exclude<Kind, 'same'>;
  readonly levels?: readonly Level[];
}

/** How the two rubrics of a competency relate. */
export interface Relation {
  /** `same` content; `worded`: some texts differ; `other`: some criteria ask something else, begin or end; `unknown`: no version tells. */
  readonly kind: 'same' | 'worded' | 'other' | 'unknown';
  /** Criteria of the later version that are not the same: one part for each kind, with its levels where these are not all. */
  readonly marked: readonly Marked[];
  /** Criteria of the earlier version that nothing of the later one comes from. */
  readonly ended: readonly string[];
}

/** What became of an answer: more of it, less of it, or not both told. */
export interface AnswerChange {
  readonly level: Level;
  readonly before: Value | null;
  readonly after: Value | null;
  /** How the cell relates to the earlier version's. */
  readonly kind: Kind;
  /** Whether either of the two was assumed at its time, from a placement or by carrying over. */
  readonly assumed: boolean;
}

export interface CriterionChange {
  readonly criterion: string;
  readonly changes: readonly AnswerChange[];
}

/** Cells of the competency, each in one of these. */
export interface Counts {
  readonly cells: number;
  /** With points on both sides. */
  readonly both: number;
  readonly up: number;
  readonly down: number;
  /** Not part of the role on one side or both. */
  readonly na: number;
  /** Open on one side or both, and asked on both. */
  readonly open: number;
  /** Asked by one side only, or asking something else. */
  readonly unasked: number;
}

/**
 * An essential practice. `gained`: was Not yet, is at least Partly. `lost`: the other way round. `still`: Not yet both times.
 * `found`: Not yet now, and not told before. `asked`: Not yet now, and not asked before. `untold`: was Not yet, and is not told now.
 */
export interface EssentialChange {
  readonly competency: string;
  readonly criterion: string;
  readonly level: Level;
  readonly kind: 'gained' | 'lost' | 'still' | 'found' | 'asked' | 'untold';
  /** How the statement relates to the earlier version's. */
  readonly from: Kind;
}

export interface CompetencyChange {
  readonly competency: string;
  /** As answered, each by the rubric of its own time. */
  readonly before: Position;
  readonly after: Position;
  readonly verdict: Verdict;
  readonly relation: Relation;
  readonly criteria: readonly CriterionChange[];
  readonly counts: Counts;
  readonly essentials: readonly EssentialChange[];
  /** The rubric that answers are shown by: the later version. */
  readonly rubric: Rubric;
}

/** One side of a comparison: an assessment and its whole rubrics, in its order. */
export interface Side {
  readonly assessment: Assessment;
  readonly rubrics: readonly Rubric[];
}

/**
 * Ways from the older version of a competency to the newer, as `pathBetween` gives them; `null` where no version tells.
 * Competencies with the same rubric on both sides have none.
 */
export type Paths = ReadonlyMap<string, readonly VersionFacts[] | null>;

export interface Comparison {
  /** Competencies that both have, in the later one's order. */
  readonly both: readonly CompetencyChange[];
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

export function compare(before: Side, after: Side, paths: Paths, model: Model): Comparison {
  const ids = (side: Side) => side.rubrics.map(({ id }) => id);
  const [had, has] = [ids(before), ids(after)];
  return {
    both: has.filter((id) => had.includes(id)).map((id) => compareOne(id, before, after, paths, model)),
    onlyBefore: had.filter((id) => !has.includes(id)),
    onlyAfter: has.filter((id) => !had.includes(id))
  };
}

function compareOne(id: string, before: Side, after: Side, paths: Paths, model: Model): CompetencyChange {
  const own = (side: Side) => side.rubrics.find((rubric) => rubric.id === id)!;
  const positions = [before, after].map((side) => {
    const rubric = own(side);
    return positionOf(rubric, side.assessment, side.assessment.head.targets[id] ?? null, thresholdsOf(rubric, model));
  }) as [Position, Position];
  const path = paths.get(id);
  const level = levelled(before, after, id, path);
  const relation = relationOf(level, path);
  const criteria = level ? changesIn(level) : [];
  return {
    competency: id,
    before: positions[0],
    after: positions[1],
    verdict: verdictFor(standing(positions[0], before, own(before)), standing(positions[1], after, own(after)), relation),
    relation,
    criteria: criteria.filter(({ changes }) => changes.some((one) => asked(one) && one.before !== one.after)),
    counts: count(criteria.flatMap(({ changes }) => changes)),
    essentials: level ? essentialsIn(level, criteria) : [],
    rubric: level?.rubric ?? own(after)
  };
}

/** Words that differ between the versions may be what moved the answers, so then no change is called clear. */
function verdictFor(before: Standing, after: Standing, relation: Relation): Verdict {
  const verdict = verdictOf(before, after);
  if (verdict.kind === 'untold') return verdict;
  if (relation.kind === 'other' || relation.kind === 'unknown') return { kind: 'withheld' };
  return relation.kind === 'worded' && verdict.kind === 'clear' ? { ...verdict, kind: 'possible', because: 'worded' } : verdict;
}

const standing = (position: Position, { assessment }: Side, rubric: Rubric): Standing => ({
  level: position.level,
  band: position.score.band,
  borrowed: isBorrowed(position, assessment, rubric),
  retrospect: assessment.head.retrospectOf !== undefined
});

/** Both sides' answers under the same criteria. */
interface Levelled {
  readonly rubric: Rubric;
  readonly before: Answered;
  readonly after: Answered;
  readonly kindOf: (criterion: string, level: Level) => Kind;
  readonly isAssumed: (criterion: string, level: Level) => boolean;
  readonly ended: readonly string[];
}

/** @returns `null` where no version tells how the two relate */
export function levelled(before: Side, after: Side, id: string, path: readonly VersionFacts[] | null | undefined): Levelled | null {
  const [rubric, sides] = [after.rubrics.find((one) => one.id === id)!, { before: before.assessment, after: after.assessment }];
  const assumedIn = (side: Answered, criterion: string, level: Level) =>
    cellsOf(side, criterionKey(id, criterion))[level]?.origin === 'assumed';
  const either = (criterion: string, level: Level) => Object.values(sides).some((side) => assumedIn(side, criterion, level));
  if (path === undefined) return { rubric, ...sides, kindOf: () => 'same', isAssumed: either, ended: [] };
  if (path === null) return null;
  // The older version's answers are brought to the newer one, whichever of the two was answered first.
  const older = path[0]!.version === rubric.version ? 'after' : 'before';
  const way = path.map(withoutEssentials);
  const carried = carryOver(sides[older].entries, way, 'compared');
  const { entries, cells, ended } = carried;
  const cellAt = new Map(cells.map((cell) => [`${cell.criterion}.${cell.level}`, cell]));
  const other = older === 'before' ? 'after' : 'before';
  return {
    rubric: older === 'before' ? rubric : before.rubrics.find((one) => one.id === id)!,
    ...sides,
    [older]: { head: { scope: carryScope(sides[older], [{ path: way, carried }]) }, entries },
    kindOf: (criterion, level) => cellAt.get(`${criterion}.${level}`)?.kind ?? 'new',
    // To bring an answer here for the comparison makes no assumption of it.
    isAssumed: (criterion, level) =>
      assumedIn(sides[other], criterion, level) ||
      (cellAt.get(`${criterion}.${level}`)?.from ?? []).some((one) => assumedIn(sides[older], one, level)),
    ended
  };
}

/**
 * Whoever goes on with a newer version is asked its essentials again. A comparison asks nobody: what was answered to other words is shown as what
 * it is.
 */
const withoutEssentials = (facts: VersionFacts): VersionFacts => ({
  ...facts,
  criteria: facts.criteria.map((criterion) => ({ ...criterion, essential: [] }))
});

function relationOf(levelled: Levelled | null, path: readonly VersionFacts[] | null | undefined): Relation {
  if (!levelled) return { kind: 'unknown', marked: [], ended: [] };
  const marked = levelled.rubric.criteria.flatMap(({ id }): Marked[] => {
    const kinds = LEVELS.map((level) => levelled.kindOf(id, level));
    return [...new Set(kinds)].flatMap((kind): Marked[] => {
      if (kind === 'same') return [];
      const levels = LEVELS.filter((_, i) => kinds[i] === kind);
      return [{ criterion: id, kind, ...(levels.length < LEVELS.length ? { levels } : {}) }];
    });
  });
  // Also one without answers has ended; carrying over names only those that had some.
  const replaced = new Set(marked.flatMap(({ criterion, kind }) => (kind === 'not-comparable' ? [criterion] : [])));
  const ended = path ? endedOf(path, levelled).filter((id) => !replaced.has(id)) : [];
  const other = ended.length > 0 || marked.some(({ kind }) => kind === 'new' || kind === 'not-comparable');
  return { kind: other ? 'other' : marked.length ? 'worded' : 'same', marked, ended };
}

/** Criteria of the oldest version that no criterion of the newest comes from, told by sending one answer each along the way. */
function endedOf(path: readonly VersionFacts[], { ended }: Levelled): string[] {
  const [first] = path;
  const probe = Object.fromEntries(
    first!.criteria.map(({ id }) => {
      const key = criterionKey(first!.id, id);
      return [key, { assessment: '', criterion: key, cells: {}, note: id, evidence: 'none' as const, at: 0 }];
    })
  );
  return [...new Set([...ended, ...carryOver(probe, path, '').ended])];
}

function changesIn({ rubric, before, after, kindOf, isAssumed }: Levelled): CriterionChange[] {
  const valueOf = (cell: Cell | undefined) => cell?.value ?? null;
  return rubric.criteria.map(({ id }) => {
    const was = cellsOf(before, criterionKey(rubric.id, id));
    const is = cellsOf(after, criterionKey(rubric.id, id));
    const changes = LEVELS.map((level): AnswerChange => ({
      level,
      before: valueOf(was[level]),
      after: valueOf(is[level]),
      kind: kindOf(id, level),
      assumed: isAssumed(id, level)
    }));
    return { criterion: id, changes };
  });
}

const asked = ({ kind }: AnswerChange) => kind !== 'new' && kind !== 'not-comparable';

function count(changes: readonly AnswerChange[]): Counts {
  const shared = changes.filter(asked);
  const both = shared.filter(({ before, after }) => typeof before === 'number' && typeof after === 'number') as (AnswerChange & {
    before: number;
    after: number;
  })[];
  const na = shared.filter(({ before, after }) => before === 'na' || after === 'na').length;
  return {
    cells: changes.length,
    both: both.length,
    up: both.filter(({ before, after }) => after > before).length,
    down: both.filter(({ before, after }) => after < before).length,
    na,
    open: shared.length - both.length - na,
    unasked: changes.length - shared.length
  };
}

function essentialsIn({ rubric }: Levelled, criteria: readonly CriterionChange[]): EssentialChange[] {
  return rubric.criteria.flatMap(({ id, essential }, i) =>
    essential.flatMap((level): EssentialChange[] => {
      const change = criteria[i]!.changes[level - 1]!;
      const kind = essentialKind(change);
      return kind ? [{ competency: rubric.id, criterion: id, level, kind, from: change.kind }] : [];
    })
  );
}

function essentialKind(change: AnswerChange): EssentialChange['kind'] | null {
  const { before, after } = change;
  const has = (value: Value | null) => value === 1 || value === 2;
  if (before === 0) return has(after) ? 'gained' : after === 0 ? 'still' : 'untold';
  if (after !== 0) return null;
  if (!asked(change)) return 'asked';
  return has(before) ? 'lost' : 'found';
}

/** A topic's level on two dates, and what may be said of the difference. */
export interface Move {
  readonly competency: string;
  /** `null` where no level can be told. */
  readonly from: Reached | null;
  readonly to: Reached | null;
  readonly verdict: Verdict;
}

/** @returns the topics that both sides have, in the later one's order */
export const movesOf = ({ both }: Pick<Comparison, 'both'>): Move[] =>
  both.map(({ competency, before, after, verdict }) => ({ competency, from: before.level, to: after.level, verdict }));

/** Looking back: the same earlier date rated twice, and now. None of the three is truer than the others. */
export interface Shift {
  readonly competency: string;
  /** As reported then → as reported now. */
  readonly reported: Verdict;
  /** As seen from today → now: read as practice, if memory and yardstick held. */
  readonly practice: Verdict;
  /** As reported then → as seen from today: the same time, so read as yardstick, if memory held. */
  readonly yardstick: Verdict;
  readonly levels: readonly [before: Reached | null, back: Reached | null, now: Reached | null];
}

/**
 * @param reported before → now
 * @param practice back → now
 * @param yardstick before → back
 * @returns competencies that all three have
 */
export function shiftsOf(reported: Comparison, practice: Comparison, yardstick: Comparison): Shift[] {
  return reported.both.flatMap(({ competency, verdict, before, after }) => {
    const of = ({ both }: Comparison) => both.find((one) => one.competency === competency);
    const [moved, seen] = [of(practice), of(yardstick)];
    if (!moved || !seen) return [];
    return [
      {
        competency,
        reported: verdict,
        practice: moved.verdict,
        yardstick: seen.verdict,
        levels: [before.level, moved.before.level, after.level]
      }
    ];
  });
}
