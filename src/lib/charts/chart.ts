/** Draws the charts: the one place that knows the chart library, loaded when there is something to draw. */
import {
  ArcElement,
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  PolarAreaController,
  RadialLinearScale,
  type ChartConfiguration,
  type ChartType
} from 'chart.js';
import type { LadderRow } from './ladder.ts';
import { balanced, fit, middleOf, ringLayout, wrap, type Measure, type Ring, type Size } from './layout.ts';
import { PAPER, type Look } from './look.ts';
import { band, BAR, dashes, font, KNOB, knob, rim, ring, RING, scaled } from './marks.ts';
import { DENSITY, picture, type PictureWords } from './picture.ts';
import type { Segment } from './reach.ts';

Chart.register(ArcElement, BarController, BarElement, CategoryScale, LinearScale, PolarAreaController, RadialLinearScale);

/** What stands in place of a level that cannot be told. */
type Reasons = Readonly<Record<'open' | 'not-applicable', string>>;

export interface LadderDrawing {
  readonly rows: readonly LadderRow[];
  /** Short names of the levels 0 to 4. */
  readonly levels: readonly string[];
  readonly reasons: Reasons;
}
export interface ReachDrawing {
  readonly segments: readonly Segment[];
  readonly reasons: Reasons;
}

/** A chart on a canvas. It fills the canvas's parent and follows its size. */
export interface Drawn<Drawing> {
  update(drawing: Drawing, look: Look): void;
  /** The chart as a picture of its own, always light and of one size. */
  png(words: PictureWords): Promise<Blob>;
  destroy(): void;
}

interface Scene<Drawing> {
  readonly drawing: Drawing;
  readonly look: Look;
}

export function drawLadder(canvas: HTMLCanvasElement, drawing: LadderDrawing, look: Look): Drawn<LadderDrawing> {
  return onCanvas(canvas, { drawing, look }, ladderChart, ({ rows }) => rows.length * 60 + 56);
}

export function drawReach(canvas: HTMLCanvasElement, drawing: ReachDrawing, look: Look): Drawn<ReachDrawing> {
  return onCanvas(canvas, { drawing, look }, reachChart, () => 400);
}

/**
 * @param configure makes the chart's configuration; it reads the scene anew at each drawing
 * @param height of the saved picture's chart
 * @throws Error where the browser gives no canvas to draw on
 */
function onCanvas<Drawing, Type extends ChartType>(
  canvas: HTMLCanvasElement,
  first: Scene<Drawing>,
  configure: (scene: () => Scene<Drawing>) => ChartConfiguration<Type>,
  height: (drawing: Drawing) => number
): Drawn<Drawing> {
  // The library only writes to the console, and goes on without a canvas.
  if (!canvas.getContext('2d')) throw new Error('no canvas');
  let scene = first;
  const now = () => scene;
  const chart = new Chart(canvas, configure(now));
  return {
    update(drawing, look) {
      scene = { drawing, look };
      chart.data = configure(now).data;
      chart.update('none');
    },
    png: (words) =>
      picture(words, height(scene.drawing), (sheet, box) => {
        const paper = { drawing: scene.drawing, look: PAPER };
        const config = configure(() => paper);
        const aside = document.createElement('canvas');
        aside.width = box.width;
        aside.height = box.height;
        const fixed = { ...config.options, responsive: false, devicePixelRatio: DENSITY };
        const copy = new Chart(aside, { ...config, options: fixed } as typeof config);
        sheet.drawImage(aside, box.left, box.top, box.width, box.height);
        copy.destroy();
      }),
    destroy: () => chart.destroy()
  };
}

/** Settings of both charts: still, without pointer events, and as large as their parent. */
const STILL = { animation: false as const, events: [], responsive: true, maintainAspectRatio: false };

/** Width in ems of the page's text below which a chart is drawn for a narrow screen; ChartFigure changes its height there. */
const NARROW = 30;

