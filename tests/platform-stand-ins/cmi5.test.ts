import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { goodPackage, IRI } from '../support/platform/broken.ts';
import { openCmi5Platform, type Cmi5Platform, type Cmi5Session, type Cmi5Settings } from '../support/platform/cmi5.ts';
import type { Statement } from '../support/platform/cmi5-statements.ts';

let platform: Cmi5Platform | undefined;
afterEach(async () => {
  await platform?.close();
  platform = undefined;
});
const open = async (settings: Cmi5Settings = {}) => (platform = await openCmi5Platform(goodPackage('cmi5'), settings));
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';

/** A course's way to its platform: only what a browser would have, from the address. */
async function client(to: Cmi5Platform, session: Cmi5Session) {
  const query = new URL(session.address).searchParams;
  const given = (name: string) => query.get(name)!;
  const { 'auth-token': token } = (await (await fetch(given('fetch'), { method: 'POST' })).json()) as { 'auth-token': string };
  const headers = { authorization: `Basic ${token}`, 'x-experience-api-version': '1.0.3' };
  const ask = (resource: string, query: Record<string, string> = {}, more: RequestInit = {}) =>
    fetch(`${given('endpoint').replace(/\/?$/, '/')}${resource}?${new URLSearchParams(query)}`, {
      ...more,
      headers: { ...headers, ...more.headers }
    });
  const agent = given('actor');
  const document = { activityId: given('activityId'), agent, registration: given('registration') };
  let template: NonNullable<Statement['context']> = {};
  const make = (verb: string, more: Partial<Statement> = {}, categories: readonly string[] = []): Statement => {
    const context = { registration: given('registration'), ...structuredClone(template) };
    return {
      id: randomUUID(),
      actor: JSON.parse(agent) as unknown,
      verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
      object: { objectType: 'Activity', id: given('activityId') },
      context: {
        ...context,
        ...(categories.length && {
          contextActivities: { ...context.contextActivities, category: categories.map((one) => ({ id: CATEGORY + one })) }
        })
      },
      timestamp: new Date().toISOString(),
      ...more
    };
  };
  const send = (body: unknown) =>
    ask('statements', {}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  return {
    ask,
    document,
    agent,
    make,
    send,
    async ready() {
      const launch = (await (await ask('activities/state', { ...document, stateId: 'LMS.LaunchData' })).json()) as {
        contextTemplate: typeof template;
      };
      template = launch.contextTemplate;
      await ask('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' });
      return launch;
    },
    initialized: () => make('initialized', {}, ['cmi5']),
    completed: () => make('completed', { result: { completion: true, duration: 'PT1M' } }, ['cmi5', 'moveon']),
    terminated: () => make('terminated', { result: { duration: 'PT1M' } }, ['cmi5'])
  };
}
const verbs = (to: Cmi5Platform, by: 'course' | 'platform') =>
  to
    .statements()
    .filter((one) => one.by === by)
    .map(({ statement }) => statement.verb.id.split('/').pop());

test('a launch says all that cmi5 asks for, and keeps the address of the unit whole', async () => {
  const to = await open();
  const { address, activityId, registration } = to.launch('learner-1');
  const url = new URL(address);
  expect([...url.searchParams.keys()]).toEqual(['theme', 'endpoint', 'fetch', 'actor', 'registration', 'activityId']);
  expect(url.hash).toBe('#/r/small');
  expect(new URL(to.endpoint).origin).not.toBe(new URL(to.address).origin);
  expect(JSON.parse(url.searchParams.get('actor')!)).toEqual({
    objectType: 'Agent',
    name: 'First Learner',
    account: { homePage: to.address, name: 'learner-1' }
  });
  expect([url.searchParams.get('registration'), url.searchParams.get('activityId')]).toEqual([registration, activityId]);
  expect(activityId).not.toBe(`${IRI}/unit`);
  expect((await fetch(address)).status).toBe(200);
  expect(() => to.launch('nobody')).toThrow('nobody is called nobody');
});

