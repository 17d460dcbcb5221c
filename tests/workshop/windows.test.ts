/** Two windows with one round: whatever they do at once, each result counts once, and the picture holds those of whom it was said. */
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { IndexedDbTables } from '#lib/storage/tables/indexeddb.ts';
import { randomBy } from '../../scripts/random.ts';
import { freshName } from '../storage/places.ts';
import { SEED, times } from '../support/scale.ts';
import { aWorkshop, codeOf } from '../support/workshops.ts';

const workshop = aWorkshop();
const code = (id: number, level: 0 | 1 | 2 | 3 | 4 = 1) => codeOf(workshop, id, [level]);
const back = (id: number) => codeOf(workshop, id, null);

async function windows() {
  const name = freshName();
  const tables = [new IndexedDbTables(name), new IndexedDbTables(name)] as const;
  const [one, two] = tables.map((own) => new Workshops(own)) as [Workshops, Workshops];
  await one.save(workshop);
  return { one, two, left: () => tables[0].page('results'), end: () => tables.forEach((own) => own.close()) };
}

test('both collect at once: the same person counts once, whichever window takes them in', async () => {
  const { one, two, left, end } = await windows();
  const said = await Promise.all(Array.from({ length: 60 }, (_, i) => (i % 2 ? one : two).take('w1', [code(i % 30, (i % 5) as 0)])));
  const kinds = said.flatMap(({ verdicts }) => verdicts.map(({ kind }) => kind));
  expect(kinds.filter((kind) => kind === 'new')).toHaveLength(30);
  expect(new Set(kinds)).toEqual(new Set(['new', 'again']));
  expect((await one.read('w1'))!.handedIn).toBe(30);
  expect(await left()).toHaveLength(30);
  end();
});

test('200 results and no more, though two windows take them in at once', async () => {
  const { one, two, end } = await windows();
  const said = await Promise.all([
    one.take(
      'w1',
      Array.from({ length: 150 }, (_, i) => code(i))
    ),
    two.take(
      'w1',
      Array.from({ length: 150 }, (_, i) => code(1_000 + i))
    )
  ]);
  const kinds = said.flatMap(({ verdicts }) => verdicts.map(({ kind }) => kind));
  expect([kinds.filter((kind) => kind === 'new').length, kinds.filter((kind) => kind === 'full').length]).toEqual([200, 100]);
  expect((await two.read('w1'))!.handedIn).toBe(200);
  end();
});

test('a picture is shown while others hand in, replace and take back: it holds exactly those of whom it was said that they are in', async () => {
  const random = randomBy(SEED);
  const frozen = new Set<number>();
  for (let round = 0; round < times(15).numRuns; round++) {
    const { one, two, left, end } = await windows();
    await one.take(
      'w1',
      [1, 2, 3, 4, 5, 6].map((id) => code(id))
    );
    const wishes = [
      ...[10, 11, 12].map((id) => () => two.take('w1', [code(id)])),
      () => one.take('w1', [back(1)]),
      () => two.take('w1', [code(2, 4)]),
      () => one.take('w1', [back(99)])
    ];
    const at = random(wishes.length + 1);
    const acts: (() => Promise<unknown>)[] = [...wishes.slice(0, at), () => (random(2) ? one : two).reveal('w1'), ...wishes.slice(at)];
    const done = await Promise.all(acts.map((act) => act()));
    const kinds = done.flatMap((said) => (said as { verdicts?: { kind: string }[] }).verdicts?.map(({ kind }) => kind) ?? []);
    const count = 6 + kinds.filter((kind) => kind === 'new').length - kinds.filter((kind) => kind === 'taken-back').length;
    for (const own of [one, two])
      expect(await own.read('w1')).toMatchObject({ handedIn: count, workshop: { state: 'shown', picture: { of: count } } });
    expect(await left()).toHaveLength(count);
    const inBars = (await one.read('w1'))!.workshop.picture!.topics[0]!.levels.bins!.reduce((sum, bar) => sum + bar.count, 0);
    expect(inBars).toBe(count);
    // Both shown and closed at once, it stays as it was shown first.
    const picture = (await one.read('w1'))!.workshop.picture;
    await Promise.all([one.close('w1'), two.reveal('w1'), two.close('w1'), one.take('w1', [code(77)])]);
    expect((await two.read('w1'))!.workshop).toMatchObject({ state: 'closed', picture });
    expect(await left()).toEqual([]);
    frozen.add(count);
    end();
  }
  // Some came before the picture, and some after.
  expect(frozen.size).toBeGreaterThan(2);
});

test('a round that is removed in one window takes nothing in the other, and leaves nothing', async () => {
  const { one, two, left, end } = await windows();
  await one.take('w1', [code(1)]);
  const [, late] = await Promise.allSettled([one.remove('w1'), two.take('w1', [code(2)])]);
  expect(late.status).toBe('rejected');
  expect(await left()).toEqual([]);
  end();
});

test('a later round that two windows open at once is one, and both are led to it', async () => {
  const { one, two, end } = await windows();
  const later = (id: string): Workshop => ({
    ...workshop,
    id,
    round: 2,
    before: { tag: tagOf(workshop), back: false, topics: workshop.topics }
  });
  const opened = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? one : two).open(later(`later-${i}`))));
  expect(opened.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
  expect(new Set(opened.map((each) => 'id' in each && each.id)).size).toBe(1);
  expect((await two.list()).workshops.filter(({ round }) => round === 2)).toHaveLength(1);
  end();
});
