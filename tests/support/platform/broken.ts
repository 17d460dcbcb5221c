/**
 * Small good packages, written by hand, and broken ones: each is a good one with one thing changed. A stand-in that takes a broken one, or refuses it for
 * another reason, is no proof of anything.
 */
import { strToU8, zipSync } from 'fflate';
import type { Cmi5Rule, LaunchMode } from './cmi5.ts';
import type { Profile, Rule } from './package.ts';
import type { GuardRule, Mode } from './scorm-guard.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** @returns a zip; always the same for the same files */
export const pack = (files: Files): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? strToU8(content) : content])),
    {
      mtime: new Date(2026, 0, 1)
    }
  );

export const IRI = 'https://waymark.example/course/small';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Small course</title>
    <link rel="stylesheet" href="assets/course.css">
    <script type="module" src="assets/course.js"></script>
  </head>
  <body><h1>Small course</h1><img src="assets/mark.svg" alt=""><p id="state">begins</p><a href="https://waymark.example/">About</a></body>
</html>
`;

/** Says how far it has come in the page: `done`, or what went wrong. */
const SCORM_COURSE = `const old = EDITION === 'scorm12';
function find() {
  const climb = (from) => {
    try {
      for (let at = from, n = 0; n < 500; at = at.parent, n++) {
        const found = at[old ? 'API' : 'API_1484_11'];
        if (found) return found;
        if (at.parent === at) return null;
      }
    } catch {}
    return null;
  };
  return climb(window) ?? (window.opener && climb(window.opener));
}
const api = find();
const call = (name, ...given) => api[(old ? 'LMS' : '') + (old && name === 'Terminate' ? 'Finish' : name)](...given);
const core = old ? 'cmi.core.' : 'cmi.';
const status = old ? 'cmi.core.lesson_status' : 'cmi.completion_status';
const set = (name, value) => call('SetValue', name, value);
const get = (name) => call('GetValue', name);
call('Initialize', '');
const mode = get(old ? 'cmi.core.lesson_mode' : 'cmi.mode');
const before = get('cmi.suspend_data');
let committed = 'true';
if (mode === 'normal') {
  set(core + 'exit', 'suspend');
  set(status, 'incomplete');
  set('cmi.suspend_data', before + 'A'.repeat(25));
  set(core + 'session_time', old ? '0000:01:30' : 'PT1M30S');
  committed = call('Commit', '');
  if (FINISHES && committed === 'true') {
    const n = get('cmi.interactions._count');
    set('cmi.interactions.' + n + '.id', 'information');
    set('cmi.interactions.' + n + '.type', 'likert');
    set('cmi.interactions.' + n + (old ? '.student_response' : '.learner_response'), 'L3');
    set('cmi.interactions.' + n + '.result', 'neutral');
    committed = call('Commit', '');
    set(status, 'completed');
  }
}
const finished = call('Terminate', '');
document.querySelector('#state').textContent = committed === 'true' && finished === 'true' ? 'done: ' + mode + ' ' + before.length : 'not kept';
`;

const CMI5_COURSE = `const query = new URLSearchParams(location.search);
const [endpoint, activityId, registration] = ['endpoint', 'activityId', 'registration'].map((name) => query.get(name));
const actor = JSON.parse(query.get('actor'));
const at = endpoint.replace(/\\/?$/, '/');
const token = (await (await fetch(query.get('fetch'), { method: 'POST' })).json())['auth-token'];
const headers = { authorization: 'Basic ' + token, 'x-experience-api-version': '1.0.3' };
const ask = async (resource, given, more = {}) => {
  for (let n = 0; ; n++) {
    try {
      const response = await fetch(at + resource + '?' + new URLSearchParams(given), { ...more, headers: { ...headers, ...more.headers } });
      if (response.status < 500 || n > 3) return response;
    } catch (error) {
      if (n > 3) throw error;
    }
  }
};
const agent = JSON.stringify(actor);
const launch = await (await ask('activities/state', { activityId, agent, registration, stateId: 'LMS.LaunchData' })).json();
await ask('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' });
const category = (...names) => names.map((name) => ({ id: 'https://w3id.org/xapi/cmi5/context/categories/' + name }));
const verb = (name) => ({ id: 'http://adlnet.gov/expapi/verbs/' + name });
const make = (name, more = {}, categories = []) => {
  const context = { registration, ...structuredClone(launch.contextTemplate) };
  if (categories.length) context.contextActivities.category = category(...categories);
  return { id: crypto.randomUUID(), actor, verb: verb(name), object: { objectType: 'Activity', id: activityId }, context, timestamp: new Date().toISOString(), ...more };
};
const send = (...list) => ask('statements', {}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(list) });
const keep = (content) => ask('activities/state', { activityId, agent, registration, stateId: 'answers' }, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: content });
const answers = [await send(make('initialized', {}, ['cmi5']))];
if (launch.launchMode === 'Normal') {
  answers.push(await keep('A'.repeat(25)));
  const topic = {
    objectType: 'Activity',
    id: 'https://waymark.example/topics/information',
    definition: {
      type: 'http://adlnet.gov/expapi/activities/cmi.interaction',
      interactionType: 'likert',
      scale: ['L0', 'L1', 'L2', 'L3', 'L4', 'NA'].map((id) => ({ id }))
    }
  };
  answers.push(await send(make('responded', { object: topic, result: { response: 'L3' } })));
  answers.push(await send(make('completed', { result: { completion: true, duration: 'PT1M30S' } }, ['cmi5', 'moveon'])));
}
answers.push(await send(make('terminated', { result: { duration: 'PT1M30S' } }, ['cmi5'])));
const bad = answers.find((answer) => !answer.ok);
if (bad) document.querySelector('#state').textContent = 'not kept: ' + bad.status;
else location.assign(launch.returnURL);
`;

const SCORM12 = `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="waymark-small" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="organization">
    <organization identifier="organization">
      <title>Small course</title>
      <item identifier="item" identifierref="resource"><title>Small course</title></item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="resource" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/>
      <file href="assets/course.js"/>
      <file href="assets/course.css"/>
      <file href="assets/mark.svg"/>
    </resource>
  </resources>
