/** A canvas that writes down what is painted on it. */
import type { Pen } from '#lib/charts/pen.ts';

/** What was painted: its kind, the edges of its box, its colour; of a text its words. */
export interface Painted {
  readonly kind: 'fill' | 'stroke' | 'text';
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
  readonly colour: string;
  readonly words: string;
  /** Radius of a whole circle. */
  readonly radius: number | null;
  readonly width: number;
}

/** As wide as half their size: enough to place texts by. */
export const ruler = {
  font: '',
  measureText(text: string) {
    return { width: (text.length * parseFloat(this.font.slice(this.font.indexOf(' ')))) / 2 } as TextMetrics;
  }
};

/** @param radius where arcs are told to the full circle */
export function recorder(): { readonly pen: CanvasRenderingContext2D; readonly painted: Painted[] } {
  const painted: Painted[] = [];
  let points: [number, number][] = [];
  let circle: number | null = null;
  const keep = (kind: 'fill' | 'stroke', colour: unknown, width: number) => {
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const;
    painted.push({ kind, box, colour: String(colour), words: '', radius: circle, width });
  };
  const state: Record<string, unknown> = {
    canvas: null,
    font: '',
    lineWidth: 1,
    measureText: (text: string) => ruler.measureText.call({ ...ruler, font: state.font as string }, text),
    beginPath: () => ([points, circle] = [[], null]),
    moveTo: (x: number, y: number) => points.push([x, y]),
    lineTo: (x: number, y: number) => points.push([x, y]),
    rect: (x: number, y: number, w: number, h: number) => points.push([x, y], [x + w, y + h]),
    arc(x: number, y: number, radius: number, from: number, to: number) {
      if (radius < 0) throw new Error(`a radius of ${radius}`);
      if (Math.abs(to - from) >= 2 * Math.PI - 1e-6) circle = radius;
      const steps = 8;
      for (let i = 0; i <= steps; i++) {
        const angle = from + ((to - from) * i) / steps;
        points.push([x + radius * Math.cos(angle), y + radius * Math.sin(angle)]);
      }
    },
    fill: () => points.length && keep('fill', state.fillStyle, 0),
    stroke: () => points.length && keep('stroke', state.strokeStyle, state.lineWidth as number),
    fillText(words: string, x: number, y: number) {
      const { width } = (state.measureText as Pen['measureText'])(words);
      const left = x - width * ({ left: 0, center: 0.5, right: 1 }[state.textAlign as 'left'] ?? 0);
      painted.push({ kind: 'text', box: [left, y, left + width, y], colour: String(state.fillStyle), words, radius: null, width: 0 });
    }
  };
  const pen = new Proxy(state, { get: (own, key) => (key in own ? own[key as string] : () => {}) }) as unknown as CanvasRenderingContext2D;
  return { pen, painted };
}
