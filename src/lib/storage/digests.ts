/** Positions that were worked out once, in IndexedDB and in memory. Loaded where a history is shown. */
import type { Assessment, Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { readDigest } from '#lib/domain/position/digest-file.ts';
import type { Digest } from '#lib/domain/position/digest.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import type { Database } from './database.ts';
import type { MemoryRows } from './memory-rows.ts';
import { readEntry, readHead, sift } from './rows.ts';

/** Tables as far as this needs them. */
interface Tables {
  digests(ids: readonly string[]): Promise<unknown[]>;
  /** Runs work upon answers as they are; nothing comes in between. */
  whole<T>(work: () => Promise<T>): Promise<T>;
  head(id: string): Promise<unknown>;
  entriesOf(id: string): Promise<unknown[]>;
  put(digests: readonly Digest[]): Promise<void>;
}

class Digests implements DigestStore {
  readonly #tables: Tables;

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  async digests(keys: ReadonlyMap<string, string>) {
    const ids = [...keys.keys()];
    const rows = await this.#tables.digests(ids);
    const read = ids.flatMap((id, i) => readDigest(rows[i], id, keys.get(id)!) ?? []);
    return new Map(read.map((digest) => [digest.id, digest]));
  }

  async digest(ids: readonly string[], make: (assessment: Assessment) => Digest | null) {
    const made: Digest[] = [];
    const torn = new Map<string, number>();
    const work = async (keep: boolean) => {
      made.length = 0;
      for (const id of ids) {
        const raw = await this.#tables.head(id);
        if (raw === undefined) continue;
        const read = readHead(raw);
        if ('damage' in read) continue;
        const { rows, damage } = sift(await this.#tables.entriesOf(id), readEntry);
        if (damage.length) torn.set(id, damage.length);
        const digest = make({ head: read.row, entries: keyed(rows) });
        if (digest) made.push(digest);
      }
      // Where rows cannot be read, that is to be seen every time.
      if (keep) await this.#tables.put(made.filter(({ id }) => !torn.has(id)));
    };
    // A device that takes no more shows the history all the same, and works it out again the next time.
    await this.#tables.whole(() => work(true)).catch(() => work(false));
    return { digests: new Map(made.map((digest) => [digest.id, digest])), torn };
  }
}

const keyed = (entries: readonly Entry[]): Assessment['entries'] => Object.fromEntries(entries.map((entry) => [entry.criterion, entry]));

/** @returns the digests of a database */
export function databaseDigests(db: Database): DigestStore {
  return new Digests({
    digests: (ids) => db.digests.bulkGet([...ids]),
    // Read and written in one: an answer of another tab is stored before, and then read, or after, and then takes the digest away.
    whole: (work) => db.transaction('rw', db.assessments, db.entries, db.digests, work),
    head: (id) => db.assessments.get(id) as Promise<Head | undefined>,
    entriesOf: (id) => db.entries.where('[assessment+criterion]').between([id], [id, []]).toArray(),
    put: async (digests) => void (await db.digests.bulkPut(digests))
  });
}

/** @returns digests in memory, which are forgotten like those of a database */
export function memoryDigests(rows: MemoryRows): DigestStore {
  return new Digests({
    digests: async (ids) => ids.map((id) => rows.digests.get(id)),
    whole: (work) => work(),
    head: async (id) => rows.heads.get(id),
    entriesOf: async (id) => [...(rows.entries.get(id)?.values() ?? [])],
    put: async (digests) => digests.forEach((digest) => rows.digests.set(digest.id, structuredClone(digest)))
  });
}
