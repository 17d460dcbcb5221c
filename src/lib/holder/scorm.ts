/**
 * A learning platform that speaks SCORM 1.2 or 2004 (4th edition). Its calls answer at once; what they set is only kept for good by a commit. No score is
 * ever set: a grade for what people say of themselves would only teach them to claim more.
 */
import { keptText, PlatformError, ROOMS, type Platform, type Report, type Session, type Told } from '#lib/domain/course/platform.ts';

/** As platforms put it into a window around the page: each answers with a text. */
interface Api {
  initialize(): string;
  terminate(): string;
  get(name: string): string;
  set(name: string, value: string): string;
  commit(): string;
  lastError(): string;
  errorText(code: string): string;
}

type Version = 'scorm12' | 'scorm2004';

/** What each edition calls the same. `unset`: the error for what was never written, where an edition has one; `answer`: how long one may be, in characters. */
const NAMES = {
  scorm12: {
    api: 'API',
    learner: 'cmi.core.student_id',
    mode: 'cmi.core.lesson_mode',
    status: 'cmi.core.lesson_status',
    exit: 'cmi.core.exit',
    time: 'cmi.core.session_time',
    entry: 'cmi.core.entry',
    place: 'cmi.core.lesson_location',
    response: 'student_response',
    unset: '0',
    answer: 255
  },
  scorm2004: {
    api: 'API_1484_11',
    learner: 'cmi.learner_id',
    mode: 'cmi.mode',
    status: 'cmi.completion_status',
    exit: 'cmi.exit',
    time: 'cmi.session_time',
    entry: 'cmi.entry',
    place: 'cmi.location',
    response: 'learner_response',
    unset: '403',
    answer: 4_000
  }
} as const;

const STATE = 'cmi.suspend_data';
/** Kept beside a state: whether there should be one. Somebody who only looked comes back without. */
const PLACE = { begun: 'begun', answered: 'answered' } as const;
/** A status that says less than “incomplete”. Any other was reached, or is somebody else's word: it is never taken back. */
const BEFORE = ['', 'not attempted', 'unknown', 'browsed', 'incomplete'];
/** Stands in the place of what was told and is taken back: nothing that was told can be deleted. */
const WITHDRAWN = 'withdrawn';

/** More windows within windows than any platform has. */
const CLIMB = 500;

/** @returns the platform's own object, in a window around this one or in one that opened it; `null` where there is none */
function findApi(name: string, from: Window): Record<string, (...args: string[]) => string> | null {
  const climb = (start: Window): unknown => {
    let one = start;
    for (let i = 0; i < CLIMB; i++) {
      try {
        const found = (one as unknown as Record<string, unknown>)[name];
        if (found) return found;
      } catch {
        // A window of another site is none of ours; one beyond it may be.
      }
      if (one.parent === one) return null;
      one = one.parent;
    }
    return null;
  };
  const opener = (): unknown => {
    try {
      return from.top?.opener ? climb(from.top.opener as Window) : from.opener ? climb(from.opener as Window) : null;
    } catch {
      return null;
    }
  };
  return (climb(from) ?? opener()) as Record<string, (...args: string[]) => string> | null;
}

function apiOf(found: Record<string, (...args: string[]) => string>, version: Version): Api {
  const prefix = version === 'scorm12' ? 'LMS' : '';
  const call = (name: string, ...args: string[]) => {
    try {
      // Some have a word of their own language for nothing.
      return String(found[name]!(...args) ?? '');
    } catch (error) {
      // The window that it lives in was closed, or it broke.
      throw new PlatformError('unreachable', `${name}: ${String(error)}`);
    }
  };
  return {
    initialize: () => call(`${prefix}Initialize`, ''),
    terminate: () => call(version === 'scorm12' ? 'LMSFinish' : 'Terminate', ''),
    get: (name) => call(`${prefix}GetValue`, name),
    set: (name, value) => call(`${prefix}SetValue`, name, value),
    commit: () => call(`${prefix}Commit`, ''),
    lastError: () => call(`${prefix}GetLastError`),
    errorText: (code) => call(`${prefix}GetErrorString`, code)
  };
}

