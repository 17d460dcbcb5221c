import { describe, expect, test } from 'vitest';
import { contentHash } from '#lib/domain/hash.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { lossesOf } from '#lib/exchange/rubrics/formats.ts';
import { openedAs, withKept, type OpenedRubric } from '#lib/exchange/rubrics/opened.ts';
import { arrive, asOwn, type RubricsHere } from '../../src/lib/app/arrival.ts';
import { openRubricFile } from '../../scripts/rubrics-plugin.ts';

const privacy = openRubricFile('privacy');
const builtIn = { privacy: contentHash(privacy) };
const NOTHING: RubricsHere = { items: [], builtIn, original: async () => null };
const own: RubricFile = {
  ...privacy,
  facts: { ...privacy.facts, id: 'own-1', version: '1.0.0', changes: undefined, origin: { author: 'A.' } }
};
const opened = (file: RubricFile, format: OpenedRubric['format'] = 'json', returnsTo: string | null = null) =>
  openedAs(format, { facts: file.facts, words: file.words }, 'a file', returnsTo);
const come = (what: OpenedRubric, here: Partial<RubricsHere> = {}) =>
  arrive(what, { ...NOTHING, ...here }, { withKept, lossesOf }, 'abcdef0123456789');
const item = (file: RubricFile, more: Partial<ShelfItem> = {}): ShelfItem => {
  const { id, version, criteria } = file.facts;
  return {
    key: contentHash(file),
    kind: 'published',
    id,
    version,
    titles: {},
    source: 'en',
    criteria: criteria.length,
    origin: 'own',
    at: 1,
    ...more
  };
};

describe('a rubric that was opened', () => {
  test('is known where it is a built-in one, word for word', async () =>
    expect((await come(opened(privacy))).same).toEqual({ kind: 'built-in', id: 'privacy' }));

  test('is known where it lies on the shelf, but not where it is only kept for an assessment', async () => {
    const { file } = opened(own).rubric!;
    expect((await come(opened(own), { items: [item(file)] })).same).toEqual({ kind: 'here', key: contentHash(file) });
    expect((await come(opened(own), { items: [item(file, { origin: 'cited' })] })).same).toBeNull();
  });

  test('does not pass for a built-in one that it is not', async () => {
    const other = { ...own, facts: { ...own.facts, id: 'privacy', version: '9.0.0' } };
    const { opened: given, renamedFrom } = await come(opened(other));
    expect(renamedFrom).toBe('privacy');
    expect(given.rubric!.file.facts).toMatchObject({
      id: 'own-abcdef012345',
      origin: { author: 'A., after Waymark', licence: 'CC BY 4.0', from: { id: 'privacy', version: '9.0.0' } }
    });
    expect(given.draft.facts).toEqual(given.rubric!.file.facts);
  });

  test('of the same id and version with other content is told apart', async () => {
    const there = item(own, { key: 'another' });
    expect((await come(opened(own), { items: [there] })).clash).toEqual(there);
  });

  test('kept beside the one here names who made it, and nobody else', async () => {
    const { rubric } = asOwn(await come(opened(own), { items: [item(own, { key: 'another' })] }), 'abcdef0123456789');
    expect(rubric!.file.facts).toMatchObject({ id: 'own-abcdef012345', version: '1.0.0' });
    expect(rubric!.file.facts.origin).toEqual({ author: 'A.', from: { id: 'own-1', version: '1.0.0' } });
    // A copy is still one of what it was copied from.
    const copy = { ...own, facts: { ...own.facts, origin: { from: { id: 'privacy', version: '0.20.0' } } } };
    expect(asOwn(await come(opened(copy)), 'abcdef0123456789').draft.facts.origin).toEqual(copy.facts.origin);
  });

  test('that comes back in a table takes from the rubric here what a table cannot carry', async () => {
    const hash = contentHash(own);
    const { origin: _, ...facts } = own.facts;
    const english = { en: own.words.en! };
    const what = opened({ ...own, facts, words: english }, 'csv', hash);
    const { returned, opened: whole } = await come(what, { original: async (asked) => (asked === hash ? own : null) });
    expect(whole.rubric!.file.facts.origin).toEqual({ author: 'A.' });
    expect(Object.keys(whole.rubric!.file.words).sort()).toEqual(['de', 'en', 'fi', 'sv']);
    expect(returned!.kept).toContainEqual({ part: 'origin', count: 1 });
    expect(returned!.kept).toContainEqual({ part: 'languages', count: 3 });
  });

  test('that names a rubric which is not here stays as it came', async () =>
    expect((await come(opened(own, 'csv', 'f'.repeat(32)))).returned).toBeNull());
});
