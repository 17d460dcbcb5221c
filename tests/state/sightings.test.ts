import { expect, test } from 'vitest';
import { Sightings } from '#lib/state/sightings.ts';

test('two codes in view at once are told once each, however long they are held up, and again after they were away', () => {
  const sightings = new Sightings(2_500);
  const told: string[] = [];
  const look = (text: string, at: number) => sightings.isNew(text, at) && told.push(`${text} ${at}`);
  for (let at = 0; at < 30_000; at += 60) ['a', 'b'].forEach((text) => look(text, at));
  expect(told).toEqual(['a 0', 'b 0']);
  look('b', 32_000);
  look('a', 33_000);
  expect(told).toEqual(['a 0', 'b 0', 'a 33000']);
});
