/** What to say of a rubric that has just been opened, and what keeping it would mean. Nothing is stored here. */
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { ownFacts } from '#lib/domain/authoring/adopting.ts';
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
  if (own && hash === here.builtIn[id]) return { opened, returned, same: { kind: 'built-in', id }, renamedFrom: null, clash: null };
  const there = here.items.find(({ key, kind, origin }) => kind === 'published' && key === hash && origin !== 'cited');
  if (there) return { opened, returned, same: { kind: 'here', key: there.key }, renamedFrom: null, clash: null };
  if (own) return { opened: renamed(opened, Object.keys(here.builtIn), newId), returned, same: null, renamedFrom: id, clash: null };
  const clash = here.items.find((item) => item.kind === 'published' && item.id === id && item.version === version && item.key !== hash);
  return { opened, returned, same: null, renamedFrom: null, clash: clash ?? null };
}

function renamed(opened: OpenedRubric, reserved: readonly string[], newId: string): OpenedRubric {
  const { draft } = opened;
  const { basedOn } = draft;
  const { parts, rubric } = judged({ ...draft, facts: ownFacts(draft.facts as RubricFacts, reserved, newId) });
  return { ...opened, draft: { ...parts, ...(basedOn === undefined ? {} : { basedOn }) }, rubric: opened.rubric && rubric };
}
