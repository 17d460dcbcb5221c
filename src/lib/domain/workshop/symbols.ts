/**
 * Codes that people read to each other, type and photograph: 32 symbols of five bits, and check symbols that say whether all of it is right.
 *
 * The symbols are Crockford's: capitals and digits, without I, L, O and U; whoever types l or o means 1 or 0. The check is a Reed-Solomon code
 * over 32 elements, of which n symbols find any n wrong ones. What is wrong is never mended unseen, since a mended code could be somebody
 * else's: where it may be is said, and the person types it again.
 */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const READ: Readonly<Record<string, string>> = { I: '1', L: '1', O: '0' };
/** Of five bits each. */
const SIZE = 32;
/** Bits of a symbol. */
const BITS = 5;
const GROUP = 4;

/** Powers of an element that makes all others, x⁵ + x² + 1 being zero; twice, so that no sum of two logarithms leads out of it. */
const EXP: number[] = [];
const LOG: number[] = [];
for (let i = 0, x = 1; i < 2 * (SIZE - 1); i++) {
  EXP[i] = x;
  if (i < SIZE - 1) LOG[x] = i;
  x <<= 1;
  if (x & SIZE) x ^= 0b100101;
}
const times = (a: number, b: number) => (a === 0 || b === 0 ? 0 : EXP[LOG[a]! + LOG[b]!]!);

/** @returns the polynomial whose roots are the first powers, its highest coefficient, which is 1, left out */
function generator(checks: number): number[] {
  let all = [1];
  for (let i = 0; i < checks; i++) {
    const next = [...all, 0];
    all.forEach((one, at) => (next[at + 1]! ^= times(one, EXP[i]!)));
    all = next;
  }
  return all.slice(1);
}

/** @returns the symbols with as many check symbols after them @param symbols from 0 to 31, at most 31 with the checks */
export function withChecks(symbols: readonly number[], checks: number): number[] {
  const by = generator(checks);
  const rest = new Array<number>(checks).fill(0);
  for (const symbol of symbols) {
    const factor = symbol ^ rest.shift()!;
    rest.push(0);
    by.forEach((one, i) => (rest[i]! ^= times(one, factor)));
  }
  return [...symbols, ...rest];
}

const replaced = (symbols: readonly number[], at: number, by: number) => symbols.map((one, i) => (i === at ? by : one));

/** Whether the check symbols at the end say that all of them are right. */
export function isRight(symbols: readonly number[], checks: number): boolean {
  for (let i = 0; i < checks; i++) if (symbols.reduce((sum, one) => times(sum, EXP[i]!) ^ one, 0) !== 0) return false;
  return true;
}

/**
 * @param checks how many of the symbols are checks, at the end
 * @returns the symbols before the checks; where they are not right, the places, counted from 0, of the one symbol that would have to be another,
 *   or of the two that would have to change places; none where more is wrong. With four checks it can be one or the other alone, with two it
 *   may be either, and all places are told
 */
export function checkedSymbols(
  symbols: readonly number[],
  checks: number
): { readonly symbols: readonly number[] } | { readonly wrong: readonly number[] } {
  if (isRight(symbols, checks)) return { symbols: symbols.slice(0, symbols.length - checks) };
  const wrong = new Set<number>();
  for (let at = 0; at < symbols.length; at++)
    for (let other = 0; other < SIZE; other++) if (isRight(replaced(symbols, at, other), checks)) wrong.add(at);
  for (let at = 0; at < symbols.length; at++)
    for (let other = at + 1; other < symbols.length; other++)
      if (isRight(replaced(replaced(symbols, at, symbols[other]!), other, symbols[at]!), checks)) wrong.add(at).add(other);
  return { wrong: [...wrong].sort((a, b) => a - b) };
}

/** @returns the symbols of a text, its spaces and hyphens left out; `null` where there is a sign that is none */
export function readSymbols(text: string): number[] | null {
  const symbols = [...text.toUpperCase().replace(/[\s\p{Pd}\p{Cf}]/gu, '')].map((sign) => ALPHABET.indexOf(READ[sign] ?? sign));
  return symbols.includes(-1) ? null : symbols;
}

/** @returns the text of symbols, without spaces: all of it may stand in a QR code's smallest alphabet */
export const writeSymbols = (symbols: readonly number[]): string => symbols.map((one) => ALPHABET[one]!).join('');

/** @returns a code's text in groups, as people read it, such as "7KQ4 M2D8 RXP3 VHT0" */
export const inGroups = (text: string, size = GROUP): string => text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(' ') ?? '';

/** @param places of symbols, counted from 0 @returns the groups that they stand in, counted from 1 */
export const groupsAt = (places: readonly number[], size = GROUP): number[] =>
  [...new Set(places.map((place) => Math.floor(place / size) + 1))].sort((a, b) => a - b);

/** @returns an invitation's code as people read it: "7KQ M2D", or "7KQM2 D8RXP" of a later round */
export const invitationInGroups = (text: string): string => inGroups(text, text.length > 6 ? 5 : 3);

/** A whole number and how many bits it takes. */
export type Field = readonly [value: number, bits: number];

/** @returns symbols that hold the numbers one after the other, the last one filled up with zeros */
export function packed(fields: readonly Field[]): number[] {
  const bits = fields.map(([value, size]) => value.toString(2).padStart(size, '0')).join('');
  return bits
    .padEnd(Math.ceil(bits.length / BITS) * BITS, '0')
    .match(/.{5}/g)!
    .map((one) => parseInt(one, 2));
}

/** @returns the numbers that symbols hold, and whether all that is left is zero @param sizes bits of each */
export function unpacked(
  symbols: readonly number[],
  sizes: readonly number[]
): { readonly values: readonly number[]; readonly whole: boolean } {
  const bits = symbols.map((one) => one.toString(2).padStart(BITS, '0')).join('');
  let at = 0;
  const values = sizes.map((size) => parseInt(bits.slice(at, (at += size)), 2));
  return { values, whole: !bits.slice(at).includes('1') };
}
