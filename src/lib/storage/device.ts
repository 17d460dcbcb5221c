/** Opens the place where answers are kept, and finds out, before the first answer, whether it keeps them. */
import type { AssessmentStore, DataStore, DigestStore, PlanStore, RubricStore, Settings } from '#lib/domain/ports.ts';
import { Database, DatabaseStore } from './database.ts';

export interface Device {
  readonly store: AssessmentStore & Settings;
  /** Rubrics that are not built in; their code comes when it is asked for. */
  shelf(): Promise<RubricStore>;
  /** The plan, and all data taken together; their code comes when it is asked for. */
  personal(): Promise<PlanStore & DataStore>;
  /** What was worked out from assessments; its code comes when it is asked for. */
  digests(): Promise<DigestStore>;
  /** `kept` on this device; `blocked`: the browser allows no storage, so memory only; `full`: there, but takes no more. */
  readonly state: 'kept' | 'blocked' | 'full';
}

/** @param newer called when a newer version of the app needs this tab to let go of the database */
export async function openDevice(newer: () => void): Promise<Device> {
  let db: Database;
  try {
    db = new Database();
    db.on('versionchange', () => {
      db.close();
      newer();
    });
    await db.open();
  } catch {
    return { ...(await inMemory()), state: 'blocked' };
  }
  const store = new DatabaseStore(db);
  const shelf = async () => (await import('./shelf.ts')).databaseShelf(db);
  const personal = async () => (await import('./personal.ts')).databasePersonal(db);
  const digests = async () => (await import('./digests.ts')).databaseDigests(db);
  try {
    // A write is the only honest way to learn that a disk is full.
    await store.set('opened', Date.now());
    return { store, shelf, personal, digests, state: 'kept' };
  } catch {
    return { store, shelf, personal, digests, state: 'full' };
  }
}

async function inMemory(): Promise<Omit<Device, 'state'>> {
  const [{ MemoryStore }, { MemoryRows }] = await Promise.all([import('./memory.ts'), import('./memory-rows.ts')]);
  const rows = new MemoryRows();
  return {
    store: new MemoryStore(rows),
    shelf: async () => (await import('./shelf.ts')).memoryShelf(rows),
    personal: async () => (await import('./personal.ts')).memoryPersonal(rows),
    digests: async () => (await import('./digests.ts')).memoryDigests(rows)
  };
}

/** Asks the browser not to clear this site's data by itself. @returns whether it agreed; `null` where it cannot be asked */
export async function askToPersist(): Promise<boolean | null> {
  try {
    if (!navigator.storage?.persist) return null;
    return (await navigator.storage.persisted()) || (await navigator.storage.persist());
  } catch {
    return null;
  }
}

/** @returns whether this site's data is protected from automatic clearing; `null` where the browser does not tell */
export async function isPersisted(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}
