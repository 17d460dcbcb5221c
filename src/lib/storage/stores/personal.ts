/** All that belongs to a person, taken together. Loaded where it is used. */
import type { Assessment, Entry } from '#lib/domain/assessment/assessment.ts';
import { answerCount, keyed } from '#lib/domain/assessment/entries.ts';
import type { Damage } from '#lib/domain/damage.ts';
import { DataError } from '#lib/domain/faults.ts';
import { canonical } from '#lib/domain/hash.ts';
import { mergeData, mergeReport, sidesOf, type AssessmentMerge, type MergeReport, type Ruling } from '#lib/domain/person/merge.ts';
import {
  isAboutSomebody,
  NOTHING,
  ownersIn,
  ownersWith,
  viewCount,
  type KeptRubric,
  type PersonalData
} from '#lib/domain/person/personal-data.ts';
import type { Counts, DataStore, JoinReport, Progress, RemovedData } from '#lib/domain/person/store.ts';
import { inOrder, type PlanStep } from '#lib/domain/plan/plan.ts';
import { draftIdOf, formerDraftId } from '#lib/domain/draft-id.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { keyOf, reader, tablesOf, type Table } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { everyRow } from '../tables/pieces.ts';
import { ANSWER_NEWS, type Written } from './answers.ts';
import { PLAN_NEWS, type PlanNews } from './plan.ts';
import { WORKSHOP_NEWS, type WorkshopNews } from './workshops.ts';
import { twinOf, withoutTwins } from '#lib/domain/authoring/twins.ts';
import { isExpired } from '#lib/domain/workshop/led.ts';
import { tooMuchOf } from './too-much.ts';
import { OTHER_TABLES, othersChanged, othersHere, othersIn, secondIn } from './other-parts.ts';
import type { LedWorkshop } from '#lib/domain/workshop/led.ts';
import { marksOf, roundsOver } from './rounds-over.ts';
import {
  answeredWith,
  contentOf,
  draftIn,
  draftItem,
  draftKey,
  isOffered,
  itemOf,
  latest,
  offeredIn,
  putBack,
  readItem,
  rubricIn,
  settleDraft,
  shelved,
  SHELF_NEWS,
  type ShelfNews
} from './shelf.ts';

/** What a person made; and all that goes when it is erased. */
const OWN = tablesOf('person');
const ERASED = tablesOf('person', 'derived');
/** The setting with the ids that this person's files bear. */
const OWNERS = 'owners';

/** How many assessments are joined before the page is told; and how many steps of the plan, so that it does not stand still. */
const BATCH = 10;
const STEPS = 250;

