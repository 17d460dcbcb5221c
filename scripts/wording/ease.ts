/** How hard statements are to read, by formulas made for a language each. They see the length of words and sentences, no more. */
import { fleschPoints } from '../../src/lib/readability/ease.ts';

export interface Formula {
  readonly name: string;
  readonly points: (text: string) => number;
  /** Whether more points mean easier. */
  readonly higherIsEasier: boolean;
}

export const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
export const sentencesIn = (text: string): number => Math.max(1, text.match(/[.!?…]+["”’)]*(?=\s|$)/gu)?.length ?? 1);

/** Björnsson's formula: words a sentence, and the share of words longer than six letters in percent. */
function lix(text: string): number {
  const words = wordsIn(text);
  const long = words.filter((word) => word.replace(/[^\p{L}\p{N}]/gu, '').length > 6).length;
  return words.length / sentencesIn(text) + (100 * long) / words.length;
}

/** German syllables: groups of vowels. Two vowels that are spoken apart, as in “Museum”, count as one. */
const germanSyllables = (word: string): number => Math.max(1, word.toLowerCase().match(/[aeiouyäöü]+/g)?.length ?? 1);

/** Amstad's formula: Flesch's, fitted to German. */
function amstad(text: string): number {
  const words = wordsIn(text);
  const syllables = words.reduce((sum, word) => sum + germanSyllables(word), 0);
  return 180 - words.length / sentencesIn(text) - (58.5 * syllables) / words.length;
}

const LIX: Formula = { name: 'LIX', points: lix, higherIsEasier: false };
const OWN: Readonly<Record<string, Formula>> = {
  en: { name: 'Flesch', points: fleschPoints, higherIsEasier: true },
  de: { name: 'Amstad', points: amstad, higherIsEasier: true }
};

/** The formulas that say something of a language: LIX of any, and its own where it has one. */
export const formulasFor = (language: string): Formula[] => [LIX, ...(OWN[language] ? [OWN[language]] : [])];

/** @returns the mean of the texts' points, each read alone, as statements are */
export const meanPoints = ({ points }: Formula, texts: readonly string[]): number =>
  texts.reduce((sum, text) => sum + points(text), 0) / texts.length;
