/** How many codes of a table are read, and how long a picture takes: for the reader of several codes, and for the small one. */
import { readFileSync } from 'node:fs';
import { prepareMany, readMany } from '#lib/exchange/bytes/many-read.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { resultRows } from '#lib/exchange/bytes/qr.ts';
import { writeSymbols } from '#lib/domain/workshop/symbols.ts';
import { randomBy } from '../random.ts';
import { tablePicture, type Phone } from './table-picture.ts';

const WASM = 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm';
const SIZE = { width: 1_920, height: 1_080 };
const [COLUMNS, LINES] = [5, 3];

/** A table, and how well it is seen. */
interface View {
  readonly codes: number;
  /** Pixels of a module. */
  readonly module: number;
  /** Pixels, as the deviation of a bell curve. */
  readonly blur: number;
}

interface Reading {
  readonly read: number;
  /** Texts that stand in no code. */
  readonly wrong: number;
  readonly of: number;
  /** Milliseconds of each picture. */
  readonly times: readonly number[];
}

/** Views from good to hopeless. */
export const VIEWS: readonly View[] = [
  { codes: 1, module: 4, blur: 0.8 },
  { codes: 6, module: 4, blur: 0.8 },
  { codes: 6, module: 3, blur: 0.8 },
  { codes: 6, module: 3, blur: 1.3 },
  { codes: 6, module: 2, blur: 0.8 },
  { codes: 12, module: 2.5, blur: 0.8 }
];

/** @param pictures of the view, each with other codes, places and noise @returns what the reader of several and the small one make of the same */
export async function readings(view: View, pictures: number): Promise<{ readonly several: Reading; readonly small: Reading }> {
  await prepareMany(new Uint8Array(readFileSync(WASM)).buffer);
  const below = randomBy(view.codes * 1_000 + view.module * 100 + view.blur * 10);
  const random = () => below(1_000_000) / 1_000_000;
  const none = () => ({ read: 0, wrong: 0, of: 0, times: [] as number[] });
  const all = { several: none(), small: none() };
  for (let i = 0; i < pictures; i++) {
    const texts = Array.from({ length: view.codes }, () => writeSymbols(Array.from({ length: 16 }, () => below(32))));
    const phones = texts.map((text, at): Phone => ({
      rows: resultRows(text),
      x: ((at % COLUMNS) + 0.5 + (random() - 0.5) * 0.3) * (SIZE.width / COLUMNS),
      y: (Math.floor(at / COLUMNS) + 0.5 + (random() - 0.5) * 0.2) * (SIZE.height / LINES),
      angle: random() * 360,
      module: view.module
    }));
    const light = tablePicture({ ...SIZE, phones, blur: view.blur, noise: 8, random });
    const data = new Uint8ClampedArray(light.length * 4);
    light.forEach((value, pixel) => data.set([value, value, value, 255], pixel * 4));
    const picture = { ...SIZE, data } as ImageData;
    for (const reader of ['several', 'small'] as const) {
      const found = all[reader];
      const start = performance.now();
      const seen =
        reader === 'several' ? (await readMany(picture)).map(({ text }) => text) : [readQr(picture)].filter((one) => one !== null);
      found.times.push(performance.now() - start);
      found.of += texts.length;
      found.read += texts.filter((text) => seen.includes(text)).length;
      found.wrong += seen.filter((text) => !texts.includes(text)).length;
    }
  }
  return all;
}
