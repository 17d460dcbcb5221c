/** All that belongs to a person, taken together. Loaded where it is used. */
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { answerCount, keyed } from '#lib/domain/assessment/entries.ts';
import type { Damage } from '#lib/domain/assessment/store.ts';
import { DataError } from '#lib/domain/faults.ts';
import { canonical } from '#lib/domain/hash.ts';
import { mergeData, mergeReport, sidesOf, type AssessmentMerge, type MergeReport, type Ruling } from '#lib/domain/person/merge.ts';
import { NOTHING, type KeptRubric, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { Counts, DataStore, Progress, RemovedData } from '#lib/domain/person/store.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { pieces } from '../tables/pieces.ts';
import { keyOf, reader, tablesOf, type Key, type Table } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { PLAN_NEWS, type PlanNews } from './plan.ts';
import { draftIn, draftItem, itemOf, readItem, rubricIn } from './shelf.ts';

/** What a person made; and all that goes when it is erased. */
const OWN = tablesOf('person');
const ERASED = tablesOf('person', 'derived');

/** How many assessments are joined before the page is told; and how many steps of the plan, so that it does not stand still. */
const BATCH = 10;
const STEPS = 250;

/** What is here of what comes in, and the rows of it that cannot be read. */
interface Here {
  readonly data: PersonalData;
  readonly damage: readonly { readonly table: Table; readonly key: Key; readonly damage: Damage }[];
  /** Ids of assessments with answers, but without a row of their own that could be read: the row that comes stands in for it. */
  readonly headless: ReadonlySet<string>;
}

/** What joining some of what comes in makes of what is here. */
interface Step {
  readonly here: Here;
  readonly data: PersonalData;
  readonly report: MergeReport;
}

export class Personal implements DataStore {
  readonly #tables: Tables;
  readonly #news: News<PlanNews>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = new News(tables.name, PLAN_NEWS);
  }

  async read() {
    const raws = await this.#tables.within('read', OWN, (tables) =>
      everyRow(tables, ['assessments', 'entries', 'plan', 'shelf', 'rubrics'])
    );
    const heads = await siftAll(raws.assessments, reader('assessments', rows));
    const entries = await siftAll(raws.entries, reader('entries', rows));
    const steps = await siftAll(raws.plan, reader('plan', rows));
    const byAssessment = new Map<string, Entry[]>(heads.rows.map(({ id }) => [id, []]));
    for (const one of entries.rows) byAssessment.get(one.assessment)?.push(one);
    const { rubrics, drafts, damaged } = await readShelf(raws.shelf, raws.rubrics);
    const data: PersonalData = {
      assessments: heads.rows.map((head) => ({ head, entries: keyed(byAssessment.get(head.id) ?? []) })),
      plan: inOrder(steps.rows),
      rubrics,
      drafts
    };
    // Answers whose assessment is gone or torn belong to nothing that could be read again.
    const orphans = entries.rows.filter(({ assessment }) => !byAssessment.has(assessment)).length;
    return { data, damaged: heads.damage.length + entries.damage.length + steps.damage.length + damaged + orphans };
  }

  async counts() {
    const raws = await this.#tables.within('read', OWN, (tables) => everyRow(tables, ['assessments', 'entries', 'plan', 'shelf']));
    return countsOf(raws);
  }

  async preview(incoming: PersonalData, ruling: Ruling | null, options: Progress = {}) {
    return this.#tables.within('read', OWN, async (tables) => {
      const reports: MergeReport[] = [];
      await inSteps(tables, incoming, ruling, options, async ({ report }) => void reports.push(report));
      return wholeReport(reports);
    });
  }

  async join(incoming: PersonalData, ruling: Ruling | null, options: Progress = {}): Promise<MergeReport> {
    const report = await this.#tables.within('write', ERASED, async (tables) => {
      const reports: MergeReport[] = [];
      await inSteps(tables, incoming, ruling, options, async (step) => {
        await store(tables, step);
        reports.push(step.report);
      });
      options.progress?.(incoming.assessments.length, incoming.assessments.length);
      return wholeReport(reports);
    });
    this.#news.tell(null);
    return report;
  }

  async remove(): Promise<RemovedData> {
    const raws = await this.#tables.within('write', ERASED, async (tables) => {
      const all = await everyRow(tables, OWN);
      for (const table of ERASED) await tables.clear(table);
      return all;
    });
    this.#news.tell(null);
    return { counts: await countsOf(raws), rows: raws };
  }

  async restore({ rows: raws }: RemovedData) {
    await this.#tables.within('write', OWN, async (tables) => {
      for (const table of OWN) await tables.put(table, raws[table] ?? []);
    });
    this.#news.tell(null);
  }
}

