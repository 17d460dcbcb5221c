/**
 * A learning platform that speaks cmi5: a token for this launch, a state that it keeps, and a few statements to its record store. No score is ever
 * said. What no answer has come for is kept, in this tab through a reload too, and is sent again under the same id, so that it arrives once. What a learner
 * agreed to tell is sent when they say that they are done, and at no other time.
 */
import { keptText, PlatformError, ROOMS, type Platform, type Report, type Session, type Told } from '#lib/domain/course/platform.ts';

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
  readonly initialized: Sent | null;
  /** Of the report, as JSON: what is told, and that they are done. Stored together or not at all. */
  readonly completed: (Sent & { readonly report: string }) | null;
  readonly terminated: Sent | null;
}

/** Statements that were sent, or will be. `stored`: the record store has said so. */
interface Sent {
  readonly statements: readonly Statement[];
  readonly stored: boolean;
}
type Part = 'initialized' | 'completed' | 'terminated';

/** What this needs of the browser. */
export interface Cmi5World {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  readonly newId: () => string;
  /** Waits, in milliseconds. */
  readonly wait: (time: number) => Promise<void>;
  /** How long a request may take, in milliseconds. */
  readonly patience: number;
}

const VERB = 'http://adlnet.gov/expapi/verbs/';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const STATE = 'waymark';
/** Milliseconds before a request is tried again: a line that drops comes back soon, or not at all. */
const AGAIN = [300, 1_000, 2_500];
/**
 * Milliseconds that a request may take. A state is a kilobyte, which the slowest line carries in two or three seconds; and after ten, people leave.
 * One that hangs is not tried again by itself: it would hang again.
 */
const PATIENCE = 10_000;