test('takes a session that does all as it should, and says “satisfied” itself', async () => {
  const to = await open({ preferences: { languagePreference: 'fi-FI' } });
  const session = to.launch('learner-1');
  const { ready, send, initialized, completed, terminated, ask, agent, document } = await client(to, session);
  expect(await ready()).toMatchObject({
    launchMode: 'Normal',
    moveOn: 'Completed',
    launchParameters: 'set=small',
    returnURL: expect.stringContaining('/returned/')
  });
  expect(await (await ask('agents/profile', { agent, profileId: 'cmi5LearnerPreferences' })).json()).toEqual({
    languagePreference: 'fi-FI'
  });
  const first = initialized();
  expect(await (await send(first)).json()).toEqual([first.id]);
  const state = { ...document, stateId: 'answers' };
  expect((await ask('activities/state', state)).status).toBe(404);
  expect((await ask('activities/state', state, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'abc' })).status).toBe(
    204
  );
  expect(await (await ask('activities/state', state)).text()).toBe('abc');
  expect(await (await ask('activities/state', document)).json()).toEqual(['answers']);
  expect(String(to.states('learner-1').get('answers')!.content)).toBe('abc');
  const put = completed();
  expect(
    (
      await ask(
        'statements',
        { statementId: put.id! },
        { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(put) }
      )
    ).status
  ).toBe(204);
  expect((await send([terminated()])).status).toBe(200);
  expect(to.refusals).toEqual([]);
  expect(verbs(to, 'course')).toEqual(['initialized', 'completed', 'terminated']);
  expect(verbs(to, 'platform')).toEqual(['launched', 'satisfied']);
  expect(to.export()['learner-1']).toMatchObject([{ registration: session.registration, completed: true }]);
  // Opened again it is there to look at; a new registration begins anew.
  expect(to.launch('learner-1')).toMatchObject({ mode: 'Review', registration: session.registration });
  expect(to.launch('learner-1', { registration: 'new' }).mode).toBe('Normal');
});

describe('on a bad line', () => {
  test('a request that is cut is not done', async () => {
    const to = await open();
    const { ready, send, initialized } = await client(to, to.launch('learner-1'));
    await ready();
    to.faults.drop = 2;
    const statement = initialized();
    await expect(send(statement)).rejects.toThrow();
    await expect(send(statement)).rejects.toThrow();
    expect(verbs(to, 'course')).toEqual([]);
    expect((await send(statement)).status).toBe(200);
    expect(to.requests.filter(({ ids }) => ids.includes(statement.id!))).toHaveLength(3);
  });

  test('what was stored, and whose answer did not arrive, is stored once when it comes again', async () => {
    const to = await open();
    const { ready, send, ask, initialized, completed, terminated } = await client(to, to.launch('learner-1'));
    await ready();
    for (const statement of [initialized(), completed(), terminated()]) {
      to.faults.swallow = 1;
      await expect(send(statement)).rejects.toThrow();
      expect((await send(statement)).status).toBe(200);
      const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(statement) };
      expect((await ask('statements', { statementId: statement.id! }, put)).status).toBe(204);
    }
    expect(verbs(to, 'course')).toEqual(['initialized', 'completed', 'terminated']);
    expect(to.refusals).toEqual([]);
    // A new id is a new statement.
    expect((await send(completed())).status).toBe(403);
  });

  test('the same id with another content is refused', async () => {
    const to = await open();
    const { ready, send, initialized } = await client(to, to.launch('learner-1'));
    await ready();
    const statement = initialized();
    await send(statement);
    expect((await send({ ...statement, timestamp: '2026-01-01T00:00:00Z' })).status).toBe(409);
    expect(to.refusals.map(({ rule }) => rule)).toEqual(['same-id-other-content']);
  });

  test('a store that is out of order says so, and a slow one takes its time', async () => {
    const to = await open();
    const { ready, send, initialized } = await client(to, to.launch('learner-1'));
    await ready();
    Object.assign(to.faults, { fail: 1, failWith: 502 });
    const statement = initialized();
    expect((await send(statement)).status).toBe(502);
    to.faults.slow = 80;
    const began = performance.now();
    expect((await send(statement)).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  });
});

test('a list of statements is stored whole or not at all', async () => {
  const to = await open();
  const { ready, send, initialized, completed, terminated } = await client(to, to.launch('learner-1'));
  await ready();
  expect((await send([initialized(), completed(), completed(), terminated()])).status).toBe(403);
  expect(verbs(to, 'course')).toEqual([]);
  expect(to.refusals.map(({ rule }) => rule)).toEqual(['completed-twice']);
  expect((await send([initialized(), completed(), terminated()])).status).toBe(200);
});