// ------------------------------------------------------------------------------------------------------------------- joining

/** Joins some assessments at a time, then some steps, and then the rest, telling how far it is; ends where `halt` says so. */
async function inSteps(
  tables: Tables,
  incoming: PersonalData,
  ruling: Ruling | null,
  { progress, halt }: Progress,
  take: (step: Step) => Promise<void>
): Promise<void> {
  const { assessments, plan } = incoming;
  for (let from = 0; from < assessments.length; from += BATCH) {
    halt?.throwIfAborted();
    progress?.(from, assessments.length);
    await take(await joined(tables, { ...NOTHING, assessments: assessments.slice(from, from + BATCH) }, ruling));
  }
  for (let from = 0; from < plan.length; from += STEPS) {
    halt?.throwIfAborted();
    await take(await joined(tables, { ...NOTHING, plan: plan.slice(from, from + STEPS) }, ruling));
  }
  halt?.throwIfAborted();
  await take(await joined(tables, { ...incoming, assessments: [], plan: [] }, ruling));
}

async function joined(tables: Tables, incoming: PersonalData, ruling: Ruling | null): Promise<Step> {
  const here = await hereOf(tables, incoming);
  const sides = sidesOf(here.data, incoming, ruling);
  const data = mergeData(sides.here, sides.coming);
  const report = mergeReport(here.data, incoming, sides, data);
  // Where the answers are the same, but their assessment's own row is not there, that row is what comes in.
  const withHead = (one: AssessmentMerge): AssessmentMerge =>
    one.kind === 'same' && here.headless.has(one.id) ? { ...one, kind: 'joined' } : one;
  const assessments = report.assessments.map(withHead);
  return { here, data, report: { ...report, assessments, changes: report.changes || assessments.some(({ kind }) => kind === 'joined') } };
}

const sumOf = (parts: readonly MergeReport['steps'][]): MergeReport['steps'] => ({
  added: parts.reduce((sum, { added }) => sum + added, 0),
  replaced: parts.reduce((sum, { replaced }) => sum + replaced, 0),
  ahead: parts.reduce((sum, { ahead }) => sum + ahead, 0)
});

const wholeReport = (reports: readonly MergeReport[]): MergeReport => ({
  assessments: reports.flatMap(({ assessments }) => assessments),
  steps: sumOf(reports.map((one) => one.steps)),
  rubrics: reports.reduce((sum, { rubrics }) => sum + rubrics, 0),
  drafts: sumOf(reports.map(({ drafts }) => drafts)),
  changes: reports.some(({ changes }) => changes)
});

/** @returns what is here under the same ids as what comes in */
async function hereOf(tables: Tables, incoming: PersonalData): Promise<Here> {
  const damage: Here['damage'][number][] = [];
  const headless = new Set<string>();
  const found = <T>(table: Table, raws: readonly unknown[], read: (raw: unknown) => rows.Read<T>): T[] => {
    const sifted = rows.sift(
      raws.filter((raw) => raw !== undefined),
      read
    );
    damage.push(...sifted.damage.map((one) => ({ table, key: keyOf(table, one.raw), damage: one })));
    return sifted.rows;
  };

  const assessments = await Promise.all(
    incoming.assessments.map(async ({ head }): Promise<Assessment[]> => {
      const [own] = found('assessments', [await tables.get('assessments', head.id)], reader('assessments', rows));
      const entries = found('entries', await tables.page('entries', { of: head.id }), reader('entries', rows));
      if (!own) headless.add(head.id);
      return own || entries.length ? [{ head: own ?? head, entries: keyed(entries) }] : [];
    })
  );
  const plan = found('plan', await Promise.all(incoming.plan.map(({ id }) => tables.get('plan', id))), reader('plan', rows));

  const rubrics: KeptRubric[] = [];
  for (const { hash } of incoming.rubrics) {
    // What cannot be read is not put aside: the same content comes in.
    const item = readItem(await tables.get('shelf', hash));
    const content = await tables.get('rubrics', hash);
    const kept = 'row' in item && content !== undefined ? rows.attempt(() => keptRubric(item.row, content), content) : null;
    if (kept && 'row' in kept) rubrics.push(kept.row);
  }
  const drafts: Draft[] = [];
  for (const { id } of incoming.drafts) {
    const row = await tables.get('rubrics', id);
    if (row !== undefined) drafts.push(...found('rubrics', [row], (raw) => rows.attempt(() => draftIn(raw), raw)));
  }
  return { data: { assessments: assessments.flat(), plan, rubrics, drafts }, damage, headless };
}

