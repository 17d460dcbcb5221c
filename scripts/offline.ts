/**
 * What a built app needs for use without a connection, besides its service worker: one file with all pages of each language, and what
 * devices ask for that still have a worker in a language's folder.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { FOLDERS, strangers, type LanguageCopy } from '../src/service-worker/policy.ts';

/** A language's list, as the pages' maker leaves it in `_app/languages/`; paths are from the app's root. */
interface LanguageList extends Omit<LanguageCopy, 'pages'> {
  /** Each ends with a slash, or is the first page of the root and empty. */
  readonly pages: readonly string[];
}

/**
 * Puts the pages themselves into each language's list: they have so much in common that together they weigh a quarter.
 *
 * @param build the folder of the built app, with a list of each of these languages
 * @throws Error when a page names a script or text that the build does not have
 */
export function writeLanguageCopies(build: string, languages: readonly string[]): void {
  const immutable = filesIn(join(build, '_app', 'immutable')).map((path) => `_app/immutable/${path}`);
  const shared = immutable.filter((path) => !path.startsWith('_app/immutable/texts/'));
  for (const language of languages) {
    const list = join(build, '_app', 'languages', `${language}.json`);
    const { version, pages, files } = JSON.parse(readFileSync(list, 'utf8')) as LanguageList;
    const paths = [...pages, ...files.filter((path) => path.endsWith('.html'))];
    const texts = paths.map((path) => readFileSync(join(build, path.replace(/(^|\/)$/, '$1index.html')), 'utf8'));
    for (const [i, html] of texts.entries()) {
      const unknown = strangers([...shared, ...files], html);
      if (unknown.length > 0) throw new Error(`${paths[i]} names ${unknown[0]}, which is not in the build of “${language}”`);
    }
    const copy: LanguageCopy = {
      version,
      language,
      pages: Object.fromEntries(paths.map((path, i) => [path, texts[i]!])),
      files: files.filter((path) => !path.endsWith('.html'))
    };
    writeFileSync(list, JSON.stringify(copy));
  }
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
