/** Files spoilt by a seed, so that a failure comes again. */
import { randomBy } from '../../scripts/random.ts';

/** @returns numbers and picks that come again with the same seed */
export function chance(seed: number) {
  const below = randomBy(seed);
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)]! };
}
export type Chance = ReturnType<typeof chance>;

export const NASTY: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  'javascript:alert(1)',
  'good\u202Edab',
  '\u2066\u2067\u2069',
  '\u200Bhidden',
  '\uD800',
  '\0',
  '=HYPERLINK("http://example.org","x")',
  "=cmd|' /C calc'!A0",
  '@SUM(1)',
  '__proto__',
  'constructor',
  'toString',
  '${7*7}{{7*7}}',
  'x'.repeat(2_001),
  'x'.repeat(300_000),
  '../../etc/passwd',
  '1e999',
  '',
  'practice',
  'A2.3',
  'one\r\nATTACH:http://example.org/x',
  'a b',
  '-',
  '0'.repeat(32),
  '0000-00-00',
  '2026-02-30'
];
/** Numbers: no dates, no whole ones, none that fit. */
const NUMBERS = [-1, 0, 1.5, 1e308, -1e308, 5e-324, 2 ** 53, 8.64e15, 8.64e15 + 1, 1.7e18, 1234567890123456, 253_402_300_800_000];
const VALUES: readonly unknown[] = [null, true, ...NUMBERS, [], {}, [[[]]], { __proto__: null }, ...NASTY];

/** Changes one to three values somewhere in parsed JSON, or their keys; half of the time by one of the same kind. */
export function mutated(root: unknown, c: Chance): unknown {
  const spots: { holder: Record<string, unknown>; key: string }[] = [];
  const visit = (value: unknown) => {
    if (value === null || typeof value !== 'object') return;
    for (const key of Object.keys(value)) {
      spots.push({ holder: value as Record<string, unknown>, key });
      visit((value as Record<string, unknown>)[key]);
    }
  };
  visit(root);
  for (let n = 1 + c.below(3) * c.below(2); n > 0; n--) {
    const { holder, key } = c.pick(spots);
    const one = holder[key];
    const how = c.below(10);
    if (how === 0) delete holder[key];
    else if (how === 1) Object.defineProperty(holder, c.pick(NASTY), { value: one, enumerable: true, configurable: true, writable: true });
    else if (how === 2 && Array.isArray(holder)) holder.push(...holder);
    else if (how === 3) holder[key] = Array.from({ length: 1 + c.below(2_000) }, () => one);
    else if (how < 6) holder[key] = c.pick(VALUES);
    else if (typeof one === 'number') holder[key] = c.pick(NUMBERS);
    else if (typeof one === 'string') holder[key] = c.pick(NASTY);
    else if (Array.isArray(one)) holder[key] = c.pick<unknown>([[], one.slice(1), [...one].reverse(), [...one, ...one]]);
    else holder[key] = c.pick<unknown>([{}, one, null]);
  }
  return root;
}

export function damagedBytes(bytes: Uint8Array, c: Chance): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  switch (c.below(6)) {
    case 0:
      return copy.slice(0, c.below(copy.length));
    case 1:
      for (let n = 1 + c.below(50); n > 0; n--) copy[c.below(copy.length)] = c.below(256);
      return copy;
    case 2:
      return copy.slice(c.below(Math.min(copy.length, 200)));
    case 3:
      return new Uint8Array([...copy.slice(0, 5_000), ...copy.slice(0, 5_000)]);
    case 4: {
      const at = c.below(copy.length);
      copy.fill(c.pick([0, 0x20, 0xff, 0x7b, 0x5b]), at, at + c.below(2_000));
      return copy;
    }
    default:
      for (let n = 1 + c.below(4); n > 0; n--) copy[c.below(copy.length)]! ^= 1 << c.below(8);
      return copy;
  }
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

export function spoiltText(text: string, c: Chance): Uint8Array<ArrayBuffer> {
  switch (c.below(5)) {
    case 0:
      return damagedBytes(utf8(text), c);
    case 1: {
      const at = c.below(text.length);
      return utf8(text.slice(0, at) + c.pick(NASTY) + text.slice(at));
    }
    case 2:
      return new Uint8Array(new Uint16Array([0xfeff, ...[...text.slice(0, 5_000)].map((char) => char.charCodeAt(0))]).buffer);
    case 3: {
      const at = c.below(text.length);
      return utf8(text.slice(0, at) + c.pick(['[', '{"a":', '"', '\n', ',', '\t', ';']).repeat(1 + c.below(20_000)) + text.slice(at));
    }
    default: {
      const lines = text.split('\n');
      for (let n = 1 + c.below(5); n > 0; n--) lines.splice(c.below(lines.length), c.below(2), c.pick(NASTY));
      return utf8(lines.join('\n'));
    }
  }
}
