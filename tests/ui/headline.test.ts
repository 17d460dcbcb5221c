import { describe, expect, test } from 'vitest';
import type { Move, Verdict } from '#lib/domain/position/compare.ts';
import type { Reached } from '#lib/domain/model.ts';
import { headline } from '#lib/ui/history/words.ts';

const move = (name: string, verdict: Verdict, from: Reached | null = 1, to: Reached | null = 2): Move & { name: string } => ({
  ...{ competency: name, name, from, to, verdict }
});
const clear = (name: string, direction: 'up' | 'down' = 'up') => move(name, { kind: 'clear', direction });
const possible = (name: string, direction: 'up' | 'down' = 'up') => move(name, { kind: 'possible', direction, because: 'margin' });
const same = (name: string) => move(name, { kind: 'same' }, 1, 1);

describe('what changed, in a sentence', () => {
  test.each<[what: string, topics: Parameters<typeof headline>[0], said: string[]]>([
    [
      'one clear change, with its levels',
      [clear('Writing'), same('Privacy')],
      ['Clearly broader use in Writing, from level 1 to level 2.']
    ],
    [
      'what is clear before what is possible, and which way each went',
      [possible('Information'), clear('Writing'), clear('Privacy'), clear('Presence', 'down')],
      [
        'Clearly broader use in Writing and Privacy.',
        'Clearly narrower use in Presence, from level 1 to level 2.',
        'Possibly broader use in Information, from level 1 to level 2.'
      ]
    ],
    ['many topics, counted', ['a', 'b', 'c', 'd'].map((name) => possible(name)), ['Possibly broader use in 4 of 4 topics.']],
    ['no change', [same('Writing'), same('Privacy')], ['No level has changed.']],
    [
      'no change in one, and nothing of the other',
      [same('Writing'), move('Privacy', { kind: 'untold', side: 'after' })],
      ['No change of level in Writing.']
    ],
    ['nothing to be told', [move('Privacy', { kind: 'untold', side: 'after' })], ['There are too few answers to compare levels.']],
    ['statements that changed', [move('Own', { kind: 'withheld' })], ['The statements changed, so the levels are not compared.']],
    ['no topic in common', [], ['The two have no topic in common, so there is nothing to compare.']]
  ])('%s', (_, topics, said) => expect(headline(topics)).toEqual(said));

  test('of a look back and its date says how it is rated, never that use is broader or narrower', () => {
    const yardstick: Verdict = { kind: 'possible', direction: 'down', because: 'retrospect' };
    expect(headline([move('Writing', yardstick), same('Privacy')], 'yardstick')).toEqual([
      'You rate that date differently now in Writing.'
    ]);
    expect(headline([same('Privacy')], 'yardstick')).toEqual(['You rate that date the same now.']);
  });
});
