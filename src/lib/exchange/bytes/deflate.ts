/** Packing and unpacking with what browsers bring along; unpacking stops at a ceiling, whatever the packed bytes hold. */

import { joined } from '#lib/domain/bytes.ts';

/** More came out than was allowed. */
export class TooMuch extends Error {
  override name = 'TooMuch';
}

export const deflated = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new CompressionStream('deflate-raw'), Infinity);

/**
 * @param most bytes that may come out
 * @throws TooMuch as soon as there are more; TypeError where the bytes are damaged or cut off
 */
export const inflated = (bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> =>
  through(bytes, new DecompressionStream('deflate-raw'), most);

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  { readable, writable }: { readable: ReadableStream<Uint8Array>; writable: WritableStream<BufferSource> },
  most: number
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = writable.getWriter();
  // What goes wrong shows where it is read; here it only must not be left unheard.
  const fed = writer.write(bytes).then(() => writer.close());
  fed.catch(() => {});
  const reader = readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > most) {
      await reader.cancel().catch(() => {});
      throw new TooMuch();
    }
    parts.push(value);
  }
  await fed;
  return joined(parts);
}