</manifest>
`;

const SCORM2004 = SCORM12.replace('http://www.imsproject.org/xsd/imscp_rootv1p1p2', 'http://www.imsglobal.org/xsd/imscp_v1p1')
  .replace(
    'http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    'http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss"'
  )
  .replace('>1.2<', '>2004 4th Edition<')
  .replace('scormtype', 'scormType')
  .replace(
    '<title>Small course</title></item>',
    `<title>Small course</title>
        <imsss:sequencing>
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="course"/>
            <imsss:objective objectiveID="information"/>
          </imsss:objectives>
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
        </imsss:sequencing>
      </item>`
  );

const CMI5 = `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${IRI}">
    <title><langstring lang="en">Small course</langstring></title>
    <description><langstring lang="en">Where you stand</langstring></description>
  </course>
  <objectives>
    <objective id="${IRI}/information">
      <title><langstring lang="en">Information</langstring></title>
      <description><langstring lang="en">Finding what people need</langstring></description>
    </objective>
  </objectives>
  <au id="${IRI}/unit" moveOn="Completed" launchMethod="AnyWindow">
    <title><langstring lang="en">Small course</langstring></title>
    <description><langstring lang="en">Where you stand</langstring></description>
    <objectives><objective idref="${IRI}/information"/></objectives>
    <url>index.html?theme=light#/r/small</url>
    <launchParameters>set=small</launchParameters>
  </au>
