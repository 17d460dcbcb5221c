/** Answers of before copies of rubrics were kept: they name a version and no content, and are shown with the words of that version all the same. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { earlierPrintable, foundOf } from '#lib/app/paper.ts';
import { keepRubrics, MissingRubric, newerOf, outlinesOf, rubricsOf } from '#lib/app/rubrics.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { compareVersions } from '#lib/domain/rubric/versions.ts';
import { loadEarlier, loadWholeEarlier } from '#lib/library/earlier.ts';
import { outlines } from '#lib/library/index.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { Assessing } from '#lib/state/assessing.svelte.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { earlierVersions, openEarlierFile, readModel } from '../../scripts/rubrics-plugin.ts';
import { readReleases, versionHash } from '../../scripts/released.ts';
import { readTexts } from '../../scripts/texts.ts';
import { provide } from '#lib/i18n/texts.ts';
import { readIn } from '../support/texts.ts';
import { savedRubric } from '../support/saved-rubrics.ts';

const { competencies } = readModel().model;
const now = outlines[0]!.version;

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

const emptyShelf = (): Pick<App, 'shelf' | 'world'> => ({
  shelf: Promise.resolve(new Shelf(new MemoryTables())),
  world: { now: () => 5 } as App['world']
});

describe.each(competencies)('%s', (id) => {
  test('has with it each version that answers may name without its content, unchanged since it was released', () => {
    expect(earlierVersions(id)).toEqual(['0.10.0']);
    const { facts, words } = openEarlierFile(id, '0.10.0');
    const { translated: _, ...whole } = savedRubric(id);
    expect({ facts, words }).toEqual({ facts: whole.facts, words: whole.words });
    expect(versionHash(openEarlierFile(id, '0.10.0'))).toBe(readReleases()[id]!['0.10.0']!.hash);
  });

  test.each(['0.9.0', '0.10.0'])('%s is shown in the words of 0.10.0, which has the same statements', async (version) => {
    const file = await loadEarlier({ id, version });
    expect(file!.facts).toEqual(savedRubric(id).facts);
    expect(file!.words).toEqual({ en: savedRubric(id).words.en });
  });

  test('a later version than these is none of them', async () => expect(await loadEarlier({ id, version: '0.10.1' })).toBeNull());

  test('is kept whole, with the hash that it had on devices; 0.9.0, of which not all words are here, is not', async () => {
    const { file, hash } = (await loadWholeEarlier({ id, version: '0.10.0' }))!;
    expect(Object.keys(file.words).sort()).toEqual(['de', 'en', 'fi', 'sv']);
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(file.words).toEqual(savedRubric(id).words);
    expect(await loadWholeEarlier({ id, version: '0.9.0' })).toBeNull();
  });
});

test('a page in Finnish needs the Finnish words alone, and without them shows the original, in its language', async () => {
  const privacy = { id: 'privacy', version: '0.10.0' };
  const shown = async (language: string) => {
    const rubric = rubricIn((await loadEarlier(privacy))!, language);
    return [rubric.language, rubric.criteria[0]!.title];
  };
  const titleIn = (language: string) => savedRubric('privacy').words[language]!.criteria.C1!.title;
  await readIn('fi');
  unreachable = ['en'];
  expect(await shown('fi')).toEqual(['fi', titleIn('fi')]);
  await expect(loadWholeEarlier(privacy)).rejects.toThrow('503');
  provide({ language: 'fi', release: 'any', areas: {}, messages: {} });
  unreachable = ['fi'];
  expect(await shown('fi')).toEqual(['en', titleIn('en')]);
});

describe('an assessment without hashes', () => {
  test('is scored, and shown, with what it was answered to', async () => {
    const refs = [
      { id: 'privacy', version: '0.9.0' },
      { id: 'privacy', version: now }
    ];
    const [before, today] = await rubricsOf(refs, emptyShelf());
    expect(before!.version).toBe('0.10.0');
    expect(before!.criteria[0]!.descriptors[1]).toBe(savedRubric('privacy').words.en!.criteria.C1!.descriptors![1]);
    expect(before!.situations).toBeUndefined();
    expect(today!.version).toBe(now);
    const [outline] = await outlinesOf(refs, emptyShelf());
    expect(outline!.criteria.map((one) => one.essential)).toEqual(savedRubric('privacy').facts.criteria.map((one) => one.essential));
    expect(outline).not.toHaveProperty('hash');
  });

  test('of a version that nobody has is declined, as one of somebody else’s rubric is', async () => {
    await expect(outlinesOf([{ id: 'privacy', version: '99.0.0' }], emptyShelf())).rejects.toThrow(MissingRubric);
    await expect(outlinesOf([{ id: 'own-x', version: '1.0.0' }], emptyShelf())).rejects.toThrow(MissingRubric);
  });

  test('gets its rubric kept beside it, and is led to the newer version', async () => {
    const app = emptyShelf();
    const refs = [{ id: 'privacy', version: '0.10.0' }];
    const [newer] = await newerOf(refs, app);
    expect(newer!.path.map(({ version }) => version)).toEqual(['0.10.0', now]);
    const answeredWith = vi.fn();
    await keepRubrics({ head: { rubrics: refs }, stored: true, answeredWith } as unknown as Assessing, app);
    const { hash } = (await loadWholeEarlier(refs[0]!))!;
    expect(answeredWith).toHaveBeenCalledWith([{ ...refs[0], hash }]);
    expect((await (await app.shelf).read(hash))!.facts).toEqual(savedRubric('privacy').facts);
    // From the copy there, with its hash, the way is the same.
    expect((await newerOf([{ ...refs[0]!, hash }], app))[0]!.path.map(({ version }) => version)).toEqual(['0.10.0', now]);
  });

  test('of 0.9.0 is led to the newer version too, and nothing is written for it', async () => {
    const app = emptyShelf();
    const refs = [{ id: 'writing', version: '0.9.0' }];
    const answeredWith = vi.fn();
    await keepRubrics({ head: { rubrics: refs }, stored: true, answeredWith } as unknown as Assessing, app);
    expect(answeredWith).not.toHaveBeenCalled();
    const [newer] = await newerOf(refs, app);
    expect(compareVersions(newer!.found.version, '0.9.0')).toBeGreaterThan(0);
    expect(newer!.path[0]!.version).toBe('0.9.0');
  });
});

describe('paper that was printed from an earlier version', () => {
  test('is known by the digits on it, and typed in with the statements that stand there', async () => {
    const { hash } = (await loadWholeEarlier({ id: 'privacy', version: '0.10.0' }))!;
    const sheet = (await earlierPrintable(hash.slice(0, 8)))!;
    expect([sheet.id, sheet.version, sheet.hash]).toEqual(['privacy', '0.10.0', hash]);
    const found = (await foundOf(sheet, emptyShelf()))!;
    expect(found.criteria).toEqual(savedRubric('privacy').facts.criteria);
    const [shown] = await rubricsOf([{ id: found.id, version: found.version, hash }], emptyShelf());
    expect(shown!.criteria[0]!.descriptors[1]).toBe(savedRubric('privacy').words.en!.criteria.C1!.descriptors![1]);
  });

  test('is unknown where its digits are of no version here', async () => expect(await earlierPrintable('00000000')).toBeNull());
});
