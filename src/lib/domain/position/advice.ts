/** What a person could do next: which answers would move them, what is worth a look, where to begin; and what they do already. */
import { cellsOf, criterionKey, type Answered } from '../assessment/assessment.ts';
import { waysIn, type WayIn } from '../assessment/ways-in.ts';
import { LEVELS, type Level, type Model, type Note, type Reached, type Thresholds } from '../model.ts';
import { overallOf } from './overall.ts';
import { essentialsNotInPlace, thresholdsOf, type CellPlace, type NotInPlace, type Position } from './position.ts';
import type { Criterion, Rubric } from '../rubric/rubric.ts';
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
  /** All of the next level, or too much of it, is not part of the role: `roleEnd`. */
  | { readonly kind: 'not-applicable'; readonly level: Level; readonly share: 'all' | 'part' }
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
  const share = roleEnd(position);
  if (share) return { kind: 'not-applicable', level: next, share };
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
 * @returns one set per level; empty where no target was chosen or it is reached. The last one is not of kind `changes` where the way
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

/**
 * How much of the level after the position is not part of the person's role, by single answers or as a whole situation: `all` of it, or
 * `part`: so much that the few answers with points that stand beside it tell no level. `null` where there is a way on.
 */
export function roleEnd({ score: { level, levels }, outOfRole, rows }: Position): 'all' | 'part' | null {
  if (level === 4) return null;
  if (outOfRole.includes((level + 1) as Level)) return 'all';
  if (levels[level]!.status !== 'not-applicable') return null;
  return rows.some((row) => typeof row[level] === 'number') ? 'part' : 'all';
}

const notOfRole = ({ score, outOfRole }: Position, level: Level): boolean =>
  outOfRole.includes(level) || score.levels[level - 1]!.status === 'not-applicable';

/** The furthest level that is held, where all before it are held too or are not part of the role. */
export function reachOf(position: Position): Reached {
  let reach: Reached = position.score.level;
  for (const level of LEVELS) {
    if (level <= position.score.level) continue;
    if (position.score.levels[level - 1]!.status === 'held') reach = level;
    else if (!notOfRole(position, level)) break;
  }
  return reach;
}

/**
 * The level that the next steps lead to: the one after the position. Where the role leaves that out and yet goes on, which answers with
 * points further up tell, the first one there that is not held. `null` where there is none.
 */
export function levelToReach(position: Position): Level | null {
  const { level } = position.score;
  if (level === 4) return null;
  if (!endsWithRole(position)) return (level + 1) as Level;
  const further = LEVELS.filter((l) => l > level + 1 && !notOfRole(position, l));
  if (!further.some((l) => position.score.levels[l - 1]!.points > 0)) return null;
  return further.find((l) => position.score.levels[l - 1]!.status !== 'held') ?? null;
}

/** Whether a role that leaves out the level after the position goes on further up: then nothing is complete, and nothing odd. */
export const goesOn = (position: Position): boolean =>
  endsWithRole(position) && (reachOf(position) > position.score.level || levelToReach(position) !== null);

/** Whether the position ends there because of the person's role. */
export const endsWithRole = (position: Position): boolean => roleEnd(position) !== null;

/** An essential practice that is named in a result. */
export interface NamedEssential extends NotInPlace {
  readonly competency: string;
  /** Nothing of its topic has been answered: it is still to come, rather than passed over. */
  readonly toCome: boolean;
}

/** In which order essential practices that are not in place are named: Not yet, open, Partly. */
const urgency = ({ value }: NotInPlace): number => (value === 0 ? 0 : value === null ? 1 : 2);

/** Lowest level first; those without one, and equals, in the order in which they were chosen. */
const byLevel = <T extends Pick<Position, 'level'>>(all: readonly T[]): T[] => [...all].sort((a, b) => (a.level ?? 5) - (b.level ?? 5));

/**
 * Essential practices that are not in place, for as long as they are not and whatever the level: Not yet first, then open, then Partly;
 * among these, those of the lowest topic first. They come before every other step.
 *
 * @returns none while nothing has been answered at all: then there is no result to name them in
 */
