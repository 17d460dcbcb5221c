// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { m } from '#lib/i18n/messages.ts';
import { statementText } from '#lib/i18n/statement.ts';
import StatementText from '#lib/ui/rubric/StatementText.svelte';
import { rubric } from '../domain/examples.ts';
import { situationWords } from '../support/situations.ts';

afterEach(cleanup);

const plain = rubric('privacy', 2);
const words = situationWords('en');
const situated = {
  ...plain,
  situations: { 1: { id: 'a', ...words[1] }, 2: { id: 'b', ...words[2] }, 3: { id: 'c', ...words[3] }, 4: { id: 'd', ...words[4] } }
};
const criterion = plain.criteria[0]!;
const text = criterion.descriptors[3];
const shown = (props: object = {}) => render(StatementText, { rubric: situated, criterion, level: 3, ...props }).container;

describe('a statement', () => {
  test('is said after its situation, in text and on the screen alike', () => {
    expect(statementText(situated, criterion, 3)).toBe(`In a group I guide online: ${text}`);
    expect(shown().textContent).toBe(`In a group I guide online: ${text}`);
    expect(shown({ quoted: true }).textContent).toBe(`In a group I guide online: ${m.quoted({ text })}`);
  });

  test('stands alone where its rubric declares no situations', () => {
    expect(statementText(plain, criterion, 3)).toBe(text);
    expect(shown({ rubric: plain }).textContent).toBe(text);
  });

  test('and its situation are each marked with the language that they are in', () => {
    const mixed = { ...situated, language: 'fi', borrowed: { 'situations.3.label': 'sv' } };
    expect([...shown({ rubric: mixed }).querySelectorAll('span')].map(({ lang }) => lang)).toEqual(['sv', 'fi']);
  });
});
