/** Sentences for what changed. The domain says what holds; this says it in words. */
import type { Doubt, EssentialChange, Marked, Move, Relation, Verdict } from '#lib/domain/position/compare.ts';
import type { Course } from '#lib/domain/position/timeline.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { Value } from '#lib/domain/assessment/answer.ts';
import type { Kind } from '#lib/domain/rubric/versions.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { valueName } from '#lib/i18n/words.ts';

/** What two ratings are read as telling of: what somebody does, or how strictly they judge the same date again. */
export type Reading = 'practice' | 'yardstick';

/** More topics than this are counted, not named. */
const NAMED = 3;

/**
 * What changed, before anything else is said of it: what is clear, then what is possible.
 *
 * @param topics with what each is called, in the order in which they are named
 * @returns sentences, the first of which is the headline
 */
export function headline(topics: readonly (Move & { readonly name: string })[], of: Reading = 'practice'): string[] {
  const those = (kind: Verdict['kind'], direction?: 'up' | 'down') =>
    topics.filter(({ verdict }) => verdict.kind === kind && (!direction || ('direction' in verdict && verdict.direction === direction)));
  const listed = (list: typeof topics) =>
    list.length > NAMED ? m.history_head_topics({ count: list.length, of: topics.length }) : formatList(list.map(({ name }) => name));
  const moved = (list: typeof topics) =>
    list.length === 1 ? m.history_head_topic({ topic: list[0]!.name, from: list[0]!.from!, to: list[0]!.to! }) : listed(list);

  if (topics.length === 0) return [m.history_head_shared()];
  const same = those('same');
  if (of === 'yardstick') {
    const differing = topics.filter(({ verdict }) => 'direction' in verdict);
    if (differing.length) return [m.history_head_yardstick({ topics: listed(differing) })];
    if (same.length) return [m.history_head_yardstick_same()];
  }
  const parts: [typeof topics, (values: { topics: string }) => string][] = [
    [those('clear', 'up'), m.history_head_clear_up],
    [those('clear', 'down'), m.history_head_clear_down],
    [those('possible', 'up'), m.history_head_possible_up],
    [those('possible', 'down'), m.history_head_possible_down]
  ];
  const said = parts.flatMap(([list, say]) => (list.length ? [say({ topics: moved(list) })] : []));
  if (said.length) return said;
  if (same.length)
    return [same.length === topics.length && same.length > 1 ? m.history_head_same() : m.history_head_same_in({ topics: listed(same) })];
  return [those('withheld').length ? m.history_head_withheld() : m.history_head_untold()];
}

/** A topic between two dates, such as "From 1 to 2: a possible change, to broader use." */
export function moveSentence({ from, to, verdict }: Move, of: Reading = 'practice'): string {
  switch (verdict.kind) {
    case 'same':
      return m.history_move_both({ level: to! });
    case 'clear':
    case 'possible':
      return m.history_move({ from: from!, to: to!, verdict: verdictName(verdict, of) });
    case 'withheld':
      return m.history_move_withheld({ from: from!, to: to! });
    case 'untold':
      return { before: m.history_move_untold_before, after: m.history_move_untold_after, both: m.history_move_untold_both }[verdict.side]();
  }
}

/** A topic over several dates, from the first that tells a level to the last. */
export function courseSentence(course: Course): string {
  const { verdict, told, of, steady, to } = course;
  if (verdict.kind !== 'same') return moveSentence(course);
  // The first and the last date may tell no level: then they are not those that are meant.
  if (!steady) return (told < of ? m.history_move_ends_told : m.history_move_ends)({ level: to! });
  if (told < of) return m.history_move_told({ level: to!, count: told, of });
  const level = told === 2 ? m.history_move_both({ level: to! }) : m.history_move_all({ level: to!, count: told });
  return `${level} ${m.history_move_staying()}`;
}

/** @returns for example "a clear change, to broader use"; of a yardstick "possibly stricter" */
export function verdictName(verdict: Verdict, of: Reading = 'practice'): string {
  // A yardstick knows no use: by a stricter one the same date looks lower. It rests on a look back, which makes nothing clear.
  if (of === 'yardstick' && 'direction' in verdict)
    return verdict.direction === 'up' ? m.history_yardstick_possible_up() : m.history_yardstick_possible_down();
  switch (verdict.kind) {
    case 'same':
      return m.history_verdict_same();
    case 'clear':
      return verdict.direction === 'up' ? m.history_verdict_clear_up() : m.history_verdict_clear_down();
    case 'possible':
      return verdict.direction === 'up' ? m.history_verdict_possible_up() : m.history_verdict_possible_down();
    case 'untold':
      return m.history_verdict_untold();
    case 'withheld':
      return m.history_verdict_withheld();
  }
}

/** Why a verdict is what it is, in a sentence or two. */
export function verdictReason(verdict: Verdict, relation: Relation): string {
  switch (verdict.kind) {
    case 'same':
      return m.history_why_same();
    case 'clear':
      return m.history_why_clear();
    case 'possible':
      return doubtSentence(verdict.because);
    case 'untold':
      return m.history_why_untold();
    case 'withheld':
      return relation.kind === 'unknown' ? m.history_why_unknown() : m.history_why_other();
  }
}

function doubtSentence(doubt: Doubt): string {
  return {
    margin: m.history_why_possible,
    retrospect: m.history_why_retrospect,
    borrowed: m.history_why_assumed,
    worded: m.history_why_worded
  }[doubt]();
}

/** Which way a level went; with words beside it. */
export const directionSign = (verdict: Verdict): string =>
  'direction' in verdict ? (verdict.direction === 'up' ? '→' : '←') : verdict.kind === 'same' ? '=' : '?';

/** @returns for example "1 to 2" */
export const bandText = ([low, high]: readonly [Reached, Reached]): string =>
  low < high ? m.chart_band_range({ low, high }) : String(low);

export function essentialName(kind: EssentialChange['kind']): string {
  return {
    gained: m.history_essential_gained,
    lost: m.history_essential_lost,
    found: m.history_essential_found,
    asked: m.history_essential_asked,
    still: m.history_essential_still,
    untold: m.history_essential_untold
  }[kind]();
}

/** @returns an answer in words; an open one is said to be open */
export const answerName = (value: Value | null): string => (value === null ? m.chart_open() : valueName(value));

/** @returns for example “Choosing sources (level 2 and 3)” */
export const markedName = ({ levels }: Pick<Marked, 'levels'>, criterion: string): string =>
  levels ? m.list_levels({ criterion, levels: formatList(levels.map(String)) }) : criterion;

/** @returns how a criterion of the later version relates to the earlier */
export function kindName(kind: Exclude<Kind, 'same'>): string {
  return {
    comparable: m.history_kind_comparable,
    split: m.history_kind_split,
    merged: m.history_kind_merged,
    'not-comparable': m.history_kind_not_comparable,
    new: m.history_kind_new
  }[kind]();
}