export function essentialsToName(positions: readonly Position[], rubrics: readonly Rubric[]): NamedEssential[] {
  if (!positions.some(({ begun }) => begun)) return [];
  return byLevel(positions)
    .flatMap((position) =>
      essentialsNotInPlace(
        position,
        rubrics.find(({ id }) => id === position.competency)!
      ).map((one) => ({
        ...one,
        competency: position.competency,
        toCome: !position.begun
      }))
    )
    .sort((a, b) => urgency(a) - urgency(b));
}

/** Cross-competency notes whose condition holds, also where a level in between is not part of the role. A competency without a position triggers none. */
export function notesFor(positions: readonly Position[], model: Model): Note[] {
  const levelOf = (id: string) => positions.find((p) => p.competency === id)?.level ?? null;
  return model.notes.filter((note) => {
    const low = levelOf(note.and.competency);
    if (low === null || low >= note.and.below) return false;
    return positions.some(
      (p) =>
        (note.when.competency === 'any' || note.when.competency === p.competency) && p.level !== null && reachOf(p) >= note.when.atLeast
    );
  });
}

export interface Step extends CellPlace {
  readonly competency: string;
  /** Whether it is among the fewest answers that reach the next level: `whatWouldMove`. */
  readonly moves: boolean;
}

/**
 * Next steps in a topic, beside its essentials that are not in place (`essentialsToName`): what would move the person, then the rest of the
 * next level that is not yet a Yes. Of a level that is not part of the role, none.
 */
export function nextSteps(position: Position, rubric: Rubric, thresholds: Thresholds): Step[] {
  const level = levelToReach(position);
  if (level === null) return [];
  const moves = whatWouldMove(position, rubric, thresholds);
  const moving = moves.kind === 'changes' ? moves.changes.map(({ criterion }) => criterion) : [];
  const rest = rubric.criteria.flatMap(({ id }, c) => {
    const value = position.rows[c]![level - 1];
    return (value === 0 || value === 1) && !moving.includes(id) ? [id] : [];
  });
  const named = essentialsNotInPlace(position, rubric);
  return [...moving, ...rest]
    .filter((criterion) => !named.some((essential) => essential.criterion === criterion && essential.level === level))
    .map((criterion) => ({ competency: position.competency, criterion, level, moves: moving.includes(criterion) }));
}

/**
 * Which competency to turn to first, once essentials have been named: the one that stands lowest, then the key competency of the next
 * level, then the one furthest below its target. Where no targets were chosen, each aims one level above where it stands.
 *
 * @returns competency ids in that order. Left out: those at or above their target, those whose next level is not part of the role, and
 *   those without a level
 */
export function focusOrder(positions: readonly Position[], rubrics: readonly Rubric[]): string[] {
  const overall = overallOf(positions);
  if (!overall) return [];
  return positions
    .flatMap((position, order) => {
      const { competency, level } = position;
      const rubric = rubrics.find((r) => r.id === competency);
      if (!rubric || level === null || levelToReach(position) === null) return [];
      const shortfall = (position.target ?? Math.min(4, level + 1)) - level;
      return shortfall > 0 ? [{ id: competency, level, key: rubric.keyLevel === overall.typical + 1, shortfall, order }] : [];
    })
    .sort((a, b) => a.level - b.level || Number(b.key) - Number(a.key) || b.shortfall - a.shortfall || a.order - b.order)
    .map((p) => p.id);
}

/** One thing to do next: what to try for a safety point, or to answer it; a step; or how to begin where the steps presuppose a group or community. */
export type Advice =
  ({ readonly kind: 'safety' } & NamedEssential) | ({ readonly kind: 'step' } & Step) | ({ readonly kind: 'way-in' } & WayIn);

/** Essentials to try or to answer, in the order of `essentialsToName`: without those that presuppose what the person is not in yet. */
export const essentialsToTry = (positions: readonly Position[], rubrics: readonly Rubric[], answered: Answered): NamedEssential[] =>
  essentialsToName(positions, rubrics).filter((one) => !one.toCome && !waysIn([one], answered, rubrics).length);

