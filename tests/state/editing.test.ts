// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addCriterion, removeCriterion, writeText } from '#lib/domain/authoring/draft-changes.ts';
import { nextDraft } from '#lib/domain/authoring/drafting.ts';
import { DataError } from '#lib/domain/faults.ts';
import type { RubricStore } from '#lib/domain/rubric/store.ts';
import { textAt } from '#lib/domain/rubric/places.ts';
import type { Draft } from '#lib/domain/rubric/rubric.ts';
import { App } from '#lib/state/app.svelte.ts';
import { Editing, openEditing } from '#lib/state/editing.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { whole } from '../domain/drafts.ts';

let serial = 0;
let name: string;
let clock: number;
beforeEach(() => {
  name = `editing-${serial++}`;
  clock = 10_000;
});
afterEach(() => vi.useRealTimers());

/** One tab on the device; several share what it stores. */
function tab(change: (shelf: RubricStore) => RubricStore = (shelf) => shelf): { app: App; shelf: RubricStore } {
  const tables = new IndexedDbTables(name);
  const shelf = change(new Shelf(tables));
  const app = new App({
    open: async () => ({ ...storesOver(tables), shelf: async () => shelf, state: 'kept' }),
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => true,
    isPersisted: async () => true,
    now: () => clock,
    newId: () => `id-${serial++}`,
    settled: () => {}
  });
  return { app, shelf };
}

/** A tab with a draft in front of its author. */
async function begin(draft = whole(2), change?: (shelf: RubricStore) => RubricStore) {
  const own = tab(change);
  await own.shelf.saveDraft(draft, null);
  return { ...own, editing: (await openEditing(own.app, draft.id))! };
}

const title = (draft: Draft | null) => draft && textAt(draft.words.en!, 'title');
const type = (editing: Editing, text: string, place = 'title') => editing.change(writeText(editing.draft, 'en', place, text), place, true);

describe('undo', () => {
  test('letters typed in a row go back together; another field, a rest or a move begins anew', async () => {
    const { editing } = await begin();
    type(editing, 'W');
    type(editing, 'Wr');
    clock += 5_000;
    type(editing, 'Wri');
    type(editing, 'A', 'about');
    expect(editing.undo()).toBe('about');
    expect(editing.undo()).toBe('title');
    expect(title(editing.draft)).toBe('Wr');
    expect(editing.undo()).toBe('title');
    expect(title(editing.draft)).toBe('Writing online');
    expect([editing.undo(), editing.canUndo, editing.canRedo]).toEqual([null, null, 'title']);
  });

  test('what was taken back comes again, until something else is written', async () => {
    const { editing } = await begin();
    type(editing, 'One');
    editing.undo();
    expect(editing.redo()).toBe('title');
    expect(title(editing.draft)).toBe('One');
    editing.undo();
    type(editing, 'Two');
    expect(editing.redo()).toBeNull();
  });

  test('a removed criterion comes back with its texts', async () => {
    const { editing } = await begin();
    const before = editing.draft;
    editing.change(removeCriterion(editing.draft, 'c1'), 'c1');
    expect(editing.undo()).toBe('c1');
    expect(editing.draft).toEqual(before);
  });
});

