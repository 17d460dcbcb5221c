import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInvitation, writeInvitation, type Invitation } from '#lib/domain/workshop/invitation.ts';
import { readResult, resultLength, writeResult, type Asked, type ResultCode, type TopicResult } from '#lib/domain/workshop/result-code.ts';
import { inGroups } from '#lib/domain/workshop/symbols.ts';
import { tagFor } from '#lib/domain/workshop/tag.ts';
import { times } from '../support/scale.ts';

const KNOWN = ['information', 'writing', 'privacy', 'facilitating', 'presence'];
const anyTopics = fc.subarray(KNOWN, { minLength: 1 });
const anyInvitation: fc.Arbitrary<Invitation> = fc.record({
  number: fc.nat(8191),
  topics: anyTopics,
  round: fc.integer({ min: 1, max: 4 })
});
const anySecond: fc.Arbitrary<Invitation> = fc.record({
  number: fc.nat(8191),
  topics: anyTopics,
  round: fc.integer({ min: 2, max: 4 }),
  before: fc.record({ tag: fc.nat(65_535), back: fc.boolean() })
});
const marks = { tag: fc.nat(65_535), round: fc.integer({ min: 1, max: 4 }), id: fc.nat(2 ** 20 - 1) };
const level = fc.constantFrom(null, 0, 1, 2, 3, 4) as fc.Arbitrary<TopicResult['level']>;
const direction = fc.constantFrom(null, 'down', 'same', 'up') as fc.Arbitrary<TopicResult['from']>;
/** What a round asks, of whichever kind, and a result of it or the wish to have one taken back. */
const anyCase: fc.Arbitrary<{ asked: Asked; code: ResultCode }> = fc
  .record({
    topics: fc.integer({ min: 1, max: 10 }),
    before: fc.option(fc.record({ back: fc.boolean(), changed: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }) }), {
      nil: undefined
    })
  })
  .chain(({ topics, before }) => {
    const asked: Asked = { topics, ...(before && { before: { ...before, changed: before.changed.slice(0, topics) } }) };
    const one = (i: number): fc.Arbitrary<TopicResult> =>
      fc.record({
        level,
        open: fc.boolean(),
        ...(before && { from: before.changed[i] ? direction : level }),
        ...(before?.back && { then: level })
      });
    const kind = before ? (before.back ? ('looking-back' as const) : ('change' as const)) : ('levels' as const);
    const result = fc.record({
      kind: fc.constant(kind),
      ...marks,
      topics: fc.tuple(...Array.from({ length: topics }, (_, i) => one(i)))
    });
    return fc.record({
      asked: fc.constant(asked),
      code: fc.oneof({ weight: 5, arbitrary: result }, fc.record({ kind: fc.constant('taken-back' as const), ...marks }))
    });
  });
const SIGNS = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

