/** Joins a workshop: what can be started with here, what is there already, and the row that says which workshop an assessment is for. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { Invited } from '#lib/exchange/workshop/invitation-link.ts';
import type { LinkRequest } from '#lib/exchange/door.ts';
import type { Participation, RoundOf, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { namesOf, startWith, type Left, type Named } from './named.ts';
import { hashAnswered } from './rubrics.ts';

/** An invitation as far as this device can follow it. */
export interface Offer {
  /** In the order of the codes. */
  readonly named: readonly Named[];
  /** Topics of the trainer's own that are not here. */
  readonly missing: readonly WorkshopTopic[];
  /** What came along and cannot be used. */
  readonly left: readonly Left[];
}

/** @returns the topics of an invitation, with the content that each has here or is asked for in */
const topicsOf = ({ topics, hashes }: Pick<Invited, 'topics' | 'hashes'>): readonly WorkshopTopic[] =>
  topics.map((id) => ({ id, hash: hashes[id] ?? hashOfBuiltIn(id)! }));

/**
 * @returns the round of an invitation as devices keep it. What the topics held in the earlier round is known where the invitation says it, and
 *   where the earlier tag comes of what they hold now
 */
export async function roundIn(invited: Invited): Promise<RoundOf> {
  const { number, round, before, then } = invited;
  const topics = topicsOf(invited);
  if (!before) return { number, round, topics };
  if (then) return { number, round, topics, before: { ...before, topics: topics.map(({ id, hash }) => ({ id, hash: then[id] ?? hash })) } };
  const { tagOf } = await import('#lib/domain/workshop/tag.ts');
  const isSame = tagOf({ number, round: round - 1, topics }) === before.tag;
  return { number, round, topics, before: { ...before, ...(isSame && { topics }) } };
}

/** @param scanned what came besides: what follows “#” in links to rubrics, or bytes of pictures */
export async function offerOf(
  invited: Invited,
  scanned: readonly LinkRequest['carried'][],
  app: Pick<App, 'shelf' | 'world'>
): Promise<Offer> {
  const { topics, hashes, carried } = invited;
  const own = topicsOf(invited);
  const others = own.filter(({ id }) => id in hashes);
  const found = await namesOf(
    {
      topics: topics.filter((id) => !(id in hashes)),
      keys: others.map(({ hash }) => hash),
      carried: others.length ? [...carried.map((one) => `r=${one}`), ...scanned] : []
    },
    app
  );
  // What comes along and is no topic of the workshop stays outside.
  const named = own.flatMap(({ id, hash }) => found.named.find((one) => one.id === id && (one.key === null || one.key === hash)) ?? []);
  const missing = others.filter(({ id }) => !named.some((one) => one.id === id));
  return { named, missing, left: found.left.filter(({ kind }) => kind === 'look' || kind === 'failed') };
}

/** What somebody said of the earlier round before they joined: the code of then, as it is written, or which part here is theirs. */
export type Brings = Pick<Participation, 'receipt' | 'mine'>;

/** What this device knows of the workshop already. */
export interface Before {
  /** The assessment that was begun for this very round. */
  readonly joined: Placed | null;
  /** Else one of today's with the same topics, in the same content, that is for no workshop. */
  readonly today: Placed | null;
}

interface Placed {
  readonly head: Head;
  /** Whether nothing of it is open. */
  readonly done: boolean;
}

const FEW = 20;

export async function beforeOf(
  invited: Invited,
  { participations, assessments, world }: Pick<App, 'participations' | 'assessments' | 'world'>
): Promise<Before> {
  const { number, round, before } = invited;
  const topics = topicsOf(invited);
  const [{ isOfTopics }, { dayOf }, parts, list] = await Promise.all([
    import('#lib/domain/workshop/handing-in.ts'),
    import('#lib/platform/day.ts'),
    participations.then((store) => store.list()),
    assessments
  ]);
  const { heads } = await list.list(FEW);
  const isSame = (part: Participation) =>
    part.number === number &&
    part.round === round &&
    part.before?.tag === before?.tag &&
    part.before?.back === before?.back &&
    part.topics.length === topics.length &&
    part.topics.every(({ id, hash }, i) => topics[i]!.id === id && topics[i]!.hash === hash);
  const joined = parts.filter(isSame).flatMap(({ assessment }) => heads.find(({ id }) => id === assessment) ?? [])[0];
  const day = dayOf(world.now());
  const today = heads.find(
    (head) =>
      !head.retrospectOf &&
      dayOf(head.createdAt) === day &&
      !parts.some(({ assessment }) => assessment === head.id) &&
      isOfTopics(head.rubrics, topics, hashAnswered)
  );
  const placed = async (head: Head | undefined): Promise<Placed | null> =>
    head ? { head, done: (await list.progressOf([head]))[head.id]!.done >= head.size } : null;
  return { joined: await placed(joined), today: joined ? null : await placed(today) };
}

/**
 * @param assessment that is for the workshop from now on; a new one where it is left out
 * @param brings what its person said of the earlier round, where it is compared with one
 * @returns its id
 * @throws where the device does not keep which workshop it is for: then nothing is begun
 */
export async function join(
  invited: Invited,
  named: readonly Named[],
  app: App,
  { assessment, brings }: { readonly assessment?: string; readonly brings?: Brings } = {}
): Promise<string> {
  const { resultId } = await import('#lib/domain/workshop/result-code.ts');
  const result = resultId(parseInt(app.world.newId().slice(0, 8), 16));
  const part = { ...(await roundIn(invited)), title: invited.title, result, joinedAt: app.world.now(), ...brings };
  if (assessment === undefined) return startWith(named, app, part);
  await (await app.participations).save({ ...part, assessment });
  return assessment;
}
