/** The plan, and all that belongs to a person taken together, in IndexedDB and in memory. Loaded where it is used. */
import type { Assessment, Entry } from '#lib/domain/assessment.ts';
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { comingOf, mergeAssessments, mergeSteps, type Coming } from '#lib/domain/merge.ts';
import type { KeptRubric, PersonalData } from '#lib/domain/personal-data.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan.ts';
import type { Counts, Damage, DataStore, Erased, Joining, PlanStore, ShelfItem } from '#lib/domain/ports.ts';
import { checked, draftSchema, shelfItemSchema } from '#lib/domain/rubric-file.ts';
import { readRubricFile } from '#lib/domain/rubric-join.ts';
import type { Draft, RubricFile } from '#lib/domain/rubric.ts';
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

/** How many assessments are joined before the page may draw. */
const BATCH = 20;

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
    const [head, entry, step] = [sift(heads, readHead), sift(entries, readEntry), sift(steps, readStep)];
    const byAssessment = new Map<string, Entry[]>(head.rows.map(({ id }) => [id, []]));
    for (const one of entry.rows) byAssessment.get(one.assessment)?.push(one);
    const { rubrics, drafts, damaged } = readShelf(items, contents as { key: string; content: unknown }[]);
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
    const rows = await this.#tables.whole(() => this.#everyRow());
    return countsOf(rows);
  }

  async preview(incoming: PersonalData) {
    const coming: Coming[] = [];
    for (const assessment of incoming.assessments) coming.push(comingOf(await this.#here(assessment.head.id), assessment));
    return this.#joining(incoming, coming);
  }

  async join(incoming: PersonalData, { progress, halt }: Parameters<DataStore['join']>[1] = {}): Promise<Joining> {
    const joining = await this.#tables.whole(async () => {
      const coming: Coming[] = [];
      const { assessments } = incoming;
      for (let from = 0; from < assessments.length; from += BATCH) {
        halt?.throwIfAborted();
        progress?.(from, assessments.length);
        for (const assessment of assessments.slice(from, from + BATCH)) coming.push(await this.#joinOne(assessment));
      }
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
    const damage: Damage[] = [];
    const here = await this.#here(id, damage);
    const coming = comingOf(here, incoming);
    if (coming.kind === 'same' || coming.kind === 'other-rubrics') return coming;
    await this.#tables.put(
      'aside',
      damage.map((one) => ({ damage: one }))
    );
    const { head, entries } = here ? mergeAssessments(here, incoming) : incoming;
    await this.#tables.put('assessments', [head]);
    await this.#tables.put('entries', Object.values(entries));
    await this.#tables.forget(id);
    return coming;
  }

  /** @param damage takes what cannot be read */
  async #here(id: string, damage: Damage[] = []): Promise<Assessment | null> {
    const raw = await this.#tables.get('assessments', id);
    if (raw === undefined) return null;
    const [head, entries] = [sift([raw], readHead), sift(await this.#tables.entriesOf(id), readEntry)];
    damage.push(...head.damage, ...entries.damage);
    return head.rows[0] ? { head: head.rows[0], entries: keyed(entries.rows) } : null;
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

  async #everyRow(): Promise<Record<Own, readonly unknown[]>> {
    const rows = await Promise.all(OWN.map((table) => this.#tables.rows(table)));
    return Object.fromEntries(OWN.map((table, i) => [table, rows[i]!])) as unknown as Record<Own, readonly unknown[]>;
  }

  async erase(): Promise<Erased> {
    const rows = await this.#tables.whole(async () => {
      const all = await this.#everyRow();
      await this.#tables.clear();
      return all;
    });
    this.#channel?.postMessage('');
    return { counts: countsOf(rows), rows };
  }

  async putBackAll({ rows }: Erased) {
    await this.#tables.whole(async () => {
      for (const table of OWN) await this.#tables.put(table, rows[table] ?? []);
    });
    this.#channel?.postMessage('');
  }
}

const keyed = (entries: readonly Entry[]): Assessment['entries'] => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

function countsOf({ assessments, entries, plan, shelf }: Record<Own, readonly unknown[]>): Counts {
  const told = sift(entries, readEntry).rows;
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

function readShelf(items: readonly unknown[], contents: readonly { readonly key: string; readonly content: unknown }[]) {
  const content = new Map(contents.map((row) => [row.key, row.content]));
  const rubrics: KeptRubric[] = [];
  const drafts: Draft[] = [];
  let damaged = 0;
  for (const raw of items)
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
  return { rubrics, drafts, damaged };
}

/** @returns the plan and all data of a database */
export function databasePersonal(db: Database): PersonalStore {
  const tables = { assessments: db.assessments, entries: db.entries, plan: db.plan, shelf: db.shelf, rubrics: db.rubrics, aside: db.aside };
  const all = [...Object.values(tables), db.digests];
  return new PersonalStore(
    {
      whole: (work) => db.transaction('rw', all, work),
      rows: (table) => tables[table].toArray(),
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
