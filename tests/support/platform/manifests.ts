/** What imsmanifest.xml and cmi5.xml have to look like, and what platforms read in them. */
import { all, checkForm, childrenOf, type Element, type Form } from './xml.ts';
import type { Fault, Rule } from './package.ts';

const CP12 = 'http://www.imsproject.org/xsd/imscp_rootv1p1p2';
const ADLCP12 = 'http://www.adlnet.org/xsd/adlcp_rootv1p2';
const CP2004 = 'http://www.imsglobal.org/xsd/imscp_v1p1';
const ADLCP2004 = 'http://www.adlnet.org/xsd/adlcp_v1p3';
const SEQUENCING = 'http://www.imsglobal.org/xsd/imsss';
const CMI5 = 'https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd';
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
const XML = 'http://www.w3.org/XML/1998/namespace';

const SPACES = {
  scorm12: { cp: CP12, adlcp: ADLCP12, xsi: INSTANCE },
  scorm2004: { cp: CP2004, adlcp: ADLCP2004, imsss: SEQUENCING, xsi: INSTANCE },
  cmi5: { c: CMI5 }
} as const;

/** What an id may be: xs:ID without letters that some platforms change. */
const ID = /^[A-Za-z_][\w.-]{0,249}$/;
/** Moodle refuses other objectives: they are ids of its run-time data too. */
const OBJECTIVE = /^[\w.]{1,250}$/;
const ADDRESS = /^(https?:\/\/[^\s/]+\/\S*|urn:[a-z0-9][a-z0-9-]{0,31}:\S+)$/;

const WORDS = { text: /\S/ };
const words = (): Form => WORDS;

const item = (sequencing: boolean) => (): Form => ({
  must: ['identifier', 'identifierref'],
  may: ['isvisible', 'parameters'],
  children: [['cp:title', words, 1, 1], ...(sequencing ? ([['imsss:sequencing', sequencingForm, 1, 1]] as const) : [])]
});
const objective = (): Form => ({ must: ['objectiveID'], may: ['satisfiedByMeasure'] });
const sequencingForm = (): Form => ({
  children: [
    [
      'imsss:objectives',
      () => ({
        children: [
          ['imsss:primaryObjective', objective, 1, 1],
          ['imsss:objective', objective, 0, 1000]
        ]
      }),
      1,
      1
    ],
    ['imsss:deliveryControls', () => ({ must: ['completionSetByContent', 'objectiveSetByContent'], may: ['tracked'] }), 1, 1]
  ]
});

const manifestForm = (edition: RegExp, scormType: string, sequencing: boolean): Form => ({
  must: ['identifier'],
  may: ['version', 'xsi:schemaLocation'],
  children: [
    [
      'cp:metadata',
      () => ({
        children: [
          ['cp:schema', () => ({ text: /^ADL SCORM$/ }), 1, 1],
          ['cp:schemaversion', () => ({ text: edition }), 1, 1]
        ]
      }),
      1,
      1
    ],
    [
      'cp:organizations',
      () => ({
        must: ['default'],
        children: [
          [
            'cp:organization',
            () => ({
              must: ['identifier'],
              may: ['structure'],
              children: [
                ['cp:title', words, 1, 1],
                ['cp:item', item(sequencing), 1, 1]
              ]
            }),
            1,
            1
          ]
        ]
      }),
      1,
      1
    ],
    [
      'cp:resources',
      () => ({
        children: [
          [
            'cp:resource',
            () => ({
              must: ['identifier', 'type', scormType, 'href'],
              children: [['cp:file', () => ({ must: ['href'] }), 1, 100_000]]
            }),
            1,
            1
          ]
        ]
      }),
      1,
      1
    ]
  ]
});

const langstrings = (): Form => ({ children: [['c:langstring', () => ({ must: ['lang'], text: /\S/ }), 1, 100]] });
const CMI5_FORM: Form = {
  children: [
    [
      'c:course',
      () => ({
        must: ['id'],
        children: [
          ['c:title', langstrings, 1, 1],
          ['c:description', langstrings, 1, 1]
        ]
      }),
      1,
      1
    ],
    [
      'c:objectives',
      () => ({
        children: [
          [
            'c:objective',
            () => ({
              must: ['id'],
              children: [
                ['c:title', langstrings, 1, 1],
                ['c:description', langstrings, 1, 1]
              ]
            }),
            1,
            1000
          ]
        ]
      }),
      0,
      1
    ],
    [
      'c:au',
      () => ({
        must: ['id', 'moveOn', 'launchMethod'],
        may: ['activityType'],
        children: [
          ['c:title', langstrings, 1, 1],
          ['c:description', langstrings, 1, 1],
          ['c:objectives', () => ({ children: [['c:objective', () => ({ must: ['idref'] }), 1, 1000]] }), 0, 1],
          ['c:url', words, 1, 1],
          ['c:launchParameters', () => ({ text: /[^]*/ }), 0, 1],
          ['c:entitlementKey', () => ({ text: /[^]*/ }), 0, 1]
        ]
      }),
      1,
      1
    ]
  ]
};

