import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInvitation, writeInvitation, type Invitation } from '#lib/domain/workshop/invitation.ts';
import { readResult, RESULT_LENGTH, writeResult, type ResultCode } from '#lib/domain/workshop/result-code.ts';
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
const marks = { tag: fc.nat(65_535), round: fc.integer({ min: 1, max: 4 }), id: fc.nat(2 ** 20 - 1) };
const anyTopic = fc.record({ level: fc.constantFrom(null, 0, 1, 2, 3, 4), open: fc.boolean() }) as fc.Arbitrary<{
  level: null | 0 | 1 | 2 | 3 | 4;
  open: boolean;
}>;
const anyCode: fc.Arbitrary<ResultCode> = fc.oneof(
  fc.record({ kind: fc.constant('levels' as const), ...marks, topics: fc.array(anyTopic, { minLength: 1, maxLength: 5 }) }),
  fc.record({ kind: fc.constant('taken-back' as const), ...marks })
);
const topicsOf = (code: ResultCode) => (code.kind === 'levels' ? code.topics.length : 3);
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

  test('a result comes back from sixteen symbols, and from its four groups', () =>
    fc.assert(
      fc.property(anyCode, (code) => {
        const text = writeResult(code);
        expect(text).toMatch(/^[0-9A-HJKMNP-TV-Z]{16}$/);
        expect(readResult(text, topicsOf(code))).toEqual(code);
        expect(readResult(inGroups(text).toLowerCase(), topicsOf(code))).toEqual(code);
      }),
      times(200)
    ));

  test('any single wrong symbol, and any two that changed places, are found, and where', () =>
    fc.assert(
      fc.property(anyCode, fc.nat(RESULT_LENGTH - 1), fc.nat(RESULT_LENGTH - 1), fc.constantFrom(...SIGNS), (code, at, other, sign) => {
        const text = [...writeResult(code)];
        const wrong = text.with(at, sign);
        if (text[at] !== sign) expect(readResult(wrong.join(''), topicsOf(code))).toEqual({ kind: 'wrong', places: [at] });
        const swapped = text.with(at, text[other]!).with(other, text[at]!);
        if (text[at] !== text[other])
          expect(readResult(swapped.join(''), topicsOf(code))).toEqual({
            kind: 'wrong',
            places: [Math.min(at, other), Math.max(at, other)]
          });
      }),
      times(200)
    ));

  test('of some codes, each wrong symbol at each place and each two that changed places', () => {
    for (const code of fc.sample(anyCode, times(4))) {
      const text = [...writeResult(code)];
      const fault = (signs: readonly string[]) => readResult(signs.join(''), topicsOf(code));
      for (let at = 0; at < RESULT_LENGTH; at++) {
        for (const sign of SIGNS) if (sign !== text[at]) expect(fault(text.with(at, sign))).toEqual({ kind: 'wrong', places: [at] });
        for (let other = at + 1; other < RESULT_LENGTH; other++)
          if (text[at] !== text[other])
            expect(fault(text.with(at, text[other]!).with(other, text[at]!))).toEqual({ kind: 'wrong', places: [at, other] });
      }
    }
  });

  test('of some invitations, each wrong symbol and each two that changed places are found, and their places are among those that are told', () => {
    for (const one of fc.sample(anyInvitation, times(10))) {
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

  test('no other text of sixteen signs is taken for a result: up to four wrong symbols are always found', () =>
    fc.assert(
      fc.property(anyCode, fc.uniqueArray(fc.nat(RESULT_LENGTH - 1), { minLength: 1, maxLength: 4 }), fc.nat(30), (code, places, by) => {
        const text = [...writeResult(code)].map((sign, i) =>
          places.includes(i) ? SIGNS[(SIGNS.indexOf(sign) + 1 + ((by + i) % 31)) % 32]! : sign
        );
        expect(readResult(text.join(''), topicsOf(code)).kind).toBe('wrong');
      }),
      times(200)
    ));

  test('too short, too long, and signs that are none are named', () => {
    expect(readResult('7KQ4 M2D8', 5)).toEqual({ kind: 'length', length: 8 });
    expect(readResult('7KQ4 M2D8 RXP3 VHTU', 5)).toEqual({ kind: 'sign' });
    expect(readInvitation('K7M2Q', KNOWN)).toEqual({ kind: 'length', length: 5 });
  });

  test('a tag is of number, topics, round and the rubrics’ hashes', () => {
    const one: Invitation = { number: 5, topics: ['privacy'], round: 1 };
    const tag = tagFor(one, { privacy: 'a' });
    expect(tagFor({ ...one }, { privacy: 'a', writing: 'b' })).toBe(tag);
    const others = [
      tagFor({ ...one, number: 6 }, { privacy: 'a' }),
      tagFor({ ...one, round: 2 }, { privacy: 'a' }),
      tagFor({ ...one, topics: ['writing'] }, { writing: 'a' }),
      tagFor(one, { privacy: 'b' })
    ];
    expect(others).not.toContain(tag);
  });
});