</courseStructure>
`;

const MARK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M1 1h6v6z"/></svg>';
const MANIFESTS = { scorm12: 'imsmanifest.xml', scorm2004: 'imsmanifest.xml', cmi5: 'cmi5.xml' } as const;

/** @param finishes whether the course goes through to the end, or stops in the middle */
export function goodFiles(profile: Profile, finishes = true): Files {
  const course = profile === 'cmi5' ? CMI5_COURSE : `const EDITION = '${profile}', FINISHES = ${finishes};\n${SCORM_COURSE}`;
  return {
    [MANIFESTS[profile]]: { scorm12: SCORM12, scorm2004: SCORM2004, cmi5: CMI5 }[profile],
    'index.html': PAGE,
    'assets/course.js': course,
    'assets/course.css': 'body { font: 1em sans-serif; background: url(mark.svg) no-repeat right }\n',
    'assets/mark.svg': MARK
  };
}

export const goodPackage = (profile: Profile, finishes = true): Uint8Array => pack(goodFiles(profile, finishes));

/** @throws when the text is not in the file, so that nothing stays whole that was to be broken */
function changed(files: Files, path: string, from: string, to: string): Files {
  const text = files[path];
  if (typeof text !== 'string' || !text.includes(from)) throw new Error(`“${from}” is not in ${path}`);
  return { ...files, [path]: text.replace(from, () => to) };
}

export interface BrokenPackage {
  readonly name: string;
  readonly profile: Profile;
  readonly rule: Rule;
  /** The file that the fault is about. */
  readonly file: string;
  readonly make: () => Uint8Array;
}

type Change = readonly [name: string, rule: Rule, file: string, change: (files: Files) => Files | Uint8Array];
const manifest =
  (from: string, to: string, name: 'imsmanifest.xml' | 'cmi5.xml' = 'imsmanifest.xml') =>
  (files: Files) =>
    changed(files, name, from, to);
const MAN = 'imsmanifest.xml';
const listed = (files: Files, path: string, content: string | Uint8Array) => ({
  ...changed(files, MAN, '<file href="index.html"/>', `<file href="index.html"/><file href="${path}"/>`),
  [path]: content
});
const scorm = (files: Files) => MAN in files;
const withFile = (files: Files, path: string, content: string | Uint8Array) =>
  scorm(files) ? listed(files, path, content) : { ...files, [path]: content };

/** What no profile takes. */
const ANY: readonly Change[] = [
  ['no zip', 'zip', '(zip)', () => strToU8('<html>')],
  [
    'a damaged file',
    'zip',
    'assets/mark.svg',
    (files) => {
      const zip = zipSync(
        { ...Object.fromEntries(Object.entries(files).map(([path, content]) => [path, strToU8(content as string)])) },
        { level: 0 }
      );
      const at = Buffer.from(zip).indexOf('M1 1h6v6z');
      zip[at + 1] = 0x32;
      return zip;
    }
  ],
  ['a module that ends with .mjs', 'type', 'assets/extra.mjs', (files) => withFile(files, 'assets/extra.mjs', 'export {};')],
  ['compiled code', 'type', 'assets/reader.wasm', (files) => withFile(files, 'assets/reader.wasm', new Uint8Array([0, 0x61, 0x73, 0x6d]))],
  ['a type that platforms do not know', 'type', 'assets/data.age', (files) => withFile(files, 'assets/data.age', 'x')],
  ['a page that does not say its letters', 'type', 'index.html', (files) => changed(files, 'index.html', '<meta charset="utf-8">', '')],
  [
    'a service worker',
    'worker',
    'service-worker.js',
    (files) => withFile(files, 'service-worker.js', "self.addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));")
  ],
  [
    'a script that registers one',
    'worker',
    'assets/course.js',
    (files) => changed(files, 'assets/course.js', 'const ', "navigator.serviceWorker.register('./assets/course.js');\nconst ")
  ],
  [
    'a script from elsewhere',
    'elsewhere',
    'index.html',
    (files) => changed(files, 'index.html', 'src="assets/course.js"', 'src="https://cdn.example/course.js"')
  ],
  [
    'a style from elsewhere, without a scheme',
    'elsewhere',
    'index.html',
    (files) => changed(files, 'index.html', 'href="assets/course.css"', 'href="//cdn.example/course.css"')
  ],
  [
    'a picture from elsewhere in a style',
    'elsewhere',
    'assets/course.css',
    (files) => changed(files, 'assets/course.css', 'url(mark.svg)', 'url("https://cdn.example/mark.svg")')
  ],
  [
    'a request to elsewhere',
    'elsewhere',
    'assets/course.js',
    (files) => changed(files, 'assets/course.js', 'const ', "void fetch('https://count.example/');\nconst ")
  ],
  [
    'a module from elsewhere',
    'elsewhere',
    'assets/course.js',
    (files) => changed(files, 'assets/course.js', 'const ', "void import('https://cdn.example/x.js');\nconst ")
  ],
  [
    'an address from the root',
    'leaves-folder',
    'index.html',
    (files) => changed(files, 'index.html', 'src="assets/course.js"', 'src="/assets/course.js"')
  ],
  [
    'an address above the root',
    'leaves-folder',
    'index.html',
    (files) => changed(files, 'index.html', 'src="assets/mark.svg"', 'src="../assets/mark.svg"')
  ],
  ['a base', 'leaves-folder', 'index.html', (files) => changed(files, 'index.html', '<title>', '<base href="./"><title>')],
  [
    'a script that is not there',
    'dead-link',
    'index.html',
    (files) => changed(files, 'index.html', 'assets/course.js', 'assets/Course.js')
  ],
  ['a hidden file', 'path', 'assets/.hidden.svg', (files) => withFile(files, 'assets/.hidden.svg', MARK)],
  ['a path with dots', 'path', '../up.js', (files) => withFile(files, '../up.js', '')],
  ['a path on a drive', 'path', 'C:/up.svg', (files) => withFile(files, 'C:/up.svg', MARK)],
  ['a path that is too long', 'path', `assets/${'x'.repeat(200)}.svg`, (files) => withFile(files, `assets/${'x'.repeat(200)}.svg`, MARK)],
  ['an absolute path', 'path', '/etc.js', (files) => withFile(files, '/etc.js', '')],
  ['a path with a backslash', 'path', 'assets\\more.js', (files) => withFile(files, 'assets\\more.js', '')],
  ['two paths that differ by capitals', 'path', 'assets/Mark.svg', (files) => withFile(files, 'assets/Mark.svg', MARK)],
  ['letters that zips garble', 'path', 'assets/päivä.svg', (files) => withFile(files, 'assets/päivä.svg', MARK)],
  ['a second manifest', 'two-manifests', 'tincan.xml', (files) => withFile(files, 'tincan.xml', '<tincan/>')],
  [
    'the verb “scored”',
    'score',
    'assets/course.js',
    (files) => changed(files, 'assets/course.js', 'const ', "const scored = 'http://adlnet.gov/expapi/verbs/scored';\nconst ")
  ]
];

/** What neither edition of SCORM takes. */
const SCORM: readonly Change[] = [
  [
    'a folder at the root of the zip',
    'root',
    MAN,
    (files) => Object.fromEntries(Object.entries(files).map(([path, content]) => [`course/${path}`, content]))
  ],
  ['a manifest that is not well formed', 'well-formed', MAN, manifest('</metadata>', '')],
  ['a prefix that nobody declared', 'well-formed', MAN, manifest('<title>Small course</title>', '<lom:title>Small course</lom:title>')],
  ['a document type', 'well-formed', MAN, manifest('<manifest', '<!DOCTYPE manifest SYSTEM "https://waymark.example/x.dtd"><manifest')],
  ['a wrong namespace', 'namespace', MAN, manifest('http://www.ims', 'https://www.ims')],
  ['a wrong edition', 'schema-version', MAN, manifest('</schemaversion>', ' </schemaversion>')],
  ['a wrong schema', 'form', MAN, manifest('ADL SCORM', 'SCORM')],
  ['no organization that is meant', 'reference', MAN, manifest('default="organization"', 'default="other"')],
  ['an item that leads nowhere', 'reference', MAN, manifest('identifierref="resource"', 'identifierref="other"')],
  ['the same id twice', 'id', MAN, manifest('identifier="item"', 'identifier="resource"')],
  ['an id that begins with a digit', 'id', MAN, manifest('identifier="item"', 'identifier="1item"')],
  ['no title', 'form', MAN, manifest('<title>Small course</title>', '<title> </title>')],
  [
    'elements out of order',
    'form',
    MAN,
    (files) => {
      const text = files[MAN] as string;
      const resources = /<resources>[^]*<\/resources>/.exec(text)![0];
      return { ...files, [MAN]: text.replace(resources, '').replace('<organizations', () => `${resources}<organizations`) };
    }
  ],
  [
    'two courses in one',
    'one-sco',
    MAN,
    manifest('</organization>', '<item identifier="item2" identifierref="resource"><title>Two</title></item></organization>')
  ],
  ['an attribute that is unknown', 'form', MAN, manifest('<organizations ', '<organizations score="x" ')],
  [
    'a grade',
    'score',
    MAN,
    manifest('<title>Small course</title>', '<title>Small course</title><adlcp:masteryscore>80</adlcp:masteryscore>')
  ],
  [
    'a schema from elsewhere',
    'schema-location',
    MAN,
    manifest(
      '<manifest ',
      '<manifest xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a https://waymark.example/a.xsd" '
    )
  ],
  [
    'another element at the top',
    'form',
    MAN,
    (files) => ({ ...files, [MAN]: (files[MAN] as string).replaceAll(/(<\/?)manifest\b/g, '$1package') })
  ],
  ['a resource of another type', 'form', MAN, manifest('"webcontent"', '"text/html"')],
  ['an item that nobody sees', 'form', MAN, manifest('identifierref="resource"', 'identifierref="resource" isvisible="false"')],
  [
    'files of a second resource',
    'one-sco',
    MAN,
    (files) => {
      const text = files[MAN] as string;
      const resource = /<resource [^]*<\/resource>/.exec(text)![0];
      return { ...files, [MAN]: text.replace(resource, () => resource + resource.replace('"resource"', '"resource2"')) };
    }
  ],
  ['a resource that is an asset', 'scorm-type', MAN, manifest('="sco"', '="asset"')],
  ['a file that is not listed', 'unlisted', 'assets/extra.svg', (files) => ({ ...files, 'assets/extra.svg': MARK })],
  [
    'a file that is listed, and not there',
    'missing',
    'assets/gone.svg',
    manifest('<file href="index.html"/>', '<file href="index.html"/><file href="assets/gone.svg"/>')
  ],
  [
    'a file that is listed twice',
    'listed-twice',
    'index.html',
    manifest('<file href="index.html"/>', '<file href="index.html"/><file href="index.html"/>')
  ],
  ['a start that is not there', 'launch', MAN, manifest('href="index.html">', 'href="start.html">')],
  [
    'a course that names a grade',
    'score',
    'assets/course.js',
    (files) => changed(files, 'assets/course.js', 'const old', "const grade = ['cmi.core.score.raw', 'cmi.score.scaled'];\nconst old")
  ]
];

const ONLY_2004: readonly Change[] = [
  ['the attribute of 1.2', 'scorm-type', MAN, manifest('scormType', 'scormtype')],
  ['the edition before', 'schema-version', MAN, manifest('2004 4th Edition', '2004 3rd Edition')],
  [
    'no sequencing',
    'form',
    MAN,
    (files) => ({ ...files, [MAN]: (files[MAN] as string).replace(/<imsss:sequencing>[^]*<\/imsss:sequencing>/, '') })
  ],
  ['no primary objective', 'form', MAN, manifest('imsss:primaryObjective', 'imsss:objective')],
  ['an objective whose id Moodle refuses', 'id', MAN, manifest('objectiveID="information"', 'objectiveID="information-1"')],
  ['a platform that completes by itself', 'delivery', MAN, manifest('completionSetByContent="true"', 'completionSetByContent="false"')],
  ['no word on who sets objectives', 'delivery', MAN, manifest(' objectiveSetByContent="true"', '')],
  [
    'an objective that is measured',
    'score',
    MAN,
    manifest('objectiveID="information"', 'objectiveID="information" satisfiedByMeasure="true"')
  ],
  ['nothing that is kept', 'delivery', MAN, manifest('<imsss:deliveryControls', '<imsss:deliveryControls tracked="false"')],
  [
    'a measure to reach',
    'score',
    MAN,
    manifest(
      'objectiveID="course"/>',
      'objectiveID="course" satisfiedByMeasure="true"><imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure></imsss:primaryObjective>'
    )
  ]
];
const ONLY_12: readonly Change[] = [
  ['the attribute of 2004', 'scorm-type', MAN, manifest('scormtype', 'scormType')],
  ['the namespace of 2004', 'namespace', MAN, manifest('http://www.adlnet.org/xsd/adlcp_rootv1p2', 'http://www.adlnet.org/xsd/adlcp_v1p3')]
];

const XML5 = 'cmi5.xml';
const ONLY_CMI5: readonly Change[] = [
  [
    'a folder at the root of the zip',
    'root',
    XML5,
    (files) => Object.fromEntries(Object.entries(files).map(([path, content]) => [`course/${path}`, content]))
  ],
  ['a structure that is not well formed', 'well-formed', XML5, manifest('</course>', '', XML5)],
  ['a wrong namespace', 'namespace', XML5, manifest('/cmi5/v1/', '/cmi5/v2/', XML5)],
  [
    'elements out of order',
    'form',
    XML5,
    manifest(
      '<url>index.html?theme=light#/r/small</url>\n    <launchParameters>set=small</launchParameters>',
      '<launchParameters>set=small</launchParameters><url>index.html</url>',
      XML5
    )
  ],
  ['another way to go on', 'move-on', XML5, manifest('moveOn="Completed"', 'moveOn="CompletedOrPassed"', XML5)],
  ['no way to go on', 'move-on', XML5, manifest(' moveOn="Completed"', '', XML5)],
  ['a grade to reach', 'score', XML5, manifest('moveOn=', 'masteryScore="0.8" moveOn=', XML5)],
  ['another window', 'launch-method', XML5, manifest('AnyWindow', 'OwnWindow', XML5)],
  ['an address that is not there', 'launch', XML5, manifest('<url>index.html', '<url>start.html', XML5)],
  ['an address elsewhere', 'elsewhere', XML5, manifest('<url>index.html', '<url>https://waymark.example/index.html', XML5)],
  ['an address that has what the platform adds', 'launch', XML5, manifest('?theme=light', '?endpoint=x', XML5)],
  ['an id that is no address', 'id', XML5, manifest(`<au id="${IRI}/unit"`, '<au id="unit"', XML5)],
  ['the same id twice', 'id', XML5, manifest(`<au id="${IRI}/unit"`, `<au id="${IRI}"`, XML5)],
  ['an objective that nobody named', 'reference', XML5, manifest(`idref="${IRI}/information"`, `idref="${IRI}/other"`, XML5)],
  [
    'another element at the top',
    'form',
    XML5,
    (files) => ({ ...files, [XML5]: (files[XML5] as string).replaceAll('courseStructure', 'structure') })
  ],
  ['a language that there is not', 'form', XML5, manifest('lang="en"', 'lang="en_GB"', XML5)],
  [
    'the same language twice',
    'form',
    XML5,
    manifest('<langstring lang="en">', '<langstring lang="en">Course</langstring><langstring lang="en">', XML5)
  ],
  ['a title without a language', 'form', XML5, manifest('<langstring lang="en">', '<langstring>', XML5)],
  [
    'two units',
    'one-sco',
    XML5,
    (files) => {
      const text = files[XML5] as string;
      const au = /<au [^]*<\/au>/.exec(text)![0];
      return { ...files, [XML5]: text.replace(au, () => au + au.replace('/unit"', '/unit2"')) };
    }
  ]
];

const CHANGES: Readonly<Record<Profile, readonly Change[]>> = {
  scorm12: [...ANY, ...SCORM, ...ONLY_12],
  scorm2004: [...ANY, ...SCORM, ...ONLY_2004],
  cmi5: [...ANY, ...ONLY_CMI5]
};

export const PROFILES = ['scorm12', 'scorm2004', 'cmi5'] as const satisfies readonly Profile[];

/** Each is refused before it is started. */
export const BROKEN_PACKAGES: readonly BrokenPackage[] = PROFILES.flatMap((profile) =>
  CHANGES[profile].map(([name, rule, file, change]) => ({
    name,
    profile,
    rule,
    file,
    make: () => {
      const made = change(goodFiles(profile));
      return made instanceof Uint8Array ? made : pack(made);
    }
  }))
);

export interface BrokenCourse {
  readonly name: string;
  readonly profile: Profile;
  readonly rule: GuardRule | Cmi5Rule;
  /** How it is opened, where that matters. */
  readonly mode?: Mode | LaunchMode;
  readonly make: () => Uint8Array;
}

type Run = readonly [name: string, rule: GuardRule | Cmi5Rule, from: string, to: string, mode?: Mode | LaunchMode];
const first = "set(core + 'exit', 'suspend');";
const DURING: readonly Run[] = [
  ['a grade', 'score', first, `${first} set(core + 'sco' + 're.raw', '80');`],
  ['a grade of an objective', 'score', first, `${first} set('cmi.objectives.0.sco' + 're.raw', '80');`],
  ['“passed”', 'passed-failed', "'completed'", "'passed'"],
  ['“failed”', 'passed-failed', "'completed'", "'failed'"],
  ['writing while somebody looks back', 'read-only', "mode === 'normal'", 'true', 'review'],
  ['writing while a teacher looks', 'read-only', "mode === 'normal'", 'true', 'browse'],
  ['writing before it is open', 'not-open', "call('Initialize', '');", "set('cmi.suspend_data', 'A'); call('Initialize', '');"],
  ['opening it twice', 'opened-twice', "call('Initialize', '');", "call('Initialize', ''); call('Initialize', '');"],
  ['opening it with a word', 'argument', "call('Initialize', '');", "call('Initialize', 'now'); call('Initialize', '');"],
  [
    'writing after it was finished',
    'closed',
    "const finished = call('Terminate', '');",
    "const finished = call('Terminate', ''); set('cmi.suspend_data', 'A');"
  ],
  ['“completed” before anything is safe', 'completed-too-soon', "set(status, 'incomplete');", "set(status, 'completed');"],
  ['a number for a text', 'argument', "set(core + 'exit', 'suspend');", "set(core + 'exit', 'suspend'); set('cmi.suspend_data', 5);"],
  ['an id with a hyphen', 'interaction-id', "'information'", "'information-1'"],
  ['a response with a space', 'response', "'L3'", "'level 3'"],
  ['a response that is too long', 'response', "'L3'", "'L'.repeat(251)"],
  ['a result that judges', 'judged', "'neutral'", "'correct'"],
  [
    'the same topic twice',
    'interaction-twice',
    "committed = call('Commit', '');\n    set(status",
    "set('cmi.interactions.' + (Number(n) + 1) + '.id', 'information'); committed = call('Commit', '');\n    set(status"
  ],
  ['comments', 'comments', first, `${first} set(old ? 'cmi.comments' : 'cmi.comments_from_learner.0.comment', 'Mine');`],
  ['an exit that there is not', 'platform', "'suspend');", "'later');"],
  ['a time of another edition', 'platform', "old ? '0000", "!old ? '0000"],
  ['an element that there is not', 'platform', first, `${first} set('cmi.level', '3');`],
  [
    'no word on how far somebody is',
    'status-unset',
    "set(status, 'incomplete');",
    'committed = "true"; if (committed) { call("Terminate", ""); }'
  ]
];
const LONG = "before + 'A'.repeat(25)";
const RUNS: Readonly<Record<Profile, readonly Run[]>> = {
  scorm12: [...DURING, ['4,097 characters', 'suspend-data', LONG, "'A'.repeat(4097)"]],
  scorm2004: [
    ...DURING,
    ['64,001 characters', 'suspend-data', LONG, "'A'.repeat(64001)"],
    ['an objective a second time', 'objective-twice', first, `${first} set('cmi.objectives.2.id', 'information');`],
    [
      'a time with a zone and no parts of seconds',
      'platform',
      "'.result', 'neutral');",
      "'.result', 'neutral'); set('cmi.interactions.' + n + '.timestamp', '2026-01-01T00:00:00Z');"
    ]
  ],
  cmi5: [
    ['fetching the token twice', 'fetch-twice', 'const headers', "await fetch(query.get('fetch'), { method: 'POST' });\nconst headers"],
    ['getting the token', 'fetch-method', 'const token', "await fetch(query.get('fetch'));\nconst token"],
    ['no token', 'no-token', "authorization: 'Basic ' + token, ", ''],
    ['another version', 'version-header', "'1.0.3'", "'1.0.2'"],
    [
      'preferences before the data of the launch',
      'launch-data-first',
      'const launch =',
      "await ask('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' });\nconst launch ="
    ],
    ['statements before the preferences', 'preferences-first', "await ask('agents/profile'", "if (false) await ask('agents/profile'"],
    ['another agent', 'agent', 'const agent = JSON.stringify(actor)', "const agent = JSON.stringify({ ...actor, name: 'Somebody' })"],
    [
      'another activity',
      'activity',
      "ask('activities/state', { activityId,",
      "ask('activities/state', { activityId: 'https://waymark.example/x',"
    ],
    ['no registration', 'registration', "activityId, agent, registration, stateId: 'LMS", "activityId, agent, stateId: 'LMS"],
    ['not “initialized”', 'initialized-first', "[await send(make('initialized', {}, ['cmi5']))]", '[]'],
    ['“initialized” twice', 'initialized-twice', "['cmi5']))];", "['cmi5'])), await send(make('initialized', {}, ['cmi5']))];"],
    ['an actor without its name', 'actor', 'actor, verb', 'actor: { ...actor, name: undefined }, verb'],
    ['no registration in a statement', 'statement-registration', '{ registration, ...structured', '{ ...structured'],
    [
      'not the session of the template',
      'context-template',
      'structuredClone(launch.contextTemplate) };',
      'structuredClone(launch.contextTemplate) }; context.extensions = {};'
    ],
    ['no grouping of the template', 'context-template', 'if (categories.length)', 'context.contextActivities = {}; if (categories.length)'],
    ['no category', 'category', "make('initialized', {}, ['cmi5'])", "make('initialized')"],
    ['a category on a statement of its own', 'category', "{ response: 'L3' } })", "{ response: 'L3' } }, ['cmi5'])"],
    ['“completed” that does not move on', 'category', "['cmi5', 'moveon']", "['cmi5']"],
    ['a time of here', 'timestamp', 'toISOString()', "toISOString().replace('Z', '+02:00')"],
    ['an id that is no UUID', 'id', 'id: crypto.randomUUID()', "id: 'first'"],
    ['a score', 'score', "completion: true, duration: 'PT1M30S'", "completion: true, duration: 'PT1M30S', ['sco' + 're']: { scaled: 0.5 }"],
    ['a score of a topic', 'score', "{ response: 'L3' }", "{ response: 'L3', ['sco' + 're']: { raw: 3 } }"],
    ['“passed”', 'score', "make('completed'", "make('pas' + 'sed'"],
    ['a judgement', 'judged', "{ response: 'L3' }", "{ response: 'L3', success: true }"],
    ['another verb', 'verb', "make('responded'", "make('commented'"],
    ['a response that is not on the scale', 'response', "response: 'L3'", "response: 'L5'"],
    ['a response with a hyphen', 'response', "response: 'L3'", "response: 'level-3'"],
    ['“completed” that does not say so', 'completion', 'completion: true, ', ''],
    ['“completed” without how long it took', 'duration', "completion: true, duration: 'PT1M30S'", 'completion: true'],
    [
      '“completed” twice',
      'completed-twice',
      "['cmi5', 'moveon'])));",
      "['cmi5', 'moveon']))); answers.push(await send(make('completed', { result: { completion: true, duration: 'PT1M' } }, ['cmi5', 'moveon'])));"
    ],
    [
      '“completed” of another activity',
      'object',
      "make('completed', {",
      "make('completed', { object: { id: 'https://waymark.example/x' },"
    ],
    [
      'more after “terminated”',
      'after-terminated',
      'const bad',
      "await send(make('responded', { result: { response: 'L1' } }));\nconst bad"
    ],
    ['a state after “terminated”', 'after-terminated', 'const bad', "await keep('late');\nconst bad"],
    [
      'leaving before “terminated”',
      'returned-early',
      "answers.push(await send(make('terminated', { result: { duration: 'PT1M30S' } }, ['cmi5'])));",
      ''
    ],
    ['writing while somebody looks back', 'read-only', "launch.launchMode === 'Normal'", 'true', 'Review'],
    ['writing what the platform writes', 'launch-data-is-the-platforms', "stateId: 'answers'", "stateId: 'LMS.LaunchData'"],
    [
      'the same id with other content',
      'same-id-other-content',
      "make('responded', { object",
      "make('responded', { id: '10000000-0000-4000-8000-000000000000', object"
    ],
    ['statements that are no JSON', 'content-type', "'content-type': 'application/json'", "'content-type': 'text/plain'"]
  ]
};
/** One more step that makes a change matter. */
const TWICE = 'the same id with other content';

/** Each is started, and refused while it runs. Before that nothing is wrong with it. */
export const BROKEN_COURSES: readonly BrokenCourse[] = PROFILES.flatMap((profile) =>
  RUNS[profile].map(([name, rule, from, to, mode]) => ({
    name,
    profile,
    rule,
    ...(mode && { mode }),
    make: () => {
      const files = changed(goodFiles(profile), 'assets/course.js', from, to);
      if (name !== TWICE) return pack(files);
      return pack(
        changed(files, 'assets/course.js', "make('completed', {", "make('completed', { id: '10000000-0000-4000-8000-000000000000',")
      );
    }
  }))
);
