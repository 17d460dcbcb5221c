/** What the translations of the app's texts lack, and the stamps that tell when one is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stampOf } from '../src/lib/domain/hash.ts';
import type { Finding } from './findings.ts';
import { SOURCE, TRANSLATIONS } from './languages.ts';
import { areas, catalogueFile, compiled, readCatalogue, readMessages, missingForms, valuesOf, type Compiled } from './messages.ts';

/** For each key, a stamp of the English text that this language's was translated from. */
export const stampsFile = (language: string): string => `src/lib/i18n/translated/${language}.json`;
type Stamps = Readonly<Record<string, string>>;

function readStamps(language: string, root: string): Stamps {
  const file = join(root, stampsFile(language));
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stamps) : {};
}

/** @returns what is missing, left over, stale or asks for other values, by language and area; empty where nothing is */
export function checkMessages(root = '.', languages: readonly string[] = TRANSLATIONS): Finding[] {
  return languages.flatMap((language) => {
    const stamps = readStamps(language, root);
    return areas(root).flatMap((area) => checkArea(area, language, stamps, root));
  });
}

function checkArea(area: string, language: string, stamps: Stamps, root: string): Finding[] {
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
    let text: Compiled;
    try {
      text = compiled(message, '');
    } catch {
      return [{ file, place, reason: 'is not an ICU message', cure: 'Compare its braces with those of the original.' }];
    }
    const [wanted, has] = [compiled(original, place), text].map((one) => [...valuesOf(one).keys()].sort().join(', ') || 'none');
    if (wanted !== has)
      found.push({ file, place, reason: `takes the values ${has}; the original takes ${wanted}`, cure: 'Write the same names in braces.' });
    const forms = missingForms(text, language);
    if (forms.length)
      found.push({ file, place, reason: `lacks the plural forms ${forms.join(', ')}`, cure: 'Add them: the language counts with them.' });
    if (!Object.hasOwn(stamps, place))
      found.push({
        file,
        place,
        reason: 'was translated, but nobody recorded from which text',
        cure: `Read it beside the original, ${renew}`
      });
    else if (stamps[place] !== stampOf(original))
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
  for (const language of languages) {
    const own = readMessages(language, root);
    const keys = Object.keys(source).filter((key) => Object.hasOwn(own, key));
    const stamps: Stamps = Object.fromEntries(keys.map((key) => [key, stampOf(source[key]!)]));
    const file = join(root, stampsFile(language));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(stamps, null, 2)}\n`);
  }
}
