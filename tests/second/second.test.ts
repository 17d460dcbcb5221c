import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { besideOf, viewsOf } from '#lib/domain/second/beside.ts';
import { plainNameOf } from '#lib/domain/second/names.ts';
import {
  fitOf,
  isSameRequest,
  keysAsked,
  mergeAsked,
  mergeGiven,
  newGiven,
  SECOND,
  seenAt,
  seenCount,
  viewOf,
  withoutView,
  withRestUnknown,
  withSeen,
  withView,
  type Asked
} from '#lib/domain/second/second.ts';
import { anAsked, anAssessment, aRequest, aView, rubric } from '../support/second.ts';
import { anyData } from '../support/personal.ts';
import { times } from '../support/scale.ts';

const request = aRequest();
const KEY = 'own-one.A1';

describe('what somebody says of another’s work', () => {
  test('is read as it was said, and taken back without a trace', () => {
    let answers = withSeen({}, KEY, 2, 1);
    answers = withSeen(answers, KEY, 4, 'unknown');
    expect(([1, 2, 3, 4] as const).map((level) => seenAt(answers, KEY, level))).toEqual([undefined, 1, undefined, 'unknown']);
    expect(seenCount(answers)).toBe(2);
    expect(withSeen(withSeen(answers, KEY, 2, null), KEY, 4, null)).toEqual({});
  });

  test('“I cannot tell” of the rest leaves what was said', () =>
    expect(withRestUnknown(withSeen({}, KEY, 2, 0), KEY)).toEqual({ [KEY]: '?0??' }));

  test('of a criterion that every object has, there is nothing', () => expect(seenAt({}, 'toString' as never, 1)).toBeUndefined());

  test('only what was asked is handed back', () => {
    const given = { ...newGiven(request, '00000000000000bb', 1), answers: { [KEY]: '2---', 'privacy.C1': '2222' } } as const;
    expect(Object.keys(viewOf(given).answers)).toEqual([KEY]);
  });
});

describe('what comes back', () => {
  const asked = anAsked(request);
  const view = aView(request, { A1: [2, 1, 0, 'unknown'] });

  test('fits its request', () => expect(fitOf(view, [anAsked(aRequest({ number: '00000000000000ff' })), asked])).toBe(asked));

  test('of another request is refused', () => expect(fitOf(view, [anAsked(aRequest({ number: '00000000000000ff' }))])).toBe('other'));

  test('is refused where its number was put on the answers to another request', () => {
    const elsewhere = aRequest({ number: '00000000000000ff', topics: [{ ...request.topics[0]!, criteria: ['A1'] }] });
    expect(fitOf({ ...aView(elsewhere, { A1: [2, 2, 2, 2] }), number: request.number }, [asked])).toBe('version');
  });

  test('is refused where it is about another version, or about what was not asked', () => {
    const later = aRequest({ topics: [{ ...request.topics[0]!, hash: '0'.repeat(32) }] });
    expect(fitOf(aView(later, { A1: [2, 2, 2, 2] }), [asked])).toBe('version');
    expect(fitOf({ ...view, answers: { ...view.answers, 'own-one.B9': '2222' } }, [asked])).toBe('version');
  });

  test('two requests are the same where number, content and questions are; a name changes nothing', () => {
    const [topic] = request.topics;
    expect(isSameRequest(request, aRequest({ name: 'Aino' }))).toBe(true);
    expect(isSameRequest(request, aRequest({ number: '00000000000000ff' }))).toBe(false);
    expect(isSameRequest(request, aRequest({ topics: [{ ...topic!, criteria: ['A1'] }] }))).toBe(false);
    expect(isSameRequest(request, aRequest({ topics: [{ ...topic!, hash: '0'.repeat(32) }] }))).toBe(false);
  });

  test('is refused once the request was withdrawn', () => expect(fitOf(view, [{ ...asked, withdrawnAt: 5 }])).toBe('withdrawn'));

  test('takes the place of what the same person handed in before, and of nobody else’s', () => {
    const kept = withView(withView(asked, view, 2), aView(request, { A2: [0, 0, 0, 0] }, 'cc'), 3);
    const corrected = withView(kept, { ...view, answers: { [KEY]: '0000' } }, 4);
    expect(corrected.views.map(({ answers, keptAt }) => [Object.values(answers), keptAt])).toEqual([
      [['0000'], 4],
      [['0000'], 3]
    ]);
    expect(withoutView(corrected, view.id).views.map(({ keptAt }) => keptAt)).toEqual([3]);
  });

  test('is refused where there is no more room, unless it takes a place that is its own', () => {
    const full = Array.from({ length: SECOND.views }, (_, i) => i).reduce<Asked>(
      (all, i) => withView(all, aView(request, { A1: [1, 1, 1, 1] }, `d${i}`), i),
      asked
    );
    expect(fitOf(view, [full])).toBe('full');
    expect(fitOf(aView(request, { A1: [2, 2, 2, 2] }, 'd0'), [full])).toBe(full);
  });
});

