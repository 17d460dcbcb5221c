/** Sentences for positions. The domain says what holds; this says it in words. */
import { endsWithRole, goesOn, roleEnd, whatWouldMove, type Advice, type SmallestChange } from '#lib/domain/position/advice.ts';
import { LEVELS, type Level, type Model, type ModelWords, type Reached, type Thresholds } from '#lib/domain/model.ts';
import { overallOf, type Overall } from '#lib/domain/position/overall.ts';
import { essentialsNotInPlace, type NotInPlace, type Position } from '#lib/domain/position/position.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import type { Certainty, Score } from '#lib/domain/position/score.ts';
import { valueName } from '#lib/i18n/words.ts';
import { formatList } from '#lib/i18n/format.ts';
import { levelNames, type LevelNames } from '#lib/i18n/level-names.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "Level 2, One-to-one communication", "Level 2", or "Getting started" for 0 */
export function levelName(level: Reached, names: LevelNames): string {
  if (level === 0) return names[0].name;
  const name = names[level]?.name;
  return name ? m.level_named({ level, name }) : m.level_label({ level });
}

/** A position whose level can be told. */
type Told = Position & { readonly level: Reached };

/** What a result says first. */
export interface Standing {
  readonly headline: string;
  /** Competencies that reach further than the headline says. */
  readonly further: readonly string[];
}

/**
 * The first sentence of a result. It is literally true of the positions: it says of no topic more than that topic holds, and says what a
 * person does only where every topic of the model holds that level by their own answers. Else it names levels: with the model's words
 * where all topics are the model's, by number alone where somebody made one.
 *
 * @param ours the model's competencies
 * @returns `null` where no position can be told
 */
export function standingOf(
  positions: readonly Position[],
  rubrics: readonly Rubric[],
  words: ModelWords,
  ours: readonly string[]
): Standing | null {
  const told = positions.filter((p): p is Told => p.level !== null);
  const overall = overallOf(told);
  if (!overall) return null;
  const { secure, typical } = overall;
  const of = positions.length;
  const beyond = (level: Reached) => told.filter((p) => p.level > level);
  const say = (headline: string, level: Reached): Standing => ({ headline, further: beyond(level).map((p) => p.competency) });
  const named = positions.every((p) => ours.includes(p.competency));

  if (of === 1) return say(topicSentence(told[0]!, rubrics.find(({ id }) => id === told[0]!.competency)!.title, named ? words : null), 4);

  const near = mostNear(told);
  if (near) return say(m.result_head_near({ count: near.count, of, level: near.level }), (near.level - 1) as Reached);

  const own = told.every((p) => p.tally.assumed === 0);
  if (secure !== 0 && own && ours.length === told.length && named && of === told.length) {
    const further = beyond(secure);
    const practice = { 1: m.result_you_1, 2: m.result_you_2, 3: m.result_you_3, 4: m.result_you_4 }[secure]();
    if (!further.length) return say(m.result_head_you({ practice }), secure);
    const next = Math.min(...further.map((p) => p.level)) as 2 | 3 | 4;
    const more = { 2: m.result_more_2, 3: m.result_more_3, 4: m.result_more_4 }[next]({ count: further.length });
    return say(m.result_head_more({ practice, more }), secure);
  }

  if (overall.furthest === 0) return say(told.length === of ? m.result_head_none() : m.result_head_none_of({ count: told.length, of }), 0);
  // The typical level is one that half of the topics hold, or more; where that is none, the lowest that any holds.
  const level = (typical || Math.min(...beyond(0).map((p) => p.level))) as Level;
  const name = words.levels[level].name;
  const holding = told.filter((p) => p.level >= level);
  if (overall.furthest > level) return say(m.result_head_broader({ level, count: holding.length, of }), level);
  if (holding.length === of) return say(named ? m.result_head_all_named({ level, name }) : m.result_head_all({ level }), level);
  const values = { level, count: holding.length, of };
  return say(named ? m.result_head_some_named({ ...values, name }) : m.result_head_some(values), level);
}

/** @param words the model's, where the topic is one of its own */
function topicSentence(position: Told, topic: string, words: ModelWords | null): string {
  const near = nearTo(position);
  if (near) return m.result_head_topic_near({ topic, level: near });
  const { level } = position;
  if (level === 0) return m.result_head_topic_none({ topic });
  return words ? m.result_head_topic_named({ topic, level, name: words.levels[level].name }) : m.result_head_topic({ topic, level });
}

/** The level that one point more would reach; `null` where more than that is lacking, and where nobody aims at it. */
function nearTo(position: Told): Level | null {
  const { score, target, level } = position;
  if (!score.progress || endsWithRole(position) || (target !== null && target <= level)) return null;
  const next = (level + 1) as Level;
  const [points, need] = score.progress;
  const { essentialMissing, essentialOpen } = score.levels[next - 1]!;
  return need - points === 1 && essentialMissing.length + essentialOpen.length === 0 ? next : null;
}

