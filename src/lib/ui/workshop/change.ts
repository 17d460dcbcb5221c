/** How a group's levels changed, in words and as a picture. All of it is read from the parts that the floor has let through. */
import { changePainting, partsToTell, type ChangeScene } from '#lib/charts/group-change.ts';
import type { PictureWords } from '#lib/charts/picture.ts';
import type { ChangePart, GroupChange, Shown } from '#lib/domain/workshop/floor.ts';
import type { Picture, TopicChanges } from '#lib/domain/workshop/picture.ts';
import { formatList } from '#lib/i18n/format.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import type { Savable } from '../chart/scene.ts';

/** What became of one topic, under the names that it has here. */
export interface ChangedTopic extends TopicChanges {
  readonly id: string;
  readonly title: string;
  readonly short: string;
}

/** Which of the changes: of the levels; with looking back, of what people do, and of how strictly they judge. */
export type ChangeKind = keyof TopicChanges;

/** @param called what the topics are called @returns the topics of a picture that is compared with an earlier one; else none */
export const changedTopicsOf = (
  { topics }: Picture,
  called: readonly { readonly id: string; readonly title: string; readonly short: string }[]
): ChangedTopic[] =>
  topics.flatMap(({ topic, change, practice, yardstick }) => {
    const { title, short } = called.find(({ id }) => id === topic) ?? { title: topic, short: topic };
    const own = { ...(practice !== undefined && { practice }), ...(yardstick !== undefined && { yardstick }) };
    return change === undefined ? [] : [{ id: topic, title, short, change, ...own }];
  });

/** Whether people were asked to look back. */
export const hasLookedBack = (topics: readonly ChangedTopic[]): boolean => topics.some(({ practice }) => practice !== undefined);

/** @returns for example "4 same or down"; of how strictly people judge "4 same or stricter" */
function partWords({ of, count }: ChangePart, kind: ChangeKind): string {
  const strictly = kind === 'yardstick';
  if (of.length === 3) return strictly ? m.rounds_any_strict({ count }) : m.rounds_any({ count });
  const [first, second] = of;
  if (second === 'up') return strictly ? m.rounds_same_milder({ count }) : m.rounds_same_up({ count });
  if (second === 'same') return strictly ? m.rounds_same_stricter({ count }) : m.rounds_same_down({ count });
  if (first === 'same') return m.rounds_same({ count });
  if (first === 'up') return strictly ? m.rounds_milder({ count }) : m.rounds_up({ count });
  return strictly ? m.rounds_stricter({ count }) : m.rounds_down({ count });
}

/** @returns for example "10 up, 4 same or down" */
const changeWords = (change: GroupChange, kind: ChangeKind): string =>
  partsToTell(change)
    .map((part) => partWords(part, kind))
    .join(', ');

/** @returns whether it is more than chance would explain, as a sentence */
export const chanceWords = ({ moreThanChance }: GroupChange): string => (moreThanChance ? m.rounds_more() : m.rounds_too_few());

/** @returns what is said of several topics in one line: which of them moved more than chance would explain */
export function changeHeadline(topics: readonly ChangedTopic[]): string {
  const more = topics.filter(({ change }) => change?.moreThanChance);
  const [one] = more;
  if (!one) return topics.some(({ change }) => change) ? m.rounds_headline_none() : m.rounds_headline_few();
  if (more.length > 1) return m.rounds_headline_many({ topics: formatList(more.map(({ short }) => short)) });
  return m.rounds_headline_one({ topic: one.short, parts: changeWords(one.change!, 'change') });
}

/** How many are compared: the same number everywhere, or from where to where. @param of how many handed in @param kind the yardstick, where it is among them */
export function comparedWords(changes: readonly (GroupChange | null | undefined)[], of: number, kind: ChangeKind = 'change'): string {
  const told = changes.flatMap((change) => change ?? []);
  if (told.length === 0) return '';
  const counts = told.map(({ notComparable }) => of - (notComparable ?? 0));
  const [low, high] = [Math.min(...counts), Math.max(...counts)];
  // Up to two who cannot be compared are among them, and not told apart; of the yardstick up to four.
  if (low === of) return kind === 'yardstick' ? m.rounds_compared_most() : m.rounds_compared_all();
  return low === high ? m.rounds_compared({ count: low, of }) : m.rounds_compared_between({ low, high, of });
}

/** Who may stand among the same without being so. */
export const sameWords = (topics: readonly Pick<TopicChanges, 'yardstick'>[]): string =>
  topics.some(({ yardstick }) => yardstick) ? m.rounds_same_few() : m.rounds_same_may();

