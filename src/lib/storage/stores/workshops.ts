/** Workshops that somebody leads: the results of an open one are in a table of their own, and go when it is closed. */
import { DataError } from '#lib/domain/faults.ts';
import { writeHandOver, type Row } from '#lib/domain/workshop/hand-over.ts';
import {
  closed,
  handedOver,
  revealed,
  roundOf as emptyRound,
  taken,
  withoutHandedOver,
  type Round,
  type Verdict
} from '#lib/domain/workshop/round.ts';
import type { Opened, OpenWorkshop, WorkshopStore } from '#lib/domain/workshop/store.ts';
import { writtenWorkshop } from '#lib/domain/workshop/workshop-file.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { News } from '../tables/news.ts';
import * as rows from '../tables/rows.ts';
import { keyOf, reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { marksOf, noteOver, roundsOver } from './rounds-over.ts';

/** Under this topic tabs tell each other which workshop has changed; `null`: any. */
export const WORKSHOP_NEWS = 'workshops';
export type WorkshopNews = string | null;

const ALL = ['workshops', 'results', 'waiting'] as const;
const readWorkshop = reader('workshops', rows);

const keyText = (id: number) => id.toString(16).padStart(5, '0');
/** @returns a result as it lies in its table, and back */
export const resultRow = (workshop: string, { id, topics }: Row) => ({ workshop, id: keyText(id), topics });
export const rowIn = ({ id, topics }: { readonly id: string; readonly topics: Row['topics'] }): Row => ({ id: parseInt(id, 16), topics });

/** @throws DataError where its row cannot be read */
function workshopIn(raw: unknown): Workshop {
  const read = readWorkshop(raw);
  if ('row' in read) return read.row;
  throw new DataError('workshop', '', 'damaged-file', {}, read.damage.reason);
}

async function roundOf(tables: Pick<Tables, 'page'>, workshop: Workshop): Promise<Round> {
  const { rows: results } = rows.sift(await tables.page('results', { of: workshop.id }), reader('results', rows));
  return {
    ...emptyRound(workshop),
    // One of another number of topics cannot be of this round.
    rows: results.filter(({ topics }) => topics.length === workshop.topics.length).map(rowIn),
    picture: workshop.picture,
    isClosed: workshop.state === 'closed'
  };
}

export class Workshops implements WorkshopStore {
  readonly #tables: Tables;
  readonly #news: Pick<News<WorkshopNews>, 'tell' | 'listen'>;
  #boxes: typeof import('./waiting.ts') | null = null;

  /** @param news how other windows hear of what is done */
  constructor(tables: Tables, news: Pick<News<WorkshopNews>, 'tell' | 'listen'> = new News<WorkshopNews>(tables.name, WORKSHOP_NEWS)) {
    this.#tables = tables;
    this.#news = news;
    void this.#load().catch(() => {});
  }

  /** What opens boxes is there before a transaction that needs it, which waits for nothing else. */
  async #load() {
    return (this.#boxes = await import('./waiting.ts'));
  }

  async list() {
    const { rows: workshops, damage } = rows.sift(await this.#tables.page('workshops'), readWorkshop);
    return { workshops: workshops.sort((a, b) => b.openedAt - a.openedAt), damage };
  }

  async read(id: string) {
    return this.#tables.within('read', ALL, async (tables) => {
      const raw = await tables.get('workshops', id);
      return raw === undefined ? null : openOf(tables, workshopIn(raw));
    });
  }

  async open(workshop: Workshop): Promise<Opened> {
    const marks = marksOf(workshop);
    const opened = await this.#tables.within('write', ['workshops', 'settings'], async (tables): Promise<Opened> => {
      const { rows: all } = rows.sift(await tables.page('workshops'), readWorkshop);
      const there = all.find((one) => one.id === workshop.id || (!one.collector && marksOf(one) === marks));
      if (there) return { kind: 'there', id: there.id };
      if ((await roundsOver(tables)).some((over) => over.marks === marks)) return { kind: 'over' };
      await tables.put('workshops', [writtenWorkshop(workshop)]);
      return { kind: 'opened', id: workshop.id };
    });
    if (opened.kind === 'opened') this.#news.tell(workshop.id);
    return opened;
  }

  async save(workshop: Workshop) {
    await this.#tables.within('write', ALL, async (tables) => {
      const raw = await tables.get('workshops', workshop.id);
      const before = raw === undefined ? workshop : workshopIn(raw);
      const { title, lines } = workshop;
      // Each result is of these topics, and so is the round that this one is compared with.
      const isFree = before.state === 'open' && !before.before && !(await isIn(tables, workshop.id));
      const { topics } = isFree ? workshop : before;
      await tables.put('workshops', [writtenWorkshop({ ...before, title, lines, topics })]);
    });
    this.#news.tell(workshop.id);
  }

  take(id: string, texts: readonly string[]) {
    return this.#change(id, async (tables, workshop) => {
      const { verdicts, round } = await takeInto(tables, workshop, texts);
      return { verdicts, handedIn: countIn(round) };
    });
  }

  takeHandOver(id: string, text: string) {
    return this.#change(id, async (tables, workshop) => {
      const before = await roundOf(tables, workshop);
      const { round, verdict } = handedOver(before, text);
      await putRows(tables, id, before.rows, round.rows);
      return { verdict, handedIn: countIn(round) };
    });
  }

  async handOver(id: string) {
    return this.#tables.within('read', ALL, async (tables) => {
      const workshop = workshopIn(await tables.get('workshops', id));
      if (!workshop.collector) throw new RangeError(`“${id}” shows its own picture`);
      const round = await roundOf(tables, workshop);
      return { text: writeHandOver(round.rows, round), count: round.rows.length };
    });
  }

  handedOver(id: string, text: string) {
    return this.#change(id, async (tables, workshop) => {
      const round = await roundOf(tables, workshop);
      const left = workshop.collector ? withoutHandedOver(round, text) : round.rows;
      await putRows(tables, id, round.rows, left);
      return { workshop, handedIn: left.length, gone: round.rows.length - left.length };
    });
  }

  async handRound(id: string) {
    const { takeOn } = this.#boxes ?? (await this.#load());
    return this.#change(id, async (tables, { state }) => {
      if (state !== 'open') throw new RangeError(`the round of “${id}” takes nothing more`);
      return takeOn(tables, id);
    });
  }

  async settle(id: string) {
    if (!(await waits(this.#tables, id))) return;
    const { takeOut } = this.#boxes ?? (await this.#load());
    await this.#change(id, async (tables, workshop) => {
      await takeInto(tables, workshop, await takeOut(tables, id));
    });
  }

  async reveal(id: string) {
    const { takeOut } = this.#boxes ?? (await this.#load());
    return this.#change(id, async (tables, workshop) => {
      await takeInto(tables, workshop, await takeOut(tables, id));
      const { picture } = revealed(await roundOf(tables, workshop));
      const next: Workshop =
        picture && workshop.state === 'open' && !workshop.collector ? { ...workshop, picture, state: 'shown' } : workshop;
      await tables.put('workshops', [writtenWorkshop(next)]);
      if (next.state !== 'open') await forget(tables, 'waiting', id);
      return openOf(tables, next);
    });
  }

  async close(id: string) {
    const { takeOut } = this.#boxes ?? (await this.#load());
    return this.#change(id, async (tables, workshop) => {
      await takeInto(tables, workshop, await takeOut(tables, id));
      const picture = workshop.collector ? null : (workshop.picture ?? closed(await roundOf(tables, workshop)));
      const next: Workshop = { ...workshop, picture, state: 'closed' };
      await tables.put('workshops', [writtenWorkshop(next)]);
      await forgetResults(tables, id);
      return openOf(tables, next);
    });
  }

  async remove(id: string) {
    await this.#tables.within('write', [...ALL, 'settings'], async (tables) => {
      const raw = await tables.get('workshops', id);
      const read = raw === undefined ? null : readWorkshop(raw);
      if (read && 'row' in read && read.row.state !== 'open') await noteOver(tables, read.row);
      await tables.delete('workshops', [id]);
      await forgetResults(tables, id);
    });
    this.#news.tell(id);
  }

  watch(changed: (id: WorkshopNews) => void) {
    return this.#news.listen(changed);
  }

  async #change<T>(id: string, work: (tables: Tables, workshop: Workshop) => Promise<T>): Promise<T> {
    const done = await this.#tables.within('write', ALL, async (tables) => {
      const raw = await tables.get('workshops', id);
      if (raw === undefined) throw new RangeError(`there is no workshop “${id}”`);
      return work(tables, workshopIn(raw));
    });
    this.#news.tell(id);
    return done;
  }
}