/** The level that most topics miss by one point. */
function mostNear(told: readonly Told[]): { readonly level: Level; readonly count: number } | null {
  const near = told.map(nearTo);
  const level = LEVELS.find((l) => near.filter((one) => one === l).length * 2 > told.length);
  return level ? { level, count: near.filter((one) => one === level).length } : null;
}

/** @returns for example "Your topics are at levels 1 to 3; the middle one is at level 2. Based on 4 of 5 topics." */
export function overallSentence(overall: Overall): string {
  if (overall.of === 1) return m.overall_one({ level: overall.typical });
  const range =
    overall.secure === overall.furthest
      ? overall.basedOn < overall.of
        ? m.overall_one({ level: overall.typical })
        : m.overall_same({ level: overall.typical })
      : m.overall_range({ typical: overall.typical, low: overall.secure, high: overall.furthest });
  return `${range} ${m.overall_based({ based: overall.basedOn, of: overall.of })}`;
}

/** What the overall reading waits for: the topics that stand lowest, where others stand higher. */
export function waitsFor(overall: Overall, rubrics: readonly Rubric[]): string | null {
  if (overall.secure === overall.furthest) return null;
  const titles = rubrics.filter((rubric) => overall.limitedBy.includes(rubric.id)).map((rubric) => rubric.title);
  return m.overall_waits({ level: overall.secure + 1, topics: formatList(titles) });
}

/** @returns for example "Level 2, One-to-one communication: Writing online. Level 2: Podcasts. Level 1, ...", the broadest first */
export function byLevel(
  positions: readonly Position[],
  titleOf: (competency: string) => string,
  words: ModelWords,
  model: Pick<Model, 'competencies'>
): string {
  const topics = new Map<string, string[]>();
  for (const level of [4, 3, 2, 1, 0] as const)
    for (const { competency } of positions.filter((p) => p.level === level)) {
      const name = levelName(level, levelNames([competency], words, model));
      topics.set(name, [...(topics.get(name) ?? []), titleOf(competency)]);
    }
  return [...topics].map(([level, titles]) => m.topics_at({ level, topics: formatList(titles) })).join(' ');
}

/** Why a competency has the position it has, in a sentence or two. */
export function positionSentence(position: Position, rubric: Rubric, names: LevelNames): string {
  const { score, target } = position;
  const stands = standsAt(score.level, names);
  if (score.level === 4) return stands;
  const next = (score.level + 1) as Level;
  const { status, covered, points, need, essentialMissing, essentialOpen } = score.levels[next - 1]!;
  const titles = (criteria: readonly number[]) => formatList(criteria.map((c) => rubric.criteria[c]!.title));
  // A level with enough answers and points that is incomplete all the same waits for essentials that are open.
  const waits =
    status === 'incomplete' && covered
      ? m.position_stop_essential_open({ level: next, count: essentialOpen.length, titles: titles(essentialOpen) })
      : null;
  if (position.level === null) return position.reason === 'not-applicable' ? m.position_na() : (waits ?? m.position_open());
  const share = roleEnd(position);
  if (share === 'part') return `${stands} ${m.position_stop_na_part({ level: next })}`;
  if (share) {
    // What the role ends with is complete only where nothing before it is lacking, and where the person does not aim further.
    const complete = essentialsNotInPlace(position, rubric).length === 0 && (target === null || target <= score.level) && !goesOn(position);
    return [stands, m.position_stop_na({ level: next }), ...(complete ? [m.position_role_complete()] : [])].join(' ');
  }
  if (status === 'incomplete') return `${stands} ${waits ?? m.position_stop_open({ level: next })}`;
  if (status === 'blocked')
    return `${stands} ${m.position_stop_essential({ level: next, count: essentialMissing.length, titles: titles(essentialMissing) })}`;
  return `${stands} ${m.position_progress({ points, need: need!, level: next })}`;
}

/** @returns for example "You are at level 2, One-to-one communication." */
export function standsAt(level: Reached, names: LevelNames): string {
  if (level === 0) return m.position_start();
  const name = names[level]?.name;
  return name ? m.position_stands({ level, name }) : m.position_stands_number({ level });
}

/** @param band where answers one step different would place the person */
export const bandSentence = ([low, high]: Score['band']): string => (low === high ? m.band_same() : m.band_between({ low, high }));

/** How firm a position is: where slightly different answers would place the person, and the answers that decide it by themselves. */
export function marginSentence(position: Position, rubric: Rubric): string {
  const titles = decidingTitles(position, rubric);
  const rests =
    titles.length === 0 ? [] : [titles.length === 1 ? m.band_one({ title: titles[0]! }) : m.band_each({ titles: formatList(titles) })];
  return [bandSentence(position.score.band), ...rests].join(' ');
}

