import { freshName, PLACES } from './places.ts';
import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { cellsOf, newHead, type Head } from '#lib/domain/assessment/assessment.ts';
import { emptyDraft } from '#lib/domain/authoring/drafting.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { soundOf } from '#lib/domain/rubric/sound.ts';
import { DraftConflict } from '#lib/domain/rubric/store.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { Repair } from '#lib/storage/stores/repair.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { aFile } from '../domain/rubric-files.ts';
import { openRubricBytes } from '../support/door.ts';

const file = aFile(['A1', 'A2'], { id: 'own-x' });
const sound = (one: RubricFile) => soundOf(one, 'made up');
const hash = contentHash(file);
const other = aFile(['A1'], { id: 'own-x', version: '1.1.0' });
const draft = (id: string, at: number) => ({ ...emptyDraft({ id, now: at }, 'own-y', 'fi') });
const head = (id: string, of: string | undefined): Head => ({
  id,
  name: '',
  createdAt: 1,
  updatedAt: 1,
  rubrics: [{ id: 'own-x', version: '1.0.0', ...(of ? { hash: of } : {}) }],
  size: 2,
  role: null,
  setting: null,
  targets: {},
  cursor: 'own-x.A1'
});

describe.each(PLACES)('the shelf in %s', (_name, place) => {
  const open = () => {
    const tables = place();
    return {
      shelf: new Shelf(tables),
      repair: new Repair(tables),
      keys: async () =>
        [await tables.page('shelf'), await tables.page('rubrics')].map((rows) => rows.map((row) => (row as { key: string }).key)),
      answer: (own: unknown) => tables.put('assessments', [own]),
      /** Writes a row or a content as it is, whatever it is. */
      spoil: async (key: string, item: unknown, content?: unknown) => {
        if (item !== undefined) await tables.put('shelf', [item]);
        if (content !== undefined) await tables.put('rubrics', [{ key, content }]);
      }
    };
  };

  test('what was kept is there again, under the hash of its content', async () => {
    const { shelf } = open();
    const item = await shelf.save(sound(file), 'received', 5, 'a.json');
    expect(item).toEqual({
      key: hash,
      kind: 'published',
      id: 'own-x',
      version: '1.0.0',
      titles: { en: 'en title' },
      source: 'en',
      criteria: 2,
      origin: 'received',
      from: 'a.json',
      at: 5
    });
    expect(await shelf.read(hash)).toEqual(file);
    expect(await shelf.list()).toEqual({ items: [item], damage: [] });
    expect(await shelf.read('0'.repeat(32))).toBeNull();
  });

  test('a saved file of format 2 comes in by the door, is kept with its situations, and can be answered', async () => {
    const { shelf } = open();
    const bytes = new Uint8Array(readFileSync('tests/upgrades/rubric-2.json'));
    const { rubric } = await openRubricBytes('rubric-2.json', bytes);
    const { key } = await shelf.save(rubric!, 'received', 5, 'rubric-2.json');
    const kept = rubricIn((await shelf.read(key))!, 'en');
    expect(LEVELS.map((level) => kept.situations![level].id)).toEqual(['public', 'one', 'group', 'community']);
    const scope = [{ situation: 'one', at: 7, where: { [kept.id]: { level: 2 as const, asked: ['A2'] } } }];
    const answered = { head: { ...newHead({ rubrics: [{ ...kept, hash: key }] }, 'a', 6), scope }, entries: {} };
    expect(answered.head).toMatchObject({ size: 2, cursor: 'own-answering.A1' });
    expect(cellsOf(answered, 'own-answering.A1')[2]?.value).toBe('na');
    // Its condition is wider than the situation.
    expect(cellsOf(answered, 'own-answering.A2')[2]).toBeUndefined();
  });

  test('keeping the same again changes nothing: not when, not whence, not what the hash leaves out', async () => {
    const { shelf } = open();
    const stamped = { ...file, translated: { fi: { title: '01234567' } } };
    const first = await shelf.save(sound(stamped), 'own', 5);
    expect(await shelf.save(sound(file), 'received', 9, 'again.json')).toEqual(first);
    expect((await shelf.list()).items).toEqual([first]);
    expect(await shelf.read(hash)).toEqual(stamped);
  });

  test('another version is another rubric; the newest change stands first', async () => {
    const { shelf } = open();
    await shelf.save(sound(file), 'own', 5);
    await shelf.save(sound(other), 'own', 6);
    await shelf.saveDraft(draft('d', 4), null);
    expect((await shelf.list()).items.map(({ kind, version, at }) => [kind, version, at])).toEqual([
      ['published', '1.1.0', 6],
      ['published', '1.0.0', 5],
      ['draft', '0.1.0', 4]
    ]);
    expect((await shelf.read(hash))!.facts.version).toBe('1.0.0');
  });

  test('empty texts are not kept, so that the content has the hash that it is kept under', async () => {
    const { shelf } = open();
    const { key } = await shelf.save(sound({ ...file, words: { en: { ...file.words.en!, about: '' } } }), 'own', 5);
    expect(key).toBe(hash);
    expect(await shelf.read(key)).toEqual(file);
  });

  test('one that was only kept for an assessment is offered again when somebody keeps it', async () => {
    const { shelf } = open();
    await shelf.save(sound(file), 'cited', 1);
    expect((await shelf.save(sound(file), 'received', 5)).origin).toBe('received');
    expect((await shelf.save(sound(file), 'cited', 9)).origin).toBe('received');
  });

  test('taking one off the shelf takes it away, and putting it back brings all of it', async () => {
    const { shelf } = open();
    const item = await shelf.save(sound(file), 'own', 5);
    const taken = await shelf.remove(hash);
    expect([(await shelf.list()).items, await shelf.read(hash)]).toEqual([[], null]);
    await shelf.restore(taken!);
    expect([(await shelf.list()).items, await shelf.read(hash)]).toEqual([[item], file]);
    expect(await shelf.remove('none')).toBeNull();
  });

  test('one that an assessment was answered with is only put out of sight', async () => {
    const { shelf, answer } = open();
    const item = await shelf.save(sound(file), 'own', 5);
    await answer(head('a', hash));
    const taken = await shelf.remove(hash);
    expect((await shelf.list()).items).toEqual([{ ...item, origin: 'cited' }]);
    expect(await shelf.read(hash)).toEqual(file);
    await shelf.restore(taken!);
    expect((await shelf.list()).items).toEqual([item]);
  });

  test('an assessment with a torn row does not stand in the way', async () => {
    const { shelf, answer } = open();
    await shelf.save(sound(file), 'own', 5);
    for (const [i, rubrics] of ['torn', null, [null, 5], undefined].entries()) await answer({ ...head(`t${i}`, undefined), rubrics });
    await shelf.remove(hash);
    expect((await shelf.list()).items).toEqual([]);
  });

  test('a row that cannot be read is named and the others are there; taking it leaves an answered rubric itself', async () => {
    const { shelf, repair, answer, spoil } = open();
    await shelf.save(sound(file), 'own', 5);
    await answer(head('a', hash));
    await spoil(hash, { key: hash, kind: 'poem' });
    await shelf.save(sound(other), 'own', 6);
    const { items, damage } = await shelf.list();
    expect(items.map(({ version }) => version)).toEqual(['1.1.0']);
    // Its content is taken along with it.
    const raw = { item: { key: hash, kind: 'poem' }, content: { key: hash, content: file } };
    expect(damage).toMatchObject([{ table: 'shelf', key: hash, reason: expect.stringContaining('kind'), raw }]);
    await repair.remove(damage[0]!);
    expect((await shelf.list()).damage).toEqual([]);
    expect(await shelf.read(hash)).toEqual(file);
  });

  test('a content that cannot be read, or is another’s, is refused; keeping the rubric again heals it', async () => {
    const { shelf, spoil } = open();
    await shelf.save(sound(file), 'own', 5);
    await spoil(hash, undefined, { ...file, facts: 'torn' });
    await expect(shelf.read(hash)).rejects.toThrow('facts');
    await spoil(hash, undefined, other);
    await expect(shelf.read(hash)).rejects.toThrow('is damaged');
    await shelf.save(sound(file), 'received', 9);
    expect(await shelf.read(hash)).toEqual(file);
  });

  test('a draft is saved and read', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.saveDraft({ ...draft('d', 6), words: { fi: { language: 'fi', title: 'Otsikko', criteria: {} } } }, 5);
    expect((await shelf.readDraft('d'))!.at).toBe(6);
    expect((await shelf.list()).items).toMatchObject([
      { key: 'd', kind: 'draft', titles: { fi: 'Otsikko' }, source: 'fi', origin: 'own', at: 6 }
    ]);
    expect(await shelf.readDraft('none')).toBeNull();
  });

  describe('a draft whose id looks like a rubric’s hash, as up to version 0.2', () => {
    const id = `draft-${hash}`;
    const former = { ...draft(hash, 4), words: { fi: { language: 'fi', title: 'Ennen', criteria: {} } } };
    const item = {
      key: hash,
      kind: 'draft',
      id: 'own-y',
      version: '0.1.0',
      titles: { fi: 'Ennen' },
      source: 'fi',
      criteria: 0,
      origin: 'own',
      at: 4
    };
    const present = { ...former, id };

    test('is listed, read and written under its own id, and thrown away and put back', async () => {
      const { shelf, spoil, keys } = open();
      await spoil(hash, item, former);
      expect((await shelf.list()).items).toEqual([{ ...item, key: id }]);
      // Its address may have been kept somewhere.
      expect([await shelf.readDraft(id), await shelf.readDraft(hash)]).toEqual([present, present]);
      await shelf.saveDraft({ ...present, at: 5 }, 4);
      expect(await keys()).toEqual([[id], [id]]);
      expect(await shelf.readDraft(id)).toEqual({ ...present, at: 5 });
      await shelf.restore((await shelf.remove(id))!);
      expect(await shelf.readDraft(id)).toEqual({ ...present, at: 5 });
    });

    test('can be thrown away and put back as it lies', async () => {
      const { shelf, spoil, keys } = open();
      await spoil(hash, item, former);
      const removed = await shelf.remove(id);
      expect(await keys()).toEqual([[], []]);
      await shelf.restore(removed!);
      expect(await shelf.readDraft(id)).toEqual(present);
    });

    test('makes room for a rubric with that hash, and neither takes the other’s place', async () => {
      const { shelf, spoil } = open();
      await spoil(hash, item, former);
      await shelf.save(sound(file), 'own', 5);
      expect([await shelf.read(hash), await shelf.readDraft(id)]).toEqual([file, present]);
      expect((await shelf.list()).items.map(({ key, kind }) => [key, kind])).toEqual([
        [hash, 'published'],
        [id, 'draft']
      ]);
    });

    test('is not there where only the rubric is', async () => {
      const { shelf } = open();
      await shelf.save(sound(file), 'own', 5);
      expect(await shelf.readDraft(hash)).toBeNull();
      expect(await shelf.remove(id)).toBeNull();
      expect(await shelf.read(hash)).toEqual(file);
    });

    test.each([
      [3, 'Nyt'],
      [5, 'Ennen']
    ])('written again by a tab of the earlier version at %i: the later one counts, once', async (at, title) => {
      const { shelf, spoil, keys } = open();
      await shelf.saveDraft({ ...present, words: { fi: { language: 'fi', title: 'Nyt', criteria: {} } } }, null);
      await spoil(hash, { ...item, at }, { ...former, at });
      expect((await shelf.list()).items.map(({ key, titles }) => [key, titles.fi])).toEqual([[id, title]]);
      const read = await shelf.readDraft(id);
      expect(read!.words.fi!.title).toBe(title);
      await shelf.saveDraft({ ...read!, at: 9 }, read!.at);
      expect(await keys()).toEqual([[id], [id]]);
      expect((await shelf.readDraft(id))!.words.fi!.title).toBe(title);
    });

    test('is never written under it', async () => {
      const { shelf } = open();
      await shelf.save(sound(file), 'own', 5);
      await expect(shelf.saveDraft(former, null)).rejects.toThrow(RangeError);
      expect(await shelf.read(hash)).toEqual(file);
    });
  });

  test('a draft that was changed elsewhere is not written over', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.saveDraft(draft('d', 8), 5);
    await expect(shelf.saveDraft(draft('d', 9), 5)).rejects.toThrow(DraftConflict);
    await expect(shelf.saveDraft(draft('d', 9), null)).rejects.toThrow(DraftConflict);
    expect((await shelf.readDraft('d'))!.at).toBe(8);
  });

  test('a draft that was thrown away elsewhere comes back with what is written here', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.remove('d');
    await shelf.saveDraft(draft('d', 6), 5);
    expect((await shelf.readDraft('d'))!.at).toBe(6);
  });

  test('a draft that cannot be read is refused with its place', async () => {
    const { shelf, spoil } = open();
    await spoil('d', undefined, { ...draft('d', 5), words: 'torn' });
    await expect(shelf.readDraft('d')).rejects.toThrow('draft: words');
  });

  test('a draft thrown away can be put back', async () => {
    const { shelf } = open();
    await shelf.saveDraft(draft('d', 5), null);
    await shelf.restore((await shelf.remove('d'))!);
    expect(await shelf.readDraft('d')).toEqual(draft('d', 5));
  });
});

test('another tab hears of what was kept, saved, taken and put back', async () => {
  const name = freshName();
  const [here, there] = [new Shelf(new IndexedDbTables(name)), new Shelf(new IndexedDbTables(name))];
  const heard = vi.fn();
  const end = there.watch(heard);
  await here.save(sound(file), 'own', 5);
  await here.saveDraft(draft('d', 5), null);
  await here.restore((await here.remove('d'))!);
  await vi.waitFor(() => expect(heard.mock.calls.flat()).toEqual([hash, 'd', 'd', 'd']));
  end();
  await here.remove(hash);
  expect(heard).toHaveBeenCalledTimes(4);
});
