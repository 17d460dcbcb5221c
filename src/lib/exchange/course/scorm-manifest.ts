/**
 * `imsmanifest.xml`: what a SCORM platform reads of a package. It names one page to start and every file, and nothing in it asks for a score. A level
 * that a learner agrees to tell goes as an interaction, so that no objective of theirs has to be declared.
 */
import { document, element, plainIn } from './xml.ts';

export type ScormEdition = 'scorm12' | 'scorm2004';

const EDITIONS = {
  scorm12: {
    version: '1.2',
    spaces: {
      xmlns: 'http://www.imsproject.org/xsd/imscp_rootv1p1p2',
      'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_rootv1p2'
    },
    type: 'adlcp:scormtype'
  },
  scorm2004: {
    version: '2004 4th Edition',
    spaces: {
      xmlns: 'http://www.imsglobal.org/xsd/imscp_v1p1',
      'xmlns:adlcp': 'http://www.adlnet.org/xsd/adlcp_v1p3',
      'xmlns:imsss': 'http://www.imsglobal.org/xsd/imsss'
    },
    type: 'adlcp:scormType'
  }
} as const;

/** Without it a platform of 2004 completes a course by itself as soon as somebody leaves it. */
const sequencing = (id: string): string =>
  element('imsss:sequencing', {}, [
    element('imsss:objectives', {}, [element('imsss:primaryObjective', { objectiveID: `${id}.done` })]),
    element('imsss:deliveryControls', { completionSetByContent: 'true', objectiveSetByContent: 'true' })
  ]);

/**
 * @param id letters and digits
 * @param start the page to start
 * @param files the paths of all files but this one
 */
export function scormManifest(
  edition: ScormEdition,
  { id, title }: { id: string; title: string },
  start: string,
  files: readonly string[]
): string {
  const { version, spaces, type } = EDITIONS[edition];
  const [name, organization, item, resource] = ['course', 'organization', 'item', 'resource'].map((part) => `waymark.${id}.${part}`);
  const called = element('title', {}, plainIn(title));
  return document(
    element('manifest', { identifier: name!, version: '1.0', ...spaces }, [
      element('metadata', {}, [element('schema', {}, 'ADL SCORM'), element('schemaversion', {}, version)]),
      element('organizations', { default: organization! }, [
        element('organization', { identifier: organization! }, [
          called,
          element('item', { identifier: item!, identifierref: resource! }, [called, ...(edition === 'scorm2004' ? [sequencing(id)] : [])])
        ])
      ]),
      element('resources', {}, [
        element(
          'resource',
          { identifier: resource!, type: 'webcontent', [type]: 'sco', href: start },
          files.map((href) => element('file', { href }))
        )
      ])
    ])
  );
}
