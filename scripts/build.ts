/**
 * `npm run build`: one app a language. English lies at the root of build/, each other language in a folder of its own, complete in
 * itself: a page loads its own language only, and any folder can be served alone. They share what the browser stores, since that belongs
 * to the host.
 *
 *   npm run build                        all languages into build/
 *   npm run build -- --only fi           only some, which then lie alone in build/ (for a quick look)
 *   npm run build -- --pseudo DIR        all languages into build/, and the pseudo-language into DIR (for tests)
 */
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LANGUAGES, PSEUDO, SOURCE } from './languages.ts';
import { messagesFor } from './messages.ts';
import { makePortable } from './portable-404.mjs';
import { writeSchemas } from './schema.ts';

const BUILD = 'build';
/** Where each language is built before all of them are put together. */
const made = (language: string) => join('node_modules', '.cache', 'waymark', 'built', language);

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true }, pseudo: { type: 'string' } } });

/** @returns what the build of one language printed; @throws Error with it when it failed */
function buildOne(language: string): Promise<void> {
  rmSync(made(language), { recursive: true, force: true });
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
      env: { ...process.env, WAYMARK_LANGUAGE: language, WAYMARK_OUT: made(language) },
      stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    const read = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', fail);
    child.on('exit', (code) => {
      if (code !== 0) return fail(new Error(`${output}\nThe build of “${language}” failed.`));
      if (process.env.DEBUG) console.log(output);
      makePortable(join(made(language), '404.html'));
      nameInManifest(language);
      done();
    });
  });
}

/** The manifest says in the app's language what the app is. */
function nameInManifest(language: string): void {
  const file = join(made(language), 'manifest.webmanifest');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  const texts = messagesFor(language);
  writeFileSync(
    file,
    JSON.stringify({ ...manifest, lang: language, dir: language === PSEUDO ? 'rtl' : 'ltr', description: String(texts.app_tagline) })
  );
}

/** Builds several languages, as many at a time as there are processors. */
async function buildAll(languages: readonly string[]): Promise<void> {
  const waiting = [...languages];
  const worker = async () => {
    for (let language = waiting.shift(); language; language = waiting.shift()) {
      const start = Date.now();
      await buildOne(language);
      console.log(`${language}: built in ${Math.round((Date.now() - start) / 1000)} s`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(languages.length, availableParallelism()) }, worker));
}

function put(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch {
    // The cache may lie on another disk.
    cpSync(from, to, { recursive: true });
  }
}

const languages = values.only ?? LANGUAGES;
// Together, so that no processor waits for the last one.
await buildAll(values.pseudo ? [...languages, PSEUDO] : languages);
// The root comes first: it is put in the place of the whole folder.
const [root, ...others] = [...languages].sort((a, b) => Number(b === SOURCE) - Number(a === SOURCE));
put(made(root!), BUILD);
for (const language of others) put(made(language), join(BUILD, language));
writeSchemas(BUILD);
if (!existsSync(join(BUILD, 'index.html'))) throw new Error(`${BUILD} has no first page`);
if (values.pseudo) {
  mkdirSync(join(values.pseudo, '..'), { recursive: true });
  put(made(PSEUDO), values.pseudo);
}
