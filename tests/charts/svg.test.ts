import { expect, test } from 'vitest';
import { FIELD_TOKENS, paperLook } from '#lib/charts/look.ts';
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
    '<text x="10" y="27" font-family="&#34;A B&#34;, serif" font-size="20" font-weight="700" direction="ltr" text-anchor="middle" fill="#123456">A &#38; B</text>'
  ));

test('a whole circle goes in two arcs, part of one to where it ends', () => {
  expect(inside((pen) => (pen.beginPath(), pen.arc(50, 50, 10, 0, 2 * Math.PI), pen.fill()))).toBe(
    '<path d="M60 50A10 10 0 0 1 40 50A10 10 0 0 1 60 50" fill="#000"/>'
  );
  expect(inside((pen) => (pen.beginPath(), pen.arc(0, 0, 10, 0, Math.PI / 2), pen.stroke()))).toContain('A10 10 0 0 1 0 10"');
  expect(inside((pen) => (pen.beginPath(), pen.arc(0, 0, 10, Math.PI / 2, 0, true), pen.stroke()))).toContain('A10 10 0 0 0 10 0"');
});

test('what is moved comes back', () =>
  expect(
    inside((pen) => {
      const dot = () => (pen.beginPath(), pen.moveTo(1, 1), pen.lineTo(2, 2), pen.closePath(), pen.fill());
      pen.translate(5, 5);
      dot();
      pen.translate(-5, -5);
      dot();
    })
  ).toBe('<path d="M6 6L7 7Z" fill="#000"/><path d="M1 1L2 2Z" fill="#000"/>'));

test('a text that is read from the right is anchored at its own beginning', () =>
  expect(
    inside((pen) => {
      Object.assign(pen, { direction: 'rtl', textAlign: 'right' });
      pen.fillText('A', 10, 20);
    })
  ).toContain('direction="rtl" text-anchor="start"'));

test('signs that XML has no place for are left out', () => expect(xml('a\u0000b\u001f<"')).toBe('ab&#60;&#34;'));

test('a colour that is partly seen through is written so that every program knows it, and the page’s own tokens stay', () => {
  const filled = (colour: string) => inside((pen) => (pen.beginPath(), (pen.fillStyle = colour), pen.moveTo(0, 0), pen.fill()));
  expect(filled(FIELD_TOKENS.field)).toBe('<path d="M0 0" fill="#2a6f8f" fill-opacity="0.06"/>');
  expect(filled(FIELD_TOKENS.veil)).toBe('<path d="M0 0" fill="#ffffff" fill-opacity="0.8"/>');
  expect(filled('rgba(1, 2, 3, 50%)')).toContain('fill="#010203" fill-opacity="0.5"');
  expect(filled('var(--field)')).toContain('fill="var(--field)"');
  const stroked = inside((pen) => (pen.beginPath(), (pen.strokeStyle = FIELD_TOKENS.field), pen.moveTo(0, 0), pen.stroke()));
  expect(stroked).toContain('stroke="#2a6f8f" stroke-opacity="0.06"');
});

test('no colour of a saved picture is left in a way of writing that older programs do not know', () => {
  const { levels, card, ink, soft, rule, you, field, veil } = paperLook(false);
  for (const colour of [...levels, card, ink, soft, rule, you, field, veil])
    expect(inside((pen) => (pen.beginPath(), (pen.fillStyle = colour), pen.moveTo(0, 0), pen.fill()))).toMatch(/ fill="#[0-9a-f]{6}"/);
});
