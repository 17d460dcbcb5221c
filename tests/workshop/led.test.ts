import { PLACES } from '../storage/places.ts';
import { describe, expect, test } from 'vitest';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { expiryOf, mergeLed, mergeParts, type LedWorkshop } from '#lib/domain/workshop/led.ts';
import { invitationOf } from '#lib/domain/workshop/workshop.ts';
import { lockBackup, openBackup } from '#lib/exchange/personal/backup.ts';
import { readData, writeData } from '#lib/exchange/personal/file.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { checkParticipation } from '#lib/storage/tables/rows.ts';
import { aWorkshop, codeOf } from '../support/workshops.ts';

const workshop = aWorkshop({ openedAt: 1_000 });
const code = (id: number, level: 0 | 1 | 2 | 3 | 4 = 1) => codeOf(workshop, id, [level]);
const codes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => code(from + i));
const NOW = { now: 2_000, keep: null } as const;

describe.each(PLACES)('workshops among all data in %s', (_, place) => {
  const device = async (own = true) => {
    const tables = place();
    const [workshops, personal] = [new Workshops(tables), new Personal(tables)];
    if (own) await workshops.save(workshop);
    const data = async () => (await personal.read()).data;
    return { tables, workshops, personal, data };
  };

  test('an open round goes on elsewhere with what a backup holds; results of both devices are joined by their ids', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 14));
    const locked = await lockBackup(await one.data(), 'apples and pears', 1);
    const coming = await openBackup(locked, 'apples and pears', 'x.age');
    const two = await device(false);
    expect((await two.personal.preview(coming, NOW)).workshops).toEqual({ added: 1, replaced: 0, over: 0, differ: 0, full: 0 });
    await two.personal.join(coming, NOW);
    expect((await two.workshops.read('w1'))!.handedIn).toBe(14);
    await two.workshops.take('w1', codes(10, 20));
    await one.personal.join(await two.data(), NOW);
    expect((await one.workshops.read('w1'))!.handedIn).toBe(20);
    expect((await one.personal.join(await two.data(), NOW)).changes).toBe(false);
    expect(await one.personal.counts()).toMatchObject({ workshops: 1 });
  });

  test('a result that is in both and differs is told, before and after joining, and so is what has no room', async () => {
    const [one, two] = [await device(), await device()];
    await one.workshops.take('w1', [...codes(1, 3), code(4, 1), code(5, 2)]);
    await two.workshops.take('w1', [...codes(2, 3), code(4, 3), code(5, 2), code(9)]);
    const [a, b] = [await one.data(), await two.data()];
    expect((await one.personal.preview(b, NOW)).workshops).toMatchObject({ differ: 1, full: 0 });
    expect((await one.personal.join(b, NOW)).workshops).toMatchObject({ differ: 1, full: 0 });
    // Both devices say so, and count the same one.
    expect((await two.personal.join(a, NOW)).workshops).toMatchObject({ differ: 1, full: 0 });
    expect((await one.data()).workshops).toEqual((await two.data()).workshops);
    expect((await one.personal.join(await two.data(), NOW)).workshops).toMatchObject({ differ: 0, full: 0 });
    // Once it is shown none of the two counts any more.
    await one.workshops.reveal('w1');
    expect((await one.personal.join(a, NOW)).workshops).toMatchObject({ differ: 0, full: 0, over: 1 });

    const [three, four] = [await device(), await device()];
    await three.workshops.take('w1', codes(1, 150));
    await four.workshops.take('w1', codes(101, 253));
    const report = await three.personal.join(await four.data(), NOW);
    expect(report.workshops).toMatchObject({ differ: 0, full: 53 });
    expect((await three.workshops.read('w1'))!.handedIn).toBe(200);
  });

  test('what nothing locks holds no result', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    const file = JSON.parse(writeData(await one.data())) as object;
    expect(JSON.stringify(file)).not.toContain('level');
    expect(readData(file, 'x').workshops).toEqual([{ workshop, results: [] }]);
  });

  test.each(['reveal', 'close'] as const)(
    'after the round was shown or closed here (%s), a backup of before brings nothing back',
    async (end) => {
      const one = await device();
      await one.workshops.take('w1', codes(1, 6));
      const before = await one.data();
      await one.workshops[end]('w1');
      await one.workshops.close('w1');
      const then = await one.workshops.read('w1');
      const report = await one.personal.join(before, NOW);
      expect(report.workshops).toEqual({ added: 0, replaced: 0, over: 1, differ: 0, full: 0 });
      expect(await one.workshops.read('w1')).toEqual(then);
      expect(await one.tables.page('results')).toEqual([]);
    }
  );

  test('a round that was shown or closed here and then removed is not opened again by a backup of before', async () => {
    for (const end of ['reveal', 'close'] as const) {
      const one = await device();
      await one.workshops.take('w1', codes(1, 6));
      const before = await one.data();
      await one.workshops[end]('w1');
      await one.workshops.remove('w1');
      expect((await one.personal.preview(before, NOW)).workshops).toEqual({ added: 0, replaced: 0, over: 1, differ: 0, full: 0 });
      expect((await one.personal.join(before, NOW)).workshops).toEqual({ added: 0, replaced: 0, over: 1, differ: 0, full: 0 });
      expect(await one.workshops.read('w1')).toBeNull();
      expect(await one.tables.page('results')).toEqual([]);
    }
    // One that was still open can be brought back.
    const two = await device();
    await two.workshops.take('w1', codes(1, 6));
    const open = await two.data();
    await two.workshops.remove('w1');
    await two.personal.join(open, NOW);
    expect((await two.workshops.read('w1'))!.handedIn).toBe(6);
  });

  test('nor is the same round opened by a backup of another device, which knows it by another id', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    await one.workshops.reveal('w1');
    await one.workshops.remove('w1');
    const other = await device(false);
    await other.workshops.save({ ...workshop, id: 'w2' });
    await other.workshops.take('w2', codes(1, 5));
    const coming = await other.data();
    expect((await one.personal.preview(coming, NOW)).workshops).toEqual({ added: 0, replaced: 0, over: 1, differ: 0, full: 0 });
    await one.personal.join(coming, NOW);
    expect(await one.workshops.read('w2')).toBeNull();
  });

  test('title and lines that were written after a backup stay when it is brought in', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    const before = await one.data();
    await one.workshops.save({ ...workshop, title: 'A Thursday', lines: ['', 'A shared account'] });
    const words = async () => {
      const { title, lines } = (await one.workshops.read('w1'))!.workshop;
      return [title, lines];
    };
    await one.personal.join(before, NOW);
    expect(await words()).toEqual(['A Thursday', ['', 'A shared account']]);
    await one.workshops.reveal('w1');
    await one.workshops.save({ ...workshop, title: '', lines: ['A'] });
    expect((await one.personal.join(before, NOW)).changes).toBe(false);
    expect(await words()).toEqual(['', ['A']]);
  });

  test('a torn result that a backup mends is not put aside: after the close nothing of it is left', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    const before = await one.data();
    const torn = { workshop: 'w1', id: '00003', topics: [{ level: 9, open: false }] };
    await one.tables.put('results', [torn]);
    await one.personal.join(before, NOW);
    expect((await one.workshops.read('w1'))!.handedIn).toBe(6);
    await one.workshops.close('w1');
    expect([await one.tables.page('aside'), await one.tables.page('results')]).toEqual([[], []]);
  });

  test('closed elsewhere, it is closed here, and the results here go', async () => {
    const [one, two] = [await device(), await device()];
    await one.workshops.take('w1', codes(1, 6));
    await two.workshops.take('w1', codes(1, 9));
    await two.workshops.close('w1');
    await one.personal.join(await two.data(), NOW);
    expect(await one.workshops.read('w1')).toMatchObject({ handedIn: 9, workshop: { state: 'closed' } });
    expect(await one.tables.page('results')).toEqual([]);
  });

  test('an open round comes in until its day, a closed one ever', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    const open = await one.data();
    const late = { now: expiryOf(workshop) + 1, keep: null };
    const two = await device(false);
    expect(await two.personal.join(open, { ...late, now: expiryOf(workshop) })).toMatchObject({ expired: 0 });
    const three = await device(false);
    expect(await three.personal.join(open, late)).toMatchObject({ expired: 1, changes: false });
    expect(await three.workshops.read('w1')).toBeNull();
    await one.workshops.close('w1');
    expect(await three.personal.join(await one.data(), late)).toMatchObject({ expired: 0, workshops: { added: 1 } });
  });

  test('all of it is erased with all else, and put back', async () => {
    const one = await device();
    await one.workshops.take('w1', codes(1, 6));
    const removed = await one.personal.remove();
    expect(await one.workshops.read('w1')).toBeNull();
    expect(await one.tables.page('results')).toEqual([]);
    await one.personal.restore(removed);
    expect((await one.workshops.read('w1'))!.handedIn).toBe(6);
  });

  test('a part in a workshop comes along with its assessment', async () => {
    const participation = { ...invitationOf(workshop), topics: workshop.topics, title: '', assessment: 'a', result: 3, joinedAt: 7 };
    const coming: PersonalData = { ...NOTHING, participations: [participation] };
    const one = await device(false);
    expect((await one.personal.join(coming, NOW)).changes).toBe(true);
    expect((await one.data()).participations).toEqual([participation]);
    expect((await one.personal.join(coming, NOW)).changes).toBe(false);
  });
});

