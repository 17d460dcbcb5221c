/** Reads the app's own source files for tests that hold rules about them. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse, type AST } from 'svelte/compiler';

export interface Source {
  /** From the project's root, with slashes: "src/lib/domain/score.ts". */
  readonly path: string;
  readonly text: string;
}

/** What tools write is not ours to keep rules. */
const GENERATED = 'src/lib/i18n/keys.d.ts';

/** @param endings such as ".ts" @returns the files below src with one of these endings, in order of their paths */
export const sources = (...endings: string[]): Source[] => filesIn('src', ...endings);

/** The same of another folder of the project. */
export function filesIn(folder: string, ...endings: string[]): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && !path.startsWith(GENERATED))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** A node of either tree that `tree` gives: ESTree with TypeScript, or a component's template. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

interface Tree {
  readonly root: AST.Root;
  readonly text: string;
}

/** Several rules look at the same files. */
const trees = new WeakMap<Source, Tree>();

/** @returns a component, or a module as if it were a component's script; offsets count in `text` */
export function tree(source: Source): Tree {
  const known = trees.get(source) ?? parsed(source);
  trees.set(source, known);
  return known;
}

function parsed({ path, text }: Source): Tree {
  // An end tag that stands in a text would end the script; escaped, it is the same text.
  const whole = path.endsWith('.svelte') ? text : `<script module lang="ts">${text.replaceAll('</script', '<\\/script')}\n</script>`;
  return { root: parse(whole, { modern: true, filename: path }), text: whole };
}

/** Calls back for every node below, each with the node that holds it and the key under which it does. */
export function walk(
  node: unknown,
  visit: (node: Node, holder: Node | null, key: string) => void,
  holder: Node | null = null,
  key = ''
): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit, holder, key);
  else if (isNode(node)) {
    visit(node, holder, key);
    for (const [name, below] of Object.entries(node)) if (name !== 'metadata' && typeof below === 'object') walk(below, visit, node, name);
  }
}

/** @returns the line of an offset, from 1 */
export const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;
