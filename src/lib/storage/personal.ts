/** The plan, and all that belongs to a person taken together, in IndexedDB and in memory. Loaded where it is used. */
import type { Assessment, Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { comingOf, mergeAssessments, mergeSteps, type Coming } from '#lib/domain/person/merge.ts';
import type { KeptRubric, PersonalData } from '#lib/domain/person/personal-data.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { Counts, DataStore, Erased, Joining, Watching } from '#lib/domain/person/store.ts';
import type { Damage } from '#lib/domain/assessment/store.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { checked, draftSchema, shelfItemSchema } from '#lib/domain/rubric/rubric-file.ts';
import { readRubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric/rubric.ts';
import type { Table } from 'dexie';
import type { Database } from './database.ts';
import type { MemoryRows } from './memory-rows.ts';
import { readEntry, readHead, readStep, sift } from './rows.ts';
import { draftItem, itemOf } from './shelf.ts';

/** All tables that hold what a person made. Digests are worked out from them; settings are the device's. */
const OWN = ['assessments', 'entries', 'plan', 'shelf', 'rubrics', 'aside'] as const;
export type Own = (typeof OWN)[number];

/** Tables as far as this needs them: IndexedDB's and the memory's behave alike. */
export interface PersonalTables {
  /** Runs all of it or nothing. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  rows(table: Own): Promise<unknown[]>;
  get(table: 'assessments' | 'plan' | 'shelf', key: string): Promise<unknown>;
  content(key: string): Promise<unknown>;
  entriesOf(assessment: string): Promise<unknown[]>;
  put(table: Own, rows: readonly unknown[]): Promise<void>;
  delete(table: 'plan', key: string): Promise<void>;
  /** Takes away what was worked out from an assessment. */
  forget(assessment: string): Promise<void>;
  clear(): Promise<void>;
}

interface Here {
  readonly whole: Assessment | null;
  readonly damage: readonly Damage[];
  /** Whether its own row is missing or cannot be read. */
  readonly headless: boolean;
}

/** As `comingOf`; where the answers are the same, but their assessment's own row is not there, that row is what comes in. */
function comingTo({ whole, headless }: Here, incoming: Assessment): Coming {
  const coming = comingOf(whole, incoming);
  return headless && coming.kind === 'same' ? { ...coming, kind: 'joined' } : coming;
}

/** How many assessments are looked at before the page is told. */
const BATCH = 10;

export class PersonalStore implements PlanStore, DataStore {
  readonly #tables: PersonalTables;
  readonly #channel: BroadcastChannel | null;
  readonly #watchers = new Set<() => void>();

  /** @param channel name of the channel on which tabs tell each other of changes; `null` where there is one tab only */
  constructor(tables: PersonalTables, channel: string | null) {
    this.#tables = tables;
    this.#channel = channel ? new BroadcastChannel(channel) : null;
    if (this.#channel) this.#channel.onmessage = () => this.#watchers.forEach((tell) => tell());
  }

  // ------------------------------------------------------------------------------------------------------------------ plan

  async steps() {
    const { rows, damage } = sift(await this.#tables.rows('plan'), readStep);
    return { steps: inOrder(rows), damaged: damage.length };
  }

  async putSteps(steps: readonly PlanStep[]) {
    await this.#tables.whole(() => this.#tables.put('plan', steps));
    this.#channel?.postMessage('');
  }

  async removeStep(id: string) {
    await this.#tables.delete('plan', id);
    this.#channel?.postMessage('');
  }

  watchPlan(changed: () => void) {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  // -------------------------------------------------------------------------------------------------------------- everything

  async all() {
    const [heads, entries, steps, items, contents] = await this.#tables.whole(() =>
      Promise.all([
        this.#tables.rows('assessments'),
        this.#tables.rows('entries'),
        this.#tables.rows('plan'),
        this.#tables.rows('shelf'),
        this.#tables.rows('rubrics')
      ])
    );
    const [head, entry, step] = [await siftAll(heads, readHead), await siftAll(entries, readEntry), sift(steps, readStep)];
    const byAssessment = new Map<string, Entry[]>(head.rows.map(({ id }) => [id, []]));
    for (const one of entry.rows) byAssessment.get(one.assessment)?.push(one);
    const { rubrics, drafts, damaged } = await readShelf(items, contents as { key: string; content: unknown }[]);
    const data: PersonalData = {
      assessments: head.rows.map((one) => ({ head: one, entries: keyed(byAssessment.get(one.id) ?? []) })),
      plan: inOrder(step.rows),
      rubrics,
      drafts
    };
    // Answers whose assessment is gone or torn belong to nothing that could be read again.
    const orphans = entry.rows.filter(({ assessment }) => !byAssessment.has(assessment)).length;
    return { data, damaged: head.damage.length + entry.damage.length + step.damage.length + damaged + orphans };
  }

  async counts() {
    const rows = await this.#tables.whole(() => this.#everyRow(['assessments', 'entries', 'plan', 'shelf']));
    return countsOf(rows);
  }

  async preview(incoming: PersonalData, watching: Watching = {}) {
    const coming = await inBatches(incoming.assessments, watching, async (one) => comingTo(await this.#here(one.head), one));
    return this.#joining(incoming, coming);
  }

  async join(incoming: PersonalData, watching: Watching = {}): Promise<Joining> {
    const { progress, halt } = watching;
    const { assessments } = incoming;
    const joining = await this.#tables.whole(async () => {
      const coming = await inBatches(assessments, watching, (one) => this.#joinOne(one));
      halt?.throwIfAborted();
      const rest = await this.#joining(incoming, coming);
      await this.#joinRest(incoming);
      progress?.(assessments.length, assessments.length);
      return rest;
    });
    this.#channel?.postMessage('');
    return joining;
  }

  async #joinOne(incoming: Assessment): Promise<Coming> {
    const { id } = incoming.head;
    const here = await this.#here(incoming.head);
    const { whole, damage } = here;
    const coming = comingTo(here, incoming);
    if (coming.kind === 'other-rubrics' || coming.kind === 'same') return coming;
    const { head, entries } = whole ? mergeAssessments(whole, incoming) : incoming;
    const over = damage.filter(({ criterion }) => criterion === null || Object.hasOwn(entries, criterion));
    await this.#tables.put(
      'aside',
      over.map((one) => ({ damage: one }))
    );
    await this.#tables.put('assessments', [head]);
    await this.#tables.put('entries', Object.values(entries));
    await this.#tables.forget(id);
    return coming;
  }

  /**
   * What is here of an assessment that comes in. Where its own row cannot be read or is gone, its answers are joined all the same, under
   * the row that comes.
   */
  async #here(incoming: Head): Promise<Here> {
    const raw = await this.#tables.get('assessments', incoming.id);
    const head = sift(raw === undefined ? [] : [raw], readHead);
    const entries = sift(await this.#tables.entriesOf(incoming.id), readEntry);
    const [own] = head.rows;
    const whole = own || entries.rows.length ? { head: own ?? incoming, entries: keyed(entries.rows) } : null;
    return { whole, damage: [...head.damage, ...entries.damage], headless: !own };
  }

  async #joining(incoming: PersonalData, assessments: readonly Coming[]): Promise<Joining> {
    const steps = { added: 0, replaced: 0 };
    for (const step of incoming.plan) {
      const here = await this.#step(step.id);
      if (!here) steps.added++;
      else if (JSON.stringify(mergeSteps(here, step)) !== JSON.stringify(here)) steps.replaced++;
    }
    let rubrics = 0;
    for (const { file, origin } of incoming.rubrics)
      if (origin !== 'kept' && (await this.#tables.get('shelf', contentHash(file))) === undefined) rubrics++;
    const drafts = { added: 0, replaced: 0 };
    for (const draft of incoming.drafts) {
      const here = (await this.#tables.get('shelf', draft.id)) as Partial<ShelfItem> | undefined;
      if (here === undefined) drafts.added++;
      else if ((here.at ?? 0) < draft.at) drafts.replaced++;
    }
    return { assessments, steps, rubrics, drafts };
  }

  async #step(id: string): Promise<PlanStep | null> {
    const raw = await this.#tables.get('plan', id);
    return raw === undefined ? null : (sift([raw], readStep).rows[0] ?? null);
  }

  async #joinRest(incoming: PersonalData) {
    const steps = await Promise.all(
      incoming.plan.map(async (step) => {
        const here = await this.#step(step.id);
        return here ? mergeSteps(here, step) : step;
      })
    );
    await this.#tables.put('plan', steps);
    for (const { file, origin, from, at } of incoming.rubrics) {
      const hash = contentHash(file);
      const here = (await this.#tables.get('shelf', hash)) as Partial<ShelfItem> | undefined;
      // What is offered here is not put out of sight; what was only kept is offered when it comes so.
      if (here === undefined || (here.origin === 'kept' && origin !== 'kept'))
        await this.#tables.put('shelf', [itemOf(file, hash, origin, at, from)]);
      if ((await this.#tables.content(hash)) === undefined) await this.#tables.put('rubrics', [{ key: hash, content: file }]);
    }
    for (const draft of incoming.drafts) {
      const here = (await this.#tables.get('shelf', draft.id)) as Partial<ShelfItem> | undefined;
      if (here !== undefined && (here.at ?? 0) >= draft.at) continue;
      await this.#tables.put('shelf', [draftItem(draft)]);
      await this.#tables.put('rubrics', [{ key: draft.id, content: draft }]);
    }
  }

  async #everyRow<T extends Own>(names: readonly T[]): Promise<Record<T, readonly unknown[]>> {
    const rows = await Promise.all(names.map((table) => this.#tables.rows(table)));
    return Object.fromEntries(names.map((table, i) => [table, rows[i]!])) as unknown as Record<T, readonly unknown[]>;
  }

  async erase(): Promise<Erased> {
    const rows = await this.#tables.whole(async () => {
      const all = await this.#everyRow(OWN);
      await this.#tables.clear();
      return all;
    });
    this.#channel?.postMessage('');
    return { counts: await countsOf(rows), rows };
  }

  async putBackAll({ rows }: Erased) {
    await this.#tables.whole(async () => {
      for (const table of OWN) await this.#tables.put(table, rows[table] ?? []);
    });
    this.#channel?.postMessage('');
  }
}

/** Does something with each, telling how far it is, and ends where `halt` says so. */
async function inBatches<T, R>(all: readonly T[], { progress, halt }: Watching, work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  while (done.length < all.length) {
    halt?.throwIfAborted();
    progress?.(done.length, all.length);
    // Side by side, since each waits for the database several times.
    done.push(...(await Promise.all(all.slice(done.length, done.length + BATCH).map(work))));
  }
  return done;
}

const keyed = (entries: readonly Entry[]): Assessment['entries'] => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

/** Rows between which the page may draw. */
const PIECE = 500;
const pause = () => new Promise<void>((done) => setTimeout(done));

/** `sift`, in pieces. */
async function siftAll<T>(raws: readonly unknown[], reader: Parameters<typeof sift<T>>[1]): Promise<ReturnType<typeof sift<T>>> {
  const all = sift<T>([], reader);
  for (let from = 0; from < raws.length; from += PIECE) {
    if (from > 0) await pause();
    const { rows, damage } = sift(raws.slice(from, from + PIECE), reader);
    all.rows.push(...rows);
    all.damage.push(...damage);
  }
  return all;
}

type Counted = Record<'assessments' | 'entries' | 'plan' | 'shelf', readonly unknown[]>;

async function countsOf({ assessments, entries, plan, shelf }: Counted): Promise<Counts> {
  const told = (await siftAll(entries, readEntry)).rows;
  const items = shelf as Partial<ShelfItem>[];
  return {
    assessments: assessments.length,
    answers: told.reduce((sum, { cells }) => sum + Object.keys(cells).length, 0),
    notes: told.filter(({ note }) => note).length,
    steps: plan.length,
    rubrics: items.filter(({ kind, origin }) => kind === 'published' && origin !== 'kept').length,
    drafts: items.filter(({ kind }) => kind === 'draft').length
  };
}

async function readShelf(items: readonly unknown[], contents: readonly { readonly key: string; readonly content: unknown }[]) {
  const content = new Map(contents.map((row) => [row.key, row.content]));
  const rubrics: KeptRubric[] = [];
  const drafts: Draft[] = [];
  let damaged = 0;
  for (const raw of items) {
    // A rubric is much to check.
    await pause();
    try {
      const { key, kind, origin, from, at } = checked(shelfItemSchema, raw, 'shelf') as ShelfItem;
      if (kind === 'draft') drafts.push(checked(draftSchema, content.get(key), 'draft') as Draft);
      else {
        const file: RubricFile = readRubricFile(content.get(key), 'rubric');
        rubrics.push({ file, origin, ...(from ? { from } : {}), at });
      }
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      damaged++;
    }
  }
  return { rubrics, drafts, damaged };
}

/** All rows of a table, some at a time: the browser would stop for tens of thousands at once. */
async function inPages(table: Table<unknown, string>): Promise<unknown[]> {
  const all: unknown[] = [];
  const { keyPath } = table.schema.primKey;
  const keyOf = (row: unknown) => {
    const key = [keyPath ?? []].flat().map((name) => (row as Record<string, string>)[name]!);
    return (Array.isArray(keyPath) ? key : key[0]) as string;
  };
  for (let page: unknown[] = []; ;) {
    const next = page.length ? table.where(':id').above(keyOf(page.at(-1))) : table.orderBy(':id');
    page = await next.limit(PIECE).toArray();
    all.push(...page);
    if (page.length < PIECE) return all;
  }
}

/** @returns the plan and all data of a database */
export function databasePersonal(db: Database): PersonalStore {
  const tables = { assessments: db.assessments, entries: db.entries, plan: db.plan, shelf: db.shelf, rubrics: db.rubrics, aside: db.aside };
  const all = [...Object.values(tables), db.digests];
  return new PersonalStore(
    {
      whole: (work) => db.transaction('rw', all, work),
      rows: (table) => inPages(tables[table] as Table<unknown, string>),
      get: (table, key) => tables[table].get(key),
      content: async (key) => (await db.rubrics.get(key))?.content,
      entriesOf: (assessment) => db.entries.where('[assessment+criterion]').between([assessment], [assessment, []]).toArray(),
      put: async (table, rows) => void (await (tables[table] as typeof db.plan).bulkPut([...rows])),
      delete: (table, key) => tables[table].delete(key),
      forget: (assessment) => db.digests.delete(assessment),
      clear: async () => void (await Promise.all(all.map((table) => table.clear())))
    },
    `${db.name}-personal`
  );
}

/** @returns the plan and all data in memory */
export function memoryPersonal(rows: MemoryRows): PersonalStore {
  const keyOf = (row: unknown) => row as { id: string; key: string; assessment: string; criterion: string };
  const all: Record<Own, () => unknown[]> = {
    assessments: () => [...rows.heads.values()],
    entries: () => [...rows.entries.values()].flatMap((own) => [...own.values()]),
    plan: () => [...rows.plan.values()],
    shelf: () => [...rows.items.values()],
    rubrics: () => [...rows.contents].map(([key, content]) => ({ key, content })),
    aside: () => rows.aside.map((damage) => ({ damage }))
  };
  const put: Record<Own, (row: unknown) => void> = {
    assessments: (row) => rows.heads.set(keyOf(row).id, row),
    entries: (row) => rows.putEntry(keyOf(row)),
    plan: (row) => rows.plan.set(keyOf(row).id, row),
    shelf: (row) => rows.items.set(keyOf(row).key, row),
    rubrics: (row) => rows.contents.set(keyOf(row).key, (row as { content: unknown }).content),
    aside: (row) => rows.aside.push((row as { damage: Damage }).damage)
  };
  return new PersonalStore(
    {
      whole: async (work) => {
        const back = rows.mark();
        try {
          return await work();
        } catch (error) {
          back();
          throw error;
        }
      },
      rows: async (table) => all[table](),
      get: async (table, key) => ({ assessments: rows.heads, plan: rows.plan, shelf: rows.items })[table].get(key),
      content: async (key) => rows.contents.get(key),
      entriesOf: async (assessment) => [...(rows.entries.get(assessment)?.values() ?? [])],
      put: async (table, list) => list.forEach((row) => put[table](structuredClone(row))),
      delete: async (_, key) => void rows.plan.delete(key),
      forget: async (assessment) => void rows.digests.delete(assessment),
      clear: async () => rows.clear()
    },
    null
  );
}
