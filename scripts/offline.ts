/**
 * What a built app needs for use without a connection, besides its service worker: one file with all pages of each language, and what
 * devices ask for that still have a worker in a language's folder.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FOLDERS, strangers, type LanguageCopy } from '../src/service-worker/policy.ts';

/** A language's list, as the pages' maker leaves it in `_app/languages/`; paths are from the app's root. */
interface LanguageList {
  readonly version: string;
  /** Each ends with a slash, or is the first page of the root and empty. */
  readonly pages: readonly string[];
  readonly files: readonly string[];
}

/** A repeat is worth its place from this many characters on: measured by the bytes on disk and on the line. */
const REPEAT = 32;
/** Places to copy from are looked up where they are a multiple of this. */
const STEP = 8;

/**
 * Puts what each language's list names into it: see {@link LanguageCopy}.
 *
 * @param build the folder of the built app, with a list of each of these languages
 * @param common files that several languages name, and that are fetched apart
 * @throws Error when a page names a script or text that the build does not have
 */
export function writeLanguageCopies(build: string, languages: readonly string[], common: readonly string[]): void {
  const immutable = filesIn(join(build, '_app', 'immutable')).map((path) => `_app/immutable/${path}`);
  const scripts = immutable.filter((path) => !path.startsWith('_app/immutable/texts/'));
  for (const language of languages) {
    const list = join(build, '_app', 'languages', `${language}.json`);
    const { version, pages, files } = JSON.parse(readFileSync(list, 'utf8')) as LanguageList;
    const own = [...files.filter((file) => !common.includes(file)), ...pages];
    const parts = own.map((path) => [path, readFileSync(join(build, path.replace(/(^|\/)$/, '$1index.html')), 'utf8')] as const);
    for (const [path, text] of parts) {
      const [unknown] = path.endsWith('.json') ? [] : strangers([...scripts, ...files], text);
      if (unknown) throw new Error(`${path} names ${unknown}, which is not in the build of “${language}”`);
    }
    const copy: LanguageCopy = {
      version,
      language,
      parts: parts.map(([path, text]) => [path, text.length]),
      text: withoutRepeats(parts.map(([, text]) => text).join('')),
      files: files.filter((file) => common.includes(file))
    };
    writeFileSync(list, JSON.stringify(copy));
  }
}

/** @returns a text in pieces, so that what was there before is only pointed at */
export function withoutRepeats(text: string): LanguageCopy['text'] {
  const width = REPEAT - STEP;
  const places = new Map<string, number>();
  const pieces: (string | [number, number])[] = [];
  /** Up to where the text stands in the pieces, and up to where its places are known. */
  let said = 0;
  let known = 0;
  for (let here = 0; here < text.length; here++) {
    for (; known + width <= here; known += STEP) {
      const words = text.slice(known, known + width);
      if (!places.has(words)) places.set(words, known);
    }
    const from = places.get(text.slice(here, here + width));
    if (from === undefined) continue;
    let after = width;
    while (from + after < here && here + after < text.length && text[from + after] === text[here + after]) after++;
    let before = 0;
    while (here - before > said && from + after < here - before && from > before && text[from - before - 1] === text[here - before - 1])
      before++;
    if (before + after < REPEAT) continue;
    if (here - before > said) pieces.push(text.slice(said, here - before));
    pieces.push([from - before, before + after]);
    said = here + after;
    here = said - 1;
  }
  if (said < text.length) pieces.push(text.slice(said));
  return pieces;
}

/**
 * Puts a worker into each folder that had one up to version 0.1: the root's own script, which knows by this that it looks after a folder.
 * A browser that looks for a newer version of the folder's worker finds it there for good.
 *
 * The version stands in it, so that each build is another worker also for browsers that compare this file alone.
 */
export function writeFolderWorkers(build: string): void {
  const { version } = JSON.parse(readFileSync(join(build, '_app', 'version.json'), 'utf8')) as { version: string };
  for (const folder of FOLDERS)
    writeFileSync(
      join(build, folder, 'service-worker.js'),
      `// ${version}\nself.folder = '${folder}';\nimportScripts('../service-worker.js');\n`
    );
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/')
    );
