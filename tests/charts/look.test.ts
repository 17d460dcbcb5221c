import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FIELD_TOKENS, PAPER_TOKENS } from '#lib/charts/look.ts';

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

const picture = readFileSync('src/lib/ui/chart/FieldsPicture.svelte', 'utf8');
/** The colours of the fields, which let what lies under them through. */
const thin = (token: string) =>
  [...picture.matchAll(new RegExp(`--${token}: light-dark\\((rgb\\([^)]*\\)), (rgb\\([^)]*\\))\\)`, 'g'))][0]!.slice(1) as [string, string];
/** A colour after the thin one was laid on it so many times. */
function under(hex: string, thin: string, often: number): string {
  const [r, g, b, alpha] = [...thin.matchAll(/[\d.]+/g)].map(([number]) => Number(number)) as [number, number, number, number];
  const share = (1 - alpha) ** often;
  return `#${[r, g, b]
    .map((over, i) =>
      Math.round(over * (1 - share) + parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16) * share)
        .toString(16)
        .padStart(2, '0')
    )
    .join('')}`;
}

test('saved pictures have the light colours of the fields', () =>
  expect({ field: thin('field')[0], veil: thin('veil')[0] }).toEqual(FIELD_TOKENS));

test('saved pictures have the light colours of app.css', () => {
  expect(light).toMatchObject(PAPER_TOKENS);
});

describe.each([
  ['light', light, 0],
  ['dark', dark, 1]
] as const)('in the innermost field, where it is densest, on paper and on a card: %s', (_, tokens, scheme) => {
  const grounds = [tokens.paper!, tokens.card!].map((ground) => under(ground, thin('field')[scheme], 4));
  test.each(['l0', 'l1', 'l2', 'l3', 'l4', 'soft', 'you', 'ink'])('the mark colour %s has a contrast of 3 or more', (token) => {
    for (const ground of grounds) expect(contrast(tokens[token]!, ground)).toBeGreaterThanOrEqual(3);
  });
  test.each(['ink', 'soft'])('the text colour %s has a contrast of 4.5 or more', (token) => {
    for (const ground of grounds) expect(contrast(tokens[token]!, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe.each([
  ['light', light],
  ['dark', dark]
])('on the %s card', (_, tokens) => {
  test.each(['edge'])('the mark colour %s has a contrast of 3 or more', (token) => {
    expect(contrast(tokens[token]!, tokens.card!)).toBeGreaterThanOrEqual(3);
  });
  // A number is written in the card's colour on its level's disc; axe does not look at what is hidden from readers.
  test.each(['ink', 'soft', 'l0', 'l1', 'l2', 'l3', 'l4', 'you', 'accent'])('the text colour %s has a contrast of 4.5 or more', (token) => {
    expect(contrast(tokens[token]!, tokens.card!)).toBeGreaterThanOrEqual(4.5);
  });
});
