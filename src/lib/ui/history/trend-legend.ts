/** What the marks of pictures over time mean: only those that are drawn. */
import type { LegendItem } from '#lib/charts/picture.ts';
import type { Series } from '#lib/domain/position/timeline.ts';
import { m } from '#lib/i18n/messages.ts';

/** @param all one competency for its own picture, or several for pictures that share a legend */
export function trendLegend(all: readonly Series[]): LegendItem[] {
  const points = all.flatMap((series) => series.points);
  const items: (LegendItem | false)[] = [
    { mark: 'now', text: m.history_legend_level() },
    points.some(({ level, band }) => level !== null && band[0] < band[1]) && { mark: 'band', text: m.chart_ladder_band() },
    // A target is drawn at the last time only.
    all.some((series) => series.points.at(-1)?.target != null) && { mark: 'target', text: m.chart_ladder_target() },
    points.some(({ back }) => back) && { mark: 'back', text: m.history_legend_back() },
    points.some(({ level }) => level === null) && { mark: 'untold', text: m.chart_ladder_untold() }
  ];
  return items.filter((item) => item !== false);
}
