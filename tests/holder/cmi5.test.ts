import { afterEach, describe, expect, test } from 'vitest';
import { PlatformError, type Report } from '#lib/domain/course/platform.ts';
import { cmi5From } from '#lib/holder/cmi5.ts';
import { aTab, launched, openPlatform } from '../support/course/cmi5.ts';
import type { Cmi5Platform, Cmi5Session, Cmi5Settings } from '../support/platform/cmi5.ts';

let platform: Cmi5Platform;
afterEach(() => platform.close());
const open = async (settings: Cmi5Settings = {}) => (platform = await openPlatform(settings));
const REPORT: Report = {
  language: 'en',
  levels: [
    { topic: 'information', title: 'Information', level: 3 },
    { topic: 'privacy', title: 'Privacy', level: -1 }
  ],
  answers: [{ criterion: 'privacy.C1', title: 'One', answers: 'YPNX' }],
  plan: ['Ask “who?”']
};
const failing = (kind: PlatformError['kind']) => expect.objectContaining({ name: 'PlatformError', kind });
/** What the course said in a session, in order. */
const said = ({ id }: Cmi5Session) =>
  platform
    .statements()
    .filter(({ session, by }) => session === id && by === 'course')
    .map(({ statement }) => statement.verb.id.split('/').pop());
const responses = ({ id }: Cmi5Session) =>
  platform
    .statements()
    .flatMap(({ session, statement }) =>
      session === id && statement.result?.response ? [[statement.object.id.split('/').pop(), statement.result.response]] : []
    );
const stateOf = () => String(platform.states('learner-1').get('waymark')?.content ?? '');

