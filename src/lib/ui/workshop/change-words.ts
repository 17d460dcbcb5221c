/** What is shown of a group's change, in sentences: from the parts that the floor has let through, and nothing else. */
import type { GroupChange } from '#lib/domain/workshop/floor.ts';
import type { TopicChanges } from '#lib/domain/workshop/picture.ts';
import { m } from '#lib/i18n/messages.ts';

const PARTS: Readonly<Record<string, (told: { count: number }) => string>> = {
  up: m.beside_up,
  same: m.beside_same,
  down: m.beside_down,
  'down same': m.beside_same_down,
  'same up': m.beside_up_same,
  'down same up': m.beside_any
};

/** @returns for example "10 up, 4 same or down", in the order up, same, down */
const partsWords = ({ parts }: Pick<GroupChange, 'parts'>): string =>
  parts
    .filter(({ count }) => count > 0)
    .reverse()
    .map(({ of, count }) => PARTS[of.join(' ')]!({ count }))
    .join(', ');

const NAMES = { change: m.beside_change, practice: m.beside_practice, yardstick: m.beside_yardstick };

/** @returns of each change that is shown its parts, the test, and how many cannot be compared */
export const changeSentences = (changes: TopicChanges): string[] =>
  (['change', 'practice', 'yardstick'] as const).flatMap((name) => {
    const told = changes[name];
    if (!told) return [];
    const test = told.moreThanChance === null ? '' : told.moreThanChance ? m.beside_more() : m.beside_few();
    const others = told.notComparable === null ? '' : m.beside_not_comparable({ count: told.notComparable });
    return [[NAMES[name]({ parts: partsWords(told) }), test, others].filter(Boolean).join(' ')];
  });
