// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { flushSync } from 'svelte';
import { describe, expect, test, vi } from 'vitest';
import type { Level } from '#lib/domain/model.ts';
import {
  newHead,
  stopsOf,
  type CriterionKey,
  type Entry,
  type EntryChange,
  type Head,
  type Stop
} from '#lib/domain/assessment/assessment.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { App, type World } from '#lib/state/app.svelte.ts';
import { Assessing, unsavedOf } from '#lib/state/assessing.svelte.ts';
import { storesOver } from '#lib/storage/device.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { effectRoot } from '../support/effect.svelte.ts';
import { times } from '../support/scale.ts';

const FACTS: RubricFacts[] = [
  {
    id: 'privacy',
    version: '1.0.0',
    keyLevel: 2,
    criteria: [
      { id: 'C1', essential: [] },
      { id: 'C2', essential: [2] },
      { id: 'C3', essential: [] }
    ]
  }
];
const [C1, C2, C3] = stopsOf(FACTS) as [Stop, Stop, Stop];

/** A store that refuses the next few writes, or lets none through until it is told to, and remembers what it took. */
class Moody extends Answers {
  refusals = 0;
  taken: string[] = [];
  watcher: ((entries: readonly Entry[] | null) => void) | null = null;
  #gate: Promise<void> | null = null;
  #open = () => {};

  readonly list: Assessments;

  constructor() {
    const tables = new MemoryTables();
    super(tables);
    this.list = new Assessments(tables);
  }

  hold() {
    this.#gate = new Promise((done) => (this.#open = done));
  }
  release() {
    this.#gate = null;
    this.#open();
  }
  override async change(id: string, criterion: CriterionKey, change: EntryChange, now: number, begin?: Head) {
    const refused = this.refusals > 0;
    if (refused) this.refusals--;
    await this.#gate;
    if (refused) throw new DOMException('no room', 'QuotaExceededError');
    const entry = await super.change(id, criterion, change, now, begin);
    this.taken.push(`${criterion} ${Object.keys(change.cells ?? change).join('+')}`);
    return entry;
  }
  override watch(_id?: string, changed?: (entries: readonly Entry[] | null) => void) {
    this.watcher = changed ?? null;
    return () => void (this.watcher = null);
  }
}

interface Setting {
  app: App;
  assessing: Assessing;
  store: Moody;
  /** Lets the store open; until then it is on its way. */
  opened: () => void;
  settled: ReturnType<typeof vi.fn<() => void>>;
}
let clock = 1_000;

/** The rest of a device: nothing here asks for it. */
const rest = storesOver(new MemoryTables());

/** An app whose device has this store, once it is open. */
const appOver = (store: Answers, own: Partial<World> = {}) =>
  new App({
    open: async () => ({ ...rest, store, state: 'kept' }),
    people: () => Promise.reject(new Error('nobody')),
    askToPersist: async () => true,
    isPersisted: async () => false,
    now: () => clock++,
    newId: () => 'a',
    settled: () => {},
    ...own
  });

/** A new assessment on a device whose store is open, unless it is `late`. */
async function begin({ late = false, facts = FACTS } = {}): Promise<Setting> {
  const store = new Moody();
  let opened = () => {};
  const opening = new Promise<void>((done) => (opened = done));
  const settled = vi.fn<() => void>();
  const open = async () => {
    await opening;
    return { ...rest, store, state: 'kept' as const };
  };
  const app = appOver(store, { open, settled });
  const assessing = new Assessing(app, facts, newHead({ rubrics: facts }, 'a', clock));
  assessing.follow();
  if (!late) {
    opened();
    await app.store;
    await calm();
  }
  return { app, assessing, store, opened, settled };
}

/** Lets everything happen that waits for nothing but its turn. */
const calm = () => new Promise((done) => setTimeout(done));
const storedCells = async (store: Answers, key: CriterionKey) => (await store.load('a'))?.entries[key]?.cells;
const values = (of: Entry['cells'] | undefined) => ([1, 2, 3, 4] as const).map((level) => of?.[level]?.value ?? '·').join(' ');

