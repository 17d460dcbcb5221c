import { expect, test } from 'vitest';
import { readingEase } from '#lib/readability/ease.ts';

test.each([
  ['en', 'I check what I share. I ask a friend to read it. I wait a day.', 'easy'],
  ['en-GB', 'I check what I share. I ask a friend to read it. I wait a day.', 'easy'],
  [
    'en',
    'I systematically operationalise organisational communication requirements, facilitating interdisciplinary collaboration regarding professional confidentiality.',
    'hard'
  ],
  ['fi', 'Tarkistan tiedon ennen julkaisemista.', null],
  ['en', '…', null]
])('%s: “%s” is %s', (language, text, ease) => expect(readingEase(language, text)).toBe(ease));
