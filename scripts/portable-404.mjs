/**
 * Makes a built 404.html find out by itself which folder the app lies in.
 *
 * Kit writes this one page with addresses from the host's root, since it may be shown at any depth. In a sub-folder it would
 * stay blank. Here it tries the folders of its address, the outermost first, until the app's own files answer.
 */
import { hashOf } from './page-script.mjs';

/**
 * @param {string} html Kit's fallback page, built with an empty base path
 * @param {string} [folder] the folder of the app that the page's language lies in; none for the language at the app's root
 * @returns {string} the page with a script that works at any depth of any folder, allowed by the page's own security policy
 * @throws {Error} when the page is not shaped as expected, so that a newer Kit cannot break this unseen
 */
export function portable(html, folder = '') {
  const code = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]).find((text) => text?.includes('__sveltekit_'));
  const name = /(__sveltekit_\w+) = \{\s*base: ""/.exec(code ?? '')?.[1];
  const [start, app] = [...(code ?? '').matchAll(/import\("(\/[^"]+)"\)/g)].map((match) => match[1]);
  if (!code || !name || !start || !app) throw new Error('404.html: the script is not the one that Kit used to write');
  if (!html.includes(`'${hashOf(code)}'`)) throw new Error('404.html: the security policy does not name the script');
  const portableCode = `
				{
					const element = document.currentScript.parentElement;
					const folders = location.pathname.split("/").slice(1, -1);
					const own = "${folder}";
					const open = (depth) => {
						const assets = folders.slice(0, depth).map((folder) => "/" + folder).join("");
						const next = () => depth < folders.length && open(depth + 1);
						if (own && folders[depth] !== own) return next();
						globalThis.${name} = { base: assets + (own && "/" + own), assets };
						Promise.all([import(assets + "${start}"), import(assets + "${app}")]).then(([kit, app]) => kit.start(app, element), next);
					};
					open(0);
				}
			`;
  return html
    .replace(hashOf(code), () => hashOf(portableCode))
    .replace(code, () => portableCode)
    .replace(/\s*<link [^>]*href="\/(?!\/)[^>]*>/g, '');
}
