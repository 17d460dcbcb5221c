/** Codes in files: tables and texts as they are, and photos of codes. */
import { plainName } from '#lib/domain/authoring/adopting.ts';
import { readColumn } from '#lib/domain/workshop/column.ts';
import { isHandOver } from '#lib/domain/workshop/hand-over.ts';
import { codeLike } from '#lib/domain/workshop/result-code.ts';
import { CEILING } from '#lib/exchange/bytes/ceilings.ts';
import { textOf } from '#lib/exchange/bytes/text.ts';
import type { ScanningDevice } from '#lib/state/scanner.svelte.ts';

/** What stands in files. */
interface Found {
  /** Codes, one after the other, as one column. */
  readonly text: string;
  /** What other devices hand over. */
  readonly handOvers: readonly string[];
  /** Names of files in which there is nothing. */
  readonly unread: readonly string[];
}

/** @param photos reads the codes in a picture */
export async function columnIn(files: readonly File[], photos: Pick<ScanningDevice, 'read'>): Promise<Found> {
  const [texts, handOvers, unread]: [string[], string[], string[]] = [[], [], []];
  for (const file of files) {
    const read = file.type.startsWith('image/') ? photos.read(file) : textIn(file).then((text) => [text]);
    const found = (await read.catch(() => [])).filter(Boolean);
    handOvers.push(...found.filter(isHandOver));
    texts.push(...found.filter((text) => !isHandOver(text)));
    if (!found.length) unread.push(plainName(file.name));
  }
  return { text: texts.join('\n'), handOvers, unread };
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
