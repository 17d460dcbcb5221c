/**
 * Bytes as a sequence of short texts, one a picture, and back: in any order, with repeats, until none is missing. The texts use the 45 signs
 * that QR codes write most tightly, so that every reader of QR codes, which knows only texts, hands them on unharmed.
 *
 * A frame is “WM1”, then in base 45 (RFC 9285): 8 bytes id of the transfer, 2 its number from 0, 2 how many there are, 4 check, and its part.
 * The id is what the whole sums up to, so it says at the end whether all is right, and the same data has the same id when it is shown anew.
 * A later version has to make its check in another way: what checks as version 1 but says another number was misread.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { joined } from '#lib/domain/bytes.ts';
import { versionFault } from '#lib/domain/format-version.ts';

const MARK = 'WM';
/** A later version has to make its check in another way: what checks as this one and says another number was misread. */
const VERSION = 1;
const ID = 8;
const CHECK = 4;
const HEAD = ID + 4 + CHECK;

/** What a QR code of version 11 holds with medium correction: fine enough to be read off a screen by a phone held in a hand. */
export const QR_VERSION = 11;
const SIGNS_A_FRAME = 366;
/** Bytes of the whole that one frame takes along; two bytes become three signs. */
export const PART = Math.floor((SIGNS_A_FRAME - 3) / 3) * 2 - HEAD;
/** Beyond this many nobody should hold a camera: a minute and a half at four a second, if none is missed. */
export const MOST_FRAMES = 360;

/** @returns how many frames so many bytes take */
export const frameCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / PART));

/** @throws RangeError where there are more than MOST_FRAMES */
export function framesOf(whole: Uint8Array): string[] {
  const total = frameCount(whole.length);
  if (total > MOST_FRAMES) throw new RangeError('too many frames');
  const id = sha256(whole).subarray(0, ID);
  return Array.from({ length: total }, (_, number) => {
    const part = whole.subarray(number * PART, (number + 1) * PART);
    const head = Uint8Array.of(...id, number >> 8, number & 255, total >> 8, total & 255);
    return `${MARK}${VERSION}${base45(joined([head, checkOf(head, part), part]))}`;
  });
}

export interface Frame {
  readonly id: string;
  /** From 0. */
  readonly number: number;
  readonly total: number;
  readonly part: Uint8Array;
}

/** @returns the frame; `newer` where a newer version of the app made it; `null` where it is none, or was misread */
export function readFrame(text: string): Frame | 'newer' | null {
  const [, version, rest] = /^WM(\d)(.*)$/s.exec(text) ?? [];
  if (version === undefined) return null;
  const fault = versionFault(Number(version), VERSION, '');
  const bytes = fromBase45(rest!);
  const sound = bytes !== null && checks(bytes);
  if (fault) return fault.code === 'newer-format' && !sound ? 'newer' : null;
  if (!sound) return null;
  const [head, part] = [bytes.subarray(0, ID + 4), bytes.subarray(HEAD)];
  const [number, total] = [head[ID]! * 256 + head[ID + 1]!, head[ID + 2]! * 256 + head[ID + 3]!];
  const full = number === total - 1 ? part.length <= PART : part.length === PART;
  if (number >= total || total > MOST_FRAMES || !full) return null;
  return { id: hex(head.subarray(0, ID)), number, total, part };
}

/** `new`: one more of this transfer. `again`: had already. `other`: of another transfer. `nothing`: no frame of this app. */
export type FrameOutcome = 'new' | 'again' | 'other' | 'newer' | 'nothing';

/** The frames of one transfer as they come: the first one says which. */
export class FrameCollector {
  #id: string | null = null;
  #parts: (Uint8Array | undefined)[] = [];

  take(text: string): FrameOutcome {
    const frame = readFrame(text);
    if (frame === null) return 'nothing';
    if (frame === 'newer') return 'newer';
    this.#id ??= frame.id;
    if (this.#parts.length === 0) this.#parts = Array.from({ length: frame.total }, () => undefined);
    if (frame.id !== this.#id || frame.total !== this.#parts.length) return 'other';
    if (this.#parts[frame.number]) return 'again';
    this.#parts[frame.number] = frame.part;
    return 'new';
  }

  /** 0 until the first frame. */
  get total(): number {
    return this.#parts.length;
  }

  /** Numbers from 1, as they stand beneath the pictures. */
  get missing(): number[] {
    return this.#parts.flatMap((part, i) => (part ? [] : [i + 1]));
  }

  /** @returns the whole; `null` while frames are missing, and where what they make is not what was sent */
  whole(): Uint8Array<ArrayBuffer> | null {
    const parts = this.#parts.filter((part) => part !== undefined);
    if (this.total === 0 || parts.length < this.total) return null;
    const whole = joined(parts);
    return hex(sha256(whole).subarray(0, ID)) === this.#id ? whole : null;
  }
}

const checks = (bytes: Uint8Array) =>
  bytes.length >= HEAD && same(bytes.subarray(ID + 4, HEAD), checkOf(bytes.subarray(0, ID + 4), bytes.subarray(HEAD)));

function checkOf(head: Uint8Array, part: Uint8Array): Uint8Array {
  return sha256(joined([head, part])).subarray(0, CHECK);
}

const same = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

const SIGNS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function base45(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const two = i + 1 < bytes.length;
    const n = two ? bytes[i]! * 256 + bytes[i + 1]! : bytes[i]!;
    text += SIGNS[n % 45]! + SIGNS[Math.floor(n / 45) % 45]! + (two ? SIGNS[Math.floor(n / 2025)]! : '');
  }
  return text;
}

function fromBase45(text: string): Uint8Array | null {
  const bytes: number[] = [];
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((at) => (i + at < text.length ? SIGNS.indexOf(text[i + at]!) : null));
    if (a == null || b == null || a < 0 || b < 0 || c === -1) return null;
    const n = a + b * 45 + (c ?? 0) * 2025;
    if (n > (c === null ? 255 : 65_535)) return null;
    if (c === null) bytes.push(n);
    else bytes.push(n >> 8, n & 255);
  }
  return Uint8Array.from(bytes);
}
