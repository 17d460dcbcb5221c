/** The picture on a canvas: the one place that knows the chart library, loaded when there is something to draw. */
import { BarController, BarElement, Chart, LinearScale, type ChartConfiguration } from 'chart.js';
import { paintGround, paintMarks, placesOf, trailsOf, type Drawing, type Drawn, type Places } from './paint.ts';

Chart.register(BarController, BarElement, LinearScale);

/** @throws Error where the browser gives no canvas to draw on */
export function drawFields(canvas: HTMLCanvasElement): Drawn {
  const pen = canvas.getContext('2d');
  // The library only writes to the console, and goes on without a canvas.
  if (!pen) throw new Error('no canvas');
  let now: { readonly drawing: Drawing; readonly places: Places };
  const ground = {
    id: 'fields',
    beforeDatasetsDraw: () => paintGround(pen, now.places, now.drawing),
    afterDatasetsDraw: () => paintMarks(pen, now.places, now.drawing)
  };
  let chart: Chart<'bar', Bar[]> | null = null;
  return {
    update(drawing, width) {
      now = { drawing, places: placesOf(pen, width, drawing) };
      const { places } = now;
      const config = configured(drawing, places);
      if (chart) Object.assign(chart, { data: config.data, options: config.options });
      else chart = new Chart(canvas, { ...config, plugins: [ground] });
      chart.resize(places.width, places.height);
      chart.update('none');
    },
    destroy: () => chart?.destroy()
  };
}

/** From where to where, and how far down. */
interface Bar {
  readonly x: [number, number];
  readonly y: number;
}

/** A trail is a floating bar, from outside the fields to where the topic stands; scales are in the picture's own pixels, so fields may have any width. */
function configured({ look }: Drawing, places: Places): ChartConfiguration<'bar', Bar[]> {
  const trails = trailsOf(places, look);
  // The library knows one thickness for all bars of a set, and draws the last set first.
  const sets = [...new Set(trails.map(({ thick }) => thick))].reverse().map((thick) => trails.filter((trail) => trail.thick === thick));
  return {
    type: 'bar',
    data: {
      datasets: sets.map((set) => ({
        data: set.map(({ from, to, y }) => ({ x: [from, to], y })),
        backgroundColor: set.map(({ colour }) => colour),
        barThickness: set[0]!.thick,
        grouped: false
      }))
    },
    options: {
      ...{ animation: false, events: [], responsive: false, maintainAspectRatio: false, indexAxis: 'y' },
      layout: { autoPadding: false },
      scales: {
        x: { display: false, min: 0, max: places.width, reverse: look.mirrored },
        y: { type: 'linear', display: false, offset: false, min: 0, max: places.height, reverse: true }
      }
    }
  };
}
