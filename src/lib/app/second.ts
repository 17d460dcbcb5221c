/** Second views: what can be asked about an assessment, how requests and answers travel, and the rubrics that they are about. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { Rubric, RubricFile, RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { OpenedSecond } from '#lib/domain/second/second-file.ts';
import type { Asked, AskedTopic, SecondRequest, SecondView } from '#lib/domain/second/second.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { outlines } from '#lib/library/index.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { besides } from './along.ts';
import { hashAnswered, MissingRubric, rubricsOf } from './rubrics.ts';
import type { Shared } from './sharing.ts';

type Shelved = Pick<App, 'shelf'>;

/** A topic of an assessment. */
export interface Askable {
  readonly ref: Required<RubricRef>;
  readonly rubric: Rubric;
  /** It does not come with the app, and goes along with a request. */
  readonly file: RubricFile | null;
}

/**
 * @returns the topics of an assessment that can be asked about: those of which it is known in which content they were answered
 * @throws MissingRubric, or Error where words cannot be fetched
 */
export async function askableIn({ rubrics: refs }: Pick<Head, 'rubrics'>, app: Shelved): Promise<readonly Askable[]> {
  const rubrics = await rubricsOf(refs, app);
  const all = await Promise.all(
    refs.map(async (ref, i): Promise<Askable | null> => {
      const own = ref.hash ?? hashAnswered(ref);
      const comes = outlines.some(({ id }) => id === ref.id);
      const earlier = comes && (!own || own !== hashAnswered({ id: ref.id, version: ref.version })) ? await wholeEarlier(ref) : null;
      const hash = own ?? earlier?.hash;
      if (!hash) return null;
      const whole = { ref: { id: ref.id, version: ref.version, hash }, rubric: rubrics[i]! };
      if (hash === hashAnswered({ id: ref.id, version: ref.version }) || earlier?.hash === hash) return { ...whole, file: null };
      const file = await (await app.shelf).read(hash);
      return file && { ...whole, file };
    })
  );
  return all.filter((one) => one !== null);
}

const wholeEarlier = async (ref: RubricRef) => (await import('#lib/library/earlier.ts')).loadWholeEarlier(ref).catch(() => null);

/** A random number of a request, or of a view. */
export const drawn = ({ world }: Pick<App, 'world'>): string => world.newId().slice(0, 16);

/** What leaves the device. @param topics chosen ones */
export const requestOf = (
  asked: Pick<Asked, 'number' | 'name'> & { readonly topics: readonly AskedTopic[] },
  all: readonly Askable[]
): SecondRequest => ({
  number: asked.number,
  topics: asked.topics,
  name: asked.name,
  rubrics: all.flatMap(({ ref, file }) => (file && asked.topics.some(({ hash }) => hash === ref.hash) ? [file] : []))
});

/**
 * The rubrics that a request is about, each with the criteria that it asks about alone.
 *
 * @throws MissingRubric where this device has one not, or not in this content; Error where words cannot be fetched
 */
export async function rubricsAsked({ topics, rubrics }: Pick<SecondRequest, 'topics' | 'rubrics'>, app: Shelved): Promise<Rubric[]> {
  const along = rubrics.map((file) => ({ file, hash: contentHash(file) }));
  const whole = await rubricsOf(
    topics.map(({ id, version, hash }) => ({ id, version, hash })),
    besides({ rubrics: along }, app)
  );
  return whole.map((rubric, i) => {
    const topic = topics[i]!;
    const criteria = rubric.criteria.filter(({ id }) => topic.criteria.includes(id));
    if (criteria.length !== topic.criteria.length) throw new MissingRubric(topic);
    return { ...rubric, criteria };
  });
}

const sharedAt = (root: string, fragment: string | null): Shared | null =>
  fragment === null ? null : { address: new URL(`second/${fragment}`, new URL(root, location.href)).href, bytes: null, tooLong: false };

/** @param root path of the app's root @returns `null` where it is too much for a link */
export async function linkToRequest(root: string, request: SecondRequest): Promise<Shared | null> {
  const { requestFragment } = await import('#lib/exchange/second/second-link.ts');
  return sharedAt(root, await requestFragment(request, pageLanguage()));
}

export async function linkToView(root: string, view: SecondView): Promise<Shared | null> {
  const { viewFragment } = await import('#lib/exchange/second/second-link.ts');
  return sharedAt(root, await viewFragment(view));
}

export async function saveRequest(request: SecondRequest, now: number): Promise<void> {
  const { requestText } = await import('#lib/exchange/second/second-link.ts');
  download(fileName(m.second_file_request(), now, 'json'), requestText(request));
}

export async function saveView(view: SecondView, now: number): Promise<void> {
  const { viewText } = await import('#lib/exchange/second/second-link.ts');
  download(fileName(m.second_file_view(), now, 'json'), viewText(view));
}

/** @throws DataError as the door does */
export async function openSecond(from: string | File): Promise<OpenedSecond> {
  const { open } = await import('#lib/exchange/door.ts');
  return open(typeof from === 'string' ? { kind: 'second', text: from } : { kind: 'second', bytes: from, name: from.name });
}
