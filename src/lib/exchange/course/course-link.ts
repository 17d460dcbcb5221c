/** An educator's choices in the address of a frame, after “#”: no server hears them, and they need no script in the page around. */
import { checkOf, fromText, toText } from '#lib/domain/course/state-bytes.ts';
import { deflated } from '../bytes/deflate.ts';

/** The first character says how the rest is packed; it only grows. */
export const PACKED = '1';

/** @param json as `writeCourseFile` gives it @returns letters, digits, “-” and “_” alone */
export async function packCourse(json: string): Promise<string> {
  const bytes = [...(await deflated(new TextEncoder().encode(json)))];
  return PACKED + toText([...bytes, ...checkOf(bytes)]);
}

/** @returns the packed bytes; `null` where they are not there to the last one */
export function bytesIn(packed: string): Uint8Array<ArrayBuffer> | null {
  try {
    const bytes = fromText(packed.slice(PACKED.length));
    const content = bytes.slice(0, -2);
    return checkOf(content).join() === bytes.slice(-2).join() ? new Uint8Array(content) : null;
  } catch {
    return null;
  }
}
