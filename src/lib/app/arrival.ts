/** What to say of a rubric that has just been opened, and what keeping it would mean. Nothing is stored here. */
import { m } from '#lib/i18n/messages.ts';
import { MAKER } from '#lib/library/maker.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { apartFacts, ownFacts } from '#lib/domain/authoring/adopting.ts';
import { latestOf } from '#lib/domain/authoring/publishing.ts';
import { twinOf } from '#lib/domain/authoring/twins.ts';
import { differencesOf, type Differences } from '#lib/domain/rubric/differences.ts';
import { judged } from '#lib/domain/rubric/sound.ts';
import type { RubricFacts, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { carriedAs, type Format, type Loss } from '#lib/exchange/rubrics/carries.ts';
import type { OpenedRubric } from '#lib/exchange/rubrics/opened.ts';

/** What is here already, as far as opening needs it. */
export interface RubricsHere {
  readonly items: readonly ShelfItem[];
  /** @returns the rubric with this content, built in or on the shelf */
  original(hash: string): Promise<RubricFile | null>;
  /** Ids of the built-in rubrics, and their hashes. */
  readonly builtIn: Readonly<Record<string, string>>;
}

export interface Arrival {
  readonly opened: OpenedRubric;
  /** The rubric here that the file was exported from, and what the file could not carry of it. */
  readonly returned: { readonly original: RubricFile; readonly hash: string; readonly kept: readonly Loss[] } | null;
  /** The very same is built in, or lies on the shelf. */
  readonly same: { readonly kind: 'built-in'; readonly id: string } | { readonly kind: 'here'; readonly key: string } | null;
  /** It bore the id of this built-in rubric, without being it, so it was given its own. */
  readonly renamedFrom: string | null;
  /** A rubric here has the same id and version, and other content. */
  readonly clash: ShelfItem | null;
  /** The rubric here that it is best compared with: the one that it was exported from, else the newest of the same id; and what differs. */
  readonly compared: { readonly file: RubricFile; readonly differences: Differences } | null;
  /** A draft of a rubric with this id is here. */
  readonly begun: ShelfItem | null;
}

/**
 * @param exchange how to take from the original what the file could not carry, and what that is
 * @param newId some random letters and digits
 */
export async function arrive(
  fresh: OpenedRubric,
  here: RubricsHere,
  exchange: {
    withKept(opened: OpenedRubric, original: RubricFile): OpenedRubric;
    lossesOf(original: RubricFile, format: Format): readonly Loss[];
  },
  newId: string
): Promise<Arrival> {
  let opened = fresh;
  let returned: Arrival['returned'] = null;
  const original = opened.returnsTo ? await here.original(opened.returnsTo) : null;
  if (opened.returnsTo && original) {
    const whole = exchange.withKept(opened, original);
    const languages = Object.keys(whole.draft.words).length - Object.keys(opened.draft.words).length;
    const losses = exchange.lossesOf(original, carriedAs(opened.format)).filter(({ part }) => part !== 'languages');
    const kept: Loss[] = languages > 0 ? [...losses, { part: 'languages', count: languages }] : [...losses];
    returned = { original, hash: opened.returnsTo, kept };
    opened = whole;
  }
  const hash = opened.rubric?.hash ?? null;
  const { id, version } = opened.draft.facts;
  const own = Object.hasOwn(here.builtIn, id);
  const offered = here.items.filter((item) => item.kind === 'published' && item.origin !== 'cited');
  const arrival = { opened, returned, same: null, renamedFrom: null, clash: null, compared: null, begun: null };
  if (own && hash === here.builtIn[id]) return { ...arrival, same: { kind: 'built-in', id } };
  const there = offered.find(({ key }) => key === hash);
  if (there) return { ...arrival, same: { kind: 'here', key: there.key } };
  const newest = own ? here.builtIn[id]! : latestOf(offered.filter((item) => item.id === id))?.key;
  const before = returned?.original ?? (newest ? await here.original(newest) : null);
  const compared = before && { file: before, differences: differencesOf(before, opened.draft) };
  const after = { ...MAKER, author: m.editor_after(MAKER) };
  const facts = ownFacts(opened.draft.facts as RubricFacts, Object.keys(here.builtIn), newId, after);
  if (own) return { ...arrival, opened: withFacts(opened, facts), renamedFrom: id, compared };
  const clash = twinOf({ id, version, key: hash ?? '' }, offered) ?? null;
  const begun = here.items.find((item) => item.kind === 'draft' && item.id === id) ?? null;
  return { ...arrival, clash, compared, begun };
}

/** The same as a rubric of one's own: it may not pass for the one here whose id it has. @param newId some random letters and digits */
export const asOwn = ({ opened }: Arrival, newId: string): OpenedRubric =>
  withFacts(opened, apartFacts(opened.draft.facts as RubricFacts, newId));

function withFacts(opened: OpenedRubric, facts: RubricFacts): OpenedRubric {
  const { draft } = opened;
  const { basedOn } = draft;
  const { parts, rubric } = judged({ ...draft, facts, elsewhere: opened.rubric?.file.elsewhere });
  return { ...opened, draft: { ...parts, ...(basedOn === undefined ? {} : { basedOn }) }, rubric: opened.rubric && rubric };
}