describe('the first answer', () => {
  test('brings the assessment’s own row: before it nothing is stored, with it both are', async () => {
    const { assessing, store } = await begin();
    expect((await store.list.list(9)).total).toBe(0);
    expect(assessing.stored).toBe(false);
    await assessing.give(C1, 2, 2);
    const loaded = await store.load('a');
    expect(loaded?.head).toMatchObject({ id: 'a', size: 3, cursor: 'privacy.C1', rubrics: [{ id: 'privacy', version: '1.0.0' }] });
    expect(values(loaded?.entries['privacy.C1']?.cells)).toBe('· 2 · ·');
    expect(assessing.stored).toBe(true);
  });

  test('tells the world, once, that what waited may start, and asks to keep the data', async () => {
    const { app, assessing, settled } = await begin();
    await assessing.give(C1, 2, 2);
    await assessing.give(C3, 2, 2);
    await calm();
    expect(settled).toHaveBeenCalledOnce();
    expect(app.persisted).toBe(true);
  });

  test('that is refused leaves no half: neither head nor answer', async () => {
    const { assessing, store } = await begin();
    store.refusals = 1;
    await assessing.give(C1, 2, 2);
    expect((await store.list.list(9)).total).toBe(0);
    expect([assessing.saving, assessing.stored]).toEqual(['failed', false]);
    await assessing.retry();
    expect((await store.load('a'))?.head.id).toBe('a');
    expect([assessing.saving, assessing.stored]).toEqual(['saved', true]);
  });
});

describe('while the store is still being fetched', () => {
  test('answers are shown at once, said to be on their way, and stored first and in order when it opens', async () => {
    const { assessing, store, opened } = await begin({ late: true });
    const answers = [assessing.give(C1, 2, 2), assessing.goOn(C3), assessing.give(C1, 3, 1)];
    expect(values(assessing.entry(C1).cells)).toBe('· 2 1 ·');
    expect(values(assessing.entry(C3).cells)).toBe('0 0 0 0');
    await vi.waitFor(() => expect(assessing.saving).toBe('saving'));
    opened();
    await Promise.all(answers);
    expect(store.taken).toEqual(['privacy.C1 2', 'privacy.C3 1+2+3+4', 'privacy.C1 3']);
    expect(values(await storedCells(store, C1.key))).toBe('· 2 1 ·');
    expect(assessing.saving).toBe('saved');
    expect((await store.list.list(9)).total).toBe(1);
  });

  test('what comes next builds on what waits: chosen, gone on, taken back again', async () => {
    const { assessing, store, opened } = await begin({ late: true });
    const answers = [assessing.give(C1, 3, 2), assessing.goOn(C1), assessing.takeBack(C1, 3)];
    expect(values(assessing.entry(C1).cells)).toBe('0 0 0 0');
    opened();
    await Promise.all(answers);
    expect(values(await storedCells(store, C1.key))).toBe('0 0 0 0');
  });
});

