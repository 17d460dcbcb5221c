/** Judges a course package as the strictest of the platforms would: whatever one of them was seen to refuse is a fault. */
import { readCmi5, readScorm, type Manifest } from './manifests.ts';
import { endingOf, typeOf } from './loopback.ts';
import { readXml } from './xml.ts';
import { readZip } from './zip.ts';

export type Profile = 'scorm12' | 'scorm2004' | 'cmi5';

/** What was broken, as a name to ask for in tests. */
export type Rule =
  | 'zip'
  | 'root'
  | 'two-manifests'
  | 'well-formed'
  | 'form'
  | 'namespace'
  | 'schema-version'
  | 'schema-location'
  | 'scorm-type'
  | 'one-sco'
  | 'id'
  | 'reference'
  | 'delivery'
  | 'score'
  | 'move-on'
  | 'launch-method'
  | 'launch'
  | 'unlisted'
  | 'missing'
  | 'listed-twice'
  | 'path'
  | 'type'
  | 'worker'
  | 'elsewhere'
  | 'leaves-folder'
  | 'dead-link';

export interface Fault {
  readonly rule: Rule;
  /** The file that it is about, or `(zip)`. */
  readonly file: string;
  readonly reason: string;
}

export interface Judged {
  readonly profile: Profile;
  /** Empty for a package that every platform takes. */
  readonly faults: readonly Fault[];
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** `null` where it cannot be read or leads nowhere. */
  readonly manifest: Manifest | null;
}

const MANIFEST = { scorm12: 'imsmanifest.xml', scorm2004: 'imsmanifest.xml', cmi5: 'cmi5.xml' } as const;

/** @param zip whatever bytes a person could upload */
export function judge(zip: Uint8Array, profile: Profile): Judged {
  const faults: Fault[] = [];
  const add = (fault: Fault) => void faults.push(fault);
  let files: ReadonlyMap<string, Uint8Array> = new Map();
  try {
    const read = readZip(zip);
    files = read.files;
    read.faults.forEach((fault) => add({ rule: 'zip', ...fault }));
  } catch (error) {
    add({ rule: 'zip', file: '(zip)', reason: String(error) });
    return { profile, faults, files, manifest: null };
  }
  judgePaths([...files.keys()], add);
  const manifest = readManifest(files, profile, add);
  if (manifest) {
    const launch = pathOf(manifest.launch);
    judgeReference(manifest.launch, MANIFEST[profile], '', files, add, 'launch');
    if (endingOf(launch) !== 'html') add({ rule: 'launch', file: launch, reason: 'what is started is no page' });
    if (manifest.listed) judgeList(manifest.listed, launch, files, add);
  }
  for (const [path, content] of files) if (path !== MANIFEST[profile]) judgeFile(path, content, files, add);
  return { profile, faults, files, manifest };
}

function readManifest(files: ReadonlyMap<string, Uint8Array>, profile: Profile, add: (fault: Fault) => void): Manifest | null {
  const name = MANIFEST[profile];
  const others = [...files.keys()].filter((path) => /(^|\/)(imsmanifest|cmi5|tincan)\.xml$/i.test(path) && path !== name);
  const bytes = files.get(name);
  if (!bytes) {
    const [deeper] = others.filter((path) => path.toLowerCase().endsWith(name));
    add({ rule: 'root', file: name, reason: `is not at the root of the zip${deeper ? `, but at ${deeper}` : ''}` });
    return null;
  }
  for (const file of others) add({ rule: 'two-manifests', file, reason: `a platform could take it for the manifest, beside ${name}` });
  try {
    const root = readXml(bytes);
    return profile === 'cmi5' ? readCmi5(root, add) : readScorm(root, profile, add);
  } catch (error) {
    add({ rule: 'well-formed', file: name, reason: String(error) });
    return null;
  }
}

