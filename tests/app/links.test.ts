import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { contentHash, wordsHash } from '#lib/domain/hash.ts';
import { rubricFile } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { linkFor, openLink, withWords } from '#lib/app/links.ts';
import { linkToStart } from '#lib/app/sharing.ts';
import { linkOf } from '#lib/exchange/rubrics/link.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../scripts/texts.ts';
import { readIn } from '../support/texts.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const copyOf = (base: RubricFile, more: Partial<RubricFile['facts']> = {}): SoundRubric => {
  const { changes: _, ...facts } = base.facts;
  const from = { id: facts.id, version: facts.version };
  const words = { ...base.words, de: { ...base.words.de!, title: 'Angepasst' } };
  return soundOf({ facts: { ...facts, id: 'own-copy', version: '0.1.0', origin: { from }, ...more }, words }, 'copy');
};
const here = openRubricFile('presence');

/** What lies on the server, language by language. */
const texts = Object.fromEntries(readTexts(['en', 'fi', 'sv', 'de']).map((one) => [one.language, one.areas]));
let unreachable: readonly string[] = [];
beforeEach(async () => {
  unreachable = [];
  await readIn('en');
  vi.stubGlobal('fetch', async (url: URL) => {
    const [, language, area] = /\/texts\/([a-z]+)\/[^/]+\/(.+)\.json$/.exec(url.href)!;
    return unreachable.includes(language!) ? new Response(null, { status: 503 }) : Response.json(texts[language!]![area!]);
  });
});
afterEach(() => vi.unstubAllGlobals());

describe('a link to a copy of a rubric that comes with the app', () => {
  test.each([
    ['of this version', here],
    ['of an earlier one', savedRubric('presence')]
  ])('%s is short, and opens as the same rubric, with all its words', async (_, base) => {
    const copy = copyOf(base);
    const { fragment } = await linkFor(copy);
    expect(fragment.length).toBeLessThan(600);
    const { rubric } = await openLink(fragment.slice(1));
    expect([rubric?.hash, rubric?.file.words]).toEqual([copy.hash, copy.file.words]);
  });

  test('where the words of a language cannot be had, it goes along whole rather than without what was changed', async () => {
    const copy = copyOf(here);
    unreachable = ['de'];
    const { fragment } = await linkFor(copy, 'de');
    expect((await openLink(fragment.slice(1))).rubric?.file.words.de).toEqual(copy.file.words.de);
    // English is not concerned.
    expect((await linkFor(copy, 'en')).fragment.length).toBeLessThan(600);
  });

  test('opened where a language cannot be had, it is the same rubric with what is there', async () => {
    const copy = copyOf(here);
    const { fragment } = await linkFor(copy);
    await readIn('en');
    unreachable = ['de', 'sv'];
    const { rubric } = await openLink(fragment.slice(1));
    expect([rubric?.hash, Object.keys(rubric!.file.elsewhere!).sort()]).toEqual([copy.hash, ['de', 'sv']]);
    expect(rubric!.file.words.de).toEqual({ language: 'de', title: 'Angepasst', criteria: {} });
  });

  test('where this app does not have the version, that is said, and what to ask for', async () => {
    const from = { id: 'presence', version: '99.0.0' };
    const base = { facts: here.facts, languages: Object.keys(here.words), words: here.words };
    for (const ref of [from, { id: 'nothing', version: '1.0.0' }, { ...from, version: here.facts.version }]) {
      const { fragment } = await linkOf(copyOf(here), undefined, { base, ref: { ...ref, hash: '0'.repeat(32) } });
      await expect(openLink(fragment.slice(1))).rejects.toMatchObject({ code: 'other-base', values: { version: ref.version } });
    }
  });

  test('one made from a rubric that nobody else has goes along whole', async () => {
    const { fragment } = await linkFor(copyOf(here, { origin: { from: { id: 'own-other', version: '1.0.0' } } }), 'de');
    expect(fragment.length).toBeGreaterThan(5_000);
  });
});

test('words that a kept rubric lacks are fetched when they can be had, and kept with it', async () => {
  const copy = copyOf(here);
  const { en, fi, sv, de } = copy.file.words;
  const away = { fi: wordsHash(fi!), sv: wordsHash(sv!), de: wordsHash(de!) };
  const part = soundOf(
    rubricFile(copy.file.facts, { en: en!, de: { language: 'de', title: de!.title, criteria: {} } }, undefined, away),
    'part'
  );
  const shelf = new Shelf(new MemoryTables());
  await shelf.save(part, 'received', 1, 'link');
  const app = { shelf: Promise.resolve(shelf), world: { now: () => 2 } };
  const whole = await withWords((await shelf.read(copy.hash))!, app as never);
  expect([whole.elsewhere, whole.words]).toEqual([undefined, copy.file.words]);
  expect((await shelf.read(copy.hash))!.words).toEqual(copy.file.words);
  const { items } = await shelf.list();
  expect(items).toMatchObject([{ origin: 'received', from: 'link', titles: { de: 'Angepasst', fi: fi!.title } }]);
  // One that is whole stays as it is, and so does a part that comes again.
  await shelf.save(part, 'received', 3);
  expect((await shelf.read(copy.hash))!.elsewhere).toBeUndefined();
  expect(contentHash(await withWords(whole, app as never))).toBe(copy.hash);
});

test('a link that starts names topics, and carries what is not built in', async () => {
  vi.stubGlobal('location', { href: 'https://guidance.example.org/waymark/de/choose/' });
  const own = copyOf(here);
  const { address } = await linkToStart('../', ['privacy', 'presence'], [own]);
  expect(address).toMatch(/^https:\/\/guidance\.example\.org\/waymark\/de\/start\/\?topic=privacy&topic=presence#r=2[\w-]+$/);
});
