/** Codes in files: tables and texts as they are, and photos of codes. */
import { plainName } from '#lib/domain/authoring/adopting.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { decoded } from '#lib/exchange/bytes/text.ts';
import { codeScanner } from './scanning.ts';

/** @returns what stands in files, one after the other, as one column; and the names of those in which there is nothing */
export async function columnIn(files: readonly File[]): Promise<{ readonly text: string; readonly unread: readonly string[] }> {
  const photos = codeScanner();
  const [texts, unread]: [string[], string[]] = [[], []];
  for (const file of files) {
    const read = file.type.startsWith('image/') ? photos.read(file).then((found) => found.join('\n')) : textIn(file);
    const text = await read.catch(() => '');
    if (text) texts.push(text);
    else unread.push(plainName(file.name));
  }
  return { text: texts.join('\n'), unread };
}

const textIn = async (file: File) => (file.size > CEILING.data ? '' : decoded(new Uint8Array(await file.arrayBuffer()), file.name));
