/**
 * The player: answering, result and plan without the app around them, for packages, frames and single files. It is built twice from the same modules: in
 * parts that load each other, for platforms and pages; and as one script without modules, for a file that opens from a disk.
 */
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type Plugin, type Rolldown } from 'vite';
import { PLAYER, PLAYER_LIST, type PlayerFiles } from '#lib/exchange/course/player.ts';
import type { PlayerTexts } from '#lib/exchange/course/files.ts';
import { provide } from '#lib/i18n/texts.ts';
import { pageWords } from '../src/player/page-words.ts';
import { reachedFrom } from './first-page.ts';
import { leanLibraries, rareParts } from './lean-plugin.ts';
import { licenceTexts, LICENCES, packagesIn } from './shipped.ts';
import { Uses, waiting } from './texts-plugin.ts';
import type { Texts } from './texts.ts';

const ENTRY = 'src/player/main.ts';
/** What only frames need: a script of its own, which their page names. */
const FRAMES = 'src/player/frames.ts';
/** In a course every rubric comes with the course: what looks up those that are built in is left out. */
function noBuiltIns(): Plugin {
  const LIBRARY = /\/src\/lib\/library\/(rubrics|earlier|released|built-in|index|verify)\.ts$/;
  return {
    name: 'waymark-no-built-ins',
    enforce: 'pre',
    load(id) {
      const [, name] = LIBRARY.exec(id.replaceAll('\\', '/')) ?? [];
      if (!name) return undefined;
      const none = 'throw new Error("a course has no built-in rubrics")';
      if (name === 'built-in')
        return 'export const isBuiltIn = () => false; export const hashOfBuiltIn = () => null; export const languagesOfBuiltIn = () => [];';
      if (name === 'index') return `export const outlines = []; export const loadFace = () => { ${none} };`;
      if (name === 'rubrics')
        return `export const loadRubrics = () => { ${none} }; export const loadWholeRubric = loadRubrics; export const loadFacts = loadRubrics; export const loadWords = loadRubrics;`;
      if (name === 'released') return 'export const releasedVersions = () => [];';
      return `export const loadEarlier = () => { ${none} }; export const loadWholeEarlier = loadEarlier; export const loadBase = loadEarlier; export const verifyFacts = loadEarlier; export const verifyWords = loadEarlier; export const verifyModel = loadEarlier;`;
    }
  };
}

