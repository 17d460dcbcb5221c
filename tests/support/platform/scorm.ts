/** A learning platform that speaks SCORM, as strict as the strictest that we saw, on this computer alone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { bodyOf, html, json, listen, serveFile } from './loopback.ts';
import { judge, type Fault } from './package.ts';
import { beginning, type Call, type Edition, type GuardRule, type GuardSettings, type Mode } from './scorm-guard.ts';

export interface Account {
  /** `student_id` or `learner_id`. */
  readonly id: string;
  readonly name: string;
}

export interface ScormSettings {
  readonly accounts?: readonly Account[];
  readonly completedNeeds?: GuardSettings['completedNeeds'];
  /** Rules that are noted and not enforced, as on a lenient platform. */
  readonly lets?: readonly GuardRule[];
  /** The grade that a teacher set for the activity; without it there is none. */
  readonly maximumGrade?: number;
  /** How many frames lie between the platform's window and the course, at least one. */
  readonly frames?: number;
  /** What the manifest of 1.2 or 2004 hands on to the course. */
  readonly launchData?: string;
  /** Takes a package with faults too, to see what it does. */
  readonly evenWithFaults?: boolean;
}

export interface Attempt {
  readonly number: number;
  /** Elements and values as the course wrote them. */
  readonly data: Readonly<Record<string, string>>;
  readonly totalSeconds: number;
  /** How the last session ended, `''` where it did not say. */
  readonly exit: string;
  /** Whether the last session was finished, and not cut off. */
  readonly closed: boolean;
  readonly completed: boolean;
  readonly commits: number;
}

/** A call that a session made. */
export interface Noted extends Call {
  readonly account: string;
  readonly attempt: number;
  /** Counts openings of the player, over all accounts. */
  readonly session: number;
}

export interface ScormPlatform {
  readonly edition: Edition;
  /** Ends with a slash. */
  readonly address: string;
  /** The page to open as this person; in a browser of its own it is another device with the same account. */
  player(account: string, how?: { attempt?: 'resume' | 'new'; mode?: Mode; window?: 'frame' | 'own' }): string;
  /** Every call of every session, in order. */
  readonly calls: readonly Noted[];
  /** Those of them that broke a rule. */
  refusals(): readonly (Noted & { readonly refused: NonNullable<Call['refused']> })[];
  /** What a browser asked for here that a package must not: service workers, files that are not there, paths above the package. */
  readonly strays: readonly string[];
  /** `commits`: what is written is not kept. `all`: files of the package do not come either. */
  down: false | 'commits' | 'all';
  /** All that is stored of somebody, the first attempt first. */
  stored(account: string): readonly Attempt[];
  /** What stands in the gradebook: out of the maximum grade, `null` for none. */
  grade(account: string): number | null;
  /** Everything, as a platform's own export. */
  export(): Readonly<Record<string, { readonly name: string; readonly grade: number | null; readonly attempts: readonly Attempt[] }>>;
  close(): Promise<void>;
}

export class RefusedPackage extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(`the package was refused:\n${faults.map(({ rule, file, reason }) => `${rule}: ${file}: ${reason}`).join('\n')}`);
  }
}

/** Where Moodle serves a package: paths of the course are below it, and nothing else is. */
const CONTENT = '/pluginfile.php/42/mod_scorm/content/1/';
const PLAYER = '/mod/scorm/player.php';
const CALLS = '/stand-in/calls';
const KEEP = '/mod/scorm/datamodel.php';

type Kept = { -readonly [key in keyof Attempt]: Attempt[key] };

