/**
 * What a built app needs for use without a connection, besides its service worker: copies, each many files in one, and what devices ask
 * for that still have a worker in a language's folder.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { APP, FOLDERS, strangers, typeOf, type Copy } from '../src/service-worker/policy.ts';
import { splitOfBuild } from './copies.ts';

/** What belongs to a language; paths are from the app's root. */
interface Belongings {
  readonly language: string;
  /** Each ends with a slash, or is the first page of the root and empty. */
  readonly pages: readonly string[];
  readonly own: readonly string[];
  /** Texts that come with the app, since every language wants them, or with a tool. */
  readonly common: readonly string[];
}

/** A repeat is worth its place from this many characters on: measured by the bytes on disk and on the line. */
const REPEAT = 32;
/** Places to copy from are looked up where they are a multiple of this. */
const STEP = 8;

const IMMUTABLE = '_app/immutable/';
const TEXTS = `${IMMUTABLE}texts/`;

/**
 * Writes the copies that all languages need: the app, and each tool.
 *
 * @param build the folder of the built app
 * @param texts paths of texts that every language wants
 * @param ofTools what only a tool wants, in all languages, by their paths: `held` in its copy; `named` there, to be fetched by themselves
 */
export async function writeAppCopies(
  build: string,
  texts: readonly string[],
  ofTools: Readonly<Record<string, { readonly held: readonly string[]; readonly named: readonly string[] }>>
): Promise<void> {
  const { app, tools } = await splitOfBuild(scriptsIn(build));
  // Scripts repeat little that brotli does not find by itself: said in pieces they are a twentieth more on the line.
  writeCopy(build, APP, [...texts, ...app.others], { files: app.loaded });
  for (const [tool, { loaded, others }] of Object.entries(tools)) {
    // What is compiled is no text, and is fetched by itself.
    const texts = others.filter((path) => typeOf(path));
    const { held = [], named = [] } = ofTools[tool] ?? {};
    writeCopy(build, tool, [...held, ...texts], { files: [...loaded, ...others.filter((path) => !typeOf(path)), ...named] });
  }
}

/**
 * Writes the copy of a language.
 *
 * @param build the folder of the built app, with all that belongs to the language
 * @throws Error when a page names a script or text that the build does not have
 */
export function writeLanguageCopy(build: string, { language, pages, own, common }: Belongings): void {
  const paths = [...own.filter((path) => !common.includes(path)), ...pages];
  const known = [...scriptsIn(build), ...own, ...common];
  for (const path of paths) {
    const [unknown] = path.endsWith('.json') ? [] : strangers(known, textAt(build, path));
    if (unknown) throw new Error(`${path} names ${unknown}, which is not in the build of “${language}”`);
  }
  writeCopy(build, language, paths, { pieces: withoutRepeats });
}

/**
 * @param paths of what it holds, from the app's root
 * @param how.files what it names besides; `how.pieces` puts the text into pieces
 * @throws Error where a file is of a kind that no copy can hold
 */
function writeCopy(
  build: string,
  name: string,
  paths: readonly string[],
  { files = [], pieces = (text) => [text] }: { files?: readonly string[]; pieces?: (text: string) => Copy['text'] } = {}
): void {
  const { version } = JSON.parse(readFileSync(join(build, '_app', 'version.json'), 'utf8')) as { version: string };
  const parts = paths.map((path) => [path, textAt(build, path)] as const);
  const copy: Copy = {
    version,
    name,
    parts: parts.map(([path, text]) => [path, text.length]),
    text: pieces(parts.map(([, text]) => text).join('')),
    files,
    size: [...paths, ...files].reduce((sum, path) => sum + statSync(fileAt(build, path)).size, 0)
  };
  mkdirSync(join(build, '_app', 'copies'), { recursive: true });
  writeFileSync(join(build, '_app', 'copies', `${name}.json`), JSON.stringify(copy));
}

const fileAt = (build: string, path: string) => join(build, path.replace(/(^|\/)$/, '$1index.html'));

function textAt(build: string, path: string): string {
  const bytes = readFileSync(fileAt(build, path));
  const text = bytes.toString();
  if (!typeOf(path) || !Buffer.from(text).equals(bytes)) throw new Error(`${path} is nothing that a copy can hold`);
  return text;
}

const scriptsIn = (build: string) =>
  filesIn(join(build, '_app', 'immutable'))
    .map((path) => IMMUTABLE + path)
    .filter((path) => !path.startsWith(TEXTS) && !/\.(br|gz)$/.test(path))
    .sort();

/** @returns a text in pieces, so that what was there before is only pointed at */
export function withoutRepeats(text: string): Copy['text'] {
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
