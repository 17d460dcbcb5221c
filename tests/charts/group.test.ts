import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupPainting, type GroupScene } from '#lib/charts/group.ts';
import { paperLook } from '#lib/charts/look.ts';
import { SvgPen } from '#lib/charts/svg.ts';
import { isTold, shown, type LevelCounts, type Span } from '#lib/domain/workshop/floor.ts';
import { times } from '../support/scale.ts';
import { recorder, ruler, type Painted } from './recording.ts';

const NAMES = ['No level', 'Start', 'Inform', 'One-to-one', 'Explore', 'Co-career'];
const words: GroupScene['words'] = {
  span: ([low, high]: Span) => (low === -1 ? `none to ${high}` : `${low} to ${high}`),
  middle: 'the middle',
  onwards: 'At this level or broader:',
  share: (count, of) => `${count} of ${of}`
};
const sceneOf = (all: readonly (readonly number[])[], named = true): GroupScene => ({
  rows: all.flatMap((counts, i) => {
    const levels = shown(counts as unknown as LevelCounts);
    return isTold(levels) ? [{ name: `Topic ${i + 1}`, levels }] : [];
  }),
  names: Object.fromEntries(NAMES.map((name, i) => [i - 1, named || i < 2 ? name : ''])) as unknown as GroupScene['names'],
  words
});
function painted(scene: GroupScene, width: number, mirrored = false): { height: number; all: Painted[] } {
  const { pen, painted: all } = recorder();
  const { height, paint } = groupPainting(scene)(ruler, width, paperLook(mirrored));
  paint(pen);
  return { height, all };
}
const texts = (all: readonly Painted[]) => all.filter(({ kind }) => kind === 'text');
const saying = (all: readonly Painted[]) => texts(all).map(({ words }) => words);
const dots = (all: readonly Painted[]) => all.filter(({ kind, radius }) => kind === 'fill' && radius !== null);

const anyCounts = fc
  .array(fc.oneof(fc.nat(3), fc.nat(14)), { minLength: 6, maxLength: 6 })
  .filter((six) => six.reduce((a, b) => a + b) >= 5);
const anyScene = fc.tuple(fc.array(anyCounts, { minLength: 1, maxLength: 5 }), fc.boolean()).map(([all, named]) => sceneOf(all, named));

describe('the picture of a group', () => {
  test('draws each person once, a number for each bar, and joined bars in a dashed box over their levels', () => {
    const { all } = painted(sceneOf([[0, 1, 3, 9, 7, 2]]), 620);
    expect(dots(all)).toHaveLength(22);
    expect(saying(all)).toEqual(expect.arrayContaining(['4', '9', '9', '0 to 1', '3 to 4', 'the middle', '18 of 22', '9 of 22']));
    expect(saying(all)).not.toContain('22 of 22');
    // Nobody is without a level, so there is no column for it.
    expect(saying(all)).not.toContain('No level');
    expect(saying(painted(sceneOf([[1, 0, 3, 9, 7, 2]]), 620).all)).toEqual(expect.arrayContaining(['No level', 'none to 1']));
  });

  test('of 200 people too every dot has its place', () => {
    const { all, height } = painted(sceneOf([[0, 0, 0, 200, 0, 0]]), 620);
    expect(dots(all)).toHaveLength(200);
    expect(all.every(({ box: [left, top, right, bottom] }) => left >= 0 && top >= 0 && right <= 620 && bottom <= height)).toBe(true);
  });

  test('nothing leaves the picture, and no two texts lie on each other, for any group, with names or without, from either side', () =>
    fc.assert(
      fc.property(anyScene, fc.integer({ min: 560, max: 1200 }), fc.boolean(), (scene, width, mirrored) => {
        const { all, height } = painted(scene, width, mirrored);
        for (const { box, words } of all) {
          const [left, top, right, bottom] = box;
          expect([words, left >= -1, top >= -1, right <= width + 1, bottom <= height + 1]).toEqual([words, true, true, true, true]);
        }
        const said = texts(all);
        said.forEach((a, i) =>
          said.slice(i + 1).forEach((b) => {
            const apart = a.box[2] <= b.box[0] + 1 || b.box[2] <= a.box[0] + 1 || Math.abs(a.box[1] - b.box[1]) >= 9;
            expect(apart ? '' : `${a.words} | ${b.words}`).toBe('');
          })
        );
        expect(dots(all)).toHaveLength(
          scene.rows.reduce((sum, { levels }) => sum + levels.bins.reduce((total, { count }) => total + count, 0), 0)
        );
      }),
      times(60)
    ));

  test('dots keep clear of the words of their bar', () =>
    fc.assert(
      fc.property(anyScene, fc.integer({ min: 600, max: 1200 }), (scene, width) => {
        const { all } = painted(scene, width);
        for (const dot of dots(all))
          for (const { box, words } of texts(all)) {
            const over = dot.box[0] < box[2] - 1 && dot.box[2] > box[0] + 1 && Math.abs((dot.box[1] + dot.box[3]) / 2 - box[1]) < 4;
            expect(over ? words : '').toBe('');
          }
      }),
      times(40)
    ));

  test('the same bars make the same picture, byte for byte, whatever lies behind them', () => {
    const drawn = (counts: readonly number[]) => {
      const pen = new SvgPen(ruler);
      const { height, paint } = groupPainting(sceneOf([counts]))(ruler, 620, paperLook(false));
      paint(pen);
      return pen.inline(620, height);
    };
    expect(drawn([0, 2, 2, 9, 8, 1])).toBe(drawn([0, 1, 3, 9, 7, 2]));
    expect(drawn([0, 0, 4, 9, 9, 0])).not.toBe(drawn([0, 1, 3, 9, 7, 2]));
  });
});
