import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupTextIn, readGroup, writeGroup } from '#lib/domain/workshop/group-code.ts';
import { handInCode } from '#lib/domain/workshop/handing-in.ts';
import { pictureOf, roundOf, taken, type Round } from '#lib/domain/workshop/round.ts';
import type { TopicResult } from '#lib/domain/workshop/result-code.ts';
import type { RoundOf, WorkshopTopic } from '#lib/domain/workshop/workshop.ts';
import { addressRows } from '#lib/exchange/bytes/qr.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { times } from '../support/scale.ts';
import { pixels } from './pixels.ts';

const topicsOf = (count: number, sign = 'a'): WorkshopTopic[] =>
  Array.from({ length: count }, (_, i) => ({ id: `topic-${i}`, hash: sign.repeat(32) }));
const level = fc.constantFrom(null, 0, 1, 2, 3, 4) as fc.Arbitrary<TopicResult['level']>;

/** A round of either kind with 5 to 60 results in it, of which nothing was shown yet. */
const anyRound = fc
  .record({ count: fc.integer({ min: 1, max: 10 }), second: fc.boolean(), back: fc.boolean(), people: fc.integer({ min: 5, max: 60 }) })
  .chain(({ count, second, back, people }) => {
    // Every third rubric was changed in between.
    const topics = topicsOf(count);
    const then = topics.map((topic, i) => (i % 3 === 2 ? { ...topic, hash: 'b'.repeat(32) } : topic));
    const workshop: RoundOf = { number: 7, round: second ? 2 : 1, topics, ...(second && { before: { tag: 99, back, topics: then } }) };
    const topic = (i: number) =>
      fc.record({
        level,
        open: fc.boolean(),
        ...(second && { from: i % 3 === 2 ? fc.constantFrom(null, 'down' as const, 'same' as const, 'up' as const) : level }),
        ...(second && back && { then: level })
      }) as fc.Arbitrary<TopicResult>;
    const person = fc.tuple(...topics.map((_, i) => topic(i)));
    return fc.array(person, { minLength: people, maxLength: people }).map((all) => {
      const empty: Round = { ...roundOf(workshop), rows: [], picture: null };
      return { workshop, round: all.reduce((now, own, id) => taken(now, handInCode({ ...workshop, result: id }, own)).round, empty) };
    });
  });

describe('the picture on its way back', () => {
  test('comes back as it was shown, to phones of that workshop alone', () =>
    fc.assert(
      fc.property(anyRound, ({ workshop, round }) => {
        const picture = pictureOf(round);
        const text = writeGroup(picture, round);
        expect(readGroup(text, round)).toEqual(picture);
        expect(groupTextIn(`https://example.org/handin/#g=${text}`)).toBe(text);
        expect(readGroup(text.toLowerCase(), round)).toEqual(picture);
        expect(readGroup(text, roundOf({ ...workshop, number: 8 }))).toEqual({ kind: 'foreign' });
        // Whoever typed the code does not know which rubrics were changed, and reads it all the same.
        const { before } = workshop;
        const typed = roundOf({ ...workshop, ...(before && { before: { tag: before.tag, back: before.back } }) });
        expect(readGroup(text, typed)).toEqual(picture);
      }),
      times(60)
    ));

  test('of five topics of a first round fits a QR code of version 3 by itself, and of version 6 as a link', () => {
    const topics = topicsOf(5);
    const workshop: RoundOf = { number: 7, round: 1, topics };
    const empty: Round = { ...roundOf(workshop), rows: [], picture: null };
    // Six bars in each topic: more cannot be told.
    const levels = [null, 0, 1, 2, 3, 4].flatMap((one) => [one, one, one]) as TopicResult['level'][];
    const round = levels.reduce(
      (now, level, id) =>
        taken(
          now,
          handInCode(
            { ...workshop, result: id },
            topics.map(() => ({ level, open: id > 8 }))
          )
        ).round,
      empty
    );
    const text = writeGroup(pictureOf(round), round);
    expect(text.length).toBeLessThanOrEqual(77);
    const rows = addressRows(`https://waymark.example.org/handin/#g=${text}`)!;
    expect(rows.length).toBeLessThanOrEqual(17 + 4 * 7 + 8);
    expect(readQr(pixels(rows))).toContain(text);
  });

  test('any symbol that is wrong, missing or too many is found', () =>
    fc.assert(
      fc.property(anyRound, fc.nat(), fc.constantFrom('0', '7', 'G', 'Z', ''), ({ round }, place, sign) => {
        const text = writeGroup(pictureOf(round), round);
        const at = place % text.length;
        const spoilt = text.slice(0, at) + sign + text.slice(at + 1);
        fc.pre(spoilt !== text);
        expect(readGroup(spoilt, round)).toHaveProperty('kind');
      }),
      times(60)
    ));
});
