/** What was read of a table of phones: where each code is, and what became of it. With the next table it is forgotten. */
import type { Verdict } from '#lib/domain/workshop/round.ts';
import type { Place } from './scanner.svelte.ts';

/** `new`: it counts since it was read, or counts as it is now. `again`: it was in already. `no`: it was not taken in. */
export type Mark = 'new' | 'again' | 'no';

/** A code in view. */
export interface Tick {
  /** Tells it from others in view, and says nothing of what was read. */
  readonly key: number;
  readonly at: Place;
  readonly mark: Mark;
}

/** Milliseconds. So long a mark stays where the code was seen last: a reader misses one now and then. */
const LINGER = 1_200;
/** After so long without any code, the next one is of another table. */
const TABLE = 3_000;
/** Codes of one table: more are no table, but somebody who plays. */
const MOST = 400;

const MARKS: Readonly<Partial<Record<Verdict['kind'], Mark>>> = { new: 'new', replaced: 'new', 'taken-back': 'new', again: 'again' };

export class Swept {
  readonly #inView = new Map<string, { readonly key: number; at: Place | null; seen: number; mark: Mark | null }>();
  readonly #table = new Map<string, Verdict>();
  #keys = 0;
  #last = 0;

  /** @param at `null` where the reader does not tell @param now milliseconds, of a clock that never goes back */
  see(text: string, at: Place | null, now: number): void {
    if (now - this.#last > TABLE || this.#table.size >= MOST) this.#table.clear();
    this.#last = now;
    const before = this.#inView.get(text);
    if (before) [before.at, before.seen] = [at, now];
    else this.#inView.set(text, { key: this.#keys++ % MOST, at, seen: now, mark: null });
  }

  /** @returns the mark of a code, now that it is known what became of it */
  note(text: string, verdict: Verdict): Mark {
    const mark = MARKS[verdict.kind] ?? 'no';
    // What came in at this table and is seen a second time did come in here.
    if (mark !== 'again' || !this.#table.has(text)) this.#table.set(text, verdict);
    this.mark(text, mark);
    return mark;
  }

  /** Marks what is no result: a picture of a hand-over. */
  mark(text: string, mark: Mark): void {
    const one = this.#inView.get(text);
    if (one) one.mark = mark;
  }

  /** @returns what is in view and known, from left to right: the order in which it was read says nothing to anybody */
  ticks(now: number): Tick[] {
    for (const [text, { seen }] of this.#inView) if (now - seen > LINGER) this.#inView.delete(text);
    const ticks = [...this.#inView.values()].flatMap(({ key, at, mark }) => (at && mark ? [{ key, at, mark }] : []));
    return ticks.sort((a, b) => a.at.x - b.at.x);
  }

  /** @returns each kind of verdict at this table with how many codes had it, each code once */
  counts(): { readonly verdict: Verdict; readonly count: number }[] {
    const counts = new Map<string, { readonly verdict: Verdict; readonly count: number }>();
    for (const verdict of this.#table.values()) counts.set(verdict.kind, { verdict, count: (counts.get(verdict.kind)?.count ?? 0) + 1 });
    return [...counts.values()];
  }

  clear(): void {
    this.#inView.clear();
    this.#table.clear();
  }
}
