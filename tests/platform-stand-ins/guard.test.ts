import { Scorm12API, Scorm2004API } from 'scorm-again';
import { describe, expect, test } from 'vitest';
import { apiOf, beginning, guard, innerOf, STRICT, type Call, type Edition, type GuardSettings } from '../support/platform/scorm-guard.ts';

interface Begun extends Partial<GuardSettings> {
  readonly stored?: Readonly<Record<string, string>>;
  readonly objectives?: readonly string[];
}

/** A course's view of a platform, without a browser. */
function begin(edition: Edition, { stored = {}, objectives = [], ...more }: Begun = {}) {
  const settings: GuardSettings = { edition, mode: 'normal', completedNeeds: 'a commit', lets: [], completed: false, ...more };
  const again = edition === 'scorm12' ? new Scorm12API(STRICT) : new Scorm2004API(STRICT);
  const known = beginning(
    edition,
    { id: 's1', name: 'One' },
    settings.mode,
    { data: stored, entry: 'resume', totalTime: edition === 'scorm12' ? '0000:10:00' : 'PT10M' },
    objectives
  );
  again.loadFromFlattenedJSON({ ...known });
  const calls: Call[] = [];
  const kept: Readonly<Record<string, string>>[] = [];
  const world = { down: false };
  const guarded = guard(settings, innerOf(edition, again as unknown as Record<string, unknown>), {
    note: (call) => void calls.push(call),
    keep: (data) => {
      if (!world.down) kept.push(data);
      return !world.down;
    }
  });
  guarded.begin(stored, known);
  /** Sets, and says by which rule it was refused, with the error, or `true`. */
  const set = (element: string, value: unknown) => {
    const answer = guarded.SetValue(element, value);
    const last = calls.at(-1)!;
    expect(answer, element).toBe(last.refused && !settings.lets.includes(last.refused.rule) ? 'false' : 'true');
    expect(guarded.GetLastError()).toBe(last.error);
    return last.refused ? `${last.refused.rule} ${last.error}` : true;
  };
  return { ...guarded, set, calls, kept, world, api: apiOf(edition, guarded) };
}
type Platform = ReturnType<typeof begin>;
const opened = (edition: Edition, more: Begun = {}): Platform => {
  const platform = begin(edition, more);
  expect(platform.Initialize('')).toBe('true');
  return platform;
};

