/**
 * Looks into a spreadsheet's packing before a library unpacks it: how large it says it is, and whether that is true. A few bytes can
 * hold gigabytes of zeros.
 */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING, tooLarge } from './ceilings.ts';
import { inflated, TooMuch } from './deflate.ts';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** A file of markup in the packing, markupIn. */
export interface MarkupFile {
  readonly path: string;
  readonly text: string;
}

/**
 * @returns the files of markup in it
 * @throws DataError where it is damaged, encrypted, or larger than is read when markupIn
 */
export async function markupIn(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<MarkupFile[]> {
  const damaged = () => new DataError(name, '', 'damaged-file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let left: number = CEILING.unpacked;
  const parts: MarkupFile[] = [];
  try {
    const end = endOf(view);
    const count = view.getUint16(end + 10, true);
    if (count > CEILING.packedFiles) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
    let packed = 0;
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== ENTRY) throw damaged();
      const flags = view.getUint16(at + 8, true);
      const method = view.getUint16(at + 10, true);
      const size = view.getUint32(at + 20, true);
      const full = view.getUint32(at + 24, true);
      const nameLength = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
      at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
      packed += size;
      // Encrypted, or packed files that overlap so that few bytes count many times.
      if (flags & 1 || packed > bytes.length) throw damaged();
      if (full > left) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
      if (view.getUint32(local, true) !== LOCAL) throw damaged();
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const own = bytes.slice(start, start + size);
      if (method !== 0 && method !== 8) throw damaged();
      const whole = method === 8 ? await inflated(own, full) : own;
      if (whole.length !== full) throw damaged();
      left -= full;
      // The library unpacks everything; only markup is looked into.
      if (/\.(xml|rels)$/i.test(path)) parts.push({ path, text: new TextDecoder().decode(whole) });
    }
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (error instanceof TooMuch) throw tooLarge(CEILING.unpacked + 1, CEILING.unpacked, name);
    throw damaged();
  }
  return parts;
}

/** The end of a packing is found from behind; a comment may follow it. */
function endOf(view: DataView): number {
  const last = Math.max(0, view.byteLength - 22 - 65_535);
  for (let at = view.byteLength - 22; at >= last; at--) if (view.getUint32(at, true) === END) return at;
  throw new RangeError('no end of central directory');
}
