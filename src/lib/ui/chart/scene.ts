/** The picture in the words of the page. */
import { LEVELS, type Level, type Model, type ModelWords } from '#lib/domain/model.ts';
import type { FieldRow, Lane } from '#lib/charts/fields.ts';
import { fieldsPainting, type Scene } from '#lib/charts/paint.ts';
import type { Painting } from '#lib/charts/pen.ts';
import type { LegendItem, PictureWords } from '#lib/charts/picture.ts';
import type { Sign } from '#lib/charts/signs.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { levelNames } from '#lib/i18n/level-names.ts';
import { m } from '#lib/i18n/messages.ts';

/** A picture, and what is said of it. */
export interface Picture {
  readonly rows: readonly FieldRow[];
  readonly words: ModelWords;
  readonly model: Pick<Model, 'competencies'>;
  readonly title: string;
  /** What the picture says, in words. */
  readonly sentence: string;
}

/** A picture as a file of its own. */
export interface Savable {
  readonly words: PictureWords;
  readonly painting: Painting;
}

export const savableOf = (picture: Picture): Savable => ({
  words: {
    title: picture.title,
    sentence: picture.sentence,
    legend: legendOf(picture.rows),
    note: m.chart_note(),
    language: pageLanguage()
  },
  painting: fieldsPainting(sceneOf(picture))
});

/** The fields have the model's names where all of their topics are the model's own. */
export function sceneOf({ rows, words, model }: Pick<Picture, 'rows' | 'words' | 'model'>): Scene {
  const names = levelNames(
    rows.map(({ competency }) => competency),
    words,
    model
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      lanes: row.lanes.map((lane) => ({ ...lane, word: lane.word || levelWord(row, lane, words, model) }))
    })),
    levels: Object.fromEntries(
      LEVELS.map((level) => [level, { name: names[level]?.name ?? '', short: names[level]?.short ?? '' }])
    ) as Record<Level, { name: string; short: string }>,
    words: { axis: m.chart_axis(), open: m.chart_open(), role: m.chart_role(), complete: m.chart_role_complete() }
  };
}

/** @returns for example "One-to-one", "Level 2" of a rubric that has no names, or nothing where no level can be told */
function levelWord({ competency }: FieldRow, { level }: Lane, words: ModelWords, model: Pick<Model, 'competencies'>): string {
  if (level === null) return '';
  return levelNames([competency], words, model)[level]?.short ?? m.level_label({ level });
}

/** What the signs mean: only those that are drawn. */
export function legendOf(rows: readonly FieldRow[]): LegendItem[] {
  const lanes = rows.flatMap((row) => row.lanes);
  const many = rows.some((row) => row.lanes.length > 1);
  const told = lanes.filter(({ level }) => level !== null);
  const used: Record<Sign, boolean> = {
    before: lanes.some(({ kind }) => kind === 'before'),
    back: lanes.some(({ kind }) => kind === 'back'),
    now: many && lanes.some(({ kind }) => kind === 'now'),
    way: lanes.some(({ way }) => way),
    band: told.some(({ band }) => band[0] < band[1]),
    gate: lanes.some(({ way }) => way?.gate),
    target: told.some(({ target }) => target),
    role: rows.some(({ outOfRole }) => outOfRole.length)
  };
  const texts: Record<Sign, () => string> = {
    before: m.chart_sign_before,
    back: m.chart_sign_back,
    now: m.chart_sign_now,
    way: m.chart_sign_way,
    band: m.chart_sign_band,
    gate: m.chart_sign_gate,
    target: m.chart_sign_target,
    role: m.chart_sign_role
  };
  return (Object.keys(used) as Sign[]).flatMap((sign) => (used[sign] ? [{ sign, text: texts[sign]() }] : []));
}
