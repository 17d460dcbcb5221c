/**
 * `npm run messages`: compiles the texts of the app in the language of the build (`WAYMARK_LANGUAGE`, English when unset).
 * `npm run messages -- check`: names what translations lack. `npm run messages -- translated [LANGUAGE …]`: records that they were
 * made from today's texts.
 *
 * Texts lie in src/lib/i18n/messages: `<language>.json`, and the same in a folder for each larger part of the app. Each build
 * has one language only, so a page loads no other. Paraglide gets a project made of that one; where a text is missing, the
 * English one stands in for it, visibly marked.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compile } from '@inlang/paraglide-js';
import { tell } from './findings.ts';
import { borrowed, LANGUAGE, PSEUDO, pseudo, SOURCE, TRANSLATIONS } from './languages.ts';

/** A text, or one for each plural form. */
export type Message = string | readonly { readonly match: Readonly<Record<string, string>> }[];
export type Catalogue = Readonly<Record<string, Message>>;

export const MESSAGES = 'src/lib/i18n/messages';
/** Where compiled messages go; the app imports them from there. */
export const COMPILED = 'src/lib/i18n/paraglide';
/** English, which types and tests read, lies among the sources; the others apart, so that builds do not meet. */
export const compiledFor = (language: string): string =>
  language === SOURCE ? COMPILED : `node_modules/.cache/waymark/messages/${language}/compiled`;

/** The folders of texts: the app's own, and one for each larger part. */
export function areas(root = '.'): string[] {
  const folders = readdirSync(join(root, MESSAGES), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return ['', ...folders.map(({ name }) => name).sort()];
}

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
  const all: Record<string, Message> = {};
  for (const area of areas(root))
    for (const [key, message] of Object.entries(readCatalogue(area, language, root))) {
      if (Object.hasOwn(all, key)) throw new Error(`${catalogueFile(area, language)}: ${key} stands in another file too`);
      all[key] = message;
    }
  return all;
}

const each = (message: Message, change: (text: string) => string): Message =>
  typeof message === 'string'
    ? change(message)
    : message.map((one) => ({ ...one, match: Object.fromEntries(Object.entries(one.match).map(([form, text]) => [form, change(text)])) }));

/** The texts as the app in this language shows them: each English one that is missing marked, the pseudo-language made up. */
export function messagesFor(language: string, root = '.'): Catalogue {
  const source = readMessages(SOURCE, root);
  const own = language === SOURCE || language === PSEUDO ? source : readMessages(language, root);
  return Object.fromEntries(
    Object.entries(source).map(([key, message]) => {
      if (language === PSEUDO) return [key, each(message, pseudo)];
      return [key, own[key] ?? each(message, borrowed)];
    })
  );
}

/** Writes the project that Paraglide compiles, with the one language, and says where it is. */
export function projectFor(language: string, root = '.'): string {
  const folder = resolve(root, 'node_modules/.cache/waymark/messages', language);
  const project = join(folder, 'project.inlang');
  mkdirSync(project, { recursive: true });
  // Plural rules, and what is written as numbers, follow the language; the pseudo-language counts as English does.
  const locale = language === PSEUDO ? SOURCE : language;
  writeFileSync(join(folder, `${locale}.json`), JSON.stringify(messagesFor(language, root)));
  writeFileSync(
    join(project, 'settings.json'),
    JSON.stringify({
      baseLocale: locale,
      locales: [locale],
      // Named by its place: nothing is fetched to compile.
      modules: [relative(folder, resolve('node_modules/@inlang/plugin-message-format/dist/index.js'))],
      'plugin.inlang.messageFormat': { pathPattern: './{locale}.json' }
    })
  );
  return project;
}

/** How messages are compiled. The language is known, so that no message asks for it. */
export const compilerOptions = (language: string) => ({
  strategy: ['baseLocale' as const],
  emitTsDeclarations: true,
  experimentalStaticLocale: JSON.stringify(language === PSEUDO ? SOURCE : language)
});

/** @param outdir where the functions go */
export async function compileMessages(language: string, outdir = compiledFor(language), root = '.'): Promise<void> {
  await compile({ project: projectFor(language, root), outdir, ...compilerOptions(language) });
}

async function main([command, ...languages]: readonly string[]): Promise<void> {
  const { checkMessages, stampMessages } = await import('./check-messages.ts');
  if (!command) return compileMessages(LANGUAGE);
  if (command === 'check') return tell(checkMessages(), 'all texts of the app: translated, none is stale');
  if (command !== 'translated') throw new Error('npm run messages [-- check | -- translated [LANGUAGE …]]');
  stampMessages(languages.length ? languages : TRANSLATIONS);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  // Not awaited: what it imports imports this file.
  main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
