import { describe, expect, test } from 'vitest';
import { sideBySide } from '#lib/domain/rubric/side-by-side.ts';
import { stampOf } from '#lib/domain/hash.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { ownFacts, plainName } from '#lib/domain/authoring/adopting.ts';
import type { RubricFacts } from '#lib/domain/rubric/rubric.ts';
import { sectionsOf, titleIn } from '#lib/domain/rubric/shelf-list.ts';
import { looksFor } from '#lib/domain/search.ts';
import { versionNotes } from '#lib/domain/rubric/version-notes.ts';

const item = (key: string, more: Partial<ShelfItem> = {}): ShelfItem => ({
  key,
  kind: 'published',
  id: 'own-1',
  version: '1.0.0',
  titles: { en: 'Listening' },
  source: 'en',
  criteria: 3,
  origin: 'own',
  at: 1,
  ...more
});

describe('the list of rubrics', () => {
  test('versions of one rubric stand together, the newest first, also the tenth', () => {
    const items = [item('a', { version: '1.2.0' }), item('b', { id: 'own-2' }), item('c', { version: '1.10.0' }), item('d')];
    const { own } = sectionsOf(items);
    expect(own.map(({ id, items }) => [id, ...items.map(({ key }) => key)])).toEqual([
      ['own-1', 'c', 'a', 'd'],
      ['own-2', 'b']
    ]);
  });

  test('of one version, what changed last stands first', () => {
    const { own } = sectionsOf([item('early', { at: 3 }), item('late', { at: 8 }), item('between', { at: 5 })]);
    expect(own[0]!.items.map(({ key }) => key)).toEqual(['late', 'between', 'early']);
  });

  test('own, received and drafts are apart; what is only kept for an assessment is not offered', () => {
    const items = [
      item('own'),
      item('got', { origin: 'received' }),
      item('draft', { kind: 'draft', version: '0.1.0' }),
      item('hidden', { origin: 'cited' })
    ];
    const { own, received, drafts } = sectionsOf(items);
    expect([own, received].map((groups) => groups.flatMap((group) => group.items.map(({ key }) => key)))).toEqual([['own'], ['got']]);
    expect(drafts.map(({ key }) => key)).toEqual(['draft']);
  });

  test.each([
    ['', true],
    ['online writing', true],
    ['WRITE', false],
    ['kirjoit', true],
    ['arviointi', true],
    ['ärviöinti', true],
    ['writing x', false]
  ])('looking for “%s”', (query, found) => expect(looksFor(query)(['Writing online', 'Kirjoittaminen ja ärviöinti'])).toBe(found));

  test('a title is shown in the reader’s language, else as it was written', () => {
    const titles = { fi: 'Kuunteleminen', sv: 'Att lyssna' };
    expect(titleIn({ titles, source: 'fi' }, 'sv')).toEqual({ text: 'Att lyssna', language: 'sv' });
    expect(titleIn({ titles, source: 'fi' }, 'en')).toEqual({ text: 'Kuunteleminen', language: 'fi' });
    expect(titleIn({ titles: { sv: 'Att lyssna' }, source: 'fi' }, 'constructor')).toEqual({ text: 'Att lyssna', language: 'sv' });
    expect(titleIn({ titles: {}, source: 'fi' }, 'en')).toBeNull();
  });
});

describe('two languages side by side', () => {
  const facts: RubricFacts = { id: 'x', version: '1.0.0', keyLevel: 1, source: 'en', criteria: [{ id: 'A', essential: [] }] };
  const words = {
    en: { language: 'en', title: 'Listening', short: 'Listen', criteria: { A: { title: 'Silence', descriptors: { 1: 'I wait.' } } } },
    fi: { language: 'fi', title: 'Kuunteleminen', criteria: { A: { title: 'Hiljaisuus', next: { 1: 'Odota.' } } } }
  };

  test('each place says what is there, missing, stale or without an original', () => {
    const translated = { fi: { title: stampOf('Listening'), 'A.title': stampOf('Quiet') } };
    expect(sideBySide({ facts, words, translated }, 'fi')).toEqual([
      { place: 'title', original: 'Listening', translation: 'Kuunteleminen', state: 'there' },
      { place: 'short', original: 'Listen', state: 'missing' },
      { place: 'A.title', original: 'Silence', translation: 'Hiljaisuus', state: 'stale' },
      { place: 'A.1', original: 'I wait.', state: 'missing' },
      { place: 'A.next.1', translation: 'Odota.', state: 'extra' }
    ]);
  });

  test('of a language that nobody has begun, everything is missing', () =>
    expect(new Set(sideBySide({ facts, words }, 'constructor').map(({ state }) => state))).toEqual(new Set(['missing'])));
});

describe('what a version says of an earlier one', () => {
  const criteria = (...ids: string[]) => ({ criteria: ids.map((id) => ({ id, essential: [] })) });
  const change = {
    from: '1.0.0',
    criteria: [
      { kind: 'comparable' as const, from: ['A'], to: ['A'], levels: [3 as const] },
      { kind: 'split' as const, from: ['B'], to: ['B1', 'B2'] },
      { kind: 'not-comparable' as const, from: ['C'], to: [] }
    ]
  };

  test('what changed, what begins and what ends', () =>
    expect(versionNotes(change, criteria('A', 'B1', 'B2', 'E'), criteria('A', 'B', 'C', 'D'))).toEqual([
      { kind: 'comparable', from: ['A'], to: ['A'], levels: [3] },
      { kind: 'split', from: ['B'], to: ['B1', 'B2'] },
      { kind: 'ended', from: ['C'], to: [] },
      { kind: 'new', from: [], to: ['E'] },
      { kind: 'ended', from: ['D'], to: [] }
    ]));

  test('without the earlier version at hand, nothing is made up', () =>
    expect(versionNotes(change, criteria('A', 'B1', 'B2', 'E'), null)).toHaveLength(3));
});

describe('a rubric from somebody else', () => {
  const facts: RubricFacts = {
    id: 'privacy',
    version: '0.9.0',
    keyLevel: 2,
    criteria: [{ id: 'A', essential: [] }],
    changes: [{ from: '0.8.0', criteria: [] }],
    origin: { author: 'Somebody' }
  };

  const maker = { author: 'after Waymark', licence: 'CC BY 4.0' };

  test('that bears the id of a built-in one gets an id of its own, and says where it came from', () => {
    expect(ownFacts(facts, ['privacy'], 'abcdef0123456789', maker)).toEqual({
      id: 'own-abcdef012345',
      version: '0.9.0',
      keyLevel: 2,
      criteria: facts.criteria,
      origin: { author: 'Somebody, after Waymark', licence: 'CC BY 4.0', from: { id: 'privacy', version: '0.9.0' } }
    });
    // Nobody is named twice, and a licence that is named stays.
    const origin = { author: 'Jo, after Waymark', licence: 'CC BY-SA 4.0' };
    expect(ownFacts({ ...facts, origin }, ['privacy'], 'abcdef0123456789', maker).origin).toMatchObject(origin);
  });

  test('with an id that is free stays as it is', () => expect(ownFacts(facts, ['writing'], 'abcdef01', maker)).toBe(facts));

  test.each([
    ['my rubric.json', 'my rubric.json'],
    ['in\u202Egnp.json', 'ingnp.json'],
    ['two\nlines\u0000.csv', 'twolines.csv'],
    [`${'a'.repeat(300)}.csv`, `${'a'.repeat(80)}…${'a'.repeat(26)}.csv`]
  ])('a file’s name is shown without what deceives: %j', (name, shown) => expect(plainName(name)).toBe(shown));
});
