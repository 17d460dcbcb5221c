/** A round with its results, as it travels from device to device of whoever leads it: in a backup alone, which a passphrase locks. */
import { canonical } from '../hash.ts';
import { LIMITS } from './limits.ts';
import type { Row } from './hand-over.ts';
import type { Participation, Workshop } from './workshop.ts';

export interface LedWorkshop {
  readonly workshop: Workshop;
  /** Of an open round; none where it is shown or closed, and in files that nothing locks. */
  readonly results: readonly Row[];
}

const DAY = 86_400_000;
/** How long after its opening an open round can be brought in again, in days. */
const DAYS = 30;

/** @returns until when a round that is still open can be brought in again, in milliseconds since 1970 */
export const expiryOf = ({ openedAt }: Pick<Workshop, 'openedAt'>): number => openedAt + DAYS * DAY;

export const isExpired = ({ workshop }: LedWorkshop, now: number): boolean => workshop.state === 'open' && expiryOf(workshop) < now;

const STATES: readonly Workshop['state'][] = ['open', 'shown', 'closed'];
const larger = <T>(a: T, b: T): T => (canonical(a) >= canonical(b) ? a : b);

/** What somebody wrote wins over nothing; of two that were written, one and the same on every device. */
const fuller = <T extends string | readonly string[]>(a: T, b: T): T => {
  const [some, other] = [a, b].map((one) => [...one].some(Boolean));
  return some === other ? larger(a, b) : some ? a : b;
};

/**
 * What is shown or closed on one device is so for good: an open one of before brings no results back, and takes neither title nor lines from it.
 * Where topics differ, which they can while nothing is in, those count to which results belong.
 *
 * @param b the same round, on another device
 */
export function mergeLed(a: LedWorkshop, b: LedWorkshop): LedWorkshop {
  const both = [a, b];
  const state = STATES[Math.max(...both.map(({ workshop }) => STATES.indexOf(workshop.state)))]!;
  const pictures = both.flatMap(({ workshop: { picture } }) => (picture ? [picture] : []));
  const furthest = both.filter(({ workshop }) => workshop.state === state);
  const filled = furthest.filter(({ results }) => results.length > 0);
  const [base, ...others] = (filled.length > 0 ? filled : furthest).map(({ workshop: { received: _, ...workshop } }) => ({
    ...workshop,
    ...{ picture: null, title: '', lines: [] }
  }));
  const workshop: Workshop = {
    ...others.reduce(larger, base!),
    // Whoever led it gets their own back.
    ...(both.every(({ workshop }) => workshop.received) && { received: true as const }),
    title: furthest.map(({ workshop: { title } }) => title).reduce(fuller),
    lines: furthest.map(({ workshop: { lines } }) => lines).reduce(fuller),
    picture: pictures.reduce<Workshop['picture']>((x, y) => (x ? larger(x, y) : y), null)
  };
  const rows = new Map<number, Row>();
  for (const one of state === 'open' ? both : [])
    if (canonical(one.workshop.topics) === canonical(workshop.topics))
      for (const row of one.results) rows.set(row.id, larger(row, rows.get(row.id) ?? row));
  return { workshop, results: [...rows.values()].sort((x, y) => x.id - y.id).slice(0, LIMITS.results) };
}

const MAY_LACK = ['receipt', 'mine', 'levels', 'group'] as const satisfies readonly (keyof Participation)[];

/** The later part counts. What its person said, chose and scanned may have come to one of the devices alone. */
export function mergeParts(a: Participation, b: Participation): Participation {
  const one = a.joinedAt === b.joinedAt ? larger(a, b) : a.joinedAt > b.joinedAt ? a : b;
  const other = one === a ? b : a;
  // Levels are of its own topics.
  const isSame = canonical(one.topics) === canonical(other.topics);
  const lacking = MAY_LACK.filter((field) => one[field] === undefined && other[field] !== undefined && (field !== 'levels' || isSame));
  return { ...one, ...Object.fromEntries(lacking.map((field) => [field, other[field]])) };
}

/** What joining does to workshops. */
export interface LedMerge {
  readonly added: number;
  readonly replaced: number;
  /** Open ones whose results stay out, since they were shown or closed here. */
  readonly over: number;
  /** Results that are in both under one id and say different things. One of the two counts: which is the later one, neither device knows. */
  readonly differ: number;
  /** Results that stay out, since there are as many as there may be. */
  readonly full: number;
}

/** @param after what joining has made of both */
export function ledMerge(here: readonly LedWorkshop[], coming: readonly LedWorkshop[], after: readonly LedWorkshop[]): LedMerge {
  const was = new Map(here.map((one) => [one.workshop.id, canonical(one)]));
  const replaced = after.filter((one) => was.has(one.workshop.id) && was.get(one.workshop.id) !== canonical(one)).length;
  const open = new Set(after.filter(({ workshop }) => workshop.state === 'open').map(({ workshop }) => workshop.id));
  const over = coming.filter(({ workshop }) => workshop.state === 'open' && !open.has(workshop.id)).length;
  let [differ, full] = [0, 0];
  for (const one of coming) {
    const mine = here.find(({ workshop }) => workshop.id === one.workshop.id);
    const both = after.find(({ workshop }) => workshop.id === one.workshop.id);
    // Of other topics than those that count, no result is compared.
    if (both?.workshop.state !== 'open' || !mine || [mine, one].some(({ workshop }) => !areOf(both, workshop))) continue;
    const known = new Map(mine.results.map((row) => [row.id, canonical(row)]));
    const shared = one.results.filter(({ id }) => known.has(id));
    differ += shared.filter((row) => known.get(row.id) !== canonical(row)).length;
    full += mine.results.length + one.results.length - shared.length - both.results.length;
  }
  return { added: after.length - here.length, replaced, over, differ, full };
}

const areOf = ({ workshop }: LedWorkshop, { topics }: Workshop) => canonical(workshop.topics) === canonical(topics);