describe('what is shown as chosen has been stored', () => {
  test('an answer on its way is not shown yet, and is once it is stored', async () => {
    const { assessing, store } = await begin();
    store.hold();
    const given = assessing.give(C1, 2, 2);
    await calm();
    expect(values(assessing.entry(C1).cells)).toBe('· · · ·');
    await vi.waitFor(() => expect(assessing.saving).toBe('saving'));
    store.release();
    await given;
    expect(values(assessing.entry(C1).cells)).toBe('· 2 · ·');
    expect(assessing.saving).toBe('saved');
  });

  test('going on stores Not yet for what was left, and nothing where nothing was', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    await assessing.goOn(C1);
    expect(values(await storedCells(store, C1.key))).toBe('0 2 0 0');
    expect(await storedCells(store, C1.key)).toMatchObject({ 1: { origin: 'left' }, 2: { origin: 'given' }, 4: { origin: 'left' } });
    const before = store.taken.length;
    await assessing.goOn(C1);
    expect(store.taken).toHaveLength(before);
  });

  test('going on leaves an essential open, and the criterion with it', async () => {
    const { assessing, store } = await begin();
    await assessing.goOn(C2);
    expect(values(await storedCells(store, C2.key))).toBe('0 · 0 0');
    expect(assessing.stateOf(C2.key)).toBe('begun');
  });

  test('going on waits for what is on its way, and builds on it', async () => {
    const { assessing, store } = await begin();
    store.hold();
    void assessing.give(C1, 2, 2);
    const gone = assessing.goOn(C1);
    store.release();
    await gone;
    expect(values(await storedCells(store, C1.key))).toBe('0 2 0 0');
    expect(store.taken).toEqual(['privacy.C1 2', 'privacy.C1 1+3+4']);
  });

  test('where nothing is left to say, going on still waits for what is on its way', async () => {
    const { assessing, store } = await begin();
    await assessing.goOn(C1);
    store.hold();
    void assessing.give(C1, 2, 1);
    let over = false;
    const gone = assessing.goOn(C1).then(() => (over = true));
    await calm();
    expect(over).toBe(false);
    store.release();
    await gone;
    expect(values(await storedCells(store, C1.key))).toBe('0 1 0 0');
  });

  test('a criterion that was gone on from stays done, whatever is taken back', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 3, 2);
    await assessing.goOn(C1);
    await assessing.takeBack(C1, 3);
    expect(values(await storedCells(store, C1.key))).toBe('0 0 0 0');
    expect(assessing.stateOf(C1.key)).toBe('done');
  });

  test('looking at another criterion is remembered, and is no change: the date stays', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    const { updatedAt } = (await store.load('a'))!.head;
    await assessing.arrive(C3);
    expect((await store.load('a'))!.head).toMatchObject({ cursor: C3.key, updatedAt });
  });

  test('notes, marks, what is taken back, targets and place are stored too', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    await assessing.note(C1, 'ask Aino');
    await assessing.mark(C1, 'show');
    await assessing.takeBack(C1, 2);
    await assessing.aim({ privacy: 3 });
    await assessing.arrive(C3);
    const loaded = (await store.load('a'))!;
    expect(loaded.entries['privacy.C1']).toMatchObject({ cells: {}, note: 'ask Aino', evidence: 'show' });
    expect(loaded.head).toMatchObject({ targets: { privacy: 3 }, cursor: 'privacy.C3' });
  });
});

