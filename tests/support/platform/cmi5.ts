/** A learning platform that speaks cmi5, with its record store, on this computer alone. What breaks a rule is refused with the reason. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { judgeStatement, VERBS, type Launched, type Statement, type StatementRule } from './cmi5-statements.ts';
import { bodyOf, html, json, listen, serveFile } from './loopback.ts';
import { judge } from './package.ts';
import { RefusedPackage } from './scorm.ts';

export type LaunchMode = 'Normal' | 'Review' | 'Browse';

export type Cmi5Rule =
  | StatementRule
  | 'fetch-twice'
  | 'fetch-method'
  | 'no-token'
  | 'version-header'
  | 'launch-data-first'
  | 'preferences-first'
  | 'agent'
  | 'activity'
  | 'registration'
  | 'launch-data-is-the-platforms'
  | 'preferences-are-the-platforms'
  | 'abandoned'
  | 'same-id-other-content'
  | 'statement-id'
  | 'content-type'
  | 'not-json'
  | 'returned-early'
  | 'no-such-resource';

export interface Cmi5Refusal {
  readonly rule: Cmi5Rule;
  readonly reason: string;
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly session: string | null;
  /** The statement, where it is about one. */
  readonly statement?: unknown;
}

export interface Cmi5Settings {
  /** By account name; the platform's address is their home page. */
  readonly accounts?: readonly { readonly id: string; readonly name: string }[];
  /** Whether the endpoint that it hands out ends with a slash: a course has to take both. */
  readonly endpointSlash?: boolean;
  /** Takes a package with faults too, to see what it does. */
  readonly evenWithFaults?: boolean;
  /** `false`: it names no state by a tag, as record stores may. */
  readonly tags?: false;
  /** What the platform tells of the learner's wishes; without it, 404. */
  readonly preferences?: { readonly languagePreference?: string; readonly audioPreference?: 'on' | 'off' };
}

/** What goes wrong on the way to the record store; each counts down as it happens. */
export interface Cmi5Faults {
  /** So many requests are cut before anything is done. */
  drop: number;
  /** So many are done, and the answer does not arrive. */
  swallow: number;
  /** So many are answered with this status, and nothing is done. */
  fail: number;
  failWith: number;
  /** Milliseconds before each request is looked at. */
  slow: number;
}

export interface Cmi5Session {
  readonly id: string;
  readonly account: string;
  readonly registration: string;
  readonly mode: LaunchMode;
  /** What to open; made once, used once. */
  readonly address: string;
  readonly activityId: string;
  readonly actor: Launched['actor'];
  readonly fetched: boolean;
  readonly launchDataRead: boolean;
  readonly preferencesRead: boolean;
  readonly initialized: boolean;
  readonly completed: boolean;
  readonly terminated: boolean;
  readonly abandoned: boolean;
  readonly returned: boolean;
}

export interface Stored {
  readonly statement: Statement;
  /** Which session sent it; the platform's own belong to the session that they are about. */
  readonly session: string;
  readonly by: 'course' | 'platform';
}

export interface Document {
  readonly type: string;
  readonly content: Buffer;
}

export interface Cmi5Platform {
  /** Where the course is served, ends with a slash. */
  readonly address: string;
  /** The record store, another origin; ends with a slash or not, as set. */
  readonly endpoint: string;
  /** Starts the course; who has an open session loses it, as abandoned. */
  launch(account: string, how?: { mode?: LaunchMode; registration?: 'same' | 'new' }): Cmi5Session;
  readonly faults: Cmi5Faults;
  readonly refusals: readonly Cmi5Refusal[];
  /** Requests for the record store that arrived, those that were cut too. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly ids: readonly string[] }[];
  /** What is stored, in order: each statement once. */
  statements(account?: string): readonly Stored[];
  /** State documents of somebody's newest registration, by their ids. */
  states(account: string): ReadonlyMap<string, Document>;
  /** Everything, as a platform's own export. */
  export(): Readonly<
    Record<string, readonly { readonly registration: string; readonly completed: boolean; readonly statements: readonly Statement[] }[]>
  >;
  readonly strays: readonly string[];
  close(): Promise<void>;
}

const CONTENT = '/content/7/unpacked/';
const ALLOWED = 'Authorization, Content-Type, X-Experience-API-Version, If-Match, If-None-Match';
const LAUNCH_DATA = 'LMS.LaunchData';
const PREFERENCES = 'cmi5LearnerPreferences';