function measureIn(ctx: CanvasRenderingContext2D, name: string): Measure {
  return (text) => {
    ctx.font = name;
    return ctx.measureText(text).width;
  };
}

function print(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  name: string,
  colour: string,
  align: CanvasTextAlign
): void {
  ctx.font = name;
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}

// Ladder ------------------------------------------------------------------------------------------------------------

interface LadderLayout {
  /** Names stand above their bars. */
  readonly narrow: boolean;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  /** Size of the level's names. */
  readonly small: number;
  /** Lines of each level's name; `null` where they do not fit side by side, and the numbers stand alone. */
  readonly levels: readonly (readonly string[])[] | null;
}

const all = <T>(items: (T | null)[]): T[] | null => (items.every((item) => item !== null) ? (items as T[]) : null);

function ladderLayout(ctx: CanvasRenderingContext2D, width: number, { drawing, look }: Scene<LadderDrawing>): LadderLayout {
  const narrow = width < NARROW * look.text;
  const small = narrow ? 12 : 13;
  const measure = measureIn(ctx, font(look, small));
  const name = measureIn(ctx, font(look, 15));
  const names = drawing.rows.map((row) =>
    Math.max(name(row.name), row.reason ? Math.max(...drawing.reasons[row.reason].split(' ').map((word) => measure(word))) : 0)
  );
  const edge = scaled(look, RING + 2);
  const base = narrow ? edge : Math.min(Math.max(...names, 0) + scaled(look, 16), width * 0.34) + edge;
  const step = (width - base - edge) / 4;
  const air = scaled(look, 6);
  const levels =
    all(drawing.levels.map((level) => wrap(level, step - air, 2, measure))) ??
    // Every other name one line lower, so that each has the width of two steps.
    all(drawing.levels.map((level, i) => (wrap(level, 1.8 * step - air, 1, measure) ? (i % 2 ? ['', level] : [level]) : null)));
  const half = (level: number) => Math.max(0, ...(levels?.[level] ?? []).map((line) => measure(line) / 2 + 2));
  const tall = levels ? Math.max(...levels.map((level) => level.length)) : 0;
  return {
    narrow,
    small,
    left: narrow ? Math.max(edge, half(0)) : base,
    right: Math.max(edge, half(4)),
    top: scaled(look, (narrow ? 34 : 26) + tall * 16),
    levels
  };
}

function ladderChart(scene: () => Scene<LadderDrawing>): ChartConfiguration<'bar'> {
  const { rows } = scene().drawing;
  return {
    type: 'bar',
    data: {
      labels: rows.map((row) => row.competency),
      datasets: [
        {
          data: rows.map((row) => (row.level === null ? null : row.marker)),
          backgroundColor: rows.map((row) => scene().look.levels[row.level ?? 0]!),
          barThickness: scaled(scene().look, BAR)
        }
      ]
    },
    options: {
      ...STILL,
      indexAxis: 'y',
      layout: {
        autoPadding: false,
        padding: ({ chart }) => {
          const { left, right, top } = ladderLayout(chart.ctx, chart.width, scene());
          return { left, right, top, bottom: 0 };
        }
      },
      scales: { x: { display: false, min: 0, max: 4 }, y: { display: false } }
    },
    plugins: [
      {
        id: 'ladder',
        beforeDatasetsDraw(chart) {
          const { ctx, chartArea, scales } = chart;
          const { drawing, look } = scene();
          const layout = ladderLayout(ctx, chart.width, scene());
          const [at, row] = [(level: number) => scales.x!.getPixelForValue(level), (i: number) => scales.y!.getPixelForValue(i)];
          ctx.save();
          drawing.levels.forEach((_, level) => {
            const x = Math.round(at(level)) + 0.5;
            const clear = scaled(look, RING + 2);
            ctx.beginPath();
            // Where names stand above their bars, the lines leave them free.
            const parts = layout.narrow
              ? drawing.rows.map((_, i) => [row(i) - clear, row(i) + clear])
              : [[chartArea.top, chartArea.bottom]];
            for (const [from, to] of parts) {
              ctx.moveTo(x, from!);
              ctx.lineTo(x, to!);
            }
            ctx.lineWidth = 1;
            ctx.strokeStyle = look.rule;
            ctx.stroke();
            print(ctx, String(level), at(level), scaled(look, 9), font(look, 14, 700), look.ink, 'center');
            layout.levels?.[level]!.forEach((line, i) =>
              print(ctx, line, at(level), scaled(look, 27 + i * 16), font(look, layout.small), look.soft, 'center')
            );
          });
          drawing.rows.forEach((item, i) => {
            nameRow(ctx, item, row(i), chartArea.left, chart.width, layout, scene());
            if (item.reason) dashes(ctx, [at(0), row(i)], [at(4), row(i)], look);
          });
          ctx.restore();
        },
        afterDatasetsDraw({ ctx, scales }) {
          const { drawing, look } = scene();
          ctx.save();
          drawing.rows.forEach((item, i) => {
            const [at, y] = [(level: number) => scales.x!.getPixelForValue(level), scales.y!.getPixelForValue(i)];
            if (item.level !== null && item.band[0] < item.band[1])
              band(ctx, at(item.band[0]), at(item.band[1]), y, look, [at(0), at(item.marker)]);
            if (item.target !== null) ring(ctx, at(item.target), y, look, item.level !== null && item.marker === item.target);
            if (item.level !== null) knob(ctx, at(item.marker), y, item.level, look);
          });
          ctx.restore();
        }
      }
    ]
  };
}

