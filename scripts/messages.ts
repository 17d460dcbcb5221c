/**
 * The texts of the app as they lie in src/lib/i18n/messages: a folder for each **area**, a file in it for each language, ICU messages under
 * keys.
 *
 * `npm run messages`: writes the types of the texts, for the compiler. `npm run messages -- check`: names what translations lack.
 * `npm run messages -- translated [LANGUAGE …]`: records that they were made from today's texts.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import compileText from 'icu-minify/compile';
import { say, verdict } from './findings.ts';
import { accented, BORROWED, filler, PSEUDO, SOURCE, TRANSLATIONS } from './languages.ts';

/** ICU messages by key. */
export type Catalogue = Readonly<Record<string, string>>;
/** A part of a compiled message: a text, the number of a plural (0), a value, or a choice between messages. */
export type Part = string | number | readonly [name: string, kind?: number, choices?: Readonly<Record<string, Compiled>>];
/** A message as `src/lib/i18n/compiled.ts` writes it out. */
export type Compiled = string | number | readonly Part[];

/** The kind of choice that hangs on a number. */
const PLURAL = 2;

export const MESSAGES = 'src/lib/i18n/messages';
export const TYPES = 'src/lib/i18n/keys.d.ts';

/** The folders of texts. */
export const areas = (root = '.'): string[] =>
  readdirSync(join(root, MESSAGES), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

export const catalogueFile = (area: string, language: string): string => join(MESSAGES, area, `${language}.json`);

/** One file of texts; empty where there is none. @throws Error naming the file that is not JSON */
export function readCatalogue(area: string, language: string, root = '.'): Catalogue {
  const file = join(root, catalogueFile(area, language));
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Catalogue;
  } catch (error) {
    throw new Error(`${file}: is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** All texts of a language. @throws Error where two areas have the same key */
export function readMessages(language: string, root = '.'): Catalogue {
  const all: Record<string, string> = {};
  for (const area of areas(root))
    for (const [key, message] of Object.entries(readCatalogue(area, language, root))) {
      if (Object.hasOwn(all, key)) throw new Error(`${catalogueFile(area, language)}: ${key} stands in another file too`);
      all[key] = message;
    }
  return all;
}

/**
 * @param place of the message, for the error
 * @throws Error where it is no ICU message, or has anything else in it than values and plural forms: the app writes no other
 */
export function compiled(message: string, place: string): Compiled {
  let made: Compiled;
  try {
    made = compileText(message) as Compiled;
  } catch (error) {
    throw new Error(`${place}: is not an ICU message: ${(error as Error).message}`, { cause: error });
  }
  if (!isPlain(made)) throw new Error(`${place}: has something else in it than values and plural forms`);
  return made;
}

const isPlain = (message: Compiled): boolean =>
  partsOf(message).every(
    (part) => !Array.isArray(part) || part.length === 1 || (part[1] === PLURAL && Object.values(choicesOf(part)!).every(isPlain))
  );

const choicesOf = (part: Part | undefined) =>
  Array.isArray(part) ? (part[2] as Readonly<Record<string, Compiled>> | undefined) : undefined;
const partsOf = (message: Compiled): readonly Part[] => (Array.isArray(message) ? (message as readonly Part[]) : [message as string]);
const choosing = (part: Part, change: (one: Compiled) => Compiled): Part => {
  const [name, kind, choices] = part as readonly [string, number, Readonly<Record<string, Compiled>>];
  return [name, kind, Object.fromEntries(Object.entries(choices).map(([form, one]) => [form, change(one)]))];
};

/** Changes each text that somebody reads as a whole: a message, or one of its plural forms. */
function eachWhole(message: Compiled, change: (parts: readonly Part[]) => readonly Part[]): Compiled {
  const parts = partsOf(message);
  if (parts.length === 1 && choicesOf(parts[0])) return [choosing(parts[0]!, (one) => eachWhole(one, change))];
  const changed = joined(change(parts));
  return changed.length === 1 && typeof changed[0] === 'string' ? changed[0] : changed;
}

/** Texts that follow each other become one. */
const joined = (parts: readonly Part[]): Part[] =>
  parts.reduce<Part[]>((all, part) => {
    const last = all.at(-1);
    return typeof part === 'string' && typeof last === 'string' ? [...all.slice(0, -1), last + part] : [...all, part];
  }, []);

const literals = (message: Compiled, change: (text: string) => string): Compiled =>
  typeof message === 'string'
    ? change(message)
    : typeof message === 'number'
      ? message
      : message.map((part) =>
          typeof part === 'string' ? change(part) : choicesOf(part) ? choosing(part, (one) => literals(one, change)) : part
        );

/** The message in the made-up language: accented, longer, within ⟦ ⟧. */
export const pseudoMessage = (message: Compiled): Compiled =>
  eachWhole(message, (parts) => {
    const length = parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
    const last = parts.at(-1);
    const stop = typeof last === 'string' && last.endsWith('.') ? '.' : '';
    const body = literals(stop ? [...parts.slice(0, -1), (last as string).slice(0, -1)] : parts, accented) as readonly Part[];
    return ['⟦', ...body, ` ${filler(length)}⟧${stop}`];
  });

const borrowedMessage = (message: Compiled): Compiled => eachWhole(message, (parts) => [...parts, BORROWED]);

/**
 * An area's texts as the app in this language shows them: each English one that is missing marked, the made-up language made up.
 *
 * @throws Error naming the file and the key of what is no ICU message
 */
export function textsOf(area: string, language: string, root = '.'): Record<string, Compiled> {
  const source = readCatalogue(area, SOURCE, root);
  const own = language === SOURCE || language === PSEUDO ? source : readCatalogue(area, language, root);
  return Object.fromEntries(
    Object.entries(source).map(([key, original]) => {
      const message = own[key];
      if (message === undefined) return [key, borrowedMessage(compiled(original, `${catalogueFile(area, SOURCE)}: ${key}`))];
      const text = compiled(message, `${catalogueFile(area, language)}: ${key}`);
      return [key, language === PSEUDO ? pseudoMessage(text) : text];
    })
  );
}

/** The values that a message takes, by name; whether a plural form hangs on one. */
export function valuesOf(message: Compiled): Map<string, 'number' | 'any'> {
  const found = new Map<string, 'number' | 'any'>();
  for (const part of partsOf(message)) {
    if (!Array.isArray(part)) continue;
    const [name, kind, choices] = part as readonly [string, number | undefined, Readonly<Record<string, Compiled>> | undefined];
    if (kind !== undefined || !found.has(name)) found.set(name, kind === undefined ? 'any' : 'number');
    for (const one of Object.values(choices ?? {}))
      for (const [inner, type] of valuesOf(one)) if (type === 'number' || !found.has(inner)) found.set(inner, type);
  }
  return found;
}

/** @returns the plural forms that the language counts with, in whole numbers, and that a plural of the message does not have */
export function missingForms(message: Compiled, language: string): string[] {
  const rules = new Intl.PluralRules(language);
  // Every form of whole numbers turns up below 200 or at a round million.
  const wanted = new Set([...Array.from({ length: 200 }, (_, n) => n), 1_000_000].map((n) => rules.select(n)));
  const missing = new Set<string>();
  for (const part of partsOf(message)) {
    const choices = choicesOf(part);
    if (!choices) continue;
    if ((part as readonly unknown[])[1] === PLURAL) for (const form of wanted) if (!Object.hasOwn(choices, form)) missing.add(form);
    for (const one of Object.values(choices)) for (const form of missingForms(one, language)) missing.add(form);
  }
  return [...missing];
}

/** @returns the types of all texts: what each takes, under its key, with the English text to read */
export function typesOf(root = '.'): string {
  const lines = Object.entries(readMessages(SOURCE, root)).map(([key, message]) => {
    const values = [...valuesOf(compiled(message, key))].map(([name, type]) => `${name}: ${type === 'number' ? 'number' : 'Value'}`);
    return `  /** ${message.replaceAll('*/', '* /')} */\n  ${key}(${values.length ? `values: { ${values.join('; ')} }` : ''}): string;`;
  });
  return `// Made from the English texts by \`npm run messages\`; never edited.\ntype Value = string | number;\nexport interface Messages {\n${lines.join('\n')}\n}\n`;
}

/** Writes the types where the app's sources look for them; leaves the file alone where it says so already. */
export function writeTypes(root = '.'): void {
  const file = join(root, TYPES);
  const types = typesOf(root);
  if (existsSync(file) && readFileSync(file, 'utf8') === types) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, types);
}

async function main([command, ...languages]: readonly string[]): Promise<void> {
  const { checkMessages, stampMessages } = await import('./check-messages.ts');
  if (!command) return writeTypes();
  if (command === 'check') return say(verdict(checkMessages(), 'all texts of the app: translated, none is stale'));
  if (command !== 'translated') throw new Error('npm run messages [-- check | -- translated [LANGUAGE …]]');
  stampMessages(languages.length ? languages : TRANSLATIONS);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  // Not awaited: what it imports imports this file.
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