/** What a platform starts, with all that it takes from the manifest. */
export interface Manifest {
  /** As it stands there, with its query. */
  readonly launch: string;
  readonly title: string;
  /** The ids of its objectives, the primary one first. */
  readonly objectives: readonly string[];
  /** Files that it lists; `null` for cmi5, which has no list. */
  readonly listed: readonly string[] | null;
  readonly cmi5?: {
    readonly course: string;
    readonly au: string;
    readonly moveOn: string;
    readonly launchMethod: string;
    readonly launchParameters: string;
  };
}

type Say = (rule: Rule, reason: string) => void;
const at = (element: Element) => `line ${element.line}: <${element.name}>`;

/** What no package may say, wherever it stands: no grade and no measure is made of what people say of themselves. */
function judgeGrades(root: Element, say: Say): void {
  for (const element of all(root)) {
    if (/mastery_?score|^score$|minNormalizedMeasure|completionThreshold/i.test(element.name))
      say('score', `${at(element)} asks for a grade`);
    for (const [key, value] of element.attributes) {
      const name = key.replace(/^\{.*\}/, '');
      if (/mastery_?score|minNormalizedMeasure|minProgressMeasure/i.test(name))
        say('score', `${at(element)} has ${name}, which asks for a grade`);
      if (/^(satisfiedByMeasure|completedByMeasure)$/.test(name) && value !== 'false')
        say('score', `${at(element)} lets the platform measure: ${name}`);
    }
  }
}

/** Names in namespaces that we do not know, or in none. */
function judgeSpaces(root: Element, known: readonly string[], say: Say): void {
  const strange = new Map<string, string>();
  for (const element of all(root)) {
    const spaces = [element.space, ...[...element.attributes.keys()].flatMap((key) => /^\{(.*)\}/.exec(key)?.[1] ?? [])];
    for (const space of spaces) if (!known.includes(space) && space !== XML) strange.set(space, at(element));
  }
  for (const [space, where] of strange) say('namespace', `${where} is in ${space ? `the namespace ${space}` : 'no namespace'}`);
}

function judgeIds(ids: readonly (readonly [string, Element])[], pattern: RegExp, say: Say): void {
  const seen = new Set<string>();
  for (const [id, element] of ids) {
    if (!pattern.test(id)) say('id', `${at(element)} has “${id}”, which is no good id`);
    if (seen.has(id)) say('id', `${at(element)} has “${id}”, as another has`);
    seen.add(id);
  }
}

/** @returns what a SCORM platform takes from a manifest, as far as it can be told */
export function readScorm(root: Element, as: 'scorm12' | 'scorm2004', add: (fault: Fault) => void): Manifest | null {
  const say: Say = (rule, reason) => add({ rule, file: 'imsmanifest.xml', reason });
  const spaces = SPACES[as];
  const newer = as === 'scorm2004';
  if (root.name !== 'manifest') say('form', `${at(root)} is no manifest`);
  judgeSpaces(root, Object.values(spaces), say);
  judgeGrades(root, say);

  const wanted = newer ? 'scormType' : 'scormtype';
  const misspelt = newer ? 'scormtype' : 'scormType';
  const resources = all(root).filter(({ name }) => name === 'resource');
  const type = (resource: Element) => resource.attributes.get(`{${spaces.adlcp}}${wanted}`);
  for (const resource of resources) {
    if ([...resource.attributes.keys()].some((key) => key.endsWith(`}${misspelt}`) || key === misspelt)) {
      say('scorm-type', `${at(resource)} has adlcp:${misspelt}; here it is adlcp:${wanted}`);
    } else if (type(resource) === undefined) say('scorm-type', `${at(resource)} lacks adlcp:${wanted}`);
    else if (type(resource) !== 'sco') say('scorm-type', `${at(resource)} is “${type(resource)}”, and has to be “sco”`);
    if (resource.attributes.get('type') !== 'webcontent') say('form', `${at(resource)} is not of the type “webcontent”`);
  }
  const items = all(root).filter(({ name }) => name === 'item');
  if (items.length !== 1) say('one-sco', `it has ${items.length} items, and has to have one`);
  if (resources.length !== 1) say('one-sco', `it has ${resources.length} resources, and has to have one`);

  const version = all(root).find(({ name }) => name === 'schemaversion');
  const edition = newer ? '2004 4th Edition' : '1.2';
  if (version?.text !== edition) say('schema-version', `it says “${version?.text ?? ''}”, and not “${edition}”`);
  // Its own rule has said what is wrong with these; what is left is the form of all the rest.
  const form = manifestForm(/[^]*/, `adlcp:${wanted}`, newer);
  for (const reason of checkForm(root, form, spaces)) {
    if (!/scormtype|mastery_?score|Measure|completionThreshold/i.test(reason)) say('form', reason);
  }

  judgeIds(
    all(root).flatMap((element) =>
      element.attributes.has('identifier') ? [[element.attributes.get('identifier')!, element] as const] : []
    ),
    ID,
    say
  );
  const locations = (root.attributes.get(`{${INSTANCE}}schemaLocation`) ?? '').split(/\s+/).filter((_, i) => i % 2 === 1);
  for (const location of locations) say('schema-location', `it leads to ${location}; a platform knows these schemas`);

  const [organizations] = childrenOf(root, 'organizations');
  const [organization] = childrenOf(organizations, 'organization');
  const chosen = organizations?.attributes.get('default');
  if (organization && chosen !== organization.attributes.get('identifier'))
    say('reference', `<organizations default="${chosen}"> names none`);
  const [one] = items;
  const [resource] = resources;
  if (one && resource && one.attributes.get('identifierref') !== resource.attributes.get('identifier')) {
    say('reference', `${at(one)} leads to “${one.attributes.get('identifierref')}”, and there is no such resource`);
  }
  if (one && (one.attributes.get('isvisible') ?? 'true') !== 'true') say('form', `${at(one)} is not visible`);

  const objectives = all(root).filter(({ name }) => name === 'primaryObjective' || name === 'objective');
  judgeIds(
    objectives.map((element) => [element.attributes.get('objectiveID') ?? '', element] as const),
    OBJECTIVE,
    say
  );
  for (const controls of all(root).filter(({ name }) => name === 'deliveryControls')) {
    for (const name of ['completionSetByContent', 'objectiveSetByContent']) {
      if (controls.attributes.get(name) !== 'true')
        say('delivery', `${at(controls)}: ${name} has to be “true”, or the platform completes by itself`);
    }
    if ((controls.attributes.get('tracked') ?? 'true') !== 'true')
      say('delivery', `${at(controls)}: nothing is kept where tracked is “false”`);
  }
  const launch = resource?.attributes.get('href');
  if (!launch) return null;
  return {
    launch: launch + (one?.attributes.get('parameters') ?? ''),
    title: childrenOf(one, 'title')[0]?.text ?? '',
    objectives: objectives.map((element) => element.attributes.get('objectiveID') ?? ''),
    listed: childrenOf(resource, 'file').map((file) => file.attributes.get('href') ?? '')
  };
}

