/** Several people on one device: who they are called, and what has to be known before anybody's data is opened. */
import type { Counts } from './store.ts';

/** The person whose data was here before there was anybody else: theirs is the database that the app always had. */
export const FIRST = 'first';
/** Works without a name: in this tab only, with nothing stored. */
export const GUEST = 'guest';
export const PERSON_NAME_LENGTH = 40;

export interface Person {
  readonly id: string;
  readonly name: string;
  /** A hint for asking; whether it is true stands in the person's own database. */
  readonly locked: boolean;
  /** Wrong passphrases in a row, and when the last one was given. */
  readonly wrong?: number;
  readonly wrongAt?: number;
  /** When they last opened their data, in milliseconds since 1970; earlier versions did not note it. */
  readonly usedAt?: number;
}

export interface Registry {
  readonly people: readonly Person[];
  /** Who was at work last. */
  readonly last: string | null;
}

/** Who is at work in this tab. */
export interface AtWork {
  /** A person's id, or `GUEST`. */
  readonly id: string;
  readonly name: string;
  readonly locked: boolean;
}

/** What is left of Waymark on this device, as it was found by looking. */
export interface DeviceUsage {
  readonly databases: readonly string[];
  /** Rows in all of these. */
  readonly rows: number;
  /** Names of the databases that have a second copy, or had. */
  readonly journals: readonly string[];
  readonly keys: readonly string[];
  readonly offlineCopies: number;
  /** Bytes that the browser says this site takes up, the offline copy with it; `null` where it does not tell. */
  readonly usage: number | null;
}

/** What can be told of somebody's data from outside. */
export interface Belongings {
  /** What is sealed is left out, where only its owner could count it. */
  readonly counts: Partial<Counts>;
  /** Whether it takes a passphrase to see it. */
  readonly sealed: boolean;
  /** When it was last opened or changed, in milliseconds since 1970, as far as that is known. */
  readonly usedAt: number | null;
}

/** What was erased, as it was stored; it lives in memory of this tab. */
export interface Erasure {
  readonly names: readonly string[];
  /** `null` where it could not be read before it went. */
  readonly restore: (() => Promise<void>) | null;
}

/** What counts count, in the order in which they are told; typed so that none can be forgotten. */
export const COUNTED = Object.keys({
  assessments: true,
  answers: true,
  notes: true,
  steps: true,
  rubrics: true,
  drafts: true,
  workshops: true,
  views: true
} satisfies Record<keyof Counts, true>) as readonly (keyof Counts)[];

/** What a guest had, on the way to the page that says it has gone: by name, so that neither order nor a later addition changes its meaning. */
export const receiptOf = (counts: Counts): string => COUNTED.map((kind) => `${kind}=${counts[kind]}`).join('&');

/** @returns what a receipt says; `null` where it is none, or lacks something */
export function countsIn(receipt: string): Counts | null {
  const said = new Map(receipt.split('&').map((part) => part.split('=') as [string, string]));
  if (!COUNTED.every((kind) => /^\d{1,9}$/.test(said.get(kind) ?? ''))) return null;
  return Object.fromEntries(COUNTED.map((kind) => [kind, Number(said.get(kind))])) as unknown as Counts;
}

/** The passphrase is not the right one, or too many were wrong just before. */
export class WrongPassphrase extends Error {
  override name = 'WrongPassphrase';
  /**
   * @param wait milliseconds until the next one is tried
   * @param tried whether this one was: nothing is known of one that came too early
   */
  constructor(
    readonly wait: number,
    readonly tried = true
  ) {
    super('wrong passphrase');
  }
}

/** Why this tab lost the data in front of it: what another tab of the same person did. */
export type LostBecause = 'locked' | 'erased' | 'changed';

