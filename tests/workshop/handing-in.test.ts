import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentHash } from '#lib/domain/hash.ts';
import { handedTopics, handInCode, marksOf, takeBackCode } from '#lib/domain/workshop/handing-in.ts';
import { mayBeOpen } from '#lib/domain/workshop/limits.ts';
import { readResult, type TopicResult } from '#lib/domain/workshop/result-code.ts';
import { invitationFragment, invitationIn, isInvitationFault, readInvitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { open } from '#lib/exchange/door.ts';
import { addressRows, resultRows } from '#lib/exchange/bytes/qr.ts';
import { readQr } from '#lib/exchange/bytes/qr-read.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { times } from '../support/scale.ts';
import { pixels } from './pixels.ts';

const KNOWN = ['information', 'writing', 'privacy', 'facilitating', 'presence'];
const files = Object.fromEntries(KNOWN.map((id) => [id, openRubricFile(id)]));
const hashes = Object.fromEntries(KNOWN.map((id) => [id, contentHash(files[id]!)]));

/** A phone that got an invitation, in whatever language it shows rubrics: the tag of what it would hand in. */
function tagOn(fragment: string, language: string): number {
  const read = readInvitationFragment(fragment, KNOWN);
  if (!read || isInvitationFault(read)) throw new Error('no invitation');
  // What the phone shows is in its language; the hash is that of the rubric.
  for (const id of read.topics) expect(rubricIn(files[id]!, language).title).toBeTruthy();
  const topics = read.topics.map((id) => ({ id, hash: hashes[id]! }));
  return marksOf({ number: read.number, round: read.round, topics, result: 1 }).tag;
}

describe('one tag', () => {
  test('by QR, typed code, link and file, in three languages', async () => {
    const ids = ['writing', 'privacy'];
    const called = { number: 4711, round: 2, title: 'Équipe d’orientation', topics: ids.map((id) => ({ id, hash: hashes[id]! })) };
    const fragment = invitationFragment(called, KNOWN);
    const bare = invitationFragment({ ...called, title: '' }, KNOWN);
    const scanned = readQr(pixels(addressRows(`https://example.org/join/#${bare}`)!))!;
    const typed = bare.slice('w='.length).toLowerCase().replace(/^.../, '$& ');
    const file = new TextEncoder().encode(`Welcome!\nhttps://example.org/join/#${fragment}\n`);
    const ways = [scanned, typed, `https://example.org/join/#${fragment}`].map((text) => invitationIn(text)!);
    ways.push((await open({ kind: 'invitation', bytes: file, name: 'mail.txt' }))!);
    const tags = ways.flatMap((way) => ['en', 'fi', 'de'].map((language) => tagOn(way, language)));
    expect(new Set(tags)).toEqual(new Set([marksOf({ ...called, result: 9 }).tag]));
  });
});

const anyLevel = fc.constantFrom(null, 0, 1, 2, 3, 4) as fc.Arbitrary<TopicResult['level']>;
const anyAnswered = fc
  .subarray(KNOWN, { minLength: 1 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({ id: fc.constant(id), hash: fc.constantFrom(hashes[id]!, 'other'), level: anyLevel, open: fc.boolean() })
      )
    )
  );
const anyPart = fc.record({
  number: fc.nat(8191),
  round: fc.integer({ min: 1, max: 4 }),
  topics: fc.subarray(KNOWN, { minLength: 1 }).map((ids) => ids.map((id) => ({ id, hash: hashes[id]! }))),
  result: fc.nat(2 ** 20 - 1)
});

describe('what is handed in', () => {
  test('holds what is shown of each topic, the marks, and nothing else: all that it holds can be worked out from these', () =>
    fc.assert(
      fc.property(anyPart, anyAnswered, (part, answered) => {
        const shown = handedTopics(part.topics, answered);
        const code = handInCode(part, shown);
        expect(readQr(pixels(resultRows(code)))).toBe(code);
        const told = shown.map(({ level, open }) => ({ level, open }));
        expect(readResult(code, { topics: part.topics.length })).toEqual({ kind: 'levels', ...marksOf(part), topics: told });
        // Whatever else there is, the same lines make the same code.
        expect(handInCode({ ...part, title: 'x', assessment: 'y' } as typeof part, told)).toBe(code);
        expect(readResult(takeBackCode(part), { topics: part.topics.length })).toEqual({ kind: 'taken-back', ...marksOf(part) });
      }),
      times(100)
    ));

  test('no level of another version, or of a topic that was not answered', () => {
    const topics = ['writing', 'privacy', 'presence'].map((id) => ({ id, hash: hashes[id]! }));
    const answered = [
      { id: 'presence', hash: hashes.presence!, level: 3 as const, open: true },
      { id: 'privacy', hash: 'other', level: 4 as const, open: true }
    ];
    expect(handedTopics(topics, answered)).toEqual([
      { id: 'writing', state: 'absent', level: null, open: false },
      { id: 'privacy', state: 'other-version', level: null, open: false },
      { id: 'presence', state: 'told', level: 3, open: true }
    ]);
  });

  test('a code is the smallest QR code there is, with white around it', () => {
    const rows = resultRows(takeBackCode({ number: 1, round: 1, topics: [{ id: 'privacy', hash: hashes.privacy! }], result: 5 }));
    expect(rows).toHaveLength(21 + 2 * 4);
    expect(rows.slice(0, 4).flat()).not.toContain(true);
  });

  test('thirty days after joining, a round is open no more', () => {
    expect(mayBeOpen(0, 30 * 86_400_000 - 1)).toBe(true);
    expect(mayBeOpen(0, 30 * 86_400_000)).toBe(false);
  });
});
