/** What a statement of a course may say. */
import { isDeepStrictEqual } from 'node:util';

export interface Activity {
  readonly objectType?: 'Activity';
  readonly id: string;
  readonly definition?: Readonly<Record<string, unknown>>;
}

export interface Statement {
  readonly id?: string;
  readonly actor: unknown;
  readonly verb: { readonly id: string; readonly display?: unknown };
  readonly object: Activity;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly context?: {
    readonly registration?: string;
    readonly contextActivities?: Readonly<Record<string, readonly Activity[]>>;
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
  readonly timestamp?: string;
}

/** What the course was started with. */
export interface Launched {
  readonly actor: {
    readonly objectType: 'Agent';
    readonly name: string;
    readonly account: { readonly homePage: string; readonly name: string };
  };
  readonly activityId: string;
  readonly registration: string;
  readonly contextTemplate: {
    readonly contextActivities: { readonly grouping: readonly Activity[] };
    readonly extensions: Readonly<Record<string, unknown>>;
  };
  readonly mode: 'Normal' | 'Review' | 'Browse';
}

export type StatementRule =
  | 'form'
  | 'id'
  | 'timestamp'
  | 'actor'
  | 'statement-registration'
  | 'context-template'
  | 'category'
  | 'verb'
  | 'object'
  | 'score'
  | 'judged'
  | 'duration'
  | 'completion'
  | 'response'
  | 'initialized-first'
  | 'initialized-twice'
  | 'completed-twice'
  | 'after-terminated'
  | 'read-only';

const ADL = 'http://adlnet.gov/expapi/verbs/';
const CMI5 = 'https://w3id.org/xapi/cmi5/context/categories/cmi5';
const MOVE_ON = 'https://w3id.org/xapi/cmi5/context/categories/moveon';

export const VERBS = {
  launched: `${ADL}launched`,
  initialized: `${ADL}initialized`,
  responded: `${ADL}responded`,
  completed: `${ADL}completed`,
  terminated: `${ADL}terminated`,
  passed: `${ADL}passed`,
  failed: `${ADL}failed`,
  scored: `${ADL}scored`,
  abandoned: 'https://w3id.org/xapi/adl/verbs/abandoned',
  waived: 'https://w3id.org/xapi/adl/verbs/waived',
  satisfied: 'https://w3id.org/xapi/adl/verbs/satisfied'
} as const;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const DURATION = /^P(?=\d|T\d)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\S+$/i;
const SHORT = /^[\w.]{1,250}$/;
const KEYS = ['id', 'actor', 'verb', 'object', 'result', 'context', 'timestamp'];

type Fault = { readonly rule: StatementRule; readonly reason: string } | null;

/**
 * @param so what was said in this session, and of `completed` in this registration
 * @returns the first thing that is wrong, or `null`
 */
export function judgeStatement(
  statement: Statement,
  launched: Launched,
  so: { readonly initialized: boolean; readonly completed: boolean; readonly terminated: boolean }
): Fault {
  const form = formFault(statement);
  if (form) return { rule: 'form', reason: form };
  const { id, actor, verb, object, result = {}, context, timestamp } = statement;
  if (!UUID.test(id ?? '')) return { rule: 'id', reason: `“${id ?? ''}” is no UUID in small letters` };
  if (!TIMESTAMP.test(timestamp ?? '') || Number.isNaN(Date.parse(timestamp!))) {
    return { rule: 'timestamp', reason: `“${timestamp ?? ''}” is no time in UTC that ends with Z` };
  }
  if (!isDeepStrictEqual(actor, launched.actor))
    return { rule: 'actor', reason: `the actor is ${JSON.stringify(actor)}, and not exactly as launched` };
  if (context?.registration !== launched.registration) {
    return { rule: 'statement-registration', reason: `the registration is “${context?.registration ?? ''}”, and not as launched` };
  }
  const template = templateFault(context, launched);
  if (template) return { rule: 'context-template', reason: template };

  // Order, before what each of them has to look like.
  const known = Object.entries(VERBS).find(([, address]) => address === verb.id)?.[0];
  if (so.terminated) return { rule: 'after-terminated', reason: `“${known ?? verb.id}” after “terminated”` };
  if (known === 'initialized' && so.initialized)
    return { rule: 'initialized-twice', reason: '“initialized” was said before in this session' };
  if (known !== 'initialized' && !so.initialized)
    return { rule: 'initialized-first', reason: `“${known ?? verb.id}” before “initialized”` };

  if (known === undefined || !['initialized', 'responded', 'completed', 'terminated'].includes(known)) {
    const reason =
      known === 'scored' || known === 'passed' || known === 'failed'
        ? 'nobody is graded'
        : known
          ? 'the platform says that itself'
          : 'it is none that a self-assessment needs';
    return { rule: /^(scored|passed|failed)$/.test(known ?? '') ? 'score' : 'verb', reason: `the verb ${known ?? verb.id}: ${reason}` };
  }
  if (launched.mode !== 'Normal' && known !== 'initialized' && known !== 'terminated') {
    return { rule: 'read-only', reason: `“${known}” in the mode ${launched.mode}` };
  }
  if ('score' in result) return { rule: 'score', reason: 'a result has a score, and nobody is graded' };
  if ('success' in result) return { rule: 'judged', reason: 'a result says whether somebody succeeded' };

  const categories = (context?.contextActivities?.category ?? []).map((one) => one.id);
  const ours = known !== 'responded';
  if (categories.includes(CMI5) !== ours) {
    return { rule: 'category', reason: ours ? `“${known}” lacks the category cmi5` : 'a statement of our own has the category cmi5' };
  }
  if (categories.includes(MOVE_ON) !== (known === 'completed')) {
    return {
      rule: 'category',
      reason: known === 'completed' ? '“completed” lacks the category moveon' : `“${known}” has the category moveon`
    };
  }
  if (ours && object.id !== launched.activityId)
    return { rule: 'object', reason: `“${known}” is about ${object.id}, and not about the activity as launched` };
  if (known === 'initialized') return Object.keys(result).length ? { rule: 'form', reason: '“initialized” has a result' } : null;
  if (known === 'responded') return respondedFault(statement);
  if (!DURATION.test(String(result.duration ?? '')))
    return { rule: 'duration', reason: `“${known}” has the duration “${String(result.duration ?? '')}”` };
  if (known === 'terminated')
    return 'completion' in result ? { rule: 'completion', reason: '“terminated” says whether it is completed' } : null;
  if (result.completion !== true) return { rule: 'completion', reason: '“completed” has to say completion: true' };
  if (so.completed) return { rule: 'completed-twice', reason: '“completed” was said before in this registration' };
  return null;
}

function respondedFault({ object, result = {} }: Statement): Fault {
  const { type, interactionType, scale, correctResponsesPattern } = object.definition ?? {};
  if (type !== 'http://adlnet.gov/expapi/activities/cmi.interaction')
    return { rule: 'object', reason: `it responds to a thing of the type “${String(type)}”` };
  if (correctResponsesPattern !== undefined) return { rule: 'judged', reason: 'it says which response is the right one' };
  // Somebody's own words.
  if (interactionType === 'long-fill-in')
    return typeof result.response === 'string' && result.response ? null : { rule: 'response', reason: 'it has no words' };
  if (interactionType !== 'likert') return { rule: 'object', reason: `it responds to a “${String(interactionType)}”, and not to a scale` };
  const ids = Array.isArray(scale) ? scale.map((one: { id?: unknown }) => one?.id) : [];
  if (ids.length < 2 || new Set(ids).size !== ids.length || !ids.every((one) => typeof one === 'string' && SHORT.test(one))) {
    return { rule: 'object', reason: 'its scale has to be at least two different ids' };
  }
  const { response } = result;
  if (typeof response !== 'string' || !SHORT.test(response))
    return { rule: 'response', reason: `“${String(response)}” is no response: letters, digits, _ and . alone` };
  if (!ids.includes(response)) return { rule: 'response', reason: `“${response}” is not on the scale` };
  return 'completion' in result ? { rule: 'completion', reason: 'a response says whether it is completed' } : null;
}

function templateFault(context: Statement['context'], { contextTemplate }: Launched): string | null {
  for (const [key, value] of Object.entries(contextTemplate.extensions)) {
    if (context?.extensions?.[key] !== value) return `the extension ${key} is not that of the template`;
  }
  const grouping = context?.contextActivities?.grouping ?? [];
  for (const one of contextTemplate.contextActivities.grouping) {
    if (!grouping.some((given) => given.id === one.id)) return `the grouping lacks ${one.id}`;
  }
  return null;
}

/** @returns what a record store would call no statement */
function formFault(statement: Statement): string | null {
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) return 'a statement is an object';
  const strange = Object.keys(statement).find((key) => !KEYS.includes(key));
  if (strange) return `${strange} is not for a course to say`;
  const empty = emptyIn(statement, '');
  if (empty) return `${empty} is null`;
  const { actor, verb, object, result, context } = statement;
  if (typeof actor !== 'object') return 'it has no actor';
  if (typeof verb !== 'object' || !ADDRESS.test(String(verb.id))) return 'its verb has no address';
  if (typeof object !== 'object' || !ADDRESS.test(String(object.id))) return 'its object has no address';
  if ((object.objectType ?? 'Activity') !== 'Activity') return `its object is a ${object.objectType}`;
  if (result !== undefined && typeof result !== 'object') return 'its result is no object';
  if (context !== undefined && typeof context !== 'object') return 'its context is no object';
  for (const [name, map] of [
    ['display', verb.display],
    ...['name', 'description'].map((key) => [key, object.definition?.[key]] as const)
  ] as const) {
    if (map === undefined) continue;
    if (
      typeof map !== 'object' ||
      !Object.entries(map as object).every(([language, word]) => /^[a-z]{2,3}(-\w+)*$/.test(language) && typeof word === 'string')
    ) {
      return `${name} is no text by language`;
    }
  }
  for (const [name, list] of Object.entries(context?.contextActivities ?? {})) {
    if (!['parent', 'grouping', 'category', 'other'].includes(name)) return `there are no context activities ${name}`;
    if (!Array.isArray(list) || !list.every((one: Activity) => ADDRESS.test(String(one?.id)))) return `${name} is no list of activities`;
  }
  for (const key of Object.keys(context?.extensions ?? {})) if (!ADDRESS.test(key)) return `the extension ${key} is no address`;
  return null;
}

function emptyIn(value: unknown, path: string): string | null {
  if (value === null) return path;
  if (typeof value !== 'object') return null;
  for (const [key, inner] of Object.entries(value)) {
    // What an extension holds is its own matter.
    const found = key === 'extensions' ? null : emptyIn(inner, path ? `${path}.${key}` : key);
    if (found) return found;
  }
  return null;
}
