/**
 * One round of a workshop on the device of whoever leads it. While it is open there is a row for each result, by its random id, without order or
 * time, so that one can be replaced and taken back. The first picture that is shown freezes the round, all its topics: what comes later is
 * declined. At closing the rows go, and what was shown stays.
 */
import { shown, shownOf, type Histogram, type LevelCounts, type NoHistogram } from './floor.ts';
import { readHandOver, type HandOverFault, type Row } from './hand-over.ts';
import type { CodeFault } from './invitation.ts';
import { LIMITS } from './limits.ts';
import { readResult, type Asked, type OtherCode, type ResultCode, type TopicResult } from './result-code.ts';
import { changesOf, type Picture, type TopicPicture } from './picture.ts';
import { tagOf } from './tag.ts';
import { askedBy, type RoundOf } from './workshop.ts';

export interface Round {
  readonly tag: number;
  /** Ids of the topics, in the order of the codes. */
  readonly topics: readonly string[];
  /** What its results hold. */
  readonly asked: Asked;
  /** The tag of the earlier round that it is compared with. */
  readonly earlier?: number;
  /** By id, so that their order tells nothing. */
  readonly rows: readonly Row[];
  /** What was shown; `null` while nothing was. */
  readonly picture: Picture | null;
  /** Whether it is closed: nothing is taken in then, also where nothing was shown. */
  readonly isClosed?: boolean;
}

/**
 * `new`, `replaced`: it counts now. `again`: the very same was in already. `taken-back`: it is out. `not-in`: it was to be taken out, and is not
 * in. `shown`: the picture has been shown, and stays. `closed`: so is the round, of fewer than five. `full`: there are as many as there may be. `foreign`: another workshop, round or version.
 * `round-before`: of the round that this one is compared with. `later-round`: of one that is compared with another, which this one is not.
 * `other`: a code of this workshop that this round cannot hold. Else what is wrong with the code.
 */
export type Verdict =
  | {
      readonly kind:
        | 'new'
        | 'replaced'
        | 'again'
        | 'taken-back'
        | 'not-in'
        | 'shown'
        | 'closed'
        | 'full'
        | 'foreign'
        | 'round-before'
        | 'later-round'
        | 'other';
    }
  | CodeFault;

/** @returns the round of a workshop, without its results */
export const roundOf = (workshop: RoundOf): Pick<Round, 'tag' | 'topics' | 'asked' | 'earlier'> => ({
  tag: tagOf(workshop),
  topics: workshop.topics.map(({ id }) => id),
  asked: askedBy(workshop),
  ...(workshop.before ? { earlier: workshop.before.tag } : {})
});

const isSame = (a: readonly TopicResult[], b: readonly TopicResult[]) =>
  a.every(({ level, open, from, then }, i) => {
    const other = b[i]!;
    return level === other.level && open === other.open && from === other.from && then === other.then;
  });

/** @returns what a code of another tag is, as far as that can be told */
function strangeIn(code: ResultCode | OtherCode, { earlier, asked }: Round): 'foreign' | 'round-before' | 'later-round' {
  if (code.tag === earlier) return 'round-before';
  const kind = code.kind === 'other' ? code.of : code.kind;
  return !asked.before && (kind === 'change' || kind === 'looking-back') ? 'later-round' : 'foreign';
}

/** @param text of a code @returns the round with it, or as it was, and what to say */
export function taken(round: Round, text: string): { readonly round: Round; readonly verdict: Verdict } {
  const say = (verdict: Verdict, next = round) => ({ round: next, verdict });
  const code = readResult(text, round.asked);
  if (!('tag' in code)) return say(code);
  if (code.tag !== round.tag) return say({ kind: strangeIn(code, round) });
  if (code.kind === 'other') return say({ kind: 'other' });
  // Even that it is in already would tell who is.
  if (round.picture) return say({ kind: 'shown' });
  if (round.isClosed) return say({ kind: 'closed' });
  const others = round.rows.filter(({ id }) => id !== code.id);
  const before = round.rows.find(({ id }) => id === code.id);
  if (code.kind === 'taken-back') return before ? say({ kind: 'taken-back' }, { ...round, rows: others }) : say({ kind: 'not-in' });
  if (before && isSame(before.topics, code.topics)) return say({ kind: 'again' });
  if (!before && round.rows.length >= LIMITS.results) return say({ kind: 'full' });
  const rows = byId([...others, { id: code.id, topics: code.topics }]);
  return say({ kind: before ? 'replaced' : 'new' }, { ...round, rows });
}

const byId = (rows: readonly Row[]): Row[] => [...rows].sort((a, b) => a.id - b.id);

