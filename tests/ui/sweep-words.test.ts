import { expect, test } from 'vitest';
import type { Verdict } from '#lib/domain/workshop/round.ts';
import { handOverText, sweepLines } from '#lib/ui/workshop/sweep-words.ts';

const lines = (counts: readonly (readonly [Verdict, number])[]) =>
  sweepLines({ counts: counts.map(([verdict, count]) => ({ verdict, count })), handedIn: 22 });

test('what came in is said first, then what did not and why, and how many are in', () => {
  expect(
    lines([
      [{ kind: 'foreign' }, 1],
      [{ kind: 'again' }, 2],
      [{ kind: 'new' }, 5]
    ])
  ).toEqual(['5 new.', '2 were in already.', '1 not taken in: of another workshop or round, or of other topics.', '22 handed in.']);
  expect(
    lines([
      [{ kind: 'length', length: 40, of: 16 }, 1],
      [{ kind: 'taken-back' }, 1],
      [{ kind: 'shown' }, 3]
    ])
  ).toEqual([
    '1 taken out, as wished.',
    '1 is no code of a result.',
    'The picture has been shown and stays as it is; your own result is yours. (3 of these.)',
    '22 handed in.'
  ]);
});

test('of a hand-over: how many came and how many are in, or why nothing was taken over', () => {
  const said = (kind: 'shown' | 'closed' | 'full' | 'foreign' | 'cut' | 'other') => handOverText({ verdict: { kind }, handedIn: 3 });
  expect(handOverText({ verdict: { kind: 'handed-over', of: 22, added: 20, kept: 0 }, handedIn: 25 })).toBe(
    '22 came from the other device. 25 handed in here now.'
  );
  const some = (kept: number) => handOverText({ verdict: { kind: 'handed-over', of: 22, added: 20 - kept, kept }, handedIn: 25 });
  expect(some(1)).toBe(
    '22 came from the other device. 25 handed in here now. One was in already and differs. It stays as it was here. If you changed yours, show your code again.'
  );
  expect(some(3)).toContain('3 were in already and differ. They stay as they were here.');
  const all = (['shown', 'closed', 'full', 'foreign', 'cut', 'other'] as const).map(said);
  expect(new Set(all).size).toBe(6);
  for (const one of all) expect(one).toMatch(/^Nothing taken over: |^The round is closed: nothing/);
});
