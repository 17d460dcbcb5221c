import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inCodeOrder } from '#lib/domain/workshop/workshop.ts';
import { invitationFragment, invitationIn, readInvitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { times } from '../support/scale.ts';

const KNOWN = ['information', 'writing', 'privacy', 'facilitating', 'presence'];
const hash = 'ab'.repeat(16);
const anyWorkshop = fc.record({
  number: fc.nat(8191),
  round: fc.integer({ min: 1, max: 4 }),
  topics: fc.uniqueArray(fc.constantFrom(...KNOWN, 'own-x1', 'own-y2'), { minLength: 1, maxLength: 5 }).map((ids) =>
    inCodeOrder(
      ids.map((id) => ({ id, hash })),
      KNOWN
    )
  ),
  title: fc.string({ maxLength: 60 }).map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ''))
});

describe('an invitation in a link', () => {
  test('comes back with its title, and of own topics with their hashes and what is carried', () =>
    fc.assert(
      fc.property(anyWorkshop, fc.array(fc.constantFrom('1abc', '2d-_x'), { maxLength: 2 }), (workshop, carried) => {
        const { number, round, topics, title } = workshop;
        const own = topics.filter(({ id }) => !KNOWN.includes(id));
        const read = readInvitationFragment(`#${invitationFragment(workshop, KNOWN, carried)}`, KNOWN);
        expect(read).toEqual({
          number,
          round,
          topics: topics.map(({ id }) => id),
          title,
          hashes: Object.fromEntries(own.map(({ id }) => [id, hash])),
          carried
        });
      }),
      times(100)
    ));

  test('of built-in topics alone is the code that can be typed, and short', () => {
    const workshop = { number: 8191, round: 1, topics: KNOWN.map((id) => ({ id, hash })), title: '' };
    expect(invitationFragment(workshop, KNOWN)).toMatch(/^w=[0-9A-Z]{6}$/);
  });

  test.each([
    'n=1&round=1',
    'n=9999&round=1&topic=privacy',
    'n=1&round=9&topic=privacy',
    'n=1&round=1&topic=own-x',
    `n=1&round=1&topic=privacy.${hash}`,
    'n=1&round=1&topic=privacy&topic=privacy',
    `n=1&round=1&topic=${'a'.repeat(99_999)}`
  ])('that is none is declined: %.60s', (fragment) => expect(readInvitationFragment(fragment, KNOWN)).toEqual({ kind: 'broken' }));

  test('says what is wrong with a mistyped code, and what is no invitation at all', () => {
    expect(readInvitationFragment('w=K7M2Q', KNOWN)).toEqual({ kind: 'length', length: 5, of: 6 });
    expect(readInvitationFragment('r=1abc', KNOWN)).toBeNull();
  });

  test('puts topics in the order of the codes, however the link was written', () =>
    expect(readInvitationFragment(`n=1&round=1&topic=own-x.${hash}&topic=privacy&topic=writing`, KNOWN)).toMatchObject({
      topics: ['writing', 'privacy', 'own-x']
    }));

  test.each([
    ['https://example.org/join/#w=K7M2QD', 'w=K7M2QD'],
    ['Join here (https://example.org/join/#w=K7M2QD&title=A%20team).', 'w=K7M2QD&title=A%20team'],
    ['<a href="https://example.org/x/join/#n=5&amp;round=1&amp;topic=privacy">Join</a>', 'n=5&round=1&topic=privacy'],
    [' k7m-2qd ', 'w=K7M2QD'],
    ['K7M 2QD and more', null],
    ['https://example.org/join/', null],
    ['', null]
  ])('is found in %j', (text, found) => expect(invitationIn(text)).toBe(found));
});
