import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changePainting, partsToTell, type ChangeScene } from '#lib/charts/group-change.ts';
import { paperLook } from '#lib/charts/look.ts';
import { shownChange } from '#lib/domain/workshop/floor.ts';
import { recorder, ruler, type Painted } from './recording.ts';

const sceneOf = (all: readonly (readonly [up: number, same: number, down: number])[]): ChangeScene => ({
  rows: all.map(([up, same, down], i) => ({ name: `Topic ${i + 1}`, change: shownChange({ up, same, down, noLevel: 0, noBefore: 0 }) })),
  words: { part: ({ count, of }) => `${count} ${of.join(' or ')}`, few: 'fewer than five' }
});

function painted(scene: ChangeScene, width: number) {
  const { pen, painted: all } = recorder();
  const { height, paint } = changePainting(scene)(ruler, width, paperLook(false));
  paint(pen);
  const texts = all.filter(({ kind }) => kind === 'text');
  const boxes = all.filter(({ kind }) => kind === 'fill');
  return { height, texts, boxes };
}
const wide = ({ box: [left, , right] }: Painted) => right - left;

describe('the picture of what changed', () => {
  test.each([
    ['over their parts', 460],
    ['within them', 900]
  ])('ten up are wider than nine, by one person, whatever room the words take: %s', (_, width) => {
    const { boxes, texts } = painted(
      sceneOf([
        [10, 4, 0],
        [9, 5, 0]
      ]),
      width
    );
    const [ten, four, nine, five] = boxes.map(wide) as [number, number, number, number];
    expect([ten / four, nine / five, ten / nine]).toEqual([10 / 4, 9 / 5, 10 / 9].map((one) => expect.closeTo(one, 1) as number));
    const heights = new Set(boxes.map(({ box: [, top, , bottom] }) => Math.round(bottom - top)));
    expect(heights.size).toBe(1);
    const [first] = boxes;
    const words = texts.find((one) => one.words === '10 up')!;
    expect(words.box[1] < first!.box[1]).toBe(width < 500);
  });

  test('each part is told in words of which none touches another or leaves the picture, for any group', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30)), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 440, max: 1200 }),
        (all, width) => {
          const scene = sceneOf(all);
          const { texts, boxes, height } = painted(scene, width);
          const parts = scene.rows.flatMap(({ change }) => (change ? partsToTell(change) : []));
          expect(boxes).toHaveLength(parts.length);
          for (const part of parts) expect(texts.map(({ words }) => words)).toContain(scene.words.part(part, 0));
          for (const { box } of [...texts, ...boxes]) {
            expect(Math.min(box[0], box[1])).toBeGreaterThanOrEqual(0);
            expect(box[2]).toBeLessThanOrEqual(width);
            expect(box[3]).toBeLessThanOrEqual(height);
          }
          texts.forEach((one, i) => {
            for (const other of texts.slice(i + 1))
              if (Math.abs(one.box[1] - other.box[1]) < 16)
                expect(one.box[2] < other.box[0] || other.box[2] < one.box[0], `${one.words}, ${other.words}`).toBe(true);
          });
        }
      )
    ));
});
