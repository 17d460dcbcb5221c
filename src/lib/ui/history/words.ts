/** Sentences for what changed. The domain says what holds; this says it in words. */
import type { Doubt, EssentialChange, Marked, Relation, Tally, Verdict } from '#lib/domain/position/compare.ts';
import type { Reached } from '#lib/domain/model.ts';
import type { Value } from '#lib/domain/assessment/answer.ts';
import type { Kind } from '#lib/domain/rubric/versions.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';
import { levelName, type LevelNames } from '../result/reading.ts';
import { valueName } from '#lib/i18n/words.ts';

/** What two ratings are read as telling of: what somebody does, or the yardstick by which they rate the same time again. */
export type Reading = 'practice' | 'yardstick';

/** @returns for example "a clear change, to broader use"; of a yardstick "possibly stricter" */
export function verdictName(verdict: Verdict, of: Reading = 'practice'): string {
  // A yardstick knows no use: by a stricter one the same time looks lower. It rests on a look back, which makes nothing clear.
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

/** Why a verdict is what it is, in a sentence. */
export function verdictReason(verdict: Verdict, relation: Relation): string {
  switch (verdict.kind) {
    case 'same':
      return m.history_why_same();
    case 'clear':
      return m.history_why_clear();
    case 'possible':
      return doubtSentence(verdict.because);
    case 'untold':
      return { before: m.history_why_untold_before, after: m.history_why_untold_after, both: m.history_why_untold_both }[verdict.side]();
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

/** @returns a level in words, or why there is none */
export function standing(level: Reached | null, reason: 'open' | 'not-applicable' | null, names: LevelNames): string {
  return level === null ? (reason === 'not-applicable' ? m.chart_role() : m.chart_open()) : levelName(level, names);
}

/** @returns for example "1 to 2" */
export const bandText = ([low, high]: readonly [Reached, Reached]): string =>
  low < high ? m.chart_band_range({ low, high }) : String(low);

/** How the topics' levels changed, counted, the denominator first. */
export function tallySentences(tally: Tally, of: Reading = 'practice'): string[] {
  const yardstick = of === 'yardstick';
  const parts: [number, (inputs: { count: number }) => string][] = [
    [tally.clearUp, m.history_tally_clear_up],
    [tally.clearDown, m.history_tally_clear_down],
    [tally.possibleUp, yardstick ? m.history_tally_possible_milder : m.history_tally_possible_up],
    [tally.possibleDown, yardstick ? m.history_tally_possible_stricter : m.history_tally_possible_down],
    [tally.same, m.history_tally_same],
    [tally.untold, m.history_tally_untold],
    [tally.withheld, m.history_tally_withheld]
  ];
  return parts.flatMap(([count, say]) => (count ? [say({ count })] : []));
}

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
