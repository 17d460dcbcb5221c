/**
 * `npm run build`: the app for every language into build/. Scripts and styles are built once. English pages lie at the root, each other
 * language's in a folder of its own; texts lie beside the scripts, a file for each language and area, and a page loads its own language's
 * only (docs/languages.md).
 *
 *   npm run build                        all languages into build/
 *   npm run build -- --pseudo DIR        the same, and a copy of it with the made-up language besides into DIR (for tests)
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LANGUAGES, PSEUDO, SOURCE, TRANSLATIONS } from './languages.ts';
import { writeFolderWorkers, writeLanguageCopies } from './offline.ts';
import { portable } from './portable-404.mjs';
import { writeSchemas } from './schema.ts';
import { TEXTS, type Texts } from './texts.ts';

const BUILD = 'build';
/** Where Kit put the English pages; each stands for the same page of the other languages. */
const PAGES = '.svelte-kit/output/prerendered/pages';
const TEXT_FOLDER = '_app/immutable/texts';

const { values } = parseArgs({ options: { pseudo: { type: 'string' } } });

/** Scripts, styles, icons, and the English pages. @throws Error with what Vite printed when it failed */
function buildScripts(): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      env: { ...process.env, WAYMARK_LANGUAGE: SOURCE, WAYMARK_PSEUDO: values.pseudo ? 'yes' : '' },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    const read = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', fail);
    child.on('exit', (code) => {
      if (process.env.DEBUG) console.log(output);
      if (code === 0) done();
      else fail(new Error(`${output}\nThe build failed.`));
    });
  });
}

const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => name.replaceAll('\\', '/'))
    .sort();

const folderOf = (language: string) => (language === SOURCE ? '' : `${language}/`);
const textsOf = (language: string) => JSON.parse(readFileSync(join(TEXTS, `${language}.json`), 'utf8')) as Texts;

/** The pages of a language, in a thread of its own. */
function makePages(language: string, paths: readonly string[], folder: string): Promise<void> {
  const worker = new Worker(new URL('./prerender.mjs', import.meta.url), {
    workerData: { language, paths, folder },
    env: { ...process.env, WAYMARK_LANGUAGE: language },
    execArgv: []
  });
  return new Promise((done, fail) => {
    worker.on('error', fail);
    worker.on('exit', done);
  });
}

/** @returns the paths of a language's files of texts, in the app's folder */
function writeTexts(out: string, { language, release, areas }: Texts): string[] {
  return Object.entries(areas).map(([name, texts]) => {
    const path = `${TEXT_FOLDER}/${language}/${release}/${name}.json`;
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), JSON.stringify(texts));
    return path;
  });
}

/** The manifest says in the page's language what the app is. Its icons are those of all languages. */
function writeManifest(out: string, { language, direction, areas }: Texts): void {
  interface Manifest {
    readonly icons: readonly { readonly src: string }[];
  }
  const manifest = JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')) as Manifest;
  const description = (areas.home as Readonly<Record<string, unknown>>).app_tagline;
  const icons = manifest.icons.map((icon) => ({ ...icon, src: `${language === SOURCE ? '' : '../'}${icon.src}` }));
  const file = join(out, folderOf(language), 'manifest.webmanifest');
  writeFileSync(file, JSON.stringify({ ...manifest, lang: language, dir: direction, description, icons }));
}

/**
 * Says what belongs to a language, for the service worker: its pages, and every file that they may ask for. Words of rubrics are named in
 * every language, since a rubric is kept, sent and compared with all that it has.
 */
function writeList(out: string, language: string, paths: readonly string[], texts: readonly string[]): void {
  const { version } = JSON.parse(readFileSync(join(out, '_app/version.json'), 'utf8')) as { version: string };
  const folder = folderOf(language);
  const list = {
    version,
    language,
    pages: paths.map((path) => folder + path),
    files: [...texts, `${folder}404.html`, `${folder}manifest.webmanifest`]
  };
  mkdirSync(join(out, '_app/languages'), { recursive: true });
  writeFileSync(join(out, `_app/languages/${language}.json`), JSON.stringify(list));
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Puts compressed copies beside the files, for servers that hand them out. */
async function compress(out: string, names: readonly string[]): Promise<void> {
  const waiting = names.filter((name) => /\.(html|js|json|css|svg|webmanifest)$/.test(name));
  const worker = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const file = join(out, name);
      const content = await readFile(file);
      const how = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
      await Promise.all([
        brotli(content, how).then((bytes) => writeFile(`${file}.br`, bytes)),
        gzipped(content, { level: 9 }).then((bytes) => writeFile(`${file}.gz`, bytes))
      ]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** Adds languages to a build that has the scripts. */
async function addLanguages(out: string, languages: readonly string[], paths: readonly string[]): Promise<void> {
  await Promise.all(languages.filter((one) => one !== SOURCE).map((one) => makePages(one, paths, join(out, one))));
  const all = languages.map(textsOf);
  const written = all.map((texts) => writeTexts(out, texts));
  const ofRubrics = LANGUAGES.map(textsOf).flatMap(({ language, release, areas }) =>
    Object.keys(areas)
      .filter((name) => isWhole(name))
      .map((name) => `${TEXT_FOLDER}/${language}/${release}/${name}.json`)
  );
  all.forEach((texts, i) => {
    writeManifest(out, texts);
    writeList(out, texts.language, paths, [...new Set([...written[i]!, ...ofRubrics])]);
  });
  writeLanguageCopies(out, languages);
}

const rubricIds = readdirSync('rubrics').filter((name) => existsSync(join('rubrics', name, 'rubric.json')));
const isWhole = (area: string) => rubricIds.some((id) => area === `rubrics/${id}` || area === `rubrics/${id}-stamps`);

const timed = async (what: string, work: Promise<void>) => {
  const start = Date.now();
  await work;
  console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
};

rmSync(BUILD, { recursive: true, force: true });
await timed('Scripts, and pages in English', buildScripts());
const paths = files(PAGES)
  .filter((name) => name.endsWith('index.html'))
  .map((name) => name.replace(/index\.html$/, ''));
const notFound = join(BUILD, '404.html');
writeFileSync(notFound, portable(readFileSync(notFound, 'utf8')));
await timed(`Pages in ${TRANSLATIONS.join(', ')}`, addLanguages(BUILD, LANGUAGES, paths));
writeFolderWorkers(BUILD);
writeSchemas(BUILD);
if (values.pseudo) {
  rmSync(values.pseudo, { recursive: true, force: true });
  cpSync(BUILD, values.pseudo, { recursive: true });
  await addLanguages(values.pseudo, [PSEUDO], paths);
  // Rubrics that are read in their own language are made up too.
  const { release, areas } = textsOf(PSEUDO);
  for (const id of rubricIds)
    writeFileSync(
      join(values.pseudo, TEXT_FOLDER, SOURCE, release, `rubrics/${id}.json`),
      JSON.stringify({ ...(areas[`rubrics/${id}`] as object), language: SOURCE })
    );
}
await timed('Compressed copies', compress(BUILD, files(BUILD)));
