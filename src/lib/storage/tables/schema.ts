/**
 * What a person's database holds: one entry for each kind of row. All else derives from it: the versions of the database, keys and
 * indexes, what of a sealed row stays in the clear, what is checked and brought up to date when it is read, and what is counted, taken out,
 * erased and put back. README.md says how to add one.
 */
import type { Read } from './rows.ts';

/** The checks are as large as a page, and come when something is read. */
export type Rows = typeof import('./rows.ts');
type Row = Readonly<Record<string, unknown>>;

export interface RecordType {
  /** The version of the database that brought it. */
  readonly since: number;
  /** The fields that its key is made of, in order. */
  readonly key: readonly [string] | readonly [string, string];
  /** The database gives each row a number for its key. */
  readonly numbered?: true;
  /** A field by which rows can be had newest first. */
  readonly index?: string;
  /**
   * `person`: what somebody made, which is counted, taken out, erased and put back. `derived`: worked out from that, erased with it, and
   * worked out anew. `device`: remembered about the app, and left alone.
   */
  readonly owner: 'person' | 'derived' | 'device';
  /**
   * Looks a row over; absent where a row holds whatever was put into it, which whoever reads it has to look over.
   * @throws DataError where it cannot be read
   */
  readonly check?: (rows: Rows) => (raw: unknown) => unknown;
  /** Steps that bring rows of earlier versions up to date when they are read. They only grow, and leave other rows as they are. */
  readonly upgrade?: readonly ((row: Row) => Row)[];
  /** In which order its rows came, and when, must not be seen in the journal: there they stand by their keys, under one time. */
  readonly unordered?: true;
  /** Rows that are never sealed. */
  readonly open?: (row: Row) => boolean;
}

/** The settings row that says how a person's key is wrapped: without it nothing could be opened. */
export const LOCK = 'lock';
/** The row of `waiting` that holds the key to the boxes of its workshop; boxes have random ids. */
export const BOX_KEY = 'key';
/** The settings row that numbers changes: see changes.ts. */
export const LAST_CHANGE = 'last-change';

/** Until version 3 a copy beside answers was called kept. */
const citedForKept = (row: Row): Row => (row.origin === 'kept' ? { ...row, origin: 'cited' } : row);

/** Until version 3 the assessment that is looked back to was named as back. */
const retrospectOfForBack = ({ back, ...row }: Row): Row => (back === undefined ? row : { ...row, retrospectOf: back });

export const TABLES = {
  /** An assessment's own row. */
  assessments: {
    since: 1,
    key: ['id'],
    index: 'updatedAt',
    owner: 'person',
    check: (rows) => rows.checkHead,
    upgrade: [retrospectOfForBack]
  },
  /** All that one criterion holds. */
  entries: { since: 1, key: ['assessment', 'criterion'], owner: 'person', check: (rows) => rows.checkEntry },
  /** Rows that could not be read, as they were before something else took their place. */
  aside: { since: 1, key: ['key'], numbered: true, owner: 'person', check: (rows) => rows.checkAside },
  settings: { since: 1, key: ['key'], owner: 'device', open: ({ key }) => key === LOCK || key === LAST_CHANGE },
  /** Rubrics and drafts as a list shows them: a list of a hundred must not read a hundred rubrics. */
  shelf: { since: 2, key: ['key'], owner: 'person', check: (rows) => rows.checkItem, upgrade: [citedForKept] },
  /** What they contain. */
  rubrics: { since: 2, key: ['key'], owner: 'person' },
  /** Steps of the plan. */
  plan: { since: 3, key: ['id'], owner: 'person', check: (rows) => rows.checkStep },
  /** Positions as they were worked out. Gone as soon as an answer changes. */
  digests: { since: 3, key: ['id'], owner: 'derived', check: (rows) => rows.checkDigest },
  /** Rounds of workshops that somebody leads. */
  workshops: { since: 6, key: ['id'], owner: 'person', check: (rows) => rows.checkWorkshop },
  /** What was handed in while a round is open, under ids by chance. */
  results: { since: 6, key: ['workshop', 'id'], owner: 'person', unordered: true, check: (rows) => rows.checkResult },
  /** What guests left on a laptop that is handed round: boxes, which anybody may put there, and the key to them. */
  waiting: {
    since: 6,
    key: ['workshop', 'id'],
    owner: 'person',
    unordered: true,
    check: (rows) => rows.checkWaiting,
    open: (row) => 'box' in row
  },
  /** Workshops that somebody takes part in. */
  participations: { since: 6, key: ['assessment'], owner: 'person', check: (rows) => rows.checkParticipation },
  /** What the person asked others about their work, with the second views that they kept. */
  asked: { since: 7, key: ['assessment', 'number'], owner: 'person', check: (rows) => rows.checkAsked },
  /** What the person answers about the work of others. */
  given: { since: 7, key: ['number'], owner: 'person', check: (rows) => rows.checkGiven }
} as const satisfies Readonly<Record<string, RecordType>>;

export type Table = keyof typeof TABLES;
export const TABLE_NAMES = Object.keys(TABLES) as Table[];

/**
 * Grows with every table, with every step that brings rows up to date, and with whatever earlier versions of the app would take for damage:
 * 5 brought answers that were left, what is said of a whole situation, and of a step when it was done and from which version it came; 6 brought
 * workshops; 7 second views.
 */
export const VERSION = 7;

/** @throws RangeError where there is no such table: nothing is read or written that nobody has defined */
export function recordType(table: string): RecordType {
  if (!Object.hasOwn(TABLES, table)) throw new RangeError(`no record type is defined for the table “${table}”`);
  return TABLES[table as Table];
}

/** @returns the tables of these owners */
export const tablesOf = (...owners: readonly RecordType['owner'][]): Table[] =>
  TABLE_NAMES.filter((table) => owners.includes(TABLES[table].owner));

/** @returns what has to stay readable for a row to be found, in a fixed order */
export const clearFields = ({ key, index }: RecordType): readonly string[] => (index ? [...key, index] : key);

/** A row's key: one field, several, or the number that the database gave it. */
export type Key = string | number | readonly [string, string];

export function keyOf(table: Table, row: unknown): Key {
  const fields = recordType(table).key.map((name) => (row as Record<string, string>)[name]!);
  return fields.length === 1 ? fields[0]! : (fields as [string, string]);
}

/** Tables whose rows are checked when they are read, and what they then are. */
type Checked = { [T in Table]: (typeof TABLES)[T] extends { check: unknown } ? T : never }[Table];
type RowOf<T extends Checked> = ReturnType<ReturnType<(typeof TABLES)[T]['check']>>;

/** @returns what reads a table's rows: brought up to date, and checked */
export function reader<T extends Checked>(table: T, rows: Rows): (raw: unknown) => Read<RowOf<T>> {
  const { check, upgrade = [] } = TABLES[table] as RecordType;
  const upToDate = (raw: unknown) => (typeof raw === 'object' && raw !== null ? upgrade.reduce((row, step) => step(row), raw as Row) : raw);
  return (raw) =>
    rows.attempt(
      () => check!(rows)(upToDate(raw)) as RowOf<T>,
      raw,
      table,
      (row) => keyOf(table, row)
    );
}
