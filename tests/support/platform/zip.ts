/** Reads a zip as a careful platform does: what its directory says has to be so. */
import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';

export interface Zipped {
  /** Files by path; folders are left out. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What is wrong with the zip itself, with the file that it is about. */
  readonly faults: readonly { readonly file: string; readonly reason: string }[];
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly size: number;
  readonly link: boolean;
}

/** @throws {Error} for bytes that are no zip at all */
export function readZip(bytes: Uint8Array): Zipped {
  const entries = directoryOf(bytes);
  // It keeps the last of several files with one name, and does not look at checksums.
  const unpacked = unzipSync(bytes);
  const faults: { file: string; reason: string }[] = [];
  const files = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  for (const { name, flags, method, crc, size, link } of entries) {
    const fault = (reason: string) => faults.push({ file: name, reason });
    if (seen.has(name)) fault('stands in the zip twice');
    seen.add(name);
    if (flags & 1) fault('is encrypted');
    if (method !== 0 && method !== 8) fault(`is packed by method ${method}`);
    if (link) fault('is a link');
    if (name.endsWith('/')) {
      if (size > 0) fault('is a folder with content');
      continue;
    }
    const content = unpacked[name];
    if (!content) fault('cannot be unpacked');
    else if (content.length !== size || crc32(content) !== crc) fault('is damaged: its checksum differs');
    files.set(name, content ?? new Uint8Array());
  }
  return { files, faults };
}

function directoryOf(bytes: Uint8Array): Entry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error('no zip: it has no directory');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  return Array.from({ length: count }, () => {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw new Error('no zip: its directory is damaged');
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    const entry: Entry = {
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      // Made on Unix, and of the kind that points elsewhere.
      link: view.getUint8(at + 5) === 3 && ((view.getUint32(at + 38, true) >>> 16) & 0o170000) === 0o120000
    };
    at += 46 + name + extra + comment;
    return entry;
  });
}
