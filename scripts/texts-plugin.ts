/**
 * Texts come with scripts as styles do. While building, this finds which areas of texts each page, and each script that is loaded while
 * running, uses: those of a page go into it (src/hooks.server.ts), and each `import()` of ours waits for those of its script
 * (`withTexts`).
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import type { withTexts } from '../src/lib/i18n/texts.ts';
import { TOOLS, type Tool } from '../src/lib/platform/tools.ts';
import { LANGUAGES } from './languages.ts';
import { areas, MESSAGES, readCatalogue, writeTypes } from './messages.ts';
import { SOURCE } from './languages.ts';
import { filesOf, readTexts, TEXTS, textsIn, writeTexts } from './texts.ts';

const IMPORT = /^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const MESSAGE = /\bm\.(\w+)/g;
const DYNAMIC = /\bimport\(\s*(['"`])([^'"`]+)\1\s*\)/g;
const AREA = /\barea(?:<[^(]*>)?\('([^']+)'\)/g;

/** The texts that a page needs. */
export interface Needs {
  /** Areas that stand in the page. */
  readonly areas: readonly string[];
  /** Messages that stand in the page by themselves, each with its area. */
  readonly messages: readonly (readonly [area: string, key: string])[];
  /** Areas that come beside the page, as files of their own. */
  readonly files: readonly string[];
}

/** Finds out which texts modules use. Reads each file once. */
export class Uses {
  readonly #areaOf = new Map<string, string>();
  readonly #files = new Map<
    string,
    {
      readonly imports: readonly string[];
      readonly later: readonly string[];
      readonly areas: readonly string[];
      readonly keys: readonly string[];
    }
  >();

  constructor(readonly root = '.') {
    for (const area of areas(root)) for (const key of Object.keys(readCatalogue(area, SOURCE, root))) this.#areaOf.set(key, area);
  }

  /** @param files from the project's root @returns the areas that these modules, and all that they import at once, use */
  of(...files: readonly string[]): string[] {
    return this.#areasOf(this.#reached(files));
  }

  /** @param files from the project's root @returns the areas that these modules, and all that they import at once or may load later, use */
  ever(...files: readonly string[]): string[] {
    return this.#areasOf(this.#reached(files, true));
  }

  /** @param files as for {@link ever} @returns the messages that they use, each by its key */
  everKeys(...files: readonly string[]): ReadonlySet<string> {
    return this.#reached(files, true).keys;
  }