/** @throws {RefusedPackage} for a package with faults */
export async function openScormPlatform(zip: Uint8Array, edition: Edition, settings: ScormSettings = {}): Promise<ScormPlatform> {
  const judged = judge(zip, edition);
  if (judged.faults.length && !settings.evenWithFaults) throw new RefusedPackage(judged.faults);
  const manifest = judged.manifest;
  if (!manifest) throw new RefusedPackage(judged.faults);
  const accounts = settings.accounts ?? [{ id: 'student1', name: 'Learner, First' }];
  const attempts = new Map<string, Kept[]>(accounts.map(({ id }) => [id, []]));
  const calls: Noted[] = [];
  const strays: string[] = [];
  let sessions = 0;
  let down: ScormPlatform['down'] = false;
  const scripts = { '/stand-in/player.js': script('scorm-player.ts'), '/stand-in/scorm-guard.js': script('scorm-guard.ts') };
  const again = readFileSync(createRequire(import.meta.url).resolve(`scorm-again/${edition}/min`));

  const of = (account: string): Kept[] => attempts.get(account) ?? stop(`nobody is called ${account}`);

  function launch(account: string, how: string, mode: Mode | null) {
    const mine = of(account);
    let attempt = mine.at(-1);
    if (attempt) fold(attempt, edition);
    const ended = attempt && !attempt.completed && edition === 'scorm2004' && attempt.closed && attempt.exit !== 'suspend';
    if (!attempt || how === 'new' || ended) {
      attempt = { number: mine.length + 1, data: {}, totalSeconds: 0, exit: '', closed: false, completed: false, commits: 0 };
      mine.push(attempt);
    }
    const entry = attempt.commits === 0 ? 'ab-initio' : attempt.exit === 'suspend' || attempt.completed ? 'resume' : '';
    const learner = accounts.find(({ id }) => id === account)!;
    // As Moodle does: whoever opens again what is completed looks at it, whatever was asked for.
    const given: Mode = attempt.completed ? 'review' : (mode ?? 'normal');
    const totalTime = timeOf(attempt.totalSeconds, edition);
    const known = beginning(edition, learner, given, { data: attempt.data, entry, totalTime }, manifest!.objectives, settings.launchData);
    attempt.closed = false;
    const guardSettings: GuardSettings = {
      edition,
      mode: given,
      completedNeeds: settings.completedNeeds ?? 'a commit',
      lets: settings.lets ?? [],
      completed: attempt.completed
    };
    return {
      session: ++sessions,
      account,
      attempt: attempt.number,
      settings: guardSettings,
      stored: attempt.data,
      known,
      launch: CONTENT + manifest!.launch,
      frames: Math.max(1, settings.frames ?? 1)
    };
  }
  type Sent = { account: string; attempt: number; data: Record<string, string>; closing: boolean };

  function keep({ account, attempt: number, data, closing }: Sent): void {
    const attempt = of(account)[number - 1] ?? stop(`there is no attempt ${number}`);
    attempt.data = data;
    attempt.commits++;
    attempt.exit = data[edition === 'scorm12' ? 'cmi.core.exit' : 'cmi.exit'] ?? '';
    attempt.completed = /^(completed|passed)$/.test(data[edition === 'scorm12' ? 'cmi.core.lesson_status' : 'cmi.completion_status'] ?? '');
    attempt.closed = closing;
  }

  const server = await listen(async (request, response, url) => {
    const path = url.pathname;
    if (request.headers['service-worker'] === 'script') {
      strays.push(`a service worker from ${path}`);
      return void response.writeHead(404).end();
    }
    if (request.method === 'POST' && path === CALLS) {
      // What a page sent on its way out may come twice.
      const sent = JSON.parse(String(await bodyOf(request))) as Noted[];
      calls.push(...sent.filter((call) => !calls.some(({ session, number }) => session === call.session && number === call.number)));
      calls.sort((a, b) => a.session - b.session || a.number - b.number);
      return void response.writeHead(204).end();
    }
    if (path in scripts) {
      return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts[path as keyof typeof scripts]);
    }
    if (path === '/stand-in/scorm-again.js') return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(again);
    if (down === 'all' || (down === 'commits' && path === KEEP)) {
      if (request.method === 'POST') await bodyOf(request);
      return void response.writeHead(503, { 'content-type': 'text/plain' }).end('Error: Database connection failed');
    }
    if (request.method === 'POST' && path === KEEP) {
      keep(JSON.parse(String(await bodyOf(request))) as Sent);
      return json(response, { kept: true });
    }
    if (path === PLAYER) {
      const account = url.searchParams.get('account') ?? '';
      if (!attempts.has(account)) return void response.writeHead(403).end(`nobody is called ${account}`);
      const session = launch(account, url.searchParams.get('attempt') ?? 'resume', url.searchParams.get('mode') as Mode | null);
      return html(response, playerPage({ ...session, own: url.searchParams.get('window') === 'own' }));
    }
    if (path === '/stand-in/frame')
      return html(response, framePage(Number(url.searchParams.get('depth')), url.searchParams.get('launch') ?? ''));
    if (path === '/course/view.php') return html(response, '<!doctype html><title>Course</title><h1>Course</h1>');
    if (path.startsWith(CONTENT)) {
      const file = decodeURIComponent(path.slice(CONTENT.length));
      if (!judged.files.has(file)) strays.push(`a file that is not there: ${file || 'the folder'}`);
      return serveFile(judged.files, file, response);
    }
    // A browser asks for it by itself.
    if (path !== '/favicon.ico') strays.push(`a path outside of the package: ${path}`);
    response.writeHead(404).end();
  });

  const grade = (account: string): number | null => {
    const name = edition === 'scorm12' ? 'cmi.core.score.raw' : 'cmi.score.raw';
    const scores = of(account).flatMap(({ data }) => (data[name] === undefined ? [] : [Number(data[name])]));
    return settings.maximumGrade === undefined || scores.length === 0 ? null : (Math.max(...scores) / 100) * settings.maximumGrade;
  };
  const stored = (account: string): Attempt[] =>
    of(account).map((attempt) => ({
      ...structuredClone(attempt),
      totalSeconds: attempt.totalSeconds + lastSession(attempt.data, edition)
    }));
  return {
    edition,
    address: server.address,
    calls,
    strays,
    player(account, { attempt = 'resume', mode, window = 'frame' } = {}) {
      of(account);
      const query = new URLSearchParams({ account, attempt, window, ...(mode && { mode }) });
      return `${server.address.slice(0, -1)}${PLAYER}?${query}`;
    },
    refusals: () => calls.filter((call): call is Noted & { refused: NonNullable<Call['refused']> } => call.refused !== undefined),
    get down() {
      return down;
    },
    set down(value) {
      down = value;
    },
    stored,
    grade,
    export: () => Object.fromEntries(accounts.map(({ id, name }) => [id, { name, grade: grade(id), attempts: stored(id) }])),
    close: () => server.close()
  };
}

