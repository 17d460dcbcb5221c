/**
 * How hard a text is to read, for languages that a kept library can tell it for: English, by Flesch's formula. Other languages have longer
 * words and other syllables, so its numbers would say something made up; for them nothing is said.
 */
import { flesch } from 'flesch';
import { syllable } from 'syllable';

export type Ease = 'easy' | 'fair' | 'hard';

/** From here most adults read with ease; below the other, many do not. Flesch's own words for 60 and 50. */
const EASY = 60;
const FAIR = 50;

/** @param text whole sentences of English @returns points of Flesch's formula, higher is easier; `NaN` where there are no words */
export function fleschPoints(text: string): number {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
  const sentence = Math.max(1, text.match(/[.!?…]+(?=\s|$)/gu)?.length ?? 1);
  return flesch({ sentence, word: words.length, syllable: words.reduce((sum, word) => sum + syllable(word), 0) });
}

/** @param text whole sentences @returns `null` where nobody can tell */
export function readingEase(language: string, text: string): Ease | null {
  if (language.split('-')[0] !== 'en') return null;
  const points = fleschPoints(text);
  if (Number.isNaN(points)) return null;
  return points >= EASY ? 'easy' : points >= FAIR ? 'fair' : 'hard';
}
