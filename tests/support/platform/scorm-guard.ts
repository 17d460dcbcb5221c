/**
 * Stands between a course and a platform's run-time, and lets through only what the strictest platform would take. It runs in the page of the
 * player and in tests without a browser, so it imports nothing that runs.
 */

export type Edition = 'scorm12' | 'scorm2004';
export type Mode = 'normal' | 'review' | 'browse';

export type GuardRule =
  | 'argument'
  | 'not-open'
  | 'opened-twice'
  | 'closed'
  | 'read-only'
  | 'suspend-data'
  | 'score'
  | 'passed-failed'
  | 'judged'
  | 'completed-too-soon'
  | 'completed-twice'
  | 'interaction-id'
  | 'interaction-twice'
  | 'response'
  | 'objective-twice'
  | 'comments'
  | 'status-unset'
  | 'commit-failed'
  /** What scorm-again itself refused. */
  | 'platform';

export interface Call {
  readonly number: number;
  /** By its name in 2004: Initialize, GetValue, SetValue, Commit, Terminate, GetLastError … */
  readonly call: string;
  readonly element?: string;
  readonly value?: unknown;
  readonly answer: string;
  readonly error: string;
  /** Why it was refused; also with an answer of `true`, where the guard was told to let it through. */
  readonly refused?: { readonly rule: GuardRule; readonly reason: string };
}

/** What the guard needs of scorm-again: its methods by the names of 2004. */
export interface Inner {
  Initialize(argument: string): string;
  Terminate(argument: string): string;
  GetValue(element: string): string;
  SetValue(element: string, value: unknown): string;
  Commit(argument: string): string;
  GetLastError(): string | number;
  GetErrorString(code: string): string;
  GetDiagnostic(code: string): string;
}

export interface GuardSettings {
  readonly edition: Edition;
  readonly mode: Mode;
  /** What has to be safe before `completed` may be said: nothing, one commit in this session, or all that was written. */
  readonly completedNeeds: 'nothing' | 'a commit' | 'all committed';
  /** Rules that are noted and not enforced, as on a lenient platform. */
  readonly lets: readonly GuardRule[];
  /** Whether an earlier session completed this attempt. */
  readonly completed: boolean;
}

/** The world of the guard. */
export interface Platform {
  /** Keeps what was written; `false` when it could not. */
  keep(written: Readonly<Record<string, string>>, closing: boolean): boolean;
  note(call: Call): void;
}

const SUSPEND = { scorm12: 4096, scorm2004: 64_000 } as const;
/** Moodle's short identifier. */
const SHORT = /^[\w.]{1,250}$/;
/** Types of which no answer is the right one, for somebody's own words. */
const FILLED = ['fill-in', 'long-fill-in'];

type Refusal = { readonly rule: GuardRule; readonly error: string; readonly reason: string };

