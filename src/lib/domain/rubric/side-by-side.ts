/** Two languages of a rubric side by side: what is translated, what is missing, and what the original has left behind. */
import type { RubricFile } from './rubric.ts';
import { placesOf, sourceOf, textAt } from './places.ts';
import { stalePlaces } from './translation.ts';

export interface TextPair {
  /** As `places.ts` names places. */
  readonly place: string;
  /** In the language that the rubric was written in; absent where only the translation has a text. */
  readonly original?: string;
  readonly translation?: string;
  /** `stale`: the original has changed since. `extra`: there is no original. */
  readonly state: 'there' | 'missing' | 'stale' | 'extra';
}

/** @returns every place that has a text in either language, in reading order */
export function sideBySide(file: Pick<RubricFile, 'facts' | 'words' | 'translated'>, language: string): TextPair[] {
  const source = sourceOf(file.facts);
  const original = file.words[source] ?? { language: source, criteria: {} };
  const own = Object.hasOwn(file.words, language) ? file.words[language]! : { language, criteria: {} };
  const stale = new Set(stalePlaces(file, language));
  const places = placesOf(file.facts, original);
  const there = new Set(places);
  const extra = placesOf(file.facts, own).filter((place) => !there.has(place));
  const rows = places.map((place): TextPair => {
    const text = textAt(original, place)!;
    const translation = textAt(own, place);
    if (!translation) return { place, original: text, state: 'missing' };
    return { place, original: text, translation, state: stale.has(place) ? 'stale' : 'there' };
  });
  return [...rows, ...extra.map((place): TextPair => ({ place, translation: textAt(own, place)!, state: 'extra' }))];
}
