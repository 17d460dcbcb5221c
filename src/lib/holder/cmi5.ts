/**
 * A learning platform that speaks cmi5: a token for this launch, a state that it keeps, and a few statements to its record store. No score is ever
 * said. What could not be sent waits, in this tab through a reload too, and is sent again under the same id, so that it arrives once.
 */
import { PlatformError, type Platform, type Report, type Session } from '#lib/domain/course/platform.ts';

/** As a platform puts it into the address of the page. */
interface Launch {
  readonly endpoint: string;
  readonly fetch: string;
  /** As JSON, handed on letter by letter. */
  readonly actor: string;
  readonly registration: string;
  readonly activityId: string;
}

interface Activity {
  readonly objectType: 'Activity';
  readonly id: string;
  readonly definition?: Readonly<Record<string, unknown>>;
}

interface Statement {
  readonly id: string;
  readonly actor: unknown;
  readonly verb: { readonly id: string; readonly display: Readonly<Record<string, string>> };
  readonly object: Activity;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly context: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
}

/** What a platform says of a launch, as far as it is needed here. */
interface LaunchData {
  readonly contextTemplate?: {
    readonly contextActivities?: Readonly<Record<string, readonly object[]>>;
    readonly extensions?: Readonly<Record<string, unknown>>;
  };
  readonly launchMode?: string;
  readonly returnURL?: string;
}

/** What has to outlive a reload of the page. */
interface Kept {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly began: number;
  /** Statements that no answer has come for, in their order; those of one list are stored together or not at all. */
  readonly waiting: readonly (readonly Statement[])[];
  readonly initialized: boolean;
  readonly completed: boolean;
}

/** What this needs of the browser. */
export interface Cmi5World {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly newId: () => string;
  /** Waits, in milliseconds. */
  readonly wait: (time: number) => Promise<void>;
}

const VERB = 'http://adlnet.gov/expapi/verbs/';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const STATE = 'waymark';
/** Far more than a state ever has; platforms set no limit. */
const ROOM = 64_000;
/** Milliseconds before a request is tried again: a line that drops comes back soon, or not at all. */
const AGAIN = [300, 1_000, 2_500];

/** @returns the platform that the address speaks of; `null` where it speaks of none @param kept outlives a reload, and no more */
export function cmi5From(
  { search }: Pick<Location, 'search'>,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  world: Cmi5World = {
    fetch: (...given) => fetch(...given),
    now: Date.now,
    newId: () => crypto.randomUUID(),
    wait: (time) => new Promise((done) => setTimeout(done, time))
  }
): Platform | null {
  const query = new URLSearchParams(search);
  const [endpoint, fetching, actor, registration, activityId] = ['endpoint', 'fetch', 'actor', 'registration', 'activityId'].map(
    (name) => query.get(name) ?? ''
  ) as [string, string, string, string, string];
  if (!endpoint || !fetching || !actor || !activityId) return null;
  return new Cmi5({ endpoint: endpoint.replace(/\/?$/, '/'), fetch: fetching, actor, registration, activityId }, kept, world);
}

class Cmi5 implements Platform {
  readonly #launch: Launch;
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #world: Cmi5World;
  #kept: Kept | null = null;
  #data: LaunchData = {};
  #session: Promise<Session> | null = null;
  #mode: Session['mode'] = 'looking';
  /** Handed over, and not sent yet. */
  #state: string | null = null;
  #left = false;
  #sending: Promise<unknown> = Promise.resolve();

  constructor(launch: Launch, storage: Pick<Storage, 'getItem' | 'setItem'>, world: Cmi5World) {
    this.#launch = launch;
    this.#storage = storage;
    this.#world = world;
  }

