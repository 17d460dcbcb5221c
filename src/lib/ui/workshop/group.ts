/** What is shown of a group, in words and as a picture. All of it is read from the bars that the floor has let through. */
import { groupPainting, tellingShares, type GroupRow, type GroupScene } from '#lib/charts/group.ts';
import type { PictureWords } from '#lib/charts/picture.ts';
import type { Model, ModelWords } from '#lib/domain/model.ts';
import { isTold, type GroupLevel, type Histogram, type Shown, type Span } from '#lib/domain/workshop/floor.ts';
import type { Picture, TopicPicture } from '#lib/domain/workshop/picture.ts';
import { withoutPoints } from '#lib/domain/workshop/round.ts';
import { formatList } from '#lib/i18n/format.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { levelNames } from '#lib/i18n/level-names.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Savable } from '../chart/scene.ts';

/** A topic whose picture there is. */
export interface ShownTopic {
  readonly id: string;
  readonly title: string;
  readonly short: string;
  readonly levels: Shown<Histogram>;
  /** `null` where the topic has no safety points. */
  readonly open: TopicPicture['open'];
}

/** @param called what the topics are called, by id @returns the topics of a picture; none of fewer than five */
export const shownTopics = (
  picture: Picture,
  called: readonly { readonly id: string; readonly title: string; readonly short: string; readonly points: boolean }[]
): ShownTopic[] =>
  withoutPoints(picture, called).topics.flatMap(({ topic, levels, open }) => {
    const { title, short } = called.find(({ id }) => id === topic) ?? { title: topic, short: topic };
    return isTold(levels) ? [{ id: topic, title, short, levels, open }] : [];
  });

/** @returns for example "level 2", "levels 2 to 4", "no level told, or up to level 1" */
export function spanWords([low, high]: Span): string {
  if (high === -1) return m.group_none();
  if (low === -1) return m.group_none_to({ high });
  return low === high ? m.group_level({ level: low }) : m.group_levels({ low, high });
}

/** @returns as short as it can be: "2 to 4" */
const boxWords = ([low, high]: Span): string => (low === -1 ? m.group_box_none({ high }) : m.group_box({ low, high }));

/** What stands over the columns: the model's short names where all topics are its own, else numbers alone. */
function namesOf(topics: readonly string[], words: ModelWords, model: Pick<Model, 'competencies'>): GroupScene['names'] {
  const names = levelNames(topics, words, model);
  const short = (level: Exclude<GroupLevel, -1>) => names[level]?.short ?? '';
  return { '-1': m.group_none_head(), 0: short(0), 1: short(1), 2: short(2), 3: short(3), 4: short(4) };
}

export function groupSceneOf(topics: readonly ShownTopic[], words: ModelWords, model: Pick<Model, 'competencies'>): GroupScene {
  return {
    rows: topics.map(({ short, levels }): GroupRow => ({ name: short, levels })),
    names: namesOf(
      topics.map(({ id }) => id),
      words,
      model
    ),
    words: { span: boxWords, middle: m.group_middle(), onwards: m.group_onwards(), share: (count, of) => m.group_share({ count, of }) }
  };
}

/** @returns for example "4 at levels 0 to 1", for each bar in which somebody is */
export const barWords = ({ bins }: Histogram): string[] =>
  bins.filter(({ count }) => count > 0).map(({ levels, count }) => m.group_at({ count, span: spanWords(levels) }));

/** @returns for example "level 2: 18 of 22", for each edge of a bar: so many at this level or broader */
export const shareWords = (levels: Histogram): string[] =>
  tellingShares(levels).map(({ atLeast, count, of }) => m.group_share_at({ count, of, level: atLeast }));

/** @returns the figure for a table cell: "4 of 22", "fewer than three", "this topic has none" */
export function safetyFigure(open: TopicPicture['open']): string {
  if (open === null) return m.group_no_points();
  if (open === 'few') return m.group_few();
  return open === 'nearly all' ? m.group_nearly() : m.group_share(open);
}

/** The same as a sentence; empty where the topic has none. */
export function safetySentence(open: TopicPicture['open']): string {
  if (open === null) return '';
  if (open === 'few') return m.group_safety_few();
  return open === 'nearly all' ? m.group_safety_nearly() : m.group_safety_count(open);
}

/** All that a picture says, in one sentence for each topic. */
export const sentenceOf = (topics: readonly ShownTopic[]): string =>
  topics.map(({ short, levels }) => m.group_sentence({ topic: short, bars: formatList(barWords(levels)) })).join(' ');

/** The whole picture as a file of its own. @param invented it is of a rehearsal, and says so */
export function savableGroup(
  topics: readonly ShownTopic[],
  { of }: Pick<Picture, 'of'>,
  title: string,
  words: ModelWords,
  model: Pick<Model, 'competencies'>,
  invented: boolean
): Savable {
  const bars = topics.flatMap(({ levels }) => levels.bins);
  const legend: PictureWords['legend'] = [
    { sign: 'person', text: m.group_sign_person() },
    ...(bars.some(({ levels: [from, to] }) => from !== to) ? [{ sign: 'joined', text: m.group_sign_joined() } as const] : []),
    { sign: 'middle', text: m.group_sign_middle() }
  ];
  const pointed = topics.filter(({ open }) => open !== null);
  const safety = formatList(pointed.map(({ short, open }) => m.group_safety_of({ topic: short, figure: safetyFigure(open) })));
  const figures = `${m.group_results({ count: of })}.${pointed.length ? ` ${m.group_safety()}: ${safety}.` : ''}`;
  return {
    words: {
      title: invented ? m.group_invented() : title || m.group_report_title(),
      sentence: figures,
      spoken: `${sentenceOf(topics)} ${figures}`,
      legend,
      note: m.group_note(),
      language: pageLanguage()
    },
    painting: groupPainting(groupSceneOf(topics, words, model))
  };
}