/** What to try in a topic: either its next steps, or how to begin where they presuppose a group or community. */
export interface TopicAdvice {
  readonly competency: string;
  readonly ways: readonly WayIn[];
  readonly steps: readonly Step[];
}

/** The topics to turn to, in that order. A way in stands in the first topic that needs it; one that has nothing else is left out. */
export function topicsToTry(
  positions: readonly Position[],
  rubrics: readonly Rubric[],
  answered: Answered,
  model: Pick<Model, 'thresholds'>
): TopicAdvice[] {
  const said = new Set<string>();
  return focusOrder(positions, rubrics)
    .map((competency): TopicAdvice => {
      const rubric = rubrics.find(({ id }) => id === competency)!;
      const steps = nextSteps(
        positions.find((one) => one.competency === competency)!,
        rubric,
        thresholdsOf(rubric, model)
      );
      const ways = waysIn(steps, answered, rubrics);
      const news = ways.filter(({ situation }) => !said.has(situation.id));
      for (const { situation } of news) said.add(situation.id);
      return { competency, ways: news, steps: ways.length ? [] : steps };
    })
    .filter(({ ways, steps }) => ways.length || steps.length);
}

/**
 * All that can be suggested, in the order in which to turn to it: essentials that are not in place, then what moves the topics, the lowest
 * first, then the rest of their next levels. Nothing presupposes a situation in which the person does nothing yet: in place of its steps stands
 * the way into it, once; its essentials are named in the result all the same.
 *
 * @returns nothing where no topic has a level and no essential is lacking
 */
export function adviceFor(
  positions: readonly Position[],
  rubrics: readonly Rubric[],
  answered: Answered,
  model: Pick<Model, 'thresholds'>
): Advice[] {
  const topics = topicsToTry(positions, rubrics, answered, model).flatMap(({ ways, steps }): Advice[] => [
    ...ways.map((way): Advice => ({ kind: 'way-in', ...way })),
    ...steps.map((step): Advice => ({ kind: 'step', ...step }))
  ]);
  const moves = (one: Advice) => one.kind === 'way-in' || (one.kind === 'step' && one.moves);
  const safety = essentialsToTry(positions, rubrics, answered).map((one): Advice => ({ kind: 'safety', ...one }));
  return [...safety, ...topics.filter(moves), ...topics.filter((one) => !moves(one))];
}

/** A statement that the person answered Yes. */
export interface Strength {
  readonly rubric: Rubric;
  readonly criterion: Criterion;
  readonly level: Level;
}

/** How many strengths are named. */
const NAMED = 3;

/**
 * What somebody does already, in the statements that they answered Yes themselves; nothing that was filled in, and nothing that follows
 * from a level. Topics that reach furthest come first, each with a statement of the highest level that it holds, before any has a second.
 *
 * @returns at most three
 */
export function strengthsOf(positions: readonly Position[], rubrics: readonly Rubric[], answered: Answered): Strength[] {
  const topics = positions
    .map((position) => {
      const rubric = rubrics.find(({ id }) => id === position.competency)!;
      const held = position.level ?? 0;
      // What is held from the top down, then what lies beyond.
      const order = [...LEVELS].sort((a, b) => Number(a > held) - Number(b > held) || (a > held ? a - b : b - a));
      const said = order.flatMap((level) =>
        rubric.criteria.flatMap((criterion): Strength[] => {
          const cell = cellsOf(answered, criterionKey(rubric.id, criterion.id))[level];
          return cell?.value === 2 && cell.origin !== 'assumed' ? [{ rubric, criterion, level }] : [];
        })
      );
      return { held, said };
    })
    .sort((a, b) => b.held - a.held);
  const most = Math.max(0, ...topics.map(({ said }) => said.length));
  return Array.from({ length: most }, (_, i) => topics.flatMap(({ said }) => said.slice(i, i + 1)))
    .flat()
    .slice(0, NAMED);
}
