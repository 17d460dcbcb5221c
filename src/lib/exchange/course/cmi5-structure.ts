/** `cmi5.xml`: what a cmi5 platform reads of a package. One unit, which is through when the learner says so; no score that has to be reached. */
import { caseId, uriOf } from '../rubrics/case-ids.ts';
import { document, element, plainIn } from './xml.ts';

const SPACE = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';

/** The same words in each language of a course. */
export type InLanguages = Readonly<Record<string, string>>;

const words = (name: string, said: InLanguages): string =>
  element(
    name,
    {},
    Object.entries(said).map(([lang, text]) => element('langstring', { lang }, plainIn(text)))
  );

/**
 * @param id of the course: of it come the same addresses each time
 * @param start the page to start
 */
export function cmi5Structure(id: string, { title, about }: { title: InLanguages; about: InLanguages }, start: string): string {
  const address = (part: string) => uriOf(caseId('course', id, part));
  const told = [words('title', title), words('description', about)];
  return document(
    element('courseStructure', { xmlns: SPACE }, [
      element('course', { id: address('course') }, told),
      element('au', { id: address('unit'), moveOn: 'Completed', launchMethod: 'AnyWindow' }, [...told, element('url', {}, plainIn(start))])
    ])
  );
}