/** What is here of what comes in, and the rows of it that cannot be read. */
interface Here {
  readonly data: PersonalData;
  readonly damage: readonly Damage[];
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
  /** Of what other stores tell, one of each: what is done here may be about any row of theirs. */
  readonly #news: readonly News<PlanNews | ShelfNews | WorkshopNews>[];
  readonly #answers: News<Written>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#news = [PLAN_NEWS, SHELF_NEWS, WORKSHOP_NEWS].map((topic) => new News(tables.name, topic));
    this.#answers = new News(tables.name, ANSWER_NEWS);
  }

  #tell(answers: readonly Written[] = []) {
    for (const one of this.#news) one.tell(null);
    for (const one of answers) this.#answers.tell(one);
  }

  async read() {
    const raws = await this.#tables.within('read', OWN, (tables) =>
      everyRow(tables, ['assessments', 'entries', 'plan', 'shelf', 'rubrics', ...OTHER_TABLES])
    );
    const heads = await rows.siftAll(raws.assessments, reader('assessments', rows));
    const entries = await rows.siftAll(raws.entries, reader('entries', rows));
    const steps = await rows.siftAll(raws.plan, reader('plan', rows));
    const byAssessment = new Map<string, Entry[]>(heads.rows.map(({ id }) => [id, []]));
    for (const one of entries.rows) byAssessment.get(one.assessment)?.push(one);
    const { rubrics, drafts, damage } = await readShelf(raws.shelf, raws.rubrics, raws.assessments);
    const { damage: otherDamage, ...others } = othersIn(raws);
    const data: PersonalData = {
      assessments: heads.rows.map((head) => ({ head, entries: keyed(byAssessment.get(head.id) ?? []) })),
      plan: inOrder(steps.rows),
      rubrics,
      drafts,
      ...others
    };
    // Answers whose assessment is gone or torn belong to nothing that could be read again.
    const orphans = new Map<string, Entry[]>();
    for (const one of entries.rows)
      if (!byAssessment.has(one.assessment)) orphans.set(one.assessment, [...(orphans.get(one.assessment) ?? []), one]);
    const headless = [...orphans].map(([assessment, answers]) => rows.damageIn('entries', assessment, { assessment, answers }, ''));
    return { data, damage: [...heads.damage, ...entries.damage, ...headless, ...steps.damage, ...damage, ...otherDamage] };
  }

  async isOwn(incoming: PersonalData) {
    return !isAboutSomebody(incoming) || (incoming.owner !== undefined && (await ownersOf(this.#tables)).includes(incoming.owner));
  }

  async owner(): Promise<string | undefined> {
    const [there] = await ownersOf(this.#tables);
    if (there !== undefined) return there;
    let owners: readonly string[] = [];
    try {
      await this.#tables.edit(['settings'], 'settings', OWNERS, (row) => {
        owners = ownersIn((row as Setting)?.value);
        if (owners.length > 0) return { put: [], delete: [] };
        owners = [newOwner()];
        return { put: [['settings', { key: OWNERS, value: owners }]], delete: [] };
      });
      return owners[0];
    } catch {
      return undefined;
    }
  }

  async counts() {
    const raws = await this.#tables.within('read', OWN, (tables) =>
      everyRow(tables, ['assessments', 'entries', 'plan', 'shelf', 'workshops', 'asked', 'given'])
    );
    return countsOf(raws);
  }

  async preview(incoming: PersonalData, ruling: Ruling | null, options: Progress = {}) {
    const report = await this.#tables.within('read', [...OWN, 'settings'], async (tables) => {
      const coming = await comingIn(tables, incoming, ruling);
      if (coming instanceof DataError) return coming;
      const reports: MergeReport[] = [];
      await inSteps(tables, coming.data, ruling, options, async ({ report }) => void reports.push(report));
      return wholeReport(reports, coming);
    });
    if (report instanceof DataError) throw report;
    return report;
  }

  async join(incoming: PersonalData, ruling: Ruling | null, options: Progress = {}): Promise<JoinReport> {
    const answers: Written[] = [];
    const report = await this.#tables.within('write', [...ERASED, 'settings'], async (tables) => {
      const coming = await comingIn(tables, incoming, ruling);
      if (coming instanceof DataError) return coming;
      const reports: MergeReport[] = [];
      await inSteps(tables, coming.data, ruling, options, async (step) => {
        await store(tables, step);
        reports.push(step.report);
        answers.push(...changedAnswers(step));
      });
      // Rubrics and drafts are handed on: who made them is somebody else, of whom nobody was asked.
      if (incoming.owner !== undefined && isAboutSomebody(incoming))
        await tables.put('settings', [{ key: OWNERS, value: ownersWith(await ownersOf(tables), incoming.owner) }]);
      options.progress?.(incoming.assessments.length, incoming.assessments.length);
      return wholeReport(reports, coming);
    });
    if (report instanceof DataError) throw report;
    this.#tell(answers);
    return report;
  }

  async remove(): Promise<RemovedData> {
    const raws = await this.#tables.within('write', ERASED, async (tables) => {
      const all = await everyRow(tables, OWN);
      for (const table of ERASED) await tables.clear(table);
      return all;
    });
    const gone = (raws.assessments ?? []).map((row) => ({ id: keyOf('assessments', row) as string, entries: null }));
    this.#tell(gone);
    return { counts: await countsOf(raws), rows: raws };
  }

  async restore({ rows: raws }: RemovedData) {
    await this.#tables.within('write', OWN, async (tables) => {
      // What came meanwhile, and is offered, stays so.
      const there = await offeredIn(tables);
      const isTwin = (raw: unknown) => {
        const item = readItem(raw);
        return 'row' in item && isOffered(item.row) && twinOf(item.row, there) !== undefined;
      };
      const twins = new Map((raws.shelf ?? []).filter(isTwin).map((item) => [keyOf('shelf', item) as unknown, item]));
      for (const table of OWN) {
        const isOther = (row: unknown) => (table !== 'shelf' && table !== 'rubrics') || !twins.has(keyOf(table, row));
        await tables.put(table, (raws[table] ?? []).filter(isOther));
      }
      for (const [key, item] of twins) {
        const row = (raws.rubrics ?? []).find((one) => keyOf('rubrics', one) === key);
        await putBack(tables, { key: key as string, item, content: contentOf(row) });
      }
    });
    this.#tell();
  }
}

