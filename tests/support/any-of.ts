/** Whatever a schema lets in, with a liking for its limits: what the checks allow is read off them, so that it follows them. */
import * as fc from 'fast-check';
import * as z from 'zod/mini';

interface Check {
  readonly check?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly pattern?: RegExp;
}
interface Def extends Check {
  readonly type: string;
  readonly checks?: readonly { readonly _zod: { readonly def: Check } }[];
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly element?: z.ZodMiniType;
  readonly items?: readonly z.ZodMiniType[];
  /** What goes into what changes values. */
  readonly in?: z.ZodMiniType;
  readonly innerType?: z.ZodMiniType;
  readonly keyType?: z.ZodMiniType;
  readonly valueType?: z.ZodMiniType;
  readonly options?: readonly z.ZodMiniType[];
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string>>;
}
const defOf = (schema: z.ZodMiniType) => (schema as unknown as { _zod: { def: Def } })._zod.def;

/** What pages, tables and files stumble over. */
const TEXTS = [
  '',
  ' ',
  'a',
  'A1',
  'en',
  '1.0.0',
  'privacy.C4',
  '2026-02-28',
  '0000-01-01',
  '9999-12-31',
  'שלום עולם',
  'مرحبا بالعالم',
  '👩‍🏫👨‍👩‍👧‍👦🏳️‍🌈',
  'Z̷̪̈á̶̱l̵̰͝g̶̛̝o̴̙͝',
  '\ud800',
  'a\udc00b',
  'line\nbreak\r\nand\ttab',
  '\u0000\u0007\u202eevil\u2066',
  '\ufeff\u200b',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("x")',
  '{count, plural, other {#}}',
  '__proto__',
  'constructor',
  'toString',
  '%s %E0%A4%A',
  '#?&=/..'
];
/** As long as a text of its kind can be, without a place to break. */
const long = (most: number) => ['W'.repeat(most), '👩‍🏫'.repeat(Math.floor(most / 5)), 'word '.repeat(Math.floor(most / 5))];
/** Where nothing says how long a list may be; and more than this is a matter of lists, not of what is in them. */
const MANY = 12;

/** @param known texts that mean something where they stand, such as ids of built-in rubrics */
export function anyOf(schema: z.ZodMiniType, known: readonly string[] = []): fc.Arbitrary<unknown> {
  const def = defOf(schema);
  const checks: readonly Check[] = [def, ...(def.checks ?? []).map((one) => one._zod.def)];
  const limit = (name: 'minimum' | 'maximum') => checks.map((one) => one[name]).find((one) => one !== undefined);
  const lets = (value: unknown) => z.safeParse(schema, value).success;
  const inner = (one: z.ZodMiniType) => anyOf(one, known);
  switch (def.type) {
    case 'string': {
      const patterns = checks.flatMap(({ pattern }) => pattern ?? []);
      const fixed = [...TEXTS, ...long(Math.min(limit('maximum') ?? 500, 2_000)), ...known].filter(lets);
      const made = patterns.map((pattern) => madeBy(pattern)).filter((one) => one !== null);
      const free = made.length ? made : patterns.length ? [] : [fc.string({ unit: 'grapheme', maxLength: 30 })];
      return fc.oneof(...(fixed.length ? [fc.constantFrom(...fixed)] : []), ...free).filter(lets);
    }
    case 'number': {
      const bounds = checks.flatMap(({ check, value }) => (check?.includes('than') && typeof value === 'number' ? [value] : []));
      const near = [0, 1, -1, 1.5, 1e-7, Date.UTC(2026, 9, 1), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 1e21, -1e300];
      const all = [...near, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])].filter(lets);
      return fc.constantFrom(...all);
    }
    case 'literal':
      return fc.constantFrom(...def.values!);
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries!));
    case 'nullable':
      return fc.option(inner(def.innerType!), { nil: null });
    case 'pipe':
      return inner(def.in!)
        .map((value) => z.safeParse(schema, value))
        .filter(({ success }) => success)
        .map(({ data }) => data);
    case 'union':
      return fc.oneof(...def.options!.map(inner));
    case 'tuple':
      return fc.tuple(...def.items!.map(inner)).filter(lets);
    case 'array':
      return fc
        .array(inner(def.element!), { minLength: limit('minimum') ?? 0, maxLength: Math.min(limit('maximum') ?? MANY, MANY) })
        .filter(lets);
    case 'record':
      return (
        fc
          // What bears this name is declined wherever it stands.
          .array(
            fc.tuple(
              (inner(def.keyType!) as fc.Arbitrary<string>).filter((key) => key !== '__proto__'),
              inner(def.valueType!)
            ),
            { maxLength: 6 }
          )
          .map((entries) => Object.fromEntries(entries))
          .filter(lets)
      );
    case 'object': {
      const fields = Object.entries(def.shape!);
      const isOptional = ([, one]: (typeof fields)[number]) => defOf(one).type === 'optional';
      const parts = Object.fromEntries(fields.map(([name, one]) => [name, inner(isOptional([name, one]) ? defOf(one).innerType! : one)]));
      return fc.record(parts, { requiredKeys: fields.filter((one) => !isOptional(one)).map(([name]) => name) }).filter(lets);
    }
    default:
      throw new RangeError(`nothing is known of schemas of the kind “${def.type}”`);
  }
}

/** @returns `null` where the pattern is beyond what can be made from one: then only what is tried fits it */
function madeBy(pattern: RegExp): fc.Arbitrary<string> | null {
  try {
    // A look ahead only takes something away.
    return fc.stringMatching(new RegExp(pattern.source.replace(/\(\?![^]*?\$\)(?=\[|$)/, ''), pattern.flags), { maxLength: 40 });
  } catch {
    return null;
  }
}
