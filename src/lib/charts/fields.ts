/** The picture as plain data: how far a person's work goes in each topic, in one lane for each time. */
import { LEVELS, type Level, type Reached, type Thresholds } from '#lib/domain/model.ts';
import { roleEnd } from '#lib/domain/position/advice.ts';
import type { CompetencyChange, Comparison } from '#lib/domain/position/compare.ts';
import type { Position } from '#lib/domain/position/position.ts';
import type { Point, Series } from '#lib/domain/position/timeline.ts';

/** What lies between a level and the next one. */
export interface Way {
  /** How much of it is done, 0 to 1: always less than all, since the next level is not reached. */
  readonly share: number;
  /** Whether a safety point is missing: then no other answer opens the next level. */
  readonly gate: boolean;
  /** The points that there are, and those that the next level takes. */
  readonly points: number;
  readonly need: number;
}

/** One topic at one time. */
export interface Lane {
  /** `back` is the time before as the person sees it today. */
  readonly kind: 'now' | 'before' | 'back';
  /** What the lane is called, such as its date; empty where a row has one lane, which is called by its level. */
  readonly word: string;
  /** `null` where no level can be told, which is not the same as 0: see `reason`. */
  readonly level: Reached | null;
  readonly reason: 'open' | 'not-applicable' | null;
  /** `null` where there is no way to tell of: see `stops`, and at level 4. */
  readonly way: Way | null;
  /** Why there is no way: the next level is not answered, all of it is not part of the role, or too much of it. */
  readonly stops: 'open' | 'role' | 'part' | null;
  /** Where two answers, one step different, would place the person; contains `level`. */
  readonly band: readonly [Reached, Reached];
  readonly target: Reached | null;
  /** Answers to other questions than those of the date before: nothing joins the two. */
  readonly apart?: boolean;
}

export interface FieldRow {
  /** The competency's id and its short name. */
  readonly competency: string;
  readonly name: string;
  /** Oldest first; at least one. */
  readonly lanes: readonly Lane[];
  /** Levels that are not part of the person's role. */
  readonly outOfRole: readonly Level[];
}

/** Short names by competency id; a competency without one keeps its id. */
type Names = Readonly<Record<string, string>>;

/** @returns one row per position, in their order, with one lane */
export function rowsNow(positions: readonly Position[], names: Names, thresholds: Thresholds): FieldRow[] {
  return positions.map((position) => ({
    competency: position.competency,
    name: names[position.competency] ?? position.competency,
    lanes: [{ ...standing('now', '', position), ...onward(position, thresholds), target: position.target }],
    outOfRole: outOfRole(position)
  }));
}

/**
 * @param dateOf what a lane is called
 * @param newest id of the time that is now, which these series need not have: what is drawn may be an older part of all
 * @returns one row per series, with one lane for each of its points
 */
export function rowsOverTime(all: readonly Series[], names: Names, dateOf: (point: Point) => string, newest: string | null): FieldRow[] {
  return all.map(({ competency, points }) => ({
    competency,
    name: names[competency] ?? competency,
    lanes: points.map((point) => {
      const now = point.id === newest;
      return { ...standing(now ? 'now' : 'before', dateOf(point), point), target: now ? point.target : null, apart: point.revised };
    }),
    outOfRole: []
  }));
}

/**
 * @param back the earlier time as it is seen from today, compared to now; `null` where nobody looked back
 * @param words what the lanes are called
 */
export function rowsCompared(
  both: readonly CompetencyChange[],
  back: Comparison | null,
  names: Names,
  words: Readonly<Record<Lane['kind'], string>>
): FieldRow[] {
  return both.map(({ competency, before, after, verdict }) => {
    const seen = back?.both.find((one) => one.competency === competency);
    const lane = (kind: Lane['kind'], { level, reason, score }: Position) =>
      standing(kind, words[kind], { level, reason, band: score.band });
    const lanes = [
      lane('before', before),
      ...(seen ? [lane('back', seen.before)] : []),
      { ...lane('now', after), apart: verdict.kind === 'withheld' }
    ];
    const furthest = Math.max(...lanes.map(({ level }) => level ?? 0));
    return { competency, name: names[competency] ?? competency, lanes, outOfRole: outOfRole(after).filter((level) => level > furthest) };
  });
}

/** As much of a position, or of a point in a history, as a lane shows. */
type Stood = Pick<Lane, 'level' | 'reason'> & ({ readonly band: Lane['band'] } | { readonly score: Position['score'] });

function standing(kind: Lane['kind'], word: string, stood: Stood): Lane {
  const { level, reason } = stood;
  const band = 'score' in stood ? stood.score.band : stood.band;
  return { kind, word, level, reason: level === null ? (reason ?? 'open') : null, way: null, stops: null, band, target: null };
}

function onward(position: Position, { progressCap: [most, of] }: Thresholds): Pick<Lane, 'way' | 'stops'> {
  const { level, score } = position;
  if (level === null || level === 4) return { way: null, stops: null };
  const end = roleEnd(position);
  if (end) return { way: null, stops: end === 'all' ? 'role' : 'part' };
  const { status, covered, points, need } = score.levels[level]!;
  const gate = status === 'blocked' || (status === 'incomplete' && covered);
  if (need === null || (!gate && !score.progress)) return { way: null, stops: 'open' };
  return { way: { share: Math.min(most / of, points / need), gate, points, need }, stops: null };
}

/** Levels further on that the person said to be outside their role, as a whole situation or statement by statement. */
function outOfRole(position: Position): Level[] {
  if (position.level === null) return position.reason === 'not-applicable' ? [...LEVELS] : [];
  const { level, rows } = position;
  return LEVELS.filter((one) => one > level && (position.outOfRole.includes(one) || rows.every((row) => row[one - 1] === 'na')));
}
