/**
 * The texts of the page's language as they come: the areas that the page needs stand in it, each other is a file of its own, fetched where
 * it is used. A script that is loaded while running waits for its texts as it does for its styles: see `withTexts`.
 */

/** What a page brings: its language, where that language's files lie, and the areas that it needs itself. */
export interface Brought {
  readonly language: string;
  /** The folder of this release's texts, in the folder of any language. */
  readonly release: string;
  readonly areas: Readonly<Record<string, unknown>>;
  /** Messages of areas of which it needs a few only. */
  readonly messages: Readonly<Record<string, unknown>>;
}

/** The language of the page. */
export let language = 'en';
let release = '';
/** All that is here: by area, and every message of the app by its key. */
let areas: Record<string, unknown> = {};
let messages: Record<string, unknown> = {};
let coming = new Map<string, Promise<unknown>>();
let others: (() => Promise<Readonly<Record<string, unknown>>>) | null = null;

/**
 * Takes what a page brings: in the browser from the page itself, while pages are made and in tests from whoever made it.
 *
 * @param more all other areas at once, for a page that has no folder of texts
 */
export function provide(brought: Brought, more: typeof others = null): void {
  ({ language, release } = brought);
  others = more;
  areas = {};
  messages = { ...brought.messages };
  coming = new Map();
  for (const [name, texts] of Object.entries(brought.areas)) take(name, texts);
}

function take(name: string, texts: unknown): void {
  areas[name] = texts;
  // Words of rubrics are not looked up by key.
  if (!name.startsWith('rubrics/')) Object.assign(messages, texts);
}

/** @returns a message as it was compiled; `undefined` where its area has not come */
export const messageOf = (key: string): unknown => messages[key];

/** @returns an area that is here, as it is for scripts that name it. @throws Error where it has not come */
export function area<T>(name: string): T {
  if (!(name in areas)) throw new Error(`the texts of “${name}” have not come`);
  return areas[name] as T;
}

/**
 * @param of another language than the page's, where that is wanted
 * @returns the area, fetched where it is not here; asked for again after a fetch that failed
 * @throws Error where it cannot be had
 */
export function fetchArea<T>(name: string, of = language): Promise<T> {
  if (of === language && name in areas) return Promise.resolve(areas[name] as T);
  if (others)
    return others().then((all) => {
      if (!(name in all)) throw new Error(`there are no texts of “${name}”`);
      if (of === language) take(name, all[name]);
      return all[name] as T;
    });
  const path = `${of}/${release}/${name}.json`;
  let found = coming.get(path);
  if (!found) {
    found = fetchJson(path).then((texts) => {
      if (of === language) take(name, texts);
      return texts;
    });
    coming.set(path, found);
    found.catch(() => coming.delete(path));
  }
  return found as Promise<T>;
}

/** The scripts of the app lie in a folder beside its texts. */
const script: string = import.meta.url;

async function fetchJson(path: string): Promise<unknown> {
  const response = await fetch(new URL(`../texts/${path}`, script));
  if (!response.ok) throw new Error(`texts/${path} answered ${response.status}`);
  return response.json();
}

/**
 * Loads a script together with the areas of texts that it and what it imports use. The build puts this around each `import()`
 * (scripts/texts-plugin.ts).
 *
 * @param names with spaces between them
 */
export function withTexts<T>(names: string, load: () => Promise<T>): Promise<T> {
  const missing = names.split(' ').filter((name) => !(name in areas));
  return missing.length ? Promise.all([load(), ...missing.map((name) => fetchArea(name))]).then(([module]) => module) : load();
}

const block = typeof document === 'undefined' ? null : document.getElementById('texts');
if (block) provide(JSON.parse(block.textContent) as Brought);
