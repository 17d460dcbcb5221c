import { expect, test } from 'vitest';
import { paintTrend } from '#lib/charts/trend-paint.ts';
import { PAPER } from '#lib/charts/look.ts';
import { SvgPen, xml } from '#lib/charts/svg.ts';

/** As wide as a typewriter's letters: enough to place texts by. */
const ruler = {
  font: '',
  measureText: (text: string) => ({ width: text.length * 8, actualBoundingBoxAscent: 10, actualBoundingBoxDescent: 0 }) as TextMetrics
};
const words = { title: 'Writing <online> & more', sentence: 'First: “a”.', language: 'en' };
const inside = (draw: (pen: SvgPen) => void): string => {
  const pen = new SvgPen(ruler);
  draw(pen);
  return pen.document(100, 50, words).replace(/^.*<\/desc>|<\/svg>\n$/g, '');
};

test('a title and a description come first, for whoever cannot see it, and no sign breaks them', () =>
  expect(new SvgPen(ruler).document(100, 50, words)).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50" width="100" height="50" lang="en" xml:lang="en" role="img" ' +
      'aria-labelledby="title desc"><title id="title">Writing &#60;online&#62; &#38; more</title><desc id="desc">First: “a”.</desc></svg>\n'
  ));

test('texts are texts, with their fonts and where they are anchored', () =>
  expect(
    inside((pen) => {
      Object.assign(pen, { font: '700 20px "A B", serif', fillStyle: '#123456', textAlign: 'center', textBaseline: 'middle' });
      pen.fillText('A & B', 10, 20);
    })
  ).toBe(
    '<text x="10" y="27" font-family="&#34;A B&#34;, serif" font-size="20" font-weight="700" text-anchor="middle" fill="#123456">A &#38; B</text>'
  ));

test('a whole circle goes in two arcs, part of one to where it ends', () => {
  expect(inside((pen) => (pen.beginPath(), pen.arc(50, 50, 10, 0, 2 * Math.PI), pen.fill()))).toBe(
    '<path d="M60 50A10 10 0 0 1 40 50A10 10 0 0 1 60 50" fill="#000"/>'
  );
  // As on a canvas, which ignores what is no number.
  expect(inside((pen) => (pen.beginPath(), pen.arc(0, 0, 0, NaN, 1), pen.fill()))).toBe('');
  expect(inside((pen) => (pen.beginPath(), pen.arc(0, 0, 10, 0, Math.PI / 2), pen.stroke()))).toContain('A10 10 0 0 1 0 10"');
  expect(inside((pen) => (pen.beginPath(), pen.arc(0, 0, 10, Math.PI / 2, 0, true), pen.stroke()))).toContain('A10 10 0 0 0 10 0"');
});

test('what is moved, clipped and saved comes back as it was', () =>
  expect(
    inside((pen) => {
      pen.save();
      pen.translate(5, 5);
      pen.beginPath();
      pen.rect(0, 0, 10, 10);
      pen.clip();
      pen.fillRect(1, 1, 2, 2);
      pen.restore();
      pen.fillRect(1, 1, 2, 2);
    })
  ).toBe(
    '<clipPath id="clip1"><path d="M5 5L15 5L15 15L5 15Z"/></clipPath><path d="M6 6L8 6L8 8L6 8Z" fill="#000" clip-path="url(#clip1)"/>' +
      '<path d="M1 1L3 1L3 3L1 3Z" fill="#000"/>'
  ));

test('signs that XML has no place for are left out', () => expect(xml('a\u0000b\u001f<"')).toBe('ab&#60;&#34;'));

test('a whole chart is drawn with numbers as texts, and a level that is not told has no mark of a level', () => {
  const point = { band: [1, 2] as const, revised: false, back: null };
  const pen = new SvgPen(ruler);
  paintTrend(
    pen,
    { width: 400, height: 250 },
    {
      drawing: {
        points: [
          { ...point, at: 1, level: 1 },
          { ...point, at: 2, level: null },
          { ...point, at: 3, level: 2, back: 1 }
        ],
        target: 3,
        dates: ['1 May', '3 May']
      },
      look: PAPER
    }
  );
  const svg = pen.document(400, 250, words);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text);
  expect(texts).toEqual(['0', '1', '2', '3', '4', '1', '2', '1 May', '3 May']);
  expect(svg).not.toMatch(/NaN|undefined/);
});
