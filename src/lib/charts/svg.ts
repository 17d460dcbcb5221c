/**
 * A pen that writes SVG: whatever is drawn on a canvas is drawn on it, and comes out as shapes and texts. It knows what these drawings use
 * and no more; a canvas lends it its ruler, so that texts take the room that they take on the screen.
 */
import type { Pen } from './marks.ts';

/** What a picture says to those who do not see it. */
export interface Described {
  readonly title: string;
  readonly sentence: string;
  /** The language of these words. */
  readonly language: string;
}

type Matrix = readonly [scale: number, x: number, y: number];

/** What `save` keeps. */
interface State {
  font: string;
  fillStyle: Pen['fillStyle'];
  strokeStyle: Pen['strokeStyle'];
  lineWidth: number;
  lineCap: CanvasLineCap;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  dash: readonly number[];
  matrix: Matrix;
  clip: string | null;
}

const FIRST: State = {
  font: '400 16px sans-serif',
  fillStyle: '#000',
  strokeStyle: '#000',
  lineWidth: 1,
  lineCap: 'butt',
  textAlign: 'left',
  textBaseline: 'alphabetic',
  dash: [],
  matrix: [1, 0, 0],
  clip: null
};

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

export class SvgPen implements Pen {
  font = FIRST.font;
  fillStyle = FIRST.fillStyle;
  strokeStyle = FIRST.strokeStyle;
  lineWidth = FIRST.lineWidth;
  lineCap = FIRST.lineCap;
  textAlign = FIRST.textAlign;
  textBaseline = FIRST.textBaseline;
  readonly #ruler: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>;
  /** Counts what has an id, over all parts of a picture. */
  readonly #ids: { last: number };
  #dash: readonly number[] = [];
  #matrix: Matrix = FIRST.matrix;
  #clip: string | null = null;
  #path = '';
  readonly #saved: State[] = [];
  readonly #out: string[] = [];

  constructor(ruler: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>, ids = { last: 0 }) {
    this.#ruler = ruler;
    this.#ids = ids;
  }

  /** A pen for a part of the picture, to be put in by `embed`. */
  part(): SvgPen {
    return new SvgPen(this.#ruler, this.#ids);
  }
  embed(part: SvgPen, left: number, top: number): void {
    this.#out.push(`<g transform="translate(${round(left)} ${round(top)})">${part.#out.join('')}</g>`);
  }

  /** @returns the whole picture */
  document(width: number, height: number, { title, sentence, language }: Described): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
      `lang="${xml(language)}" xml:lang="${xml(language)}" role="img" aria-labelledby="title desc">` +
      `<title id="title">${xml(title)}</title><desc id="desc">${xml(sentence)}</desc>${this.#out.join('')}</svg>\n`
    );
  }

  save(): void {
    const { font, fillStyle, strokeStyle, lineWidth, lineCap, textAlign, textBaseline } = this;
    this.#saved.push({
      ...{ font, fillStyle, strokeStyle, lineWidth, lineCap, textAlign, textBaseline },
      ...{ dash: this.#dash, matrix: this.#matrix, clip: this.#clip }
    });
  }
  restore(): void {
    const last = this.#saved.pop();
    if (!last) return;
    const { dash, matrix, clip, ...styles } = last;
    Object.assign(this, styles);
    [this.#dash, this.#matrix, this.#clip] = [dash, matrix, clip];
  }

  translate(x: number, y: number): void {
    const [scale, left, top] = this.#matrix;
    this.#matrix = [scale, left + x * scale, top + y * scale];
  }
  setTransform(scale: number | DOMMatrix2DInit = 1, _b = 0, _c = 0, _d = 1, x = 0, y = 0): void {
    this.#matrix = [typeof scale === 'number' ? scale : 1, x, y];
  }
  resetTransform(): void {
    this.#matrix = FIRST.matrix;
  }
  /** Nothing lies under the picture. */
  clearRect(): void {}

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
  rect(x: number, y: number, width: number, height: number): void {
    this.#path += `M${this.#at(x, y)}L${this.#at(x + width, y)}L${this.#at(x + width, y + height)}L${this.#at(x, y + height)}Z`;
  }
  arc(x: number, y: number, radius: number, from: number, to: number, back = false): void {
    // As on a canvas: what cannot be told is not drawn. The chart library relies on it.
    if (![x, y, radius, from, to].every(Number.isFinite)) return;
    const r = round(Math.max(0, radius) * this.#matrix[0]);
    const at = (angle: number) => this.#at(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    const full = 2 * Math.PI;
    let turn = back ? from - to : to - from;
    turn = turn >= full ? full : ((turn % full) + full) % full;
    const sign = back ? -1 : 1;
    this.#path += `${this.#path && !this.#path.endsWith('Z') ? 'L' : 'M'}${at(from)}`;
    // An arc of SVG cannot lead back to where it began, so it goes in two.
    for (const part of [0.5, 1])
      this.#path += `A${r} ${r} 0 ${turn / 2 > Math.PI ? 1 : 0} ${back ? 0 : 1} ${at(from + sign * turn * part)}`;
  }

  clip(): void {
    const id = `clip${++this.#ids.last}`;
    this.#out.push(`<clipPath id="${id}"${this.#clipped()}><path d="${this.#path}"/></clipPath>`);
    this.#clip = id;
  }
  fill(): void {
    if (this.#path) this.#out.push(`<path d="${this.#path}" fill="${xml(String(this.fillStyle))}"${this.#clipped()}/>`);
  }
  stroke(): void {
    if (!this.#path) return;
    const [scale] = this.#matrix;
    const dash = this.#dash.length ? ` stroke-dasharray="${this.#dash.map((length) => round(length * scale)).join(' ')}"` : '';
    const cap = this.lineCap === 'butt' ? '' : ` stroke-linecap="${this.lineCap}"`;
    this.#out.push(
      `<path d="${this.#path}" fill="none" stroke="${xml(String(this.strokeStyle))}" stroke-width="${round(this.lineWidth * scale)}"${dash}${cap}${this.#clipped()}/>`
    );
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const path = this.#path;
    this.beginPath();
    this.rect(x, y, width, height);
    this.fill();
    this.#path = path;
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
    const anchor = { center: 'middle', right: 'end', end: 'end', left: 'start', start: 'start' }[this.textAlign];
    this.#out.push(
      `<text x="${left}" y="${base}" font-family="${xml(family!)}" font-size="${round(pixels * this.#matrix[0])}" font-weight="${weight ?? '400'}" ` +
        `text-anchor="${anchor}" fill="${xml(String(this.fillStyle))}"${this.#clipped()}>${xml(text)}</text>`
    );
  }

  #at(x: number, y: number): string {
    const [scale, left, top] = this.#matrix;
    return `${round(left + x * scale)} ${round(top + y * scale)}`;
  }
  #clipped(): string {
    return this.#clip ? ` clip-path="url(#${this.#clip})"` : '';
  }
}