/** Stores what joining has made, where it is other than what is here; what cannot be read is put aside first. */
async function store(tables: Tables, { here, data, report }: Step): Promise<void> {
  const puts: [table: Table, row: unknown][] = [];
  const kinds = new Map(report.assessments.map(({ id, kind }) => [id, kind]));
  for (const { head, entries } of data.assessments) {
    if (kinds.get(head.id) !== 'new' && kinds.get(head.id) !== 'joined') continue;
    puts.push(['assessments', head], ...Object.values(entries).map((entry): [Table, unknown] => ['entries', entry]));
    await tables.delete('digests', [head.id]);
  }
  const changed = <T>(after: readonly T[], before: readonly T[], keyFor: (one: T) => string) => {
    const was = new Map(before.map((one) => [keyFor(one), canonical(one)]));
    return after.filter((one) => was.get(keyFor(one)) !== canonical(one));
  };
  for (const step of changed(data.plan, here.data.plan, ({ id }: PlanStep) => id)) puts.push(['plan', step]);
  for (const rubric of changed(data.rubrics, here.data.rubrics, ({ hash }: KeptRubric) => hash)) {
    const { file, hash, origin, at, from } = rubric;
    puts.push(['shelf', itemOf(rubric, origin, at, from)], ['rubrics', { key: hash, content: file }]);
  }
  for (const draft of changed(data.drafts, here.data.drafts, ({ id }: Draft) => id))
    puts.push(['shelf', draftItem(draft)], ['rubrics', { key: draft.id, content: draft }]);

  const written = new Set(puts.map(([table, row]) => nameOf(table, keyOf(table, row))));
  const over = here.damage.filter(({ table, key }) => written.has(nameOf(table, key)));
  await tables.put(
    'aside',
    over.map(({ damage }) => ({ damage }))
  );
  for (const table of new Set(puts.map(([name]) => name)))
    await tables.put(
      table,
      puts.filter(([name]) => name === table).map(([, row]) => row)
    );
}

const nameOf = (table: Table, key: Key) => JSON.stringify([table, key]);

// ----------------------------------------------------------------------------------------------------------------- everything

/** Rows that are checked before the page may draw. */
const PIECE = 500;
const pause = () => new Promise<void>((done) => setTimeout(done));

/** All rows of some tables. */
async function everyRow<T extends Table>(tables: Tables, names: readonly T[]): Promise<Record<T, readonly unknown[]>> {
  const all = {} as Record<T, unknown[]>;
  for (const name of names) {
    all[name] = [];
    for await (const piece of pieces(tables, name)) all[name].push(...piece);
  }
  return all;
}

/** `sift`, in pieces. */
async function siftAll<T>(raws: readonly unknown[], read: (raw: unknown) => rows.Read<T>): Promise<ReturnType<typeof rows.sift<T>>> {
  const all = rows.sift<T>([], read);
  for (let from = 0; from < raws.length; from += PIECE) {
    if (from > 0) await pause();
    const { rows: some, damage } = rows.sift(raws.slice(from, from + PIECE), read);
    all.rows.push(...some);
    all.damage.push(...damage);
  }
  return all;
}

type Counted = Readonly<Record<'assessments' | 'entries' | 'plan' | 'shelf', readonly unknown[]>>;

async function countsOf({ assessments, entries, plan, shelf }: Counted): Promise<Counts> {
  const told = (await siftAll(entries, reader('entries', rows))).rows;
  const items = rows.sift(shelf, readItem).rows;
  return {
    assessments: assessments.length,
    answers: answerCount(told),
    notes: told.filter(({ note }) => note).length,
    steps: plan.length,
    rubrics: items.filter(({ kind, origin }) => kind === 'published' && origin !== 'cited').length,
    drafts: items.filter(({ kind }) => kind === 'draft').length
  };
}

/** @throws DataError where it cannot be read */
function keptRubric({ key, origin, from, at }: ShelfItem, content: unknown): KeptRubric {
  return { ...rubricIn(content, key), origin, ...(from === undefined ? {} : { from }), at };
}

async function readShelf(items: readonly unknown[], contents: readonly unknown[]) {
  const content = new Map(contents.map((row) => [(row as { key: string }).key, row]));
  const rubrics: KeptRubric[] = [];
  const drafts: Draft[] = [];
  let damaged = 0;
  for (const raw of items) {
    // A rubric is much to check.
    await pause();
    const item = readItem(raw);
    try {
      if ('damage' in item) damaged++;
      else if (item.row.kind === 'draft') drafts.push(draftIn(content.get(item.row.key)));
      else rubrics.push(keptRubric(item.row, content.get(item.row.key)));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      damaged++;
    }
  }
  return { rubrics, drafts, damaged };
}
