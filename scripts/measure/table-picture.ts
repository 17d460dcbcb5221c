/** A table of phones as a camera sees it: QR codes turned, blurred and with noise, on a grey table. No real camera: what it would add is guessed. */

/** A phone's code in the picture; places are of its middle, in pixels. */
export interface Phone {
  /** Rows of modules with the white around them; `true` is dark. */
  readonly rows: readonly (readonly boolean[])[];
  readonly x: number;
  readonly y: number;
  /** In degrees. */
  readonly angle: number;
  /** Pixels of a module. */
  readonly module: number;
}

export interface TablePicture {
  readonly width: number;
  readonly height: number;
  readonly phones: readonly Phone[];
  /** Pixels: how far a point is smeared, as the deviation of a bell curve. */
  readonly blur: number;
  /** Of 255: how far a pixel's light is off, as the deviation of a bell curve. */
  readonly noise: number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

const [TABLE, PAPER, INK] = [105, 225, 30];
/** Samples of a pixel's side, so that slanted edges are soft. */
const FINE = 2;

/** @returns light, row by row */
export function tablePicture({ width, height, phones, blur, noise, random }: TablePicture): Uint8Array {
  const light = new Float32Array(width * height).fill(TABLE);
  for (const phone of phones) draw(light, width, height, phone);
  const smeared = blur > 0 ? smear(light, width, height, blur) : light;
  return Uint8Array.from(smeared, (value) => Math.max(0, Math.min(255, value + noise * bell(random))));
}

function draw(light: Float32Array, width: number, height: number, { rows, x, y, angle, module }: Phone) {
  const side = rows.length;
  const reach = Math.ceil((side * module) / Math.SQRT2) + 1;
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  for (let py = Math.max(0, Math.floor(y - reach)); py < Math.min(height, y + reach); py++)
    for (let px = Math.max(0, Math.floor(x - reach)); px < Math.min(width, x + reach); px++) {
      let sum = 0;
      for (let i = 0; i < FINE * FINE; i++) {
        const dx = px + ((i % FINE) + 0.5) / FINE - x;
        const dy = py + (Math.floor(i / FINE) + 0.5) / FINE - y;
        const column = Math.floor((dx * cos + dy * sin) / module + side / 2);
        const row = Math.floor((dy * cos - dx * sin) / module + side / 2);
        const dark = rows[row]?.[column];
        sum += dark === undefined ? light[py * width + px]! : dark ? INK : PAPER;
      }
      light[py * width + px] = sum / (FINE * FINE);
    }
}

/** Along rows, then along columns. */
function smear(light: Float32Array, width: number, height: number, blur: number): Float32Array {
  const reach = Math.ceil(3 * blur);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * blur * blur)));
  const total = weights.reduce((sum, one) => sum + one, 0);
  const along = (from: Float32Array, step: number, place: (i: number) => number, length: number) => {
    const to = new Float32Array(from.length);
    for (let i = 0; i < from.length; i++) {
      const at = place(i);
      let sum = 0;
      for (let k = -reach; k <= reach; k++) sum += weights[k + reach]! * from[i + Math.max(-at, Math.min(length - 1 - at, k)) * step]!;
      to[i] = sum / total;
    }
    return to;
  };
  return along(
    along(light, 1, (i) => i % width, width),
    width,
    (i) => Math.floor(i / width),
    height
  );
}

const bell = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
