/** Answers travel with the rubrics that they were given to, and can be looked at with those alone. */
import { describe, expect, test, vi } from 'vitest';
import { allData, besides, withoutRubric } from '#lib/app/along.ts';
import { lookAt } from '#lib/app/coming-in.ts';
import { rubricsOf } from '#lib/app/rubrics.ts';
import { changeEntry, emptyEntry, newHead, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { keyed } from '#lib/domain/assessment/entries.ts';
import { NOTHING, type PersonalData } from '#lib/domain/person/personal-data.ts';
import { soundOf, type SoundRubric } from '#lib/domain/rubric/sound.ts';
import { loadWholeEarlier } from '#lib/library/earlier.ts';
import { outlines } from '#lib/library/index.ts';
import { Personal } from '#lib/storage/stores/personal.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { earlierVersions } from '../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../scripts/texts.ts';
import { aFile } from '../domain/rubric-files.ts';

const texts = Object.fromEntries(readTexts(['en', 'fi', 'sv', 'de']).map((one) => [one.language, one.areas]));
vi.stubGlobal('fetch', async (url: URL) => {
  const [, language, area] = /\/texts\/([a-z]+)\/[^/]+\/(.+)\.json$/.exec(url.href)!;
  return Response.json(texts[language!]![area!]);
});

const own = soundOf(aFile(['C1', 'C2'], { id: 'own-b' }), 'own');
const emptyShelf = () => new Shelf(new MemoryTables());
const app = (shelf = emptyShelf()) => ({ shelf: Promise.resolve(shelf) });

/** Yes at level 1 and not yet above it, at every criterion. */
function answered({ file, hash }: SoundRubric): Assessment {
  const head = newHead({ rubrics: [{ ...file.facts, hash }] }, 'a', 1);
  const entries = file.facts.criteria.map(({ id }) =>
    changeEntry(
      emptyEntry('a', `${file.facts.id}.${id}`),
      {
        cells: {
          1: { value: 2, origin: 'given', at: 7 },
          2: { value: 0, origin: 'given', at: 7 },
          3: { value: 0, origin: 'given', at: 7 },
          4: { value: 0, origin: 'given', at: 7 }
        }
      },
      7
    )
  );
  return { head, entries: keyed(entries) };
}
const withOwn: PersonalData = { ...NOTHING, assessments: [answered(own)], rubrics: [{ ...own, origin: 'own', at: 1 }] };
const without: PersonalData = { ...withOwn, rubrics: [] };

describe('an assessment of one’s own rubric', () => {
  test('lacks nothing where the rubric comes along, or is here', async () => {
    expect(await withoutRubric(withOwn, null)).toBe(0);
    const shelf = emptyShelf();
    await shelf.save(own, 'own', 1);
    expect(await withoutRubric(without, app(shelf))).toBe(0);
    expect(await withoutRubric(without, null)).toBe(1);
    expect(await withoutRubric(without, app())).toBe(1);
  });

  test('is looked at with the rubric in the file, and nothing is put on the shelf', async () => {
    const shelf = emptyShelf();
    const { at, topics } = await lookAt(withOwn.assessments[0]!, withOwn, app(shelf));
    expect(at).toBe(7);
    expect(topics).toMatchObject([{ id: 'own-b', position: { level: 1 } }]);
    expect((await shelf.list()).items).toEqual([]);
    expect((await lookAt(without.assessments[0]!, without, app(shelf))).topics).toBeNull();
  });
});

test('an assessment of a built-in rubric lacks nothing, in this version or an earlier one, with its hash or without', async () => {
  const { id, version } = outlines[0]!;
  const refs = [{ id, version }];
  for (const earlier of earlierVersions(id).slice(0, 1)) {
    const { hash } = (await loadWholeEarlier({ id, version: earlier }))!;
    refs.push({ id, version: earlier }, { id, version: earlier, hash } as (typeof refs)[number]);
    // The copy beside the answers may have stayed behind.
    expect(await rubricsOf([{ id, version: earlier, hash }], besides(NOTHING, app()))).toMatchObject([{ id, version: earlier }]);
    expect(await withoutRubric({ ...NOTHING, assessments: [one({ id, version: earlier, hash: '0'.repeat(32) })] }, app())).toBe(1);
  }
  expect(refs.length).toBe(3);
  for (const ref of refs) expect(await withoutRubric({ ...NOTHING, assessments: [one(ref)] }, null)).toBe(0);

  function one(ref: { id: string; version: string; hash?: string }): Assessment {
    const head = newHead({ rubrics: [{ ...ref, criteria: outlines[0]!.criteria }] }, 'a', 1);
    return { head: { ...head, rubrics: [ref] }, entries: {} };
  }
});

test('all that somebody has bears their id; rubrics alone, which say nothing of anybody, do not, and none is made for them', async () => {
  const tables = new MemoryTables();
  const personal = new Personal(tables);
  const all = async () => (await allData({ personal: Promise.resolve(personal) })).data;
  await personal.join({ ...NOTHING, rubrics: withOwn.rubrics }, null);
  expect((await all()).owner).toBeUndefined();
  expect(await tables.get('settings', 'owners')).toBeUndefined();
  await personal.join(withOwn, null);
  expect((await all()).owner).toMatch(/^[0-9a-f]{32}$/);
});

test('a rubric that could not be read, or fetched, is not said to be missing', async () => {
  const broken = { shelf: Promise.resolve({ read: () => Promise.reject(new DOMException('', 'UnknownError')) } as unknown as Shelf) };
  await expect(withoutRubric(without, broken)).rejects.toThrow(DOMException);
  await expect(lookAt(without.assessments[0]!, without, broken)).rejects.toThrow(DOMException);
});
