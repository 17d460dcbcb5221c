/** Workshops that somebody leads: opened, called, and how people get in. */
import type { RubricStore, ShelfItem } from '#lib/domain/rubric/store.ts';
import { titleIn } from '#lib/domain/rubric/shelf-list.ts';
import { numberOf, writeInvitation } from '#lib/domain/workshop/invitation.ts';
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import { inCodeOrder, invitationOf, type Workshop, type WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { codeFor, type Codes } from './sharing.ts';

/** A topic that a workshop may have. */
export interface Choice extends WorkshopTopic {
  readonly version: string;
  readonly title: string;
  /** The language of the title, where it is not the page's. */
  readonly lang: string | undefined;
  readonly builtIn: boolean;
}

/** Ids of the built-in topics, in the model's order: what a typed invitation can hold. */
const builtInIds = (): readonly string[] => outlines.map(({ id }) => id);

const builtIn = (): Choice[] =>
  outlines.map(({ id, version, title }) => ({ id, version, hash: hashOfBuiltIn(id)!, title, lang: undefined, builtIn: true }));

/** @returns the built-in topics, then one's own by their titles; where these cannot be read now, the built-in ones alone */
export async function topicChoices(shelf: Promise<Pick<RubricStore, 'list'>>): Promise<readonly Choice[]> {
  const items: readonly ShelfItem[] = await shelf
    .then((store) => store.list())
    .then(
      ({ items }) => items,
      () => []
    );
  const known = builtInIds();
  const own = items
    .filter(({ id, kind, origin }) => kind === 'published' && origin !== 'cited' && !known.includes(id))
    .map((item): Choice => {
      const title = titleIn(item, pageLanguage());
      return {
        id: item.id,
        version: item.version,
        hash: item.key,
        title: title?.text ?? item.id,
        lang: title?.language === pageLanguage() ? undefined : title?.language,
        builtIn: false
      };
    })
    .sort((a, b) => a.title.localeCompare(b.title));
  return [...builtIn(), ...own];
}

/** @returns the name of each topic of a workshop, by its id, from what is there of it */
export const titlesOf = ({ topics }: Pick<Workshop, 'topics'>, choices: readonly Choice[]): readonly string[] =>
  topics.map(({ id, hash }) => {
    const found = choices.find((one) => one.id === id && (one.builtIn || one.hash === hash));
    return found?.title ?? m.list_topic_gone();
  });

/** @returns the chosen ones as a workshop has them, at most as many as a code holds */
export const topicsOf = (choices: readonly Choice[]): readonly WorkshopTopic[] =>
  inCodeOrder(choices, builtInIds())
    .slice(0, LIMITS.topics)
    .map(({ id, hash, version }) => ({ id, hash, version }));

/**
 * Opens a round with the topics of the last one, or with those that are built in.
 *
 * @returns its id
 * @throws where the device does not take it
 */
export async function openWorkshop(app: Pick<App, 'workshops' | 'shelf' | 'world'>): Promise<string> {
  const store = await app.workshops;
  const [{ workshops }, choices] = await Promise.all([store.list(), topicChoices(app.shelf)]);
  const last = choices.filter(({ id, hash, builtIn }) =>
    workshops[0]?.topics.some((one) => one.id === id && (builtIn || one.hash === hash))
  );
  const id = app.world.newId();
  await store.save({
    id,
    number: numberOf(parseInt(app.world.newId().slice(0, 8), 16)),
    round: 1,
    topics: topicsOf(last.length ? last : choices.filter((one) => one.builtIn)),
    title: '',
    openedAt: app.world.now(),
    state: 'open',
    picture: null,
    lines: []
  });
  return id;
}

/** Whether a later round can be compared with it: of an open one nobody knows yet what was shown. */
export const canGoOn = ({ round, state, collector }: Workshop): boolean => round < LIMITS.rounds && state !== 'open' && !collector;

/**
 * Opens a round that is compared with an earlier one: the same topics, in the content that they have today.
 *
 * @param back whether people are asked to look back
 * @returns its id, also where it was opened here before; `null` where it was shown or closed here and then removed, which ends it for good
 * @throws where the device does not take it, and where the shelf cannot be read; RangeError after the fourth round
 */
export async function openNextRound(
  earlier: Workshop,
  back: boolean,
  app: Pick<App, 'workshops' | 'shelf' | 'world'>
): Promise<string | null> {
  if (!canGoOn(earlier)) throw new RangeError(`nothing comes after “${earlier.id}”`);
  const [{ tagOf }, { compareVersions }, store, shelf] = await Promise.all([
    import('#lib/domain/workshop/tag.ts'),
    import('#lib/domain/rubric/versions.ts'),
    app.workshops,
    app.shelf
  ]);
  const { items } = await shelf.list();
  const topics = earlier.topics.map((topic): WorkshopTopic => {
    const built = outlines.find(({ id }) => id === topic.id);
    if (built) return { id: built.id, hash: hashOfBuiltIn(built.id)!, version: built.version };
    const [newest] = items
      .filter(({ id, kind, origin }) => id === topic.id && kind === 'published' && origin !== 'cited')
      .sort((a, b) => compareVersions(b.version, a.version));
    return newest ? { id: newest.id, hash: newest.key, version: newest.version } : topic;
  });
  const next: Workshop = {
    id: app.world.newId(),
    number: earlier.number,
    round: earlier.round + 1,
    topics,
    before: { tag: tagOf(earlier), back, topics: earlier.topics },
    title: earlier.title,
    openedAt: app.world.now(),
    state: 'open',
    picture: null,
    lines: []
  };
  const opened = await store.open(next);
  return opened.kind === 'over' ? null : opened.id;
}

/** How people get in. */
export interface WayIn {
  /** Six symbols, or ten; `null` where not all topics are built in. */
  readonly code: string | null;
  /** What the code shows: it names rubrics that are not built in, and does not bring them. */
  readonly address: string;
  /** As a picture; `null` where it is too long for one that is read across a room. */
  readonly picture: Codes | null;
  /** The same with the title, and with all rubrics that are not built in. */
  readonly whole: string;
  /** Mail and messengers would cut the whole one off. */
  readonly tooLong: boolean;
}

/** Modules of a side of the largest picture that is read at eight metres, with the white around it. */
const READ_AFAR = 17 + 4 * 5 + 8;

/**
 * @param root path of the app's root
 * @throws DataError where a rubric that is not built in cannot be read
 */
export async function wayInto(workshop: Workshop, app: Pick<App, 'shelf'>, root: string): Promise<WayIn> {
  const known = builtInIds();
  const [{ invitationFragment }, { linkFor }] = await Promise.all([
    import('#lib/exchange/workshop/invitation-link.ts'),
    import('./links.ts')
  ]);
  const own = workshop.topics.filter(({ id }) => !known.includes(id));
  const shelf = own.length ? await app.shelf : null;
  const links = await Promise.all(
    own.map(async ({ hash }) => {
      const file = await shelf!.read(hash);
      return file ? [await linkFor({ file, hash })] : [];
    })
  );
  const carried = links.flat().map(({ fragment }) => fragment.slice('#r='.length));
  const at = (fragment: string) => new URL(`join/#${fragment}`, new URL(root, location.href)).href;
  const address = at(invitationFragment({ ...workshop, title: '' }, known));
  const whole = at(invitationFragment(workshop, known, carried));
  const picture = await codeFor(address);
  return {
    code: writeInvitation(invitationOf(workshop), known),
    address,
    picture: picture && picture.side <= READ_AFAR ? picture : null,
    whole,
    tooLong: links.flat().some(({ tooLong }) => tooLong)
  };
}
