/** Every English text of the app is plain, so that somebody tired reads it once. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { areas, readCatalogue } from '../../scripts/messages.ts';
import { grade, notPlain } from '../../scripts/wording/plain.ts';

/** School years where others than the usual eight are asked for: the page for trainers and researchers cites research in its own words. */
const MOST: Readonly<Record<string, number>> = { method: 9 };

interface Words {
  readonly title: string;
  readonly levels: Readonly<Record<string, { readonly name: string }>>;
}
const words = (path: string) => JSON.parse(readFileSync(join('rubrics', path, 'en.json'), 'utf8')) as Words;
/** Names count as one word of one syllable, as values do: nobody spells them out, and a text that names a level cannot choose its name. */
const NAMES = [
  'Waymark',
  ...Object.values(words('.').levels).map(({ name }) => name),
  ...readdirSync('rubrics', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'digcomp')
    .map(({ name }) => words(name).title)
];

test('names are known: levels, topics, and the app', () => {
  expect(NAMES).toHaveLength(11);
  expect(NAMES).toContain('One-to-one communication');
});

describe('texts are plain', () => {
  test.each(areas())('%s', (area) => {
    const found = notPlain(readCatalogue(area, 'en'), NAMES, MOST[area]);
    expect(found, `\n${found.join('\n')}\n`).toEqual([]);
  });
});

describe('what is not plain is found', () => {
  const wrong = (message: string) => notPlain({ key: message }, ['Waymark', 'Delivering information']).join();

  test.each([
    ['Your position is level 2.', '“position” (level, result)'],
    ['{n, plural, one {One criterion} other {{n} more}}', '“criterion” (question)'],
    ['Open it in order to read.', '“in order to” (to)'],
    ['It is one and two and three and four and five and six and seven and eight and nine and ten and.', 'a sentence of 22 words'],
    [
      'Organisational communication requirements necessitate interdisciplinary collaboration between institutions internationally.',
      'grade'
    ],
    ['Organisational necessity.', 'all texts together: grade']
  ])('%s', (message, found) => expect(wrong(message)).toContain(found));

  test.each([
    'Read it on your phone. It stays there, and no one else can see it, so you can write what you like in it.',
    'Delivering information is level 1 in Waymark, and {name} is a name for you.',
    '{n, plural, one {One step} other {{n} steps}}'
  ])('plain: %s', (message) => expect(wrong(message)).toBe(''));

  test('the grade is that of Flesch and Kincaid', () => {
    // Ten words, two sentences, eleven syllables: 0.39 · 5 + 11.8 · 1.1 − 15.59.
    expect(grade(['The cat sat on the mat.', 'It was quite happy.'])).toBeCloseTo(-0.66, 2);
  });
});
