/**
 * Unpacks a spreadsheet, and looks at the same time how large it says it is, and whether that is true. A few bytes can hold gigabytes of
 * zeros.
 */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING, tooLarge } from './ceilings.ts';
import { inflated, TooMuch } from './deflate.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** A file of markup in the packing, unpacked. */
export interface MarkupFile {
  readonly path: string;
  readonly text: string;
}

interface Entry {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  /** Bytes when packed, and when unpacked, as the packing says. */
  readonly size: number;
  readonly full: number;
  /** Where the entry's own head begins. */
  readonly local: number;
}

/**
 * @returns the names of the files in it
 * @throws DataError where it is damaged, or has more files than are read
 */
export const pathsIn = (bytes: Uint8Array<ArrayBuffer>, name: string): string[] => entriesOf(bytes, name).map(({ path }) => path);

/**
 * @returns the files of markup in it
 * @throws DataError where it is damaged, encrypted, or larger than is read when unpacked
 */
export async function markupIn(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<MarkupFile[]> {
  const damaged = () => new DataError(name, '', 'damaged-file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left: number = CEILING.unpacked;
  const parts: MarkupFile[] = [];
  let packed = 0;
  for (const { path, flags, method, size, full, local } of entriesOf(bytes, name)) {
    packed += size;
    // Encrypted, or packed files that overlap so that few bytes count many times.
    if (flags & 1 || packed > bytes.length) throw damaged();
    if (full > left) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
    if (method !== 0 && method !== 8) throw damaged();
    let whole: Uint8Array;
    try {
      if (view.getUint32(local, true) !== LOCAL) throw damaged();
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const own = bytes.slice(start, start + size);
      whole = method === 8 ? await inflated(own, full) : own;
    } catch (error) {
      if (error instanceof DataError) throw error;
      if (error instanceof TooMuch) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
      throw damaged();
    }
    if (whole.length !== full) throw damaged();
    left -= full;
    // What is in the rest is of no use here; only its size is looked at.
    if (/\.(xml|rels)$/i.test(path)) parts.push({ path, text: new TextDecoder().decode(whole) });
  }
  return parts;
}

function entriesOf(bytes: Uint8Array<ArrayBuffer>, name: string): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = () => new DataError(name, '', 'damaged-file');
  try {
    const end = endOf(view);
    const count = view.getUint16(end + 10, true);
    if (count > CEILING.packedFiles) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
    let at = view.getUint32(end + 16, true);
    const entries: Entry[] = [];
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== ENTRY) throw damaged();
      const nameLength = view.getUint16(at + 28, true);
      entries.push({
        path: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
        size: view.getUint32(at + 20, true),
        full: view.getUint32(at + 24, true),
        local: view.getUint32(at + 42, true)
      });
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return entries;
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw damaged();
  }
}

/** The end of a packing is found from behind; a comment may follow it. */
function endOf(view: DataView): number {
  const last = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= last; at--) if (view.getUint32(at, true) === END) return at;
  throw new RangeError('no end of central directory');
}
