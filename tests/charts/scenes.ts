/** Pictures with all that can stand in them. */
import * as fc from 'fast-check';
import type { FieldRow, Lane } from '#lib/charts/fields.ts';
import type { Scene } from '#lib/charts/paint.ts';
import { LEVELS, type Level, type Reached } from '#lib/domain/model.ts';

const NAMES = ['Delivering information', 'One-to-one communication', 'Collaborative career exploration', 'Co-careering'];
const SHORTS = ['Inform', 'One-to-one', 'Explore', 'Co-career'];
const levels = (named: boolean) =>
  Object.fromEntries(
    LEVELS.map((level, i) => [level, named ? { name: NAMES[i]!, short: SHORTS[i]! } : { name: '', short: '' }])
  ) as Scene['levels'];
const words = { axis: 'How far my work goes', open: 'not answered yet', role: 'not part of my job', complete: 'nothing is missing here' };

export const laneAt = (level: Reached | null, more: Partial<Lane> = {}): Lane => ({
  ...{ kind: 'now', word: level === null ? '' : `Level ${level}`, level, reason: level === null ? 'open' : null },
  ...{ way: null, stops: null, band: [level ?? 0, level ?? 0], target: null },
  ...more
});
export const rowOf = (name: string, lanes: readonly Lane[], outOfRole: readonly Level[] = []): FieldRow => ({
  ...{ competency: name, name, lanes, outOfRole }
});
export const sceneOf = (rows: readonly FieldRow[], named = true): Scene => ({ rows, levels: levels(named), words });

export const way = (share: number, gate = false) => ({ share, gate, points: 7, need: 9 });
/** Five topics, with every sign that a result has. */
export const result = sceneOf([
  rowOf('Information', [laneAt(2, { way: way(0.3), target: 3 })]),
  rowOf('Writing', [laneAt(2, { stops: 'role' })], [3, 4]),
  rowOf('Privacy', [laneAt(1, { way: way(0.9, true), target: 1 })]),
  rowOf('Discussion', [laneAt(1, { way: way(0.7), band: [0, 3] })]),
  rowOf('Presence', [laneAt(null)])
]);
/** Two dates with a look back between. */
export const history = sceneOf(
  ['Information', 'Writing'].map((name) =>
    rowOf(name, [
      laneAt(1, { kind: 'before', word: '12 Feb 2026' }),
      laneAt(0, { kind: 'back', word: 'As I see it today' }),
      laneAt(2, { word: '28 Nov 2026', band: [1, 2] })
    ])
  )
);

const reached = fc.constantFrom<Reached>(0, 1, 2, 3, 4);
const anyLane = (kind: Lane['kind']) =>
  fc
    .record({
      level: fc.option(reached, { freq: 8 }),
      low: reached,
      high: reached,
      target: fc.option(reached),
      share: fc.integer({ min: 0, max: 9 }),
      gate: fc.boolean(),
      goes: fc.boolean()
    })
    .map(({ level, low, high, target, share, gate, goes }) =>
      laneAt(level, {
        kind,
        target,
        band: [Math.min(low, level ?? 0) as Reached, Math.max(high, level ?? 0) as Reached],
        way: goes && level !== null && level < 4 ? way(share / 10, gate) : null
      })
    );
const anyName = fc.constantFrom('Writing', 'Finding and evaluating information', 'Moderating-difficult-discussions', 'AI');
/** Whatever picture there may be: up to six topics, one to three lanes, levels out of the role, with the model's names or without. */
export const anyScene: fc.Arbitrary<Scene> = fc
  .record({ kinds: fc.constantFrom<Lane['kind'][]>(['now'], ['before', 'now'], ['before', 'back', 'now']), named: fc.boolean() })
  .chain(({ kinds, named }) =>
    fc.array(fc.tuple(anyName, fc.tuple(...kinds.map(anyLane)), fc.subarray([...LEVELS])), { minLength: 1, maxLength: 6 }).map((rows) =>
      sceneOf(
        rows.map(([name, lanes, out], i) => ({ ...rowOf(name, lanes, out), competency: `${i}` })),
        named
      )
    )
  );