/**
 * What has to be said beside several topics: each is a test of its own, and so are practice and yardstick where people looked back. Where all
 * stand in one part there is nothing to test.
 *
 * @param topics those that it stands beside @param all of the round: where they stand in several scenes, all tests are told with each
 */
export function testsWords(topics: readonly ChangedTopic[], all = topics): string {
  const told = topics.flatMap(({ change }) => change ?? []);
  const more = told.filter(({ moreThanChance }) => moreThanChance).length;
  const few = topics.length - told.length;
  const tests = all
    .flatMap(({ change, practice, yardstick }) => [change, practice, yardstick])
    .filter((one) => one && one.moreThanChance !== null).length;
  return [
    ...(tests > 1 ? [m.rounds_tests({ count: all.length, tests })] : []),
    ...(few > 0 && told.length > 0 ? [m.rounds_others_few({ count: few })] : []),
    ...(more > 0 && more < told.length ? [m.rounds_others()] : [])
  ].join(' ');
}

/** All that is shown of the change of the levels, in one sentence for each topic. */
export const changeSentence = (topics: readonly ChangedTopic[]): string =>
  topics
    .map(({ short, change }) =>
      change
        ? `${m.group_sentence({ topic: short, bars: changeWords(change, 'change') })} ${chanceWords(change)}`
        : m.group_sentence({ topic: short, bars: m.rounds_few() })
    )
    .join(' ');

export const changeSceneOf = (topics: readonly ChangedTopic[]): ChangeScene => ({
  rows: topics.map(({ short, change = null }) => ({ name: short, change })),
  words: { part: (part) => partWords(part, 'change'), few: m.rounds_few() }
});

/** With looking back: what people do, and how strictly they judge, as far as that can be told. */
export function backSceneOf({ practice = null, yardstick }: Pick<TopicChanges, 'practice' | 'yardstick'>): ChangeScene {
  const rows: { readonly name: string; readonly change: Shown<GroupChange> | null; readonly kind: ChangeKind }[] = [
    { name: m.rounds_practice(), change: practice, kind: 'practice' },
    ...(yardstick === undefined ? [] : [{ name: m.rounds_yardstick(), change: yardstick, kind: 'yardstick' } as const])
  ];
  return { rows, words: { part: (part, row) => partWords(part, rows[row]!.kind), few: m.rounds_few() } };
}

/** @returns what may be said of one kind of change; for example "10 up, 4 same or down. That is more than chance would explain." */
export function figureWords(topic: ChangedTopic, kind: ChangeKind, of: number): string {
  const told = topic[kind];
  if (told === undefined) return m.rounds_yardstick_changed();
  if (!told) return m.rounds_few();
  // How many cannot be compared has a column of its own; here it stands where another number of them looked back.
  const isOther = topic.change?.notComparable !== told.notComparable;
  return isOther ? `${saidOf(told, kind)} ${comparedWords([told], of, kind)}` : saidOf(told, kind);
}

const saidOf = (change: GroupChange, kind: ChangeKind) => `${changeWords(change, kind)}. ${chanceWords(change)}`;

/** With looking back: what people do, and how strictly they judge, each by itself, as far as that is told. */
export const backWords = ({ practice, yardstick }: Pick<TopicChanges, 'practice' | 'yardstick'>): string[] => {
  const told = [
    { kind: m.rounds_practice(), text: practice ? saidOf(practice, 'practice') : m.rounds_few() },
    { kind: m.rounds_yardstick(), text: yardstick ? saidOf(yardstick, 'yardstick') : m.rounds_few(), isAbsent: yardstick === undefined }
  ];
  return told.filter(({ isAbsent }) => !isAbsent).map(({ kind, text }) => m.rounds_of_kind({ kind, text }));
};

/** What changed, as a file of its own. @param invented it is of a rehearsal, and says so */
export function savableChange(topics: readonly ChangedTopic[], of: number, title: string, invented: boolean): Savable {
  const isJoined = topics.some(({ change }) => change?.parts.some((part) => part.of.length > 1 && part.count > 0));
  const legend: PictureWords['legend'] = isJoined ? [{ sign: 'joined', text: m.rounds_joined() }] : [];
  const figures = [
    comparedWords(
      topics.map(({ change }) => change),
      of
    ),
    testsWords(topics),
    m.rounds_same_may()
  ]
    .filter(Boolean)
    .join(' ');
  return {
    words: {
      title: invented ? m.group_invented() : title || m.rounds_report_title(),
      sentence: `${changeHeadline(topics)} ${figures}`,
      spoken: `${changeSentence(topics)} ${figures}`,
      legend,
      note: m.group_note(),
      language: pageLanguage()
    },
    painting: changePainting(changeSceneOf(topics))
  };
}