describe('a device that refuses', () => {
  test('keeps the answers on the screen, says that they are not saved, and takes all of them, in order, when tried again', async () => {
    const { assessing, store } = await begin();
    store.refusals = 3;
    await assessing.give(C1, 2, 2);
    await assessing.give(C3, 1, 2);
    await assessing.give(C1, 2, 1);
    expect([assessing.saving, assessing.answersWait]).toEqual(['failed', true]);
    expect(values(assessing.entry(C1).cells)).toBe('· 1 · ·');
    expect(values(assessing.entry(C3).cells)).toBe('2 · · ·');
    expect(store.taken).toEqual([]);
    await assessing.retry();
    expect(store.taken).toEqual(['privacy.C1 2', 'privacy.C3 1', 'privacy.C1 2']);
    expect(values(await storedCells(store, C1.key))).toBe('· 1 · ·');
    expect(assessing.saving).toBe('saved');
  });

  test('that refuses again while being tried keeps the rest waiting, in order', async () => {
    const { assessing, store } = await begin();
    store.refusals = 3;
    await assessing.give(C1, 2, 2);
    await assessing.give(C2, 1, 2);
    await assessing.retry();
    expect([assessing.saving, store.taken]).toEqual(['failed', []]);
    await assessing.give(C3, 1, 2);
    expect(store.taken).toEqual(['privacy.C1 2', 'privacy.C2 1', 'privacy.C3 1']);
    expect(assessing.saving).toBe('saved');
  });

  test('says saved no sooner than the last waiting answer is stored', async () => {
    const { assessing, store } = await begin();
    store.refusals = 3;
    for (const stop of [C1, C2, C3]) await assessing.give(stop, 1, 2);
    store.refusals = 0;
    store.hold();
    const again = assessing.retry();
    await calm();
    expect(assessing.saving).not.toBe('saved');
    store.release();
    await again;
    expect(store.taken).toHaveLength(3);
    expect(assessing.saving).toBe('saved');
  });

  test('that takes only the first of two answers to a cell leaves the second on the screen', async () => {
    const { assessing, store } = await begin();
    store.refusals = 2;
    await assessing.give(C1, 1, 0);
    await assessing.give(C1, 1, 2);
    const change = store.change.bind(store);
    vi.spyOn(store, 'change').mockImplementationOnce(change).mockRejectedValue(new DOMException('no room', 'QuotaExceededError'));
    store.refusals = 0;
    await assessing.retry();
    expect(values(await storedCells(store, C1.key))).toBe('0 · · ·');
    expect(values(assessing.entry(C1).cells)).toBe('2 · · ·');
    expect(assessing.saving).toBe('failed');
    vi.restoreAllMocks();
    await assessing.retry();
    expect(values(await storedCells(store, C1.key))).toBe('2 · · ·');
  });

  test('a target that was refused is not called saved, and goes along with the next answer', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    vi.spyOn(store, 'amend').mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await assessing.aim({ privacy: 3 });
    expect([assessing.saving, assessing.answersWait]).toEqual(['failed', false]);
    await assessing.give(C3, 1, 2);
    expect((await store.load('a'))?.head.targets).toEqual({ privacy: 3 });
    expect(assessing.saving).toBe('saved');
    vi.restoreAllMocks();
  });

  test('a choice that the device refuses is kept in the tab, and stored when it takes it', async () => {
    const { app, assessing, store } = await begin();
    vi.spyOn(store, 'amend').mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await assessing.begin();
    expect([assessing.stored, assessing.saving, unsavedOf(app)]).toEqual([false, 'failed', assessing]);
    await assessing.retry();
    expect([assessing.stored, assessing.saving, unsavedOf(app)]).toEqual([true, 'saved', null]);
    expect((await store.list.list(9)).total).toBe(1);
    vi.restoreAllMocks();
  });

  test('what goes along later takes nothing from a name that another tab has given since', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    vi.spyOn(store, 'amend').mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await assessing.aim({ privacy: 3 });
    vi.restoreAllMocks();
    await store.amend('a', { name: 'before the course' }, clock);
    await assessing.arrive(C2);
    expect((await store.load('a'))?.head).toMatchObject({ name: 'before the course', targets: { privacy: 3 }, cursor: 'privacy.C2' });
  });

  test('an answer that comes while a refused target is being stored after all is stored too', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    const amend = store.amend.bind(store);
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    const spy = vi.spyOn(store, 'amend').mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await assessing.aim({ privacy: 3 });
    spy.mockImplementationOnce(async (id, fields, now) => {
      await held;
      return amend(id, fields, now);
    });
    const first = assessing.give(C3, 1, 2);
    await calm();
    const second = assessing.give(C3, 4, 2);
    await calm();
    release();
    await Promise.all([first, second]);
    await calm();
    expect(values(await storedCells(store, C3.key))).toBe('2 · · 2');
    expect(assessing.saving).toBe('saved');
    vi.restoreAllMocks();
  });

  test('and a person who answers on while it is being tried: what was said last of a cell is what stays', async () => {
    const { assessing, store } = await begin();
    store.refusals = 2;
    await assessing.give(C3, 1, 1);
    await assessing.give(C1, 1, 0);
    store.refusals = 0;
    store.hold();
    const again = assessing.retry();
    const answer = assessing.give(C1, 1, 2);
    await calm();
    store.release();
    await Promise.all([again, answer]);
    await calm();
    expect(values(await storedCells(store, C1.key))).toBe('2 · · ·');
    expect(values(assessing.entry(C1).cells)).toBe('2 · · ·');
    expect(assessing.saving).toBe('saved');
  });

  test('the first of two quick answers only: the second is what stays', async () => {
    const { assessing, store } = await begin();
    store.refusals = 1;
    await Promise.all([assessing.give(C1, 1, 0), assessing.give(C1, 1, 2)]);
    await assessing.retry();
    expect(values(await storedCells(store, C1.key))).toBe('2 · · ·');
    expect(values(assessing.entry(C1).cells)).toBe('2 · · ·');
    expect(assessing.saving).toBe('saved');
  });

  test('however often and whenever it refuses, in the end the store holds what a willing one would, and the screen shows it', async () => {
    const stepArb = fc.record({
      stop: fc.constantFrom(C1, C2),
      level: fc.constantFrom<Level>(1, 2, 3, 4),
      say: fc.constantFrom<0 | 1 | 2 | 'na' | 'takeBack' | 'goOn'>(0, 1, 2, 'na', 'takeBack', 'goOn'),
      /** Whether the person waits to see it stored. */
      waits: fc.boolean(),
      refusals: fc.nat({ max: 2 })
    });
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { minLength: 1, maxLength: 6 }), async (steps) => {
        const [{ assessing, store }, { assessing: willing }] = [await begin(), await begin()];
        const say = (to: Assessing, { stop, level, say }: (typeof steps)[number]) =>
          say === 'goOn' ? to.goOn(stop) : say === 'takeBack' ? to.takeBack(stop, level) : to.give(stop, level, say);
        let pending: Promise<void>[] = [];
        for (const step of steps) {
          store.refusals = step.refusals;
          pending.push(say(assessing, step));
          if (!step.waits) continue;
          await Promise.all(pending);
          pending = [];
          if (assessing.saving === 'saved')
            for (const stop of [C1, C2]) expect(values(await storedCells(store, stop.key))).toBe(values(assessing.entry(stop).cells));
        }
        await Promise.all(pending);
        store.refusals = 0;
        await assessing.retry();
        for (const step of steps) await say(willing, step);
        for (const stop of [C1, C2]) {
          expect(values(await storedCells(store, stop.key))).toBe(values(willing.entry(stop).cells));
          expect(values(assessing.entry(stop).cells)).toBe(values(willing.entry(stop).cells));
        }
        expect(assessing.saving).toBe('saved');
      }),
      times(200)
    );
  });
});

