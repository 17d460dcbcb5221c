/** A message in another language than the page's: for what is written into a text of that language. */
import { written, type CompiledMessage, type Values } from './compiled.ts';
import { LANGUAGES } from './locale.ts';
import { fetchArea } from './texts.ts';

/**
 * @param area that the message is in
 * @returns the message; `null` where the app has not this language, or it cannot be fetched
 */
export async function messageIn(of: string, area: string, key: string, values: Values): Promise<string | null> {
  if (!LANGUAGES.includes(of)) return null;
  const texts = await fetchArea<Readonly<Record<string, CompiledMessage>>>(area, of).catch(() => null);
  return texts && key in texts ? written(texts[key]!, of, values) : null;
}
