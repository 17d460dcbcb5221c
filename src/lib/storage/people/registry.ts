/** The people of this device: who they are stands in localStorage, what they made in a database each. */
import {
  changePerson,
  databaseOf,
  FIRST,
  GUEST,
  pauseLeft,
  readRegistry,
  withoutPeople,
  WrongPassphrase,
  type LostBecause,
  type People,
  type Person,
  type Registry
} from '#lib/domain/person/people.ts';
import type { Counts } from '#lib/domain/person/store.ts';
import { IndexedDbTables } from '../tables/indexeddb.ts';
import {
  allRows,
  databaseNames,
  deleteDatabase,
  isUsed,
  outline,
  putRows,
  readLock,
  reseal,
  rowCount,
  writeLock,
  type Rows
} from './databases.ts';
import { follow, recover } from '../journal/apart.ts';
import { journals, withoutJournal } from '../journal/files.ts';
import { lossOf } from '../journal/following.ts';
import { setMark } from '../journal/marks.ts';
import { sealing, type Sealing } from '../tables/seal.ts';
import { CHANNEL, GUEST_MADE, REGISTRY, TAB, WHO, type News } from './shared.ts';

const WANTED = 'waymark-to';
/** Time for other tabs to let go of a database before all its rows are written anew. */
const LET_GO = 400;

/** Whose data this document works with. */
export interface Entered {
  /** `null`: a guest, for whom nothing is stored. */
  readonly database: string | null;
  readonly sealing: Sealing | null;
}

class DevicePeople implements People {
  /** Waits until somebody has said who they are; no store is opened before. */
  readonly entered: Promise<Entered>;
  #enter!: (entered: Entered) => void;
  /** Who was unlocked in this document. */
  #unlocked: string | null = null;
  readonly guestLost: boolean;

