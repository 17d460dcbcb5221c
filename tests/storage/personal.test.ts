import { PLACES } from './places.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { LIST_LIMITS } from '#lib/domain/limits.ts';
import { mergeData, sidesOf, type Side } from '#lib/domain/person/merge.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Plan } from '#lib/storage/stores/plan.ts';
import { Repair } from '#lib/storage/stores/repair.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { aFile } from '../domain/rubric-files.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

const over = (tables: Tables) => ({
  tables,
  personal: new Personal(tables),
  store: new Answers(tables),
  list: new Assessments(tables),
  repair: new Repair(tables),
  plan: new Plan(tables)
});
type Place = ReturnType<typeof over>;

const sorted = (data: PersonalData) => mergeData(data, NOTHING);
const held = async ({ personal }: Place) => sorted((await personal.read()).data);
const [full] = fc.sample(
  anyData.filter(({ assessments, plan }) => assessments.length > 1 && plan.length > 0 && Object.keys(assessments[0]!.entries).length > 0),
  { numRuns: 1, seed: 7 }
) as [PersonalData];

describe.each(PLACES)('all that belongs to a person, in %s', (_, place) => {
  const open = () => over(place());

  test('data that comes in is there, all of it', () =>
    fc.assert(
      fc.asyncProperty(anyData, async (data) => {
        const place = open();
        await place.personal.join(data, null);
        expect(await held(place)).toEqual(sorted(data));
      }),
      times(10)
    ));

  test('a file is known to be one’s own by an id that this person’s files bear; of several, all devices write the same', async () => {
    const [here, there] = [open(), open()];
    const about = { ...NOTHING, assessments: full.assessments };
    const [mine, theirs] = [await here.personal.owner(), await there.personal.owner()];
    expect(mine).toMatch(/^[0-9a-f]{32}$/);
    expect(await here.personal.owner()).toBe(mine);
    expect(theirs).not.toBe(mine);
    expect(await here.personal.isOwn({ ...about, owner: mine! })).toBe(true);
    // Looking changes nothing; joining is what says so.
    for (const other of [about, { ...about, owner: theirs! }]) {
      expect(await here.personal.isOwn(other)).toBe(false);
      await here.personal.preview(other, null);
      expect(await here.personal.isOwn(other)).toBe(false);
    }
    expect(await here.personal.isOwn({ ...NOTHING, rubrics: full.rubrics, drafts: full.drafts })).toBe(true);

    await here.personal.join({ ...about, owner: theirs! }, null);
    await there.personal.join({ ...about, owner: mine! }, null);
    expect(await here.personal.isOwn({ ...about, owner: theirs! })).toBe(true);
    expect(await here.personal.owner()).toBe(await there.personal.owner());
  });

  test('rubrics and drafts that somebody hands on do not make their answers one’s own, nor the next file bear their id', async () => {
    const place = open();
    const owner = '0'.repeat(32);
    await place.personal.join({ ...NOTHING, rubrics: full.rubrics, drafts: full.drafts, owner }, null);
    expect(await place.personal.isOwn({ ...full, owner })).toBe(false);
    expect(await place.personal.owner()).not.toBe(owner);
  });

  test('a device that is new takes the id of the first file that is this person’s; one that halts takes none', async () => {
    const place = open();
    const owner = 'f'.repeat(32);
    const halt = {
      throwIfAborted() {
        throw new Error('stopped');
      }
    };
    await expect(place.personal.join({ ...full, owner }, null, { halt })).rejects.toThrow('stopped');
    expect(await place.personal.isOwn({ ...full, owner })).toBe(false);
    await place.personal.join({ ...full, owner }, null);
    expect(await place.personal.owner()).toBe(owner);
  });

  test('what was remembered of ids and is none is passed over', async () => {
    const place = open();
    await place.tables.put('settings', [{ key: 'owners', value: ['no id', 7, null, 'b'.repeat(32)] }]);
    expect(await place.personal.owner()).toBe('b'.repeat(32));
  });

  test('rubrics with the same id and version and other content lie side by side, each for its own answers', async () => {
    const place = open();
    const [a, b] = ['One', 'Other'].map((title) => {
      const file = aFile(['C1'], { id: 'own-b' });
      return soundOf({ ...file, words: { en: { ...file.words.en!, title } } }, title);
    });
    const answered = (id: string, hash: string) => {
      const { head, entries } = full.assessments[0]!;
      const own = Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, { ...entry, assessment: id }]));
      return { head: { ...head, id, rubrics: [{ id: 'own-b', version: '1.0.0', hash }] }, entries: own };
    };
    for (const [id, rubric] of [
      ['first', a!],
      ['second', b!]
    ] as const)
      await place.personal.join(
        { ...NOTHING, assessments: [answered(id, rubric.hash)], rubrics: [{ ...rubric, origin: 'received', at: 1 }] },
        null
      );
    const { rubrics, assessments } = await held(place);
    expect(new Set(rubrics.map(({ hash }) => hash))).toEqual(new Set([a!.hash, b!.hash]));
    expect(assessments.map(({ head }) => head.rubrics[0]!.hash)).toEqual([a!.hash, b!.hash]);
  });

  test('several files bring no more together than one may, and what is here stays as it is', async () => {
    const place = open();
    const { plan } = place;
    const step = (i: number): PlanStep => ({ ...full.plan[0]!, id: `s${i}` });
    await plan.save(Array.from({ length: LIST_LIMITS.plan - 1 }, (_, i) => step(i)));
    const two = { ...full, plan: [step(0), step(-1), step(-2)].map((one) => ({ ...one, id: one.id.replace('-', 'n'), at: 9 })) };
    const refused = {
      name: 'DataError',
      code: 'too-many-here',
      place: 'plan',
      values: { count: LIST_LIMITS.plan + 1, most: LIST_LIMITS.plan }
    };
    const before = await place.tables.page('plan');
    await expect(place.personal.preview(two, null)).rejects.toMatchObject(refused);
    await expect(place.personal.join(two, null)).rejects.toMatchObject(refused);
    expect(await place.tables.page('plan')).toEqual(before);
    expect(await place.tables.count('assessments')).toBe(0);
    // What fits comes in, and what is here already needs no room.
    await place.personal.join({ ...two, plan: two.plan.slice(0, 2) }, null);
    expect(await place.tables.count('plan')).toBe(LIST_LIMITS.plan);
    await place.personal.join({ ...NOTHING, plan: [{ ...step(3), at: 10, note: 'newer' }] }, null);
    expect((await plan.list()).steps.find(({ id }) => id === 's3')).toMatchObject({ note: 'newer' });
  });

  test('a draft of the device and the same draft of a file are one, whichever form their ids have', async () => {
    const place = open();
    const hash = '0123456789abcdef0123456789abcdef';
    const [one] = fc.sample(
      anyData.filter(({ drafts }) => drafts.length > 0),
      { numRuns: 1, seed: 4 }
    );
    const draft = one!.drafts[0]!;
    const item = {
      key: hash,
      kind: 'draft',
      id: draft.facts.id,
      version: '1.0.0',
      titles: {},
      source: 'en',
      criteria: 1,
      origin: 'own',
      at: 1
    };
    await place.tables.put('shelf', [item]);
    await place.tables.put('rubrics', [{ key: hash, content: { ...draft, id: hash, at: 1 } }]);
    const coming = readData(JSON.parse(writeData({ ...NOTHING, drafts: [{ ...draft, id: hash, at: 2 }] })), 'mine.json');
    expect(await place.personal.preview(coming, null)).toMatchObject({ drafts: { added: 0, replaced: 1 } });
    await place.personal.join(coming, null);
    expect((await held(place)).drafts).toEqual([{ ...draft, id: `draft-${hash}`, at: 2 }]);
    expect((await place.tables.page('rubrics')).map((row) => (row as { key: string }).key)).toEqual([`draft-${hash}`]);
  });

  test('a draft that bears a rubric’s hash takes nothing of the rubric away', async () => {
    const place = open();
    const [one] = fc.sample(
      anyData.filter(({ drafts, rubrics }) => drafts.length > 0 && rubrics.length > 0),
      { numRuns: 1, seed: 4 }
    );
    await place.personal.join({ ...NOTHING, rubrics: one!.rubrics }, null);
    const { hash } = one!.rubrics[0]!;
    const coming = readData(JSON.parse(writeData({ ...NOTHING, drafts: [{ ...one!.drafts[0]!, id: hash }] })), 'mine.json');
    await place.personal.join(coming, null);
    const { data, damage } = await place.personal.read();
    expect(damage).toEqual([]);
    expect(mergeData(data, NOTHING).rubrics).toEqual(mergeData(one!, NOTHING).rubrics);
    expect(data.drafts.map(({ id }) => id)).toEqual([`draft-${hash}`]);
  });

  test('data that comes in is joined by the rules of merging', () =>
    fc.assert(
      fc.asyncProperty(anyData, anyData, async (a, b) => {
        const place = open();
        await place.personal.join(a, null);
        await place.personal.join(b, null);
        expect(await held(place)).toEqual(mergeData(a, b));
      }),
      times(10)
    ));

  test('whenever data is joined, and with whatever clock, the same comes out', () =>
    fc.assert(
      fc.asyncProperty(anyData, anyData, anyData, async (a, b, c) => {
        const [one, two] = [open(), open()];
        for (const data of [a, b, c]) await one.personal.join(data, null);
        for (const data of [c, a, b, a]) await two.personal.join(data, null);
        expect(await held(one)).toEqual(await held(two));
      }),
      times(6)
    ));

  test('where a clock was ahead, the side that the person keeps is stored, and stays when the same comes once more', () =>
    fc.assert(
      fc.asyncProperty(
        anyData,
        anyData,
        fc.constantFrom<Side>('here', 'coming'),
        fc.integer({ min: 0, max: 6 }),
        async (a, b, keep, now) => {
          const place = open();
          await place.personal.join(a, null);
          const ruling = { now, keep };
          const foreseen = await place.personal.preview(b, ruling);
          expect(await place.personal.join(b, ruling)).toEqual(foreseen);
          const sides = sidesOf(sorted(a), b, ruling);
          const ruled = mergeData(sides.here, sides.coming);
          expect(await held(place)).toEqual(ruled);
          await place.personal.join(b, null);
          expect(await held(place)).toEqual(ruled);
        }
      ),
      times(8)
    ));

  test('an older answer in a copy that was made while a clock was ahead is named, and does not come back unasked', async () => {
    const place = open();
    const now = Date.UTC(2026, 10, 28);
    const copy = readData(JSON.parse(readFileSync('tests/exchange/fixtures/copy-clock-ahead.json', 'utf8')), 'copy.json');
    const { id } = copy.assessments[0]!.head;
    await place.personal.join(copy, null);
    // The clock is right again. A new answer is later than the one that it replaces all the same.
    const answer = { cells: { 2: { value: 0, origin: 'given', at: now } } } as const;
    const entry = await place.store.change(id, 'information.A1', answer, now);
    expect(entry.cells[2]).toEqual({ value: 0, origin: 'given', at: copy.assessments[0]!.entries['information.A1']!.cells[2]!.at + 1 });
    expect((await place.personal.preview(copy, { now, keep: null })).assessments[0]).toMatchObject({ kind: 'same', ahead: 1 });
    await place.personal.join(copy, null);
    expect((await place.store.load(id))!.entries['information.A1']).toEqual(entry);
  });

  test('a row whose time is no date is named and put aside, and the others are there', async () => {
    const place = open();
    const [first] = full.assessments;
    await place.personal.join(full, null);
    const [entry] = Object.values(first!.entries);
    await place.tables.put('assessments', [{ ...first!.head, updatedAt: 1.7e18 }]);
    await place.tables.put('plan', [{ ...full.plan[0]!, at: -1 }]);
    expect((await place.list.list(9)).damage.map(({ assessment }) => assessment)).toEqual([first!.head.id]);
    await expect(place.store.load(first!.head.id)).rejects.toThrow('updatedAt');
    expect((await place.plan.list()).damage.map(({ table, key }) => [table, key])).toEqual([['plan', full.plan[0]!.id]]);
    await place.personal.join(full, null);
    expect((await place.repair.list()).map(({ reason }) => reason.split(' ')[0]).sort()).toEqual(['at', 'updatedAt']);
    expect((await place.store.load(first!.head.id))!.entries[entry!.criterion]).toEqual(entry);
    expect((await place.plan.list()).damage).toEqual([]);
  });

  test('what joining will do is said before, and is what it does', async () => {
    const place = open();
    const foreseen = await place.personal.preview(full, null);
    expect((await place.personal.counts()).assessments).toBe(0);
    expect(await place.personal.join(full, null)).toEqual(foreseen);
    expect(foreseen.assessments.map(({ kind }) => kind)).toEqual(full.assessments.map(() => 'new'));
    const again = await place.personal.preview(full, null);
    expect(again.assessments.every(({ kind }) => kind === 'same')).toBe(true);
    expect(again).toMatchObject({ steps: { added: 0, replaced: 0 }, rubrics: 0, changes: false });
  });

  test('many steps that come in are joined each with its own, foreseen as it is done, and all of them or none', async () => {
    const place = open();
    const step = (i: number, at: number) => ({ ...full.plan[0]!, id: `step-${i}`, order: i, what: `Step ${i} at ${at}`, at });
    const here = Array.from({ length: 300 }, (_, i) => step(i, 1_000_000));
    await place.plan.save(here);
    // Every other one is newer, and as many again are new.
    const coming = Array.from({ length: 600 }, (_, i) => step(i, i % 2 ? 2_000_000 : 500_000));
    const foreseen = await place.personal.preview({ ...NOTHING, plan: coming }, null);
    expect(foreseen.steps).toEqual({ added: 300, replaced: 150, ahead: 0 });
    const halt = AbortSignal.abort();
    await expect(place.personal.join({ ...NOTHING, plan: coming }, null, { halt })).rejects.toThrow();
    expect((await place.plan.list()).steps).toEqual(here);
    expect(await place.personal.join({ ...NOTHING, plan: coming }, null)).toEqual(foreseen);
    expect((await place.plan.list()).steps).toEqual(coming.map((one, i) => (i < 300 && i % 2 === 0 ? here[i] : one)));
    expect((await place.personal.read()).data.plan).toHaveLength(600);
  });

  test('stopped in the middle, nothing has changed', async () => {
    const place = open();
    const before = { ...NOTHING, plan: full.plan };
    await place.personal.join(before, null);
    const stop = new AbortController();
    const joining = place.personal.join(full, null, {
      halt: stop.signal,
      progress: (done, of) => {
        if (of > 0 && done === 0) stop.abort(new Error('stopped by hand'));
      }
    });
    await expect(joining).rejects.toThrow('stopped by hand');
    expect(await held(place)).toEqual(sorted(before));
  });

  test('a row that cannot be read is put aside before an answer from elsewhere takes its place', async () => {
    const place = open();
    const [first] = full.assessments;
    const [entry] = Object.values(first!.entries);
    await place.store.amend(first!.head.id, {}, 1, first!.head);
    await place.tables.put('entries', [{ assessment: first!.head.id, criterion: entry!.criterion }]);
    await place.personal.join(full, null);
    expect((await place.repair.list()).map(({ criterion }) => criterion)).toEqual([entry!.criterion]);
    expect((await place.store.load(first!.head.id))!.entries[entry!.criterion]).toEqual(entry);
  });

  test('answers whose assessment cannot be read are joined all the same, under the row that comes, and newer ones stay', async () => {
    const place = open();
    const [first] = full.assessments;
    const [entry] = Object.values(first!.entries);
    const { id } = first!.head;
    await place.store.change(id, entry!.criterion, { cells: { 4: { value: 'na', origin: 'given', at: 99 } }, note: 'newer' }, 99);
    const joining = await place.personal.join(full, null);
    expect(joining.assessments.find((one) => one.id === id)!.kind).toBe('joined');
    const loaded = (await place.store.load(id))!;
    expect(loaded.head).toEqual(first!.head);
    expect(loaded.entries[entry!.criterion]).toMatchObject({ note: 'newer', cells: { 4: { value: 'na', at: 99 } } });
    expect(Object.keys(loaded.entries)).toHaveLength(Object.keys(first!.entries).length);
  });

  test('where the answers are the same and only their assessment is missing, it comes back', async () => {
    const place = open();
    const [first] = full.assessments;
    const only = { ...NOTHING, assessments: [first!] };
    for (const { criterion, note, at } of Object.values(first!.entries)) await place.store.change(first!.head.id, criterion, { note }, at);
    await place.personal.join(only, null);
    expect((await place.personal.read()).data.assessments.map(({ head }) => head)).toEqual([first!.head]);
  });

  test('looking at what would happen can be ended too', async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(open().personal.preview(full, null, { halt: stop.signal })).rejects.toThrow();
  });

  test('everything is erased, is counted, and can be put back', async () => {
    const place = open();
    await place.personal.join(full, null);
    const counts = await place.personal.counts();
    expect(counts).toMatchObject({ assessments: full.assessments.length, steps: full.plan.length });
    const erased = await place.personal.remove();
    expect(erased.counts).toEqual(counts);
    expect(await held(place)).toEqual(NOTHING);
    expect((await place.list.list(9)).total).toBe(0);
    await place.personal.restore(erased);
    expect(await held(place)).toEqual(sorted(full));
  });

  test('steps are in their order, one changed takes the place of the old one, one removed is gone', async () => {
    const { plan } = open();
    const step = { ...full.plan[0]!, id: 'x', order: 2 };
    await plan.save([step, { ...step, id: 'y', order: 1 }]);
    expect((await plan.list()).steps.map(({ id }) => id)).toEqual(['y', 'x']);
    await plan.save([{ ...step, order: 0, what: 'other' }]);
    expect((await plan.list()).steps.map(({ id, what }) => [id, what])[0]).toEqual(['x', 'other']);
    await plan.remove('x');
    expect((await plan.list()).steps.map(({ id }) => id)).toEqual(['y']);
  });

  test('of many steps all are there, and what cannot be read is counted; some of them are had by themselves', async () => {
    const { plan, tables } = open();
    const all = Array.from({ length: 250 }, (_, i) => ({ ...full.plan[0]!, id: `step-${i}`, order: 250 - i }));
    await plan.save(all);
    await tables.put('plan', [
      { ...all[7]!, at: -1 },
      { ...all[249]!, at: -1 }
    ]);
    const readable = all.filter((_, i) => i !== 7 && i !== 249);
    expect(await plan.list()).toMatchObject({ steps: readable.reverse(), damage: [{ key: 'step-249' }, { key: 'step-7' }] });
    expect(await plan.read(['step-9', 'none', 'step-7', 'step-3'])).toEqual([all[9], all[3]]);
  });
});