/**
 * `handed-over`: all of it counts now. `of` results came, of which `added` were not in; `kept` were in with something else, and stay as they are.
 * Else why nothing of it was taken in.
 */
export type HandOverVerdict =
  | { readonly kind: 'handed-over'; readonly of: number; readonly added: number; readonly kept: number }
  | { readonly kind: 'shown' | 'closed' | 'full' }
  | HandOverFault;

/**
 * What another device collected for the same round. Neither device knows which of two results under one id is the later one, and a hand-over may
 * come twice, as a file above all. So it replaces nothing: what is in stays, and how many differ is said.
 *
 * @param text as `writeHandOver` makes it
 * @returns the round with all of it, or as it was, and what to say
 */
export function handedOver(round: Round, text: string): { readonly round: Round; readonly verdict: HandOverVerdict } {
  const say = (verdict: HandOverVerdict, next = round) => ({ round: next, verdict });
  const coming = readHandOver(text, round);
  if (!Array.isArray(coming)) return say(coming);
  if (round.picture) return say({ kind: 'shown' });
  if (round.isClosed) return say({ kind: 'closed' });
  const known = new Map(round.rows.map((row) => [row.id, row]));
  const added = coming.filter(({ id }) => !known.has(id));
  if (round.rows.length + added.length > LIMITS.results) return say({ kind: 'full' });
  const same = coming.filter(({ id, topics }) => known.has(id) && isSame(known.get(id)!.topics, topics));
  const kept = coming.length - added.length - same.length;
  return say({ kind: 'handed-over', of: coming.length, added: added.length, kept }, { ...round, rows: byId([...round.rows, ...added]) });
}

/** @returns what is left of the rows once another device has these: those that came, or changed, since they were handed over stay */
export function withoutHandedOver(round: Round, text: string): readonly Row[] {
  const gone = readHandOver(text, round);
  if (!Array.isArray(gone)) return round.rows;
  const there = new Map(gone.map((row) => [row.id, row]));
  return round.rows.filter(({ id, topics }) => {
    const same = there.get(id);
    return !same || !isSame(same.topics, topics);
  });
}

/** @returns the round as it is once its picture is shown: frozen, but where there are fewer than five */
export function revealed(round: Round): Round {
  if (round.picture) return round;
  const picture = pictureOf(round);
  return picture.topics.some(({ levels }) => levels.bins) ? { ...round, picture } : round;
}

/** @returns what is shown of a round, as it was shown first */
export function pictureOf({ topics, rows, picture, asked }: Round): Picture {
  if (picture) return picture;
  return {
    of: rows.length,
    topics: topics.map((topic, i): TopicPicture => {
      const counts = [0, 0, 0, 0, 0, 0];
      for (const row of rows) counts[(row.topics[i]!.level ?? -1) + 1]!++;
      const open = rows.filter((row) => row.topics[i]!.open).length;
      const own = rows.map((row) => row.topics[i]!);
      return { topic, levels: shown(counts as unknown as LevelCounts), open: shownOf(open, rows.length), ...changesOf(own, asked, i) };
    })
  };
}

/** @returns the picture without a word of safety points that cannot be missing @param called whether a topic has safety points, by its id */
export const withoutPoints = ({ of, topics }: Picture, called: readonly { readonly id: string; readonly points: boolean }[]): Picture => ({
  of,
  topics: topics.map((one) => (called.some(({ id, points }) => id === one.topic && !points) ? { ...one, open: null } : one))
});

/** @returns what stays of a round that is closed; of fewer than five, not even how many they were */
export function closed(round: Round): Picture | null {
  const picture = pictureOf(revealed(round));
  return picture.topics.some(({ levels }) => levels.bins) ? picture : null;
}

/** What the shape of the bars gives to talk about. `concentrated`: all in one bar; who leads decides whether to say it. */
export type Shape = 'split' | 'ceiling' | 'floor' | 'concentrated' | 'spread';

/** @param histogram as it is shown: nothing else is looked at @returns its shape; `null` of fewer than five */
export function shapeOf({ bins }: Histogram | NoHistogram): Shape | null {
  if (!bins) return null;
  const filled = bins.filter(({ count }) => count > 0);
  const of = filled.reduce((sum, { count }) => sum + count, 0);
  if (filled.length === 1) return 'concentrated';
  const [first, last] = [filled[0]!, filled.at(-1)!];
  // Two thirds in the highest or the lowest bar.
  if (3 * last.count >= 2 * of && last.levels[0] >= 3) return 'ceiling';
  if (3 * first.count >= 2 * of && first.levels[1] <= 1) return 'floor';
  // A third at either end, and less between them.
  const between = of - first.count - last.count;
  return 3 * first.count >= of && 3 * last.count >= of && between < Math.min(first.count, last.count) ? 'split' : 'spread';
}
