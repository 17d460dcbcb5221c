/** Sentences for positions. The domain says what holds; this says it in words. */
import type { SmallestChange } from '#lib/domain/position/advice.ts';
import type { Level, ModelWords, Reached } from '#lib/domain/model.ts';
import type { Overall } from '#lib/domain/position/overall.ts';
import type { Position } from '#lib/domain/position/position.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import type { Certainty } from '#lib/domain/position/score.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "level 2, One-to-one communication", or "Getting started" for 0 */
export function levelName(level: Reached, words: ModelWords): string {
  return level === 0 ? words.levels[0].name : m.level_named({ level, name: words.levels[level].name });
}

/** The first sentence of a result: what the person's practice is, before any number. */
export function headline(overall: Overall): string {
  return { 0: m.result_head_0, 1: m.result_head_1, 2: m.result_head_2, 3: m.result_head_3, 4: m.result_head_4 }[overall.typical]();
}

/** @returns for example "Typical level 2, range 1 to 3, based on 4 of 5 topics." */
export function overallSentence(overall: Overall): string {
  const range =
    overall.secure === overall.furthest
      ? m.overall_same({ level: overall.typical })
      : m.overall_range({ typical: overall.typical, low: overall.secure, high: overall.furthest });
  return `${range} ${m.overall_based({ based: overall.basedOn, of: overall.of })}`;
}

/** What the overall reading waits for: the topics that stand lowest, where others stand higher. */
export function waitsFor(overall: Overall, rubrics: readonly Rubric[]): string | null {
  if (overall.secure === overall.furthest) return null;
  const titles = rubrics.filter((rubric) => overall.limitedBy.includes(rubric.id)).map((rubric) => rubric.title);
  return m.overall_waits({ level: overall.secure + 1, topics: formatList(titles) });
}

/** @returns for example "Level 2, One-to-one communication: Writing online. Level 1, ...", the broadest first */
export function byLevel(positions: readonly Position[], titleOf: (competency: string) => string, words: ModelWords): string {
  return ([4, 3, 2, 1, 0] as const)
    .flatMap((level) => {
      const topics = positions.filter((p) => p.level === level).map((p) => titleOf(p.competency));
      return topics.length ? [m.topics_at({ level: levelName(level, words), topics: formatList(topics) })] : [];
    })
    .join(' ');
}

/** Where the practice reaches furthest. */
export function furthestSentence(
  overall: Overall,
  positions: readonly Position[],
  titleOf: (competency: string) => string,
  words: ModelWords
): string {
  const topics = positions.filter((p) => p.level === overall.furthest).map((p) => titleOf(p.competency));
  return m.reach_furthest({ topics: formatList(topics), level: levelName(overall.furthest, words) });
}

/** Why a competency has the position it has, in a sentence or two. */
export function positionSentence(position: Position, words: ModelWords): string {
  if (position.level === null) return position.reason === 'open' ? m.position_open() : m.position_na();
  const { score } = position;
  const stands = score.level === 0 ? m.position_start() : m.position_stands({ level: levelName(score.level, words) });
  const next = (score.level + 1) as Level;
  if (score.level === 4) return stands;
  if (score.stopReason === 'not-applicable') return `${stands} ${m.position_stop_na({ level: next })}`;
  if (score.stopReason === 'incomplete') return `${stands} ${m.position_stop_open({ level: next })}`;
  if (score.levels[next - 1]!.status === 'blocked') return `${stands} ${m.position_stop_essential({ level: next })}`;
  const [points, need] = score.progress!;
  return `${stands} ${m.position_progress({ points, need, level: next })}`;
}

export function bandSentence(position: Position): string {
  const [low, high] = position.score.band;
  return low === high ? m.band_same({ level: low }) : m.band_between({ low, high });
}

export function certaintyName(certainty: Certainty): string {
  return {
    'clearly-held': m.certainty_clearly_held,
    'narrowly-held': m.certainty_narrowly_held,
    'narrowly-missed': m.certainty_narrowly_missed,
    'not-held': m.certainty_not_held,
    'essential-missing': m.certainty_essential,
    open: m.certainty_open,
    'not-applicable': m.certainty_na
  }[certainty]();
}

/** What introduces the list of things that would move the person. */
export function smallestChangeSentence(moves: SmallestChange): string {
  switch (moves.kind) {
    case 'changes':
      return m.moves_changes({ count: moves.changes.length, level: moves.reaches });
    case 'answer-first':
      return m.moves_answer({ count: moves.open.length });
    case 'not-applicable':
      return m.moves_na({ level: moves.level });
    case 'furthest':
      return m.moves_furthest();
  }
}