function judgePaths(paths: readonly string[], add: (fault: Fault) => void): void {
  const lower = new Map<string, string>();
  for (const file of paths) {
    const say = (reason: string) => add({ rule: 'path', file, reason });
    if (file.startsWith('/') || /^[A-Za-z]:/.test(file)) say('is absolute');
    if (file.includes('\\')) say('has a backslash');
    if (file.split('/').some((part) => part === '..' || part === '.' || part === '')) say('has an empty part or dots for one');
    else if (file.split('/').some((part) => part.startsWith('.'))) say('is hidden');
    // Zips tell names in whatever letters the system had that wrote them, and Moodle takes signs out of names.
    if (/[^\w.\-/\\:]/.test(file)) say('has letters that platforms change');
    if (file.length > 200) say('is longer than some platforms take');
    const twin = lower.get(file.toLowerCase());
    if (twin !== undefined) say(`differs from ${twin} by capitals alone`);
    lower.set(file.toLowerCase(), file);
  }
}

function judgeList(listed: readonly string[], launch: string, files: ReadonlyMap<string, Uint8Array>, add: (fault: Fault) => void): void {
  const paths = listed.map(pathOf);
  for (const [i, file] of paths.entries()) {
    if (/[?#]/.test(listed[i]!)) add({ rule: 'reference', file: listed[i]!, reason: 'is listed with a query or a place' });
    if (!files.has(file)) add({ rule: 'missing', file, reason: 'is listed, and not in the zip' });
    if (paths.indexOf(file) !== i) add({ rule: 'listed-twice', file, reason: 'is listed twice' });
  }
  for (const file of files.keys()) {
    if (file !== 'imsmanifest.xml' && !paths.includes(file)) add({ rule: 'unlisted', file, reason: 'is in the zip, and not listed' });
  }
  if (!paths.includes(launch)) add({ rule: 'unlisted', file: launch, reason: 'is what is started, and not listed' });
}

/** @returns the path that an address inside the package leads to */
function pathOf(address: string): string {
  const path = address.replace(/[?#].*$/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** An address that a page, a style or a script loads. */
function judgeReference(
  address: string,
  file: string,
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
  add: (fault: Fault) => void,
  rule: Rule = 'dead-link'
): void {
  const text = address.trim();
  if (text === '' || text.startsWith('#') || /^(data|blob|about|javascript):/i.test(text)) {
    if (rule === 'launch') add({ rule, file, reason: `“${text}” is nothing to start` });
    return;
  }
  if (text.startsWith('//') || SCHEME.test(text)) return add({ rule: 'elsewhere', file, reason: `loads ${text} from elsewhere` });
  if (text.startsWith('/')) return add({ rule: 'leaves-folder', file, reason: `${text} leads out of the folder of the package` });
  const parts: string[] = folder ? folder.split('/') : [];
  for (const part of pathOf(text).split('/')) {
    if (part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined)
      return add({ rule: 'leaves-folder', file, reason: `${text} leads out of the folder of the package` });
  }
  const path = parts.join('/');
  if (!files.has(path)) add({ rule, file, reason: `leads to ${path || 'a folder'}, which is not in the zip` });
}

function judgeFile(file: string, content: Uint8Array, files: ReadonlyMap<string, Uint8Array>, add: (fault: Fault) => void): void {
  const ending = endingOf(file);
  if (ending === 'mjs') add({ rule: 'type', file, reason: 'is served as text/plain, so a browser refuses it as a script' });
  else if (ending === 'wasm')
    add({ rule: 'type', file, reason: 'is served as application/octet-stream, so it is not compiled while it comes' });
  else if (!typeOf(file)) add({ rule: 'type', file, reason: ending ? `.${ending} has no type on platforms` : 'has no ending, so no type' });
  if (!['html', 'js', 'css', 'svg'].includes(ending)) return;

  const text = new TextDecoder().decode(content);
  const folder = file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '';
  const reference = (address: string) => judgeReference(address, file, folder, files, add);
  if (ending === 'js') judgeScript(text, file, reference, add);
  else if (ending === 'css') judgeStyle(text, reference);
  else judgePage(text, file, reference, add);
  if (ending === 'html' && !/<meta\s[^>]*charset=["']?utf-8/i.test(text)) {
    add({ rule: 'type', file, reason: 'does not say that it is in UTF-8, and platforms do not either' });
  }
}

/** Elements that load what an attribute of theirs names; a link that a person follows is another matter. */
const LOADS = /^(script|img|iframe|frame|embed|object|audio|video|source|track|input|link|image|use|base)$/i;

function judgePage(text: string, file: string, reference: (address: string) => void, add: (fault: Fault) => void): void {
  const page = text.replace(/<!--[^]*?-->/g, '');
  for (const [, script] of page.matchAll(/<script\b[^>]*>([^]*?)<\/script\s*>/gi)) judgeScript(script!, file, reference, add);
  for (const [, style] of page.matchAll(/<style\b[^>]*>([^]*?)<\/style\s*>/gi)) judgeStyle(style!, reference);
  const bare = page.replace(/(<(script|style)\b[^>]*>)[^]*?<\/\2\s*>/gi, '$1');
  for (const [, name, rest] of bare.matchAll(/<([a-z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi)) {
    if (name!.toLowerCase() === 'base') add({ rule: 'leaves-folder', file, reason: 'has <base>, which moves every address' });
    for (const [, key, a, b, c] of rest!.matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)) {
      const value = (a ?? b ?? c ?? '').replaceAll('&amp;', '&');
      if (key === 'style') judgeStyle(value, reference);
      if (!LOADS.test(name!) || name!.toLowerCase() === 'base') continue;
      if (/^(src|data|poster|href|xlink:href)$/i.test(key!)) reference(value);
      if (/^(srcset|imagesrcset)$/i.test(key!)) value.split(',').forEach((one) => reference(one.trim().split(/\s+/)[0]!));
    }
  }
}

function judgeStyle(text: string, reference: (address: string) => void): void {
  const style = text.replace(/\/\*[^]*?\*\//g, '');
  for (const [, a, b, c] of style.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)/gi)) reference(a ?? b ?? c ?? '');
  for (const [, address] of style.matchAll(/@import\s+["']([^"']*)["']/gi)) reference(address!);
}

/** What in a script loads what a text names. A text that is made while it runs is seen by the platform that it runs on. */
const SCRIPT_LOADS = [
  /\bimport\s*\(?\s*(["'`])([^"'`$]+)\1/g,
  /\b(?:import|export)\b[\w\s{},*$]*\bfrom\s*(["'])([^"']+)\1/g,
  /\b(?:fetch|importScripts|sendBeacon)\s*\(\s*(["'`])([^"'`$]+)\1/g,
  /\bnew\s+(?:Shared)?(?:Worker|WebSocket|EventSource)\s*\(\s*(["'`])((?:https?:|wss?:)?\/\/?[^"'`$]+)\1/g,
  /\.src\s*=\s*(["'`])((?:https?:)?\/\/?[^"'`$]+)\1/g
];

function judgeScript(text: string, file: string, reference: (address: string) => void, add: (fault: Fault) => void): void {
  for (const pattern of SCRIPT_LOADS) for (const [, , address] of text.matchAll(pattern)) reference(address!);
  if (/serviceWorker\s*\??\.\s*register\b/.test(text))
    add({ rule: 'worker', file, reason: 'registers a service worker, for the origin of the platform' });
  if (
    /addEventListener\(\s*["'`](install|fetch|activate)["'`]/.test(text) &&
    /\bskipWaiting\b|\.respondWith\b|\bclients\s*\.\s*claim\b/.test(text)
  ) {
    add({ rule: 'worker', file, reason: 'is a service worker' });
  }
  if (/cmi\.(core\.)?score\b|cmi\.scaled_passing_score|cmi\.student_data\.mastery_score/.test(text))
    add({ rule: 'score', file, reason: 'names an element for grades' });
  const [verb] = /adlnet\.gov\/expapi\/verbs\/(scored|passed|failed)\b/.exec(text) ?? [];
  if (verb) add({ rule: 'score', file, reason: `names the verb ${verb}` });
}