export interface People {
  registry(): Registry;
  /** Who is at work in this tab; `null` while nobody has said who they are. */
  here(): AtWork | null;
  /** Whom to ask for a passphrase: chosen, but not unlocked yet. */
  chosen(): string | null;
  /** Gives the data that is here already a name. */
  begin(name: string): void;
  /** @returns the new person; with a passphrase, their data is sealed from the start */
  add(name: string, passphrase: string | null): Promise<Person>;
  rename(id: string, name: string): void;
  /** Puts a person, or a guest, to work in this tab once it is loaded anew. */
  choose(id: string | null): void;
  /**
   * Opens a person's data in this document.
   * @returns whether that was done; `false`: it takes a passphrase
   * @throws WrongPassphrase
   */
  enter(id: string, passphrase?: string): Promise<boolean>;
  /** Ends all tabs of the person who is at work in this one. */
  lock(): void;
  /**
   * Sets, changes (both given) or takes away a passphrase; all rows or none.
   *
   * @param release called before all rows are written anew: this tab lets go of its store then, as others do
   * @throws WrongPassphrase
   */
  setPassphrase(id: string, old: string | null, next: string | null, release: () => void): Promise<void>;
  /** How much a person has, and when they were last here. */
  belongings(id: string): Promise<Belongings>;
  /** A guest was at work in this tab before the page was loaded anew, and made something that is gone. */
  readonly guestLost: boolean;
  /** Erases these people with all they have; `null`: everybody, and every setting. */
  erase(ids: readonly string[] | null): Promise<Erasure>;
  /**
   * Leaves a result with whoever leads a workshop on this device, so that nobody else can read it, whoever is at work in this tab.
   *
   * @param who leads it; `null` where nobody has given a name @param slot as `WorkshopStore.handRound` gives it
   * @returns whether it is there; `false`: the round takes nothing more
   * @throws where the device does not take it
   */
  leaveResult(who: string | null, workshop: string, slot: string, code: string): Promise<boolean>;
  /** All rows of whoever is at work here, by table, as they lie on the device: what is sealed stays sealed. */
  raw(): Promise<Readonly<Record<string, readonly unknown[]>>>;
  /** Takes the copy for offline use away. */
  removeOfflineCopy(): Promise<void>;
  measure(): Promise<DeviceUsage>;
  /** Data whose owner's name was lost comes into the list again. @param name what its owner is called there */
  adopt(name: string): Promise<void>;
  /** Where somebody wanted to go before they were asked who they are. */
  wanted(): string | null;
  want(address: string | null): void;
}

export const databaseOf = (id: string): string => (id === FIRST ? 'waymark' : `waymark-${id}`);

/** What turns writing around or moves the cursor has no place in a name. */
// eslint-disable-next-line no-control-regex -- these are what is taken out
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

const tidy = (text: string): string => text.replace(/\s+/gu, ' ').replace(UNSEEN, '').trim();

/** @returns the name as it is kept, or `null` where nothing of it is left or it is too long */
export function personName(text: string): string | null {
  const name = tidy(text);
  return name && [...name].length <= PERSON_NAME_LENGTH ? name : null;
}

export const isTaken = ({ people }: Registry, name: string, except?: string): boolean =>
  people.some((person) => person.id !== except && person.name.toLowerCase() === name.toLowerCase());

/** Whether what was typed is what there was to type: spaces, and small or capital letters, make no difference. */
export const isTyped = (typed: string, wanted: string): boolean => {
  const plain = (text: string) => tidy(text).normalize('NFC').toLowerCase();
  return plain(typed) === plain(wanted);
};

/** Reads what was kept; what is torn is left out, whole people are kept. */
export function readRegistry(text: string | null): Registry {
  let raw = null as { people?: unknown; last?: unknown } | null;
  try {
    raw = JSON.parse(text ?? 'null') as typeof raw;
  } catch {
    // Their databases are found by their names.
  }
  const people: Person[] = [];
  for (const one of Array.isArray(raw?.people) ? (raw.people as unknown[]) : []) {
    const { id, name, locked, wrong, wrongAt, usedAt } = (one ?? {}) as Record<string, unknown>;
    if (typeof id !== 'string' || !/^(first|[0-9a-f]{8,32})$/.test(id) || people.some((other) => other.id === id)) continue;
    const pause = typeof wrong === 'number' && typeof wrongAt === 'number' ? { wrong, wrongAt } : {};
    const used = typeof usedAt === 'number' ? { usedAt } : {};
    people.push({ id, name: (typeof name === 'string' && personName(name)) || '?', locked: locked === true, ...pause, ...used });
  }
  return { people, last: people.find(({ id }) => id === raw?.last)?.id ?? null };
}

export const changePerson = (registry: Registry, id: string, fields: Partial<Person>): Registry => ({
  ...registry,
  people: registry.people.map((person) => (person.id === id ? { ...person, ...fields } : person))
});

export const withoutPeople = ({ people, last }: Registry, ids: readonly string[]): Registry => ({
  people: people.filter(({ id }) => !ids.includes(id)),
  last: last !== null && ids.includes(last) ? null : last
});

/** Two mistakes cost nothing; from the third on each pause is twice as long, up to a minute. */
export function pauseLeft({ wrong = 0, wrongAt = 0 }: Pick<Person, 'wrong' | 'wrongAt'>, now: number): number {
  if (wrong < 3) return 0;
  const pause = Math.min(60_000, 2_000 * 2 ** (wrong - 3));
  // A clock that was set back must not shut anybody out.
  return Math.max(0, Math.min(pause, wrongAt + pause - now));
}
