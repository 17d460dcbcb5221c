/**
 * A rubric as a 1EdTech CASE 1.1 package: the competency and its criteria as items, the criteria with their levels as a rubric. CASE knows
 * one language and no essentials, help or steps; those go into Waymark's own part of the document's extensions, so that the file comes
 * back whole.
 */
import { CASE_EXTENSION, CASE_VERSION } from '#lib/domain/rubric/case-file.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { RubricFile, Translation } from '#lib/domain/rubric/rubric.ts';
import { sourceOf, textAt, withText } from '#lib/domain/rubric/places.ts';
import { caseId, uriOf } from './case-ids.ts';

/** Texts that CASE has fields for. */
export const casePlaces = (facts: Pick<RubricFile['facts'], 'criteria'>): string[] => [
  'title',
  'short',
  'about',
  ...facts.criteria.flatMap(({ id }) => [`${id}.title`, ...LEVELS.map((level) => `${id}.${level}`)])
];

/** Whom a file names, and under which licence. */
export interface Maker {
  readonly author?: string;
  readonly licence?: string;
}

export interface CaseOptions {
  /** Whom it names where the rubric itself names nobody. */
  readonly maker: Maker;
  /** The language of the CASE fields; texts that it lacks stand in the source's. */
  readonly language: string;
  readonly levelNames: Readonly<Record<Level, string>>;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * @param file the rubric with the languages to be written
 * @param original the whole rubric that it is a part of
 */
export function casePackage(file: RubricFile, original: RubricFile, { language, levelNames, now, maker }: CaseOptions): object {
  const { facts } = file;
  const own: Translation = file.words[language] ?? { language, criteria: {} };
  const source = file.words[sourceOf(facts)]!;
  const text = (place: string) => textAt(own, place) ?? textAt(source, place);
  const borrowed = casePlaces(facts).filter((place) => !textAt(own, place) && textAt(source, place));
  const named = (...parts: string[]) => {
    const identifier = caseId(facts.id, facts.version, ...parts);
    return { identifier, uri: uriOf(identifier), lastChangeDateTime: new Date(now).toISOString() };
  };
  const link = (title: string, ...parts: string[]) => {
    const { identifier, uri } = named(...parts);
    return { title, identifier, uri };
  };
  const title = text('title')!;
  const types = ['Competency', 'Criterion'] as const;
  const item = (type: (typeof types)[number], code: string, statement: string, parts: string[], rest: object) => ({
    ...named(...parts),
    fullStatement: statement,
    humanCodingScheme: code,
    CFItemType: type,
    CFItemTypeURI: link(type, 'type', type),
    language,
    ...rest
  });
  const child = (from: object, to: object, sequenceNumber: number, code: string) => ({
    ...named('child', code),
    associationType: 'isChildOf',
    sequenceNumber,
    originNodeURI: { ...from, targetType: 'CASE' },
    destinationNodeURI: { ...to, targetType: 'CASE' }
  });
  const competency = link(title, 'competency');
  const { author, licence } = { ...maker, ...facts.origin };
  return {
    CFDocument: {
      ...named('document'),
      caseVersion: CASE_VERSION,
      // CASE has no file without one.
      creator: author ?? 'Unknown',
      title,
      ...filled('description', text('about')),
      language,
      version: facts.version,
      adoptionStatus: isTrial(facts.version) ? 'Draft' : 'Implemented',
      ...(licence ? { licenseURI: link(licence, 'licence') } : {}),
      extensions: { [CASE_EXTENSION]: extension(file, original, own, borrowed) }
    },
    CFItems: [
      item('Competency', facts.id, title, ['competency'], filled('abbreviatedStatement', text('short'))),
      ...facts.criteria.map(({ id }) => item('Criterion', id, text(`${id}.title`)!, ['criterion', id], {}))
    ],
    CFAssociations: [
      child(competency, link(title, 'document'), 1, ''),
      ...facts.criteria.map(({ id }, i) => child(link(text(`${id}.title`)!, 'criterion', id), competency, i + 1, id))
    ],
    CFDefinitions: {
      CFItemTypes: types.map((type, i) => ({
        ...named('type', type),
        title: type,
        description: type === 'Competency' ? 'What one rubric is about.' : 'One aspect of a competency, with four levels.',
        hierarchyCode: String(i + 1)
      })),
      ...(licence ? { CFLicenses: [{ ...named('licence'), title: licence, licenseText: licence }] } : {})
    },
    CFRubrics: [
      {
        ...named('rubric'),
        title,
        ...filled('description', text('about')),
        CFRubricCriteria: facts.criteria.map(({ id }, i) => ({
          ...named('rubric', id),
          description: text(`${id}.title`)!,
          CFItemURI: link(text(`${id}.title`)!, 'criterion', id),
          position: i + 1,
          rubricId: named('rubric').identifier,
          CFRubricCriterionLevels: LEVELS.map((level) => ({
            ...named('rubric', id, String(level)),
            quality: [levelNames[level], text(`situations.${level}.label`)].filter(Boolean).join(': '),
            description: text(`${id}.${level}`)!,
            score: level,
            position: level,
            rubricCriterionId: named('rubric', id).identifier
          }))
        }))
      }
    ]
  };
}

/** Up to version 1.0.0 its author is still trying it out: the editor asks how far it has come. */
const isTrial = (version: string) => version.startsWith('0.');

const filled = (key: string, text: string | undefined) => (text ? { [key]: text } : {});

/** All that stands in no field of CASE. */
function extension(
  { formatVersion, facts, words, translated }: RubricFile,
  original: RubricFile,
  own: Translation,
  borrowed: readonly string[]
): object {
  const rest = casePlaces(facts).reduce((left, place) => (textAt(left, place) ? withText(left, place, '') : left), own);
  return {
    formatVersion,
    language: own.language,
    madeFrom: contentHash(original),
    borrowed,
    facts,
    words: { ...words, [own.language]: rest },
    ...(translated ? { translated } : {})
  };
}
