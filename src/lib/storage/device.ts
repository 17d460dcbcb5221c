/** Opens the place where answers are kept, and finds out, before the first answer, whether it keeps them. */
import type { Gone } from '#lib/domain/person/people.ts';
import type { AssessmentStore } from '#lib/domain/assessment/store.ts';
import type { DataStore, Settings } from '#lib/domain/person/store.ts';
import type { DigestStore } from '#lib/domain/position/store.ts';
import type { PlanStore } from '#lib/domain/plan/store.ts';
import type { RubricStore } from '#lib/domain/rubric/store.ts';
import { Database, DatabaseStore } from './database.ts';

export interface Device {
  readonly store: AssessmentStore & Settings;
  /** Rubrics that are not built in; their code comes when it is asked for. */
  shelf(): Promise<RubricStore>;
  /** The plan, and all data taken together; their code comes when it is asked for. */
  personal(): Promise<PlanStore & DataStore>;
  /** What was worked out from assessments; its code comes when it is asked for. */
  digests(): Promise<DigestStore>;
  /** Lets go of the database. */
  close?(): void;
  /** Whether there is anything that would be gone with this tab; only where it is in memory. */
  holds?(): boolean;
  /** `kept` on this device; `blocked`: the browser allows no storage, so memory only; `full`: there, but takes no more. */
  readonly state: 'kept' | 'blocked' | 'full';
}

/** On this channel tabs hear that somebody has locked, erased or sealed a database; its name says whose. */
export const CHANNEL = 'waymark-people';
export const TAB = Math.random();
export interface News {
  readonly database: string;
  readonly why: Gone;
  readonly tab: number;
}

/**
 * Opens the data of whoever is at work in this tab; where several people share the device it waits until that is known.
 *
 * @param newer called when a newer version of the app needs this tab to let go of the database
 * @param gone called when another tab has taken the data away, or closed it; this tab has let go of it by then
 */
export async function openDevice(newer: () => void, gone: (why: Gone) => void): Promise<Device> {
  const who = isShared() ? await (await import('./people.ts')).people.entered : null;
  if (who?.database === null) return { ...(await inMemory()), state: 'blocked' };
  let db: Database;
  try {
    const sealing = who?.sealing;
    db = new Database(who?.database, sealing ? { sealing, tables: (await import('./seal.ts')).sealedTables } : null);
    db.on('versionchange', ({ newVersion }) => {
      db.close();
      // Deleting asks for no version at all.
      if (newVersion === null) gone('erased');
      else newer();
    });
    await db.open();
  } catch {
    return { ...(await inMemory()), state: 'blocked' };
  }
  const store = new DatabaseStore(db);
  const channel = new BroadcastChannel(CHANNEL);
  const close = () => {
    channel.close();
    store.close();
  };
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.database !== db.name || data.tab === TAB) return;
    close();
    gone(data.why);
  };
  const shelf = async () => (await import('./shelf.ts')).databaseShelf(db);
  const personal = async () => (await import('./personal.ts')).databasePersonal(db);
  const digests = async () => (await import('./digests.ts')).databaseDigests(db);
  const opened = { store, shelf, personal, digests, close };
  // Sealed by somebody whose name is lost: what is here is not this tab's to write over.
  if (!db.sealing && (await store.setting('lock')) !== undefined) {
    close();
    await (await import('./people.ts')).people.adopt('?');
    gone('locked');
    return new Promise(() => {});
  }
  try {
    // A write is the only honest way to learn that a disk is full.
    await store.set('opened', Date.now());
    return { ...opened, state: 'kept' };
  } catch {
    return { ...opened, state: 'full' };
  }
}

/** Whether anybody on this device has given a name, or a guest is at work in this tab. */
export function isShared(): boolean {
  try {
    return 'waymark-people' in localStorage || 'waymark-who' in sessionStorage;
  } catch {
    return false;
  }
}

async function inMemory(): Promise<Omit<Device, 'state'>> {
  const [{ MemoryStore }, { MemoryRows }] = await Promise.all([import('./memory.ts'), import('./memory-rows.ts')]);
  const rows = new MemoryRows();
  return {
    store: new MemoryStore(rows),
    shelf: async () => (await import('./shelf.ts')).memoryShelf(rows),
    personal: async () => (await import('./personal.ts')).memoryPersonal(rows),
    digests: async () => (await import('./digests.ts')).memoryDigests(rows),
    holds: () => rows.isAny()
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