/** @returns functions by the names of 2004; {@link apiOf} gives them the names of an edition */
export function guard(settings: GuardSettings, inner: Inner, platform: Platform) {
  const old = settings.edition === 'scorm12';
  const code = (in12: string, in2004: string) => (old ? in12 : in2004);
  const statusName = old ? 'cmi.core.lesson_status' : 'cmi.completion_status';
  let state: 'new' | 'open' | 'closed' = 'new';
  let number = 0;
  let lastError = '0';
  let committed = false;
  let completed = settings.completed;
  const written: Record<string, string> = {};
  let given: Readonly<Record<string, string>> = {};
  let waiting = false;

  /** Notes a call, whether it was refused by us, by the inner API, or not. */
  function did(call: string, answer: string, error: string, more: { element?: string; value?: unknown; refused?: Refusal }): string {
    const { refused, ...rest } = more;
    lastError = error;
    platform.note({
      number: ++number,
      call,
      ...rest,
      answer,
      error,
      ...(refused && { refused: { rule: refused.rule, reason: refused.reason } })
    });
    return answer;
  }

  /** Refuses, notes and lets through, or asks the inner API. */
  function ask(call: string, refusal: Refusal | null, what: { element?: string; value?: unknown }, answer: () => string): string {
    if (refusal && !settings.lets.includes(refusal.rule))
      return did(call, call === 'GetValue' ? '' : 'false', refusal.error, { ...what, refused: refusal });
    const said = answer();
    const error = String(inner.GetLastError());
    // That nothing was written there yet is an answer, and no mistake of whoever asks.
    const mistake = error !== '0' && !(call === 'GetValue' && error === '403');
    const refused: Refusal | undefined =
      refusal ?? (mistake ? { rule: 'platform', error, reason: inner.GetErrorString(error) || `error ${error}` } : undefined);
    return did(call, said, error, { ...what, ...(refused && { refused }) });
  }

  const refuse = (rule: GuardRule, in12: string, in2004: string, reason: string): Refusal => ({ rule, error: code(in12, in2004), reason });
  const emptyOnly = (argument: unknown): Refusal | null =>
    argument === '' ? null : refuse('argument', '201', '201', `the argument has to be an empty text, and is ${String(argument)}`);
  const open = (before: string, after: string): Refusal | null =>
    state === 'new'
      ? refuse('not-open', '301', before, 'Initialize was not called, or failed')
      : state === 'closed'
        ? refuse('closed', '301', after, 'it was finished')
        : null;

  function refusalOf(element: unknown, value: unknown): Refusal | null {
    const early = open('132', '133');
    if (early) return early;
    if (typeof element !== 'string' || element === '') return refuse('argument', '201', '201', 'the element is no text');
    const type = (rule: GuardRule, reason: string) => refuse(rule, '405', '406', reason);
    const none = (rule: GuardRule, reason: string) => refuse(rule, '401', '402', reason);
    if (typeof value !== 'string')
      return type('argument', `the value is a ${value === null ? 'null' : typeof value}, and has to be a text`);
    if (settings.mode !== 'normal') return refuse('read-only', '403', '404', `nothing may be written in the mode ${settings.mode}`);
    if (/(^|\.)score(\.|$)|scaled_passing_score|mastery_score|\.weighting$|\.correct_responses(\.|$)/.test(element)) {
      return none('score', 'a grade is made of it, and nobody is graded');
    }
    if (/^cmi\.comments/.test(element)) return none('comments', 'comments are added up, so a second commit repeats them');
    const status =
      element === statusName || /^cmi\.(success_status|objectives\.\d+\.(status|success_status|completion_status))$/.test(element);
    if (status && (value === 'passed' || value === 'failed')) return type('passed-failed', `nobody has ${value}`);
    if (element === statusName) {
      if (value === 'completed') {
        if (settings.completedNeeds !== 'nothing' && !committed) {
          return refuse('completed-too-soon', '101', '351', 'no commit has succeeded yet, so the answers may be lost with it');
        }
        if (settings.completedNeeds === 'all committed' && waiting) {
          return refuse('completed-too-soon', '101', '351', 'something was written that is not committed');
        }
      } else if (completed) return refuse('completed-twice', '101', '351', 'it is completed, and would be taken back');
    }
    if (element === 'cmi.suspend_data' && value.length > SUSPEND[settings.edition]) {
      return type('suspend-data', `${value.length} characters, and ${SUSPEND[settings.edition]} are kept`);
    }
    const [, list, index, field] = /^cmi\.(interactions|objectives)\.(\d+)\.(.+)$/.exec(element) ?? [];
    if (list === 'interactions') {
      if ((field === 'id' || /^objectives\.\d+\.id$/.test(field!)) && !SHORT.test(value))
        return type('interaction-id', `“${value}” is no id: letters, digits, _ and . alone`);
      const words = FILLED.includes(written[`cmi.interactions.${index}.type`] ?? given[`cmi.interactions.${index}.type`] ?? '');
      if (/^(student|learner)_response$/.test(field!)) {
        if (!words && !SHORT.test(value)) return type('response', `“${value}” is no response: letters, digits, _ and . alone`);
        const most = old ? 255 : 4_000;
        if (words && value.length > most) return type('response', `${value.length} characters, and ${most} are kept`);
      }
      if (field === 'result' && value !== 'neutral') return type('judged', `the result is “${value}”, and has to be “neutral”`);
      if (field === 'type' && value !== 'likert' && !FILLED.includes(value))
        return type('judged', `the type is “${value}”, and has to be “likert”, or what somebody writes`);
    }
    if (list === 'objectives' && field === 'id' && !SHORT.test(value))
      return type('interaction-id', `“${value}” is no id: letters, digits, _ and . alone`);
    if (list && field === 'id') {
      const twin = Object.entries({ ...given, ...written }).find(
        ([key, id]) => id === value && key !== element && new RegExp(`^cmi\\.${list}\\.\\d+\\.id$`).test(key)
      );
      if (twin) {
        const rule = list === 'interactions' ? 'interaction-twice' : 'objective-twice';
        return refuse(rule, '101', '351', `“${value}” stands at ${twin[0]} already, so ${index} would be a second one`);
      }
    }
    return null;
  }

  function commit(closing: boolean): boolean {
    const kept = platform.keep({ ...written }, closing);
    if (kept) {
      committed = true;
      waiting = false;
    }
    return kept;
  }
  const notKept = (error12: string, error2004: string) => refuse('commit-failed', error12, error2004, 'the platform did not keep it');

  return {
    /**
     * Goes on from what is stored already.
     * @param known all that the inner API was given: see {@link beginning}
     */
    begin(stored: Readonly<Record<string, string>>, known: Readonly<Record<string, string>> = stored): void {
      Object.assign(written, stored);
      given = known;
    },
    Initialize(argument: unknown): string {
      const refusal =
        emptyOnly(argument) ??
        (state === 'open' ? refuse('opened-twice', '101', '103', 'it is open already') : null) ??
        (state === 'closed' ? refuse('closed', '101', '104', 'it was finished') : null);
      const answer = ask('Initialize', refusal, {}, () => inner.Initialize(''));
      if (answer === 'true') state = 'open';
      return answer;
    },
    GetValue(element: unknown): string {
      const refusal =
        open('122', '123') ?? (typeof element === 'string' ? null : refuse('argument', '201', '201', 'the element is no text'));
      return ask('GetValue', refusal, { element: String(element) }, () => String(inner.GetValue(element as string)));
    },
    SetValue(element: unknown, value: unknown): string {
      const answer = ask('SetValue', refusalOf(element, value), { element: String(element), value }, () =>
        inner.SetValue(element as string, value)
      );
      if (answer === 'true') {
        written[element as string] = String(value);
        waiting = true;
        if (element === statusName) completed = value === 'completed';
      }
      return answer;
    },
    Commit(argument: unknown): string {
      let refusal = emptyOnly(argument) ?? open('142', '143');
      if (!refusal && !commit(false)) refusal = notKept('101', '391');
      // It cannot be let through: there is nobody who would keep it.
      if (refusal?.rule === 'commit-failed') return did('Commit', 'false', refusal.error, { refused: refusal });
      return ask('Commit', refusal, {}, () => inner.Commit(''));
    },
    Terminate(argument: unknown): string {
      let refusal = emptyOnly(argument) ?? open('112', '113');
      if (!refusal && settings.mode === 'normal' && !(statusName in written)) {
        refusal = refuse('status-unset', '101', '111', `${statusName} was never set, so a platform would call it completed or unknown`);
        if (!settings.lets.includes('status-unset')) return did('Terminate', 'false', refusal.error, { refused: refusal });
      }
      if ((!refusal || refusal.rule === 'status-unset') && !commit(true)) refusal = notKept('101', '111');
      if (refusal?.rule === 'commit-failed') return did('Terminate', 'false', refusal.error, { refused: refusal });
      const answer = ask('Terminate', refusal, {}, () => inner.Terminate(''));
      if (answer === 'true') state = 'closed';
      return answer;
    },
    GetLastError: (): string => lastError,
    GetErrorString: (error: unknown): string => String(inner.GetErrorString(String(error))),
    GetDiagnostic: (error: unknown): string => String(inner.GetDiagnostic(String(error)))
  };
}

