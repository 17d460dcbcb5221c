/** What the app's own files import and export, for tests that hold rules about it. */
import { posix } from 'node:path';
import { isNode, lineAt, tree, walk, type Node, type Source } from './sources.ts';

export interface Import {
  readonly line: number;
  /** As written; `null` where it is made up while running, so that nobody can tell. */
  readonly from: string | null;
  /** What is asked for by name: exports, `default`, or `*` for all of it; `null` where the import runs, so that what is used stands elsewhere. */
  readonly names: readonly string[] | null;
}

const textOf = (node: unknown) => (isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null);
const nameOf = (node: unknown) => String((node as { name?: string; value?: string }).name ?? (node as { value?: string }).value);

/** Everything a file imports: plainly, only for types, by re-export, while running, as a worker, or by import.meta.glob. */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const { root, text } = tree(source);
  const add = (node: Node, from: string | null, names: Import['names'] = null) =>
    found.push({ line: lineAt(text, node.start), from, names });
  walk(root, (node) => {
    if (node.type === 'ImportDeclaration') {
      const names = (node.specifiers as Node[]).map((one) =>
        one.type === 'ImportSpecifier' ? nameOf(one.imported) : one.type === 'ImportDefaultSpecifier' ? 'default' : '*'
      );
      add(node, textOf(node.source), names);
    } else if (node.type === 'ImportExpression') add(node, textOf(node.source));
    else if (node.type === 'ExportAllDeclaration') add(node, textOf(node.source), ['*']);
    else if (node.type === 'ExportNamedDeclaration' && node.source)
      add(
        node,
        textOf(node.source),
        (node.specifiers as Node[]).map(({ local }) => nameOf(local))
      );
    else if (node.type === 'TSImportType') add(node, textOf(node.argument));
    else if (node.type === 'NewExpression' && /^new URL\(.*import\.meta\.url/.test(text.slice(node.start, node.end as number)))
      add(node, textOf((node.arguments as Node[])[0]));
    else if (node.type === 'CallExpression' && /^import\.meta\.glob\b/.test(text.slice(node.start))) {
      const [where] = node.arguments as Node[];
      for (const pattern of where?.type === 'ArrayExpression' ? (where.elements as Node[]) : [where]) add(node, textOf(pattern));
    }
  });
  return found;
}

/** @returns the path of ours that an import leads to, such as "src/lib/domain/model.ts"; `null` for somebody else's package */
export function pathOf(from: string, importer: string): string | null {
  // What a glob leaves out lies where the others do.
  from = from.replace(/^!/, '').replace(/\?.*$/, '');
  if (from.startsWith('.')) return posix.join(posix.dirname(importer), from);
  const path = from
    .replace(/^[#$]lib\//, 'src/lib/')
    .replace(/^#rubrics\//, 'rubrics/')
    .replace(/^\/(src|rubrics)\//, '$1/');
  return /^(src|rubrics)\//.test(path) ? path : null;
}

/** @returns what a module can be asked for, by name, with the line; a component is its own `default` */
export function exportsOf(source: Source): Map<string, number> {
  const found = new Map<string, number>();
  const { root, text } = tree(source);
  if (source.path.endsWith('.svelte')) found.set('default', 1);
  const scripts = source.path.endsWith('.svelte') ? [root.module] : [root.module];
  walk(scripts, (node) => {
    if (node.type === 'ExportDefaultDeclaration') found.set('default', lineAt(text, node.start));
    if (node.type !== 'ExportNamedDeclaration') return;
    const add = (name: unknown, at = node) => found.set(nameOf(name), lineAt(text, at.start));
    for (const one of node.specifiers as Node[]) add(one.exported, one);
    const declared = node.declaration as Node | null;
    if (declared?.type === 'VariableDeclaration')
      for (const { id } of declared.declarations as Node[])
        walk(id, (part, holder, key) => {
          if (
            part.type === 'Identifier' &&
            key !== 'typeAnnotation' &&
            holder?.type !== 'TSTypeReference' &&
            (holder === null || key === 'value' || key === 'elements')
          )
            add(part);
        });
    else if (declared) add(declared.id);
  });
  return found;
}