/** @returns titles of the criteria whose answer alone decides the position, each once */
const decidingTitles = ({ score }: Position, rubric: Rubric): string[] => [
  ...new Set(score.decisive.map(({ criterion }) => rubric.criteria[criterion]!.title))
];

/**
 * How firm all these levels are, in a sentence or two: the answer that decides by itself, if there is one, else where two answers that
 * differ a little would change a level.
 *
 * @param rubrics of all the positions
 */
export function firmSentence(positions: readonly Position[], rubrics: readonly Rubric[]): string {
  const told = positions
    .filter((p): p is Told => p.level !== null)
    .map((position) => {
      const rubric = rubrics.find(({ id }) => id === position.competency)!;
      return { topic: rubric.short, band: position.score.band, titles: decidingTitles(position, rubric) };
    });
  const close = told.filter(({ band: [low, high], titles }) => low < high || titles.length);
  const [first] = close;
  if (!first) return m.firm_same({ of: told.length });
  const stay = told.length > 1 ? [m.firm_stay()] : [];
  const one = close.find(({ titles }) => titles.length === 1);
  const others = close.filter((each) => each !== one).map(({ topic }) => topic);
  const too = others.length <= FEW ? m.firm_close_too({ topics: formatList(others) }) : m.firm_close_more({ count: others.length });
  const more = others.length ? [too] : stay;
  if (one) return [m.firm_one({ topic: one.topic, title: one.titles[0]! }), ...more].join(' ');
  if (close.length === 1) {
    const { topic, band, titles } = first;
    if (titles.length === 2) return m.firm_each({ topic, count: titles.length, titles: formatList(titles) });
    return [m.firm_close({ topic, low: band[0], high: band[1] }), ...stay].join(' ');
  }
  return close.length <= 3
    ? m.firm_close_some({ topics: formatList(close.map(({ topic }) => topic)) })
    : m.firm_close_many({ count: close.length, of: told.length });
}

/** What a topic lacks for its next level, in a few words; `null` where no level can be told. */
export function lackOf(position: Position, rubric: Rubric, thresholds: Thresholds): string | null {
  if (position.level === null) return null;
  const moves = whatWouldMove(position, rubric, thresholds);
  const level = (position.level + 1) as Level;
  switch (moves.kind) {
    case 'furthest':
      return m.row_furthest();
    case 'not-applicable':
      return moves.share === 'all' ? m.row_role({ level }) : m.row_role_part({ level });
    case 'answer-first':
      return m.row_open({ level, count: moves.open.length });
    case 'changes': {
      const titles = formatList(titlesOf(moves.changes, rubric));
      if (moves.changes.every(({ essential }) => essential)) return m.row_safety({ level, count: moves.changes.length, titles });
      return moves.changes.length <= FEW ? m.row_needs({ level, titles }) : m.row_needs_some({ level, count: moves.changes.length });
    }
  }
}

/** How many statements are named in a line; of more, the number is said. */
const FEW = 2;

const titlesOf = (places: readonly { readonly criterion: string }[], { criteria }: Rubric): string[] =>
  places.map(({ criterion }) => criteria.find(({ id }) => id === criterion)!.title);

/** Why this comes next, in a sentence: which safety point it is for, or which statements its level still needs. */
export function whyOf(advice: Advice, position: Position, rubric: Rubric, thresholds: Thresholds): string {
  if (advice.kind === 'way-in') return m.why_way_in({ situation: advice.situation.label });
  const [title] = titlesOf([advice], rubric) as [string];
  if (advice.kind === 'safety') {
    const said = advice.value === null ? m.why_safety_open({ title }) : (advice.value === 0 ? m.why_safety_0 : m.why_safety_1)({ title });
    // A point of a level further on would seem to be the wrong step.
    return advice.level > (position.level ?? 0) + 1 ? `${said} ${m.why_safety_first()}` : said;
  }
  const moves = whatWouldMove(position, rubric, thresholds);
  const { level } = advice;
  if (!advice.moves || moves.kind !== 'changes') return m.why_step_rest({ level });
  if (moves.changes.length === 1) return m.why_step_last({ level });
  return moves.changes.length <= FEW
    ? m.why_step_two({ level, titles: formatList(titlesOf(moves.changes, rubric)) })
    : m.why_step_some({ level, count: moves.changes.length });
}

/** @returns for example "Partly", or that it is not answered yet */
export const lackName = ({ value }: NotInPlace): string => (value === null ? m.essential_open() : valueName(value));

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
      return moves.share === 'all' ? m.moves_na({ level: moves.level }) : m.moves_na_part({ level: moves.level });
    case 'furthest':
      return m.moves_furthest();
  }
}
