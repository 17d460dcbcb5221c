/** Rubrics that are not built in. Apart from answers: no first answer waits for this. */
import type { Damage } from '#lib/domain/damage.ts';
import { DataError } from '#lib/domain/faults.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { draftIdOf, formerDraftId } from '#lib/domain/draft-id.ts';
import { checked, draftSchema, FROM_LENGTH } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { readRubric, together, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { DraftConflict, TwinRubric, type RemovedRubric, type RubricStore, type ShelfItem } from '#lib/domain/rubric/store.ts';
import { twinDraft, twinOf } from '#lib/domain/authoring/twins.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { reader, type Key } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';

const titlesOf = ({ words }: Pick<RubricFile, 'words'>) =>
  Object.fromEntries(Object.entries(words).flatMap(([language, own]) => (own.title ? [[language, own.title]] : [])));

const SHELF = ['shelf', 'rubrics'] as const;

export function itemOf({ file, hash }: SoundRubric, origin: ShelfItem['origin'], at: number, from?: string): ShelfItem {
  const { id, version, criteria } = file.facts;
  const item = { key: hash, kind: 'published', id, version, titles: titlesOf(file), source: sourceOf(file.facts) } as const;
  return { ...item, criteria: criteria.length, origin, ...(from === undefined ? {} : { from: from.slice(0, FROM_LENGTH) }), at };
}

export function draftItem({ id, facts, words, at }: Draft): ShelfItem {
  const item = { key: id, kind: 'draft', id: facts.id, version: facts.version, titles: titlesOf({ words }) } as const;
  return { ...item, source: sourceOf(facts), criteria: facts.criteria.length, origin: 'own', at };
}

export const readItem = reader('shelf', rows);

type DraftRow = Partial<ShelfItem> | null | undefined;
/** Rows may be torn. */
const ageOf = (row: DraftRow): number => (Number.isFinite(row?.at) ? row!.at! : -1);

/**
 * Up to version 0.2 a draft lay under an id that looked like a rubric's hash. Before anything is written under the present id, or under
 * that hash, its rows are put where they belong. Where both are there, since a tab of the earlier version was still open, the later one counts.
 *
 * @param hash a draft's former id, or any rubric's hash
 */
export async function settleDraft(tables: Pick<Tables, 'get' | 'put' | 'delete'>, hash: string): Promise<void> {
  const id = draftIdOf(hash);
  if (id === hash) return;
  const item = (await tables.get('shelf', hash)) as DraftRow;
  if (item?.kind !== 'draft') return;
  const row = await tables.get('rubrics', hash);
  if ((await draftKey(tables, id)) === hash) {
    await tables.put('shelf', [{ ...item, key: id }]);
    if (row !== undefined) await tables.put('rubrics', [{ key: id, content: contentOf(row) }]);
  }
  for (const table of SHELF) await tables.delete(table, [hash]);
}

/** @param id a draft's present one @returns the key under which its rows lie */
export async function draftKey(tables: Pick<Tables, 'get'>, id: string): Promise<string> {
  const former = formerDraftId(id);
  const there = former === null ? undefined : ((await tables.get('shelf', former)) as DraftRow);
  if (there?.kind !== 'draft') return id;
  const present = (await tables.get('shelf', id)) as DraftRow;
  return present !== undefined && ageOf(present) >= ageOf(there) ? id : former!;
}

/** @returns rows of the list without those of drafts that have a later one under their other id */
export function latest(raws: readonly unknown[]): unknown[] {
  const keyed = new Map(raws.map((raw) => [(raw as DraftRow)?.key, raw as DraftRow]));
  return raws.filter((raw) => {
    const { kind, key = '' } = (raw ?? {}) as Partial<ShelfItem>;
    if (kind !== 'draft' || typeof key !== 'string') return true;
    const former = formerDraftId(key);
    const other = keyed.get(former ?? draftIdOf(key));
    if (other === raw || other?.kind !== 'draft') return true;
    return former === null ? ageOf(other) < ageOf(raw as DraftRow) : ageOf(other) <= ageOf(raw as DraftRow);
  });
}

/** @param row as it is stored @returns what it contains, unchecked; what cannot be opened is no content that any check accepts */
export const contentOf = (row: unknown): unknown => (row === undefined ? undefined : ((row as { content?: unknown }).content ?? row));

/**
 * @param row the row of its content
 * @throws DataError where it cannot be read, or is another rubric: answers belong to one content, and another one under its name would
 *   change what somebody has said
 */
export function rubricIn(row: unknown, hash: string): SoundRubric {
  const rubric = readRubric(contentOf(row), 'rubric');
  if (rubric.hash !== hash) throw new DataError('rubric', '', 'damaged-file');
  return rubric;
}

/** @param row the row of its content @throws DataError where it cannot be read */
export const draftIn = (row: unknown): Draft => checked(draftSchema, contentOf(row), 'draft') as Draft;

/** Whether an assessment's row, which may be torn, names the rubric of this hash. */
export function answeredWith(row: unknown, hash: string): boolean {
  const rubrics = (row as { rubrics?: unknown } | null)?.rubrics;
  return Array.isArray(rubrics) && rubrics.some((rubric: { hash?: unknown } | null) => rubric?.hash === hash);
}

/**
 * @param row the row of its content
 * @param kind what its row on the list says that it is; `null` where there is none that says so
 * @returns what is wrong with the content; `null` where it can be read
 */
export function contentFault(row: unknown, key: unknown, kind: ShelfItem['kind'] | null): DataError | null {
  try {
    if (kind === 'draft') draftIn(row);
    else rubricIn(row, key as string);
    return null;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    // Which of the two it was meant to be is not known.
    return kind === null && contentFault(row, key, 'draft') === null ? null : error;
  }
}

/** @returns both rows of a rubric as they are stored, as what cannot be read of it */
export const shelved = (item: unknown, content: unknown) => ({
  ...(item === undefined ? {} : { item }),
  ...(content === undefined ? {} : { content })
});

export const isOffered = ({ kind, origin }: ShelfItem): boolean => kind === 'published' && origin !== 'cited';

/** @returns what is offered here, without what cannot be read */
export const offeredIn = async (tables: Pick<Tables, 'page'>): Promise<ShelfItem[]> =>
  rows.sift(latest(await tables.page('shelf')), readItem).rows.filter(isOffered);

/** Puts back both rows of what was taken off, as they were; see `RubricStore.restore`. */
export async function putBack(tables: Pick<Tables, 'get' | 'put' | 'page'>, { key, item, content }: RemovedRubric): Promise<void> {
  const read = item === undefined ? null : readItem(item);
  if (read && 'row' in read && isOffered(read.row) && twinOf(read.row, await offeredIn(tables))) {
    const kept = rows.attempt(
      () => rubricIn({ content }, key),
      content,
      'rubrics',
      () => key
    );
    if ('row' in kept) {
      const draft = twinDraft(kept.row.file, key, read.row.at);
      await tables.put('shelf', [draftItem(draft)]);
      await tables.put('rubrics', [{ key: draft.id, content: draft }]);
      return;
    }
  }
  if (item !== undefined) await tables.put('shelf', [item]);
  if (content !== undefined) await tables.put('rubrics', [{ key, content }]);
}

/** Under this topic tabs tell each other what on the shelf has changed; `null`: anything. */
export const SHELF_NEWS = 'shelf';
export type ShelfNews = string | null;

export class Shelf implements RubricStore {
  readonly #tables: Tables;
  readonly #news: News<ShelfNews>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, SHELF_NEWS);
  }

  async list() {
    const { rows: items, damage } = rows.sift(latest(await this.#tables.page('shelf')), readItem);
    // What such a row lists goes with it, so that it is taken along too.
    const withContent = async (one: Damage): Promise<Damage> => ({
      ...one,
      raw: shelved(one.raw, await this.#tables.get('rubrics', one.key as Key))
    });
    return { items: items.sort((a, b) => b.at - a.at), damage: await Promise.all(damage.map(withContent)) };
  }

  async read(hash: string) {
    const row = await this.#tables.get('rubrics', hash);
    return row === undefined ? null : rubricIn(row, hash).file;
  }

  async readDraft(id: string) {
    const row = await this.#tables.within('read', SHELF, async (tables) => tables.get('rubrics', await draftKey(tables, draftIdOf(id))));
    return row === undefined ? null : draftIn(row);
  }

  async save(rubric: SoundRubric, origin: ShelfItem['origin'], at: number, from?: string) {
    const { hash } = rubric;
    const item = await this.#tables.within('write', SHELF, async (tables) => {
      await settleDraft(tables, hash);
      const raw = await tables.get('shelf', hash);
      const there = raw === undefined ? null : readItem(raw);
      const before = there && 'row' in there ? there.row : null;
      const twin =
        origin !== 'cited' && !(before && isOffered(before)) && twinOf({ ...rubric.file.facts, key: hash }, await offeredIn(tables));
      if (twin) throw new TwinRubric(twin.key);
      const content = await tables.get('rubrics', hash);
      const isTorn = content === undefined || contentFault(content, hash, 'published') !== null;
      // What is kept never changes, not even by what the hash leaves out; words that it lacked come to it, and what was torn is made whole again.
      const kept = isTorn ? rubric : rubricIn(content, hash);
      const whole = kept.file.elsewhere ? together(kept, rubric) : kept;
      if (isTorn || whole !== kept) await tables.put('rubrics', [{ key: hash, content: whole.file }]);
      // What is offered is not put out of sight because an assessment needs it too.
      const stays = before && (before.origin !== 'cited' || origin === 'cited');
      const next = stays ? { ...before, titles: titlesOf(whole.file) } : itemOf(whole, origin, at, from);
      await tables.put('shelf', [next]);
      return next;
    });
    this.#news.tell(hash);
    return item;
  }

  async saveDraft(draft: Draft, before: number | null) {
    // Under a hash it would take a rubric's place.
    if (draftIdOf(draft.id) !== draft.id) throw new RangeError(`a rubric's hash is no id of a draft: ${draft.id}`);
    await this.#tables.within('write', SHELF, async (tables) => {
      await settleDraft(tables, formerDraftId(draft.id) ?? draft.id);
      // The row of the list says when it changed: a large draft need not be read to be written.
      const there = (await tables.get('shelf', draft.id)) as DraftRow;
      // A draft that was thrown away in another tab comes back with what is written here: nothing is lost.
      if (there !== undefined && there?.at !== before) throw new DraftConflict(draft.id);
      await tables.put('shelf', [draftItem(draft)]);
      await tables.put('rubrics', [{ key: draft.id, content: draft }]);
    });
    this.#news.tell(draft.id);
  }

  leaveDraft(draft: Draft) {
    this.#tables.putNow?.([
      ['shelf', draftItem(draft)],
      ['rubrics', { key: draft.id, content: draft }]
    ]);
  }

  async remove(key: string): Promise<RemovedRubric | null> {
    const removed = await this.#tables.within('write', [...SHELF, 'assessments'], async (tables) => {
      await settleDraft(tables, formerDraftId(key) ?? key);
      const [item, row] = [await tables.get('shelf', key), await tables.get('rubrics', key)];
      if (item === undefined && row === undefined) return null;
      const used = (await tables.page('assessments')).some((head) => answeredWith(head, key));
      const read = readItem(item);
      // A row that cannot be read goes; the rubric itself stays for the assessment.
      if (used && 'row' in read) await tables.put('shelf', [{ ...read.row, origin: 'cited' }]);
      else await tables.delete('shelf', [key]);
      if (!used) await tables.delete('rubrics', [key]);
      return { key, item, content: contentOf(row) };
    });
    this.#news.tell(key);
    return removed;
  }

  async restore(removed: RemovedRubric) {
    await this.#tables.within('write', SHELF, (tables) => putBack(tables, removed));
    this.#news.tell(removed.key);
  }

  watch(changed: (key: ShelfNews) => void) {
    return this.#news.listen(changed);
  }
}