describe('on its way to the device', () => {
  test('a change is stored by itself, and then “saved” is true', async () => {
    const { editing, shelf } = await begin();
    type(editing, 'New title');
    expect([editing.saving, editing.unsaved]).toEqual(['saving', true]);
    await vi.waitFor(() => expect(editing.saving).toBe('saved'));
    expect(title(await shelf.readDraft('d1'))).toBe('New title');
  });

  /** A device that takes so many milliseconds for each write, and an author who writes a letter every 30. */
  async function writesOf(duration: number, letters: number) {
    const stored: { readonly text: string; readonly at: number }[] = [];
    const { editing } = await begin(whole(2), (real) =>
      Object.assign(Object.create(real) as RubricStore, {
        saveDraft: async (draft: Draft, before: number | null) => {
          if (before === null) return real.saveDraft(draft, before);
          await new Promise((done) => setTimeout(done, duration));
          stored.push({ text: title(draft)!, at: performance.now() });
        },
        list: () => real.list(),
        readDraft: (id: string) => real.readDraft(id),
        watch: () => () => {}
      })
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const said = new Set<string>();
    const typed: { readonly text: string; readonly at: number }[] = [];
    for (let i = 1; i <= letters; i++) {
      const text = 'x'.repeat(i);
      type(editing, text);
      typed.push({ text, at: performance.now() });
      await vi.advanceTimersByTimeAsync(30);
      said.add(editing.saving);
    }
    await vi.advanceTimersByTimeAsync(1_000);
    const late = typed.map(({ text, at }) => stored.find((one) => one.text.length >= text.length)!.at - at);
    return { editing, stored, said: [...said], late: Math.max(...late) };
  }

  test('while somebody writes on, no letter waits longer than a tenth of a second for a device that is quick, and nothing flickers', async () => {
    const { editing, stored, said, late } = await writesOf(5, 60);
    expect(late).toBeLessThanOrEqual(100);
    expect(stored.at(-1)!.text).toHaveLength(60);
    expect(said).toEqual(['saving']);
    expect(editing.saving).toBe('saved');
  });

  test('where a write takes long, most of the time is still the author’s, and every letter is stored', async () => {
    const { stored, late } = await writesOf(60, 60);
    expect(stored.length).toBeLessThan(10);
    expect(late).toBeLessThanOrEqual(450);
    expect(stored.at(-1)!.text).toHaveLength(60);
  });

  test('what is written while a write is under way is stored too', async () => {
    const { editing, shelf } = await begin();
    type(editing, 'One');
    const writing = editing.flush();
    type(editing, 'Two');
    await writing;
    await editing.flush();
    expect(title(await shelf.readDraft('d1'))).toBe('Two');
    expect(editing.unsaved).toBe(false);
  });

  test('what the device refuses stays in the tab, is said, and is tried again', async () => {
    let full = true;
    const { editing, shelf } = await begin(whole(2), (real) =>
      Object.assign(Object.create(real) as RubricStore, {
        saveDraft: (draft: Draft, before: number | null) =>
          full && before !== null ? Promise.reject(new DOMException('no room', 'QuotaExceededError')) : real.saveDraft(draft, before),
        list: () => real.list(),
        readDraft: (id: string) => real.readDraft(id),
        watch: () => () => {}
      })
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    type(editing, 'Kept here');
    await editing.flush();
    expect([editing.saving, editing.unsaved, title(editing.draft)]).toEqual(['failed', true, 'Kept here']);
    full = false;
    await vi.advanceTimersByTimeAsync(3_000);
    vi.useRealTimers();
    await vi.waitFor(() => expect(editing.saving).toBe('saved'));
    expect(title(await shelf.readDraft('d1'))).toBe('Kept here');
  });
});

describe('two tabs', () => {
  async function two() {
    const here = await begin();
    const there = tab();
    return { here, there: (await openEditing(there.app, 'd1'))!, shelf: here.shelf };
  }

  test('a tab in which nothing is being written shows what the other wrote', async () => {
    const { here, there } = await two();
    type(there, 'From there');
    await there.flush();
    await vi.waitFor(() => expect(title(here.editing.draft)).toBe('From there'));
    expect(here.editing.elsewhere).toBe('changed');
    here.editing.undo();
    expect(title(here.editing.draft)).toBe('Writing online');
  });

  async function conflict() {
    const both = await two();
    type(both.here.editing, 'From here');
    type(both.there, 'From there');
    await both.there.flush();
    await both.here.editing.flush();
    expect(both.here.editing.saving).toBe('conflict');
    expect(title(await both.shelf.readDraft('d1'))).toBe('From there');
    return both;
  }

  test('what both wrote at once is never put on top of each other; one can become another draft', async () => {
    const { here, shelf } = await conflict();
    await here.editing.keepAsAnother('d2');
    expect(here.editing.saving).toBe('saved');
    expect([title(await shelf.readDraft('d1')), title(await shelf.readDraft('d2'))]).toEqual(['From there', 'From here']);
    type(here.editing, 'And on');
    await here.editing.flush();
    expect(title(await shelf.readDraft('d2'))).toBe('And on');
  });

  test('nor is it decided by leaving', async () => {
    const { here, shelf } = await conflict();
    here.editing.leave();
    await new Promise((done) => setTimeout(done, 20));
    expect(title(await shelf.readDraft('d1'))).toBe('From there');
  });

  test('or the other’s is shown, and undo brings one’s own back', async () => {
    const { here } = await conflict();
    await here.editing.loadOther();
    expect([here.editing.saving, title(here.editing.draft)]).toEqual(['saved', 'From there']);
    here.editing.undo();
    await here.editing.flush();
    expect([here.editing.saving, title(here.editing.draft)]).toEqual(['saved', 'From here']);
  });

  test('a draft that the other tab threw away is said to be gone, and comes back with the next word', async () => {
    const { here, shelf } = await two();
    await tab().shelf.remove('d1');
    await vi.waitFor(() => expect(here.editing.elsewhere).toBe('gone'));
    type(here.editing, 'Still here');
    await here.editing.flush();
    expect(title(await shelf.readDraft('d1'))).toBe('Still here');
    expect(here.editing.elsewhere).toBeNull();
  });
});

describe('when the page goes', () => {
  test('what is not stored yet is handed over in that very moment', async () => {
    const { editing, shelf } = await begin();
    type(editing, 'The last');
    // Nothing of this page runs from here on: another one looks.
    editing.leave();
    const { shelf: later } = tab();
    await vi.waitFor(async () => expect(title(await later.readDraft('d1'))).toBe('The last'));
    expect((await shelf.list()).items.map(({ titles }) => titles.en)).toEqual(['The last']);
  });

  test('a page that comes back goes on, and takes what it handed over for nobody else’s', async () => {
    const { editing, shelf } = await begin();
    type(editing, 'One');
    editing.leave();
    type(editing, 'Two');
    await editing.flush();
    expect([editing.saving, title(await shelf.readDraft('d1'))]).toEqual(['saved', 'Two']);
  });
});

describe('publishing', () => {
  test('the version is on the shelf, the draft is not', async () => {
    const { editing, shelf } = await begin();
    const hash = await editing.publish('0.1.0', []);
    expect((await shelf.list()).items.map(({ kind, key, version }) => [kind, key, version])).toEqual([['published', hash, '0.1.0']]);
    await editing.end();
    expect(await shelf.readDraft('d1')).toBeNull();
  });

  test('a draft that is not whole is not published, and stays', async () => {
    const { editing, shelf } = await begin(addCriterion(whole(1), 'c2'));
    await expect(editing.publish('0.1.0', [])).rejects.toBeInstanceOf(DataError);
    expect((await shelf.list()).items.map(({ kind }) => kind)).toEqual(['draft']);
  });

  test('ids of criteria in earlier versions are not given again', async () => {
    const { editing, shelf, app } = await begin(whole(3));
    const hash = await editing.publish('0.1.0', []);
    const file = (await shelf.read(hash))!;
    const draft = removeCriterion(nextDraft(file, hash, { id: 'd2', now: 5 }), 'c3');
    await shelf.saveDraft(draft, null);
    const second = (await openEditing(app, 'd2'))!;
    expect(second.freshId()).toBe('c4');
    expect(second.freshId()).toBe('c5');
    expect((await second.earlier())?.facts.version).toBe('0.1.0');
  });
});

test('a draft that is not here is none', async () => expect(await openEditing(tab().app, 'nothing')).toBeNull());
