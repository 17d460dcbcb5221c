// @vitest-environment happy-dom
import { freshName } from '../storage/places.ts';
import { expect, test } from 'vitest';
import { changeSince, sideOf, timesOf } from '#lib/app/comparison.ts';
import { newHead } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Reached } from '#lib/domain/model.ts';
import { movesOf } from '#lib/domain/position/compare.ts';
import { outlines } from '#lib/library/index.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { Assessments } from '#lib/storage/stores/assessments.ts';
import { Shelf } from '#lib/storage/stores/shelf.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';

function device() {
  const tables = new IndexedDbTables(freshName());
  const list = new Assessments(tables);
  const app = {
    store: Promise.resolve(new Answers(tables)),
    assessments: Promise.resolve(list),
    shelf: Promise.resolve(new Shelf(tables))
  };
  /** @param level at which the topic stands; `null` leaves it without an answer */
  async function put(id: string, topic: string, at: number, level: Reached | null, retrospectOf?: string, begun = at) {
    const outline = outlines.find((one) => one.id === topic)!;
    const head = { ...newHead({ rubrics: [outline], ...(retrospectOf ? { retrospectOf } : {}) }, id, begun) };
    const entries = Object.fromEntries(
      (level === null ? [] : outline.criteria).map((criterion) => {
        const key = `${topic}.${criterion.id}` as const;
        const cells = Object.fromEntries(
          LEVELS.map((l) => [l, { value: l <= level! ? (2 as const) : (0 as const), origin: 'given' as const, at }])
        );
        return [key, { assessment: id, criterion: key, cells, note: '', evidence: 'none' as const, at }];
      })
    );
    await list.save({ head, entries });
  }
  const times = (look: string) => timesOf(look, app);
  const since = async (id: string) => changeSince((await sideOf(id, app, new Map()))!, app);
  return { put, since, times };
}

test('what changed is told since the one answered before it that has a topic in common', async () => {
  const { put, since } = device();
  await put('early', 'presence', 100, 2);
  await put('before', 'presence', 200, 1);
  await put('other', 'privacy', 250, 1);
  await put('empty', 'presence', 260, null);
  await put('look', 'presence', 270, 0, 'before');
  await put('now', 'presence', 300, 3);
  const found = await since('now');
  expect(found?.before.assessment.head.id).toBe('before');
  expect(found?.before.at).toBe(200);
  expect(movesOf(found!.comparison)).toMatchObject([{ competency: 'presence', from: 1, to: 3, verdict: { kind: 'clear' } }]);
  // The one before is compared with its own predecessor, never with what came after it.
  expect((await since('before'))?.before.assessment.head.id).toBe('early');
});

test('the first of a topic, and a look back, have nothing before them', async () => {
  const { put, since } = device();
  await put('first', 'presence', 100, 2);
  await put('look', 'presence', 200, 1, 'first');
  expect(await since('first')).toBeNull();
  expect(await since('look')).toBeNull();
});

test('answers that were carried over have the date of those that they come from: neither is said to be before the other', async () => {
  const { put, since, times } = device();
  await put('early', 'presence', 100, 1);
  await put('old', 'presence', 200, 2);
  await put('copy', 'presence', 200, 3, undefined, 900);
  await put('look', 'presence', 950, 1, 'old');
  expect((await since('old'))?.before.assessment.head.id).toBe('early');
  expect((await since('copy'))?.before.assessment.head.id).toBe('early');
  expect(await times('look')).toBeNull();
  await put('now', 'presence', 1000, 3);
  // Of two with one date, the one that was made last.
  expect((await since('now'))?.before.assessment.head.id).toBe('copy');
  expect(await times('look')).toEqual(['old', 'now']);
});
