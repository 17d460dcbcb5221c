/** One assessment in front of the person: its answers, where they are in it, and whether everything is safe. */
import { untrack } from 'svelte';
import { give, goOn, takeBack, type Cell, type CellChange, type Cells, type Value } from '#lib/domain/assessment/answer.ts';
import {
  cellsOf,
  changeEntry,
  criterionState,
  emptyEntry,
  inScope,
  pace,
  stopsOf,
  USUAL_PACE,
  type Answered,
  type Assessment,
  type CriterionKey,
  type CriterionState,
  type Entries,
  type Entry,
  type EntryChange,
  type Evidence,
  type Head,
  type HeadChange,
  type Stop
} from '#lib/domain/assessment/assessment.ts';
import type { Situated } from '#lib/domain/assessment/scope.ts';
import type { Level } from '#lib/domain/model.ts';
import { later } from '#lib/domain/time.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import type { App } from './app.svelte.ts';

/** Milliseconds after which a write is worth mentioning. */
const SLOW = 120;

interface Waiting {
  readonly key: CriterionKey;
  change: EntryChange;
  /** The screen went ahead of the store. */
  shown: boolean;
}

/** How far one criterion is answered. Its own value, so that an answer redraws what depends on that criterion and no more. */
class Progress {
  readonly #answered: Answered;
  readonly #key: CriterionKey;
  readonly state = $derived.by(() => criterionState(cellsOf(this.#answered, this.#key)));

  constructor(answered: Answered, key: CriterionKey) {
    this.#answered = answered;
    this.#key = key;
  }
}

/** What answering needs of a rubric. */
type Answerable = Pick<RubricFacts, 'id' | 'criteria'> & Situated;

/** What answering needs of the app. */
type Needs = Pick<App, 'store' | 'world' | 'unsaved' | 'answerStored'>;

export class Assessing {
  readonly stops: readonly Stop[];
  head = $state.raw<Head>()!;
  entries = $state.raw<Entries>({});
  /** `saving`: on its way to the store, or waiting for it. `failed`: the device does not take it; it is in memory only. */
  saving = $state.raw<'saved' | 'saving' | 'failed'>('saved');
  /** Another tab has deleted it. */
  gone = $state.raw(false);
  /** Whether the assessment has a row in the store. */
  stored = $state.raw(false);

  readonly done = $derived.by(() => this.stops.filter((stop) => this.stateOf(stop.key) === 'done').length);
  /** Pace and what is left at it, taken when a criterion has been finished: it need not run along with every tap. */
  readonly #pace = $derived.by(() => (this.done ? pace(untrack(() => this.entries)) : { each: USUAL_PACE, own: false }));
  readonly ownPace = $derived.by(() => this.#pace.own);
  /** Milliseconds left at this pace. */
  readonly left = $derived.by(() => (this.stops.length - this.done) * this.#pace.each);
  readonly #progress: ReadonlyMap<string, Progress>;

  readonly #app: Needs;
  readonly #rubrics: readonly Answerable[];
  /** Changes not stored yet, in the order in which they were made; the first is on its way, or was refused. */
  #queue: Waiting[] = [];
  #flushing: Promise<void> | null = null;
  #refused = false;
  /** What is to be stored of the assessment's own row, and what is under way. */
  #headWaits: HeadChange | null = null;
  #part: Participation | undefined;
  #savingHead: Promise<void> | null = null;
  /** Criteria with writes under way, as they will be. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never shown
  readonly #drafts = new Map<CriterionKey, Entry>();
  #unwatch: (() => void) | null = null;
  /** The store, once it is open: then a write can begin in the very event of the answer. */
  #ready: Awaited<App['store']> | null = null;

  /** @param facts of its rubrics, at least */
  constructor(app: Needs, facts: readonly Answerable[], start: Assessment | Head) {
    this.#app = app;
    const fresh = !('head' in start);
    this.head = fresh ? start : start.head;
    this.entries = fresh ? {} : start.entries;
    this.stored = !fresh;
    this.#rubrics = this.head.rubrics.flatMap(({ id }) => facts.find((f) => f.id === id) ?? []);
    this.stops = stopsOf(this.#rubrics);
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- filled once; what changes is inside
    this.#progress = new Map(this.stops.map(({ key }) => [key, new Progress(this, key)]));
  }

  /** Follows what other tabs write to the same assessment. @returns a function that ends it */
  follow(): () => void {
    let ended = false;
    this.#app.store.then(
      (store) => {
        this.#ready = store;
        if (ended) return;
        this.#unwatch = store.watch(this.head.id, (entries, scope) => {
          if (!entries) this.gone = true;
          else this.#hear(entries);
          if (scope) this.head = { ...this.head, scope };
        });
      },
      () => {} // The first answer asks for the store again, and says so if it does not come.
    );
    return () => {
      ended = true;
      this.#unwatch?.();
    };
  }

  /** Reads again what is stored: a tab that slept has missed the news. */
  async refresh() {
    if (!this.stored || this.#queue.length) return;
    const { scope } = this.head;
    const found = await (await this.#app.store).load(this.head.id).catch(() => null);
    if (!found) return;
    this.#hear(Object.values(found.entries));
    // What was said while it was being read is newer.
    if (!this.#headWaits && this.head.scope === scope) this.head = { ...this.head, scope: found.head.scope };
  }

  /** The stop with that key, or the one where the person left off. */
  stopAt(key: string | null): Stop {
    return this.stops.find((s) => s.key === key) ?? this.stops.find((s) => s.key === this.head.cursor) ?? this.stops[0]!;
  }

  stateOf(key: string): CriterionState {
    return this.#progress.get(key)?.state ?? 'untouched';
  }

  /** A criterion with what is on its way to the store: what comes next builds on this, however fast the keys follow. */
  latest(stop: Stop): Entry {
    return this.#drafts.get(stop.key) ?? this.entry(stop);
  }

  entry(stop: Stop): Entry {
    return this.entries[stop.key] ?? emptyEntry(this.head.id, stop.key);
  }

  /** The answers to a criterion, with what is on its way to the store, and with what was said of whole situations. */
  cells(stop: Stop): Cells {
    return inScope(this.latest(stop).cells, this.head.scope, stop.key);
  }

  /** The same as they are stored: what the screen shows. */
  shownCells(stop: Stop): Cells {
    return cellsOf(this, stop.key);
  }

  give = (stop: Stop, level: Level, value: Value) => this.#answer(stop, give(level, value, this.#after(this.cells(stop)[level])));
  takeBack = (stop: Stop, level: Level) => this.#answer(stop, takeBack(stop, this.cells(stop), level, this.#now()));
  note = (stop: Stop, note: string) => this.#change(stop.key, { note });
  mark = (stop: Stop, evidence: Evidence) => this.#change(stop.key, { evidence });

  /**
   * Going on from a criterion: what was not chosen is Not yet.
   *
   * @param reopened levels outside the person's role that they wanted to answer all the same
   * @returns when all that was said is stored
   */
  goOn(stop: Stop, reopened: readonly Level[] = []): Promise<void> {
    const [cells, now] = [this.cells(stop), this.#now()];
    const unsaid = reopened.filter((level) => cells[level]?.origin === 'scope' && !stop.essential.includes(level));
    const change = Object.assign(goOn(stop, cells, now), ...unsaid.map((level) => give(level, 0, this.#after(cells[level])))) as CellChange;
    const answered = Object.keys(change).length ? this.#answer(stop, change) : this.#flushing;
    return Promise.all([answered, this.#savingHead]).then(() => {});
  }

  /**
   * Says of a whole situation, for this assessment, that it is not part of the person's role; or takes that back. Shown once it is stored,
   * as every answer is.
   */
  async setOutOfRole(situation: string, out: boolean): Promise<void> {
    const { withSituationBack, withSituationOut } = await import('#lib/domain/assessment/scope.ts');
    const { scope: before } = this.head;
    const now = this.#now();
    const scope = out ? withSituationOut(before, situation, this.#rubrics, now) : withSituationBack(before, situation, now);
    await this.#saveHead({ scope });
    this.head = { ...this.head, scope };
  }

  /** @returns when all that was said is stored, or refused */
  async flushed(): Promise<void> {
    await Promise.all([this.#flushing, this.#savingHead]);
  }

  /** Remembers where the person is, so that they come back to this very criterion. Looking changes nothing, so it sets no date. */
  async arrive(stop: Stop) {
    if (this.head.cursor === stop.key) return;
    const moved = { cursor: stop.key };
    this.head = { ...this.head, ...moved };
    if (this.stored) await this.#saveHead(moved);
  }

  async aim(targets: Head['targets']) {
    this.head = { ...this.head, targets };
    await this.#saveHead({ targets });
  }

  /** Remembers exactly which rubrics it was answered with. */
  answeredWith(rubrics: Head['rubrics']): Promise<void> {
    this.head = { ...this.head, rubrics };
    return this.#saveHead({ rubrics });
  }

  /**
   * Stores an assessment that has no answer yet, because the person has chosen its parts.
   *
   * @param part the workshop that it is for, stored with it: whoever needs both looks whether it is `stored` then
   */
  begin(part?: Participation): Promise<void> {
    this.#part = part;
    return this.#saveHead({});
  }

  /** Tries again, in order, to store what the device would not take. */
  retry(): Promise<void> {
    return this.#flush();
  }

  /** Whether answers, be it of a whole situation, are among what no device has taken yet. */
  get answersWait(): boolean {
    return this.#queue.length > 0 || this.#headWaits?.scope !== undefined;
  }

  #now = () => this.#app.world.now();

  /** Now, and later than what was said of the situation, whatever the clock of that device was. */
  #after = (cell: Cell | undefined) => (cell?.origin === 'scope' ? later(this.#now(), cell.at) : this.#now());

  #answer(stop: Stop, cells: CellChange): Promise<void> {
    return this.#change(stop.key, { cells });
  }

  /**
   * Writes first, shows then: what a person sees chosen has been stored. The write is begun in the very event. Only while
   * the store is still being fetched, or when the device refuses, does the screen go ahead, and say so.
   */
  #change(key: CriterionKey, change: EntryChange): Promise<void> {
    const last = this.#queue.at(-1);
    this.#drafts.set(key, changeEntry(this.#drafts.get(key) ?? this.entries[key] ?? emptyEntry(this.head.id, key), change, this.#now()));
    // Letters of a note that still wait behind another write need not be written one by one.
    if (last && this.#queue.length > 1 && last.key === key && isNote(last.change) && isNote(change))
      Object.assign(last, { change, shown: false });
    else this.#queue.push({ key, change, shown: false });
    if (!this.#ready || this.#refused) this.#showWaiting();
    return this.#flush();
  }

  #flush(): Promise<void> {
    this.#flushing ??= this.#writeAll().finally(() => {
      this.#flushing = null;
      // An answer may have come when the writing was all but over, or while the assessment's own row was being written.
      if (this.#queue.length && !this.#refused) return this.#flush();
    });
    return this.#flushing;
  }

  /** Stores what waits, one after the other; stops at the first change that the device refuses, and keeps the rest behind it. */
  async #writeAll(): Promise<void> {
    // An answer is shown as chosen only when it is stored, so a write of a few milliseconds needs no word of its own.
    const slow = setTimeout(() => this.#tellSaving(), SLOW);
    let refused = false;
    for (let next = this.#queue[0]; next && !refused; next = this.#queue[0]) {
      const entry = await this.#store(next.key, next.change);
      if (!entry) {
        refused = true;
        break;
      }
      this.#queue.shift();
      if (!this.#queue.some(({ key }) => key === entry.criterion)) this.#drafts.delete(entry.criterion);
      this.#take([entry]);
    }
    clearTimeout(slow);
    this.#refused = refused;
    if (refused) this.#showWaiting();
    else if (this.#headWaits) await this.#saveHead({});
    this.#tellSaving();
  }

  /** @returns the criterion as stored, or `null` when the device did not take it */
  async #store(key: CriterionKey, change: EntryChange): Promise<Entry | null> {
    const now = this.#now();
    try {
      const store = (this.#ready ??= await this.#app.store);
      if (!this.stored) await this.#savingHead;
      const begin = this.stored ? undefined : { ...this.head, updatedAt: now };
      const entry = await store.change(this.head.id, key, change, now, begin);
      this.stored = true;
      void this.#app.answerStored();
      return entry;
    } catch {
      return null;
    }
  }

  #tellSaving() {
    const failed = this.#refused || (this.#headWaits !== null && !this.#savingHead);
    this.saving = failed ? 'failed' : this.#queue.length || this.#savingHead ? 'saving' : 'saved';
    // Another page must find what no device holds.
    if (failed) this.#app.unsaved.add(this);
    else this.#app.unsaved.delete(this);
  }

  #showWaiting() {
    const ahead = this.#queue.filter(({ shown }) => !shown);
    for (const waiting of ahead) waiting.shown = true;
    this.#take(
      ahead.flatMap(({ key }) => this.entries[key] ?? emptyEntry(this.head.id, key)),
      ahead
    );
  }

  /**
   * Stores what changed of the assessment's own row, and only that: another tab may have given it a name. One write after the other; what
   * the device refuses goes along when it takes answers again.
   */
  #saveHead(fields: HeadChange): Promise<void> {
    this.#headWaits = { ...this.#headWaits, ...fields };
    this.#savingHead ??= this.#writeHead().finally(() => {
      this.#savingHead = null;
      this.#tellSaving();
    });
    return this.#savingHead;
  }

  async #writeHead(): Promise<void> {
    const slow = setTimeout(() => this.#tellSaving(), SLOW);
    // The first answer brings the assessment's own row: whichever of the two is first, the other builds on it.
    if (!this.stored && this.#queue.length) await this.#flushing;
    while (this.#headWaits) {
      const changed = this.#headWaits;
      this.#headWaits = null;
      try {
        const store = await this.#app.store;
        if (this.stored) await store.amend(this.head.id, changed, this.#now());
        else await store.amend(this.head.id, changed, this.#now(), { ...this.head, ...changed }, this.#part);
        this.stored = true;
      } catch {
        // What was changed meanwhile is newer.
        this.#headWaits = { ...changed, ...(this.#headWaits as HeadChange | null) };
        break;
      }
    }
    clearTimeout(slow);
  }

  /**
   * Takes entries as they were in the store a moment ago. An answer of this tab may have been built on them since, and be here before them:
   * what is older than what is here is no news.
   */
  #hear(entries: readonly Entry[]) {
    const isAhead = (criterion: CriterionKey) => this.#queue.some(({ key, shown }) => shown && key === criterion);
    this.#take(entries.filter(({ criterion, at }) => isAhead(criterion) || at >= (this.entries[criterion]?.at ?? 0)));
  }

  /** Takes entries as they are in the store, and puts on top what the screen already shows ahead of it. */
  #take(entries: readonly Entry[], ahead: readonly Waiting[] = this.#queue.filter(({ shown }) => shown)) {
    const taken: Record<CriterionKey, Entry> = { ...this.entries, ...Object.fromEntries(entries.map((entry) => [entry.criterion, entry])) };
    const renewed = entries.map(({ criterion }) => criterion);
    for (const { key, change } of ahead) if (renewed.includes(key)) taken[key] = changeEntry(taken[key]!, change, this.#now());
    this.entries = taken;
  }
}

const isNote = (change: EntryChange) => change.note !== undefined && !change.cells && !change.evidence;

/** @returns the assessment of this id, or the latest of any where none is given, with answers that the device would not take: it lives in this tab only; `null` where there is none */
export function unsavedOf({ unsaved }: Pick<App, 'unsaved'>, id?: string): Assessing | null {
  return allUnsaved({ unsaved }).findLast(({ head }) => id === undefined || head.id === id) ?? null;
}

/** @returns all of those, in the order in which they came about */
export const allUnsaved = ({ unsaved }: Pick<App, 'unsaved'>): Assessing[] => [...unsaved].filter((one) => one instanceof Assessing);
