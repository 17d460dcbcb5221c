/** What readers are given: plain text, with nothing in it that says what is expected. */
import { LEVELS, type Level } from '../../src/lib/domain/model.ts';
import type { Portrait } from './portrait.ts';
import { actsOf, criteriaOf, LETTERS, shuffled, type Material } from './round.ts';

/** The levels that somebody who is never online could reach by mistake: what level 1 asks is publishing itself. */
const BEYOND_SHARING: readonly Level[] = [2, 3, 4];

/** @throws Error where the rubrics declare no situations: a statement is the act alone, and nobody could tell where it happens */
function situationsOf({ rubrics }: Material) {
  const situations = rubrics.find((one) => one.situations)?.situations;
  if (!situations) throw new Error('these rubrics declare no situations to put over their statements');
  return situations;
}

/** The labels with what they mean. */
function legend(material: Material): string[] {
  const situations = situationsOf(material);
  return LEVELS.flatMap((level) => {
    const { label, definition, exclusions } = situations[level];
    return [`“${label}”`, ...(definition ? [`  ${definition}`] : []), ...(exclusions ? [`  Does not count: ${exclusions}`] : [])];
  });
}

/** Four acts of each criterion without their labels, to be put into the order of the purposes. */
export function orderForm(material: Material): string {
  const { purposes } = material;
  return [
    'Four purposes of using social media in career guidance:',
    '',
    ...LEVELS.map((level) => `${level}. ${purposes[level].name}. ${purposes[level].purpose}`),
    '',
    'Below are groups of four statements, a to d, by practitioners about their own work. In each group one statement belongs to each purpose.',
    'Write, for each group, one line: its name, a colon, and the four letters in the order of the purposes 1, 2, 3, 4. For example:',
    '',
    'X9: b d a c',
    '',
    'Answer every group, also where you are not sure.',
    ...criteriaOf(material).flatMap(({ id, descriptors }) => [
      '',
      id,
      ...actsOf(material, id).map((level, i) => `  ${LETTERS[i]}) ${descriptors[level]}`)
    ]),
    ''
  ].join('\n');
}

/** A portrait and all statements under their labels. */
export function placeForm(material: Material, { text }: Portrait): string {
  const situations = situationsOf(material);
  return [
    'Read this page about a practitioner’s work in the last six months.',
    '',
    ...text.flatMap((paragraph) => [paragraph, '']),
    '---',
    '',
    'Now answer statements as this person would, if they were honest. The person knows their own work; a page cannot tell all of it. Where it is silent,',
    'answer what this person, as the page shows them, would most probably say. One line each: its name, a colon, and one of',
    '',
    '  yes      it is true of their work in the last six months',
    '  partly   once, with help, or not reliably',
    '  no       not yet',
    '  na       it is not part of their job: the situation does not come up there',
    '',
    'For example:',
    '',
    'X9.2: partly',
    '',
    'Each statement stands under the situation that it is about. What the situations mean:',
    '',
    ...legend(material),
    ...criteriaOf(material).flatMap(({ id, descriptors, notApplicable }) =>
      LEVELS.flatMap((level) => [
        '',
        situations[level].label,
        `${id}.${level}  ${descriptors[level]}`,
        ...(notApplicable?.[level] ? [`      (“na” here: ${notApplicable[level]})`] : [])
      ])
    ),
    ''
  ].join('\n');
}

export const offlineStatements = (material: Material): { readonly place: string; readonly level: Level; readonly text: string }[] =>
  criteriaOf(material).flatMap(({ id, descriptors }) =>
    BEYOND_SHARING.map((level) => ({ place: `${id}.${level}`, level, text: descriptors[level] }))
  );

/** Statements with their labels, of which nobody who never goes online should be able to say Yes. */
export function offlineForm(material: Material): string {
  const situations = situationsOf(material);
  return [
    'Think of a career practitioner who never goes online for their work: they meet people in a room, on paper and on the telephone.',
    'Could this person honestly say Yes to the statement, under the situation that stands over it? One line each: its name, a colon, yes or no.',
    'For example:',
    '',
    'X9.2: no',
    '',
    'What the situations mean:',
    '',
    ...legend(material),
    ...shuffled(offlineStatements(material), material.round, 'offline').flatMap(({ place, level, text }) => [
      '',
      situations[level].label,
      `${place}  ${text}`
    ]),
    ''
  ].join('\n');
}