/** A row's name, and the word for what is not told: above the bar where it is narrow, else left of it. */
function nameRow(
  ctx: CanvasRenderingContext2D,
  row: LadderRow,
  y: number,
  left: number,
  width: number,
  { narrow }: LadderLayout,
  { drawing, look }: Scene<LadderDrawing>
): void {
  const [big, small] = [font(look, 15), font(look, 13)];
  const reason = row.reason ? drawing.reasons[row.reason] : '';
  const edge = scaled(look, RING - KNOB);
  if (narrow) {
    const above = y - scaled(look, RING + 11);
    const taken = reason ? measureIn(ctx, small)(reason) + scaled(look, 12) : 0;
    const [name] = fit(row.name, width - 2 * edge - taken, 1, measureIn(ctx, big));
    print(ctx, name!, edge, above, big, look.ink, 'left');
    if (reason) print(ctx, reason, width - edge, above, small, look.soft, 'right');
    return;
  }
  const max = left - scaled(look, RING + 6);
  const name = fit(row.name, max, reason ? 1 : 2, measureIn(ctx, big));
  const why = reason ? fit(reason, max, 2, measureIn(ctx, small)) : [];
  const leading = scaled(look, 18);
  const top = y - ((name.length + why.length - 1) * leading) / 2;
  name.forEach((line, i) => print(ctx, line, 0, top + i * leading, big, look.ink, 'left'));
  why.forEach((line, i) => print(ctx, line, 0, top + (name.length + i) * leading, small, look.soft, 'left'));
}

// Reach -------------------------------------------------------------------------------------------------------------

/** Half a step at the centre, so that 0 is a place of its own. */
const CENTRE = 0.5;

interface ReachLayout extends Ring {
  /** Size of the labels. */
  readonly size: number;
  /** What stands under each sector's number. */
  readonly labels: readonly { readonly name: readonly string[]; readonly reason: readonly string[] }[];
}

