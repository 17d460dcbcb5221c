/**
 * Rows that only their owner can read. What keys and indexes need stays in the clear; all else is sealed with XChaCha20-Poly1305, which
 * works at once, so that it fits inside a transaction.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from 'dexie';

type Row = Record<string, unknown>;

/** What of each table stays in the clear. */
export const CLEAR: Readonly<Record<string, readonly string[]>> = {
  assessments: ['id', 'updatedAt'],
  entries: ['assessment', 'criterion'],
  aside: ['key'],
  settings: ['key'],
  shelf: ['key'],
  rubrics: ['key'],
  plan: ['id'],
  digests: ['id']
};
/** The settings row that says how the key is wrapped: without it nothing could be opened. */
export const LOCK = 'lock';

export interface Sealing {
  seal(table: string, row: unknown): unknown;
  /** @returns the row as it was; what cannot be opened comes back as what no check accepts, never as other data */
  open(table: string, stored: unknown): unknown;
}

const isClear = (table: string, row: Row) => table === 'settings' && row.key === LOCK;
const clearPart = (table: string, row: Row): Row =>
  Object.fromEntries((CLEAR[table] ?? []).filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));

/** The table and the key go into the seal, so that no row can take another's place. Rows that are put aside get their key later. */
const place = (table: string, clear: Row) => new TextEncoder().encode(`waymark ${table} ${table === 'aside' ? '' : JSON.stringify(clear)}`);

/** @param key 32 bytes */
export function sealing(key: Uint8Array): Sealing {
  const cipher = managedNonce(xchacha20poly1305);
  return {
    seal(table, row) {
      if (isClear(table, row as Row)) return row;
      const clear = clearPart(table, row as Row);
      const text = new TextEncoder().encode(JSON.stringify(row));
      return { ...clear, sealed: cipher(key, place(table, clear)).encrypt(text) };
    },
    open(table, stored) {
      const row = stored as Row | null | undefined;
      if (row === null || row === undefined || isClear(table, row)) return stored;
      const clear = clearPart(table, row);
      try {
        const text = cipher(key, place(table, clear)).decrypt(row.sealed as Uint8Array<ArrayBuffer>);
        const opened = JSON.parse(new TextDecoder().decode(text)) as Row;
        return table === 'aside' ? { ...opened, ...clear } : opened;
      } catch {
        const unreadable = { sealed: row.sealed instanceof Uint8Array ? hex(row.sealed) : (row.sealed ?? null) };
        if (table === 'rubrics') return { ...clear, content: unreadable };
        if (table === 'aside')
          return { ...clear, damage: { assessment: '', criterion: null, reason: 'sealed row cannot be opened', raw: unreadable } };
        return { ...clear, ...unreadable };
      }
    }
  };
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Seals on the way to the disk and opens on the way back; all that uses the tables sees rows as they were. */
export function sealedTables({ seal, open }: Sealing): Middleware<DBCore> {
  return {
    stack: 'dbcore',
    name: 'seal',
    create: (core) => ({ ...core, table: (name) => (CLEAR[name] ? sealedTable(core.table(name)) : core.table(name)) })
  };

  function sealedTable(table: DBCoreTable): DBCoreTable {
    const opened = (row: unknown) => open(table.name, row);
    return {
      ...table,
      mutate(request) {
        if (request.type !== 'put' && request.type !== 'add') return table.mutate(request);
        const values = request.values.map((row) => seal(table.name, row));
        // What a change says of single fields would bring them to the disk in the clear.
        if (request.type === 'put') {
          const { changeSpec: _, updates: __, ...whole } = request;
          return table.mutate({ ...whole, values });
        }
        return table.mutate({ ...request, values });
      },
      // Without `async`: a transaction ends when a wait of the language's own comes between two of its requests.
      get: (request) => table.get(request).then(opened),
      getMany: (request) => table.getMany(request).then((rows) => rows.map(opened)),
      query: (request) =>
        table
          .query(request)
          .then((response) => (request.values === false ? response : { ...response, result: response.result.map(opened) })),
      openCursor: (request) =>
        table
          .openCursor(request)
          .then((cursor) => cursor && (Object.create(cursor, { value: { get: () => opened(cursor.value) } }) as DBCoreCursor))
    };
  }
}
