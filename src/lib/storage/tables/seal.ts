/**
 * Rows that only their owner can read. What keys and indexes need stays in the clear, as the record type says; all else is sealed with
 * XChaCha20-Poly1305, which works at once, so that it fits inside a transaction. A table that nobody has defined takes no row.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import type { DBCore, DBCoreCursor, DBCoreTable, Middleware } from 'dexie';
import { clearFields, recordType, type RecordType } from './schema.ts';
import { rowOf, textOf } from './text.ts';

type Row = Record<string, unknown>;

export interface Sealing {
  /** @throws RangeError where no record type is defined for the table; Error for what cannot be stored as it is */
  seal(table: string, row: unknown): unknown;
  /** @returns the row as it was; what cannot be opened comes back as what no check accepts, never as other data */
  open(table: string, stored: unknown): unknown;
}

const clearPart = (type: RecordType, row: Row): Row =>
  Object.fromEntries(clearFields(type).flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])));

/** The table and the key go into the seal, so that no row can take another's place. A row that is numbered gets its key later. */
const place = (table: string, { numbered }: RecordType, clear: Row) =>
  new TextEncoder().encode(`waymark ${table} ${numbered ? '' : JSON.stringify(clear)}`);

/** @param key 32 bytes */
export function sealing(key: Uint8Array): Sealing {
  const cipher = managedNonce(xchacha20poly1305);
  return {
    seal(table, row) {
      const type = recordType(table);
      if (type.open?.(row as Row)) return row;
      const clear = clearPart(type, row as Row);
      const text = new TextEncoder().encode(textOf(row));
      return { ...clear, sealed: cipher(key, place(table, type, clear)).encrypt(text) };
    },
    open(table, stored) {
      const type = recordType(table);
      const row = stored as Row | null | undefined;
      if (row === null || row === undefined || type.open?.(row)) return stored;
      const clear = clearPart(type, row);
      try {
        const text = cipher(key, place(table, type, clear)).decrypt(row.sealed as Uint8Array<ArrayBuffer>);
        const opened = rowOf(new TextDecoder().decode(text)) as Row;
        return type.numbered ? { ...opened, ...clear } : opened;
      } catch {
        return { ...clear, sealed: row.sealed instanceof Uint8Array ? hex(row.sealed) : (row.sealed ?? null) };
      }
    }
  };
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Seals on the way to the disk and opens on the way back; all that uses the tables sees rows as they were. */
export function sealedTables({ seal, open }: Sealing): Middleware<DBCore> {
  return { stack: 'dbcore', name: 'seal', create: (core) => ({ ...core, table: (name) => sealedTable(core.table(name)) }) };

  function sealedTable(table: DBCoreTable): DBCoreTable {
    // A table without a definition is not even opened.
    recordType(table.name);
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
