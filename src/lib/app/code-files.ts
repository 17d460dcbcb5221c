/** Codes in files: tables and texts as they are, and photos of codes. */
import { plainName } from '#lib/domain/authoring/adopting.ts';
import { readColumn } from '#lib/domain/workshop/column.ts';
import { codeLike } from '#lib/domain/workshop/result-code.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { textOf } from '#lib/exchange/bytes/text.ts';
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

async function textIn(file: File): Promise<string> {
  if (file.size > CEILING.data) return '';
  const bytes = new Uint8Array(await file.arrayBuffer());
  try {
    return textOf(bytes, file.name);
  } catch {
    // Spreadsheets write tables in the old encoding of their country, in which codes are the same. A PDF is in none.
    const text = new TextDecoder('windows-1252').decode(bytes);
    return readColumn(text).lines.some(({ code }) => codeLike(code) === 'right') ? text : '';
  }
}
