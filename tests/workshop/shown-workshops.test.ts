import { describe, expect, test } from 'vitest';
import { NOTHING } from '#lib/domain/person/personal-data.ts';
import { lockBackup, lockWorkshops, openBackup } from '#lib/exchange/personal/backup.ts';
import { readBytes, writeData } from '#lib/exchange/personal/file.ts';
import { writeShownWorkshops } from '#lib/exchange/personal/shown-workshops.ts';
import { open } from '#lib/exchange/door.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { chance, mutated, utf8 } from '../support/hostile.ts';
import { aWorkshop, codeOf, roundAfter } from '../support/workshops.ts';
import { DataError } from '#lib/domain/faults.ts';

const one = aWorkshop({
  topics: [{ id: 'privacy', hash: 'a'.repeat(32), version: '0.20.0' }],
  title: 'Team',
  lines: ['A shared account']
});
const two = roundAfter(one);
const NOW = { now: 2_000, keep: null } as const;

async function trainer() {
  const tables = new MemoryTables();
  const [store, personal] = [new Workshops(tables), new Personal(tables)];
  for (const workshop of [one, two]) {
    await store.save(workshop);
    const topic = { level: 2, open: false, ...(workshop.before && ({ from: 1, then: 1 } as const)) } as const;
    await store.take(
      workshop.id,
      Array.from({ length: 7 }, (_, id) => codeOf(workshop, id, [topic]))
    );
  }
  const shown = async () => (await store.list()).workshops;
  return { store, personal, shown };
}

describe('workshops for another trainer', () => {
  test('both rounds travel locked, with what was shown alone, and are the other one’s there', async () => {
    const { store, shown } = await trainer();
    await store.close('w1');
    await store.close('w2');
    const file = await lockWorkshops(await shown(), 'apples and pears', 1);
    const coming = await open({ kind: 'backup', bytes: new Blob([file]), name: 'x.age', passphrase: 'apples and pears' });
    expect(coming).toMatchObject({ assessments: [], plan: [], rubrics: [] });
    const tables = new MemoryTables();
    const [there, personal] = [new Workshops(tables), new Personal(tables)];
    await personal.join(coming, NOW);
    for (const id of ['w1', 'w2'])
      expect((await there.read(id))!.workshop).toEqual({ ...(await store.read(id))!.workshop, received: true });
    expect((await there.read('w2'))!.workshop.picture!.topics[0]!.change).toMatchObject({ parts: [{ count: 0 }, { count: 7 }] });
    expect(await tables.page('results')).toEqual([]);
    // Nothing more is taken in.
    expect((await there.take('w1', [codeOf(one, 99, [1], true)])).verdicts).toEqual([{ kind: 'shown' }]);
  });

  test('who led it and gets it back has it as their own; a backup of the other one keeps whose it was', async () => {
    const { store, personal, shown } = await trainer();
    await store.close('w1');
    await store.close('w2');
    const coming = await openBackup(await lockWorkshops(await shown(), 'apples and pears', 1), 'apples and pears', 'x.age');
    expect((await personal.join(coming, NOW)).changes).toBe(false);
    expect((await store.read('w1'))!.workshop).not.toHaveProperty('received');
    const again = await openBackup(await lockBackup(coming, 'pears and apples', 1), 'pears and apples', 'y.age');
    expect(again).toEqual(coming);
  });

  test('what is open, or was never shown, stays out', async () => {
    const { store, shown } = await trainer();
    await store.reveal('w1');
    await store.save({ ...one, id: 'few' });
    await store.close('few');
    expect(writeShownWorkshops(await shown())).not.toContain('"id"');
    expect(() => readBytes(utf8(writeShownWorkshops([])), 'x')).toThrow(DataError);
  });

  test('a file in which one is open, only collects, or shows what is never shown is declined', async () => {
    const { store, shown } = await trainer();
    await store.close('w1');
    const file = JSON.parse(writeShownWorkshops(await shown())) as { workshops: Record<string, unknown>[] };
    const spoilt = (change: object) => () =>
      readBytes(utf8(JSON.stringify({ ...file, workshops: [{ ...file.workshops[0], ...change }] })), 'x');
    expect(spoilt({})).not.toThrow();
    const picture = file.workshops[0]!.picture as { topics: { bars: object[] }[] };
    const bars = [
      { levels: [-1, 3], count: 6 },
      { levels: [4, 4], count: 1 }
    ];
    for (const change of [
      { state: 'open' },
      { state: 'shown' },
      { picture: null },
      { collector: true },
      { picture: { ...picture, of: 8 } },
      { picture: { ...picture, topics: [{ ...picture.topics[0], bars }] } },
      { before: { tag: 1, back: false, topics: [{ id: 'writing', hash: 'b'.repeat(32) }] } }
    ])
      expect(spoilt(change)).toThrow(DataError);
    expect(() => readBytes(utf8(JSON.stringify({ ...file, version: 2 })), 'x')).toThrow(DataError);
  });

  test('a hostile one is declined with a place, or holds nothing but sound pictures', async () => {
    const { store, shown } = await trainer();
    await store.close('w1');
    await store.close('w2');
    const text = writeShownWorkshops(await shown());
    const c = chance(11);
    let declined = 0;
    for (let i = 0; i < 1_500; i++) {
      try {
        const { workshops } = readBytes(utf8(JSON.stringify(mutated(JSON.parse(text), c)) ?? ''), 'x');
        for (const { workshop, results } of workshops) expect([workshop.state, workshop.received, results]).toEqual(['closed', true, []]);
        // What came in can be written again.
        writeData({ ...NOTHING, workshops });
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        declined++;
      }
    }
    expect(declined).toBeGreaterThan(500);
  });
});
