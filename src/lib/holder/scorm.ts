/**
 * A learning platform that speaks SCORM 1.2 or 2004 (4th edition). Its calls answer at once; what they set is only kept for good by a commit. No score is
 * ever set: a grade for what people say of themselves would only teach them to claim more.
 */
import { PlatformError, type Platform, type Report, type Session } from '#lib/domain/course/platform.ts';

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

/** What each edition calls the same. `room`: how long a state may be, in characters. */
const NAMES = {
  scorm12: {
    api: 'API',
    learner: 'cmi.core.student_id',
    mode: 'cmi.core.lesson_mode',
    status: 'cmi.core.lesson_status',
    exit: 'cmi.core.exit',
    time: 'cmi.core.session_time',
    response: 'student_response',
    room: 4_096,
    answer: 255
  },
  scorm2004: {
    api: 'API_1484_11',
    learner: 'cmi.learner_id',
    mode: 'cmi.mode',
    status: 'cmi.completion_status',
    exit: 'cmi.exit',
    time: 'cmi.session_time',
    response: 'learner_response',
    room: 64_000,
    answer: 4_000
  }
} as const;

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
      return String(found[name]!(...args));
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
    const { mode, status, learner, room } = this.#names;
    if (this.#api.initialize() !== 'true') {
      const refused = this.#error('refused', 'Initialize');
      // A page that was loaded anew finds it open: its predecessor could not close it any more.
      if (!this.#api.get(mode) || this.#api.lastError() !== '0') throw refused;
    }
    [this.#open, this.#began] = [true, this.#now()];
    const state = this.#api.get('cmi.suspend_data');
    this.#session = {
      state: state || null,
      mode: ['review', 'browse'].includes(this.#api.get(mode)) ? 'looking' : 'answering',
      done: this.#api.get(status) === 'completed',
      learner: this.#api.get(learner),
      room
    };
    return this.#session;
  }

  /** Where somebody may only look, nothing is written: platforms would store it. */
  #assertAnswering() {
    if (!this.#open || this.#session?.mode !== 'answering') throw new PlatformError('refused', 'nothing is written here');
  }

  async put(state: string): Promise<void> {
    this.#assertAnswering();
    this.#set('cmi.suspend_data', state);
  }

  async save(state: string): Promise<void> {
    await this.put(state);
    this.#set(this.#names.exit, 'suspend');
    if (!this.#session!.done) this.#set(this.#names.status, 'incomplete');
    this.#commit();
  }

  async complete(report: Report): Promise<void | 'untold'> {
    this.#assertAnswering();
    const told = this.#tell(report);
    this.#commit();
    this.#set(this.#names.status, 'completed');
    if (this.#version === 'scorm2004') {
      this.#set('cmi.success_status', 'unknown');
      this.#set('cmi.progress_measure', '1');
    }
    this.#commit();
    this.#session = { ...this.#session!, done: true };
    if (!told) return 'untold';
  }

  /**
   * One interaction for each topic, question and step: never right or wrong. Told again, it stands where it stood.
   *
   * @returns `false` where the platform takes none: 1.2 leaves it free, and nobody is kept from being done by it
   */
  #tell({ levels = [], answers = [], plan = [] }: Report): boolean {
    const told = [
      ...levels.map(({ topic, level }) => ({ id: topic, type: 'likert', response: level < 0 ? 'NA' : `L${level}` })),
      ...answers.map(({ criterion, answers }) => ({ id: criterion, type: 'likert', response: answers })),
      ...plan.map((step, i) => ({
        id: `plan.${i + 1}`,
        type: this.#version === 'scorm12' ? 'fill-in' : 'long-fill-in',
        response: shortened(step, this.#names.answer)
      }))
    ];
    // In 1.2 what was told cannot be read back: this is said once, when the learner is done.
    const before = this.#version === 'scorm2004' ? this.#toldBefore() : [];
    let next = this.#version === 'scorm2004' ? before.length : 0;
    for (const { id, type, response } of told) {
      const name = id.replace(/[^\w.]/g, '_').slice(0, 250);
      const at = before.indexOf(name);
      const place = `cmi.interactions.${at >= 0 ? at : next++}`;
      try {
        if (at < 0) {
          this.#set(`${place}.id`, name);
          this.#set(`${place}.type`, type);
        }
        this.#set(`${place}.${this.#names.response}`, response);
        this.#set(`${place}.result`, 'neutral');
      } catch (error) {
        if (error instanceof PlatformError && error.kind === 'refused') return false;
        throw error;
      }
    }
    return true;
  }

  #toldBefore(): string[] {
    const count = Number(this.#api.get('cmi.interactions._count')) || 0;
    return Array.from({ length: count }, (_, i) => this.#api.get(`cmi.interactions.${i}.id`));
  }

  close(): void {
    if (!this.#open) return;
    try {
      if (this.#session?.mode === 'answering') {
        this.#api.set(this.#names.exit, 'suspend');
        if (!this.#session.done) this.#api.set(this.#names.status, 'incomplete');
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
