/** One draft in front of its author: its changes, the way back, and whether everything is safe. */
import { appendCriteria, nextCriterionId } from '#lib/domain/authoring/draft-changes.ts';
import { draftIdOf } from '#lib/domain/draft-id.ts';
import { DraftConflict, type RubricStore, type ShelfItem } from '#lib/domain/rubric/store.ts';
import { latestOf, publish } from '#lib/domain/authoring/publishing.ts';
import { MOST } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, RubricFile, VersionChange } from '#lib/domain/rubric/rubric.ts';
import { later } from '#lib/domain/time.ts';
import type { App } from './app.svelte.ts';

/** Milliseconds between two writes, at least and at most. What was written last is not stored for so long. */
const [OFTEN, SELDOM] = [80, 300];
/** A write takes the page's time, and more of it the larger the draft: so many times as long is left to the author after each. */
const SHARE = 4;
/** Milliseconds of rest after which “saved” is said: with each letter, the words would flicker. */
const CALM = 300;
/** Writing in one field goes back in one piece, until the author rests this long. */
const PAUSE = 1_200;
/** How often storing is tried again. */
const RETRY = 3_000;
/** How many changes can be taken back. */
const DEEP = 300;

interface Entry {
  readonly draft: Draft;
  /** Where it changes something. */
  readonly place: string;
}

export class Editing {
  draft = $state.raw<Draft>()!;
  /** As it was when its author sat down to it. */
  readonly opened: Draft;
  /** `conflict`: another tab has changed the draft since it was read; nothing is written until the author decides. */
  saving = $state.raw<'saved' | 'saving' | 'failed' | 'conflict'>('saved');
  /** What the other tab did, to be said: `changed` is shown here already; `gone` is published or deleted. */
  elsewhere = $state.raw<'changed' | 'gone' | null>(null);
  /** Places of what would be taken back or done again next; `null` where there is nothing. */
  canUndo = $state.raw<string | null>(null);
  canRedo = $state.raw<string | null>(null);

  readonly #app: Pick<App, 'world' | 'answerStored' | 'unsaved'>;
  readonly #shelf: RubricStore;
  /** `at` of the draft as the store has it. */
  #before: number | null;
  #past: Entry[] = [];
  #future: Entry[] = [];
  #lastAt = -Infinity;
  /** The next write. */
  #timer: ReturnType<typeof setTimeout> | null = null;
  /** Saying that all is stored. */
  #calm: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | null = null;
  /** When the next write may begin, and when somebody wrote last, on the page's own clock. */
  #notBefore = -Infinity;
  #changedAt = -Infinity;
  /** `at` of what was handed over when the page seemed to go; `null` where nothing was, or that is known. */
  #left: number | null = null;
  /** Not stored yet. */
  #dirty = false;
  #ended = false;
  /** Ids that criteria had: none is given twice, whatever is taken away. */
  readonly #used: Set<string>;
  readonly #unwatch: () => void;

