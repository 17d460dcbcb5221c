// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import { Leading } from '#lib/state/leading.svelte.ts';
import { Wall, type WallNews } from '#lib/state/wall.svelte.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { aWorkshop, topicsCalled } from '../support/workshops.ts';

const workshop = aWorkshop({ id: 'w', number: 3, topics: topicsCalled('information', 'writing', 'privacy') });

async function walls(people: number) {
  const store = new Workshops(new MemoryTables());
  await store.save(workshop);
  await store.take('w', inventedCodes(workshop).slice(0, people));
  const leading = new Leading({ workshops: Promise.resolve(store) }, 'w');
  await leading.read();
  const news: WallNews[] = [];
  return { store, leading, news, wall: new Wall(leading, (one) => news.push(one)) };
}

test('nothing is in sight until the question is answered, once, and it freezes all topics', async () => {
  const { wall, leading } = await walls(20);
  expect(wall.scene).toEqual({ kind: 'wait' });
  wall.on();
  expect(wall.scene).toEqual({ kind: 'guess', topic: 0 });
  wall.on();
  expect([wall.scene, wall.asking]).toEqual([{ kind: 'guess', topic: 0 }, 0]);
  // A presenter that goes on and on does not answer it.
  wall.on();
  expect(leading.workshop!.picture).toBeNull();
  wall.escape();
  expect([wall.asking, leading.workshop!.state]).toEqual([null, 'open']);
  wall.show();
  await wall.yes();
  expect([wall.scene, leading.workshop!.state]).toEqual([{ kind: 'reveal', topic: 0 }, 'shown']);
  wall.topic(2);
  expect(wall.scene).toEqual({ kind: 'guess', topic: 2 });
  wall.show();
  expect([wall.scene, wall.asking]).toEqual([{ kind: 'reveal', topic: 2 }, null]);
});

test('what was shown is there, however often another window changes something meanwhile, and nothing older takes its place', async () => {
  const { store, leading, wall } = await walls(20);
  const read = store.read.bind(store);
  const before = await read('w');
  let later!: Promise<void>;
  let answer!: (open: typeof before) => void;
  store.read = (id) => {
    // A second reading begins while this one is under way, as each code does that a camera sees again, and takes longer.
    store.read = () => new Promise((done) => (answer = done));
    later = leading.read();
    return read(id);
  };
  wall.show();
  await wall.yes();
  expect([wall.scene, leading.workshop!.state]).toEqual([{ kind: 'reveal', topic: 0 }, 'shown']);
  store.read = read;
  await leading.read();
  answer(before);
  await later;
  expect(leading.workshop!.state).toBe('shown');
});

test('what was handed in on the laptop that goes round is taken in before it is asked, and where that fails nothing is asked', async () => {
  const { store, leading } = await walls(4);
  let waiting = inventedCodes(workshop).slice(4, 6);
  const bring = () => (waiting.length ? leading.take(waiting.splice(0)).then(() => {}) : null);
  const wall = new Wall(leading, () => {}, bring);
  wall.show();
  await expect.poll(() => wall.asking).toBe(0);
  expect(leading.handedIn).toBe(6);
  await wall.yes();
  expect((await store.read('w'))!.workshop.picture!.of).toBe(6);

  const { store: other, leading: failing } = await walls(5);
  waiting = ['x'];
  other.take = () => Promise.reject(new Error('full'));
  const second = new Wall(
    failing,
    () => {},
    () => failing.take(waiting).then(() => {})
  );
  second.show();
  await expect.poll(() => second.failed).toBe(true);
  expect([second.asking, failing.workshop!.state]).toEqual([null, 'open']);
});

test('from scene to scene and back, with a guess before each picture that was not shown here yet; out of the dark by any key', async () => {
  const { wall } = await walls(20);
  wall.show();
  await wall.yes();
  const on = [1, 2, 3, 4, 5, 6].map(() => {
    wall.on();
    return JSON.stringify(wall.scene);
  });
  expect(on.map((one) => one.replace(/[^a-z0-9]+/g, ' ').trim())).toEqual([
    'kind guess topic 1',
    'kind reveal topic 1',
    'kind guess topic 2',
    'kind reveal topic 2',
    'kind lines',
    'kind code'
  ]);
  wall.back();
  wall.back();
  expect(wall.scene).toEqual({ kind: 'reveal', topic: 2 });
  wall.darken();
  expect(wall.black).toBe(true);
  wall.on();
  expect([wall.black, wall.scene]).toEqual([false, { kind: 'reveal', topic: 2 }]);
  wall.escape();
  expect(wall.scene).toEqual({ kind: 'wait' });
  wall.topic(7);
  expect(wall.scene).toEqual({ kind: 'wait' });
});

test('of fewer than five nothing is asked and nothing freezes: a script stands there', async () => {
  const { wall, leading } = await walls(4);
  wall.show();
  expect([wall.scene, wall.asking, leading.workshop!.state]).toEqual([{ kind: 'few' }, null, 'open']);
});

test('another window follows, and shows no picture before it has one', async () => {
  const { wall, news, store, leading } = await walls(9);
  const other = new Leading({ workshops: Promise.resolve(store) }, 'w');
  await other.read();
  const beside = new Wall(other);
  wall.topic(1);
  beside.follow(news.at(-1)!);
  expect(beside.scene).toEqual({ kind: 'guess', topic: 1 });
  wall.show();
  await wall.yes();
  beside.follow(news.at(-1)!);
  expect(beside.scene).toEqual({ kind: 'wait' });
  await other.read();
  expect(beside.scene).toEqual({ kind: 'reveal', topic: 1 });
  expect(leading.refused).toBe(false);
});

test('what the room shows is shown here too; what the device refuses is said, and changes nothing', async () => {
  const { wall, leading, store } = await walls(9);
  wall.topic(2);
  await store.reveal('w');
  await leading.read();
  wall.shownElsewhere();
  expect(wall.scene).toEqual({ kind: 'reveal', topic: 2 });

  const broken = await walls(9);
  broken.wall.show();
  broken.store.reveal = () => Promise.reject(new Error('full'));
  await broken.wall.yes();
  expect([broken.wall.failed, broken.wall.scene, broken.wall.asking]).toEqual([true, { kind: 'wait' }, null]);
});
