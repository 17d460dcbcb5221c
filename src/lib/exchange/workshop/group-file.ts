/**
 * What was shown of a group, as files for others. Only the picture goes in, so that they hold what everybody saw; and nothing of when they were
 * made, so that they come out the same whenever that is.
 */
import type { Span } from '#lib/domain/workshop/floor.ts';
import type { Picture, TopicPicture } from '#lib/domain/workshop/picture.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { BYTE_ORDER_MARK, cell, linesOf } from '../personal/answers-table.ts';

/** The same in every language of the app, so that tables of several groups fit together. They stay. */
export const GROUP_COLUMNS = [
  'workshop',
  'round',
  'results',
  'invented',
  'topic',
  'topic_title',
  'rubric_hash',
  'measure',
  'from_level',
  'to_level',
  'count',
  'of',
  'text'
] as const;
export type GroupColumn = (typeof GROUP_COLUMNS)[number];

/** What a file is made of: a workshop whose picture has been shown. */
export interface ShownGroup extends Pick<Workshop, 'title' | 'round' | 'topics' | 'lines'> {
  readonly picture: Picture;
  /** Titles of the topics by id. */
  readonly titles: Readonly<Record<string, string>>;
  /** Whether it is a rehearsal's. */
  readonly invented: boolean;
}

/** What a column holds, in the reader's language. */
export type Codebook = readonly (readonly [column: GroupColumn, meaning: string])[];

type Told = Exclude<TopicPicture['open'], null>;
const figureOf = (open: Told): { readonly count?: number; readonly of?: number; readonly text?: string } =>
  typeof open === 'string' ? { text: open } : { count: open.count, of: open.of };

/** What each is called in files. */
const CHANGES = { change: 'change', practice: 'practice', yardstick: 'strictness' } as const;
const KINDS = Object.keys(CHANGES) as (keyof typeof CHANGES)[];

/** One row for each bar, share, quartile, safety point, part of a change and line. @param separator between the cells */
export function groupCsv(group: ShownGroup, separator: ',' | ';'): string {
  const { title, round, picture, topics, titles, lines, invented } = group;
  const rows: string[][] = [[...GROUP_COLUMNS]];
  const add = (row: Partial<Record<GroupColumn, string | number>>) => {
    const whole: typeof row = { workshop: title, round, results: picture.of, invented: Number(invented), ...row };
    rows.push(GROUP_COLUMNS.map((column) => cell(String(whole[column] ?? ''))));
  };
  for (const { topic, levels, open, ...changes } of picture.topics) {
    const own = { topic, topic_title: titles[topic] ?? topic, rubric_hash: topics.find(({ id }) => id === topic)?.hash ?? '' };
    const at = ([from, to]: Span) => ({ from_level: level(from), to_level: level(to) });
    if (!levels.bins) continue;
    for (const { levels: span, count } of levels.bins) add({ ...own, measure: 'bar', ...at(span), count, of: picture.of });
    for (const { atLeast, count, of } of levels.shares) add({ ...own, measure: 'share', ...at([atLeast, 4]), count, of });
    for (const name of ['q25', 'median', 'q75'] as const) add({ ...own, measure: name, ...at(levels[name]) });
    if (open !== null) add({ ...own, measure: 'safety_open', ...figureOf(open) });
    for (const kind of KINDS) {
      const [told, measure] = [changes[kind], CHANGES[kind]];
      if (!told) continue;
      const pairs = told.parts.reduce((sum, { count }) => sum + count, 0);
      for (const { of, count } of told.parts) add({ ...own, measure, count, of: pairs, text: of.join(' or ') });
      if (told.notComparable !== null) add({ ...own, measure: `${measure}_not_comparable`, count: told.notComparable, of: picture.of });
      if (told.moreThanChance !== null)
        add({ ...own, measure: `${measure}_more_than_chance`, text: told.moreThanChance ? 'yes' : 'too few to tell' });
    }
  }
  for (const text of lines) if (text) add({ measure: 'line', text });
  return BYTE_ORDER_MARK + linesOf(rows, separator);
}

/** Where no level is told a number would be taken for one. */
const level = (one: Span[0]): string | number => (one === -1 ? 'none' : one);

export const codebookCsv = (codebook: Codebook, separator: ',' | ';'): string =>
  BYTE_ORDER_MARK + linesOf([['column', 'meaning'], ...codebook.map(([column, meaning]) => [column, cell(meaning)])], separator);

/** @param language of the codebook and the titles */
export function groupJson(
  { title, round, picture, topics, titles, lines, invented }: ShownGroup,
  codebook: Codebook,
  language: string
): string {
  const out = {
    format: 'waymark-group',
    formatVersion: 1,
    language,
    ...(invented && { invented }),
    workshop: title,
    round,
    results: picture.of,
    topics: picture.topics.map(({ topic, levels, open, ...changes }) => ({
      topic,
      topic_title: titles[topic] ?? topic,
      rubric_hash: topics.find(({ id }) => id === topic)?.hash ?? null,
      bars: levels.bins,
      shares: levels.shares,
      q25: levels.q25,
      median: levels.median,
      q75: levels.q75,
      safety_open: open,
      ...Object.fromEntries(KINDS.flatMap((kind) => (changes[kind] === undefined ? [] : [[CHANGES[kind], changes[kind]]])))
    })),
    lines: lines.filter(Boolean),
    codebook: Object.fromEntries(codebook)
  };
  return `${JSON.stringify(out, null, 2)}\n`;
}
