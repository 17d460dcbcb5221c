import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { digcompTitle } from '#lib/library/digcomp.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { digcompTitles, readRubrics } from '../../scripts/rubrics-plugin.ts';

function titlesIn(language: string): { comment: string; titles: Record<string, string> } {
  const { $comment = '', ...titles } = JSON.parse(readFileSync(`rubrics/digcomp/${language}.json`, 'utf8')) as Record<string, string>;
  return { comment: $comment, titles };
}
const { titles } = titlesIn('en');
const used = readRubrics().flatMap(({ criteria }) => criteria.map(({ id, digcomp }) => ({ id, digcomp })));

test('the 21 competences of DigComp 3.0 are there: 3, 6, 4, 4 and 4', () => {
  const numbers = [3, 6, 4, 4, 4].flatMap((count, area) => Array.from({ length: count }, (_, i) => `${area + 1}.${i + 1}`));
  expect(Object.keys(titles)).toEqual(numbers);
});

test('the files say whose the titles are, and which of them are translated', () => {
  expect(titlesIn('en').comment).toMatch(/CC BY 4\.0.*the framework’s own/);
  for (const language of LANGUAGES.slice(1)) expect(titlesIn(language).comment, language).toMatch(/translations/);
});

describe.each(LANGUAGES)('in “%s”', (language) => {
  test('every competence has a title, and no two have the same', () => {
    const { titles: own } = titlesIn(language);
    expect(Object.keys(own)).toEqual(Object.keys(titles));
    expect(new Set(Object.values(own)).size).toBe(21);
  });

  test('the titles are those that a page in it gets', () => expect(digcompTitles(language)['2.4']).toBe(titlesIn(language).titles['2.4']));
});

describe('the crosswalk', () => {
  test.each(used)('$id touches one to three competences, in order, each once', ({ digcomp }) => {
    expect(digcomp.length).toBeGreaterThanOrEqual(1);
    expect(digcomp.length).toBeLessThanOrEqual(3);
    expect(digcomp).toEqual([...new Set(digcomp)].sort());
    for (const id of digcomp) expect(titles).toHaveProperty([id]);
  });

  test('names no competence that no descriptor is about: programming, devices’ footprint, repairing, citizenship, copyright, inventing', () =>
    expect(Object.keys(titles).filter((id) => !used.some(({ digcomp }) => digcomp.includes(id)))).toEqual([
      '2.3',
      '3.3',
      '3.4',
      '4.4',
      '5.1',
      '5.3'
    ]));
});

test('a page shows a title by its number, and a number that is none as it is', () => {
  expect(digcompTitle('2.4')).toBe('Collaborating through digital technologies');
  expect(digcompTitle('9.9')).toBe('9.9');
  expect(digcompTitle('constructor')).toBe('constructor');
});

test('a language without a title borrows the English one, marked; the pseudo-language makes one up', () => {
  expect(digcompTitles('se')['1.2']).toBe('Evaluating information [en]');
  expect(digcompTitles('en-XA')['1.2']).toMatch(/^⟦/);
});
