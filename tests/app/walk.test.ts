/**
 * A walk round four tables, in simulated time: the clock moves on by what each thing takes. Reading takes as long as it takes here, each picture
 * by itself, times what a phone is slower; ways, hands and typing are estimates, and stand here by name.
 */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Sweep } from '#lib/app/sweep.svelte.ts';
import { handInCode } from '#lib/domain/workshop/handing-in.ts';
import { isHandOver } from '#lib/domain/workshop/hand-over.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { prepareMany, readMany } from '#lib/exchange/bytes/many-read.ts';
import { handedRows, resultRows } from '#lib/exchange/bytes/qr.ts';
import type { ScanningDevice } from '#lib/state/scanner.svelte.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { randomBy } from '../../scripts/random.ts';
import { tablePicture } from '../../scripts/measure/table-picture.ts';

/** Estimates, in milliseconds. Nobody has measured them in a room yet. */
const TAKES = {
  /** From one table to the next, and back to the laptop. */
  way: 8_000,
  /** Until a phone that was swung over a table is still. */
  shaking: 1_500,
  /** From reading a sentence to walking on. */
  readingIt: 1_500,
  /** A code of sixteen symbols that somebody reads out. */
  typing: 7_000,
  /** From the laptop’s table to a code that it can see, and its camera on. */
  handing: 6_000,
  /** Comparing two numbers, and saying yes. */
  comparing: 3_000
};
/** How many times slower than this machine a phone reads. */
const SLOWER = 4;
const SIZE = { width: 960, height: 540 };
const workshop: Workshop = {
  id: 'w',
  number: 5,
  round: 1,
  topics: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, hash: id.repeat(32) })),
  title: '',
  openedAt: 1,
  state: 'open',
  picture: null,
  lines: []
};
const codes = Array.from({ length: 22 }, (_, i) =>
  handInCode(
    { ...workshop, result: 1_000 + 37 * i },
    workshop.topics.map((_, topic) => ({ level: ((i + topic) % 5) as 0, open: i % 3 === 0 }))
  )
);

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

/** What lies before a camera: how it is seen, from when on it is still. */
interface View {
  readonly still: number;
  readonly shaken: ImageData;
  readonly held: ImageData;
}

/** One for all: nothing is read in it. */
let shaken: ImageData | undefined;
const below = randomBy(18);
const random = () => below(1_000_000) / 1_000_000;

function viewOf(all: readonly (readonly (readonly boolean[])[])[], module: number, now: number): View {
  const columns = Math.min(3, all.length);
  const phones = all.map((rows, i) => ({
    rows,
    x: ((i % columns) + 0.5) * (SIZE.width / columns),
    y: all.length > 3 ? (Math.floor(i / columns) + 0.5) * (SIZE.height / 2) : SIZE.height / 2,
    angle: random() * 360,
    module
  }));
  const seen = (blur: number): ImageData => {
    const light = tablePicture({ ...SIZE, phones, blur, noise: 6, random });
    const data = new Uint8ClampedArray(light.length * 4);
    light.forEach((value, pixel) => data.set([value, value, value, 255], pixel * 4));
    return { ...SIZE, data } as ImageData;
  };
  shaken ??= seen(3);
  return { still: now + TAKES.shaking, shaken, held: seen(0.8) };
}

test('22 results of four tables are on the laptop, and gone from the phone, in under two minutes', { timeout: 60_000 }, async () => {
  await prepareMany(new Uint8Array(readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')).buffer);
  const [laptop, phone] = [new Workshops(new MemoryTables()), new Workshops(new MemoryTables())];
  await laptop.save(workshop);
  await phone.save({ ...workshop, collector: true });

  let view: View | null = null;
  let looks = 0;
  const started = performance.now();
  /** Time goes on alone where it is said here. */
  const spend = async (time: number) => void (await vi.advanceTimersByTimeAsync(time));
  const turn = () => new Promise<void>((done) => setImmediate(done));
  const now = () => performance.now();
  const device: ScanningDevice = {
    open: async () => ({
      show: async () => {},
      look: async () => {
        if (!view) return [];
        looks++;
        const began = process.hrtime.bigint();
        const found = await readMany(now() < view.still ? view.shaken : view.held);
        await spend((SLOWER * Number(process.hrtime.bigint() - began)) / 1e6);
        return found;
      },
      close: () => {}
    }),
    read: async () => [],
    keepAwake: () => () => {},
    whenHidden: () => () => {},
    // Who walks sets the clock alone.
    wait: async (time) => (view ? spend(time) : turn())
  };
  const sweepOf = (store: Workshops) => {
    let handedIn = 0;
    return new Sweep(
      {
        take: async (texts) => {
          const taken = await store.take('w', texts);
          handedIn = taken.handedIn;
          return taken.verdicts;
        },
        takeOver: (text) => store.takeHandOver('w', text),
        handedIn: () => handedIn
      },
      device
    );
  };
  /** Holds it there until the sentence is told. */
  const until = async (isTold: () => boolean) => {
    const began = now();
    while (!isTold() && now() - began < 60_000) await turn();
  };

  const parts: Record<keyof typeof TAKES, number> = { way: 0, shaking: 0, readingIt: 0, typing: 0, handing: 0, comparing: 0 };
  const takes = async (part: keyof typeof TAKES) => {
    parts[part] += TAKES[part];
    await spend(TAKES[part]);
  };

  const sweep = sweepOf(phone);
  sweep.sound = false;
  await sweep.start();
  for (let table = 0; table < 4; table++) {
    view = null;
    await takes('way');
    view = viewOf(codes.slice(5 * table, 5 * table + 5).map(resultRows), 3.5, now());
    await until(() => sweep.told?.handedIn === 5 * table + 5);
    expect(sweep.told).toEqual({ counts: [{ verdict: { kind: 'new' }, count: 5 }], handedIn: 5 * table + 5 });
    parts.shaking += TAKES.shaking;
    view = null;
    await takes('readingIt');
  }
  view = null;
  sweep.stop();
  for (const code of codes.slice(20)) {
    await takes('typing');
    expect((await phone.take('w', [code])).verdicts).toEqual([{ kind: 'new' }]);
  }
  await takes('way');
  await takes('handing');
  const { text, count } = await phone.handOver('w');
  expect(isHandOver(text)).toBe(true);
  const camera = sweepOf(laptop);
  camera.sound = false;
  view = viewOf([handedRows(text)!], 4.5, now());
  await camera.start();
  await until(() => camera.over !== null);
  parts.shaking += TAKES.shaking;
  expect(camera.over).toEqual({ verdict: { kind: 'handed-over', of: count, added: 22, kept: 0 }, handedIn: 22 });
  [view] = [null, camera.stop()];
  await takes('comparing');
  expect(await phone.handedOver('w', text)).toMatchObject({ gone: 22, handedIn: 0 });

  // What is estimated is 76.5 seconds of it; the rest is reading, and the quiet before each sentence.
  const estimated = Object.values(parts).reduce((sum, part) => sum + part, 0);
  expect(parts).toEqual({ way: 40_000, shaking: 7_500, readingIt: 6_000, typing: 14_000, handing: 6_000, comparing: 3_000 });
  const reading = now() - started - estimated;
  expect(looks).toBeGreaterThan(10);
  // At least what the app itself waits for at four tables.
  expect(reading).toBeGreaterThan(4 * 600);
  expect(estimated + reading).toBeLessThan(120_000);
});
