import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawFields } from '#lib/charts/chart.ts';
import { paperLook, type Look } from '#lib/charts/look.ts';
import { paint, placesOf, trailsOf, type Scene } from '#lib/charts/paint.ts';
import { SvgPen } from '#lib/charts/svg.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { times } from '../support/scale.ts';
import { recorder, ruler, type Painted } from './recording.ts';
import { anyScene, history, laneAt, result, rowOf, sceneOf, way } from './scenes.ts';

const look = (mirrored = false, text = 16): Look => ({ ...paperLook(mirrored), text });

function onCanvas(scene: Scene, width: number, own = look()): Painted[] {
  const { pen, painted } = recorder();
  // Without a page around it, the library draws on whatever has the shape of a canvas.
  const canvas = { width: 0, height: 0, style: {}, getContext: () => pen } as unknown as HTMLCanvasElement;
  Object.assign(pen, { canvas });
  const chart = drawFields(canvas);
  chart.update({ scene, look: own }, width);
  painted.length = 0;
  chart.update({ scene, look: own }, width);
  chart.destroy();
  return painted;
}

/** What an SVG shows, read from its own text. */
function onSvg(scene: Scene, width: number, own = look()): Painted[] {
  const pen = new SvgPen(ruler);
  const drawing = { scene, look: own };
  const places = placesOf(ruler, width, drawing);
  paint(pen, places, drawing);
  const of = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '';
  return [...pen.inline(width, places.height).matchAll(/<path [^>]*>|<text [^>]*>[^<]*/g)].map(([tag]): Painted => {
    /** As CSS writes it: SVG has an opacity of its own. */
    const colourOf = (name: 'fill' | 'stroke') => {
      const [colour, share] = [of(tag, name), of(tag, `${name}-opacity`)];
      const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
      return share ? `rgb(${parts.join(' ')} / ${share})` : colour;
    };
    const fill = colourOf('fill');
    if (tag.startsWith('<text')) {
      const [x, y, size] = [Number(of(tag, 'x')), Number(of(tag, 'y')), Number(of(tag, 'font-size'))];
      const words = tag.slice(tag.indexOf('>') + 1);
      const long = (words.length * size) / 2;
      const ends = of(tag, 'direction') === 'rtl' ? { start: 1, end: 0 } : { start: 0, end: 1 };
      const left = x - long * { ...ends, middle: 0.5 }[of(tag, 'text-anchor') as 'middle'];
      const middle = y - 0.35 * size;
      return { kind: 'text', box: [left, middle, left + long, middle], colour: fill, words, radius: null, width: 0 };
    }
    const path = of(tag, 'd');
    const arcs = [...path.matchAll(/A([\d.]+) [\d.]+ 0 \d \d ([-\d.]+) ([-\d.]+)/g)];
    const bare = path.replace(/A[\d.]+ [\d.]+ 0 \d \d/g, 'L');
    const at = [...bare.matchAll(/[ML] ?([-\d.]+) ([-\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    const whole = arcs.length === 2 && /^M[^L]*A[^L]*A[^L]*$/.test(path);
    const [xs, ys] = [at.map(([x]) => x), at.map(([, y]) => y)];
    const r = whole ? Number(arcs[0]![1]) : 0;
    const middleY = ys[0]!;
    const box = whole
      ? ([Math.min(...xs), middleY - r, Math.max(...xs), middleY + r] as const)
      : ([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const);
    const stroke = colourOf('stroke');
    return {
      kind: stroke ? 'stroke' : 'fill',
      box,
      colour: stroke || fill,
      words: '',
      radius: whole ? r : null,
      width: Number(of(tag, 'stroke-width'))
    };
  });
}

describe('the canvas by Chart.js and the SVG show the same', () => {
  test.each([
    ['a result', result, 700, false],
    ['a result on a phone', result, 358, false],
    ['a result on a narrow phone', result, 288, false],
    ['a history', history, 700, false],
    ['a result read from the right', result, 700, true],
    ['levels without names', sceneOf(result.rows, false), 358, false]
  ] as const)('%s', (_, scene, width, mirrored) => {
    const canvas = onCanvas(scene, width, look(mirrored));
    const svg = onSvg(scene, width, look(mirrored));
    const plain = ({ kind, box, colour, words, radius, width }: Painted) => ({
      ...{ kind, colour, words },
      ...{ box: box.map((edge) => Math.round(edge)), radius: radius && Math.round(radius), width: Math.round(width * 10) / 10 }
    });
    expect(svg.length).toBeGreaterThan(40);
    expect(canvas.map(({ kind, words }) => `${kind} ${words}`)).toEqual(svg.map(({ kind, words }) => `${kind} ${words}`));
    canvas.map(plain).forEach((mark, i) => {
      const other = plain(svg[i]!);
      expect({ ...other, box: null }, `mark ${i}`).toEqual({ ...mark, box: null });
      mark.box.forEach((edge, n) =>
        expect(Math.abs(edge - other.box[n]!), `mark ${i} ${JSON.stringify([mark, other])}`).toBeLessThanOrEqual(1)
      );
    });
  });
});

describe('whatever the picture, its width and the size of its text', () => {
  const sizes = fc.record({ scene: anyScene, width: fc.integer({ min: 288, max: 1000 }), text: fc.constantFrom(16, 24, 32) });

  test('a topic stands in a field, never on its edge; its way ends within the field, and all fields lie in each other', () =>
    fc.assert(
      fc.property(sizes, ({ scene, width, text }) => {
        if (width / (text / 16) < 170) return;
        const own = look(false, text);
        const places = placesOf(ruler, width, { scene, look: own });
        const s = text / 16;
        for (const level of LEVELS) {
          const from = level === 1 ? places.left(1) : places.right((level - 1) as 1);
          expect(places.spot(level) - places.radius).toBeGreaterThan(from);
          expect(places.spot(level) + places.radius).toBeLessThan(places.right(level) - 4 * s);
          if (level === 4) continue;
          const outer = (level + 1) as 2;
          expect(places.left(outer)).toBeLessThan(places.left(level));
          expect(places.right(outer)).toBeGreaterThan(places.right(level));
          expect(places.top(outer)).toBeLessThan(places.top(level));
          expect(places.bottom(outer)).toBeGreaterThan(places.bottom(level));
        }
        expect(places.spot(0)).toBeLessThan(places.left(4));
        expect(places.right(4)).toBeLessThanOrEqual(width);
        for (const { from, to } of trailsOf(places, own)) expect(to).toBeGreaterThan(from);
      }),
      times(60)
    ));

  test('nothing is painted outside of it, no text is under 12 px, and each topic and its number are there', () =>
    fc.assert(
      fc.property(sizes, fc.boolean(), ({ scene, width, text }, mirrored) => {
        if (width / (text / 16) < 170) return;
        const { pen, painted } = recorder();
        const drawing = { scene, look: look(mirrored, text) };
        const places = placesOf(pen, width, drawing);
        paint(pen, places, drawing);
        const out = painted.filter(({ box: [left, top, right, bottom], kind }) => {
          const slack = kind === 'text' ? 2 + width * 0.02 : 2;
          return left < -slack || right > width + slack || top < -slack || bottom > places.height + slack;
        });
        expect(out).toEqual([]);
        const texts = painted.filter(({ kind }) => kind === 'text').map(({ words }) => words);
        const told = scene.rows.flatMap(({ lanes }) => lanes.flatMap(({ level }) => (level === null ? [] : [String(level)])));
        // The fields have numbers of their own where there is no room for names.
        for (const level of [0, 1, 2, 3, 4]) {
          const asked = told.filter((one) => one === String(level)).length;
          expect(texts.filter((one) => one === String(level)).length).toBeGreaterThanOrEqual(asked);
        }
        expect(texts.length).toBeGreaterThanOrEqual(told.length + scene.rows.length + 4);
      }),
      times(60)
    ));
});

describe('what it says', () => {
  const painted = (scene: Scene, width = 700) => onSvg(scene, width);
  const texts = (scene: Scene, width = 700) => painted(scene, width).flatMap(({ words }) => words || []);
  const { you, levels, card } = look();

  test('a target is a flag in its field, and no flag stands where nobody set one', () => {
    const one = (target: 3 | null) => sceneOf([rowOf('Writing', [laneAt(2, { target })])]);
    const places = placesOf(ruler, 700, { scene: one(3), look: look() });
    const flag = painted(one(3)).filter(({ colour }) => colour === you);
    expect(flag).toHaveLength(2);
    for (const { box } of flag) {
      expect(box[0]).toBeGreaterThan(places.right(2) + 10);
      expect(box[2]).toBeLessThan(places.right(3) - 10);
    }
    expect(painted(one(null)).filter(({ colour }) => colour === you)).toEqual([]);
  });

  test('a missing safety point is a lock on the edge of the field, before which the way is not full', () => {
    const scene = sceneOf([rowOf('Privacy', [laneAt(1, { way: way(0.9, true) })])]);
    const fence = placesOf(ruler, 700, { scene, look: look() }).right(1);
    const marks = painted(scene);
    const lock = marks.find(({ colour, kind }) => colour === you && kind === 'fill')!;
    expect((lock.box[0] + lock.box[2]) / 2).toBeCloseTo(fence, 0);
    // The trail, then the marks: the empty way in the card's colour, and what is done of it.
    const done = marks.findLast(({ colour, kind, radius }) => colour === levels[1] && kind === 'fill' && radius === null)!;
    const empty = marks.find(({ colour, kind, box }) => colour === card && kind === 'fill' && box[0] === done.box[0])!;
    expect(done.box[2]).toBeLessThan(empty.box[2] - 5);
    expect(empty.box[2]).toBeLessThan(lock.box[0]);
  });

  test('dates are joined by dots, but for a look back, and where no level was told or other questions were asked', () => {
    const joints = (scene: Scene) => {
      const pen = new SvgPen(ruler);
      const drawing = { scene, look: look() };
      const places = placesOf(ruler, 358, drawing);
      paint(pen, places, drawing);
      return pen.inline(358, places.height).split('stroke-dasharray="1.5 3.5"').length - 1;
    };
    const lanes = (last: Parameters<typeof laneAt>, middle: Parameters<typeof laneAt> = [1, { kind: 'before' }]) =>
      sceneOf([rowOf('Writing', [laneAt(0, { kind: 'before' }), laneAt(...middle), laneAt(...last)])]);
    expect(joints(history)).toBe(2);
    expect(joints(lanes([2]))).toBe(2);
    expect(joints(lanes([2, { apart: true }]))).toBe(1);
    expect(joints(lanes([2], [null, { kind: 'before' }]))).toBe(0);
  });

  test('what could also be asks, in a dashed ring of its own, and is joined to nothing', () => {
    const unsure = texts(sceneOf([rowOf('Discussion', [laneAt(1, { band: [0, 3] })])])).filter((words) => words === '?');
    expect(unsure).toHaveLength(3);
  });

  test('what is not part of the job is said once for neighbouring rows, with its words', () => {
    const rows = ['Information', 'Writing', 'Privacy'].map((name, i) => rowOf(name, [laneAt(2, { stops: 'role' })], i < 2 ? [3, 4] : [4]));
    const said = texts(sceneOf(rows), 900).filter((words) => /not part of my job/.test(words));
    expect(said).toHaveLength(2);
    expect(texts(sceneOf(rows.slice(0, 2)), 900)).toContain('nothing is missing here');
  });

  test('an unanswered topic is said in words, and has no trail and no disc', () => {
    const scene = sceneOf([rowOf('Presence', [laneAt(null)])]);
    expect(texts(scene)).toContain('not answered yet');
    expect(trailsOf(placesOf(ruler, 700, { scene, look: look() }), look())).toEqual([]);
    expect(painted(scene).filter(({ radius }) => radius !== null)).toEqual([]);
  });

  test('a 0 stands outside all fields', () => {
    const scene = sceneOf([rowOf('Presence', [laneAt(0, { way: way(0.5) })])]);
    const places = placesOf(ruler, 358, { scene, look: look() });
    expect(places.spot(0) + places.radius).toBeLessThan(places.left(4));
  });

  test('fields without names have their numbers; short names stand on a phone, full ones where there is room', () => {
    const rows = [rowOf('Writing', [laneAt(2)])];
    expect(texts(sceneOf(rows, false), 358)).toEqual(expect.arrayContaining(['1', '2', '3', '4']));
    expect(texts(sceneOf(rows), 358)).toContain('2 One-to-one');
    expect(texts(sceneOf(rows), 900)).toContain('2 One-to-one communication');
  });

  test('five topics take 245 px on a phone, one topic 125, and three dates of five topics 640', () => {
    const five = ['Information', 'Writing', 'Privacy', 'Discussion', 'Presence'];
    const height = (scene: Scene) => placesOf(ruler, 358, { scene, look: look() }).height;
    expect(height(sceneOf(five.map((name) => rowOf(name, [laneAt(1, { way: way(0.5) })]))))).toBeLessThanOrEqual(245);
    expect(height(sceneOf([rowOf('Writing', [laneAt(1)])]))).toBeLessThanOrEqual(125);
    const dates = ['12 Feb 2026', '10 Jun 2026', '28 Nov 2026'].map((word, i) => laneAt(1, { kind: i < 2 ? 'before' : 'now', word }));
    expect(height(sceneOf(five.map((name) => rowOf(name, dates))))).toBeLessThanOrEqual(640);
  });
});