/** @returns the platform that the address speaks of; `null` where it speaks of none @param kept outlives a reload, and no more */
export function cmi5From(
  { search }: Pick<Location, 'search'>,
  kept: Pick<Storage, 'getItem' | 'setItem'>,
  world: Cmi5World = {
    fetch: (...given) => fetch(...given),
    now: Date.now,
    newId: () => crypto.randomUUID(),
    wait: (time) => new Promise((done) => setTimeout(done, time)),
    patience: PATIENCE
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
  /** Nothing is written before what is there has been read. */
  #mode: Session['mode'] = 'looking';
  /** Handed over, and not sent yet. */
  #state: string | null = null;
  /** States that were read or written here. */
  readonly #known = new Set<string | null>();
  /** Of the state that was read or written last; empty where the platform says none. */
  #tag = '';
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
    this.#data = ((await json(data)) ?? {}) as LaunchData;
    // It has to be asked for before anything is said, also where there is none.
    const wishes = await this.#ask('agents/profile', { agent: this.#launch.actor, profileId: 'cmi5LearnerPreferences' });
    const { languagePreference: language } = wishes.ok ? (((await json(wishes)) ?? {}) as { languagePreference?: unknown }) : {};
    if (this.#kept.terminated && (this.#kept.terminated.stored || (await this.#arrived('terminated'))))
      throw new PlatformError('left', 'it was said that the learner left');
    if (!this.#kept.initialized) this.#keep({ initialized: { statements: [this.#defined('initialized')], stored: false } });
    await this.#send('initialized').catch(() => {}); // It is kept, and goes first whenever something is said.
    const done = this.#kept.completed !== null && (this.#kept.completed.stored || (await this.#arrived('completed')) === true);
    const state = await this.#read();
    this.#known.add(state);
    this.#mode = ['Review', 'Browse'].includes(this.#data.launchMode ?? '') ? 'looking' : 'answering';
    return {
      state,
      mode: this.#mode,
      done: done || this.#data.launchMode === 'Review',
      learner: accountOf(this.#launch.actor),
      room: ROOMS.cmi5,
      ...(typeof language === 'string' && language ? { language: language.split(',')[0]! } : {}),
      leads: true
    };
  }

  /** @returns what the platform has now @throws PlatformError */
  async #read(): Promise<string | null> {
    const answer = await this.#ask('activities/state', this.#document(STATE));
    if (!answer.ok && answer.status !== 404) throw new PlatformError('unread', `the state: ${answer.status}`);
    this.#tag = answer.headers.get('etag') ?? '';
    return answer.ok ? keptText(await bodyOf(answer)) : null;
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
    const signal = AbortSignal.timeout(this.#world.patience);
    const response = await this.#world.fetch(this.#launch.fetch, { method: 'POST', signal }).catch((error: unknown) => {
      throw new PlatformError('unreachable', String(error));
    });
    const { 'auth-token': token, ...other } = ((await json(response)) ?? {}) as Record<string, unknown>;
    if (typeof token !== 'string' || !token) throw new PlatformError('refused', `fetch: ${response.status} ${JSON.stringify(other)}`);
    return { token, began: this.#world.now(), initialized: null, completed: null, terminated: null };
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
      await this.#send('initialized');
      this.#assertKnown(await this.#read());
      const answer = await this.#ask('activities/state', this.#document(STATE), this.#stateRequest(state));
      // Somebody was faster, or it was stored the first time and only the answer had got lost.
      if (answer.status === 412) this.#assertKnown(await this.#read(), state);
      else if (!answer.ok) throw new PlatformError('refused', `the state: ${answer.status} ${await said(answer)}`);
      else this.#tag = answer.headers.get('etag') ?? '';
      this.#known.add(state);
      if (this.#state === state) this.#state = null;
    });
  }

  /** @throws PlatformError where the platform has what was never read or written here: it would be lost */
  #assertKnown(now: string | null, more?: string) {
    if (now !== more && !this.#known.has(now)) throw new PlatformError('elsewhere', 'the state: another window has written it since');
  }

  complete(report: Report): Promise<Told> {
    return this.#inTurn(async () => {
      this.#assertAnswering();
      const before = this.#kept!.completed;
      const wanted = JSON.stringify(report);
      let told: Told = 'told';
      if (before?.report !== wanted) {
        const arrived = before && (before.stored || (await this.#arrived('completed')));
        if (arrived) return 'more';
        // Where it is not known, what was agreed to before may be there.
        if (before && arrived === null) told = 'more';
        // The same word that they are done, for it is said once: but with what they agree to now.
        const done = before?.statements.at(-1) ?? this.#defined('completed', { completion: true, duration: this.#duration() }, ['moveon']);
        this.#keep({ completed: { statements: [...this.#toldOf(report), done], stored: false, report: wanted } });
      }
      await this.#send('initialized');
      await this.#send('completed');
      return told;
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
      await this.#send('initialized');
      if (!this.#kept!.terminated)
        this.#keep({ terminated: { statements: [this.#defined('terminated', { duration: this.#duration() })], stored: false } });
      await this.#send('terminated');
      return this.#data.returnURL ?? '';
    });
  }

  get #left(): boolean {
    return this.#kept?.terminated?.stored === true;
  }

  /** Where somebody may only look, nothing is written. */
  #assertAnswering() {
    if (this.#left) throw new PlatformError('left', 'it was said that the learner left');
    if (this.#mode !== 'answering') throw new PlatformError('refused', 'nothing is written here');
  }

  /** One after the other. */
  #inTurn<T>(what: () => Promise<T>): Promise<T> {
    const turn = this.#sending.then(what);
    this.#sending = turn.catch(() => {});
    return turn;
  }

  /** Has them stored, where they are not yet; what is refused will be refused again, so it is made anew the next time. @throws PlatformError */
  async #send(part: Part): Promise<void> {
    const sent = this.#kept![part];
    if (!sent || sent.stored) return;
    const answer = await this.#ask('statements', {}, { method: 'POST', headers: JSON_TYPE, body: JSON.stringify(sent.statements) });
    // “Conflict”: they are there, and only the answer had got lost.
    if (answer.ok || answer.status === 409) return this.#keep({ [part]: { ...sent, stored: true } });
    this.#keep({ [part]: null });
    throw new PlatformError('refused', `statements: ${answer.status} ${await said(answer)}`);
  }

  /** @returns whether what was sent is stored, though no answer came; `null` where nobody says @throws PlatformError */
  async #arrived(part: Part): Promise<boolean | null> {
    const sent = this.#kept![part]!;
    const answer = await this.#ask('statements', { statementId: sent.statements.at(-1)!.id });
    if (answer.ok) this.#keep({ [part]: { ...sent, stored: true } });
    return answer.ok || (answer.status === 404 ? false : null);
  }

  // ------------------------------------------------------------------------------------------------------------ requests

  #document = (stateId: string) => ({
    activityId: this.#launch.activityId,
    agent: this.#launch.actor,
    ...(this.#launch.registration && { registration: this.#launch.registration }),
    stateId
  });

  /** Where the platform names what it has, it is asked to write over that alone; others may not even let the question through. */
  #stateRequest = (body: string): RequestInit => ({
    method: 'PUT',
    headers: { 'content-type': 'text/plain', ...(this.#tag && { 'if-match': this.#tag }) },
    body
  });

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
      const signal = AbortSignal.timeout(this.#world.patience);
      const answer = await this.#request(resource, query, { ...more, signal }).catch((error: unknown) => String(error));
      if (typeof answer !== 'string' && answer.status < 500 && answer.status !== 429) return answer;
      if (n >= AGAIN.length || signal.aborted) {
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

/** Of nothing that is no JSON. @throws PlatformError where the line breaks off */
const json = async (response: Response): Promise<unknown> => {
  const text = await bodyOf(response);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};
/** @throws PlatformError where the line breaks off, or hangs */
const bodyOf = (response: Response): Promise<string> =>
  response.text().catch((error: unknown) => {
    throw new PlatformError('unreachable', String(error));
  });
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
