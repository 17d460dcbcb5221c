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
const plain = (code: string, id: string): string =>
  code.replace(UNIVERSAL, (_, from: string) => {
    const names = [...readFileSync(resolve(dirname(id), from), 'utf8').matchAll(/^export const (\w+)/gm)].map(([, name]) => name!);
    return `import { ${names.join(', ')} } from ${JSON.stringify(from)};\nexport const universal = { ${names.join(', ')} };`;
  });

export const leanLibraries = (): Plugin => ({
  name: 'waymark-lean-libraries',
  apply: 'build',
  transform(code, id, options) {
    if (options?.ssr) return null;
    const leaner = THEIRS.test(id) ? lean(code) : NODE.test(id) ? plain(code, id) : code;
    return leaner === code ? null : { code: leaner, map: null };
  }
});
