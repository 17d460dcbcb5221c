/**
 * What a built app needs for use without a connection, besides its service worker: one file with all pages of each language, and what
 * devices ask for that still have a worker in a language's folder.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FOLDERS, strangers, type LanguageCopy } from '../src/service-worker/policy.ts';

/** What belongs to a language; paths are from the app's root. */
interface Belongings {
  readonly language: string;
  /** Each ends with a slash, or is the first page of the root and empty. */
  readonly pages: readonly string[];
  readonly own: readonly string[];
  /** Files that every language wants: they are fetched apart, once for all. */
  readonly common: readonly string[];
}

/** A repeat is worth its place from this many characters on: measured by the bytes on disk and on the line. */
const REPEAT = 32;
/** Places to copy from are looked up where they are a multiple of this. */
const STEP = 8;

/**
 * Writes the copy of a language: see {@link LanguageCopy}.
 *
 * @param build the folder of the built app, with all that belongs to the language
 * @throws Error when a page names a script or text that the build does not have
 */
export function writeLanguageCopy(build: string, { language, pages, own, common }: Belongings): void {
  const { version } = JSON.parse(readFileSync(join(build, '_app', 'version.json'), 'utf8')) as { version: string };
  const parts = [...own.filter((path) => !common.includes(path)), ...pages].map(
    (path) => [path, readFileSync(join(build, path.replace(/(^|\/)$/, '$1index.html')), 'utf8')] as const
  );
  const scripts = filesIn(join(build, '_app', 'immutable'))
    .map((path) => `_app/immutable/${path}`)
    .filter((path) => !path.startsWith('_app/immutable/texts/'));
  for (const [path, text] of parts) {
    const [unknown] = path.endsWith('.json') ? [] : strangers([...scripts, ...own, ...common], text);
    if (unknown) throw new Error(`${path} names ${unknown}, which is not in the build of “${language}”`);
  }
  const copy: LanguageCopy = {
    version,
    language,
    parts: parts.map(([path, text]) => [path, text.length]),
    text: withoutRepeats(parts.map(([, text]) => text).join('')),
    files: common
  };
  mkdirSync(join(build, '_app', 'languages'), { recursive: true });
  writeFileSync(join(build, '_app', 'languages', `${language}.json`), JSON.stringify(copy));
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
 * A browser that looks for a newer version of the folder's worker finds it there for good. The version stands in it, so that each build is another worker also for browsers that compare this file alone.
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