describe('side by side', () => {
  const mine = anAssessment({ A1: [2, 2, 1, 0], A2: [2, 0, 0, 'na'], A3: [2, 2, 2, 2] });
  const beside = (...views: Parameters<typeof withView>[1][]) => {
    const asked = views.reduce<Asked>((all, one, i) => withView(all, one, i + 1), anAsked(request));
    const shown = viewsOf([asked], mine.head);
    return besideOf(mine, [rubric], shown);
  };

  test('where one statement is furthest apart comes first, then where most differ', () => {
    const all = beside(aView(request, { A1: [1, 1, 0, 1], A2: [2, 0, 0, 2], A3: [2, 2, 2, 1] }));
    expect(all.map(({ criterion, differing }) => [criterion, differing])).toEqual([
      ['A2', 1],
      ['A1', 4],
      ['A3', 1]
    ]);
  });

  test('what is open, was not said or cannot be told differs from nothing', () => {
    const all = beside(aView(request, { A1: ['unknown', null, null, 'unknown'] }));
    expect(all.map(({ differing, ask }) => [differing, ask])).toEqual([
      [0, null],
      [0, null],
      [0, null]
    ]);
  });

  test('where nobody else said anything, there is neither a difference nor none, and it comes last', () => {
    const all = beside(aView(request, { A1: ['unknown', null, null, 'unknown'], A3: [2, null, null, null] }));
    expect(all.map(({ criterion, compared }) => [criterion, compared])).toEqual([
      ['A3', true],
      ['A1', false],
      ['A2', false]
    ]);
  });

  test('not part of the job, and not seen there, is no difference', () =>
    expect(beside(aView(request, { A2: [2, 0, 0, 0] })).find(({ criterion }) => criterion === 'A2')!.differing).toBe(0));

  test('one question of each criterion at most: where it is furthest apart, and which way', () => {
    const [first, second, third] = beside(aView(request, { A1: [0, 1, 1, 0], A2: [2, 0, 1, 0], A3: [2, 2, 2, 2] }));
    expect(first!.ask).toEqual({ level: 1, view: 0, more: false });
    expect(second!.ask).toEqual({ level: 3, view: 0, more: true });
    expect(third!.ask).toBeNull();
  });

  test('several views are columns of their own: no value in a row is made of two', () => {
    const all = beside(aView(request, { A1: [2, 2, 2, 2] }), aView(request, { A1: [0, 0, 0, 0] }, 'cc'));
    const rows = all.find(({ criterion }) => criterion === 'A1')!.rows;
    expect(rows.map(({ views }) => views)).toEqual([
      [2, 0],
      [2, 0],
      [2, 0],
      [2, 0]
    ]);
    expect(Object.keys(all[0]!).sort()).toEqual(['ask', 'compared', 'competency', 'criterion', 'differing', 'key', 'rows']);
  });

  test('what a view was not asked is told from what it did not answer', () => {
    const some = aRequest({ number: '00000000000000ee', topics: [{ ...request.topics[0]!, criteria: ['A1'] }] });
    const asked = [
      withView(anAsked(request), aView(request, { A2: [1, 1, 1, 1] }), 1),
      withView(anAsked(some), aView(some, { A1: [1, 1, 1, 1] }, 'cc'), 2)
    ];
    const all = besideOf(mine, [rubric], viewsOf(asked, mine.head));
    const of = (id: string) => all.find(({ criterion }) => criterion === id)!.rows[0]!.views;
    expect([of('A1'), of('A2')]).toEqual([
      [undefined, 1],
      [1, null]
    ]);
  });

  test('a view of another version of the questions stands beside nothing', () => {
    const later = aRequest({ topics: [{ ...request.topics[0]!, hash: '0'.repeat(32) }] });
    expect(viewsOf([withView(anAsked(later), aView(later, { A1: [2, 2, 2, 2] }), 1)], mine.head)).toEqual([]);
  });
});

describe('two devices of one person', () => {
  const asks = anyData.map(({ asked }) => asked).filter((all) => all.length > 0);

  test('come to the same, whichever comes first and however often', () =>
    fc.assert(
      fc.property(asks, asks, asks, ([a], [b], [c]) => {
        const same = (one: Asked) => ({ ...one, number: a!.number });
        const [x, y, z] = [a!, same(b!), same(c!)];
        expect(mergeAsked(x, y)).toEqual(mergeAsked(y, x));
        expect(mergeAsked(mergeAsked(x, y), z)).toEqual(mergeAsked(x, mergeAsked(y, z)));
        expect(mergeAsked(x, x)).toEqual(x);
      }),
      times(100)
    ));

  test('what was withdrawn on one is withdrawn on both', () =>
    expect(mergeAsked(anAsked(request), anAsked(request, { withdrawnAt: 7 })).withdrawnAt).toBe(7));

  test('answers about others: those that changed last count', () => {
    const older = newGiven(request, '00000000000000bb', 1);
    const newer = { ...older, answers: { [KEY]: '2---' }, at: 2 } as const;
    expect([mergeGiven(older, newer), mergeGiven(newer, older)]).toEqual([newer, newer]);
  });
});

test('a name is one line of what can be seen', () => {
  expect(plainNameOf('  Ms \u202eÄ\n\tB\u0000\u200b ')).toBe('Ms Ä B');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const name = plainNameOf(text);
      expect(name.length).toBeLessThanOrEqual(SECOND.name);
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(plainNameOf(name)).toBe(name);
    }),
    times(300)
  );
});

test('every criterion of a request has its key', () => expect(keysAsked(request)).toEqual(['own-one.A1', 'own-one.A2', 'own-one.A3']));