describe('news from another tab', () => {
  const news: Entry = {
    assessment: 'a',
    criterion: 'privacy.C3',
    cells: { 1: { value: 2, origin: 'given', at: 5 } },
    note: '',
    evidence: 'none',
    at: 5
  };

  test('shows: an answer given there appears here, and own answers stay', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    store.watcher!([news]);
    expect(values(assessing.entry(C3).cells)).toBe('2 · · ·');
    expect(values(assessing.entry(C1).cells)).toBe('· 2 · ·');
  });

  test('that comes after an answer which was built on it does not take that answer from the screen', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 1, 2);
    const late = await store.change('a', C1.key, { cells: { 3: { value: 0, origin: 'given', at: clock } } }, clock++);
    await assessing.give(C1, 1, 1);
    expect(values(assessing.entry(C1).cells)).toBe('1 · 0 ·');
    store.watcher!([late]);
    expect(values(assessing.entry(C1).cells)).toBe('1 · 0 ·');
  });

  test('that it was deleted is told', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    expect(assessing.gone).toBe(false);
    store.watcher!(null);
    expect(assessing.gone).toBe(true);
  });

  test('a tab that slept reads what it has missed', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    await store.change('a', 'privacy.C3', { cells: news.cells }, 5);
    expect(values(assessing.entry(C3).cells)).toBe('· · · ·');
    await assessing.refresh();
    expect(values(assessing.entry(C3).cells)).toBe('2 · · ·');
  });

  test('a tab with answers that are not stored does not read over them', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C1, 2, 2);
    store.refusals = 1;
    await assessing.give(C1, 4, 2);
    await assessing.refresh();
    expect(values(assessing.entry(C1).cells)).toBe('· 2 · 2');
  });

  test('of an answer that this tab did not hear of is not written over by going on', async () => {
    const { assessing, store } = await begin();
    await assessing.give(C3, 2, 2);
    await store.change('a', C3.key, { cells: { 1: { value: 1, origin: 'given', at: clock } } }, clock++);
    await assessing.goOn(C3);
    expect(values(await storedCells(store, C3.key))).toBe('1 2 0 0');
    expect(values(assessing.entry(C3).cells)).toBe('1 2 0 0');
  });

  test('comes through a real database: two tabs answer one criterion, and each shows both answers', async () => {
    const open = () => new Answers(new IndexedDbTables('two-tabs'));
    const [here, there] = [open(), open()];
    const tab = async (store: Answers) => {
      const app = appOver(store);
      const found = await store.load('a');
      const assessing = new Assessing(app, FACTS, found ?? newHead({ rubrics: FACTS }, 'a', clock));
      assessing.follow();
      await calm();
      return assessing;
    };
    const first = await tab(here);
    await first.give(C1, 1, 2);
    const second = await tab(there);
    expect(values(second.entry(C1).cells)).toBe('2 · · ·');
    await Promise.all([first.give(C1, 2, 1), second.give(C1, 4, 'na')]);
    await vi.waitFor(() => {
      expect(values(first.entry(C1).cells)).toBe('2 1 · na');
      expect(values(second.entry(C1).cells)).toBe('2 1 · na');
    });
    here.close();
    there.close();
  });
});

