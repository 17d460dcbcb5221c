/** Opens the place where answers are kept, and finds out, before the first answer, whether it keeps them. */
import type { Device, Loss } from '#lib/domain/person/device.ts';
import type { LostBecause } from '#lib/domain/person/people.ts';
import { DATABASE, TORN } from './tables/bare.ts';
import { IndexedDbTables } from './tables/indexeddb.ts';
import { LOCK } from './tables/schema.ts';
import { CHANNEL, GUEST_MADE, isShared, TAB, type News } from './people/shared.ts';
import { following, lossOf } from './journal/following.ts';
import { Answers } from './stores/answers.ts';
import { TableSettings } from './stores/settings.ts';
import type { Tables } from './tables/tables.ts';

/**
 * Opens the data of whoever is at work in this tab; where several people share the device it waits until that is known.
 *
 * @param newer called when a newer version of the app has the database for itself; where it had so before, the device says it
 * @param lost called when the browser is found to have lost what it kept
 * @param gone called when another tab has taken the data away, or closed it; this tab has let go of it by then
 */
export async function openDevice(newer: () => void, lost: (loss: Loss) => void, gone: (why: LostBecause) => void): Promise<Device> {
  const who = isShared() ? await (await import('./people/registry.ts')).people.entered : null;
  if (who?.database === null) {
    const own = await inMemory((holds) => (holds ? sessionStorage.setItem(GUEST_MADE, '') : sessionStorage.removeItem(GUEST_MADE)));
    return { ...own, shelf: async () => (await import('./people/guest-shelf.ts')).guestShelf(await own.shelf()), state: 'blocked' };
  }
  const database = who?.database ?? DATABASE;
  const journal = following(database, lost);
  let tables: IndexedDbTables;
  try {
    const sealing = who?.sealing;
    const sealed = sealing ? { sealing, tables: (await import('./tables/seal.ts')).sealedTables } : null;
    const wanted = (version: number | null) => {
      if (version !== null) return newer();
      tables.close();
      gone('erased');
    };
    tables = new IndexedDbTables(database, sealed, wanted, journal.changed);
    const loss = await lossOf(database);
    if (loss === 'newer') {
      tables.close();
      throw new DOMException('a newer version of the app has written its journal', 'VersionError');
    }
    await tables.open();
    if (loss && loss !== 'failed') lost(loss);
  } catch (error) {
    // What a newer version keeps here is not for this one to read or to write, nor what is only a part: each try to do so fails the same way.
    const torn = (error as Partial<DOMException>).name === TORN;
    if (torn || (error as Partial<DOMException>).name === 'VersionError') return { ...storesOver(tables!), state: 'closed', torn };
    return { ...(await inMemory()), state: 'blocked' };
  }
  const opened = storesOver(tables);
  const channel = new BroadcastChannel(CHANNEL);
  const close = () => {
    channel.close();
    opened.close();
  };
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.database !== tables.name || data.tab === TAB) return;
    close();
    gone(data.why);
  };
  // Sealed by somebody whose name is lost: what is here is not this tab's to write over.
  if (!who?.sealing && (await opened.settings.read(LOCK)) !== undefined) {
    close();
    await (await import('./people/registry.ts')).people.adopt('?');
    gone('locked');
    return new Promise(() => {});
  }
  const acceptLoss = async (loss: Loss) => {
    // From here on it is what is here now that could be lost.
    if (loss.kind === 'lost') (await import('./journal/marks.ts')).setMark(database, null);
    journal.begin();
  };
  const device = { ...opened, close, acceptLoss };
  try {
    const before = await opened.settings.read('opened');
    // A write is the only honest way to learn that a disk is full.
    await opened.settings.save('opened', Date.now());
    if (before !== undefined) journal.begin();
    return { ...device, state: 'kept', fresh: before === undefined };
  } catch {
    return { ...device, state: 'full' };
  }
}

/** @returns the stores, each written once, over the tables of any place */
export function storesOver(tables: Tables): Omit<Device, 'state'> {
  const store = new Answers(tables);
  return {
    store,
    settings: new TableSettings(tables),
    assessments: async () => new (await import('./stores/assessments.ts')).Assessments(tables),
    repair: async () => new (await import('./stores/repair.ts')).Repair(tables),
    shelf: async () => new (await import('./stores/shelf.ts')).Shelf(tables),
    plan: async () => new (await import('./stores/plan.ts')).Plan(tables),
    personal: async () => new (await import('./stores/personal.ts')).Personal(tables),
    workshops: async () => new (await import('./stores/workshops.ts')).Workshops(tables),
    rehearsal: async () => (await import('./stores/rehearsal.ts')).openRehearsal(tables.name),
    participations: async () => new (await import('./stores/participations.ts')).Participations(tables),
    second: async () => new (await import('./stores/second.ts')).Second(tables),
    digests: async () => new (await import('./stores/digests.ts')).Digests(tables),
    raw: async () => (await import('./tables/pieces.ts')).allMade(tables),
    close() {
      store.close();
      tables.close();
    }
  };
}

async function inMemory(changed?: (holds: boolean) => void): Promise<Omit<Device, 'state'>> {
  const tables = new (await import('./tables/memory.ts')).MemoryTables(changed);
  return { ...storesOver(tables), holds: () => tables.holds() };
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