/** Texts that come with what is loaded while running, as in the app: see texts-plugin.ts. */
function laterTexts(uses: Uses, always: ReadonlySet<string>): Plugin {
  return {
    name: 'waymark-later-texts',
    enforce: 'post',
    transform(code, id) {
      const file = id.split('?')[0]!;
      if (/\/node_modules\//.test(file) || !/\.(ts|js|svelte)$/.test(file)) return null;
      const changed = waiting(code, file, uses, always);
      return changed === code ? null : { code: changed, map: null };
    }
  };
}

/**
 * Each file of a package costs a hundred bytes, and what is packed together packs better: so what comes at one time is one file. What a page begins with
 * is a group of its own, since groups take along what their files import.
 */
const GROUPS = () => [
  { name: reachedFrom('first', [resolve(ENTRY)]), priority: 3 },
  { name: 'database', test: /node_modules\/dexie\/|lib\/storage\/tables\/(whole|pieces)\.ts$/, priority: 2 },
  { name: 'check', test: /node_modules\/zod|-file\.ts$|storage\/tables\/rows|exchange\/personal\//, priority: 2 },
  {
    name: 'rounds',
    test: /player\/(HandIn|rounds|shelf)|ui\/workshop\/|app\/(before|handing-in|later-round|comparison|rubrics|workshop-topics)\.ts$/,
    priority: 1
  },
  { name: 'result', test: /player\/Outcome\.svelte|ui\/(result|chart)\/|lib\/charts\/|domain\/position\//, priority: 1 },
  { name: 'asked', test: /ui\/(assess|parts)\/|app\/(out-of-role|help)\.ts$/, priority: 1 }
];

async function bundle(format: 'es' | 'iife', texts: Plugin): Promise<Rolldown.RolldownOutput['output']> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    resolve: { alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.mjs' }] },
    define: { 'import.meta.env.SSR': 'false' },
    plugins: [noBuiltIns(), leanLibraries(), rareParts(), svelte({ compilerOptions: { runes: true } }), texts],
    build: {
      write: false,
      cssCodeSplit: false,
      modulePreload: false,
      // The single script is for files, whatever browser they are opened with.
      target: 'es2022',
      rolldownOptions: {
        input: format === 'es' ? { start: ENTRY, frames: FRAMES } : ENTRY,
        preserveEntrySignatures: 'allow-extension',
        output:
          format === 'es'
            ? {
                format,
                entryFileNames: '[name]-[hash:8].js',
                chunkFileNames: 'part-[hash:8].js',
                assetFileNames: '[name]-[hash:8][extname]',
                codeSplitting: { groups: GROUPS() }
              }
            : { format, codeSplitting: false, entryFileNames: 'whole-[hash:8].js', assetFileNames: '[name]-[hash:8][extname]' }
      }
    }
  });
  return (built as Rolldown.RolldownOutput).output;
}

/**
 * A script that stands in a page ends at what looks like its end, and what looks like a comment changes how it is read. Outside of texts neither can stand
 * in a script without modules.
 */
const asInline = (code: string) => code.replace(/<(?=\/script|!--)/gi, '\\x3c').replaceAll('\r\n', '\n');

const policyHash = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const named = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** Waymark's own terms, and those of what else is in the scripts. */
function licencesOf(scripts: readonly Rolldown.OutputChunk[]): string {
  const own = `Waymark (Apache-2.0)\nRubrics of Waymark and its model: Waymark, CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n\n${readFileSync('LICENSE', 'utf8').trim()}\n`;
  return licenceTexts([own], packagesIn(scripts.flatMap(({ modules }) => Object.entries(modules))));
}

/**
 * @param out the folder of the build
 * @param languages whose texts it needs
 */
export async function buildPlayer(out: string, languages: readonly Texts[]): Promise<PlayerFiles> {
  const folder = join(out, PLAYER);
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  const uses = new Uses();
  const needs = uses.needs(ENTRY);
  const later = laterTexts(uses, new Set(needs.areas));
  const [parts, whole] = [await bundle('es', later), await bundle('iife', later)];
  for (const file of parts) write(file.fileName, file.type === 'chunk' ? file.code : file.source);
  const single = whole.find((file) => file.type === 'chunk')!;
  const script = asInline(single.code);
  write(single.fileName, script);
  const more = [...new Set([...uses.ever(ENTRY), ...uses.ever(FRAMES)])].filter(
    (area) => !needs.areas.includes(area) && (!area.startsWith('rubrics/') || area === 'rubrics/model')
  );
  const keys = new Set([...uses.everKeys(ENTRY), ...uses.everKeys(FRAMES)]);
  const texts = Object.fromEntries(
    languages.map(({ language, direction, release, areas: all }) => {
      const path = `texts/${language}-${release}.json`;
      // Of an area that comes later only what the player asks for: most of it belongs to pages of the app.
      const used = (area: string) =>
        area.startsWith('rubrics/') ? all[area] : Object.fromEntries(Object.entries(all[area] as object).filter(([key]) => keys.has(key)));
      const only = (names: readonly string[]) => Object.fromEntries(names.map((area) => [area, used(area)]));
      const messages = Object.fromEntries(needs.messages.map(([area, key]) => [key, (all[area] as Record<string, unknown>)[key]]));
      const texts: PlayerTexts = { language, direction, areas: only(needs.areas), messages, more: only(more) };
      write(path, JSON.stringify(texts));
      return [language, path];
    })
  );
  const scripts = parts.filter((file) => file.type === 'chunk');
  const entry = scripts.find(({ isEntry, name }) => isEntry && name === 'start')!.fileName;
  const frames = scripts.find(({ isEntry, name }) => isEntry && name === 'frames')!.fileName;
  const style = parts.find((file) => file.fileName.endsWith('.css')) as Rolldown.OutputAsset;
  const licences = licencesOf([...scripts, single]);
  const licencesFile = LICENCES.replace('.', `-${named(licences)}.`);
  write(licencesFile, licences);
  const files: PlayerFiles = {
    release: named([entry, single.fileName, ...Object.values(texts), licences].join(' ')),
    entry,
    style: style.fileName,
    parts: scripts.map(({ fileName }) => fileName).filter((name) => name !== entry && name !== frames),
    frames,
    whole: single.fileName,
    hashes: { script: policyHash(script), style: policyHash(String(style.source)) },
    texts,
    pages: Object.fromEntries(
      languages.map(({ language, direction, release, areas: { player, course } }) => {
        provide({ language, release, areas: { player, course }, messages: {} });
        return [language, { language, direction, ...pageWords() }];
      })
    ),
    licences: licencesFile
  };
  write(PLAYER_LIST, JSON.stringify(files));
  return files;
}
