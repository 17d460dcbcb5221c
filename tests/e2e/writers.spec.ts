/** What the app writes as a picture is one picture to the browser's own XML parser, whatever the texts in it. */
import * as fc from 'fast-check';
import { SvgPen } from '#lib/charts/svg.ts';
import { anyText } from '../support/personal.ts';
import { times } from '../support/scale.ts';
import { expect, test } from './app.ts';

const RULER = { font: '', measureText: () => ({ width: 10 }) as TextMetrics };

function picture(text: string): string {
  const pen = new SvgPen(RULER);
  pen.font = `700 16px ${text || 'serif'}`;
  pen.fillStyle = text;
  pen.fillText(text, 1, 1);
  pen.beginPath();
  pen.moveTo(0, 0);
  pen.lineTo(1, 1);
  pen.fill();
  return pen.document(10, 10, { title: text, sentence: text, language: text });
}

/** What XML has no place for. */
// eslint-disable-next-line no-control-regex -- these very signs
const NONE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}\ufffe\uffff]/gu;

test('a picture holds any text, as text', async ({ page }) => {
  const texts = fc.sample(anyText, times(300));
  const read = await page.evaluate(
    (all) =>
      all.map((source) => {
        const { documentElement: svg } = new DOMParser().parseFromString(source, 'image/svg+xml');
        const [title, desc, text] = ['title', 'desc', 'text'].map((name) => svg.querySelector(name)?.textContent ?? '');
        const names = [...svg.querySelectorAll('*')].map(({ localName }) => localName);
        return { names, title, desc, text, fill: svg.querySelector('path')?.getAttribute('fill'), lang: svg.getAttribute('lang') };
      }),
    texts.map(picture)
  );
  texts.forEach((text, i) => {
    const plain = text.replace(NONE, '');
    const names = ['title', 'desc', ...(text ? ['text'] : []), 'path'];
    expect(read[i], JSON.stringify(text)).toEqual({ names, title: plain, desc: plain, text: plain, fill: plain, lang: plain });
  });
});