test('a receipt and the group’s picture that came to one device are on both after joining, whichever comes first', () => {
  const part = { ...invitationOf(workshop), topics: workshop.topics, title: '', assessment: 'a', result: 3, joinedAt: 7 };
  const [paper, room] = [
    { ...part, receipt: '7KQ4M2D8RXP3VHT0' },
    { ...part, joinedAt: 8, group: 'G0' }
  ];
  const both = { ...room, receipt: paper.receipt };
  expect(mergeParts(paper, room)).toEqual(both);
  expect(mergeParts(room, paper)).toEqual(both);
  expect(mergeParts(both, part)).toEqual(both);
  // So is what its person said of then, and the levels that they chose with; those of other topics are not this part’s.
  const said = { ...part, mine: null, levels: [2 as const] };
  expect(mergeParts(said, room)).toEqual({ ...room, mine: null, levels: [2] });
  expect(mergeParts(room, said)).toEqual({ ...room, mine: null, levels: [2] });
  const other = { ...room, topics: [{ id: 'writing', hash: 'c'.repeat(32) }] };
  expect(mergeParts(said, other)).toEqual({ ...other, mine: null });
});

test('a part whose levels are not of its topics, or out of range, is damage', () => {
  const part = { ...invitationOf(workshop), topics: workshop.topics, title: '', assessment: 'a', result: 3, joinedAt: 7 };
  for (const good of [{ levels: [null] }, { levels: [4] }, { mine: null }, { mine: 'x' }])
    expect(checkParticipation({ ...part, ...good })).toMatchObject(good);
  for (const bad of [{ levels: [] }, { levels: [1, 2] }, { levels: [5] }, { levels: ['up'] }, { mine: '' }])
    expect(() => checkParticipation({ ...part, ...bad })).toThrow();
});

test('where topics differ, those count to which results belong', () => {
  const other: LedWorkshop = { workshop: { ...workshop, topics: [{ id: 'writing', hash: 'c'.repeat(32) }] }, results: [] };
  const filled: LedWorkshop = { workshop, results: [{ id: 1, topics: [{ level: 2, open: false }] }] };
  expect(mergeLed(other, filled)).toEqual(filled);
  expect(mergeLed(filled, other)).toEqual(filled);
});
