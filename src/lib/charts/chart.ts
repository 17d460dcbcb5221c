/** Draws the charts: the one place that knows the chart library, loaded when there is something to draw. */
import {
  ArcElement,
  BarController,
  BarElement,
  BasicPlatform,
  CategoryScale,
  Chart,
  LinearScale,
  PolarAreaController,
  RadialLinearScale,
  type ChartConfiguration,
  type ChartType
} from 'chart.js';
import type { LadderRow } from './ladder.ts';
import { ladderLayout, levelLines, measureIn, nameRow, NARROW, print, type Reasons, type Scene } from './axis.ts';
import { balanced, middleOf, ringLayout, type Ring, type Size } from './layout.ts';
import { PAPER, type Look } from './look.ts';
import { band, BAR, dashes, font, KNOB, knob, rim, ring, RING, scaled } from './marks.ts';
import { DENSITY, picture, type Drawn } from './picture.ts';
import type { Segment } from './reach.ts';

Chart.register(ArcElement, BarController, BarElement, CategoryScale, LinearScale, PolarAreaController, RadialLinearScale);

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
    picture: (words, kind) =>
      picture(words, kind, height(scene.drawing), (sheet, box) => {
        const paper = { drawing: scene.drawing, look: PAPER };
        const config = configure(() => paper);
        const size = { width: box.width, height: box.height };
        const still = (density: number) => ({ options: { ...config.options, responsive: false, devicePixelRatio: density } });
        if ('part' in sheet) {
          const pen = sheet.part();
          // Without a page around it, the library draws on whatever has the shape of a canvas.
          const item = { ...size, getContext: () => pen } as unknown as HTMLCanvasElement;
          Object.assign(pen, { canvas: item });
          new Chart(item, { ...config, ...still(1), platform: BasicPlatform } as typeof config).destroy();
          sheet.embed(pen, box.left, box.top);
          return;
        }
        const aside = Object.assign(document.createElement('canvas'), size);
        const copy = new Chart(aside, { ...config, ...still(DENSITY) } as typeof config);
        sheet.drawImage(aside, box.left, box.top, box.width, box.height);
        copy.destroy();
      }),
    destroy: () => chart.destroy()
  };
}

/** Settings of both charts: still, without pointer events, and as large as their parent. */
const STILL = { animation: false as const, events: [], responsive: true, maintainAspectRatio: false };

// Ladder ------------------------------------------------------------------------------------------------------------

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
          const clear = scaled(look, RING + 2);
          const rows = drawing.rows.map((_, i) => [row(i) - clear, row(i) + clear] as const);
          levelLines(ctx, at, rows, [chartArea.top, chartArea.bottom], layout, scene());
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
