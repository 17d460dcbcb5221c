import { describe, expect, test } from 'vitest';
import { PlatformError, type Report } from '#lib/domain/course/platform.ts';
import { scormAround } from '#lib/holder/scorm.ts';
import { scormInMemory } from '../support/course/scorm.ts';

const REPORT: Report = {
  language: 'en',
  levels: [
    { topic: 'information', title: 'Information', level: 3 },
    { topic: 'privacy', title: 'Privacy', level: -1 }
  ],
  answers: [{ criterion: 'privacy.C1', title: 'One', answers: 'YPNX' }],
  plan: [`Ask “who?” – ${'long '.repeat(100)}`]
};
const failing = (kind: PlatformError['kind']) => expect.objectContaining({ name: 'PlatformError', kind });

describe.each([
  ['scorm12', 'cmi.core.lesson_status', 'cmi.core.exit', 'cmi.core.session_time', 'student_response', 4_096],
  ['scorm2004', 'cmi.completion_status', 'cmi.exit', 'cmi.session_time', 'learner_response', 64_000]
] as const)('%s', (edition, status, exit, time, response, room) => {
  /** As lenient as can be, with what is there already. */
  const bare = (values: Record<string, string>) => {
    const fails = { commit: false, told: false };
    const prefix = edition === 'scorm12' ? 'LMS' : '';
    const api: Record<string, (...given: string[]) => string> = Object.fromEntries(
      Object.entries({
        Initialize: () => 'true',
        GetValue: (name: string) => values[name] ?? '',
        SetValue: (name: string, value: string) => {
          if (fails.told && name.startsWith('cmi.interactions')) return 'false';
          values[name] = value;
          const [, n] = /^cmi\.interactions\.(\d+)\./.exec(name) ?? [];
          if (n) values['cmi.interactions._count'] = String(Math.max(Number(values['cmi.interactions._count'] ?? 0), Number(n) + 1));
          return 'true';
        },
        Commit: () => String(!fails.commit),
        GetLastError: () => '0',
        GetErrorString: () => '',
        [edition === 'scorm12' ? 'Finish' : 'Terminate']: () => 'true'
      } as Record<string, (...given: string[]) => string>).map(([name, call]) => [`${prefix}${name}`, call])
    );
    const window = { [edition === 'scorm12' ? 'API' : 'API_1484_11']: api } as unknown as Window;
    return { window: Object.assign(window, { parent: window }), api, values, fails };
  };
  const opened = async (platform = scormInMemory(edition), now?: () => number) => {
    const adapter = scormAround(edition, platform.window(), now)!;
    return { platform, adapter, session: await adapter.open() };
  };

  test('goes from the first answer to being done without a call that is refused, and without a score', async () => {
    let clock = 0;
    const { platform, adapter, session } = await opened(undefined, () => clock);
    expect(session).toEqual({ state: null, mode: 'answering', done: false, learner: 's1', room });
    await adapter.put('1one');
    expect(platform.commits).toBe(0);
    await adapter.save('1two');
    expect(platform.stored).toMatchObject({ 'cmi.suspend_data': '1two', [status]: 'incomplete', [exit]: 'suspend' });
    await adapter.complete(REPORT);
    await adapter.save('1three');
    clock = 3_723_400;
    adapter.close();
    expect(platform.refusals()).toEqual([]);
    expect(platform.stored).toMatchObject({
      'cmi.suspend_data': '1three',
      [status]: 'completed',
      [exit]: 'suspend',
      [time]: edition === 'scorm12' ? '0001:02:03' : 'PT1H2M3S'
    });
    const told = (n: number, field: string) => platform.stored[`cmi.interactions.${n}.${field}`];
    expect([0, 1, 2, 3].map((n) => [told(n, 'id'), told(n, 'result')])).toEqual([
      ['information', 'neutral'],
      ['privacy', 'neutral'],
      ['privacy.C1', 'neutral'],
      ['plan.1', 'neutral']
    ]);
    expect([0, 1, 2].map((n) => told(n, response))).toEqual(['L3', 'NA', 'YPNX']);
    expect(told(3, response)).toBe(edition === 'scorm12' ? REPORT.plan![0]!.slice(0, 255) : REPORT.plan![0]);
    expect(JSON.stringify(platform.calls)).not.toMatch(/score/);
    expect(platform.calls.at(-1)).toMatchObject({ call: 'Terminate', answer: 'true' });
  });

  test('who takes none of it hears that somebody is done all the same, and the learner hears that', async () => {
    const platform = scormInMemory(edition);
    const window = platform.window();
    const api = (window as unknown as Record<string, Record<string, (...given: string[]) => string>>)[
      edition === 'scorm12' ? 'API' : 'API_1484_11'
    ]!;
    const name = edition === 'scorm12' ? 'LMSSetValue' : 'SetValue';
    const set = api[name]!;
    api[name] = (element, value) => (element!.startsWith('cmi.interactions') ? 'false' : set(element!, value!));
    const adapter = scormAround(edition, window)!;
    await adapter.open();
    expect(await adapter.complete(REPORT)).toBe('untold');
    expect(platform.stored[status]).toBe('completed');
  });

  test.each([
    [edition === 'scorm12' ? 'passed' : 'completed', true],
    [edition === 'scorm12' ? 'failed' : 'unknown', false]
  ])('a status that the platform set itself is never taken back: %s', async (set, done) => {
    const { window, values } = bare({ [status]: set, ...(edition === 'scorm2004' && { 'cmi.success_status': 'passed' }) });
    const adapter = scormAround(edition, window)!;
    expect(await adapter.open()).toMatchObject({ done });
    await adapter.save('1a');
    adapter.close();
    expect(values[status]).toBe(set === 'unknown' ? 'incomplete' : set);
    const again = scormAround(edition, window)!;
    await again.open();
    await again.complete({ language: 'en' });
    expect(values[status]).toBe(set === 'passed' ? 'passed' : 'completed');
    if (edition === 'scorm2004') expect(values['cmi.success_status']).toBe('passed');
    // Set while the course is open.
    await again.save('1b');
    expect(values[status]).toBe(set === 'passed' ? 'passed' : 'completed');
  });

  test('whoever only looked begins the next time; where something was kept and nothing comes, that is said', async () => {
    const { platform, adapter } = await opened();
    adapter.close();
    const second = await opened(platform);
    expect(second.session.state).toBeNull();
    await second.adapter.save('1a');
    second.adapter.close();
    const { 'cmi.suspend_data': _, ...rest } = platform.stored;
    platform.stored = rest;
    const third = scormAround(edition, platform.window())!;
    await expect(third.open()).rejects.toEqual(failing('unread'));
    third.close();
    expect(platform.stored).toEqual(rest);
    const { window } = bare({ [edition === 'scorm12' ? 'cmi.core.entry' : 'cmi.entry']: 'resume' });
    await expect(scormAround(edition, window)!.open()).rejects.toEqual(failing('unread'));
  });

  test('an error is not nothing: not a word is said to the platform after it, but the question once more', async () => {
    const { window, api } = bare({});
    const calls: string[] = [];
    for (const [name, call] of Object.entries(api)) api[name] = (...given) => (calls.push(name.replace('LMS', '')), call(...given));
    const error = edition === 'scorm12' ? 'LMSGetLastError' : 'GetLastError';
    api[error] = () => '101';
    const adapter = scormAround(edition, window)!;
    await expect(adapter.open()).rejects.toEqual(failing('unread'));
    adapter.close();
    api[error] = () => (edition === 'scorm12' ? '0' : '403');
    expect((await adapter.open()).state).toBeNull();
    expect(calls.filter((name) => name === 'Initialize')).toHaveLength(1);
    expect(calls.filter((name) => /Set|Commit|Finish|Terminate/.test(name))).toEqual([]);
  });

  test('a platform that says no at first is asked again', async () => {
    const { window, api } = bare({});
    const name = edition === 'scorm12' ? 'LMSInitialize' : 'Initialize';
    const [begin, get] = [api[name]!, edition === 'scorm12' ? 'LMSGetValue' : 'GetValue'];
    const value = api[get]!;
    [api[name], api[get]] = [() => 'false', () => ''];
    const adapter = scormAround(edition, window)!;
    await expect(adapter.open()).rejects.toEqual(failing('refused'));
    [api[name], api[get]] = [begin, value];
    expect(await adapter.open()).toMatchObject({ mode: 'answering', state: null });
  });

  test('what was told at an earlier try and is taken back is written over; where it cannot be, that is said', async () => {
    const { platform, adapter } = await opened();
    await adapter.save('1a');
    platform.down = true;
    await expect(adapter.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    platform.down = false;
    const only: Report = { language: 'en', answers: REPORT.answers! };
    expect(await adapter.complete(only)).toBe('told');
    const responses = () =>
      Object.fromEntries(
        [0, 1, 2, 3].map((n) => [platform.stored[`cmi.interactions.${n}.id`], platform.stored[`cmi.interactions.${n}.${response}`]])
      );
    expect(responses()).toEqual({ information: 'withdrawn', privacy: 'withdrawn', 'privacy.C1': 'YPNX', 'plan.1': 'withdrawn' });
    expect(platform.refusals().filter(({ refused }) => refused?.rule !== 'commit-failed')).toEqual([]);

    const strict = bare({});
    const one = scormAround(edition, strict.window)!;
    await one.open();
    strict.fails.commit = true;
    await expect(one.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    Object.assign(strict.fails, { commit: false, told: true });
    expect(await one.complete({ language: 'en' })).toBe('more');
  });

  test('after a reload too, what is not agreed to any more is written over', async () => {
    const platform = scormInMemory(edition);
    const window = platform.window();
    const first = scormAround(edition, window)!;
    await first.open();
    await first.save('1a');
    platform.down = true;
    await expect(first.complete(REPORT)).rejects.toEqual(failing('unreachable'));
    platform.down = false;
    const again = scormAround(edition, window)!;
    await again.open();
    expect(await again.complete({ language: 'en' })).toBe('told');
    for (const n of [0, 1, 2, 3]) expect(platform.stored[`cmi.interactions.${n}.${response}`]).toBe('withdrawn');
  });

  test('nothing is told but what was agreed to: of nothing, nothing', async () => {
    const { platform, adapter } = await opened();
    await adapter.save('1');
    await adapter.complete({ language: 'en' });
    expect(Object.keys(platform.stored).filter((name) => name.includes('interactions'))).toEqual([]);
  });

  test('another computer finds the state; and what is done is looked at, without a word', async () => {
    const { platform, adapter } = await opened();
    await adapter.save('1abc');
    const second = await opened(platform);
    expect(second.session).toMatchObject({ state: '1abc', mode: 'answering', done: false });
    await second.adapter.complete({ language: 'en' });
    second.adapter.close();
    const before = platform.calls.length;
    const third = await opened(platform);
    expect(third.session).toMatchObject({ state: '1abc', mode: 'looking', done: true });
    for (const write of [() => third.adapter.put('1x'), () => third.adapter.save('1x'), () => third.adapter.complete(REPORT)])
      await expect(write()).rejects.toEqual(failing('refused'));
    third.adapter.close();
    const later = platform.calls.slice(before);
    expect(later.filter(({ call }) => /Set|Commit/.test(call))).toEqual([]);
    expect(later.at(-1)).toMatchObject({ call: 'Terminate', answer: 'true' });
    expect(platform.refusals()).toEqual([]);
  });

  test('browsing writes nothing either', async () => {
    const platform = scormInMemory(edition);
    const adapter = scormAround(edition, platform.window('browse'))!;
    expect(await adapter.open()).toMatchObject({ mode: 'looking', done: false });
    await expect(adapter.save('1')).rejects.toEqual(failing('refused'));
    adapter.close();
    expect(platform.calls.map(({ call }) => call)).not.toContain('SetValue');
  });

  test('a platform that does not store says so each time, and takes all of it when it is back; done only then', async () => {
    const { platform, adapter } = await opened();
    platform.down = true;
    for (const state of ['1a', '1b']) await expect(adapter.save(state)).rejects.toEqual(failing('unreachable'));
    await expect(adapter.complete(REPORT)).rejects.toBeInstanceOf(PlatformError);
    expect(platform.stored).toEqual({});
    platform.down = false;
    await adapter.save('1c');
    await adapter.complete(REPORT);
    expect(platform.stored).toMatchObject({ 'cmi.suspend_data': '1c', [status]: 'completed' });
    // What was tried before stands there once.
    expect(Object.keys(platform.stored).filter((name) => /interactions\.\d+\.id$/.test(name))).toHaveLength(4);
  });

  test('what it refuses is said in its own words', async () => {
    const { adapter } = await opened();
    await expect(adapter.put('x'.repeat(room + 1))).rejects.toThrow(/^refused: cmi\.suspend_data: 40[56] /);
  });

  test('a window that is gone is a platform that cannot be reached', async () => {
    const found = {
      [edition === 'scorm12' ? 'LMSInitialize' : 'Initialize']: () => {
        throw new Error('gone');
      }
    };
    const window = { [edition === 'scorm12' ? 'API' : 'API_1484_11']: found } as unknown as Window;
    const adapter = scormAround(edition, Object.assign(window, { parent: window }))!;
    await expect(adapter.open()).rejects.toEqual(failing('unreachable'));
    expect(() => adapter.close()).not.toThrow();
  });

  test('a page that was loaded anew goes on with what its predecessor opened', async () => {
    const platform = scormInMemory(edition);
    const window = platform.window();
    await scormAround(edition, window)!.open();
    const again = scormAround(edition, window)!;
    expect(await again.open()).toMatchObject({ mode: 'answering' });
    await again.save('1');
    // After it was closed, there is nothing to go on with.
    again.close();
    await expect(scormAround(edition, window)!.open()).rejects.toEqual(failing('refused'));
  });

  test('is found in windows around, also beyond one of another site, or in the one that opened it; and nowhere, where there is none', () => {
    const name = edition === 'scorm12' ? 'API' : 'API_1484_11';
    const windowIn = (parent: unknown, own: object = {}) => {
      const one = { ...own } as Record<string, unknown>;
      one.parent = parent ?? one;
      one.top = (parent as { top?: unknown } | null)?.top ?? one;
      return one as unknown as Window;
    };
    const platform = windowIn(null, { [name]: {} });
    const foreign = new Proxy({ parent: platform, top: platform } as object, {
      get(target, key) {
        if (key === name) throw new DOMException('cross-origin', 'SecurityError');
        return Reflect.get(target, key) as unknown;
      }
    });
    expect(scormAround(edition, windowIn(windowIn(platform)))).not.toBeNull();
    expect(scormAround(edition, windowIn(foreign))).not.toBeNull();
    expect(scormAround(edition, windowIn(null, { opener: windowIn(platform) }))).not.toBeNull();
    expect(scormAround(edition, windowIn(windowIn(null)))).toBeNull();
  });
});