  #areasOf({ keys, areas }: { readonly keys: ReadonlySet<string>; readonly areas: ReadonlySet<string> }): string[] {
    return [...new Set([...areas, ...[...keys].map((key) => this.#areaOf.get(key)!)])].sort();
  }

  /**
   * @param files from the project's root
   * @returns what these modules, and all that they import at once, use: an area as a whole where it is most of it, else the messages
   */
  needs(...files: readonly string[]): Needs {
    const { keys, areas } = this.#reached(files);
    const messages: [string, string][] = [...keys].sort().map((key) => [this.#areaOf.get(key)!, key]);
    const whole = [...new Set(messages.map(([area]) => area))].filter(
      (area) => messages.filter((one) => one[0] === area).length > 0.6 * [...this.#areaOf.values()].filter((one) => one === area).length
    );
    return { areas: [...areas, ...whole].sort(), messages: messages.filter(([area]) => !whole.includes(area)), files: [] };
  }

  #reached(files: readonly string[], ever = false) {
    const seen = new Set<string>();
    const found = { areas: new Set<string>(), keys: new Set<string>() };
    const waiting = files.map((file) => resolve(this.root, file));
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (seen.has(file)) continue;
      seen.add(file);
      const { imports, later, areas, keys } = this.#read(file);
      for (const area of areas) found.areas.add(area);
      for (const key of keys) found.keys.add(key);
      waiting.push(...imports, ...(ever ? later : []));
    }
    return found;
  }

  /** Where an import leads, as far as it leads to a module of ours. */
  resolve(from: string, importer: string): string | null {
    const path = from.startsWith('#lib/')
      ? resolve(this.root, 'src/lib', from.slice('#lib/'.length))
      : from.startsWith('.')
        ? resolve(dirname(importer), from)
        : null;
    if (!path || path.includes('/node_modules/')) return null;
    return [path, `${path}.js`].find((file) => /\.(ts|js|svelte)$/.test(file) && existsSync(file)) ?? null;
  }

  #read(file: string) {
    let own = this.#files.get(file);
    if (own) return own;
    const text = readFileSync(file, 'utf8');
    const modules = (found: Iterable<RegExpExecArray>, group: number) =>
      [...found].map((match) => this.resolve(match[group]!, file!)).filter((path) => path !== null);
    const imports = modules(text.matchAll(IMPORT), 1);
    const later = modules(text.matchAll(DYNAMIC), 2);
    const keys = [...text.matchAll(MESSAGE)].map(([, key]) => key!).filter((key) => this.#areaOf.has(key));
    own = { imports, later, keys, areas: [...text.matchAll(AREA)].map(([, name]) => name!) };
    this.#files.set(file, own);
    return own;
  }
}

const ROUTES = 'src/routes';

/**
 * Where people begin. These pages bring all texts that they need, so that they are live without another request; others bring what every
 * page does, and their other texts come at the same time as their scripts. All texts in all pages would be a third of a language's bytes.
 */
const FIRST: readonly string[] = ['/(app)', '/(app)/choose', '/(app)/join', '/(answer)/assess'];

/** What pages of a folder wear. */
const WORN = /^\+(layout|error)\.(svelte|ts)$/;

/** @returns for each page's route, and for '' which is any address without one, the texts that it brings */
export function textsOfRoutes(uses: Uses): Record<string, Needs> {
  const files = readdirSync(join(uses.root, ROUTES), { recursive: true, encoding: 'utf8' }).map((file) => file.replaceAll('\\', '/'));
  /** The same name in this folder and all above it. */
  const upwards = (folder: string, name: RegExp) =>
    files.filter((file) => name.test(file.split('/').at(-1)!) && `${folder}/`.startsWith(dirname(file) === '.' ? '' : `${dirname(file)}/`));
  const needs = (folder: string, ...own: string[]) => uses.needs(...[...upwards(folder, WORN), ...own].map((file) => join(ROUTES, file)));
  const pages = files.filter((file) => /(^|\/)\+page\.svelte$/.test(file));
  const all: Record<string, Needs> = {
    // Which page it turns out to be is found out in the browser: one that wears what all pages may wear.
    '': uses.needs(...files.filter((file) => WORN.test(file.split('/').at(-1)!)).map((file) => join(ROUTES, file))),
    ...Object.fromEntries(
      pages.map((page) => {
        const folder = dirname(page) === '.' ? '' : dirname(page);
        const own = files.filter((file) => dirname(file) === dirname(page) && /^\+page\.(svelte|ts)$/.test(file.split('/').at(-1)!));
        return [`/${folder}`, needs(folder, ...own)];
      })
    )
  };
  const [every = [], ...others] = Object.values(all).map(({ areas }) => areas);
  const worn = every.filter((area) => others.every((areas) => areas.includes(area)));
  return Object.fromEntries(
    Object.entries(all).map(([route, needs]) => {
      if (!route || FIRST.includes(route)) return [route, needs];
      const areas = [...new Set([...needs.areas, ...needs.messages.map(([area]) => area)])];
      return [route, { areas: worn, messages: [], files: areas.filter((area) => !worn.includes(area)).sort() }];
    })
  );
}

/** @returns for each tool the areas that its pages use, at once or later, and no page for everybody does; words of rubrics are for everybody */
export function areasOfTools(uses: Uses): Record<Tool, string[]> {
  const files = readdirSync(join(uses.root, ROUTES), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(svelte|ts)$/.test(file));
  const toolOf = (file: string) => TOOLS[`/${dirname(file)}/`.replace(/\/\([^)]*\)/g, '')];
  const everOf = (wanted: (tool: Tool | undefined) => boolean) =>
    uses.ever(...files.filter((file) => wanted(toolOf(file))).map((file) => join(ROUTES, file)));
  const others = everOf((tool) => tool === undefined);
  const own = (one: Tool) => everOf((tool) => tool === one).filter((area) => !others.includes(area) && !area.startsWith('rubrics/'));
  return Object.fromEntries([...new Set(Object.values(TOOLS))].map((tool) => [tool, own(tool)])) as Record<Tool, string[]>;
}

/** What is put around an `import()`. */
const WAIT: keyof { withTexts: typeof withTexts } = 'withTexts';

/**
 * @param code a module as JavaScript
 * @param always the areas that every page brings
 * @returns the same, with every `import()` of a module that uses texts waiting for them too
 */
export function waiting(code: string, file: string, uses: Uses, always: ReadonlySet<string>): string {
  let changed = false;
  const text = code.replace(DYNAMIC, (whole, _quote, from: string) => {
    const module = uses.resolve(from, file);
    const names = module ? uses.of(module).filter((name) => !always.has(name)) : [];
    if (!names.length) return whole;
    changed = true;
    return `__${WAIT}(${JSON.stringify(names.join(' '))}, () => ${whole})`;
  });
  return changed ? `import { ${WAIT} as __${WAIT} } from '#lib/i18n/texts.ts';${text}` : code;
}

/** @param languages whose texts are written: those of the app, and for tests the made-up one */
export function texts(languages: readonly string[] = LANGUAGES): Plugin {
  let uses: Uses;
  let always: ReadonlySet<string>;
  const look = () => {
    uses = new Uses();
    const routes = textsOfRoutes(uses);
    const [first = [], ...others] = Object.values(routes).map(({ areas }) => areas);
    always = new Set(first.filter((area) => others.every((areas) => areas.includes(area))));
    mkdirSync(TEXTS, { recursive: true });
    writeFileSync(join(TEXTS, 'routes.json'), JSON.stringify(routes));
  };
  return {
    name: 'waymark-texts',
    enforce: 'post',
    buildStart() {
      writeTypes();
      writeTexts(languages);
      look();
    },
    transform(code, id, options) {
      const file = id.split('?')[0]!;
      if (options?.ssr || /\/node_modules\//.test(file) || !/\.(ts|js|svelte)$/.test(file)) return null;
      const changed = waiting(code, file, uses, always);
      return changed === code ? null : { code: changed, map: null };
    },
    generateBundle(_options, bundle) {
      // Into the app's own bundle: neither the server's, nor the service worker's.
      if (!Object.values(bundle).some((one) => one.type === 'chunk' && one.name === 'entry/app')) return;
      for (const language of languages)
        for (const [path, source] of Object.entries(filesOf(textsIn(language)))) this.emitFile({ type: 'asset', fileName: path, source });
    },
    configureServer(server) {
      // While developing, any page may be looked at: what it brings is found anew each time, and files are served from where they are made.
      server.middlewares.use((request, response, next) => {
        const [, language, name] = /\/texts\/([\w-]+)\/\w+\/([\w/-]+)\.json$/.exec(request.url ?? '') ?? [];
        if (!language) return next();
        const { areas } = textsIn(language);
        response.setHeader('Content-Type', 'application/json');
        response.end(JSON.stringify(areas[name!]));
      });
      server.watcher.add([MESSAGES, 'rubrics']);
      server.watcher.on('change', (file) => {
        if (!/\.(json|svelte|ts)$/.test(file)) return;
        look();
        if (!/[\\/](messages|rubrics)[\\/].*\.json$/.test(file)) return;
        writeTypes();
        writeTexts(languages);
        server.ws.send({ type: 'full-reload' });
      });
    }
  };
}

/** All texts of a language as a page that brings them all would: `virtual:texts/fi`. */
export function textsForTests(): Plugin {
  const NAME = /^\0virtual:texts\/([\w-]+)$/;
  return {
    name: 'waymark-texts-for-tests',
    resolveId: (id) => (NAME.test(`\0${id}`) ? `\0${id}` : undefined),
    load(id) {
      const [, language] = NAME.exec(id) ?? [];
      if (!language) return undefined;
      const [texts] = readTexts([language]);
      return `export default ${JSON.stringify({ ...texts, messages: {} })}`;
    }
  };
}
