import { describe, expect, test } from 'vitest';
import { hashOf, scriptIn, template } from '../../scripts/page-script.mjs';
import { portable } from '../../scripts/portable-404.mjs';
import { inFolder } from '../../scripts/prerender.mjs';

const START = (base: string, root: string) => `
				{
					__sveltekit_x = {
						base: ${base}
					};

					Promise.all([
						import("${root}/_app/immutable/entry/start.js"),
						import("${root}/_app/immutable/entry/app.js")
					]).then(([kit, app]) => kit.start(app, element));
				}
			`;

/** A page as Kit makes it, as far as it matters here. */
function page(root: string, start = START(`new URL("${root}", location).pathname.slice(0, -1)`, root)): string {
  const own = scriptIn(template(true));
  return `<html data-root="${root}"><link rel="icon" href="${root}/icon.svg" /><link rel="manifest" href="${root}/manifest.webmanifest" />
<script>${own}</script><meta content="script-src 'self' '${hashOf(own)}' '${hashOf(start)}'"><link href="${root}/_app/immutable/a.js">
<a href="${root}/plan/">Plan</a><script type="application/json" id="texts">{}</script><script>${start}</script></html>`;
}
const scripts = (html: string) => [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text!);

describe('a page of a language’s folder', () => {
  test.each([
    ['', '.', '..'],
    ['assess/', '..', '../..'],
    ['data/move/', '../..', '../../..']
  ])('“%s” finds what all languages share one folder higher, and stays within its language', (path, here, above) => {
    const html = inFolder(page(here), path);
    expect(html).toContain(`href="${above}/_app/immutable/a.js"`);
    expect(html).toContain(`import("${above}/_app/immutable/entry/start.js")`);
    expect(html).toContain(`href="${above}/icon.svg"`);
    expect(html).toContain(`href="${here}/manifest.webmanifest"`);
    expect(html).toContain(`href="${here}/plan/"`);
    expect(html).toContain(`base: new URL("${here}", location)`);
    expect(html).toContain(`assets: new URL("${above}", location)`);
  });

  test('its policy names the scripts that it has, and it leads nobody to another language', () => {
    const html = inFolder(page('..'), 'assess/');
    for (const script of scripts(html)) expect(html).toContain(`'${hashOf(script)}'`);
    expect(html.match(/'sha256-/g)).toHaveLength(2);
    expect(scripts(html)[0]).toBe(scriptIn(template(false)));
    expect(template(true)).toContain('location.replace');
    expect(template(false)).not.toContain('location.replace');
  });

  test('the page that leads on knows every language', () =>
    expect(scriptIn(template(true))).toMatch(/\/\^\((de|en|fi|sv)(\|(de|en|fi|sv)){3}\)/));

  test.each([
    ['another beginning', page('..', START('"/app"', '..'))],
    ['a policy that does not name the script', page('..').replace(/'sha256-[^']*'">/, '">')],
    ['no script at all', '<html></html>']
  ])('a newer Kit that writes %s stops the build', (_what, html) =>
    expect(() => inFolder(html, 'assess/')).toThrow(/assess\/: the (script|security)/)
  );
});

describe('the page for addresses that do not exist', () => {
  const fallback = page('', START('""', ''));
  /** Runs the page's script at an address, where only one folder has the app. @returns the folders that Kit was told */
  async function openedAt(html: string, address: string, folder: string): Promise<unknown> {
    const code = scripts(html).find((text) => text.includes('__sveltekit_'))!;
    const tried: string[] = [];
    const run = new Function('location', 'document', 'load', 'globalThis', code.replaceAll('import(', 'load('));
    return new Promise((done) => {
      const page: Record<string, unknown> = {};
      const load = (path: string) => {
        tried.push(path);
        return path.startsWith(`${folder}/_app/`)
          ? Promise.resolve({ start: () => done(page.__sveltekit_x) })
          : Promise.reject(new Error());
      };
      run(new URL(address), { currentScript: { parentElement: null } }, load, page);
      setTimeout(() => done(tried), 200);
    });
  }

  test.each([
    ['', 'https://a.example/no/such/', '', { base: '', assets: '' }],
    ['', 'https://a.example/tools/waymark/no/', '/tools/waymark', { base: '/tools/waymark', assets: '/tools/waymark' }],
    ['fi', 'https://a.example/fi/no/such/', '', { base: '/fi', assets: '' }],
    ['fi', 'https://a.example/tools/waymark/fi/no/', '/tools/waymark', { base: '/tools/waymark/fi', assets: '/tools/waymark' }],
    ['fi', 'https://a.example/fi/waymark/fi/no/', '/fi/waymark', { base: '/fi/waymark/fi', assets: '/fi/waymark' }]
  ])('of the folder “%s” at %s finds the app', async (folder, address, root, expected) =>
    expect(await openedAt(portable(fallback, folder), address, root)).toEqual(expected)
  );
});
