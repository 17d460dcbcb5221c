/**
 * What Svelte and Kit carry for development, or by whole modules where they use a name or two, goes before chunks are made. The bundler
 * leaves such parts out by itself, but only when it is too late: what they import has come along by then, into what the first page loads.
 */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Plugin } from 'vite';

const THEIRS = /\/node_modules\/(svelte|@sveltejs\/kit)\/src\/.*\.js$/;
const FLAGS = /^import \{([^}]*)\} from 'esm-env';$/m;
const WHOLE = "import * as svelte from 'svelte';";
/** A name of that module, and no address of a page about it. */
const OF_WHOLE = /(?<![/.\w])svelte\s*\.(\w+)/g;
const TAKEN = /^const \{ ([\w, ]+) \} = svelte;$/m;

/** @returns a module of theirs, for an app that is built */
function lean(code: string): string {
  const [line, names = ''] = FLAGS.exec(code) ?? [];
  const flags = names.split(',').map((name) => name.trim());
  if (line && flags.includes('DEV')) {
    const others = flags.filter((name) => name && name !== 'DEV').join(', ');
    code = code.replace(line, others && `import { ${others} } from 'esm-env';`).replace(/\bDEV\b/g, 'false');
  }
  if (code.includes(WHOLE)) {
    code = code.replace(TAKEN, (_, names: string) =>
      names
        .split(', ')
        .map((name) => `const ${name} = svelte.${name};`)
        .join(' ')
    );
    const used = [...new Set([...code.matchAll(OF_WHOLE)].map(([, name]) => name!))];
    code = code
      .replace(WHOLE, `import { ${used.map((name) => `${name} as svelte_${name}`).join(', ')} } from 'svelte';`)
      .replace(OF_WHOLE, 'svelte_$1');
  }
  return code;
}

/** Kit's list of what a page consists of. */
const NODE = /\/generated\/client-optimized\/nodes\/\d+\.js$/;
const UNIVERSAL = /^import \* as universal from "([^"]+)";\nexport \{ universal \};$/m;

/** A page's own settings as a plain object: as a module's namespace they bring the bundler's code for such, one more request of each page. */
function settings(file: string): string {
  const names = [...readFileSync(file, 'utf8').matchAll(/^export const (\w+)/gm)].map(([, name]) => name!);
  return `import { ${names.join(', ')} } from ${JSON.stringify(file)};\nconst universal = { ${names.join(', ')} };`;
}
const plain = (code: string, id: string): string =>
  code.replace(UNIVERSAL, (_, from: string) => `${settings(resolve(dirname(id), from))}\nexport { universal };`);

/** Kit's list of all that pages consist of. */
const LIST = /\/generated\/client-optimized\/app\.js$/;
/**
 * What every page is in, and what the page of answering wears, lie in the first chunk: the files that say so would be two more requests
 * (src/hooks.server.ts).
 */
const AT_HAND = `import every from ${JSON.stringify(resolve('src/routes/+layout.svelte'))};
import answering from ${JSON.stringify(resolve('src/routes/(answer)/+layout.svelte'))};
${settings(resolve('src/routes/+layout.ts'))}
`;
const atHand = (code: string): string =>
  AT_HAND +
  code
    .replace("() => import('./nodes/0')", '() => Promise.resolve({ component: every, universal })')
    .replace("() => import('./nodes/2')", '() => Promise.resolve({ component: answering })');

/** Of Svelte, what few components use: its list of exports would bring it along into what the first page loads. */
const RARE: Readonly<Record<string, string>> = {
  html: './dom/blocks/html.js',
  create_custom_element: './dom/elements/custom-element.js',
  customizable_select: './dom/elements/customizable-select.js',
  selectedcontent: './dom/elements/customizable-select.js',
  attach: './dom/elements/attachments.js',
  bind_select_value: './dom/elements/bindings/select.js',
  init_select: './dom/elements/bindings/select.js',
  select_option: './dom/elements/bindings/select.js',
  set_selected: './dom/elements/bindings/select.js',
  set_default_select_value: './dom/elements/bindings/select.js'
};
const SVELTE = resolve('node_modules/svelte/src/internal/client');
const withoutRare = (code: string): string =>
  Object.values(RARE).reduce(
    (text, from) =>
      text.replace(new RegExp(`^export \\{([^}]*)\\} from '${from}';$`, 'm'), (_, names: string) => {
        const others = names.split(',').filter((name) => name.trim() && !(name.trim() in RARE));
        if (others.length) throw new Error(`What components use of ${from} has to be named: ${others.join()}`);
        return '';
      }),
    code
  );
/** Svelte's file of attributes, and what in it is for spread attributes alone. */
const ATTRIBUTES = /\/svelte\/src\/internal\/client\/dom\/elements\/attributes\.js$/;
const OF_SPREAD = /^import \{[^}]*\} from '\.\/(bindings\/select|attachments)\.js';$/gm;
const withoutSpread = (code: string, id: string): string => (ATTRIBUTES.test(id) ? code.replace(OF_SPREAD, '') : code);

/** Components get it from where it lies. */
export const rareParts = (): Plugin => ({
  name: 'waymark-rare-parts',
  apply: 'build',
  enforce: 'post',
  transform(code, id, options) {
    const used = Object.keys(RARE).filter((name) => code.includes(`$.${name}(`));
    if (options?.ssr || !id.endsWith('.svelte')) return null;
    if (code.includes('$.attribute_effect('))
      throw new Error(`${id} spreads attributes, which every first visit would pay for. Name them.`);
    if (!used.length) return null;
    const lines = used.map((name) => `import { ${name} as __${name} } from ${JSON.stringify(resolve(SVELTE, RARE[name]!))};\n`);
    return { code: lines.join('') + used.reduce((text, name) => text.replaceAll(`$.${name}(`, `__${name}(`), code), map: null };
  }
});

export const leanLibraries = (): Plugin => ({
  name: 'waymark-lean-libraries',
  apply: 'build',
  transform(code, id, options) {
    if (options?.ssr) return null;
    const leaner = THEIRS.test(id)
      ? withoutSpread(withoutRare(lean(code)), id)
      : NODE.test(id)
        ? plain(code, id)
        : LIST.test(id)
          ? atHand(code)
          : code;
    return leaner === code ? null : { code: leaner, map: null };
  }
});