describe.each([
  {
    edition: 'scorm12',
    status: 'cmi.core.lesson_status',
    core: 'cmi.core.',
    response: 'student_response',
    longest: 4096,
    type: 405,
    none: 401,
    readOnly: 403
  },
  {
    edition: 'scorm2004',
    status: 'cmi.completion_status',
    core: 'cmi.',
    response: 'learner_response',
    longest: 64_000,
    type: 406,
    none: 402,
    readOnly: 404
  }
] as const)('$edition', ({ edition, status, core, response, longest, type, none, readOnly }) => {
  const soon = edition === 'scorm12' ? 101 : 351;

  test('takes a course that does all as it should, and keeps what it wrote', () => {
    const { set, Commit, Terminate, calls, kept } = opened(edition);
    expect(set(status, 'incomplete')).toBe(true);
    expect(set('cmi.suspend_data', 'x'.repeat(longest))).toBe(true);
    expect(set(`${core}exit`, 'suspend')).toBe(true);
    expect(set(`${core}session_time`, edition === 'scorm12' ? '0000:01:30' : 'PT1M30S')).toBe(true);
    expect(Commit('')).toBe('true');
    for (const [field, value] of [
      ['id', 'information'],
      ['type', 'likert'],
      [response, 'L3'],
      ['result', 'neutral']
    ] as const) {
      expect(set(`cmi.interactions.0.${field}`, value)).toBe(true);
    }
    expect(set(status, 'completed')).toBe(true);
    expect(Terminate('')).toBe('true');
    expect(calls.filter(({ refused }) => refused)).toEqual([]);
    expect(kept).toHaveLength(2);
    expect(kept[1]).toMatchObject({ [status]: 'completed', [`cmi.interactions.0.${response}`]: 'L3' });
  });

  test('refuses more state than it keeps', () => {
    const { set } = opened(edition);
    expect(set('cmi.suspend_data', 'x'.repeat(longest + 1))).toBe(`suspend-data ${type}`);
  });

  test('refuses every grade', () => {
    const { set } = opened(edition);
    for (const element of [
      `${core}score.raw`,
      `${core}score.min`,
      `${core}score.max`,
      'cmi.objectives.0.score.raw',
      'cmi.interactions.0.weighting',
      'cmi.interactions.0.correct_responses.0.pattern'
    ]) {
      expect(set(element, '1'), element).toBe(`score ${none}`);
    }
  });

  test('refuses that somebody passed or failed', () => {
    const { set } = opened(edition);
    for (const word of ['passed', 'failed']) {
      expect(set(status, word)).toBe(`passed-failed ${type}`);
      expect(set(edition === 'scorm12' ? 'cmi.objectives.0.status' : 'cmi.success_status', word)).toBe(`passed-failed ${type}`);
    }
  });

  test.each(['review', 'browse'] as const)('refuses all writing in the mode %s, and lets it be read', (mode) => {
    const { set, GetValue, Terminate } = opened(edition, { mode, stored: { 'cmi.suspend_data': 'abc' } });
    expect(GetValue(edition === 'scorm12' ? 'cmi.core.lesson_mode' : 'cmi.mode')).toBe(mode);
    expect(GetValue(`${core}credit`)).toBe('no-credit');
    expect(GetValue('cmi.suspend_data')).toBe('abc');
    expect(set('cmi.suspend_data', 'x')).toBe(`read-only ${readOnly}`);
    expect(set(status, 'incomplete')).toBe(`read-only ${readOnly}`);
    expect(Terminate('')).toBe('true');
  });

  test('refuses all before it is open, and after it was finished', () => {
    const { set, Initialize, Commit, Terminate, GetValue, GetLastError, calls } = begin(edition);
    const old = edition === 'scorm12';
    expect(set('cmi.suspend_data', 'x')).toBe(`not-open ${old ? 301 : 132}`);
    expect([GetValue('cmi.suspend_data'), GetLastError()]).toEqual(['', old ? '301' : '122']);
    expect([Commit(''), GetLastError()]).toEqual(['false', old ? '301' : '142']);
    expect([Terminate(''), GetLastError()]).toEqual(['false', old ? '301' : '112']);
    expect([Initialize('x'), GetLastError()]).toEqual(['false', '201']);
    expect(Initialize('')).toBe('true');
    expect([Initialize(''), GetLastError()]).toEqual(['false', old ? '101' : '103']);
    expect(calls.at(-1)!.refused!.rule).toBe('opened-twice');
    GetValue(5);
    expect(calls.at(-1)!.refused!.rule).toBe('argument');
    set(status, 'incomplete');
    expect([Commit(undefined), GetLastError()]).toEqual(['false', '201']);
    expect(Terminate('')).toBe('true');
    expect(set('cmi.suspend_data', 'x')).toBe(`closed ${old ? 301 : 133}`);
    expect([GetValue('cmi.suspend_data'), GetLastError()]).toEqual(['', old ? '301' : '123']);
    expect([Commit(''), GetLastError()]).toEqual(['false', old ? '301' : '143']);
    expect([Terminate(''), GetLastError()]).toEqual(['false', old ? '301' : '113']);
    expect([Initialize(''), GetLastError()]).toEqual(['false', old ? '101' : '104']);
    expect(calls.at(-1)!.refused!.rule).toBe('closed');
  });

  test('refuses to be completed before anything is safe, as strictly as it is set', () => {
    const first = opened(edition);
    expect(first.set(status, 'completed')).toBe(`completed-too-soon ${soon}`);
    first.world.down = true;
    expect(first.Commit('')).toBe('false');
    expect(first.set(status, 'completed')).toBe(`completed-too-soon ${soon}`);
    first.world.down = false;
    expect(first.Commit('')).toBe('true');
    first.set('cmi.suspend_data', 'x');
    expect(first.set(status, 'completed')).toBe(true);

    const all = opened(edition, { completedNeeds: 'all committed' });
    all.Commit('');
    all.set('cmi.suspend_data', 'x');
    expect(all.set(status, 'completed')).toBe(`completed-too-soon ${soon}`);
    all.Commit('');
    expect(all.set(status, 'completed')).toBe(true);
    expect(opened(edition, { completedNeeds: 'nothing' }).set(status, 'completed')).toBe(true);
  });

  test('refuses to take “completed” back', () => {
    const { set, Commit } = opened(edition);
    Commit('');
    set(status, 'completed');
    expect(set(status, 'incomplete')).toBe(`completed-twice ${soon}`);
    expect(opened(edition, { completed: true }).set(status, 'incomplete')).toBe(`completed-twice ${soon}`);
  });

  test.each(['', 'level-3', 'level 3', 'ä', 'x'.repeat(251)])('refuses “%s” as a response and as an id', (word) => {
    const { set } = opened(edition);
    expect(set('cmi.interactions.0.id', word)).toBe(`interaction-id ${type}`);
    expect(set('cmi.objectives.0.id', word)).toBe(`interaction-id ${type}`);
    set('cmi.interactions.0.id', 'a');
    set('cmi.interactions.0.type', 'likert');
    expect(set('cmi.interactions.0.objectives.0.id', word)).toBe(`interaction-id ${type}`);
    expect(set(`cmi.interactions.0.${response}`, word)).toBe(`response ${type}`);
  });

  test('refuses a topic twice, also where the first is from an earlier session', () => {
    const { set } = opened(edition, { stored: { 'cmi.interactions.0.id': 'information' } });
    expect(set('cmi.interactions.1.id', 'information')).toBe(`interaction-twice ${soon}`);
    expect(set('cmi.interactions.0.id', 'information')).toBe(true);
    expect(set('cmi.interactions.1.id', 'writing')).toBe(true);
  });

  test('refuses values that are no texts, and elements that are none', () => {
    const { set } = opened(edition);
    for (const value of [5, true, null, undefined, {}]) expect(set('cmi.suspend_data', value)).toBe(`argument ${type}`);
    expect(set('', 'x')).toBe('argument 201');
  });

  test('refuses comments, other results and other kinds of interactions', () => {
    const { set } = opened(edition);
    expect(set(edition === 'scorm12' ? 'cmi.comments' : 'cmi.comments_from_learner.0.comment', 'x')).toBe(`comments ${none}`);
    set('cmi.interactions.0.id', 'a');
    expect(set('cmi.interactions.0.type', 'choice')).toBe(`judged ${type}`);
    expect(set('cmi.interactions.0.result', 'correct')).toBe(`judged ${type}`);
  });

  test('tells by the error that nothing was kept, and goes on afterwards', () => {
    const { set, Commit, Terminate, GetLastError, world, kept } = opened(edition);
    set(status, 'incomplete');
    world.down = true;
    expect([Commit(''), GetLastError()]).toEqual(['false', edition === 'scorm12' ? '101' : '391']);
    expect([Terminate(''), GetLastError()]).toEqual(['false', edition === 'scorm12' ? '101' : '111']);
    world.down = false;
    expect(set('cmi.suspend_data', 'x')).toBe(true);
    expect(Terminate('')).toBe('true');
    expect(kept).toEqual([{ [status]: 'incomplete', 'cmi.suspend_data': 'x' }]);
  });

  test('refuses to be finished without a word on how far somebody is', () => {
    const { set, Terminate, calls, kept } = opened(edition);
    expect(Terminate('')).toBe('false');
    expect(calls.at(-1)!.refused!.rule).toBe('status-unset');
    expect(kept).toEqual([]);
    set(status, 'incomplete');
    expect(Terminate('')).toBe('true');
  });

  test('notes what it lets through when it is told to be lenient', () => {
    const { set, Terminate, kept } = opened(edition, { lets: ['score', 'status-unset'] });
    expect(set(`${core}score.raw`, '62.5')).toBe('score 0');
    expect(Terminate('')).toBe('true');
    expect(kept).toEqual([{ [`${core}score.raw`]: '62.5' }]);
  });

  test('goes on from what was stored', () => {
    const { GetValue } = opened(edition, {
      stored: { 'cmi.suspend_data': 'abc', [status]: 'incomplete', 'cmi.interactions.0.id': 'a', [`${core}exit`]: 'suspend' }
    });
    expect(GetValue('cmi.suspend_data')).toBe('abc');
    expect(GetValue(status)).toBe('incomplete');
    expect(GetValue('cmi.interactions._count')).toBe('1');
    expect(GetValue(`${core}entry`)).toBe('resume');
    expect(GetValue(`${core}total_time`)).toMatch(/10/);
    expect(GetValue(edition === 'scorm12' ? 'cmi.core.student_id' : 'cmi.learner_id')).toBe('s1');
  });

  test('has the names of its edition', () => {
    const { api } = begin(edition);
    expect(Object.keys(api).sort()).toEqual(
      edition === 'scorm12'
        ? [
            'LMSCommit',
            'LMSFinish',
            'LMSGetDiagnostic',
            'LMSGetErrorString',
            'LMSGetLastError',
            'LMSGetValue',
            'LMSInitialize',
            'LMSSetValue'
          ]
        : ['Commit', 'GetDiagnostic', 'GetErrorString', 'GetLastError', 'GetValue', 'Initialize', 'SetValue', 'Terminate']
    );
  });
});

test('in 2004 the objectives of the manifest are there already', () => {
  const { GetValue, set } = opened('scorm2004', { objectives: ['course', 'information'] });
  expect(GetValue('cmi.objectives._count')).toBe('2');
  expect(GetValue('cmi.objectives.1.id')).toBe('information');
  expect(set('cmi.objectives.2.id', 'information')).toBe('objective-twice 351');
  expect(set('cmi.objectives.1.progress_measure', '0.5')).toBe(true);
});

test('in 1.2 nobody reads an interaction', () => {
  const { GetValue, GetLastError } = opened('scorm12', { stored: { 'cmi.interactions.0.id': 'a' } });
  expect([GetValue('cmi.interactions.0.id'), GetLastError()]).toEqual(['', '404']);
});
