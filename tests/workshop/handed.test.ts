/** A laptop that is handed round: what guests leave is counted, once, by nobody but whoever has the key. */
import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import { readResult } from '#lib/domain/workshop/result-code.ts';
import { leaveResult } from '#lib/storage/people/handed.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { intoBox, newBoxKey, outOfBox, slotOf } from '#lib/storage/tables/box.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import type { Sealed } from '#lib/storage/tables/whole.ts';
import { aSeal } from '../storage/places.ts';
import { aWorkshop, codeOf } from '../support/workshops.ts';

const workshop = aWorkshop();
const code = (id: number) => codeOf(workshop, id, [1]);

const SEALS: readonly [name: string, seal: () => Sealed | null][] = [
  ['in the clear', () => null],
  ['sealed', () => aSeal()]
];

let serial = 0;
describe.each(SEALS)('on a device that lies %s', (_, seal) => {
  const begun = async () => {
    const who = (++serial).toString(16).padStart(8, '0');
    const name = `waymark-${who}`;
    const own: IndexedDbTables = new IndexedDbTables(name, seal());
    const workshops: Workshops = new Workshops(own);
    await workshops.save(workshop);
    /** The rows as they lie there, as anybody could read them. */
    const lying = async (): Promise<string> => JSON.stringify(await new IndexedDbTables(name).page('waiting'));
    const leave = (to: string, id: number): Promise<boolean> => leaveResult(who, 'w1', to, code(id));
    const slot: string = await workshops.handRound('w1');
    return { who, own, workshops, lying, leave, slot };
  };

  test('what was left is read by nobody, and counted when it is said to be, all at once', async () => {
    const { workshops, own, lying, leave, slot } = await begun();
    for (const id of [1, 2, 2, 3]) expect(await leave(slot, id)).toBe(true);
    for (const id of [1, 2, 3]) expect(await lying()).not.toContain(code(id));
    // A count that moved with each turn would tell who hands in.
    expect((await workshops.take('w1', [code(9)])).handedIn).toBe(1);
    expect(await workshops.read('w1')).toEqual({ workshop, handedIn: 1 });
    await workshops.settle('w1');
    expect(await workshops.read('w1')).toEqual({ workshop, handedIn: 4 });
    expect(await own.page('waiting')).toHaveLength(1);
    // It goes on being handed round, with the same key.
    expect(await workshops.handRound('w1')).toBe(slot);
    expect(await leave(slot, 4)).toBe(true);
    await workshops.settle('w1');
    expect((await workshops.take('w1', [code(5)])).handedIn).toBe(6);
  });

  test('what waits is in the picture that is shown; what comes after it is told so, and leaves nothing', async () => {
    const { workshops, own, leave, slot } = await begun();
    await workshops.take('w1', [1, 2, 3, 4].map(code));
    await leave(slot, 5);
    expect((await workshops.reveal('w1')).workshop.picture?.of).toBe(5);
    expect(await leave(slot, 6)).toBe(false);
    expect(await own.page('waiting')).toEqual([]);
    await expect(workshops.handRound('w1')).rejects.toThrow(RangeError);
    expect((await workshops.close('w1')).handedIn).toBe(5);
  });

  test('closing and removing take all of it away, and topics stay as long as something waits', async () => {
    const { workshops, own, leave, slot } = await begun();
    await leave(slot, 1);
    const topics = [{ id: 'privacy', hash: 'b'.repeat(32) }];
    await workshops.save({ ...workshop, topics });
    expect((await workshops.read('w1'))!.workshop.topics).toEqual(workshop.topics);
    await leave(slot, 2);
    await workshops.settle('w1');
    await leave(slot, 3);
    expect(await workshops.close('w1')).toMatchObject({ workshop: { picture: null }, handedIn: 0 });
    expect([await own.page('waiting'), await own.page('results')]).toEqual([[], []]);
    await workshops.save({ ...workshop, id: 'w2' });
    const other = await workshops.handRound('w2');
    await workshops.remove('w2');
    expect(other).not.toBe(slot);
    expect(await own.page('waiting')).toEqual([]);
  });

  test('boxes that nothing opens are thrown away, and do not keep others from being counted', async () => {
    const { workshops, own, who, leave, slot } = await begun();
    await leave(slot, 1);
    expect(await leaveResult(who, 'w1', slotOf(newBoxKey()), code(2))).toBe(true);
    await new IndexedDbTables(`waymark-${who}`).put('waiting', [{ workshop: 'w1', id: 'torn', box: 5 }]);
    await workshops.settle('w1');
    expect((await workshops.read('w1'))!.handedIn).toBe(1);
    expect(await own.page('waiting')).toHaveLength(1);
  });

  test('erasing takes it away, and putting back brings it', async () => {
    const { workshops, own, leave, slot } = await begun();
    await leave(slot, 1);
    const personal = new Personal(own);
    const gone = await personal.remove();
    expect(await own.page('waiting')).toEqual([]);
    expect(await leave(slot, 2)).toBe(false);
    await personal.restore(gone);
    await workshops.settle('w1');
    expect((await workshops.read('w1'))!.handedIn).toBe(1);
  });
});

test('where there is no such person nothing is left, and no database is made', async () => {
  expect(await leaveResult('ffffffff', 'w1', slotOf(newBoxKey()), code(1))).toBe(false);
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain('waymark-ffffffff');
});

test('a box opens with its own key, for what it is about, and as long as nothing of it was changed', () => {
  const key = newBoxKey();
  const box = intoBox(slotOf(key), 'w1', code(7));
  expect(readResult(outOfBox(key, 'w1', box)!, { topics: 1 })).toMatchObject({ id: 7 });
  expect(intoBox(slotOf(key), 'w1', code(7))).not.toBe(box);
  for (const [other, about, text] of [
    [newBoxKey(), 'w1', box],
    [key, 'w2', box],
    [key, 'w1', `${box.slice(0, -1)}${box.endsWith('0') ? '1' : '0'}`],
    [key, 'w1', `0${box}`],
    [key, 'w1', '0'.repeat(box.length)],
    [key, 'w1', ''],
    [slotOf(key), 'w1', box]
  ])
    expect(outOfBox(other!, about!, text!)).toBeNull();
});