/** While nothing was shown, how many are in; then how many were. */
const countIn = ({ picture, rows }: Round) => picture?.of ?? rows.length;

/** Writes what differs. */
async function putRows(tables: Tables, workshop: string, before: readonly Row[], after: readonly Row[]): Promise<void> {
  const was = new Set(before);
  const changed = after.filter((row) => !was.has(row));
  const now = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !now.has(id));
  await tables.put(
    'results',
    changed.map((row) => resultRow(workshop, row))
  );
  await tables.delete(
    'results',
    gone.map(({ id }) => [workshop, keyText(id)] as const)
  );
}

async function openOf(tables: Pick<Tables, 'page'>, workshop: Workshop): Promise<OpenWorkshop> {
  const handedIn = workshop.picture?.of ?? (workshop.state === 'closed' ? 0 : (await roundOf(tables, workshop)).rows.length);
  return { workshop, handedIn };
}

/** Takes codes into the results of a round that is open. */
async function takeInto(tables: Tables, workshop: Workshop, texts: readonly string[]) {
  const before = await roundOf(tables, workshop);
  let round = before;
  const verdicts: Verdict[] = texts.map((text) => {
    const { round: next, verdict } = taken(round, text);
    round = next;
    return verdict;
  });
  await putRows(tables, workshop.id, before.rows, round.rows);
  return { verdicts, round };
}

/** Whether there are boxes, besides the key to them. */
const waits = async (tables: Pick<Tables, 'page'>, id: string) => (await tables.page('waiting', { of: id, limit: 2 })).length > 1;
/** Whether anybody has handed in. */
const isIn = async (tables: Pick<Tables, 'page'>, id: string) =>
  (await tables.page('results', { of: id, limit: 1 })).length > 0 || waits(tables, id);

/** Also rows that cannot be read. */
async function forget(tables: Tables, table: 'results' | 'waiting', id: string): Promise<void> {
  const all = await tables.page(table, { of: id });
  await tables.delete(
    table,
    all.map((row) => keyOf(table, row))
  );
}

/** Nothing that was handed in is left of a workshop. */
export async function forgetResults(tables: Tables, id: string): Promise<void> {
  await forget(tables, 'results', id);
  await forget(tables, 'waiting', id);
}