  /**
   * @param draft as it was read from the shelf
   * @param used ids of criteria in earlier versions
   */
  constructor(app: Pick<App, 'world' | 'answerStored' | 'unsaved'>, shelf: RubricStore, draft: Draft, used: Iterable<string> = []) {
    this.#app = app;
    this.#shelf = shelf;
    this.draft = this.opened = draft;
    this.#before = draft.at;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never shown
    this.#used = new Set([...used, ...draft.facts.criteria.map(({ id }) => id)]);
    this.#unwatch = shelf.watch((key) => {
      if (key === null || key === this.draft.id) void this.#hear();
    });
  }

  get unsaved(): boolean {
    return this.#dirty;
  }

  /** The draft as a file has it beside what is stored: the newer of both; one of its own where another tab has changed it too. */
  get held(): Draft {
    const { draft } = this;
    const id = this.saving === 'conflict' ? draftIdOf(this.#app.world.newId()) : draft.id;
    return { ...draft, id, at: later(this.#app.world.now(), this.#before ?? 0) };
  }

  /** Ids that are not free for a new criterion. */
  get used(): Iterable<string> {
    return this.#used;
  }

  /** @returns an id for one more criterion */
  freshId(): string {
    const id = nextCriterionId(this.draft, this.#used);
    this.#used.add(id);
    return id;
  }

  /**
   * @param place where it changes something: changes in a row to the same text go back together
   * @param writing whether somebody is in the middle of a text
   */
  change(next: Draft, place: string, writing = false) {
    if (next === this.draft) return;
    const now = this.#app.world.now();
    const goesOn = writing && this.#past.at(-1)?.place === place && now - this.#lastAt < PAUSE && this.#future.length === 0;
    if (!goesOn) this.#past = [...this.#past.slice(-DEEP), { draft: this.draft, place }];
    this.#lastAt = writing ? now : -Infinity;
    this.#future = [];
    this.#show(next);
  }

  /** Takes the last change back. @returns where something changed; `null` where there was nothing to take back */
  undo(): string | null {
    return this.#step(this.#past, this.#future);
  }

  redo(): string | null {
    return this.#step(this.#future, this.#past);
  }

  #step(from: Entry[], to: Entry[]): string | null {
    const entry = from.pop();
    if (!entry) return null;
    to.push({ draft: this.draft, place: entry.place });
    this.#lastAt = -Infinity;
    this.#show(entry.draft);
    return entry.place;
  }

  #show(draft: Draft) {
    // Who and what it is stays, whatever is taken back.
    const { id, basedOn } = this.draft;
    this.draft = { ...draft, id, ...(basedOn ? { basedOn } : {}) };
    this.#tellSteps();
    this.#dirty = true;
    this.#changedAt = performance.now();
    clearTimeout(this.#calm);
    if (this.saving === 'conflict') return;
    if (this.saving === 'saved') this.saving = 'saving';
    if (!this.#writing) this.#writeIn(Math.max(0, this.#notBefore - performance.now()));
  }

  #tellSteps() {
    this.canUndo = this.#past.at(-1)?.place ?? null;
    this.canRedo = this.#future.at(-1)?.place ?? null;
  }

  /** What was pasted goes to the end. @returns ids of the criteria that came */
  append(pasted: Pick<Draft, 'facts' | 'words'>): string[] {
    const { draft, added } = appendCriteria(this.draft, pasted, this.#used, MOST.criteria);
    for (const id of added) this.#used.add(id);
    this.change(draft, added[0] ?? '');
    return added;
  }

  // ---------------------------------------------------------------------------------------------------------- to the device

  /** Stores what is not stored yet, now. */
  async flush(): Promise<void> {
    do await this.#write();
    while (this.#waits && this.saving !== 'failed');
    this.#sayStored();
  }

  /** Hands over what is not stored yet, in this very moment: the page may be gone the next. Where it comes back, all goes on as before. */
  leave() {
    if (!this.#waits) return;
    this.#left = later(this.#app.world.now(), this.#before ?? 0);
    this.#shelf.leaveDraft({ ...this.draft, at: this.#left });
  }

  /** Whether anything is to be written. */
  get #waits(): boolean {
    return this.#dirty && !this.#ended && this.saving !== 'conflict';
  }

  /** Letters that come before then go along. */
  #writeIn(wait: number) {
    this.#timer ??= setTimeout(() => void this.#write(), wait);
  }

  #stopWaiting() {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #write(): Promise<void> {
    this.#stopWaiting();
    this.#writing ??= this.#writeOnce().finally(() => {
      this.#writing = null;
      if (this.#waits) this.#writeIn(this.saving === 'failed' ? RETRY : Math.max(0, this.#notBefore - performance.now()));
    });
    return this.#writing;
  }

  async #writeOnce() {
    if (!this.#waits) return;
    const begun = performance.now();
    const draft = this.draft;
    const at = later(this.#app.world.now(), this.#before ?? 0);
    try {
      await this.#shelf.saveDraft({ ...draft, at }, this.#before);
    } catch (error) {
      // What lies there may be what was handed over from here: it is tried once more on top of that.
      if (error instanceof DraftConflict && this.#left !== null) {
        [this.#before, this.#left] = [this.#left, null];
        return;
      }
      this.saving = error instanceof DraftConflict ? 'conflict' : 'failed';
      if (!this.#ended) this.#app.unsaved.add(this);
      return;
    }
    const now = performance.now();
    this.#notBefore = now + Math.min(SELDOM, Math.max(OFTEN, SHARE * (now - begun)));
    this.#before = at;
    this.elsewhere = null;
    if (this.saving === 'failed') this.saving = 'saving';
    this.#app.unsaved.delete(this);
    if (this.draft === draft) {
      this.#dirty = false;
      clearTimeout(this.#calm);
      this.#calm = setTimeout(() => this.#sayStored(), Math.max(0, this.#changedAt + CALM - now));
    }
    void this.#app.answerStored();
  }

  #sayStored() {
    clearTimeout(this.#calm);
    if (!this.#dirty && this.saving !== 'conflict') this.saving = 'saved';
  }

  /** Another tab has changed this draft. */
  async #hear() {
    await this.#writing;
    if (this.#ended || this.saving === 'conflict') return;
    const other = await this.#shelf.readDraft(this.draft.id).catch(() => null);
    if (!other) this.elsewhere = 'gone';
    // What is being written here meets the other's when it is stored.
    else if (other.at !== this.#before && !this.#dirty) this.#take(other);
  }

  #take(other: Draft) {
    this.#past = [...this.#past, { draft: this.draft, place: '' }];
    this.#future = [];
    for (const { id } of other.facts.criteria) this.#used.add(id);
    this.draft = other;
    this.#before = other.at;
    this.#dirty = false;
    this.#app.unsaved.delete(this);
    this.saving = 'saved';
    this.elsewhere = 'changed';
    this.#tellSteps();
  }

  /** Ends a conflict: what is written here becomes a draft of its own. @returns its id */
  async keepAsAnother(id: string): Promise<string> {
    this.draft = { ...this.draft, id };
    this.#before = null;
    this.saving = 'saving';
    await this.flush();
    return id;
  }

  /** Ends a conflict: the other tab's draft is shown; what was written here can be had back with undo. */
  async loadOther() {
    const other = await this.#shelf.readDraft(this.draft.id);
    if (other) this.#take(other);
    else {
      this.#before = null;
      this.saving = 'saving';
      await this.flush();
    }
  }

  /** Stores what is left, and listens no more. */
  async end() {
    this.#unwatch();
    await this.flush();
    this.#stopWaiting();
    // Whoever goes on was asked first.
    this.#app.unsaved.delete(this);
  }

  // --------------------------------------------------------------------------------------------------------------- published

  /**
   * The latest published version of this rubric on this device; `null` where there is none. Where that version has several contents here, it is
   * the one that the draft was begun from, or that is offered.
   */
  async earlier(): Promise<RubricFile | null> {
    const published = await publishedOf(this.#shelf, this.draft.facts.id);
    const rank = ({ key, origin }: ShelfItem) => (key === this.draft.basedOn ? 0 : origin === 'cited' ? 2 : 1);
    const latest = latestOf(published.sort((a, b) => rank(a) - rank(b)));
    return latest ? this.#shelf.read(latest.key) : null;
  }

  /**
   * Publishes: the version is kept for good, and the draft is taken away.
   *
   * @returns the rubric's hash
   * @throws DataError for a draft that is not whole, and whatever the device objects to; the draft stays then
   */
  async publish(version: string, changes: readonly VersionChange[]): Promise<string> {
    const file = publish(this.draft, version, changes);
    await this.flush();
    const { key } = await this.#shelf.save(file, 'own', this.#app.world.now());
    this.#ended = true;
    this.#dirty = false;
    this.#app.unsaved.delete(this);
    this.#stopWaiting();
    this.#unwatch();
    await this.#shelf.remove(this.draft.id);
    return key;
  }
}

async function publishedOf(shelf: RubricStore, id: string): Promise<ShelfItem[]> {
  return (await shelf.list()).items.filter((item) => item.kind === 'published' && item.id === id);
}

/** @returns the draft, ready to be written on; `null` where it is not on this device @throws DataError where it cannot be read */
export async function openEditing(app: Pick<App, 'shelf' | 'world' | 'answerStored' | 'unsaved'>, id: string): Promise<Editing | null> {
  const shelf = await app.shelf;
  const draft = await shelf.readDraft(id);
  if (!draft) return null;
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- filled once, never shown
  const used = new Set<string>();
  for (const { key } of await publishedOf(shelf, draft.facts.id)) {
    const file = await shelf.read(key).catch(() => null);
    file?.facts.criteria.forEach((criterion) => used.add(criterion.id));
    file?.facts.changes?.forEach((change) => change.criteria.forEach(({ from }) => from.forEach((one) => used.add(one))));
  }
  return new Editing(app, shelf, draft, used);
}