function stop(why: string): never {
  throw new Error(why);
}

const timeName = (edition: Edition) => (edition === 'scorm12' ? 'cmi.core.session_time' : 'cmi.session_time');

/** @returns the seconds of a session that have not been added to those of all */
function lastSession(data: Attempt['data'], edition: Edition): number {
  const time = data[timeName(edition)];
  return time === undefined ? 0 : secondsOf(time);
}

/** Adds the time of the last session to that of all, and forgets what belongs to that session alone. */
function fold(attempt: Kept, edition: Edition): void {
  attempt.totalSeconds += lastSession(attempt.data, edition);
  attempt.data = Object.fromEntries(Object.entries(attempt.data).filter(([key]) => !/^cmi\.(core\.)?(exit|session_time)$/.test(key)));
}

/** @param time `HHHH:MM:SS.SS`, or a period such as `PT1H2M3.4S`, which scorm-again has checked */
export function secondsOf(time: string): number {
  const [, hours, minutes, seconds] = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(time) ?? [];
  if (hours !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  const [all, days = 0, h = 0, m = 0, s = 0] = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(time) ?? [];
  if (all === undefined) throw new Error(`“${time}” is no length of time`);
  return Number(days) * 86_400 + Number(h) * 3600 + Number(m) * 60 + Number(s);
}

function timeOf(seconds: number, edition: Edition): string {
  if (edition === 'scorm2004') return `PT${Math.round(seconds * 100) / 100}S`;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(4, '0')}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`;
}

/** @returns a file beside this one as a script of a page */
function script(name: string): string {
  const source = readFileSync(join(dirname(fileURLToPath(import.meta.url)), name), 'utf8');
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 } });
  return outputText.replaceAll('./scorm-guard.ts', './scorm-guard.js');
}

const text = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c');

const playerPage = (session: object) => `<!doctype html><meta charset="utf-8"><title>Player</title>
<style>html, body { height: 100%; margin: 0 } iframe { width: 100%; height: 90%; border: 0 }</style>
<p><a id="exit" href="/course/view.php">Exit activity</a> <button id="open" hidden>Enter</button></p>
<script src="/stand-in/scorm-again.js"></script>
<script>window.session = ${text(session)}</script>
<script type="module" src="/stand-in/player.js"></script>`;

/** Frames in frames, so that a course has to climb. */
const framePage = (depth: number, launch: string) => `<!doctype html><meta charset="utf-8"><title>Frame</title>
<style>html, body, iframe { height: 100%; width: 100%; margin: 0; border: 0 }</style>
<iframe name="${depth > 1 ? 'between' : 'course'}" src="${
  depth > 1
    ? `/stand-in/frame?${new URLSearchParams({ depth: String(depth - 1), launch }).toString().replaceAll('&', '&amp;')}`
    : launch.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
}"></iframe>`;

export { CONTENT };
export type { Call, Edition, GuardRule, Mode };
