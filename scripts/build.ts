/**
 * `npm run build`: the app for every language into build/. Scripts and styles are built once. English pages lie at the root, each other
 * language's in a folder of its own; texts lie beside the scripts, a file for each language and area, and a page loads its own language's
 * only (docs/languages.md).
 *
 *   npm run build                        all languages into build/
 *   npm run build -- --pseudo DIR        the same, and a copy of it with the made-up language besides into DIR (for tests)
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { PLAYER, PLAYER_LIST, pathsOf, type PlayerFiles } from '#lib/exchange/course/player.ts';
import { LANGUAGES, PSEUDO, SOURCE, TRANSLATIONS } from './languages.ts';
import { writeEmbed } from './embed.ts';
import { writeHeaders } from './headers.mjs';
import { writeAppCopies, writeFolderWorkers, writeLanguageCopy } from './offline.ts';
import { buildPlayer } from './player.ts';
import { portable } from './portable-404.mjs';
import { writeSchemas } from './schema.ts';
import { writeShipped } from './shipped.ts';
import { areasOfTools, Uses } from './texts-plugin.ts';
import { filesOf, readTexts, textFile, textsIn, type Texts } from './texts.ts';

const BUILD = 'build';
/** Where the player is made. */
const MADE = '.svelte-kit/made';
/** Where Kit put the English pages; each stands for the same page of the other languages. */
const PAGES = '.svelte-kit/output/prerendered/pages';

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

/** The manifest says in the page's language what the app is. Its icons are those of all languages. */
function writeManifest(out: string, { language, direction, tagline }: Texts): void {
  interface Manifest {
    readonly icons: readonly { readonly src: string }[];
  }
  const manifest = JSON.parse(readFileSync('static/manifest.webmanifest', 'utf8')) as Manifest;
  const icons = manifest.icons.map((icon) => ({ ...icon, src: `${language === SOURCE ? '' : '../'}${icon.src}` }));
  const file = join(out, folderOf(language), 'manifest.webmanifest');
  writeFileSync(file, JSON.stringify({ ...manifest, lang: language, dir: direction, description: tagline, icons }));
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Puts compressed copies beside the files, for servers that hand them out. */
async function compress(out: string, names: readonly string[]): Promise<void> {
  const waiting = names.filter((name) => /\.(html|js|json|css|svg|webmanifest|txt|wasm)$/.test(name));
  const worker = async () => {
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      const file = join(out, name);
      const content = await readFile(file);
      // The last percent costs as much work as all before it: it is for what people wait for.
      const quality = name.endsWith('.json') ? 10 : 11;
      const how = { params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
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
  for (const texts of languages.map(textsIn)) {
    writeManifest(out, texts);
    const folder = folderOf(texts.language);
    writeLanguageCopy(out, {
      language: texts.language,
      pages: paths.map((path) => folder + path),
      own: [...Object.keys(filesOf(texts)), `${folder}404.html`, `${folder}manifest.webmanifest`],
      common: [...ofRubrics(), ...Object.values(ofTools()).flat()]
    });
  }
}

const rubricIds = readdirSync('rubrics').filter((name) => existsSync(join('rubrics', name, 'rubric.json')));
const isWhole = (area: string) => rubricIds.some((id) => area === `rubrics/${id}` || area === `rubrics/${id}-stamps`);

/** A rubric is kept, sent and compared with all that it has: its words are wanted in every language. */
const ofRubrics = () =>
  LANGUAGES.map(textsIn).flatMap((texts) =>
    Object.keys(texts.areas)
      .filter(isWhole)
      .map((area) => textFile(texts, area))
  );

const toolAreas = areasOfTools(new Uses());
/** A tool's texts come with it, in every language: who does not need the tool does not keep them. */
const ofTools = (): Record<string, string[]> =>
  Object.fromEntries(
    Object.entries(toolAreas).map(([tool, areas]) => [
      tool,
      LANGUAGES.map(textsIn).flatMap((texts) => areas.map((area) => textFile(texts, area)))
    ])
  );

/** What comes with a tool besides scripts and styles of its pages. The page that makes courses has just loaded the player, so its copy does not bring it anew. */
const withTools = (player: PlayerFiles) => {
  const parts = { educators: { held: [PLAYER_LIST], named: pathsOf(player) } } as Readonly<
    Record<string, { held: string[]; named: string[] }>
  >;
  const within = (paths: readonly string[] = []) => paths.map((path) => `${PLAYER}/${path}`);
  return Object.fromEntries(
    Object.entries(ofTools()).map(([tool, texts]) => [
      tool,
      { held: [...texts, ...within(parts[tool]?.held)], named: within(parts[tool]?.named) }
    ])
  );
};

const timed = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const start = Date.now();
  const done = await work;
  console.log(`${what}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
  return done;
};

for (const folder of [BUILD, MADE]) rmSync(folder, { recursive: true, force: true });
// Kit empties the folder of the build when it is done, so the player is made elsewhere meanwhile.
const [, player] = await Promise.all([
  timed('Scripts, and pages in English', buildScripts()),
  timed('Player', buildPlayer(MADE, readTexts(LANGUAGES)))
]);
cpSync(join(MADE, PLAYER), join(BUILD, PLAYER), { recursive: true });
await writeEmbed(BUILD, player);
const paths = files(PAGES)
  .filter((name) => name.endsWith('index.html'))
  .map((name) => name.replace(/index\.html$/, ''));
const notFound = join(BUILD, '404.html');
writeFileSync(notFound, portable(readFileSync(notFound, 'utf8')));
await timed(`Pages in ${TRANSLATIONS.join(', ')}`, addLanguages(BUILD, LANGUAGES, paths));
writeFolderWorkers(BUILD);
writeSchemas(BUILD);
writeHeaders(BUILD);
writeShipped(BUILD);
if (values.pseudo) {
  rmSync(values.pseudo, { recursive: true, force: true });
  cpSync(BUILD, values.pseudo, { recursive: true });
  await addLanguages(values.pseudo, [PSEUDO], paths);
  // Rubrics that are read in their own language are made up too.
  const texts = textsIn(PSEUDO);
  for (const id of rubricIds)
    writeFileSync(
      join(values.pseudo, textFile({ ...texts, language: SOURCE }, `rubrics/${id}`)),
      JSON.stringify({ ...(texts.areas[`rubrics/${id}`] as object), language: SOURCE })
    );
  await writeAppCopies(values.pseudo, ofRubrics(), withTools(player));
  for (const path of Object.keys(filesOf(texts))) rmSync(join(BUILD, path));
}
await writeAppCopies(BUILD, ofRubrics(), withTools(player));
await timed('Compressed copies', compress(BUILD, files(BUILD)));