export type Guarded = ReturnType<typeof guard>;

/** @returns what a course finds in the window of a platform */
export function apiOf(edition: Edition, guarded: Guarded): Readonly<Record<string, (...given: unknown[]) => string>> {
  const { Initialize, GetValue, SetValue, Commit, Terminate, GetLastError, GetErrorString, GetDiagnostic } = guarded;
  const functions = { Initialize, GetValue, SetValue, Commit, GetLastError, GetErrorString, GetDiagnostic };
  if (edition === 'scorm2004') return { ...functions, Terminate };
  return Object.fromEntries(Object.entries({ ...functions, Finish: Terminate }).map(([name, call]) => [`LMS${name}`, call]));
}

/** @returns scorm-again by the names of 2004 */
export function innerOf(edition: Edition, api: Readonly<Record<string, unknown>>): Inner {
  const call = (name: string) => {
    const own = edition === 'scorm2004' ? name : `LMS${name === 'Terminate' ? 'Finish' : name}`;
    return (...given: unknown[]) => (api[own] as (...given: unknown[]) => string)(...given);
  };
  return {
    Initialize: call('Initialize'),
    Terminate: call('Terminate'),
    GetValue: call('GetValue'),
    SetValue: call('SetValue'),
    Commit: call('Commit'),
    GetLastError: call('GetLastError'),
    GetErrorString: call('GetErrorString'),
    GetDiagnostic: call('GetDiagnostic')
  };
}

