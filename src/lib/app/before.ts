/**
 * What somebody's device can tell of the earlier round in a later one: from the assessment that they answered for it, or from the code that they
 * kept. Nothing of it leaves but what stands in the lines that they see.
 */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { answeredAt, dateOf } from '#lib/domain/assessment/entries.ts';
import type { Reached } from '#lib/domain/model.ts';
import { comparableIn, directionBetween } from '#lib/domain/position/comparable.ts';
import type { Side } from '#lib/domain/position/compare.ts';
import { positionOf, positionsOf, thresholdsOf } from '#lib/domain/position/position.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import type { Answered, Compared, Earlier, NotCompared, Said } from '#lib/domain/workshop/earlier.ts';
import { isReceiptFault, readReceipt } from '#lib/domain/workshop/receipt.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Participation, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { model } from '#lib/library/model.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { pathsBetween, retrospectsOf, sideOf } from './comparison.ts';
import { hashAnswered } from './rubrics.ts';

type Stores = Pick<App, 'shelf' | 'store' | 'assessments' | 'participations'>;

/** By topic. */
interface ToldBefore {
  readonly told: Readonly<Record<string, Pick<TopicResult, 'from' | 'then'>>>;
  /** Of topics of which nothing is told of before. */
  readonly why: Readonly<Record<string, NotCompared>>;
  /** Titles of criteria that are left out, where a rubric was changed in between. */
  readonly left: Readonly<Record<string, readonly string[]>>;
}

/**
 * Where several people have joined on one device, nobody's part is taken for another's: what is here counts without a question only where it is
 * the one part in the earlier round, and no other part in this round may be the one that it belongs to.
 */
export async function earlierOf(part: Compared, app: Pick<App, 'participations' | 'store' | 'shelf'>): Promise<Earlier> {
  // A code that somebody said is theirs counts before what the device has: others may have joined on it too.
  const topics = part.receipt === undefined ? null : readReceipt(part.receipt, part);
  if (topics && !isReceiptFault(topics)) return { kind: 'receipt', topics };
  const ids = (topics: readonly WorkshopTopic[]) => topics.map(({ id }) => id).join();
  const all = await (await app.participations).list();
  const isOf = (tag: number | undefined) => (one: Participation) => tagOf(one) === tag && ids(one.topics) === ids(part.topics);
  const then = all.filter(isOf(part.before?.tag));
  const known = new Map<string, Rubric>();
  const parts = (await Promise.all(then.map((one) => answeredIn(one, app, known)))).filter((one) => one !== null);
  if (part.mine !== undefined) {
    const own = parts.find((one) => one.part.assessment === part.mine);
    return own ? { kind: 'own', own } : { kind: 'none', others: parts.length > 0 };
  }
  if (!parts.length) return { kind: 'none', others: false };
  const shared = then.length > 1 || all.filter(isOf(tagOf(part))).some(({ assessment }) => assessment !== part.assessment);
  return shared ? { kind: 'ask', parts } : { kind: 'own', own: parts[0]! };
}

/** @returns what was answered for a part; `null` where nothing was, or where it cannot be read as a whole */
async function answeredIn(part: Participation, app: Pick<App, 'store' | 'shelf'>, known: Map<string, Rubric>): Promise<Answered | null> {
  const found = await (await app.store).load(part.assessment).catch(() => undefined);
  // Whoever kept their answers somewhere else may have left the levels here.
  if (found === null && part.levels) return { part, at: part.joinedAt, bare: true, topics: levelled(part, part.levels) };
  if (!found || found.damage.length || answeredAt(Object.values(found.entries)) === null) return null;
  // A part that was chosen for before levels were kept with it has none: what its answers come to now stands in.
  const levels = part.levels ?? (await levelsNow(part, app, known).catch(() => null));
  return levels && { part, at: dateOf(found), topics: levelled(part, levels) };
}

const levelled = ({ topics }: Participation, levels: readonly (Reached | null)[]) =>
  topics.map(({ id }, i) => ({ id, level: levels[i] ?? null }));

async function levelsNow(
  part: Participation,
  app: Pick<App, 'store' | 'shelf'>,
  known: Map<string, Rubric>
): Promise<readonly (Reached | null)[] | null> {
  const side = await sideOf(part.assessment, app, known);
  return side && part.topics.map(({ id, hash }) => levelIn(side, id, hash));
}

/** @param hash of the content that counts */
function levelIn({ assessment, rubrics }: Side, id: string, hash: string) {
  const at = rubrics.findIndex((rubric) => rubric.id === id);
  // One that names no hash is of the round that it was begun for.
  if (at < 0 || (assessment.head.rubrics[at]!.hash ?? hash) !== hash) return null;
  return positionOf(rubrics[at]!, assessment, null, thresholdsOf(rubrics[at]!, model)).level;
}

/**
 * What an assessment names that looks back at the earlier round: the one of then, which history knows; where that is not here, a name of the part's
 * own, since two people on one device look back at different times of their own. A look that was begun under that name stays the part's.
 */
async function timesLookedBackAt(part: Participation, app: Pick<App, 'participations' | 'store' | 'shelf'>): Promise<readonly string[]> {
  const earlier = await earlierOf(part, app);
  const name = `workshop-${part.number}-${part.before?.tag}-${part.result}`;
  return earlier.kind === 'own' ? [earlier.own.part.assessment, name] : [name];
}

