/** One term for one idea: rubrics/terms.json names, for each language, what an idea is called and the words that it is not called. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { wordsOf } from '../../src/lib/domain/rubric/wording.ts';

export interface Term {
  readonly idea: string;
  readonly say: string;
  /** Words in a row; a star stands for any ending or beginning of a word, a word of three dots for up to four others. */
  readonly not: readonly string[];
}
export type Terms = Readonly<Record<string, readonly Term[]>>;

export const readTerms = (root = '.'): Terms => JSON.parse(readFileSync(join(root, 'rubrics/terms.json'), 'utf8')) as Terms;

/** Whether the words are said in the text, wherever. */
function says(text: string, pattern: string): boolean {
  const parts = pattern.split(' ').map((part) => {
    if (part === '…') return '(?:[^ ]+ ){0,4}';
    return `${part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^ ]*')} `;
  });
  return new RegExp(` ${parts.join('')}`, 'u').test(` ${wordsOf(text).join(' ')} `);
}

/** @returns the terms that a text should have used, each with what it says instead */
export const wrongTerms = (text: string, terms: readonly Term[]): { term: Term; said: string }[] =>
  terms.flatMap((term) => term.not.filter((pattern) => says(text, pattern)).map((said) => ({ term, said })));
