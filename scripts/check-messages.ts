/** What the translations of the app's texts lack, and the stamps that tell when one is stale. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonical, stampOf } from '../src/lib/domain/hash.ts';
import type { Finding } from './findings.ts';
import { SOURCE, TRANSLATIONS } from './languages.ts';
import { areas, catalogueFile, readCatalogue, readMessages, type Message } from './messages.ts';

/** For each language and key, a stamp of the English text that it was translated from. */
export const STAMPS = 'src/lib/i18n/translated.json';
type Stamps = Readonly<Record<string, Readonly<Record<string, string>>>>;

const readStamps = (root: string): Stamps =>
  existsSync(join(root, STAMPS)) ? (JSON.parse(readFileSync(join(root, STAMPS), 'utf8')) as Stamps) : {};

/** A text with its plural forms counts as one. */
const stampOfMessage = (message: Message): string => stampOf(canonical(message));

/** The values that a text takes, whatever its plural forms are: ["minutes"]. */
function placeholdersOf(message: Message): string[] {
  const texts = typeof message === 'string' ? [message] : message.flatMap(({ match }) => Object.values(match));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(/\{\s*(\w+)\s*\}/g)].map(([, name]) => name!)))].sort();
}

/** @returns what is missing, left over, stale or asks for other values, by language and area; empty where nothing is */
export function checkMessages(root = '.', languages: readonly string[] = TRANSLATIONS): Finding[] {
  const stamps = readStamps(root);
  return languages.flatMap((language) => areas(root).flatMap((area) => checkArea(area, language, stamps[language] ?? {}, root)));
}

function checkArea(area: string, language: string, stamps: Readonly<Record<string, string>>, root: string): Finding[] {
  const [source, own] = [readCatalogue(area, SOURCE, root), readCatalogue(area, language, root)];
  const file = catalogueFile(area, language);
  const renew = `then run: npm run messages -- translated ${language}`;
  const missing = Object.keys(source)
    .filter((key) => !Object.hasOwn(own, key))
    .map((place) => ({ file, place, reason: 'has no text', cure: `Translate it from ${catalogueFile(area, SOURCE)}, ${renew}` }));
  const others = Object.entries(own).flatMap(([place, message]): Finding[] => {
    const original = source[place];
    if (original === undefined) return [{ file, place, reason: 'is a text that nobody asks for', cure: 'Delete it.' }];
    const found: Finding[] = [];
    const [wanted, has] = [placeholdersOf(original), placeholdersOf(message)].map((names) => names.join(', ') || 'none');
    if (wanted !== has)
      found.push({ file, place, reason: `takes the values ${has}; the original takes ${wanted}`, cure: 'Write the same names in braces.' });
    if (!Object.hasOwn(stamps, place))
      found.push({
        file,
        place,
        reason: 'was translated, but nobody recorded from which text',
        cure: `Read it beside the original, ${renew}`
      });
    else if (stamps[place] !== stampOfMessage(original))
      found.push({ file, place, reason: 'was translated from a text that has changed since', cure: `Mend it, ${renew}` });
    return found;
  });
  return [...missing, ...others];
}

/** Records that every text that these languages have was made from today's English one. @throws Error for a language that the app has not */
export function stampMessages(languages: readonly string[], root = '.'): void {
  const unknown = languages.filter((language) => !TRANSLATIONS.includes(language));
  if (unknown.length) throw new Error(`“${unknown.join(', ')}” is not one of ${TRANSLATIONS.join(', ')}`);
  const source = readMessages(SOURCE, root);
  const stamps = { ...readStamps(root) };
  for (const language of languages) {
    const own = readMessages(language, root);
    const keys = Object.keys(source).filter((key) => Object.hasOwn(own, key));
    stamps[language] = Object.fromEntries(keys.map((key) => [key, stampOfMessage(source[key]!)]));
  }
  writeFileSync(join(root, STAMPS), `${JSON.stringify(stamps, null, 2)}\n`);
}