describe('cmi5', () => {
  test.each([true, false])('goes from the launch to the way back without a refusal (endpoint with a slash: %s)', async (endpointSlash) => {
    await open({ endpointSlash, preferences: { languagePreference: 'fi-FI,en' } });
    const launch = platform.launch('learner-1');
    const adapter = launched(launch);
    const session = await adapter.open();
    expect(session).toMatchObject({ state: null, mode: 'answering', done: false, language: 'fi-FI', leads: true });
    expect(session.learner).toContain('learner-1');
    expect(await adapter.open()).toBe(session);
    await adapter.put('1one');
    expect(stateOf()).toBe('');
    await adapter.save('1two');
    expect(stateOf()).toBe('1two');
    await adapter.complete(REPORT);
    await adapter.save('1three');
    const back = await adapter.leave!();
    expect((await fetch(back)).status).toBe(200);
    expect(platform.refusals).toEqual([]);
    expect(said(launch)).toEqual(['initialized', ...Array<string>(7).fill('responded'), 'completed', 'terminated']);
    expect(responses(launch)).toEqual([
      ['information', 'L3'],
      ['privacy', 'NA'],
      ['privacy.C1.L1', 'Y'],
      ['privacy.C1.L2', 'P'],
      ['privacy.C1.L3', 'N'],
      ['privacy.C1.L4', 'X'],
      ['plan.1', 'Ask “who?”']
    ]);
    expect(JSON.stringify(platform.statements().filter(({ by }) => by === 'course'))).not.toMatch(/score/);
    expect(launch).toMatchObject({ completed: true, terminated: true, returned: true });
  });

  test('nothing is told but what was agreed to: of nothing, nothing', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const adapter = launched(launch);
    await adapter.open();
    await adapter.complete({ language: 'en' });
    expect(said(launch)).toEqual(['initialized', 'completed']);
  });

  test('a page that is loaded again goes on with its token, and says nothing twice', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    const first = launched(launch, tab);
    await first.open();
    await first.save('1abc');
    await first.put('1abcd');
    first.close();
    await expect.poll(stateOf).toBe('1abcd');
    const again = launched(launch, tab);
    expect(await again.open()).toMatchObject({ state: '1abcd', done: false });
    await again.complete(REPORT);
    const third = launched(launch, tab);
    expect(await third.open()).toMatchObject({ done: true });
    await third.complete({ language: 'en' });
    expect(platform.refusals).toEqual([]);
    expect(said(launch).filter((verb) => verb !== 'responded')).toEqual(['initialized', 'completed']);
  });

  test('what the network drops arrives once, in its order: on the way there, on the way back, or refused for a while', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const adapter = launched(launch);
    // So many that some of it has to be asked for again by the learner.
    const lose = () => Object.assign(platform.faults, { drop: 2, swallow: 3, fail: 3 });
    const until = async (what: () => Promise<unknown>) => {
      for (let n = 0; n < 10; n++) {
        try {
          return await what();
        } catch (error) {
          expect(error).toEqual(failing('unreachable'));
        }
      }
      throw new Error('it never arrived');
    };
    await adapter.open();
    lose();
    await until(() => adapter.save('1abc'));
    lose();
    await until(() => adapter.complete(REPORT));
    lose();
    await until(() => adapter.leave!());
    expect(platform.refusals).toEqual([]);
    expect(stateOf()).toBe('1abc');
    expect(said(launch)).toEqual(['initialized', ...Array<string>(7).fill('responded'), 'completed', 'terminated']);
    const ids = platform.statements().map(({ statement }) => statement.id);
    expect(new Set(ids).size).toBe(ids.length);
    // They were sent more often than they are stored.
    expect(platform.requests.flatMap(({ ids }) => ids).length).toBeGreaterThan(said(launch).length);
  });

  test('a line that is gone is said each time; what is said then waits, through a reload too', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    const adapter = launched(launch, tab);
    await adapter.open();
    platform.faults.drop = 1_000;
    await expect(adapter.save('1a')).rejects.toEqual(failing('unreachable'));
    await expect(adapter.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    expect(said(launch)).toEqual(['initialized']);
    const offline = launched(launch, tab);
    await expect(offline.open()).rejects.toEqual(failing('unreachable'));
    platform.faults.drop = 0;
    // Tried again, the same adapter opens. Nobody has said there that they are done, so nothing of that kind is sent.
    expect(await offline.open()).toMatchObject({ mode: 'answering', done: false, state: null });
    await offline.save('1b');
    expect(stateOf()).toBe('1b');
    expect(said(launch)).toEqual(['initialized']);
    expect(await offline.complete(REPORT)).toBe('told');
    expect(said(launch).at(-1)).toBe('completed');
    expect(platform.refusals).toEqual([]);
  });

  test('what was agreed to and not stored is taken back: only what they agree to now is sent, after a reload too', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    const adapter = launched(launch, tab);
    await adapter.open();
    platform.faults.drop = 1_000;
    await expect(adapter.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    platform.faults.drop = 0;
    const again = launched(launch, tab);
    await again.open();
    await again.save('1b');
    expect(await again.complete({ language: 'en' })).toBe('told');
    expect(said(launch)).toEqual(['initialized', 'completed']);
    expect(platform.refusals).toEqual([]);
  });

  test.each([
    ['and the platform says that it has it', false],
    ['and the platform does not say', true]
  ])('what was stored, though no answer came, cannot be taken back, and that is said: %s', async (_what, silent) => {
    await open();
    const launch = platform.launch('learner-1');
    let swallow = false;
    const adapter = launched(launch, aTab(), {
      fetch: async (...given) => {
        const answer = String(given[0]).includes('statementId=') && silent ? new Response('', { status: 403 }) : await fetch(...given);
        if (swallow && String(given[0]).includes('statements') && given[1]?.method === 'POST') throw new TypeError('cut off');
        return answer;
      }
    });
    await adapter.open();
    swallow = true;
    await expect(adapter.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    swallow = false;
    expect(await adapter.complete({ language: 'en' })).toBe('more');
    expect(said(launch)).toEqual(['initialized', ...Array<string>(7).fill('responded'), 'completed']);
    expect(platform.refusals).toEqual([]);
  });

  test('done, and only the answer got lost: whoever loads the page again is done', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    const adapter = launched(launch, tab);
    await adapter.open();
    platform.faults.swallow = 4;
    await expect(adapter.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    expect(await launched(launch, tab).open()).toMatchObject({ done: true });
  });

  test('a line that hangs is one that is gone, and is waited for once: opening, storing, being done, going back', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const adapter = launched(launch, aTab(), { patience: 250 });
    const took = async (what: () => Promise<unknown>) => {
      const began = performance.now();
      await expect(what()).rejects.toEqual(failing('unreachable'));
      return performance.now() - began;
    };
    await adapter.open();
    platform.faults.slow = 3_000;
    for (const what of [() => adapter.save('1a'), () => adapter.complete(REPORT), () => adapter.leave!()])
      expect(await took(what)).toBeLessThan(700);
    expect(await took(() => launched(platform.launch('learner-1'), aTab(), { patience: 250 }).open())).toBeLessThan(700);
    platform.faults.slow = 0;
  });

  test('after going back was said, a page that is opened again says so and writes nothing; where it was not stored, they go on', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    const adapter = launched(launch, tab);
    await adapter.open();
    platform.faults.drop = 1_000;
    await expect(adapter.leave!()).rejects.toEqual(failing('unreachable'));
    platform.faults.drop = 0;
    await adapter.save('1still');
    const again = launched(launch, tab);
    await again.open();
    // The answer to that gets lost.
    platform.faults.swallow = 4;
    await expect(again.leave!()).rejects.toEqual(failing('unreachable'));
    await expect(launched(launch, tab).open()).rejects.toEqual(failing('left'));
    await again.leave!();
    await expect(again.save('1late')).rejects.toEqual(failing('left'));
    await expect(again.complete(REPORT)).rejects.toEqual(failing('left'));
    await expect(launched(launch, tab).open()).rejects.toEqual(failing('left'));
    expect(stateOf()).toBe('1still');
    expect(said(launch)).toEqual(['initialized', 'terminated']);
    expect(platform.refusals).toEqual([]);
  });

  test('stored upon what it was read: where another window was faster in between, nothing is lost', async () => {
    await open();
    const launch = platform.launch('learner-1');
    const tab = aTab();
    let between: (() => Promise<unknown>) | null = null;
    const slow = launched(launch, tab, {
      fetch: async (...given) => {
        if (given[1]?.method === 'PUT') await between?.();
        return fetch(...given);
      }
    });
    await slow.open();
    await slow.save('1a');
    const fast = launched(launch, tab);
    await fast.open();
    between = async () => ((between = null), fast.save('1fast'));
    await expect(slow.save('1slow')).rejects.toEqual(failing('elsewhere'));
    expect(stateOf()).toBe('1fast');
    // Its own state, of which only the answer got lost, is no other's.
    platform.faults.swallow = 0;
    let lose = true;
    const third = launched(launch, tab, {
      fetch: async (...given) => {
        const answer = await fetch(...given);
        if (given[1]?.method === 'PUT' && lose) {
          lose = false;
          throw new TypeError('cut off');
        }
        return answer;
      }
    });
    await third.open();
    await third.save('1third');
    await third.save('1fourth');
    expect(stateOf()).toBe('1fourth');
  });

  test.each(['Review', 'Browse'] as const)('in the mode %s nothing is written, and going back is said', async (mode) => {
    await open();
    const first = launched(platform.launch('learner-1'));
    await first.open();
    await first.save('1abc');
    const launch = platform.launch('learner-1', { mode });
    const adapter = launched(launch);
    expect(await adapter.open()).toMatchObject({ mode: 'looking', state: '1abc', done: mode === 'Review' });
    for (const write of [() => adapter.put('1'), () => adapter.save('1'), () => adapter.complete(REPORT)])
      await expect(write()).rejects.toEqual(failing('refused'));
    adapter.close();
    await adapter.leave!();
    expect(said(launch)).toEqual(['initialized', 'terminated']);
    expect(stateOf()).toBe('1abc');
    expect(platform.refusals).toEqual([]);
  });

  test('another session of the same learner, begun since, is said to be why nothing is taken; and what is refused does not wait', async () => {
    await open();
    const first = launched(platform.launch('learner-1'));
    await first.open();
    const second = launched(platform.launch('learner-1'));
    await second.open();
    await expect(first.save('1a')).rejects.toThrow(/^refused: the state: 403 abandoned/);
    await expect(first.complete(REPORT)).rejects.toThrow(/^refused: statements: 403 abandoned/);
    await second.save('1b');
    await second.complete({ language: 'en' });
    expect(stateOf()).toBe('1b');
    expect(platform.refusals.map(({ rule }) => rule)).toEqual(['abandoned', 'abandoned']);
  });

  test('a token that was used up by another tab is refused with the reason', async () => {
    await open();
    const launch = platform.launch('learner-1');
    await launched(launch).open();
    await expect(launched(launch).open()).rejects.toThrow(/^refused: fetch: 200 .*error-code/);
  });

  test('an address that names no platform is of none', async () => {
    await open();
    expect(cmi5From({ search: '?theme=light' }, aTab())).toBeNull();
    expect(cmi5From({ search: '?endpoint=x&fetch=y&actor={}' }, aTab())).toBeNull();
  });
});
