import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PAPER_TOKENS } from '#lib/charts/look.ts';

const css = readFileSync('src/app.css', 'utf8');
/** The colours of one scheme: the first or the second of `light-dark(…)`. */
const tokensOf = (which: 2 | 3) =>
  Object.fromEntries(
    [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map((found) => [found[1], found[which]!])
  );
const light = tokensOf(2);
const dark = tokensOf(3);

function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((i) => {
      const share = parseInt(hex.slice(i, i + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

test('saved pictures have the light colours of app.css', () => {
  expect(light).toMatchObject(PAPER_TOKENS);
});

describe.each([
  ['light', light],
  ['dark', dark]
])('on the %s card', (_, tokens) => {
  test.each(['edge'])('the mark colour %s has a contrast of 3 or more', (token) => {
    expect(contrast(tokens[token]!, tokens.card!)).toBeGreaterThanOrEqual(3);
  });
  // Numbers are written in a level's colour, and in the card's colour on it; axe does not look at what is hidden from readers.
  test.each(['ink', 'soft', 'l0', 'l1', 'l2', 'l3', 'l4', 'you', 'accent'])('the text colour %s has a contrast of 4.5 or more', (token) => {
    expect(contrast(tokens[token]!, tokens.card!)).toBeGreaterThanOrEqual(4.5);
  });
});
