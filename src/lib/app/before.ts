/**
 * What somebody's device can tell of the earlier round in a later one: from the assessment that they answered for it, or from the code that they
 * kept. Nothing of it leaves but what stands in the lines that they see.
 */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { comparableIn, directionBetween } from '#lib/domain/position/comparable.ts';
import type { Side } from '#lib/domain/position/compare.ts';
import { positionOf, positionsOf, thresholdsOf } from '#lib/domain/position/position.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { isReceiptFault, readReceipt, type ReceiptTopic } from '#lib/domain/workshop/receipt.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Participation, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { model } from '#lib/library/model.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { pathsBetween, retrospectsOf, sideOf } from './comparison.ts';
import { hashAnswered } from './joining.ts';

type Stores = Pick<App, 'shelf' | 'store' | 'assessments' | 'participations'>;

/**
 * Why a topic cannot be compared. `nothing`: nothing of then is here, or it cannot be read. `no-level`: none was told then. `changed`: of its
 * rubric, too little stayed as it was, or too little of that was answered. `receipt`: it was changed, and a receipt holds no answers.
 */
export type NotCompared = 'nothing' | 'no-level' | 'changed' | 'receipt';

/** By topic. */
interface ToldBefore {
  readonly told: Readonly<Record<string, Pick<TopicResult, 'from' | 'then'>>>;
  /** Of topics of which nothing is told of before. */
  readonly why: Readonly<Record<string, NotCompared>>;
  /** Titles of criteria that are left out, where a rubric was changed in between. */
  readonly left: Readonly<Record<string, readonly string[]>>;
}

/** What is here of the earlier round. `own`: the assessment that was answered for it. */
export type Earlier =
  | { readonly kind: 'own'; readonly part: Participation }
  | { readonly kind: 'receipt'; readonly topics: readonly ReceiptTopic[] }
  | { readonly kind: 'none' };

/** @param part in a round that is compared with an earlier one, also before it is joined */
export async function earlierOf(
  part: Pick<Participation, 'topics' | 'before' | 'receipt'>,
  app: Pick<App, 'participations'>
): Promise<Earlier> {
  // A code that somebody said is theirs counts before what the device has: others may have joined on it too.
  const topics = part.receipt === undefined ? null : readReceipt(part.receipt, part);
  if (topics && !isReceiptFault(topics)) return { kind: 'receipt', topics };
  const ids = (topics: readonly WorkshopTopic[]) => topics.map(({ id }) => id).join();
  const parts = await (await app.participations).list();
  const own = parts.find((one) => tagOf(one) === part.before?.tag && ids(one.topics) === ids(part.topics));
  return own ? { kind: 'own', part: own } : { kind: 'none' };
}

/** @returns what an assessment names that looks back at the earlier round: the one of then, or, where that is not here, a name for it */
export async function timeLookedBackAt(part: Participation, app: Pick<App, 'participations'>): Promise<string> {
  const earlier = await earlierOf(part, app);
  return earlier.kind === 'own' ? earlier.part.assessment : `workshop-${part.number}-${part.before?.tag}`;
}

/** Keeps a receipt with a part in a workshop, once its owner has said that it is theirs. @throws where the device does not take it */
export async function keepReceipt(part: Participation, text: string, app: Pick<App, 'participations'>): Promise<void> {
  const [{ readSymbols, writeSymbols }, parts] = await Promise.all([import('#lib/domain/workshop/symbols.ts'), app.participations]);
  await parts.save({ ...part, receipt: writeSymbols(readSymbols(text) ?? []) });
}

/** @param after the assessment of the later round, as it stands in this tab */
export async function toldBefore(part: Participation, after: Side, app: Stores): Promise<ToldBefore> {
  const earlier = await earlierOf(part, app);
  const then = part.before?.back ? await seenFromToday(part, app) : {};
  const from = earlier.kind === 'own' ? await ownBefore(part, earlier.part, after, app) : { told: {}, left: {} };
  const all = part.topics.map(({ id, hash }, i) => {
    const kept = earlier.kind === 'receipt' ? earlier.topics[i] : undefined;
    const own = kept?.isSame ? kept.level : (from.told[id] ?? null);
    const isChanged = earlier.kind === 'own' && earlier.part.topics.find((topic) => topic.id === id)!.hash !== hash;
    const why: NotCompared = kept
      ? kept.isSame
        ? 'no-level'
        : 'receipt'
      : from.told[id] === undefined
        ? 'nothing'
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

/** Levels of then where nothing was changed in between; else what became of the criteria that stayed. */
async function ownBefore(
  part: Participation,
  earlier: Participation,
  after: Side,
  app: Stores
): Promise<{ readonly told: Readonly<Record<string, TopicResult['from']>>; readonly left: ToldBefore['left'] }> {
  const known = new Map<string, Rubric>();
  // What cannot be read, or whose rubric is gone, tells nothing.
  const before = await sideOf(earlier.assessment, app, known).catch(() => null);
  if (!before) return { told: {}, left: {} };
  const paths = await pathsBetween(before, after, app);
  const told: Record<string, TopicResult['from']> = {};
  const left: Record<string, readonly string[]> = {};
  for (const { id, hash } of part.topics) {
    const was = earlier.topics.find((topic) => topic.id === id)!.hash;
    const at = before.rubrics.findIndex((rubric) => rubric.id === id);
    const ref = before.assessment.head.rubrics[at];
    const now = after.rubrics.find((rubric) => rubric.id === id);
    // One that names no hash is of the round that it was begun for.
    if (!ref || !now || (ref.hash ?? was) !== was) continue;
    const rubric = before.rubrics[at]!;
    if (was === hash) told[id] = positionOf(rubric, before.assessment, null, thresholdsOf(rubric, model)).level;
    else {
      const path = paths.get(id);
      told[id] = directionBetween(before, after, id, path, model);
      const gone = path && comparableIn(path);
      const titles = (of: Rubric, ids: readonly string[]) => of.criteria.filter((one) => ids.includes(one.id)).map(({ title }) => title);
      if (gone) left[id] = [...titles(now, gone.left), ...titles(rubric, gone.ended)];
      else if (path === null) left[id] = now.criteria.map(({ title }) => title);
    }
  }
  return { told, left };
}

/** @returns levels of the newest look back that can be read, of topics in the content of today */
async function seenFromToday(part: Participation, app: Stores): Promise<Readonly<Record<string, TopicResult['then']>>> {
  const looks: readonly Head[] = await retrospectsOf(await timeLookedBackAt(part, app), app);
  const [newest] = looks;
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