/** @returns the platform around a page; `null` where there is none */
export function scormAround(version: Version, from: Window, now: () => number = Date.now): Platform | null {
  const found = findApi(NAMES[version].api, from);
  return found && new Scorm(apiOf(found, version), version, now);
}

class Scorm implements Platform {
  readonly #api: Api;
  readonly #version: Version;
  readonly #now: () => number;
  #session: Session | null = null;
  #began = 0;
  #open = false;
  /** States that were read or written here. */
  readonly #known = new Set<string | null>();
  /** By its place, what was told here: 1.2 does not say it. */
  readonly #told: string[] = [];

  constructor(api: Api, version: Version, now: () => number) {
    this.#api = api;
    this.#version = version;
    this.#now = now;
  }

  get #names() {
    return NAMES[this.#version];
  }

  async open(): Promise<Session> {
    if (this.#session) return this.#session;
    const { mode, learner } = this.#names;
    if (!this.#open && this.#api.initialize() !== 'true') {
      const refused = this.#error('refused', 'Initialize');
      // A page that was loaded anew finds it open: its predecessor could not close it any more.
      if (!this.#api.get(mode) || this.#api.lastError() !== '0') throw refused;
    }
    [this.#open, this.#began] = [true, this.#now()];
    const state = this.#kept();
    this.#known.add(state);
    this.#session = {
      state,
      mode: ['review', 'browse'].includes(this.#api.get(mode)) ? 'looking' : 'answering',
      done: ['completed', 'passed'].includes(this.#status()),
      learner: this.#api.get(learner),
      room: ROOMS[this.#version]
    };
    return this.#session;
  }

  /** @returns what the platform has now @throws PlatformError where it cannot be read: that is not the same as nothing */
  #kept(): string | null {
    const { unset, entry, place } = this.#names;
    const state = keptText(this.#api.get(STATE));
    if (state !== null) return state;
    if (!['0', unset].includes(this.#api.lastError())) throw this.#error('unread', STATE);
    const at = this.#api.get(place);
    if (at === PLACE.answered || (at !== PLACE.begun && this.#api.get(entry) === 'resume'))
      throw new PlatformError('unread', `${STATE}: it is empty, and something was kept`);
    return null;
  }

  /** What the platform has by now: it may have set it itself. */
  #status = (): string => keptText(this.#api.get(this.#names.status)) ?? '';

  /** Where somebody may only look, nothing is written: platforms would store it. */
  #assertAnswering() {
    if (!this.#open || this.#session?.mode !== 'answering') throw new PlatformError('refused', 'nothing is written here');
  }

  async put(state: string): Promise<void> {
    this.#assertAnswering();
    // A platform that is read where it is written says what another window has stored.
    if (!this.#known.has(this.#kept())) throw new PlatformError('elsewhere', `${STATE}: another window has written it since`);
    this.#set(STATE, state);
    // Nobody is kept from answering by this one.
    if (this.#known.size === 1) this.#api.set(this.#names.place, PLACE.answered);
    this.#known.add(state);
  }

  async save(state: string): Promise<void> {
    await this.put(state);
    this.#set(this.#names.exit, 'suspend');
    if (BEFORE.includes(this.#status())) this.#set(this.#names.status, 'incomplete');
    this.#commit();
  }

  async complete(report: Report): Promise<Told> {
    this.#assertAnswering();
    const told = this.#tell(report);
    this.#commit();
    if (this.#status() !== 'passed') this.#set(this.#names.status, 'completed');
    if (this.#version === 'scorm2004') {
      // Somebody else may have said whether it is a success.
      if (!['passed', 'failed'].includes(this.#api.get('cmi.success_status'))) this.#set('cmi.success_status', 'unknown');
      this.#set('cmi.progress_measure', '1');
    }
    this.#commit();
    this.#session = { ...this.#session!, done: true };
    return told;
  }

  /**
   * One interaction for each topic, question and step: never right or wrong. Told again, it stands where it stood; what was told at an earlier try, and
   * not now, is written over.
   *
   * @returns `untold` where the platform takes none: 1.2 leaves it free, and nobody is kept from being done by it
   */
  #tell({ levels = [], answers = [], plan = [] }: Report): Told {
    const told = [
      ...levels.map(({ topic, level }) => ({ id: topic, type: 'likert', response: level < 0 ? 'NA' : `L${level}` })),
      ...answers.map(({ criterion, answers }) => ({ id: criterion, type: 'likert', response: answers })),
      ...plan.map((step, i) => ({
        id: `plan.${i + 1}`,
        type: this.#version === 'scorm12' ? 'fill-in' : 'long-fill-in',
        response: shortened(step, this.#names.answer)
      }))
    ].map((one) => ({ ...one, id: one.id.replace(/[^\w.]/g, '_').slice(0, 250) }));
    const before = this.#toldBefore();
    const at = (id: string) => (before.includes(id) ? before.indexOf(id) : before.push(id) - 1);
    // What is there of an earlier run 1.2 does not say: it was told in the same order, so each takes its place again.
    const unnamed = before.length > 0 && before.every((id) => id === '');
    const places = told.map(({ id }, i) => (unnamed ? i : at(id)));
    const earlier = before.map((_, place) => place).filter((place) => !places.includes(place));
    const taken = told.map(({ id, type, response }, i) => this.#interaction(places[i]!, response, { id, type }));
    const withdrawn = earlier.map((place) => this.#interaction(place, WITHDRAWN));
    if (withdrawn.includes(false) || (unnamed && taken.includes(false))) return 'more';
    return told.length && !taken.includes(true) ? 'untold' : 'told';
  }

  /** @param as what it is, where it may be new @returns whether the platform took it */
  #interaction(n: number, response: string, as?: { readonly id: string; readonly type: string }): boolean {
    const place = `cmi.interactions.${n}`;
    try {
      if (as && this.#told[n] !== as.id) {
        this.#set(`${place}.id`, as.id);
        this.#set(`${place}.type`, as.type);
        this.#told[n] = as.id;
      }
      this.#set(`${place}.${this.#names.response}`, response);
      this.#set(`${place}.result`, 'neutral');
      return true;
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'refused') return false;
      throw error;
    }
  }

  /** @returns by its place, what stands there; empty where the platform does not say */
  #toldBefore(): string[] {
    const count = Number(this.#api.get('cmi.interactions._count')) || 0;
    const said = (i: number) => (this.#version === 'scorm2004' ? this.#api.get(`cmi.interactions.${i}.id`) : '');
    for (let i = 0; i < count; i++) this.#told[i] ??= said(i);
    return [...this.#told];
  }

  close(): void {
    // Where what is kept could not be read, not a word: whatever is said may have it stored as it was not read.
    if (!this.#open || !this.#session) return;
    try {
      if (this.#session.mode === 'answering') {
        if (this.#known.size === 1 && this.#known.has(null)) this.#api.set(this.#names.place, PLACE.begun);
        this.#api.set(this.#names.exit, 'suspend');
        if (BEFORE.includes(this.#status())) this.#api.set(this.#names.status, 'incomplete');
        this.#api.set(this.#names.time, timeFor(this.#version, this.#now() - this.#began));
        this.#api.commit();
      }
      this.#api.terminate();
    } catch {
      // The window around may be gone already.
    }
    this.#open = false;
    this.#session = null;
  }

  #set(name: string, value: string) {
    if (this.#api.set(name, value) !== 'true') throw this.#error('refused', name);
  }

  #commit() {
    if (this.#api.commit() !== 'true') throw this.#error('unreachable', 'Commit');
  }

  #error(kind: PlatformError['kind'], what: string): PlatformError {
    const code = this.#api.lastError();
    return new PlatformError(kind, `${what}: ${code} ${this.#api.errorText(code)}`.trim());
  }
}

/** @returns as much of a text as there is room for, without half a sign at its end */
const shortened = (text: string, room: number): string => (text.length > room ? text.slice(0, room).replace(/[\ud800-\udbff]$/, '') : text);

/** @param spent milliseconds @returns as the edition writes it: 0000:12:30 or PT12M30S, in whole seconds */
function timeFor(version: Version, spent: number): string {
  const seconds = Math.max(0, Math.round(spent / 1000));
  if (version === 'scorm2004') return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(Math.min(9999, Math.floor(seconds / 3600))).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