  open(): Promise<Session> {
    this.#session ??= this.#begin().catch((error: unknown) => {
      this.#session = null;
      throw error;
    });
    return this.#session;
  }

  async #begin(): Promise<Session> {
    this.#kept ??= this.#restored() ?? (await this.#fetched());
    this.#keep({});
    const data = await this.#ask('activities/state', this.#document('LMS.LaunchData'));
    if (!data.ok) throw new PlatformError('refused', `LMS.LaunchData: ${data.status}`);
    this.#data = (await json(data)) as LaunchData;
    this.#mode = ['Review', 'Browse'].includes(this.#data.launchMode ?? '') ? 'looking' : 'answering';
    // It has to be asked for before anything is said, also where there is none.
    const wishes = await this.#ask('agents/profile', { agent: this.#launch.actor, profileId: 'cmi5LearnerPreferences' });
    const { languagePreference: language } = wishes.ok ? ((await json(wishes)) as { languagePreference?: unknown }) : {};
    if (!this.#kept.initialized) {
      this.#keep({ initialized: true, waiting: [[this.#defined('initialized')], ...this.#kept.waiting] });
    }
    await this.#flush().catch(() => {}); // It waits, and goes first whenever something is said.
    const state = await this.#ask('activities/state', this.#document(STATE));
    if (!state.ok && state.status !== 404) throw new PlatformError('refused', `the state: ${state.status}`);
    return {
      state: state.ok ? (await state.text()) || null : null,
      mode: this.#mode,
      done: (this.#kept.completed && this.#kept.waiting.length === 0) || this.#data.launchMode === 'Review',
      learner: accountOf(this.#launch.actor),
      room: ROOM,
      ...(typeof language === 'string' && language ? { language: language.split(',')[0]! } : {}),
      leads: true
    };
  }

  /** A token is handed out once: after a reload it is the one that this tab has. */
  #restored(): Kept | null {
    try {
      return JSON.parse(this.#storage.getItem(this.#name) ?? 'null') as Kept | null;
    } catch {
      return null;
    }
  }

  async #fetched(): Promise<Kept> {
    // Not tried again: where the answer got lost the token is used up.
    const response = await this.#world.fetch(this.#launch.fetch, { method: 'POST' }).catch((error: unknown) => {
      throw new PlatformError('unreachable', String(error));
    });
    const { 'auth-token': token, ...other } = ((await json(response)) ?? {}) as Record<string, unknown>;
    if (typeof token !== 'string' || !token) throw new PlatformError('refused', `fetch: ${response.status} ${JSON.stringify(other)}`);
    return { token, began: this.#world.now(), waiting: [], initialized: false, completed: false };
  }

  get #name(): string {
    return `waymark.cmi5 ${this.#launch.fetch}`;
  }

  #keep(change: Partial<Kept>) {
    this.#kept = { ...this.#kept!, ...change };
    try {
      this.#storage.setItem(this.#name, JSON.stringify(this.#kept));
    } catch {
      // Then it lasts as long as this page.
    }
  }

  async put(state: string): Promise<void> {
    this.#assertAnswering();
    this.#state = state;
  }

  save(state: string): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertAnswering();
      this.#state = state;
      await this.#flush();
      const answer = await this.#ask('activities/state', this.#document(STATE), this.#stateRequest(state));
      if (!answer.ok) throw new PlatformError('refused', `the state: ${answer.status} ${await said(answer)}`);
      if (this.#state === state) this.#state = null;
    });
  }

  complete(report: Report): Promise<void> {
    return this.#inTurn(async () => {
      this.#assertAnswering();
      if (this.#kept!.completed) return this.#flush();
      // What was tried before may have arrived: it is that, or nothing.
      const told = [...this.#toldOf(report), this.#defined('completed', { completion: true, duration: this.#duration() }, ['moveon'])];
      this.#keep({ completed: true, waiting: [...this.#kept!.waiting, told] });
      await this.#flush();
    });
  }

  close(): void {
    const state = this.#state;
    if (state === null || this.#left || this.#mode !== 'answering' || !this.#kept) return;
    // Not “terminated”: a page that is loaded again goes on, and could say nothing more.
    void this.#request('activities/state', this.#document(STATE), { ...this.#stateRequest(state), keepalive: true }).catch(() => {});
  }

  leave(): Promise<string> {
    return this.#inTurn(async () => {
      if (!this.#left) {
        this.#keep({ waiting: [...this.#kept!.waiting, [this.#defined('terminated', { duration: this.#duration() })]] });
        this.#left = true;
      }
      await this.#flush();
      return this.#data.returnURL ?? '';
    });
  }

  /** Where somebody may only look, nothing is written. */
  #assertAnswering() {
    if (this.#mode !== 'answering' || this.#left) throw new PlatformError('refused', 'nothing is written here');
  }

  /** One after the other. */
  #inTurn<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.#sending.then(what);
    this.#sending = turn.catch(() => {});
    return turn;
  }

  /** Sends what waits, in its order; what is refused will be refused again, so it waits no more. @throws PlatformError */
  async #flush(): Promise<void> {
    for (let next = this.#kept!.waiting[0]; next; next = this.#kept!.waiting[0]) {
      const answer = await this.#ask('statements', {}, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(next) });
      this.#keep({ waiting: this.#kept!.waiting.slice(1) });
      // “Conflict”: they are there, and only the answer had got lost.
      if (answer.ok || answer.status === 409) continue;
      if (next.some(({ verb }) => verb.id === `${VERB}completed`)) this.#keep({ completed: false });
      throw new PlatformError('refused', `statements: ${answer.status} ${await said(answer)}`);
    }
  }

  // ------------------------------------------------------------------------------------------------------------ requests

  #document = (stateId: string) => ({
    activityId: this.#launch.activityId,
    agent: this.#launch.actor,
    ...(this.#launch.registration && { registration: this.#launch.registration }),
    stateId
  });

  #stateRequest = (body: string): RequestInit => ({ method: 'PUT', headers: { 'content-type': 'text/plain' }, body });

  #request(resource: string, query: Readonly<Record<string, string>>, more: RequestInit = {}): Promise<Response> {
    const asked = new URLSearchParams(query).toString();
    return this.#world.fetch(`${this.#launch.endpoint}${resource}${asked && `?${asked}`}`, {
      ...more,
      headers: {
        authorization: `Basic ${this.#kept!.token}`,
        'x-experience-api-version': '1.0.3',
        ...(more.headers as Record<string, string> | undefined)
      }
    });
  }

  /** Asks a few times: each request says the same however often it comes. @throws PlatformError where no answer comes */
  async #ask(resource: string, query: Readonly<Record<string, string>>, more: RequestInit = {}): Promise<Response> {
    for (let n = 0; ; n++) {
      const answer = await this.#request(resource, query, more).catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && answer.status < 500 && answer.status !== 429) return answer;
      if (n >= AGAIN.length) {
        throw new PlatformError('unreachable', `${resource}: ${typeof answer === 'string' ? answer : answer.status}`);
      }
      await this.#world.wait(AGAIN[n]!);
    }
  }

  // ---------------------------------------------------------------------------------------------------------- statements

  #statement(verb: string, object: Activity, result?: Statement['result'], categories: readonly string[] = []): Statement {
    const { contextActivities, extensions, ...rest } = this.#data.contextTemplate ?? {};
    const category = [
      ...((contextActivities?.category as readonly object[] | undefined) ?? []),
      ...categories.map((id) => ({ id: CATEGORY + id }))
    ];
    return {
      id: this.#world.newId(),
      actor: JSON.parse(this.#launch.actor),
      verb: { id: VERB + verb, display: { en: verb } },
      object,
      ...(result && { result }),
      context: {
        ...rest,
        ...(this.#launch.registration && { registration: this.#launch.registration }),
        contextActivities: { ...contextActivities, ...(category.length && { category }) },
        ...(extensions && { extensions })
      },
      timestamp: new Date(this.#world.now()).toISOString()
    };
  }

  /** One of those that cmi5 defines. */
  #defined(verb: string, result?: Statement['result'], more: readonly string[] = []): Statement {
    return this.#statement(verb, { objectType: 'Activity', id: this.#launch.activityId }, result, ['cmi5', ...more]);
  }

  #toldOf({ language, levels = [], answers = [], plan = [] }: Report): Statement[] {
    const responded = (id: string, title: string, definition: object, response: string) =>
      this.#statement(
        'responded',
        {
          objectType: 'Activity',
          id: `${this.#launch.activityId}/${encodeURIComponent(id)}`,
          definition: { type: 'http://adlnet.gov/expapi/activities/cmi.interaction', name: { [language]: title }, ...definition }
        },
        { response }
      );
    const likert = (ids: readonly string[]) => ({ interactionType: 'likert', scale: ids.map((id) => ({ id })) });
    return [
      ...levels.map(({ topic, title, level }) => responded(topic, title, likert(LEVELS), level < 0 ? 'NA' : `L${level}`)),
      ...answers.flatMap(({ criterion, title, answers }) =>
        [...answers].map((answer, i) => responded(`${criterion}.L${i + 1}`, `${title} (${i + 1})`, likert(ANSWERS), answer))
      ),
      ...plan.map((step, i) => responded(`plan.${i + 1}`, step, { interactionType: 'long-fill-in' }, step))
    ];
  }

  #duration(): string {
    const seconds = Math.max(0, Math.round((this.#world.now() - this.#kept!.began) / 1000));
    return `PT${Math.floor(seconds / 3600)}H${Math.floor(seconds / 60) % 60}M${seconds % 60}S`;
  }
}

const LEVELS = ['L0', 'L1', 'L2', 'L3', 'L4', 'NA'];
/** Not yet, Partly, Yes, not part of the role, and open. */
const ANSWERS = ['N', 'P', 'Y', 'X', 'O'];
const JSON_TYPE = { 'content-type': 'application/json' };

const json = (response: Response): Promise<unknown> => response.json().catch(() => null);
const said = async (response: Response): Promise<string> => (await response.text().catch(() => '')).slice(0, 200);

/** @param actor as JSON @returns what tells this learner apart, empty where it says nothing */
function accountOf(actor: string): string {
  try {
    const { account } = JSON.parse(actor) as { account?: { name?: unknown; homePage?: unknown } };
    return account ? `${String(account.homePage)} ${String(account.name)}` : '';
  } catch {
    return '';
  }
}