const RESERVED = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'];

/** @returns what a cmi5 platform takes from a course structure, as far as it can be told */
export function readCmi5(root: Element, add: (fault: Fault) => void): Manifest | null {
  const say: Say = (rule, reason) => add({ rule, file: 'cmi5.xml', reason });
  if (root.name !== 'courseStructure') say('form', `${at(root)} is no courseStructure`);
  judgeSpaces(root, [CMI5], say);
  judgeGrades(root, say);
  const aus = all(root).filter(({ name }) => name === 'au');
  if (aus.length !== 1) say('one-sco', `it has ${aus.length} of <au>, and has to have one`);
  for (const reason of checkForm(root, CMI5_FORM, SPACES.cmi5)) if (!/masteryScore/i.test(reason)) say('form', reason);

  judgeIds(
    all(root).flatMap((element) => (element.attributes.has('id') ? [[element.attributes.get('id')!, element] as const] : [])),
    ADDRESS,
    say
  );
  for (const element of all(root).filter(({ name }) => name === 'title' || name === 'description')) {
    const languages = element.children.map((child) => child.attributes.get('lang') ?? '');
    for (const language of languages) {
      if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) say('form', `${at(element)}: “${language}” is no language`);
    }
    if (new Set(languages).size !== languages.length) say('form', `${at(element)} says the same language twice`);
  }
  const objectives = childrenOf(childrenOf(root, 'objectives')[0], 'objective').map((one) => one.attributes.get('id') ?? '');
  const [au] = aus;
  if (!au) return null;
  for (const one of childrenOf(childrenOf(au, 'objectives')[0], 'objective')) {
    const id = one.attributes.get('idref') ?? '';
    if (!objectives.includes(id)) say('reference', `${at(one)} leads to “${id}”, and there is no such objective`);
  }
  const [moveOn, launchMethod] = [au.attributes.get('moveOn') ?? '', au.attributes.get('launchMethod') ?? ''];
  if (moveOn !== 'Completed') say('move-on', `${at(au)}: moveOn is “${moveOn}”, and has to be “Completed”`);
  if (launchMethod !== 'AnyWindow') say('launch-method', `${at(au)}: launchMethod is “${launchMethod}”, and has to be “AnyWindow”`);
  const launch = childrenOf(au, 'url')[0]?.text.trim() ?? '';
  if (!launch) return null;
  const query = new URLSearchParams(/\?([^#]*)/.exec(launch)?.[1] ?? '');
  for (const name of RESERVED) if (query.has(name)) say('launch', `its address has “${name}” already, which the platform adds`);
  return {
    launch,
    title: childrenOf(au, 'title')[0]?.children[0]?.text ?? '',
    objectives,
    listed: null,
    cmi5: {
      course: childrenOf(root, 'course')[0]?.attributes.get('id') ?? '',
      au: au.attributes.get('id') ?? '',
      moveOn,
      launchMethod,
      launchParameters: childrenOf(au, 'launchParameters')[0]?.text ?? ''
    }
  };
}