/** @returns what a new look back names */
export const timeLookedBackAt = async (part: Participation, app: Pick<App, 'participations' | 'store' | 'shelf'>): Promise<string> =>
  (await timesLookedBackAt(part, app))[0]!;

/** @returns looks back that belong to a part, newest first */
export async function looksBack(
  part: Participation,
  app: Pick<App, 'participations' | 'store' | 'shelf' | 'assessments'>
): Promise<readonly Head[]> {
  const all = await Promise.all((await timesLookedBackAt(part, app)).map((time) => retrospectsOf(time, app)));
  return all.flat().sort((a, b) => b.createdAt - a.createdAt);
}

/** @returns whether a look back at this time was asked for by the round of a part */
export const asksFor = async (part: Participation, time: string, app: Pick<App, 'participations' | 'store' | 'shelf'>): Promise<boolean> =>
  (await timesLookedBackAt(part, app)).includes(time);

/** Keeps with a part what its person said of the earlier round. @throws where the device does not take it */
export async function keepSaid(part: Participation, said: Said, app: Pick<App, 'participations'>): Promise<void> {
  const parts = await app.participations;
  // Something else may have been kept with it meanwhile.
  const { receipt, mine, ...rest } = { ...((await parts.read(part.assessment)) ?? part), ...said };
  await parts.save({ ...rest, ...(receipt !== undefined && { receipt }), ...(mine !== undefined && { mine }) });
}

/** @param after the assessment of the later round, as it stands in this tab */
export async function toldBefore(part: Participation, after: Side, app: Stores): Promise<ToldBefore> {
  const earlier = await earlierOf(part, app);
  const then = part.before?.back ? await seenFromToday(part, app) : {};
  const from = earlier.kind === 'own' ? await ownBefore(part, earlier.own, after, app) : { told: {}, left: {} };
  const all = part.topics.map(({ id, hash }, i) => {
    const kept = earlier.kind === 'receipt' ? earlier.topics[i] : undefined;
    const own = kept?.isSame ? kept.level : (from.told[id] ?? null);
    const isChanged = earlier.kind === 'own' && earlier.own.part.topics[i]!.hash !== hash;
    const why: NotCompared = kept
      ? kept.isSame
        ? 'no-level'
        : 'receipt'
      : from.told[id] === undefined
        ? earlier.kind === 'ask'
          ? 'ask'
          : earlier.kind === 'own' && earlier.own.bare
            ? 'receipt'
            : 'nothing'
        : isChanged
          ? 'changed'
          : 'no-level';
    return { id, told: part.before?.back ? { from: own, then: then[id] ?? null } : { from: own }, why };
  });
  return {
    told: Object.fromEntries(all.map(({ id, told }) => [id, told])),
    why: Object.fromEntries(all.flatMap(({ id, told, why }) => (told.from === null ? [[id, why]] : []))),
    left: from.left
  };
}

/** Levels as they stood then where nothing was changed in between; else what became of the criteria that stayed, from the answers as they are now. */
async function ownBefore(
  part: Participation,
  own: Answered,
  after: Side,
  app: Stores
): Promise<{ readonly told: Readonly<Record<string, TopicResult['from']>>; readonly left: ToldBefore['left'] }> {
  const told: Record<string, TopicResult['from']> = {};
  const left: Record<string, readonly string[]> = {};
  const isChanged = ({ hash }: WorkshopTopic, i: number) => own.part.topics[i]!.hash !== hash;
  part.topics.forEach((topic, i) => {
    if (!isChanged(topic, i)) told[topic.id] = own.topics[i]!.level;
  });
  const changed = part.topics.flatMap((topic, i) => (isChanged(topic, i) ? [{ id: topic.id, was: own.part.topics[i]!.hash }] : []));
  // What cannot be read, or whose rubric is gone, tells nothing.
  const before = changed.length ? await sideOf(own.part.assessment, app, new Map()).catch(() => null) : null;
  if (!before) return { told, left };
  const paths = await pathsBetween(before, after, app);
  for (const { id, was } of changed) {
    const at = before.rubrics.findIndex((rubric) => rubric.id === id);
    const ref = before.assessment.head.rubrics[at];
    const now = after.rubrics.find((rubric) => rubric.id === id);
    // One that names no hash is of the round that it was begun for.
    if (!ref || !now || (ref.hash ?? was) !== was) continue;
    const path = paths.get(id);
    told[id] = directionBetween(before, after, id, path, model);
    const gone = path && comparableIn(path);
    const titles = (of: Rubric, ids: readonly string[]) => of.criteria.filter((one) => ids.includes(one.id)).map(({ title }) => title);
    if (gone) left[id] = [...titles(now, gone.left), ...titles(before.rubrics[at]!, gone.ended)];
    else if (path === null) left[id] = now.criteria.map(({ title }) => title);
  }
  return { told, left };
}

/** @returns levels of the newest look back that can be read, of topics in the content of today */
async function seenFromToday(part: Participation, app: Stores): Promise<Readonly<Record<string, TopicResult['then']>>> {
  const [newest] = await looksBack(part, app);
  const side = newest ? await sideOf(newest.id, app, new Map()).catch(() => null) : null;
  if (!side) return {};
  const levels = positionsOf(side.assessment, side.rubrics, model).map(({ level }) => level);
  return Object.fromEntries(
    part.topics.flatMap(({ id, hash }) => {
      const at = side.assessment.head.rubrics.findIndex((ref) => ref.id === id && hashAnswered(ref) === hash);
      return at < 0 ? [] : [[id, levels[at]!]];
    })
  );
}