/** How scorm-again has to be set: nothing by itself, and nothing in the name of the course. */
export const STRICT = {
  autocommit: false,
  strict_errors: true,
  autoCompleteLessonStatus: false,
  mastery_override: false,
  score_overrides_status: false,
  selfReportSessionTime: true,
  logLevel: 5
} as const;

/**
 * @param attempt what was stored before
 * @returns what the run-time knows before the course opens it, for `loadFromFlattenedJSON`
 */
export function beginning(
  edition: Edition,
  learner: { readonly id: string; readonly name: string },
  mode: Mode,
  attempt: { readonly data: Readonly<Record<string, string>>; readonly entry: string; readonly totalTime: string },
  objectives: readonly string[],
  launchData = ''
): Record<string, string> {
  const core = edition === 'scorm12' ? 'cmi.core.' : 'cmi.';
  // A platform keeps how the last session ended, and how long it took, to itself.
  const mine = Object.fromEntries(Object.entries(attempt.data).filter(([key]) => !/^cmi\.(core\.)?(exit|session_time)$/.test(key)));
  const fixed: Record<string, string> =
    edition === 'scorm12'
      ? { 'cmi.core.student_id': learner.id, 'cmi.core.student_name': learner.name, 'cmi.core.lesson_mode': mode }
      : { 'cmi.learner_id': learner.id, 'cmi.learner_name': learner.name, 'cmi.mode': mode };
  fixed[`${core}credit`] = mode === 'normal' ? 'credit' : 'no-credit';
  fixed[`${core}entry`] = attempt.entry;
  fixed[`${core}total_time`] = attempt.totalTime;
  if (launchData) fixed['cmi.launch_data'] = launchData;
  // Moodle puts those of the manifest there in 2004, the primary one first.
  if (edition === 'scorm2004') {
    objectives.forEach((id, i) => {
      fixed[`cmi.objectives.${i}.id`] = id;
    });
  } else if (!('cmi.core.lesson_status' in mine)) fixed['cmi.core.lesson_status'] = 'not attempted';
  return { ...mine, ...fixed };
}