  constructor() {
    this.guestLost = sessionStorage.getItem(WHO) === GUEST && sessionStorage.getItem(GUEST_MADE) !== null;
    sessionStorage.removeItem(GUEST_MADE);
    this.entered = new Promise((resolve) => (this.#enter = resolve));
    const here = this.here();
    if (here) this.#enter({ database: here.id === GUEST ? null : databaseOf(here.id), sealing: null });
  }

  registry(): Registry {
    return readRegistry(localStorage.getItem(REGISTRY));
  }

  here() {
    const { people } = this.registry();
    const id = sessionStorage.getItem(WHO);
    if (id === GUEST) return { id: GUEST, name: '', locked: false };
    const person = people.find((one) => one.id === id) ?? (people.length === 1 ? people[0]! : null);
    return person && (!person.locked || person.id === this.#unlocked) ? person : null;
  }

  chosen() {
    const { people } = this.registry();
    const id = sessionStorage.getItem(WHO) ?? (people.length === 1 ? people[0]!.id : null);
    return people.find((person) => person.id === id && person.locked)?.id ?? null;
  }

  begin(name: string) {
    this.#write({ people: [{ id: FIRST, name, locked: false, usedAt: Date.now() }], last: FIRST });
    sessionStorage.setItem(WHO, FIRST);
    this.#enter({ database: databaseOf(FIRST), sealing: null });
  }

  async add(name: string, passphrase: string | null) {
    const id = hexId();
    if (passphrase !== null) {
      const { newKey, wrap } = await import('./lock.ts');
      await writeLock(databaseOf(id), await wrap(newKey(), passphrase));
    }
    const person: Person = { id, name, locked: passphrase !== null, usedAt: Date.now() };
    const registry = this.registry();
    this.#write({ ...registry, people: [...registry.people, person] });
    return person;
  }

  rename(id: string, name: string) {
    this.#write(changePerson(this.registry(), id, { name }));
  }

  choose(id: string | null) {
    if (id === null) sessionStorage.removeItem(WHO);
    else sessionStorage.setItem(WHO, id);
    sessionStorage.removeItem(GUEST_MADE);
    const person = this.registry().people.find((one) => one.id === id);
    // Whoever has a passphrase is there when they have given it.
    if (person) this.#write({ ...changePerson(this.registry(), person.id, person.locked ? {} : { usedAt: Date.now() }), last: id });
  }

  async enter(id: string, passphrase?: string) {
    // How it is locked may be among what was lost.
    const loss = await lossOf(databaseOf(id));
    const sealed = this.registry().people.some((one) => one.id === id && one.locked);
    if (loss === 'failed' && sealed) throw new Error('how this is locked could not be found out');
    const lock = await readLock(databaseOf(id));
    let key: Uint8Array | null = null;
    if (lock) {
      if (passphrase === undefined) return false;
      key = await this.#unwrap(id, lock, passphrase);
    }
    this.#write({ ...changePerson(this.registry(), id, { locked: lock !== null, usedAt: Date.now() }), last: id });
    this.#unlocked = id;
    sessionStorage.setItem(WHO, id);
    this.#enter({ database: databaseOf(id), sealing: key && sealing(key) });
    return true;
  }

  async #unwrap(id: string, lock: NonNullable<Awaited<ReturnType<typeof readLock>>>, passphrase: string): Promise<Uint8Array> {
    const person = this.registry().people.find((one) => one.id === id);
    const wait = pauseLeft(person ?? {}, Date.now());
    if (wait > 0) throw new WrongPassphrase(wait, false);
    const { unwrap } = await import('./lock.ts');
    const key = await unwrap(lock, passphrase);
    const fields = key ? { wrong: 0, wrongAt: 0 } : { wrong: (person?.wrong ?? 0) + 1, wrongAt: Date.now() };
    this.#write(changePerson(this.registry(), id, fields));
    if (!key) throw new WrongPassphrase(pauseLeft(fields, Date.now()));
    return key;
  }

  lock() {
    const here = this.here();
    if (here && here.id !== GUEST) this.#tell(databaseOf(here.id), 'locked');
    sessionStorage.removeItem(WHO);
  }

  async setPassphrase(id: string, old: string | null, next: string | null, release: () => void) {
    const database = databaseOf(id);
    // What only the journal has would go with it.
    if ((await recover(database)).kind === 'failed') throw new Error('the second copy could not be looked at');
    const { newKey, wrap } = await import('./lock.ts');
    const lock = await readLock(database);
    if (lock) {
      const key = await this.#unwrap(id, lock, old ?? '');
      if (next !== null) {
        const wrapped = await wrap(key, next);
        await withoutJournal(database, () => writeLock(database, wrapped));
        return follow(database, null);
      }
      release();
      await this.#letGo(database);
      await withoutJournal(database, () => reseal(database, sealing(key), null, null));
      this.#write(changePerson(this.registry(), id, { locked: false }));
      return;
    }
    if (next === null) return;
    const key = newKey();
    const wrapped = await wrap(key, next);
    release();
    await this.#letGo(database);
    // Ending here, or in the midst of what follows, the person is asked in vain and let in: see `enter`.
    this.#write(changePerson(this.registry(), id, { locked: true }));
    try {
      await withoutJournal(database, () => reseal(database, null, sealing(key), wrapped));
    } catch (error) {
      this.#write(changePerson(this.registry(), id, { locked: false }));
      throw error;
    }
  }

  async #letGo(database: string) {
    this.#tell(database, 'changed');
    await new Promise((resolve) => setTimeout(resolve, LET_GO));
  }

  async belongings(id: string) {
    const name = databaseOf(id);
    await lossOf(name);
    const names = await databaseNames();
    const { usedAt = 0 } = this.registry().people.find((one) => one.id === id) ?? {};
    const told = (counts: Partial<Counts>, sealed: boolean, changedAt: number | null) => ({
      counts,
      sealed,
      usedAt: Math.max(usedAt, changedAt ?? 0) || null
    });
    if (names && !names.includes(name)) return told({}, false, null);
    const sealed = (await readLock(name)) !== null;
    const { assessments, steps, changedAt } = await outline(name);
    if (sealed) return told({ assessments, steps }, sealed, changedAt);
    const tables = new IndexedDbTables(name);
    try {
      return told(await new (await import('../stores/personal.ts')).Personal(tables).counts(), sealed, changedAt);
    } finally {
      tables.close();
    }
  }

  async raw() {
    return allRows(databaseOf(this.here()?.id ?? FIRST));
  }

  async erase(ids: readonly string[] | null) {
    const before = this.registry();
    const known = before.people.map(({ id }) => databaseOf(id));
    const there = (await databaseNames()) ?? [...known, databaseOf(FIRST)];
    const wanted = ids?.map(databaseOf) ?? [...new Set([...there, ...(await journals())])];
    const names = ids ? before.people.filter(({ id }) => ids.includes(id)).map(({ name }) => name) : before.people.map(({ name }) => name);
    const kept = [stored(localStorage), stored(sessionStorage)] as const;
    const rows = new Map<string, Rows | null>();
    for (const name of wanted) if (there.includes(name)) rows.set(name, await allRows(name).catch(() => null));

    // The databases go first: ending in between, a name is left without data, never data without a name.
    for (const name of wanted) {
      this.#tell(name, 'erased');
      setMark(name, null);
      await withoutJournal(name, () => deleteDatabase(name));
      // A worker that was at work until then may have set it again.
      setMark(name, null);
    }
    if (ids) {
      const left = withoutPeople(this.registry(), ids);
      if (left.people.length) this.#write(left);
      else localStorage.removeItem(REGISTRY);
      if (ids.includes(sessionStorage.getItem(WHO) ?? '')) sessionStorage.removeItem(WHO);
    } else for (const place of [localStorage, sessionStorage]) for (const [key] of stored(place)) place.removeItem(key);

    const restore = async () => {
      for (const [name, own] of rows) await putRows(name, own!);
      for (const [i, place] of [localStorage, sessionStorage].entries()) for (const [key, value] of kept[i]!) place.setItem(key, value);
    };
    return { names, restore: [...rows.values()].includes(null) ? null : restore };
  }

  async leaveResult(who: string | null, workshop: string, slot: string, code: string) {
    return (await import('./handed.ts')).leaveResult(who, workshop, slot, code);
  }

  async removeOfflineCopy() {
    const names = (await caches.keys()).filter((name) => name.startsWith('waymark|'));
    const folders = new Set(names.map((name) => name.split('|')[1]));
    for (const registration of (await navigator.serviceWorker?.getRegistrations()) ?? []) {
      // A language's folder may still have a worker of its own, which keeps under the root's name.
      const folder = new URL(registration.scope).pathname.replace(/\/$/, '');
      if (folders.has(folder) || folders.has(folder.replace(/\/(de|fi|sv)$/, ''))) await registration.unregister();
    }
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  async measure() {
    const databases = (await databaseNames()) ?? [];
    const counts = await Promise.all(databases.map((name) => rowCount(name).catch(() => 0)));
    return {
      databases,
      rows: counts.reduce((sum, count) => sum + count, 0),
      journals: await journals(),
      keys: [...stored(localStorage), ...stored(sessionStorage)].map(([key]) => key),
      offlineCopies: await caches.keys().then(
        (names) => names.filter((name) => name.startsWith('waymark|')).length,
        () => 0
      ),
      usage: (await navigator.storage?.estimate?.().catch(() => null))?.usage ?? null
    };
  }

  async adopt(name: string) {
    const { people } = this.registry();
    const found: Person[] = [];
    for (const database of (await databaseNames()) ?? []) {
      if (people.some(({ id }) => databaseOf(id) === database)) continue;
      const id = database === databaseOf(FIRST) ? FIRST : database.slice('waymark-'.length);
      // Where nobody has made anything in it, or has a name yet, it is nobody's in particular.
      if (id === FIRST && (people.length === 0 || !(await isUsed(database))) && !(await readLock(database))) continue;
      found.push({ id, name, locked: (await readLock(database)) !== null });
    }
    if (found.length) this.#write({ ...this.registry(), people: [...people, ...found] });
  }

  wanted() {
    return sessionStorage.getItem(WANTED);
  }

  want(address: string | null) {
    if (address === null) sessionStorage.removeItem(WANTED);
    else sessionStorage.setItem(WANTED, address);
  }

  #write(registry: Registry) {
    localStorage.setItem(REGISTRY, JSON.stringify(registry));
  }

  #tell(database: string, why: LostBecause) {
    const channel = new BroadcastChannel(CHANNEL);
    channel.postMessage({ database, why, tab: TAB } satisfies News);
    channel.close();
  }
}

/** One for each document: what it knows of keys ends with it. */
export const people = new DevicePeople();

/** What the app has put into one of the browser's small stores; others may live at the same address. */
const stored = (place: Storage): [key: string, value: string][] =>
  Object.keys(place)
    .filter((key) => key.startsWith('waymark'))
    .map((key) => [key, place.getItem(key)!]);

const hexId = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join('');
