/** The bytes that a kept state is made of, and the text that bears them. */
import { LAST_TIME } from '../time.ts';

/** Names a criterion in 24 bits: two of 40 meet by chance in one course of 20,000, and `sameName` finds them. FNV-1a. */
export function nameOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return (hash >>> 8) ^ (hash & 0xff);
}

export class Writer {
  readonly #bytes: number[] = [];

  byte = (value: number) => void this.#bytes.push(value & 0xff);
  /** A whole number from 0, in as many bytes as it takes. */
  number(value: number) {
    let left = Math.max(0, Math.round(value));
    for (; left > 0x7f; left = Math.floor(left / 0x80)) this.byte((left % 0x80) | 0x80);
    this.byte(left);
  }
  signed = (value: number) => this.number(value < 0 ? -2 * value - 1 : 2 * value);
  text(value: string) {
    const bytes = utf8(value);
    this.number(bytes.length);
    for (const one of bytes) this.byte(one);
  }
  name(key: string) {
    const name = nameOf(key);
    for (const shift of [16, 8, 0]) this.byte(name >>> shift);
  }
  hex(value: string) {
    for (const pair of value.match(/../g) ?? []) this.byte(parseInt(pair, 16));
  }
  bytes = (): readonly number[] => this.#bytes;
}

export class Reader {
  #at = 0;
  constructor(readonly bytes: readonly number[]) {}

  byte(): number {
    const one = this.bytes[this.#at++];
    if (one === undefined) throw new RangeError('it ends too early');
    return one;
  }
  number(): number {
    let value = 0;
    for (let by = 1; ; by *= 0x80) {
      const one = this.byte();
      value += (one & 0x7f) * by;
      if (value > LAST_TIME) throw new RangeError('a number is too large');
      if (one < 0x80) return value;
    }
  }
  signed(): number {
    const value = this.number();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  text(): string {
    const length = this.count();
    return fromUtf8(Array.from({ length }, () => this.byte()));
  }
  name = (): number => (this.byte() << 16) | (this.byte() << 8) | this.byte();
  hex = (length: number): string => Array.from({ length }, () => this.byte().toString(16).padStart(2, '0')).join('');
  /** How many follow: never more than there are bytes left, for each takes one at least. */
  count(): number {
    const count = this.number();
    if (count > this.bytes.length - this.#at) throw new RangeError('there are too many');
    return count;
  }
  get isAtEnd(): boolean {
    return this.#at === this.bytes.length;
  }
}

/** Fletcher's, of 16 bits: finds what was cut off or changed by accident. */
export function checkOf(bytes: readonly number[]): readonly [number, number] {
  // Of nothing but zeros the sum is none.
  let [a, b] = [1, 0];
  for (const one of bytes) {
    a = (a + one) % 255;
    b = (b + a) % 255;
  }
  return [a, b];
}

/** Half a sign, which no encoding has, becomes the sign for what cannot be shown. */
const utf8 = (text: string): number[] =>
  Array.from(encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, '\ufffd')).matchAll(/%(..)|./g), ([sign, hex]) =>
    hex ? parseInt(hex, 16) : sign.charCodeAt(0)
  );
const fromUtf8 = (bytes: readonly number[]): string =>
  decodeURIComponent(bytes.map((one) => `%${one.toString(16).padStart(2, '0')}`).join(''));

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Six bits a sign, as base64url has them. */
export function toText(bytes: readonly number[]): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const part = bytes.slice(i, i + 3);
    const bits = (part[0]! << 16) | ((part[1] ?? 0) << 8) | (part[2] ?? 0);
    for (let n = 0; n <= part.length; n++) text += SIGNS[(bits >> (18 - 6 * n)) & 63]!;
  }
  return text;
}

export function fromText(text: string): number[] {
  const bytes: number[] = [];
  let [bits, count] = [0, 0];
  for (const sign of text) {
    const value = SIGNS.indexOf(sign);
    if (value < 0) throw new RangeError('no such sign');
    bits = ((bits << 6) | value) & 0xfffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 0xff);
  }
  return bytes;
}