test('“completed” is said once in a registration, over all its sessions', async () => {
  const to = await open();
  const one = await client(to, to.launch('learner-1'));
  await one.ready();
  await one.send([one.initialized(), one.completed(), one.terminated()]);
  const two = await client(to, to.launch('learner-1', { mode: 'Normal' }));
  await two.ready();
  await two.send(two.initialized());
  expect((await two.send(two.completed())).status).toBe(403);
  expect(to.refusals.map(({ rule }) => rule)).toEqual(['completed-twice']);
});

test('who starts again loses the session before, and keeps its state', async () => {
  const to = await open();
  const one = await client(to, to.launch('learner-1'));
  await one.ready();
  await one.send(one.initialized());
  const put = { method: 'PUT', headers: { 'content-type': 'text/plain' }, body: 'abc' };
  await one.ask('activities/state', { ...one.document, stateId: 'answers' }, put);
  const two = await client(to, to.launch('learner-1'));
  await two.ready();
  expect(verbs(to, 'platform')).toEqual(['launched', 'abandoned', 'launched']);
  expect((await one.send(one.terminated())).status).toBe(403);
  expect((await one.ask('activities/state', { ...one.document, stateId: 'answers' }, put)).status).toBe(403);
  expect(to.refusals.map(({ rule }) => rule)).toEqual(['abandoned', 'abandoned']);
  expect(await (await two.ask('activities/state', { ...two.document, stateId: 'answers' })).text()).toBe('abc');
});

test('a token is of no use before it was fetched, and for nobody else', async () => {
  const to = await open({
    accounts: [
      { id: 'a', name: 'A' },
      { id: 'b', name: 'B' }
    ]
  });
  const a = await client(to, to.launch('a'));
  await a.ready();
  const b = await client(to, to.launch('b'));
  expect((await a.ask('activities/state', { ...b.document, stateId: 'answers' })).status).toBe(403);
  expect((await a.ask('agents/profile', { agent: b.agent, profileId: 'cmi5LearnerPreferences' })).status).toBe(403);
  expect(
    (await fetch(`${to.endpoint}statements`, { headers: { authorization: 'Basic x', 'x-experience-api-version': '1.0.3' } })).status
  ).toBe(401);
  expect(to.refusals.map(({ rule }) => rule)).toEqual(['activity', 'agent', 'no-token']);
});

test('a page of another origin may ask, as it is written for record stores', async () => {
  const to = await open({ endpointSlash: false });
  expect(to.endpoint).toMatch(/\/xapi$/);
  const asked = await fetch(`${to.endpoint}/statements`, { method: 'OPTIONS', headers: { origin: 'http://127.0.0.1:1' } });
  expect(asked.status).toBe(204);
  expect(asked.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:1');
  expect(asked.headers.get('access-control-allow-headers')).toContain('X-Experience-API-Version');
  expect(to.requests).toEqual([]);
});

test.each([
  ['null anywhere', { result: { response: null } }, 'form'],
  ['what only a store says', { stored: '2026-01-01T00:00:00Z' }, 'form'],
  ['a verb without an address', { verb: { id: 'initialized' } }, 'form'],
  ['a time that there is not', { timestamp: '2026-13-01T00:00:00Z' }, 'timestamp'],
  ['an id in capitals', { id: 'A0000000-0000-4000-8000-000000000000' }, 'id'],
  ['no id', { id: undefined }, 'id'],
  ['what the platform says', { verb: { id: 'https://w3id.org/xapi/adl/verbs/satisfied' } }, 'initialized-first'],
  ['a result of the beginning', { result: { duration: 'PT1S' } }, 'form']
])('refuses a statement with %s', async (_, change, rule) => {
  const to = await open();
  const { ready, send, initialized } = await client(to, to.launch('learner-1'));
  await ready();
  expect((await send({ ...initialized(), ...change })).ok).toBe(false);
  expect(to.refusals.map((one) => one.rule)).toEqual([rule]);
  expect(verbs(to, 'course')).toEqual([]);
});

test.each(['Review', 'Browse'] as const)('in the mode %s nothing but the beginning and the end is said', async (mode) => {
  const to = await open();
  const { ready, send, initialized, completed, terminated } = await client(to, to.launch('learner-1', { mode }));
  await ready();
  await send(initialized());
  expect((await send(completed())).status).toBe(403);
  expect(to.refusals.map(({ rule }) => rule)).toEqual(['read-only']);
  expect((await send(terminated())).status).toBe(200);
});
