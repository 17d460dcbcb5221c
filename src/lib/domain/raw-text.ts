/** What was stored, whatever it is, as text to take away: a row that cannot be read may hold anything that a database takes. */

/** Deeper than this nothing is looked into: rows of ours have six levels. */
const DEEPEST = 100;

/** @returns JSON; what JSON has no word for is written as text, and what comes round to itself is left out where it does */
export const rawText = (value: unknown): string => JSON.stringify(plain(value, []), null, 2) ?? 'undefined';

const isTime = (value: object): value is { toJSON(): string | null } =>
  'getTime' in value && 'toJSON' in value && typeof value.toJSON === 'function' && !Object.hasOwn(value, 'toJSON');

function plain(value: unknown, within: readonly unknown[]): unknown {
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (within.includes(value) || within.length === DEEPEST) return '…';
  const inner = (one: unknown) => plain(one, [...within, value]);
  // A time; what is none has no such text.
  if (isTime(value)) return value.toJSON() ?? String(value);
  if (value instanceof ArrayBuffer) return inner(new Uint8Array(value));
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    return { bytes: Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('') };
  }
  if (value instanceof Map || value instanceof Set) return { [value instanceof Map ? 'map' : 'set']: inner([...value]) };
  if (Array.isArray(value)) return Array.from(value, inner);
  const fields = Object.entries(value).map(([name, one]) => [name, inner(one)] as const);
  // A file, an error, a pattern: what kind of thing it was is all that can be told.
  return fields.length || Object.getPrototypeOf(value) === Object.prototype ? Object.fromEntries(fields) : String(value);
}
