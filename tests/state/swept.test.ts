import { expect, test } from 'vitest';
import type { Verdict } from '#lib/domain/workshop/round.ts';
import { Swept } from '#lib/state/swept.ts';

const verdict = (kind: 'new' | 'again' | 'replaced' | 'foreign' | 'taken-back'): Verdict => ({ kind });
const at = (x: number) => ({ x, y: 0.5 });
const counts = (swept: Swept) => Object.fromEntries(swept.counts().map(({ verdict: { kind }, count }) => [kind, count]));

test('a code has its mark where it is seen, once it is known what became of it; from left to right, whatever came first', () => {
  const swept = new Swept();
  swept.see('a', at(0.9), 10_000);
  swept.see('b', at(0.2), 10_000);
  swept.see('c', null, 10_000);
  expect(swept.ticks(10_000)).toEqual([]);
  expect(['a', 'b', 'c'].map((text) => swept.note(text, verdict(text === 'b' ? 'again' : 'new')))).toEqual(['new', 'again', 'new']);
  expect(swept.ticks(10_000).map(({ at: { x }, mark }) => [x, mark])).toEqual([
    [0.2, 'again'],
    [0.9, 'new']
  ]);
  swept.see('a', at(0.1), 10_500);
  expect(swept.ticks(10_500).map(({ mark }) => mark)).toEqual(['new', 'again']);
  // A reader misses one now and then; what is gone is gone.
  expect(swept.ticks(11_500).map(({ at: { x } }) => x)).toEqual([0.1]);
  expect(swept.ticks(12_000)).toEqual([]);
});

test('each code counts once at a table: what came in there and is seen again came in there', () => {
  const swept = new Swept();
  for (const text of ['a', 'b', 'c', 'd']) swept.see(text, at(0.5), 10_000);
  swept.note('a', verdict('new'));
  swept.note('b', verdict('again'));
  swept.note('c', verdict('foreign'));
  swept.note('d', verdict('taken-back'));
  expect(swept.note('a', verdict('again'))).toBe('again');
  expect(counts(swept)).toEqual({ new: 1, again: 1, foreign: 1, 'taken-back': 1 });
  // Its owner has changed it at this very table.
  swept.note('a', verdict('replaced'));
  expect(counts(swept)).toEqual({ replaced: 1, again: 1, foreign: 1, 'taken-back': 1 });
});

test('with the next table, and when it is over, nothing of the last one is left', () => {
  const swept = new Swept();
  swept.see('a', at(0.5), 10_000);
  swept.note('a', verdict('new'));
  swept.see('b', at(0.5), 12_900);
  swept.note('b', verdict('new'));
  expect(counts(swept)).toEqual({ new: 2 });
  swept.see('b', at(0.5), 16_000);
  expect(counts(swept)).toEqual({});
  swept.note('b', verdict('again'));
  expect(counts(swept)).toEqual({ again: 1 });
  swept.clear();
  expect([counts(swept), swept.ticks(16_000)]).toEqual([{}, []]);
});

test('somebody who shows one code after the other does not fill the memory', () => {
  const swept = new Swept();
  for (let i = 0; i < 5_000; i++) {
    swept.see(`${i}`, at(0.5), 10_000 + i * 60);
    swept.note(`${i}`, verdict('foreign'));
    expect(swept.ticks(10_000 + i * 60).length).toBeLessThan(30);
  }
  expect(swept.counts()[0]!.count).toBeLessThanOrEqual(400);
});
