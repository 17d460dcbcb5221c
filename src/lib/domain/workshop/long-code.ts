/**
 * Texts of symbols that are too long to be typed: for a picture or a file. A letter says what it is, numbers follow bit by bit, and a check of 32
 * bits says whether all of it is there.
 */
import { stampOf } from '../hash.ts';
import { packed, readSymbols, writeSymbols, type Field } from './symbols.ts';

/** `H`: results on their way from one device of a trainer to another. `G`: what was shown of a group. */
export type Letter = 'H' | 'G';

/** `other`: it is no text of this sort. `cut`: something of it is missing or was misread. `foreign`: of another workshop or round. */
export interface LongFault {
  readonly kind: 'other' | 'cut' | 'foreign';
}

const CHECK = 32;
const CHECK_LENGTH = 7;
const checkOf = (body: string) => writeSymbols(packed([[parseInt(stampOf(body), 16), CHECK]]));

export function writeLong(letter: Letter, fields: readonly Field[]): string {
  const body = letter + writeSymbols(packed(fields));
  return body + checkOf(body);
}

/** Reads numbers one after the other; a number that is not there any more is `NaN`. */
export interface Bits {
  take(size: number): number;
  /** Whether nothing but the zeros that fill the last symbol is left. */
  readonly isAtEnd: boolean;
}

/** @param most symbols that a text of this sort has */
export function readLong(letter: Letter, text: string, most: number): Bits | LongFault {
  // A text that is far too long is not looked at sign by sign.
  const symbols = text.length > 2 * most ? null : readSymbols(text);
  if (!symbols || symbols.length > most) return { kind: 'other' };
  const whole = writeSymbols(symbols);
  if (!whole.startsWith(letter)) return { kind: 'other' };
  const body = whole.slice(0, -CHECK_LENGTH);
  if (body.length < 1 || body + checkOf(body) !== whole) return { kind: 'cut' };
  const bits = symbols
    .slice(1, -CHECK_LENGTH)
    .map((one) => one.toString(2).padStart(5, '0'))
    .join('');
  let at = 0;
  return {
    take: (size) => {
      const from = at;
      at += size;
      return at > bits.length ? NaN : parseInt(bits.slice(from, at), 2);
    },
    get isAtEnd() {
      return at <= bits.length && bits.length - at < 5 && !bits.slice(at).includes('1');
    }
  };
}
