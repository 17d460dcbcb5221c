/** Rounds of workshops, and the codes that phones would hand in to them. */
import { handInCode, takeBackCode } from '#lib/domain/workshop/handing-in.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';

/** @returns topics, each with a content of its own */
export const topicsCalled = (...ids: readonly string[]): WorkshopTopic[] =>
  ids.map((id, i) => ({ id, hash: (10 + i).toString(16).repeat(32) }));

/** A first round that is open. @param more what is other than usual of it */
export const aWorkshop = (more: Partial<Workshop> = {}): Workshop => ({
  id: 'w1',
  number: 5,
  round: 1,
  topics: topicsCalled('privacy'),
  title: '',
  openedAt: 1,
  state: 'open',
  picture: null,
  lines: [],
  ...more
});

/** The second round of a workshop, which looks back. @param more what is other than usual of it */
export const roundAfter = (first: Workshop, more: Partial<Workshop> = {}): Workshop => ({
  ...first,
  id: 'w2',
  round: 2,
  state: 'open',
  before: { tag: tagOf(first), back: true, topics: first.topics },
  ...more
});

/**
 * @param told of each topic all that a result tells, or its level alone; `null` for a result that is taken back
 * @param open whether safety points are open in a topic of which the level alone is told
 * @returns its code
 */
export function codeOf(
  workshop: Pick<Workshop, 'number' | 'round' | 'topics' | 'before'>,
  id: number,
  told: readonly (TopicResult | TopicResult['level'])[] | null,
  open = false
): string {
  const part = { ...workshop, result: id };
  if (!told) return takeBackCode(part);
  return handInCode(
    part,
    told.map((one) => (typeof one === 'object' && one ? one : { level: one, open }))
  );
}
