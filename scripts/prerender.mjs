/**
 * Makes the pages of one language from the one build, in a thread of its own: whatever a module keeps belongs to that language.
 *
 * Kit makes the English pages itself. Here its built server is asked for the same pages once more, with the texts of another language
 * (src/hooks.server.ts). They lie in that language's folder, so that links, which are relative, stay within the language; what all
 * languages share lies one folder above them.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { hashOf, scriptIn, template } from './page-script.mjs';
import { portable } from './portable-404.mjs';

const OUT = '.svelte-kit/output';
const ORIGIN = 'http://sveltekit-prerender';
/** Files that every language shares, besides scripts and styles. */
const SHARED = ['favicon.ico', 'icon.svg', 'apple-touch-icon.png'];

/**
 * @param {string} html a page as Kit made it
 * @param {string} path its address within its language: "assess/"
 * @returns {string} the same page for a language's folder: what all languages share lies one folder higher
 * @throws {Error} when the page is not shaped as expected, so that a newer Kit cannot break this unseen
 */
export function inFolder(html, path) {
  const here = path.split('/').slice(1).fill('..').join('/') || '.';
  const above = here === '.' ? '..' : `${here}/..`;
  const code = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)]
    .map(([, text]) => text ?? '')
    .find((text) => text.includes('__sveltekit_'));
  const base = `base: new URL(${JSON.stringify(here)}, location).pathname.slice(0, -1)`;
  if (!code?.includes(base)) throw new Error(`${path}: the script is not the one that Kit used to write`);
  const raised = (/** @type {string} */ text) => text.replaceAll(`"${here}/_app/`, `"${above}/_app/`);
  const moved = raised(code).replace(
    base,
    `${base},\n\t\t\t\t\t\tassets: new URL(${JSON.stringify(above)}, location).pathname.slice(0, -1)`
  );
  const shared = SHARED.reduce((text, name) => text.replaceAll(`"${here}/${name}"`, `"${above}/${name}"`), html);
  return newScripts(raised(shared), path, [
    [raised(code), moved, hashOf(code)],
    [scriptIn(template(true)), scriptIn(template(false))]
  ]);
}

/**
 * @param {string} html
 * @param {string} path for the error
 * @param {[old: string, next: string, hash?: string][]} changes scripts in the page; the hash where the policy names another text
 * @returns {string} the page with other scripts, allowed by its own security policy
 */
function newScripts(html, path, changes) {
  return changes.reduce((text, [old, next, hash = hashOf(old)]) => {
    if (!text.includes(`<script>${old}</script>`) || !text.includes(`'${hash}'`))
      throw new Error(`${path}: the security policy does not name the script`);
    return text.replace(`<script>${old}</script>`, () => `<script>${next}</script>`).replace(hash, () => hashOf(next));
  }, html);
}

/**
 * @param {string} language
 * @param {readonly string[]} paths of the pages within their language: "", "assess/"
 * @param {string} folder where they go
 */
async function makePages(language, paths, folder) {
  const load = (/** @type {string} */ name) => import(pathToFileURL(resolve(OUT, 'server', name)).href);
  const [{ manifest }, internal, { set_env }] = await Promise.all(['manifest-full.js', 'internal.js', 'env.js'].map(load));
  internal.set_building();
  internal.set_prerendering();
  internal.set_private_env({});
  internal.set_public_env({});
  internal.set_manifest(manifest);
  set_env({});
  const { Server } = await load('index.js');
  const server = new Server(manifest);
  await server.init({ env: {} });

  /** @param {string} path @param {object} [how] @returns {Promise<string>} */
  async function ask(path, how) {
    const response = await server.respond(new Request(`${ORIGIN}/${path}`), {
      getClientAddress: () => '',
      prerendering: { dependencies: new Map(), remote_responses: new Map(), ...how },
      read: (/** @type {string} */ file) => readFileSync(join('static', file))
    });
    if (response.status !== 200) throw new Error(`${language}: /${path} answered ${response.status}`);
    return response.text();
  }

  const write = (/** @type {string} */ file, /** @type {string} */ html) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), html);
  };
  for (const path of paths) write(`${path}index.html`, inFolder(await ask(path), path));
  const fallback = newScripts(await ask('[fallback]', { fallback: true }), '404.html', [
    [scriptIn(template(true)), scriptIn(template(false))]
  ]);
  write('404.html', portable(fallback, language));
}

if (!isMainThread && parentPort) {
  const { language, paths, folder } = workerData;
  await makePages(language, paths, folder);
}