describe('codes', () => {
  test('an invitation of built-in topics comes back from six symbols, however they are typed', () =>
    fc.assert(
      fc.property(anyInvitation, (one) => {
        const text = writeInvitation(one, KNOWN)!;
        expect(text).toHaveLength(6);
        expect(readInvitation(text, KNOWN)).toEqual(one);
        const typed = ` ${text.slice(0, 3).toLowerCase()}–${text.slice(3)} `.replaceAll('1', 'l').replaceAll('0', 'o');
        expect(readInvitation(typed, KNOWN)).toEqual(one);
      }),
      times(100)
    ));

  test('a topic of one’s own does not fit six symbols', () => {
    expect(writeInvitation({ number: 1, topics: ['privacy', 'own-x'], round: 1 }, KNOWN)).toBeNull();
  });

  test('the invitation to a round that is compared with another comes back from ten, and a code that stops short of them is too short', () =>
    fc.assert(
      fc.property(anySecond, (one) => {
        const text = writeInvitation(one, KNOWN)!;
        expect(text).toHaveLength(10);
        expect(readInvitation(text, KNOWN)).toEqual(one);
        expect(readInvitation(text.slice(0, 8), KNOWN)).toEqual({ kind: 'length', length: 8, of: 10 });
        // Its first four symbols are a first round's, but the check is not.
        expect(readInvitation(text.slice(0, 6), KNOWN)).not.toMatchObject({ number: one.number, round: one.round });
      }),
      times(60)
    ));

  test('a result comes back from its symbols, and from its groups of four', () =>
    fc.assert(
      fc.property(anyCase, ({ asked, code }) => {
        const text = writeResult(code);
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]+$/);
        expect(text).toHaveLength(code.kind === 'taken-back' ? 16 : resultLength(asked));
        expect(readResult(text, asked)).toEqual(code);
        expect(readResult(inGroups(text).toLowerCase(), asked)).toEqual(code);
      }),
      times(300)
    ));

  test('up to five topics take 16 symbols, 20 with what was before, 24 with looking back; more take 20, 28 and 30', () => {
    const length = (topics: number, before?: Asked['before']) => resultLength({ topics, ...(before && { before }) });
    const [change, back] = [false, true].map((back) => ({ back, changed: [] }));
    expect([5, 6, 10].map((topics) => [length(topics), length(topics, change), length(topics, back)])).toEqual([
      [16, 20, 24],
      [20, 28, 30],
      [20, 28, 30]
    ]);
  });

  test('a code that another round asks for is told by its kind, or its length', () => {
    const level = { level: 2, open: false } as const;
    const first = writeResult({ kind: 'levels', tag: 1, round: 1, id: 5, topics: [level, level] });
    const second = writeResult({ kind: 'change', tag: 2, round: 2, id: 5, topics: [{ ...level, from: 1 }, level] });
    const six = writeResult({ kind: 'levels', tag: 3, round: 1, id: 5, topics: Array(6).fill(level) });
    const asked = { topics: 2, before: { back: false, changed: [false, false] } };
    expect(readResult(first, asked)).toEqual({ kind: 'other', tag: 1, round: 1, of: 'levels' });
    expect(readResult(second, { topics: 2 })).toEqual({ kind: 'other', tag: 2, round: 2, of: 'change' });
    // As long as one that is asked for.
    expect(readResult(six, asked)).toEqual({ kind: 'other', tag: 3, round: 1, of: 'levels' });
    expect(readResult(second.slice(0, 16), asked)).toEqual({ kind: 'length', length: 16, of: 20 });
    // Where the rubric was changed a level of then is no answer.
    const level4 = writeResult({ kind: 'change', tag: 2, round: 2, id: 5, topics: [level, { ...level, from: 4 }] });
    expect(readResult(level4, { topics: 2, before: { back: false, changed: [false, true] } })).toMatchObject({ kind: 'other' });
  });

  test('any single wrong symbol, and any two that changed places, are found, and where', () =>
    fc.assert(
      fc.property(anyCase, fc.nat(29), fc.nat(29), fc.constantFrom(...SIGNS), ({ asked, code }, one, two, sign) => {
        const text = [...writeResult(code)];
        const [at, other] = [one % text.length, two % text.length];
        const wrong = text.with(at, sign);
        if (text[at] !== sign) expect(readResult(wrong.join(''), asked)).toEqual({ kind: 'wrong', places: [at] });
        const swapped = text.with(at, text[other]!).with(other, text[at]!);
        if (text[at] !== text[other])
          expect(readResult(swapped.join(''), asked)).toEqual({
            kind: 'wrong',
            places: [Math.min(at, other), Math.max(at, other)]
          });
      }),
      times(200)
    ));

  test('of some codes, each wrong symbol at each place and each two that changed places', () => {
    for (const { asked, code } of fc.sample(anyCase, times(1))) {
      const text = [...writeResult(code)];
      const fault = (signs: readonly string[]) => readResult(signs.join(''), asked);
      for (let at = 0; at < text.length; at++) {
        for (const sign of SIGNS) if (sign !== text[at]) expect(fault(text.with(at, sign))).toEqual({ kind: 'wrong', places: [at] });
        for (let other = at + 1; other < text.length; other++)
          if (text[at] !== text[other])
            expect(fault(text.with(at, text[other]!).with(other, text[at]!))).toEqual({ kind: 'wrong', places: [at, other] });
      }
    }
  });

  test('of some invitations, each wrong symbol and each two that changed places are found, and their places are among those that are told', () => {
    for (const one of fc.sample(fc.oneof(anyInvitation, anySecond), times(10))) {
      const text = [...writeInvitation(one, KNOWN)!];
      const places = (signs: readonly string[]) => {
        const fault = readInvitation(signs.join(''), KNOWN);
        return 'places' in fault ? fault.places : null;
      };
      for (let at = 0; at < text.length; at++) {
        for (const sign of SIGNS) if (sign !== text[at]) expect(places(text.with(at, sign))).toContain(at);
        for (let other = at + 1; other < text.length; other++)
          if (text[at] !== text[other])
            expect(places(text.with(at, text[other]!).with(other, text[at]!))).toEqual(expect.arrayContaining([at, other]));
      }
    }
  });

  test('no other text is taken for a result: up to four wrong symbols are always found', () =>
    fc.assert(
      fc.property(anyCase, fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 4 }), fc.nat(30), ({ asked, code }, places, by) => {
        const text = [...writeResult(code)].map((sign, i) =>
          places.includes(i) ? SIGNS[(SIGNS.indexOf(sign) + 1 + ((by + i) % 31)) % 32]! : sign
        );
        expect(['wrong', 'length']).toContain(readResult(text.join(''), asked).kind);
      }),
      times(200)
    ));

  test('too short, too long, and signs that are none are named', () => {
    expect(readResult('7KQ4 M2D8', { topics: 5 })).toEqual({ kind: 'length', length: 8, of: 16 });
    expect(readResult('7KQ4 M2D8 RXP3 VHTU', { topics: 5 })).toEqual({ kind: 'sign' });
    expect(readInvitation('K7M2Q', KNOWN)).toEqual({ kind: 'length', length: 5, of: 6 });
  });

  test('a tag is of number, topics, round and the rubrics’ hashes', () => {
    const one: Invitation = { number: 5, topics: ['privacy'], round: 1 };
    const tag = tagFor(one, { privacy: 'a' });
    expect(tagFor({ ...one }, { privacy: 'a', writing: 'b' })).toBe(tag);
    const others = [
      tagFor({ ...one, number: 6 }, { privacy: 'a' }),
      tagFor({ ...one, round: 2 }, { privacy: 'a' }),
      tagFor({ ...one, topics: ['writing'] }, { writing: 'a' }),
      tagFor(one, { privacy: 'b' }),
      tagFor({ ...one, before: { tag: 1, back: false } }, { privacy: 'a' }),
      tagFor({ ...one, before: { tag: 2, back: false } }, { privacy: 'a' }),
      tagFor({ ...one, before: { tag: 1, back: true } }, { privacy: 'a' })
    ];
    expect(others).not.toContain(tag);
    expect(new Set(others).size).toBe(others.length);
  });
});
