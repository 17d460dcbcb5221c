/** A rubric that comes from somebody else: it may not pass itself off as one that is here already. */
import { newRubricId } from './drafting.ts';
import type { RubricFacts } from '../rubric/rubric.ts';

/**
 * Gives a rubric another id, so that it stands beside the one here whose id it has. Who made it, and under which licence, it says itself.
 *
 * @param random some letters and digits, at least eight
 */
export function apartFacts<T extends RubricFacts>(facts: T, random: string): T {
  const { changes: _, ...rest } = facts;
  const from = facts.origin?.from ?? { id: facts.id, version: facts.version };
  return { ...rest, id: newRubricId(random), origin: { ...facts.origin, from } } as T;
}

/**
 * Gives a rubric that bears the id of a built-in one, but is not it, an id of its own; which one it was made from is kept. Notes on
 * versions speak of the other's versions, so they go.
 *
 * @param reserved ids of the built-in rubrics
 * @param random some letters and digits, at least eight
 * @param maker whom it names, beside whoever it names itself, and the licence where it names none
 * @returns the facts to keep; the very same where the id is free
 */
export function ownFacts<T extends RubricFacts>(
  facts: T,
  reserved: readonly string[],
  random: string,
  maker: { readonly author: string; readonly licence: string }
): T {
  if (!reserved.includes(facts.id)) return facts;
  const { changes: _, ...rest } = facts;
  const from = { id: facts.id, version: facts.version };
  const author = facts.origin?.author ?? '';
  const named = author.includes(maker.author) ? author : [author, maker.author].filter(Boolean).join(', ');
  return { ...rest, id: newRubricId(random), origin: { ...maker, ...facts.origin, author: named, from } } as T;
}

/** Characters that turn the direction of writing, or that nobody sees. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;

/** @returns a file's name as it may be shown and kept: in one line, nothing hidden in it, not too long */
export function plainName(name: string): string {
  const shown = name.replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  return shown.length > 120 ? `${shown.slice(0, 80)}…${shown.slice(-30)}` : shown;
}