function reachLayout(ctx: CanvasRenderingContext2D, area: Size, { drawing, look }: Scene<ReachDrawing>): ReachLayout | null {
  const size = area.width < NARROW * look.text ? 13 : 14;
  const measure = measureIn(ctx, font(look, size));
  // Everything if there is room, then names alone, then shorter ones, then the numbers without names.
  for (const { max, reasons } of [
    { max: 8 * look.text, reasons: true },
    { max: 8 * look.text, reasons: false },
    { max: 5 * look.text, reasons: false },
    { max: 3.5 * look.text, reasons: false },
    { max: 0, reasons: false }
  ]) {
    const labels = drawing.segments.map(({ name, reason }) => ({
      name: max ? balanced(name, max, 2, measure) : [],
      reason: reason && reasons ? balanced(drawing.reasons[reason], max, 2, measure) : []
    }));
    const sizes = labels.map(({ name, reason }) => ({
      width: Math.max(2 * scaled(look, KNOB), ...[...name, ...reason].map(measure)),
      height: scaled(look, 2 * KNOB + (name.length + reason.length) * 18)
    }));
    const found = ringLayout(sizes, area, scaled(look, 8), scaled(look, max ? 40 : 24));
    if (found) return { ...found, size, labels };
  }
  return null;
}

function reachChart(scene: () => Scene<ReachDrawing>): ChartConfiguration<'polarArea'> {
  const { drawing, look } = scene();
  const { segments } = drawing;
  return {
    type: 'polarArea',
    data: {
      labels: segments.map((segment) => segment.competency),
      datasets: [
        {
          data: segments.map((segment) => segment.level ?? -CENTRE),
          backgroundColor: segments.map((segment) => look.levels[segment.level ?? 0]!),
          borderColor: look.card,
          borderWidth: segments.length > 1 ? scaled(look, 2) : 0
        }
      ]
    },
    options: {
      ...STILL,
      layout: {
        autoPadding: false,
        padding: ({ chart: { ctx, width, height } }) => {
          const found = reachLayout(ctx, { width, height }, scene());
          if (!found) return 0;
          const { x, y, radius } = found;
          return { left: x - radius, right: width - x - radius, top: y - radius, bottom: height - y - radius };
        }
      },
      scales: { r: { display: false, min: -CENTRE, max: 4, startAngle: -180 / segments.length } }
    },
    plugins: [
      {
        id: 'reach',
        beforeDatasetsDraw({ ctx, width, height }) {
          const found = reachLayout(ctx, { width, height }, scene());
          if (!found) return;
          const { look } = scene();
          ctx.save();
          for (const level of [0, 1, 2, 3, 4]) {
            ctx.beginPath();
            ctx.arc(found.x, found.y, (found.radius * (level + CENTRE)) / (4 + CENTRE), 0, 2 * Math.PI);
            ctx.lineWidth = 1;
            ctx.strokeStyle = look.rule;
            ctx.stroke();
          }
          ctx.restore();
        },
        afterDatasetsDraw({ ctx, width, height }) {
          const found = reachLayout(ctx, { width, height }, scene());
          if (!found) return;
          const { drawing, look } = scene();
          ctx.save();
          drawing.segments.forEach((segment, i) => {
            const angle = middleOf(i, drawing.segments.length);
            const box = found.boxes[i]!;
            const [x, y] = [box.left + box.width / 2, box.top + scaled(look, KNOB)];
            if (segment.target) {
              const half = Math.PI / drawing.segments.length;
              const out = (found.radius * (segment.target + CENTRE)) / (4 + CENTRE);
              rim(ctx, found.x, found.y, out, angle - half, angle + half, look);
            }
            if (segment.level === null) {
              const out = (r: number): [number, number] => [found.x + r * Math.cos(angle), found.y + r * Math.sin(angle)];
              dashes(ctx, out((found.radius * CENTRE) / (4 + CENTRE)), out(found.radius), look);
              dashes(ctx, [x - scaled(look, KNOB), y], [x + scaled(look, KNOB), y], look);
            } else knob(ctx, x, y, segment.level, look);
            const { name, reason } = found.labels[i]!;
            [...name, ...reason].forEach((line, n) => {
              const colour = n < name.length ? look.ink : look.soft;
              print(ctx, line, x, box.top + scaled(look, 2 * KNOB + 10 + n * 18), font(look, found.size), colour, 'center');
            });
          });
          ctx.restore();
        }
      }
    ]
  };
}
