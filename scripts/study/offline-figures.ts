/** Which statements somebody who is never online could say Yes to: there should be none. */
import { readAnswers, type Answers } from './answers.ts';
import { offlineStatements } from './forms.ts';
import type { Material } from './round.ts';

const yesOrNo = (said: string): boolean | null => (said === 'yes' ? true : said === 'no' ? false : null);

/** @returns the places that somebody said yes to, with how many did, in the form's order */
export function yesesOf(
  readers: readonly Answers<boolean>[],
  places: readonly string[]
): { readonly place: string; readonly yes: number }[] {
  return places
    .map((place) => ({ place, yes: readers.filter(({ answers }) => answers.get(place) === true).length }))
    .filter(({ yes }) => yes > 0);
}

export function offlineFigures(root: string, material: Material): string[] {
  const statements = offlineStatements(material);
  const places = statements.map(({ place }) => place);
  const readers = readAnswers(root, material.round, 'offline', places, yesOrNo);
  if (!readers.length) return [];
  const yeses = yesesOf(readers, places);
  const most = yeses.filter(({ yes }) => yes * 2 > readers.length);
  return [
    'Offline: statements that somebody who never goes online could honestly say Yes to',
    `  by any of ${readers.length} readers: ${yeses.length} of ${places.length}; by most of them: ${most.length}`,
    ...yeses.map(({ place, yes }) => `    ${place} (${yes}) ${statements.find((one) => one.place === place)!.text}`),
    ...readers.filter(({ missing }) => missing.length).map(({ reader, missing }) => `  ${reader} without an answer: ${missing.join(', ')}`)
  ];
}
