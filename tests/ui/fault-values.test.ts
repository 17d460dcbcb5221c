/** What the code says is wrong with a file is said by the texts of the app: none of its own words stand in a sentence. */
import { describe, expect, test } from 'vitest';
import { isNode, lineAt, sources, tree, walk, type Node, type Source } from '../support/sources.ts';

/** What is called to say that something is wrong. */
const TELLING = ['fault', 'wrong', 'DataError'];
const TOLD = new RegExp(`\\b(${TELLING.join('|')})\\(`);

/** @returns words that would stand in a sentence as they stand in the code: `{ wanted: 'text' }`, `{ why: error.message }` */
function wordsAmongValues(source: Source): string[] {
  const found: string[] = [];
  const { root, text } = tree(source);
  walk(root, (node) => {
    const callee = (node.callee ?? {}) as Node & { name?: string };
    if (!/^(Call|New)Expression$/.test(node.type) || !TELLING.includes(callee.name ?? '')) return;
    for (const given of node.arguments as Node[])
      if (given.type === 'ObjectExpression')
        for (const { value } of given.properties as { value?: unknown }[])
          walk(value, (part) => {
            const literal = part.type === 'Literal' && /\p{L}/u.test(String(part.value));
            const quasi = part.type === 'TemplateElement' && /\p{L}/u.test((part.value as { raw: string }).raw);
            const message =
              part.type === 'MemberExpression' && isNode(part.property) && /^(message|reason)$/.test(String(part.property.name));
            if (literal || quasi || message) found.push(`${source.path}:${lineAt(text, part.start)}`);
          });
  });
  return found;
}

describe('the values of a fault are numbers, codes and what files hold', () => {
  test('nowhere words of the code', () =>
    expect(
      sources('.ts', '.svelte')
        .filter(({ path, text }) => !path.includes('/ui/') && TOLD.test(text))
        .flatMap(wordsAmongValues)
    ).toEqual([]));

  test.each([
    "throw new DataError(name, '', 'not-json', { why: (error as Error).message });",
    "throw wrong(row, name, field, 'bad-value', { value, wanted: 'text' });",
    "found.push(fault('bad-shape', place, { what: issue.message || issue.code }));",
    "throw new DataError(name, '', 'x', { what: `at most ${most}` });"
  ])('%s would be found', (text) => expect(wordsAmongValues({ path: 'x.ts', text })).not.toEqual([]));
});
