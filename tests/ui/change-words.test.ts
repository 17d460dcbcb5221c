import { expect, test } from 'vitest';
import { shownChange, shownYardstick } from '#lib/domain/workshop/floor.ts';
import { comparedWords, sameWords, testsWords, type ChangedTopic } from '#lib/ui/workshop/change.ts';

const changeOf = (up: number, same: number, down = 0, noBefore = 0) => shownChange({ up, same, down, noLevel: 0, noBefore });
const yardstickOf = (same: number, noBefore: number, noBack: number) =>
  shownYardstick({ up: 0, same, down: 5, noLevel: 0, noBefore, noBack, neither: 0 });
const topic = (changes: Pick<ChangedTopic, 'change' | 'practice' | 'yardstick'>): ChangedTopic => ({
  id: 'one',
  title: 'One',
  short: 'One',
  ...changes
});
const more = topic({ change: changeOf(10, 4) });
const tooFew = topic({ change: changeOf(5, 9) });
const alike = topic({ change: changeOf(0, 14) });
const nobody = topic({ change: null });
const looking = topic({ change: changeOf(10, 4), practice: changeOf(5, 9), yardstick: yardstickOf(9, 0, 0) });

test('as many tests are told as were made: looking back makes up to three of a topic, and where all stand in one part there is none', () => {
  expect(testsWords([more])).toBe('');
  expect(testsWords([tooFew, tooFew])).toBe('2 topics, 2 tests.');
  expect(testsWords([looking])).toBe('One topic, 3 tests.');
  expect(testsWords(Array<ChangedTopic>(5).fill(looking))).toBe('5 topics, 15 tests.');
  expect(testsWords([tooFew, tooFew, alike])).toBe('3 topics, 2 tests.');
  expect(testsWords([tooFew, tooFew], [...Array<ChangedTopic>(8).fill(looking), tooFew, tooFew])).toBe('10 topics, 26 tests.');
  expect(testsWords([topic({ change: changeOf(10, 4), practice: null }), tooFew])).toBe('2 topics, 2 tests. The others: too few to tell.');
});

test('topics of fewer than five pairs are told apart from those in which too few moved', () => {
  expect(testsWords([more, tooFew, tooFew])).toBe('3 topics, 3 tests. The others: too few to tell.');
  expect(testsWords([more, more, nobody])).toBe('3 topics, 2 tests. In one topic fewer than five can be compared.');
  expect(testsWords([more, tooFew, nobody, nobody])).toBe(
    '4 topics, 2 tests. In 2 topics fewer than five can be compared. The others: too few to tell.'
  );
  // The headline says it then.
  expect(testsWords([nobody, nobody])).toBe('');
});

test('of the yardstick up to four may stand among the same, of all else up to two', () => {
  const lacking = topic({ change: changeOf(10, 4, 0, 2), practice: changeOf(5, 9, 0, 2), yardstick: yardstickOf(7, 2, 2) });
  expect(lacking.yardstick!.notComparable).toBeNull();
  expect(comparedWords([lacking.change], 16)).toBe('All, or all but one or two, can be compared.');
  expect(comparedWords([lacking.practice, lacking.yardstick], 16, 'yardstick')).toBe('All, or all but up to four, can be compared.');
  expect(sameWords([more, looking])).toContain('up to four');
  expect(sameWords([more, topic({ change: null, yardstick: null })])).toBe('Up to two who cannot be compared may stand with “same”.');
});
