/** Pages for people who use Waymark, teach with it or offer it to others have short sentences, as the screen has. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wordsIn } from '../../scripts/wording/ease.ts';
import { paragraphsIn, sentences } from '../../scripts/wording/plain.ts';

/**
 * Not those for developers, such as the architecture, decisions and the glossary, which keep the terms of the field; and not `sources.md`, since
 * references have a form of their own.
 */
const PAGES = [
  'CHANGELOG.md',
  'README.md',
  'SECURITY.md',
  'rubrics/README.md',
  ...[
    'accessibility',
    'clarity',
    'data-protection',
    'hosting',
    'method',
    'rubric-changes',
    'rubric-coverage',
    'rubric-tables',
    'tries',
    'workshops'
  ].map((name) => `docs/${name}.md`)
];
/** The longest sentence, in words: a little longer than on screen, where nobody has set out to read. */
const LONGEST = 25;
/** How long sentences are on average at most: two in a row near the longest tire. */
const MEAN = 16;

const sentencesOf = (page: string) => paragraphsIn(page).flatMap(sentences);
const meanOf = (all: readonly string[]) => all.reduce((sum, one) => sum + wordsIn(one).length, 0) / all.length;

describe('sentences are short', () => {
  test.each(PAGES)('%s', (path) => {
    const all = sentencesOf(readFileSync(path, 'utf8'));
    const long = all.filter((one) => wordsIn(one).length > LONGEST).map((one) => `${wordsIn(one).length} words: ${one}`);
    expect(long, `\n${long.join('\n')}\n`).toEqual([]);
    expect(meanOf(all)).toBeLessThanOrEqual(MEAN);
  });
});

test.each([
  ['a paragraph of two lines', 'One and\ntwo. Three.', ['One and two.', 'Three.']],
  ['items of a list, each for itself', '- One\n- **Two.** Three\n  more\n1. Four', ['One', 'Two.', 'Three more', 'Four']],
  ['a quotation', '> One.\n> Two.', ['One.', 'Two.']],
  ['a link by its words', 'See [this page](docs/a.b.md) now.', ['See this page now.']],
  ['code as one word', 'Run `npm run one two` now.', ['Run code now.']],
  [
    'no heading, table, picture or block of code',
    '# One\n\n| a | b |\n\n- One.\n\n  | a | b |\n\n![Picture](a.png)\n\n```\nTwo.\n```\n\nThree.',
    ['One.', 'Three.']
  ]
])('what is read: %s', (_, page, read) => expect(sentencesOf(page)).toEqual(read));