type Setting = { readonly value?: unknown } | undefined;
const ownersOf = async (tables: Tables) => ownersIn(((await tables.get('settings', OWNERS)) as Setting)?.value);
const newOwner = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

// ------------------------------------------------------------------------------------------------------------------- joining

interface Coming {
  readonly data: PersonalData;
  readonly told: Pick<JoinReport, 'twins' | 'expired'>;
  /** Open rounds that were shown or closed here, and removed since. */
  readonly over: number;
}

/** @returns what comes in, without twins of what is offered here and what is too old; DataError where it is too much */
async function comingIn(tables: Tables, incoming: PersonalData, ruling: Ruling | null): Promise<Coming | DataError> {
  const answered = new Set(incoming.assessments.flatMap(({ head }) => head.rubrics.map(({ hash }) => hash)));
  const heads = incoming.rubrics.length > 0 ? await tables.page('assessments') : [];
  const isAnswered = (hash: string) => answered.has(hash) || heads.some((head) => answeredWith(head, hash));
  const { rubrics, drafts } = withoutTwins(incoming.rubrics.length > 0 ? await offeredIn(tables) : [], incoming.rubrics, isAnswered);
  // One that came before, and was written on since, is as new as it was left.
  const others = mergeData({ ...NOTHING, drafts: incoming.drafts }, { ...NOTHING, drafts });
  const gone = incoming.workshops.length > 0 ? await roundsOver(tables) : [];
  const inTime = incoming.workshops.filter((one) => !ruling || !isExpired(one, ruling.now));
  const isOver = ({ workshop }: LedWorkshop) => gone.some(({ id, marks }) => id === workshop.id || marks === marksOf(workshop));
  const workshops = inTime.filter((one) => one.workshop.state !== 'open' || !isOver(one));
  const data = { ...incoming, rubrics, drafts: others.drafts, workshops };
  const told = { twins: drafts.length, expired: incoming.workshops.length - inTime.length };
  return (await tooMuchOf(tables, data)) ?? { data, told, over: inTime.length - workshops.length };
}

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

const wholeReport = (reports: readonly MergeReport[], { told, over }: Coming): JoinReport => ({
  ...told,
  assessments: reports.flatMap(({ assessments }) => assessments),
  steps: sumOf(reports.map((one) => one.steps)),
  rubrics: reports.reduce((sum, { rubrics }) => sum + rubrics, 0),
  drafts: sumOf(reports.map(({ drafts }) => drafts)),
  views: reports.at(-1)!.views,
  workshops: { ...reports.at(-1)!.workshops, over: reports.at(-1)!.workshops.over + over },
  changes: reports.some(({ changes }) => changes)
});

/** @returns what is here under the same ids as what comes in */
async function hereOf(tables: Tables, incoming: PersonalData): Promise<Here> {
  const damage: Damage[] = [];
  const headless = new Set<string>();
  const found = <T>(raws: readonly unknown[], read: (raw: unknown) => rows.Read<T>): T[] => {
    const sifted = rows.sift(
      raws.filter((raw) => raw !== undefined),
      read
    );
    damage.push(...sifted.damage);
    return sifted.rows;
  };

  const assessments = await Promise.all(
    incoming.assessments.map(async ({ head }): Promise<Assessment[]> => {
      const [own] = found([await tables.get('assessments', head.id)], reader('assessments', rows));
      const entries = found(await tables.page('entries', { of: head.id }), reader('entries', rows));
      if (!own) headless.add(head.id);
      return own || entries.length ? [{ head: own ?? head, entries: keyed(entries) }] : [];
    })
  );
  const plan = found(await Promise.all(incoming.plan.map(({ id }) => tables.get('plan', id))), reader('plan', rows));

  const rubrics: KeptRubric[] = [];
  for (const { hash } of incoming.rubrics) {
    // What cannot be read is not put aside: the same content comes in.
    const item = readItem(await tables.get('shelf', hash));
    const content = await tables.get('rubrics', hash);
    const kept =
      'row' in item && content !== undefined ? rows.attempt(() => keptRubric(item.row, content), content, 'rubrics', contentKey) : null;
    if (kept && 'row' in kept) rubrics.push(kept.row);
  }
  const drafts: Draft[] = [];
  for (const { id } of incoming.drafts) {
    const row = await tables.get('rubrics', await draftKey(tables, id));
    if (row !== undefined) drafts.push(...found([row], (raw) => rows.attempt(() => draftIn(raw), raw, 'rubrics', contentKey)));
  }
  const { damage: torn, ...others } = await othersHere(tables, incoming);
  return { data: { assessments: assessments.flat(), plan, rubrics, drafts, ...others }, damage: [...damage, ...torn], headless };
}

