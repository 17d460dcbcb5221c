/** What files of the project import and export, for tests that hold rules about it. */
import { posix } from 'node:path';
import { isNode, lineAt, tree, walk, type Node, type Source } from './sources.ts';

export interface Import {
  readonly line: number;
  /** As written; `null` where it is made up while running, so that nobody can tell. */
  readonly from: string | null;
  /** What is asked for: exports by their names, `default`, `*`; `null` where the names stand elsewhere, as with `await import()`. */
  readonly names: readonly string[] | null;
}

const textOf = (node: unknown) => (isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null);
const nameOf = (node: unknown) => (isNode(node) ? String(node.type === 'Literal' ? node.value : node.name) : '');
const nodes = (value: unknown) => (value ?? []) as readonly Node[];

/** Everything a file imports: plainly, only for types, by re-export, while running, as a worker's file, or by import.meta.glob. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const { root, text } = tree(source);
  const add = (node: Node, from: string | null, names: Import['names'] = null) =>
    found.push({ line: lineAt(text, node.start), from, names });
  walk(root, (node) => {
    if (node.type === 'ImportDeclaration')
      add(
        node,
        textOf(node.source),
        nodes(node.specifiers).map(({ type, imported }) =>
          type === 'ImportSpecifier' ? nameOf(imported) : type === 'ImportDefaultSpecifier' ? 'default' : '*'
        )
      );
    else if (node.type === 'ExportAllDeclaration') add(node, textOf(node.source), ['*']);
    else if (node.type === 'ExportNamedDeclaration' && node.source)
      add(
        node,
        textOf(node.source),
        nodes(node.specifiers).map(({ local }) => nameOf(local))
      );
    else if (node.type === 'ImportExpression') add(node, textOf(node.source));
    else if (node.type === 'TSImportType') add(node, textOf(node.argument));
    else if (node.type === 'NewExpression' && /^new URL\([^)]*\bimport\.meta\.url\)/.test(text.slice(node.start)))
      add(node, textOf(nodes(node.arguments)[0]));
    else if (node.type === 'CallExpression' && /^import\.meta\.glob\b/.test(text.slice(node.start))) {
      const [where] = nodes(node.arguments);
      for (const pattern of where?.type === 'ArrayExpression' ? nodes(where.elements) : [where]) add(node, textOf(pattern));
    }
  });
  return found;
}

/** @returns the path of ours that an import leads to, such as "src/lib/domain/model.ts"; `null` for somebody else's package */
export function pathOf(from: string, importer: string): string | null {
  if (from.startsWith('.')) return posix.join(posix.dirname(importer), from);
  const path = from
    .replace(/^[#$]lib\//, 'src/lib/')
    .replace(/^#rubrics\//, 'rubrics/')
    .replace(/^\/(src|rubrics)\//, '$1/');
  return /^(src|rubrics)\//.test(path) ? path : null;
}

export interface Named {
  readonly name: string;
  readonly line: number;
}
export interface Export extends Named {
  /** An interface or a type: nothing that runs. */
  readonly isType: boolean;
}

/** What a module can be asked for; a component is its own `default`. */
export function exportsOf(source: Source): Export[] {
  const { root, text } = tree(source);
  const isComponent = source.path.endsWith('.svelte');
  const found: Export[] = isComponent ? [{ name: 'default', line: 1, isType: false }] : [];
  const add = (node: Node, name: string, isType = false) => found.push({ name, line: lineAt(text, node.start), isType });
  // In a component, only the script that runs once exports; `export` in the other one would make a property.
  walk(root.module, (node) => {
    if (node.type === 'ExportDefaultDeclaration') add(node, 'default');
    if (node.type !== 'ExportNamedDeclaration') return;
    for (const one of nodes(node.specifiers)) add(one, nameOf(one.exported));
    const declared = node.declaration;
    if (!isNode(declared)) return;
    if (declared.type === 'VariableDeclaration')
      for (const { id } of nodes(declared.declarations)) for (const name of namesIn(id)) add(node, name);
    else add(node, nameOf(declared.id), /^TS(Interface|TypeAlias)Declaration$/.test(declared.type));
  });
  return found;
}

/** The names that a pattern binds. */
function namesIn(pattern: unknown): string[] {
  if (!isNode(pattern)) return [];
  if (pattern.type === 'Identifier') return [nameOf(pattern)];
  if (pattern.type === 'ObjectPattern') return nodes(pattern.properties).flatMap(({ value, argument }) => namesIn(value ?? argument));
  if (pattern.type === 'ArrayPattern') return nodes(pattern.elements).flatMap(namesIn);
  return namesIn(pattern.left ?? pattern.argument);
}

/** How often each name stands in a file, in whatever place. */
export function namesOf(source: Source): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  walk(tree(source).root, ({ type, name }) => {
    if (type === 'Identifier' || type === 'Component') found.set(String(name), (found.get(String(name)) ?? 0) + 1);
  });
  return found;
}

/**
 * What of each module is asked for by others.
 *
 * @returns names by paths; where nobody can tell which ones (`await import()`, `import * as`), all names that stand in the importing file
 */
export function askedFor(sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const source of sources)
    for (const { from, names } of importsOf(source)) {
      const path = from === null ? null : pathOf(from, source.path);
      if (path === null || path === source.path) continue;
      const asked = found.get(path) ?? found.set(path, new Set()).get(path)!;
      for (const name of names && !names.includes('*') ? names : ['default', ...namesOf(source).keys()]) asked.add(name);
    }
  return found;
}

/** Methods and fields that a file's classes have for others. */
export function membersOf(source: Source): Named[] {
  const found: Named[] = [];
  const { root, text } = tree(source);
  walk(root, (node) => {
    if (!/^(MethodDefinition|PropertyDefinition)$/.test(node.type) || !isNode(node.key)) return;
    if (node.key.type === 'Identifier' && node.kind !== 'constructor')
      found.push({ name: nameOf(node.key), line: lineAt(text, node.start) });
  });
  return found;
}

/** Names by which files reach into something: `a.name`, `a['name']`, `const { name } = a`, `Pick<A, 'name'>`. */
export function reachedFor(sources: readonly Source[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const source of sources)
    walk(tree(source).root, (node) => {
      if (node.type === 'MemberExpression') found.add(nameOf(node.property));
      else if (node.type === 'ObjectPattern') for (const { key } of nodes(node.properties)) found.add(nameOf(key));
      else if (node.type === 'TSLiteralType') found.add(nameOf(node.literal));
    });
  return found;
}

/**
 * @param graph what each thing leads to
 * @returns the circles: groups of things of which each leads to all others, by whatever way
 */
export function circlesIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = new Map<string, Set<string>>();
  for (const start of graph.keys()) {
    const seen = new Set<string>();
    const waiting = [...(graph.get(start) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(...(graph.get(next) ?? []));
    }
    reach.set(start, seen);
  }
  const circles = [...graph.keys()].map((start) => [...reach.get(start)!].filter((other) => reach.get(other)?.has(start)).sort());
  return [...new Map(circles.filter(({ length }) => length > 0).map((circle) => [circle.join(), circle])).values()];
}
