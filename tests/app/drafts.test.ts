/** Drafts of rubrics whose words, or whose twin, lie elsewhere. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { nextDraft } from '#lib/domain/authoring/drafting.ts';
import { twinDraft } from '#lib/domain/authoring/twins.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { copyOf, draftOf, nextOf } from '#lib/app/drafts.ts';
import { narrowed } from '#lib/exchange/rubrics/carries.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { readIn } from '../support/texts.ts';
import { readTexts } from '../../scripts/texts.ts';
import { aFile, someWords } from '../domain/rubric-files.ts';

const IDS = ['A1', 'A2'];
const rubric = (words: string): SoundRubric =>
  soundOf(
    aFile(IDS, { id: 'own-same', version: '0.1.0', source: 'de' }, [], {
      de: someWords('de', IDS, words),
      en: someWords('en', IDS, words)
    }),
    words
  );

let app: { shelf: Promise<Shelf>; world: never };
let shelf: Shelf;
beforeEach(() => {
  let ids = 0;
  shelf = new Shelf(new MemoryTables());
  app = { shelf: Promise.resolve(shelf), world: { now: () => 1_000 + ids, newId: () => `draft${++ids}abcdefgh` } as never };
});

describe('the next version of one’s own rubric', () => {
  test('is gone on with where it is begun', async () => {
    const { file, hash } = rubric('own');
    const first = await nextOf(app, file, hash);
    expect(await nextOf(app, file, hash)).toBe(first);
  });

  test('is not the draft that a twin from elsewhere became', async () => {
    const [own, twin] = [rubric('own'), rubric('twin')];
    const theirs = twinDraft(twin.file, twin.hash, 1);
    await shelf.saveDraft(theirs, null);
    const id = await nextOf(app, own.file, own.hash);
    expect(id).not.toBe(theirs.id);
    expect((await shelf.readDraft(id))!.words).toEqual(own.file.words);
  });
});

describe('a draft of a rubric whose own language is elsewhere', () => {
  const whole = rubric('words');
  const part = narrowed(whole.file, 'en');
  const drafts: readonly [string, () => Promise<ReturnType<typeof nextDraft>>][] = [
    ['kept from a link', async () => (await shelf.readDraft(await draftOf(app, { facts: part.facts, words: part.words }, part)))!],
    ['of its next version', async () => nextDraft(part, whole.hash, { id: 'draft', now: 1 })]
  ];

  test.each(drafts)('%s is written in the one that is here', async (_, make) => {
    expect(sourceOf(part.facts)).toBe('de');
    const draft = await make();
    expect([sourceOf(draft.facts), draft.words.en]).toEqual(['en', whole.file.words.en]);
    // All that it needs is there.
    soundOf(draft, 'draft');
  });

  test('stays as it is where its own language is here', () => {
    const german = narrowed(whole.file, 'de');
    expect(sourceOf(nextDraft(german, whole.hash, { id: 'draft', now: 1 }).facts)).toBe('de');
  });
});

describe('whom a copy names', () => {
  const texts = Object.fromEntries(readTexts(['en', 'fi', 'sv', 'de']).map((one) => [one.language, one.areas]));
  beforeEach(async () => {
    await readIn('de');
    vi.stubGlobal('fetch', async (url: URL) => {
      const [, language, area] = /\/texts\/([a-z]+)\/[^/]+\/(.+)\.json$/.exec(url.href)!;
      return Response.json(texts[language!]![area!]);
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  test.each([
    ['Waymark’s, in the language that it goes on in', 'waymark', undefined, 'en', 'after Waymark'],
    ['Waymark’s, in the page’s', 'waymark', undefined, 'de', 'nach Waymark'],
    ['somebody else’s', 'other', 'Anna', 'de', 'nach Anna'],
    ['somebody else’s, who names but Waymark', 'other', 'pohjana Waymark', 'de', 'pohjana Waymark'],
    ['one’s own', 'own', 'Anna', 'de', 'Anna']
  ] as const)('%s', async (_, whose, author, language, says) => {
    const { file, hash } = soundOf(aFile(IDS, { id: 'own-same', ...(author && { origin: { author } }) }), 'named');
    const id = await copyOf(app, file, hash, whose, { language, keep: [] });
    expect((await shelf.readDraft(id))!.facts.origin?.author).toBe(says);
  });
});