describe('the way through', () => {
  test('what is done follows the answers, and a screen that watches it hears of it', async () => {
    const { assessing } = await begin();
    const seen: number[] = [];
    const end = effectRoot(() => void seen.push(assessing.done));
    await assessing.goOn(C1);
    flushSync();
    for (const level of [1, 2, 3, 4] as const) await assessing.give(C3, level, 'na');
    flushSync();
    end();
    expect(seen).toEqual([0, 1, 2]);
    expect(assessing.stateOf(C1.key)).toBe('done');
    expect(assessing.left).toBeGreaterThan(0);
  });

  test('goes on at the criterion asked for, or where the person left off, or at the first', async () => {
    const { assessing } = await begin();
    expect(assessing.stopAt('privacy.C2').key).toBe('privacy.C2');
    await assessing.arrive(C3);
    expect(assessing.stopAt(null).key).toBe('privacy.C3');
    expect(assessing.stopAt('privacy.C99').key).toBe('privacy.C3');
  });

  test('arriving somewhere stores nothing before the first answer', async () => {
    const { assessing, store } = await begin();
    await assessing.arrive(C3);
    expect((await store.list.list(9)).total).toBe(0);
  });
});

describe('a situation that is not part of the role', () => {
  const situations = { 1: { id: 'public' }, 2: { id: 'one' }, 3: { id: 'group', outOfRole: true }, 4: { id: 'community' } } as const;
  const SITUATED = [
    ...FACTS,
    {
      id: 'writing',
      version: '1.0.0',
      keyLevel: 1 as const,
      situations,
      criteria: [
        { id: 'B1', essential: [3 as const] },
        { id: 'B2', essential: [3 as const], beyond: [3 as const] }
      ]
    }
  ];
  const [B1, B2] = stopsOf(SITUATED).slice(3) as [Stop, Stop];
  const out = { value: 'na', origin: 'scope' };

  test('is said once: every statement of it is answered, but where it is asked all the same, and where the rubric declares none', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.give(B1, 1, 2);
    await assessing.setOutOfRole('group', true);
    expect(assessing.cells(B1)).toMatchObject({ 1: { value: 2 }, 3: out });
    expect(assessing.shownCells(B1)[3]).toMatchObject(out);
    expect(assessing.cells(B2)).toEqual({});
    expect(assessing.cells(C1)).toEqual({});
    // In the assessment's own row, not in those of the answers.
    const loaded = (await store.load('a'))!;
    expect(loaded.head.scope).toMatchObject([{ situation: 'group', where: { writing: { level: 3, asked: ['B2'] } } }]);
    expect(values(loaded.entries[B1.key]?.cells)).toBe('2 · · ·');
  });

  test('said before the first answer is stored with the assessment’s own row, and the first answer keeps it', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.setOutOfRole('group', true);
    expect((await store.load('a'))?.head.scope).toHaveLength(1);
    await assessing.give(C1, 1, 2);
    expect((await store.load('a'))?.head.scope).toHaveLength(1);
    expect(assessing.stored).toBe(true);
  });

  test('said while the store is still being fetched is stored with the first answer', async () => {
    const { assessing, store, opened } = await begin({ facts: SITUATED, late: true });
    const said = [assessing.give(C1, 1, 2), assessing.setOutOfRole('group', true)];
    expect(assessing.cells(B1)).toEqual({});
    opened();
    await Promise.all(said);
    expect(assessing.cells(B1)).toMatchObject({ 3: out });
    const loaded = (await store.load('a'))!;
    expect(loaded.head.scope).toHaveLength(1);
    expect(values(loaded.entries[C1.key]?.cells)).toBe('2 · · ·');
  });

  test('is nothing that going on would have to answer: the criterion is done without', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.setOutOfRole('group', true);
    await assessing.goOn(B1);
    expect(values(await storedCells(store, B1.key))).toBe('0 0 · 0');
    expect([assessing.stateOf(B1.key), assessing.done]).toEqual(['done', 1]);
  });

  test('begins no criterion, and is counted as soon as it is said', async () => {
    const { assessing } = await begin({ facts: SITUATED });
    await assessing.setOutOfRole('group', true);
    expect(assessing.stateOf(B1.key)).toBe('untouched');
  });

  test('can be taken back: what was not answered there is asked again, also for whoever opens it anew', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.setOutOfRole('group', true);
    await assessing.goOn(B1);
    await assessing.setOutOfRole('group', false);
    expect(assessing.stateOf(B1.key)).toBe('begun');
    const again = new Assessing(appOver(store), SITUATED, (await store.load('a'))!);
    expect(again.cells(B1)[3]).toBeUndefined();
  });

  test('a statement that was wanted all the same and not chosen is Not yet when going on; an essential is asked', async () => {
    const criteria = [
      { id: 'B1', essential: [] },
      { id: 'B2', essential: [3 as const] }
    ];
    const { assessing, store } = await begin({ facts: [{ ...SITUATED[1]!, criteria }] });
    const [own, essential] = assessing.stops as [Stop, Stop];
    await assessing.setOutOfRole('group', true);
    await assessing.goOn(own, [3]);
    await assessing.goOn(essential, [3]);
    expect(assessing.cells(own)[3]).toMatchObject({ value: 0, origin: 'given' });
    expect(values(await storedCells(store, essential.key))).toBe('0 0 · 0');
  });

  test('that the device refuses holds on the screen, is not called saved, and is stored with what it takes next', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.give(C1, 1, 2);
    vi.spyOn(store, 'amend').mockRejectedValueOnce(new DOMException('no room', 'QuotaExceededError'));
    await assessing.setOutOfRole('group', true);
    vi.restoreAllMocks();
    expect([assessing.saving, assessing.cells(B1)[3]?.value]).toEqual(['failed', 'na']);
    await assessing.give(C1, 2, 2);
    expect([assessing.saving, (await store.load('a'))?.head.scope?.length]).toEqual(['saved', 1]);
  });

  test('said while a tab that slept reads what it has missed is not taken from the screen', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.give(C1, 1, 2);
    const missed = await store.load('a');
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    vi.spyOn(store, 'load').mockImplementationOnce(async () => {
      await held;
      return missed;
    });
    const reading = assessing.refresh();
    await calm();
    await assessing.setOutOfRole('group', true);
    release();
    await reading;
    vi.restoreAllMocks();
    expect(assessing.cells(B1)).toMatchObject({ 3: out });
  });

  test('said in another tab is read by a tab that slept', async () => {
    const { assessing, store } = await begin({ facts: SITUATED });
    await assessing.give(C1, 1, 2);
    const where = { writing: { level: 3 as const, asked: [] } };
    await store.amend('a', { scope: [{ situation: 'group', at: clock, where }] }, clock++);
    await assessing.refresh();
    expect(assessing.cells(B1)).toMatchObject({ 3: out });
  });
});

test('a store whose code could not be fetched is asked for again', async () => {
  const store = new Answers(new MemoryTables());
  const open = vi
    .fn<World['open']>()
    .mockRejectedValueOnce(new TypeError('Failed to fetch'))
    .mockResolvedValue({ ...rest, store, state: 'kept' });
  const app = appOver(store, { open });
  const assessing = new Assessing(app, FACTS, newHead({ rubrics: FACTS }, 'a', 1));
  await assessing.give(C1, 2, 2);
  expect(assessing.saving).toBe('failed');
  await assessing.retry();
  expect(assessing.saving).toBe('saved');
  expect(values(await storedCells(store, C1.key))).toBe('· 2 · ·');
});