/** What a tab that shows one of these assessments has to hear. */
const changedAnswers = ({ data, report }: Step): Written[] => {
  const changed = new Set(report.assessments.flatMap(({ id, kind }) => (kind === 'joined' ? [id] : [])));
  return data.assessments
    .filter(({ head }) => changed.has(head.id))
    .map(({ head, entries }) => ({ id: head.id, entries: Object.values(entries), scope: head.scope }));
};

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
    await settleDraft(tables, hash);
    puts.push(['shelf', itemOf(rubric, origin, at, from)], ['rubrics', { key: hash, content: file }]);
  }
  for (const draft of changed(data.drafts, here.data.drafts, ({ id }: Draft) => id)) {
    await settleDraft(tables, formerDraftId(draft.id) ?? draft.id);
    puts.push(['shelf', draftItem(draft)], ['rubrics', { key: draft.id, content: draft }]);
  }
  puts.push(...(await othersChanged(tables, here.data, data)));
  const written = new Set(puts.map(([table, row]) => nameOf(table, keyOf(table, row))));
  // A draft under its former id was written under its present one.
  const placeOf = ({ table, key }: Damage) => nameOf(table, table === 'rubrics' ? draftIdOf(key as string) : key);
  // A single result is kept nowhere but in its table, from which the close deletes it.
  const over = here.damage.filter((one) => one.table !== 'results' && written.has(placeOf(one)));
  await tables.put(
    'aside',
    over.map((damage) => ({ damage: rows.unreadable(damage) }))
  );
  for (const table of new Set(puts.map(([name]) => name)))
    await tables.put(
      table,
      puts.filter(([name]) => name === table).map(([, row]) => row)
    );
}

const nameOf = (table: string, key: unknown) => JSON.stringify([table, key]);

// ----------------------------------------------------------------------------------------------------------------- everything

type Counted = Readonly<Record<'assessments' | 'entries' | 'plan' | 'shelf' | 'workshops' | 'asked' | 'given', readonly unknown[]>>;

async function countsOf({ assessments, entries, plan, shelf, workshops, asked, given }: Counted): Promise<Counts> {
  const told = (await rows.siftAll(entries, reader('entries', rows))).rows;
  const items = rows.sift(shelf, readItem).rows;
  return {
    assessments: assessments.length,
    answers: answerCount(told),
    notes: told.filter(({ note }) => note).length,
    steps: plan.length,
    rubrics: items.filter(({ kind, origin }) => kind === 'published' && origin !== 'cited').length,
    drafts: items.filter(({ kind }) => kind === 'draft').length,
    workshops: workshops.length,
    views: viewCount(secondIn(asked, given))
  };
}

const contentKey = (row: unknown) => keyOf('rubrics', row);

/** @throws DataError where it cannot be read */
function keptRubric({ key, origin, from, at }: ShelfItem, content: unknown): KeptRubric {
  return { ...rubricIn(content, key), origin, ...(from === undefined ? {} : { from }), at };
}

async function readShelf(items: readonly unknown[], contents: readonly unknown[], heads: readonly unknown[]) {
  const content = new Map(contents.map((row) => [contentKey(row) as unknown, row]));
  const rubrics: KeptRubric[] = [];
  const drafts: Draft[] = [];
  const damage: Damage[] = [];
  for (const raw of latest(items)) {
    // A rubric is much to check.
    await rows.pause();
    const item = readItem(raw);
    const key = keyOf('shelf', raw);
    const own = content.get(key);
    try {
      if ('damage' in item) damage.push({ ...item.damage, raw: shelved(raw, own) });
      else if (item.row.kind === 'draft') drafts.push(draftIn(own));
      else rubrics.push(keptRubric(item.row, own));
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      damage.push(rows.damageIn('rubrics', key, shelved(raw, own), `${error.place} ${error.reason}`.trim()));
    }
  }
  // What is on no list, and is not kept for an assessment, could not be found again.
  for (const raw of items) content.delete(keyOf('shelf', raw));
  const alone = [...content].filter(([key]) => !heads.some((head) => answeredWith(head, key as string)));
  damage.push(...alone.map(([key, row]) => rows.damageIn('rubrics', key, shelved(undefined, row), '')));
  return { rubrics, drafts, damage };
}
