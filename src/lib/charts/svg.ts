/**
 * A pen that writes SVG: whatever is drawn on a canvas is drawn on it, and comes out as shapes and texts. It knows what these drawings use
 * and no more; a canvas lends it its ruler, so that texts take the room that they take on the screen.
 */
import type { Pen, Ruler } from './pen.ts';

/** What a picture says to those who do not see it. */
export interface Described {
  readonly title: string;
  readonly sentence: string;
  /** The language of these words. */
  readonly language: string;
}

/** How far under its middle a line of text stands, as a share of its size. */
const MIDDLE = 0.35;

const round = (value: number) => Math.round(value * 100) / 100;

/** Text that is safe in XML; what XML has no place for is left out, also half of a sign that takes two. */
export const xml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- these very signs
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\p{Cs}\ufffe\uffff]/gu, '')
    // Line ends too: a reader makes others of those that are written as they are.
    .replace(/[&<>"'\t\n\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Colours of CSS with a share that is let through, in either way of writing them. */
const THIN = /^rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*[/,]\s*([\d.]+)(%?)\s*\)$/;

/**
 * A colour as an attribute. What is partly seen through is written as SVG itself has it: programs that know no newer CSS take another way of
 * writing it for none, and paint black.
 */
function coloured(attribute: 'fill' | 'stroke', colour: string): string {
  const [, r, g, b, share, percent] = THIN.exec(colour) ?? [];
  if (share === undefined) return `${attribute}="${xml(colour)}"`;
  const hex = [r, g, b].map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  return `${attribute}="#${hex}" ${attribute}-opacity="${Number(share) / (percent ? 100 : 1)}"`;
}

export class SvgPen implements Pen {
  font = '400 16px sans-serif';
  fillStyle: Pen['fillStyle'] = '#000';
  strokeStyle: Pen['strokeStyle'] = '#000';
  lineWidth = 1;
  textAlign: Pen['textAlign'] = 'left';
  textBaseline: Pen['textBaseline'] = 'alphabetic';
  direction: Pen['direction'] = 'ltr';
  readonly #ruler: Ruler;
  #dash: readonly number[] = [];
  /** How far everything is moved. */
  #left = 0;
  #top = 0;
  #path = '';
  readonly #out: string[] = [];

  constructor(ruler: Ruler) {
    this.#ruler = ruler;
  }

  /** @returns the whole picture, as a file */
  document(width: number, height: number, { title, sentence, language }: Described): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
      `lang="${xml(language)}" xml:lang="${xml(language)}" role="img" aria-labelledby="title desc">` +
      `<title id="title">${xml(title)}</title><desc id="desc">${xml(sentence)}</desc>${this.#out.join('')}</svg>\n`
    );
  }

  /** @returns the whole picture, to stand in an element that says what it shows, or hides it: hidden itself, it would have no text in a PDF */
  inline(width: number, height: number): string {
    return `<svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${this.#out.join('')}</svg>`;
  }

  translate(x: number, y: number): void {
    this.#left += x;
    this.#top += y;
  }

  beginPath(): void {
    this.#path = '';
  }
  closePath(): void {
    this.#path += 'Z';
  }
  moveTo(x: number, y: number): void {
    this.#path += `M${this.#at(x, y)}`;
  }
  lineTo(x: number, y: number): void {
    this.#path += `${this.#path ? 'L' : 'M'}${this.#at(x, y)}`;
  }
  arc(x: number, y: number, radius: number, from: number, to: number, back = false): void {
    const r = round(radius);
    const at = (angle: number) => this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const full = 2 * Math.PI;
    let turn = back ? from - to : to - from;
    turn = turn >= full ? full : ((turn % full) + full) % full;
    const sign = back ? -1 : 1;
    this.#path += `${this.#path ? 'L' : 'M'}${at(from)}`;
    // An arc of SVG cannot lead back to where it began, so it goes in two.
    for (const part of [0.5, 1])
      this.#path += `A${r} ${r} 0 ${turn / 2 > Math.PI ? 1 : 0} ${back ? 0 : 1} ${at(from + sign * turn * part)}`;
  }
  fill(): void {
    this.#out.push(`<path d="${this.#path}" ${coloured('fill', String(this.fillStyle))}/>`);
  }
  stroke(): void {
    const dash = this.#dash.length ? ` stroke-dasharray="${this.#dash.map(round).join(' ')}"` : '';
    this.#out.push(
      `<path d="${this.#path}" fill="none" ${coloured('stroke', String(this.strokeStyle))} stroke-width="${round(this.lineWidth)}"${dash}/>`
    );
  }
  setLineDash(dash: Iterable<number>): void {
    this.#dash = [...dash];
  }

  measureText(text: string): TextMetrics {
    this.#ruler.font = this.font;
    return this.#ruler.measureText(text);
  }
  fillText(text: string, x: number, y: number): void {
    if (!text) return;
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(this.font) ?? ['', '400', '16', 'sans-serif'];
    const pixels = Number(size);
    const [left, base] = this.#at(x, this.textBaseline === 'middle' ? y + MIDDLE * pixels : y).split(' ');
    // Where a text is anchored is said by its own direction, which a page would pass on.
    const sides = this.direction === 'rtl' ? { left: 'end', right: 'start' } : { left: 'start', right: 'end' };
    const anchor = { ...sides, center: 'middle', start: 'start', end: 'end' }[this.textAlign];
    this.#out.push(
      `<text x="${left}" y="${base}" font-family="${xml(family!)}" font-size="${round(pixels)}" font-weight="${weight ?? '400'}" ` +
        `direction="${this.direction}" text-anchor="${anchor}" ${coloured('fill', String(this.fillStyle))}>${xml(text)}</text>`
    );
  }

  #at(x: number, y: number): string {
    return `${round(this.#left + x)} ${round(this.#top + y)}`;
  }
}

let shared: Ruler | null = null;

/** What measures texts: a canvas, or a guess where the browser gives none. */
export function ruler(): Ruler {
  shared ??= document.createElement('canvas').getContext('2d') ?? {
    font: '',
    measureText(text) {
      return { width: text.length * 0.55 * (parseFloat(this.font.slice(this.font.indexOf(' '))) || 16) } as TextMetrics;
    }
  };
  return shared;
}
