/**
 * Makes a built 404.html find out by itself which folder the app lies in.
 *
 * Kit writes this one page with addresses from the host's root, since it may be shown at any depth. In a sub-folder it would
 * stay blank. Here it tries the folders of its address, the outermost first, until the app's own files answer.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

/**
 * @param {string} html Kit's fallback page, built with an empty base path
 * @returns {string} the page with a script that works at any depth of any folder, allowed by the page's own security policy
 * @throws {Error} when the page is not shaped as expected, so that a newer Kit cannot break this unseen
 */
export function portable(html) {
  const code = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]).find((text) => text?.includes('__sveltekit_'));
  const name = /(__sveltekit_\w+) = \{\s*base: ""/.exec(code ?? '')?.[1];
  const [start, app] = [...(code ?? '').matchAll(/import\("(\/[^"]+)"\)/g)].map((match) => match[1]);
  if (!code || !name || !start || !app) throw new Error('404.html: the script is not the one that Kit used to write');
  const hash = (/** @type {string} */ text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  if (!html.includes(hash(code))) throw new Error('404.html: the security policy does not name the script');
  const portableCode = `
				{
					const element = document.currentScript.parentElement;
					const folders = location.pathname.split("/").slice(1, -1);
					const open = (depth) => {
						const base = folders.slice(0, depth).map((folder) => "/" + folder).join("");
						globalThis.${name} = { base };
						Promise.all([import(base + "${start}"), import(base + "${app}")]).then(
							([kit, app]) => kit.start(app, element),
							() => depth < folders.length && open(depth + 1)
						);
					};
					open(0);
				}
			`;
  return html
    .replace(hash(code), () => hash(portableCode))
    .replace(code, () => portableCode)
    .replace(/\s*<link [^>]*href="\/(?!\/)[^>]*>/g, '');
}

/** @param {string} file a built 404.html, changed in place together with its compressed copies */
export function makePortable(file) {
  const html = portable(readFileSync(file, 'utf8'));
  writeFileSync(file, html);
  if (existsSync(`${file}.br`)) writeFileSync(`${file}.br`, brotliCompressSync(html));
  if (existsSync(`${file}.gz`)) writeFileSync(`${file}.gz`, gzipSync(html));
}