type Session = { -readonly [key in keyof Cmi5Session]: Cmi5Session[key] } & { token: string; fetchPath: string; launched: Launched };

/** @throws {RefusedPackage} for a package with faults */
export async function openCmi5Platform(zip: Uint8Array, settings: Cmi5Settings = {}): Promise<Cmi5Platform> {
  const judged = judge(zip, 'cmi5');
  if ((judged.faults.length && !settings.evenWithFaults) || !judged.manifest?.cmi5) throw new RefusedPackage(judged.faults);
  const { launch: launchPath } = judged.manifest;
  const { launchParameters, course } = judged.manifest.cmi5;
  const accounts = settings.accounts ?? [{ id: 'learner-1', name: 'First Learner' }];
  const sessions: Session[] = [];
  const stored: Stored[] = [];
  const documents = new Map<string, Document>();
  const refusals: Cmi5Refusal[] = [];
  const requests: { method: string; path: string; ids: string[] }[] = [];
  const strays: string[] = [];
  const faults: Cmi5Faults = { drop: 0, swallow: 0, fail: 0, failWith: 503, slow: 0 };

  const platform = await listen((request, response, url) => {
    const path = url.pathname;
    const returning = sessions.find(({ id }) => path === `/returned/${id}`);
    if (returning) {
      returning.returned = true;
      if (!returning.terminated) note('returned-early', 'the course left before it said “terminated”', 0, request, url, returning);
      return html(response, '<!doctype html><title>Course</title><h1>Back on the platform</h1>');
    }
    if (request.headers['service-worker'] === 'script') strays.push(`a service worker from ${path}`);
    else if (path.startsWith(CONTENT)) {
      const file = decodeURIComponent(path.slice(CONTENT.length));
      if (!judged.files.has(file)) strays.push(`a file that is not there: ${file || 'the folder'}`);
      return serveFile(judged.files, file, response);
    } else if (path !== '/favicon.ico') strays.push(`a path outside of the package: ${path}`);
    response.writeHead(404).end();
  });

  function note(
    rule: Cmi5Rule,
    reason: string,
    status: number,
    request: IncomingMessage,
    url: URL,
    session?: Session,
    statement?: unknown
  ): void {
    refusals.push({
      rule,
      reason,
      status,
      method: request.method ?? '',
      path: url.pathname,
      session: session?.id ?? null,
      ...(statement !== undefined && { statement })
    });
  }

  const store = await listen(async (request, response, url) => {
    response.setHeader('access-control-allow-origin', request.headers.origin ?? '*');
    response.setHeader('vary', 'Origin');
    response.setHeader('access-control-expose-headers', 'ETag, Last-Modified, X-Experience-API-Version');
    if (request.method === 'OPTIONS') {
      response.setHeader('access-control-allow-methods', 'GET, PUT, POST, DELETE, OPTIONS');
      response.setHeader('access-control-allow-headers', ALLOWED);
      return void response.writeHead(204).end();
    }
    const body = await bodyOf(request);
    requests.push({ method: request.method ?? '', path: url.pathname, ids: idsIn(body, url) });
    if (faults.slow) await new Promise((done) => setTimeout(done, faults.slow));
    // Whoever asked has given up by now.
    if (request.socket.destroyed) return;
    if (faults.drop > 0) {
      faults.drop--;
      return void request.socket.destroy();
    }
    if (faults.fail > 0) {
      faults.fail--;
      return void response.writeHead(faults.failWith, { 'content-type': 'text/plain' }).end('out of order');
    }
    const swallow = faults.swallow > 0;
    if (swallow) faults.swallow--;
    const reply = answer(request, url, body);
    if (swallow) return void request.socket.destroy();
    reply(response);
  });
  const endpoint = `${store.address}xapi${settings.endpointSlash === false ? '' : '/'}`;

  type Reply = (response: ServerResponse) => void;

  function answer(request: IncomingMessage, url: URL, body: Buffer): Reply {
    const refuse = (rule: Cmi5Rule, reason: string, status: number, session?: Session, statement?: unknown): Reply => {
      note(rule, reason, status, request, url, session, statement);
      return (response) => void response.writeHead(status, { 'content-type': 'text/plain' }).end(`${rule}: ${reason}`);
    };
    const path = url.pathname;
    const fetching = sessions.find(({ fetchPath }) => path === fetchPath);
    if (fetching) {
      if (request.method !== 'POST') return refuse('fetch-method', `${request.method}, and it has to be POST`, 405, fetching);
      if (fetching.fetched) {
        note('fetch-twice', 'the token was fetched before', 200, request, url, fetching);
        return (response) => json(response, { 'error-code': '1', 'error-text': 'The token was fetched before.' });
      }
      fetching.fetched = true;
      return (response) => json(response, { 'auth-token': fetching.token });
    }
    if (!path.startsWith('/xapi/')) return refuse('no-such-resource', `there is nothing at ${path}`, 404);
    const resource = path.slice('/xapi/'.length);
    if (resource === 'about') return (response) => json(response, { version: ['1.0.3'] });
    const session = sessions.find(({ token, fetched }) => fetched && request.headers.authorization === `Basic ${token}`);
    if (!session) return refuse('no-token', `“${request.headers.authorization ?? ''}” is no token that was fetched`, 401);
    const version = request.headers['x-experience-api-version'];
    if (version !== '1.0.3')
      return refuse('version-header', `X-Experience-API-Version is “${version ?? ''}”, and has to be 1.0.3`, 400, session);
    const context = {
      request,
      url,
      body,
      session,
      refuse: (rule: Cmi5Rule, reason: string, status: number, statement?: unknown) => refuse(rule, reason, status, session, statement)
    };
    if (resource === 'activities/state') return state(context);
    if (resource === 'agents/profile') return profile(context);
    if (resource === 'statements') return statements(context);
    return refuse('no-such-resource', `there is nothing at ${path}`, 404, session);
  }

  type Context = {
    request: IncomingMessage;
    url: URL;
    body: Buffer;
    session: Session;
    refuse(rule: Cmi5Rule, reason: string, status: number, statement?: unknown): Reply;
  };

  function agentFault({ url, session }: Context): string | null {
    const given = url.searchParams.get('agent');
    try {
      return given !== null && isDeepStrictEqual(JSON.parse(given), session.actor) ? null : `the agent is ${given}, and not as launched`;
    } catch {
      return `the agent is ${given}`;
    }
  }

  function state(context: Context): Reply {
    const { request, url, body, session, refuse } = context;
    const query = url.searchParams;
    if (query.get('activityId') !== session.activityId)
      return refuse('activity', `activityId is “${query.get('activityId')}”, and not as launched`, 403);
    const agent = agentFault(context);
    if (agent) return refuse('agent', agent, 403);
    if (query.get('registration') !== session.registration)
      return refuse('registration', `registration is “${query.get('registration')}”, and not as launched`, 403);
    const id = query.get('stateId');
    const reading = request.method === 'GET';
    if (id === LAUNCH_DATA) {
      if (!reading) return refuse('launch-data-is-the-platforms', `${request.method} of ${LAUNCH_DATA}`, 403);
      session.launchDataRead = true;
      return (response) => json(response, launchDataOf(session));
    }
    if (!session.launchDataRead) return refuse('launch-data-first', `${LAUNCH_DATA} was not read yet`, 403);
    const key = (name: string) => `${session.registration} ${name}`;
    if (reading) {
      if (id === null) {
        const ids = [...documents.keys()].filter((one) => one.startsWith(key(''))).map((one) => one.slice(key('').length));
        return (response) => json(response, ids);
      }
      const found = documents.get(key(id));
      return (response) =>
        void (found
          ? response.writeHead(200, { 'content-type': found.type, 'cache-control': 'no-store', ...tagOf(found) }).end(found.content)
          : response.writeHead(404).end());
    }
    if (session.abandoned) return refuse('abandoned', 'another session was opened since', 403);
    if (session.terminated) return refuse('after-terminated', `${request.method} of a state`, 403);
    if (session.mode !== 'Normal') return refuse('read-only', `nothing may be kept in the mode ${session.mode}`, 403);
    if (request.method === 'DELETE') {
      for (const one of [...documents.keys()]) if (id === null ? one.startsWith(key('')) : one === key(id)) documents.delete(one);
      return (response) => void response.writeHead(204).end();
    }
    if (id === null) return refuse('form', 'a state without a stateId', 400);
    if (request.method !== 'PUT') return refuse('no-such-resource', `${request.method} of a state is not taken here: PUT it`, 405);
    const type = request.headers['content-type'];
    if (!type) return refuse('content-type', 'a state without a content type', 400);
    if (/json/.test(type) && parsed(body) === undefined) return refuse('not-json', 'it says that it is JSON', 400);
    const [match, there] = [request.headers['if-match'], documents.get(key(id))];
    // That another was faster is no mistake of whoever asks.
    if (match !== undefined && match !== (there && tagOf(there).etag)) return (response) => void response.writeHead(412).end();
    const document = { type, content: body };
    documents.set(key(id), document);
    return (response) => void response.writeHead(204, tagOf(document)).end();
  }

  const tagOf = ({ content }: Document): { readonly etag?: string } =>
    settings.tags === false ? {} : { etag: `"${createHash('sha1').update(content).digest('hex')}"` };

  function profile(context: Context): Reply {
    const { request, url, session, refuse } = context;
    const agent = agentFault(context);
    if (agent) return refuse('agent', agent, 403);
    const id = url.searchParams.get('profileId');
    if (id !== PREFERENCES) return refuse('no-such-resource', `the profile “${id}”`, 404);
    if (request.method !== 'GET') return refuse('preferences-are-the-platforms', `${request.method} of ${PREFERENCES}`, 403);
    if (!session.launchDataRead) return refuse('launch-data-first', `${LAUNCH_DATA} was not read yet`, 403);
    session.preferencesRead = true;
    return (response) => (settings.preferences ? json(response, settings.preferences) : void response.writeHead(404).end());
  }

  function statements(context: Context): Reply {
    const { request, url, body, session, refuse } = context;
    if (request.method === 'GET') {
      const found = stored.find(({ statement }) => statement.id === url.searchParams.get('statementId'));
      return (response) => (found ? json(response, found.statement) : void response.writeHead(404).end());
    }
    if (request.method !== 'PUT' && request.method !== 'POST') return refuse('no-such-resource', `${request.method} of statements`, 405);
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return refuse('content-type', 'statements have to be application/json', 400);
    const value = parsed(body);
    if (typeof value !== 'object' || value === null) return refuse('not-json', 'a statement is an object, or a list of them', 400);
    const list = (Array.isArray(value) ? value : [value]) as Statement[];
    if (request.method === 'PUT') {
      if (Array.isArray(value)) return refuse('form', 'one statement is put, and a list is posted', 400);
      if (url.searchParams.get('statementId') !== list[0]!.id)
        return refuse('statement-id', 'the statementId is not that of the statement', 400, list[0]);
    }
    if (!session.launchDataRead) return refuse('launch-data-first', `${LAUNCH_DATA} was not read yet`, 403, list[0]);
    if (!session.preferencesRead) return refuse('preferences-first', `${PREFERENCES} was not asked for yet`, 403, list[0]);

    // All of them or none, as a record store has to.
    const at = { initialized: session.initialized, completed: completedIn(session.registration), terminated: session.terminated };
    const fresh: Statement[] = [];
    for (const statement of list) {
      const twin = stored.find((one) => one.statement.id === statement?.id)?.statement ?? fresh.find(({ id }) => id === statement?.id);
      // What was stored, and whose answer was lost, comes again: that is no mistake, whatever was said since.
      if (twin && isDeepStrictEqual(twin, statement)) continue;
      if (twin) return refuse('same-id-other-content', `${statement.id} is stored with another content`, 409, statement);
      if (session.abandoned) return refuse('abandoned', 'another session was opened since', 403, statement);
      const fault = judgeStatement(statement, session.launched, at);
      if (fault) return refuse(fault.rule, fault.reason, fault.rule === 'form' ? 400 : 403, statement);
      fresh.push(statement);
      if (statement.verb.id === VERBS.initialized) at.initialized = true;
      if (statement.verb.id === VERBS.completed) at.completed = true;
      if (statement.verb.id === VERBS.terminated) at.terminated = true;
    }
    stored.push(...fresh.map((statement) => ({ statement, session: session.id, by: 'course' as const })));
    session.initialized = at.initialized;
    session.terminated = at.terminated;
    if (fresh.some(({ verb }) => verb.id === VERBS.completed)) {
      session.completed = true;
      say(session, VERBS.satisfied, course);
    }
    return (response) =>
      request.method === 'PUT'
        ? void response.writeHead(204).end()
        : json(
            response,
            list.map(({ id }) => id)
          );
  }

  const completedIn = (registration: string) =>
    stored.some(({ statement }) => statement.verb.id === VERBS.completed && statement.context?.registration === registration);

  /** What the platform says itself. */
  function say(session: Session, verb: string, object: string): void {
    const statement: Statement = {
      id: randomUUID(),
      actor: session.actor,
      verb: { id: verb },
      object: { objectType: 'Activity', id: object },
      context: { registration: session.registration, ...structuredClone(session.launched.contextTemplate) },
      timestamp: new Date().toISOString()
    };
    stored.push({ statement, session: session.id, by: 'platform' });
  }

  const launchDataOf = ({ mode, id, launched }: Session) => ({
    contextTemplate: launched.contextTemplate,
    launchMode: mode,
    launchMethod: 'AnyWindow',
    moveOn: 'Completed',
    returnURL: `${platform.address}returned/${id}`,
    ...(launchParameters && { launchParameters })
  });

  return {
    address: platform.address,
    endpoint,
    faults,
    refusals,
    requests,
    strays,
    launch(account, { mode, registration: which = 'same' } = {}) {
      const person = accounts.find(({ id }) => id === account);
      if (!person) throw new Error(`nobody is called ${account}`);
      const before = sessions.filter((one) => one.account === account).at(-1);
      const registration = which === 'same' && before ? before.registration : randomUUID();
      if (before && before.registration === registration && !before.terminated && !before.abandoned) {
        before.abandoned = true;
        say(before, VERBS.abandoned, before.activityId);
      }
      const given = mode ?? (completedIn(registration) ? 'Review' : 'Normal');
      const id = randomUUID();
      const actor = { objectType: 'Agent' as const, name: person.name, account: { homePage: platform.address, name: account } };
      // A platform makes an id of its own for what it launches, and keeps the publisher's in the grouping.
      const activityId = `${platform.address}activities/${registration}`;
      const contextTemplate = {
        contextActivities: { grouping: [{ objectType: 'Activity' as const, id: judged.manifest!.cmi5!.au }] },
        extensions: { 'https://w3id.org/xapi/cmi5/context/extensions/sessionid': id }
      };
      const launched: Launched = { actor, activityId, registration, contextTemplate, mode: given };
      const fetchPath = `/fetch/${id}`;
      const query = new URLSearchParams({
        endpoint,
        fetch: `${store.address.slice(0, -1)}${fetchPath}`,
        actor: JSON.stringify(actor),
        registration,
        activityId
      });
      const [, path, own, place] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/.exec(launchPath)!;
      const session: Session = {
        id,
        account,
        registration,
        mode: given,
        address: `${platform.address.slice(0, -1)}${CONTENT}${path}?${own ? `${own}&` : ''}${query}${place ?? ''}`,
        activityId,
        actor,
        fetched: false,
        launchDataRead: false,
        preferencesRead: false,
        initialized: false,
        completed: false,
        terminated: false,
        abandoned: false,
        returned: false,
        token: randomBytes(24).toString('base64'),
        fetchPath,
        launched
      };
      sessions.push(session);
      say(session, VERBS.launched, activityId);
      return session;
    },
    statements: (account) =>
      account === undefined
        ? [...stored]
        : stored.filter(({ session }) => sessions.some((one) => one.id === session && one.account === account)),
    states(account) {
      const registration = sessions.filter((one) => one.account === account).at(-1)?.registration;
      const own = [...documents].filter(([key]) => key.startsWith(`${registration} `));
      return new Map(own.map(([key, document]) => [key.slice(`${registration} `.length), document]));
    },
    export: () =>
      Object.fromEntries(
        accounts.map(({ id }) => {
          const registrations = [...new Set(sessions.filter(({ account }) => account === id).map(({ registration }) => registration))];
          return [
            id,
            registrations.map((registration) => ({
              registration,
              completed: completedIn(registration),
              statements: stored
                .filter(({ statement }) => statement.context?.registration === registration)
                .map(({ statement }) => statement)
            }))
          ];
        })
      ),
    async close() {
      await platform.close();
      await store.close();
    }
  };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

function idsIn(body: Buffer, url: URL): string[] {
  if (!url.pathname.endsWith('/statements')) return [];
  const value = parsed(body);
  return (Array.isArray(value) ? value : [value]).flatMap((one: { id?: unknown } | undefined) =>
    typeof one?.id === 'string' ? [one.id] : []
  );
}
