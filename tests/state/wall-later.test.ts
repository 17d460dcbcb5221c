// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { inventedCodes } from '#lib/domain/workshop/invented.ts';
import type { Workshop } from '#lib/domain/workshop/workshop.ts';
import { Leading } from '#lib/state/leading.svelte.ts';
import { Wall, type Scene } from '#lib/state/wall.svelte.ts';
import { Workshops } from '#lib/storage/stores/workshops.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import { aWorkshop } from '../support/workshops.ts';

const topic = (i: number, hash = String(i)) => ({ id: `t${i}`, hash: hash.repeat(32) });
const later = (count: number, back: boolean, changed = false): Workshop => {
  const topics = Array.from({ length: count }, (_, i) => topic(i));
  const before = { tag: 1, back, topics: changed ? [topic(0, 'a'), ...topics.slice(1)] : topics };
  return aWorkshop({ id: 'w', number: 3, round: 2, topics, before });
};

async function wallOf(workshop: Workshop) {
  const store = new Workshops(new MemoryTables());
  await store.save(workshop);
  await store.take('w', inventedCodes(workshop));
  const leading = new Leading({ workshops: Promise.resolve(store) }, 'w');
  await leading.read();
  return new Wall(leading);
}

/** All scenes, one after the other, from the last topic's picture on. */
function walked(wall: Wall, last: number, step: () => void): Scene[] {
  wall.topic(last);
  wall.show();
  const scenes: Scene[] = [];
  for (let n = 0; n < 30 && JSON.stringify(scenes.at(-1)) !== JSON.stringify(wall.scene); n++) {
    scenes.push(wall.scene);
    step();
  }
  return scenes;
}

test('after the topics comes what changed, five topics at a time, what is left out, each topic looked back at, the talk and the code', async () => {
  const wall = await wallOf(later(6, true, true));
  wall.change();
  wall.code();
  expect(wall.scene).toEqual({ kind: 'wait' });
  wall.show();
  await wall.yes();
  const scenes = walked(wall, 5, () => wall.on());
  expect(scenes).toEqual([
    { kind: 'reveal', topic: 5 },
    { kind: 'change', page: 0 },
    { kind: 'change', page: 1 },
    { kind: 'left' },
    ...[0, 1, 2, 3, 4, 5].map((topic) => ({ kind: 'back', topic })),
    { kind: 'lines' },
    { kind: 'code' }
  ]);
  const back: Scene[] = [];
  for (let n = 0; n < scenes.length; n++) {
    back.unshift(wall.scene);
    wall.back();
  }
  expect(back).toEqual(scenes);
});

test('without looking back and with the same questions there is one scene of what changed; a first round has none', async () => {
  const wall = await wallOf(later(2, false));
  wall.show();
  await wall.yes();
  expect(walked(wall, 1, () => wall.on()).map(({ kind }) => kind)).toEqual(['reveal', 'change', 'lines', 'code']);
  wall.wait();
  wall.change();
  expect(wall.scene).toEqual({ kind: 'change', page: 0 });

  const { before: _, ...first } = later(2, false);
  const own = await wallOf({ ...first, round: 1 });
  own.show();
  await own.yes();
  expect(walked(own, 1, () => own.on()).map(({ kind }) => kind)).toEqual(['reveal', 'lines', 'code']);
  own.change();
  expect(own.scene.kind).toBe('code');
});
