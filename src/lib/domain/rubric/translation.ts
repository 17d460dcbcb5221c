/** How far a translation has come, and whether it still says what the rubric's own language says. */
import { stampOf } from '../hash.ts';
import type { RubricFile } from './rubric.ts';
import { placesOf, sourceOf, textAt } from './places.ts';

type Texts = Pick<RubricFile, 'facts' | 'words' | 'translated'>;

/** Places that have a text in the rubric's own language, in reading order. */
const originals = ({ facts, words }: Texts): string[] => {
  const source = words[sourceOf(facts)];
  return source ? placesOf(facts, source) : [];
};

const original = ({ facts, words }: Texts, place: string): string => textAt(words[sourceOf(facts)]!, place)!;

/** @returns the places that a language lacks; all of them where it has no words at all */
export function missingPlaces(file: Texts, language: string): string[] {
  const own = file.words[language];
  return originals(file).filter((place) => !own || !textAt(own, place));
}

/**
 * @returns the places whose text was translated from another text than stands in the rubric's own language now. Where nobody
 *   recorded what a text was made from, nobody can tell: `unstampedPlaces`
 */
export function stalePlaces(file: Texts, language: string): string[] {
  const stamps = file.translated?.[language] ?? {};
  return translatedPlaces(file, language).filter(
    (place) => Object.hasOwn(stamps, place) && stamps[place] !== stampOf(original(file, place))
  );
}

/** @returns the translated places of which nobody recorded what they were made from */
export function unstampedPlaces(file: Texts, language: string): string[] {
  const stamps = file.translated?.[language] ?? {};
  return translatedPlaces(file, language).filter((place) => !Object.hasOwn(stamps, place));
}

/** @returns stamps that say: every text that this language has was made from today's text */
export function stampsOf(file: Texts, language: string): Record<string, string> {
  return Object.fromEntries(translatedPlaces(file, language).map((place) => [place, stampOf(original(file, place))]));
}

function translatedPlaces(file: Texts, language: string): string[] {
  const own = file.words[language];
  if (!own || language === sourceOf(file.facts)) return [];
  return originals(file).filter((place) => textAt(own, place));
}
