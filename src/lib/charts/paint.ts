/**
 * Draws the picture: four fields, each inside the next, and for every topic a trail from outside to where the person's work goes. One painter for
 * every pen: on a canvas Chart.js draws the trails, elsewhere `paintTrails` does.
 *
 * Lengths are in pixels; `s` is one pixel at a text size of 16 px, and everything grows with the text.
 */
import { LEVELS, type Level, type Reached } from '#lib/domain/model.ts';
import type { FieldRow, Lane } from './fields.ts';
import { balanced, fit, wrap, type Measure } from './layout.ts';
import type { Look } from './look.ts';
import { font, mirrored, type Painting, type Pen, type Ruler } from './pen.ts';
import { box, capsule, disc, fieldBox, flag, gate, joined, marker, stroke, unsure } from './signs.ts';

export interface Scene {
  readonly rows: readonly FieldRow[];
  /** Names of the levels; empty where a level has none, and its number stands alone. */
  readonly levels: Readonly<Record<Level, { readonly name: string; readonly short: string }>>;
  readonly words: {
    /** What the fields stand for. */
    readonly axis: string;
    readonly open: string;
    /** That a level is not part of the role, and that nothing is missing there. */
    readonly role: string;
    readonly complete: string;
  };
}

export interface Drawing {
  readonly scene: Scene;
  readonly look: Look;
}

/** A canvas to draw on, and to draw on again. */
export interface Drawn {
  /** @param width of the picture in pixels */
  update(drawing: Drawing, width: number): void;
  destroy(): void;
}

interface LanePlace {
  readonly lane: Lane;
  readonly y: number;
  /** The lane's word, line by line. */
  readonly word: readonly Line[];
}

interface Line {
  readonly text: string;
  readonly y: number;
  /** Where it begins, where that is not the picture's edge. */
  readonly x?: number;
}

interface RowPlace {
  readonly row: FieldRow;
  readonly top: number;
  readonly bottom: number;
  readonly name: readonly Line[];
  readonly lanes: readonly LanePlace[];
}

/** Where everything stands, in a picture that is read from the left. */
export interface Places {
  readonly s: number;
  readonly width: number;
  readonly height: number;
  readonly wide: boolean;
  /** Names stand above their lanes. */
  readonly narrow: boolean;
  readonly size: { readonly name: number; readonly word: number; readonly head: number };
  /** The left and right edges of a field, its top and bottom, and the radius of its corners. */
  readonly left: (level: Level) => number;
  readonly right: (level: Reached) => number;
  readonly top: (level: Level) => number;
  readonly bottom: (level: Level) => number;
  readonly corner: (level: Level) => number;
  /** Where a level's disc stands, and how large it is. */
  readonly spot: (level: Reached) => number;
  readonly radius: number;
  /** Names in the fields; `null` where there is room for numbers only. */
  readonly heads: Readonly<Record<Level, string>> | null;
  readonly line: number;
  readonly rows: readonly RowPlace[];
  /** Lines of text above the names of the topics, and beneath the fields. */
  readonly axis: readonly string[];
  readonly foot: readonly string[];
}

/**
 * Widths in pixels at a text size of 16 px: below the first room is scarce, from the second names stand beside the one lane of a topic, from the
 * third there is ample room.
 */
const TIGHT = 250;
const BESIDE = 310;
const WIDE = 560;

export function measureIn(pen: Ruler, name: string): Measure {
  return (text) => {
    pen.font = name;
    return pen.measureText(text).width;
  };
}

/** @param width of the picture */
export function placesOf(pen: Ruler, width: number, { scene, look }: Drawing): Places {
  const { rows } = scene;
  const s = look.text / 16;
  const wide = width / s >= WIDE;
  const size = wide ? { name: 16, word: 14, head: 14 } : { name: 13.5, word: 12.5, head: 12.5 };
  const measure = {
    name: measureIn(pen, font(look, size.name, 600)),
    word: measureIn(pen, font(look, size.word)),
    head: measureIn(pen, font(look, size.head, 600))
  };
  const lanes = rows.flatMap((row) => row.lanes);
  const many = rows.some((row) => row.lanes.length > 1);
  const narrow = width / s < (many ? TIGHT : BESIDE);

  // Names take what they need beside the lanes, and no more than a third.
  const names = Math.max(0, ...rows.flatMap((row) => [measure.name(row.name), ...row.lanes.map(({ word }) => measure.word(word))]));
  const label = narrow ? 0 : Math.min(names, width * (wide ? 0.34 : 0.3)) + (wide ? 14 : 6) * s;

  // Outside the fields: room for a 0, where there is one, and for the way from there.
  const tight = width / s < TIGHT;
  const radius = (tight ? 9 : many ? 10 : wide ? 14 : 11) * s;
  const outside = lanes.some(({ level }) => level === 0);
  const unsure = lanes.some(({ level, band }) => level !== null && band[0] === 0);
  const way = lanes.some(({ level, way }) => level === 0 && way);
  const air = (wide ? 10 : tight ? 1.5 : 4) * s;
  // A diamond is wider than a disc.
  const half = (lanes.some(({ kind }) => kind === 'back') ? 1.3 : 1) * radius + 1;
  const first = label + (outside || unsure ? 2 * half + air : 10 * s) + (way ? (wide ? 60 : 26) * s : 0);
  const zero = outside || unsure ? label + half : label + 5 * s;

  const pad = (wide ? 7 : tight ? 3 : 5) * s;
  const left = (level: Level) => first + (4 - level) * pad;
  const room = width - 1 - left(1);
  const edge = (wide ? 9 : 5) * s;
  const need = (head: string) => measure.head(head) + 2 * edge;
  const candidates = ([wide ? 'name' : 'short', 'short'] as const).map(
    (kind) => Object.fromEntries(LEVELS.map((level) => [level, `${level} ${scene.levels[level][kind]}`.trim()])) as Record<Level, string>
  );
  /** The innermost field is as wide as its name asks for, as long as the others have room for a disc, and a way where there may be one. */
  const least = 2 * radius + air + (many ? 4 : 16) * s;
  const innermost = (heads: Record<Level, string>) => Math.max(room / 4, Math.min(need(heads[1]), room - 3 * least));
  const edges = (one: number) => (level: Reached) => (level ? left(1) + one + ((level - 1) * (room - one)) / 3 : first);
  const named = LEVELS.some((level) => scene.levels[level].short);
  const heads =
    (named && candidates.find((heads) => LEVELS.every((l) => need(heads[l]) <= edges(innermost(heads))(l) - left(l) + 0.01))) || null;
  const right = edges(heads ? innermost(heads) : room / 4);
  const spot = (level: Reached) => (level ? (level === 1 ? left(1) : right((level - 1) as Level)) + radius + air : zero);

  // A strip for each name, or one line of numbers for all.
  const line = (wide ? 20 : 15) * s;
  const strip = heads ? line : pad;
  const top = (level: Level) => 1 + (4 - level) * strip;
  const underHeads = top(1) + line + (wide ? 4 : 1) * s;
  const axis = narrow ? null : wrap(scene.words.axis, label - 6 * s, Math.floor(underHeads / (15 * s)), measure.word);
  // The first name keeps its distance from what stands above it.
  const bodyTop = Math.max(underHeads, ((axis?.length ?? 0) * 16 + 6) * s);

  let y = bodyTop;
  const placed = rows.map((row): RowPlace => {
    const place = narrow || many ? stacked : beside;
    const made = place(row, y);
    y = made.bottom;
    return made;
  });
  const bottom = (level: Level) => y + (wide ? 4 : 2) * s + level * pad * (wide ? 1 : 0.8);
  const foot =
    named && !heads
      ? (wrap(
          LEVELS.map((level) => `${level}\u00a0${scene.levels[level].short.replaceAll(' ', '\u00a0')}`).join(' · '),
          width,
          9,
          measure.word
        ) ?? [])
      : [];
  const height = Math.ceil(bottom(4) + 1 + (foot.length ? (foot.length * 16 + 6) * s : 0));

  return {
    ...{ s, width, height, wide, narrow, size, left, right, top, bottom, spot, radius, heads, line, rows: placed, foot },
    axis: axis ?? [],
    corner: (level) => (wide ? 5 : 4) * s + level * pad * 0.75
  };

  /** Name and level in two or more lines beside the one lane. */
  function beside(row: FieldRow, top: number): RowPlace {
    const lane = row.lanes[0]!;
    const [leading, small] = [(wide ? 20 : 15.5) * s, (wide ? 19 : 14.5) * s];
    const name = fit(row.name, label - 4 * s, 3, measure.name);
    const word = lane.word ? fit(lane.word, label - 4 * s, 2, measure.word) : [];
    const text = name.length * leading + word.length * small;
    const tall = Math.max((wide ? 64 : 31) * s, text + (wide ? 12 : 0) * s);
    const begin = top + (tall - text) / 2;
    const under = begin + name.length * leading;
    return {
      ...{ row, top, bottom: top + tall, name: lines(name, begin, leading) },
      lanes: [{ lane, y: top + tall / 2, word: lines(word, under, small) }]
    };
  }

  /** The name above the lanes; each lane's word beside it, or above it too where it is narrow. */
  function stacked(row: FieldRow, top: number): RowPlace {
    const [leading, small] = [(wide ? 22 : 18) * s, (wide ? 17 : 14) * s];
    const name = fit(row.name, narrow ? width : first - 6 * s, 3, measure.name);
    const single = row.lanes.length === 1 && name.length === 1 ? row.lanes[0]!.word : '';
    const inline = narrow && single !== '' && measure.name(row.name) + measure.word(single) + 16 * s <= width;
    const begin = top + 3 * s;
    let y = begin + name.length * leading;
    const lanes = row.lanes.map((lane): LanePlace => {
      const word = inline ? [] : lane.word ? fit(lane.word, narrow ? width : label - 4 * s, 2, measure.word) : [];
      const above = narrow ? word.length * small : 0;
      const tall = above + Math.max((wide ? 28 : 24) * s, narrow ? 0 : word.length * small + 4 * s);
      const from = narrow ? y : y + (tall - word.length * small) / 2;
      const middle = y + (above + tall) / 2;
      y += tall;
      return {
        lane,
        y: middle,
        word: inline ? [{ text: single, y: begin + leading / 2, x: measure.name(row.name) + 8 * s }] : lines(word, from, small)
      };
    });
    return { row, top, bottom: y + (many ? 5 : 0) * s, name: lines(name, begin, leading), lanes };
  }
}

const lines = (texts: readonly string[], top: number, leading: number): Line[] =>
  texts.map((text, i) => ({ text, y: top + (i + 0.5) * leading }));

/** The pen as the page is read: from the left, or from the right. */
function facing(pen: Pen, { width }: Places, look: Look): Pen {
  pen.direction = look.mirrored ? 'rtl' : 'ltr';
  return look.mirrored ? mirrored(pen, width) : pen;
}

export interface Trail {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly thick: number;
  readonly colour: string;
}

/** The trails: from outside the fields to where each lane stands, the latest last; none for a 0, and none where no level can be told. */
export function trailsOf({ rows, spot, s }: Places, look: Look): Trail[] {
  const trails = rows.flatMap(({ lanes }) =>
    lanes.flatMap(({ lane: { level, kind }, y }) =>
      level ? [{ from: spot(0), to: spot(level), y, thick: (kind === 'now' ? 7 : 3) * s, colour: look.levels[level]! }] : []
    )
  );
  return trails.sort((a, b) => a.thick - b.thick);
}

/** Size and weight of a text. */
type Type = [size: number, weight: number];

/** What lies under the trails: fields, names, what is not part of the role. */
export function paintGround(bare: Pen, places: Places, { scene, look }: Drawing): void {
  const pen = facing(bare, places, look);
  const { s, size, narrow } = places;
  const say = (text: string, x: number, y: number, type: Type, colour: string, align: 'left' | 'right' | 'center' = 'left') => {
    pen.font = font(look, ...type);
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.textBaseline = 'middle';
    pen.fillText(text, x, y);
  };
  for (const level of [4, 3, 2, 1] as const) {
    const [x, y, r, b, round] = [places.left(level), places.top(level), places.right(level), places.bottom(level), places.corner(level)];
    fieldBox(pen, { x, y, right: r, bottom: b }, round, look.field, look.levels[level]!, 1.25 * s);
  }
  for (const level of LEVELS) {
    const { heads, line } = places;
    if (heads)
      say(
        heads[level],
        places.right(level) - 0.45 * places.corner(level) - 4 * s,
        places.top(level) + line / 2 + s,
        [size.head, 600],
        look.ink,
        'right'
      );
    else say(String(level), places.spot(level), places.top(1) + line / 2, [size.head, 600], look.ink, 'center');
  }
  places.axis.forEach((text, i) => say(text, 0, (i + 0.5) * 16 * s + s, [size.word, 400], look.soft));
  veils(pen, places, { scene, look });
  const { width } = places;
  const measure = (text: string, type: Type) => measureIn(pen, font(look, ...type))(text);
  const bold: Type = [size.name, 600];
  const plain: Type = [size.word, 400];
  for (const { row, name, lanes } of places.rows) {
    for (const { text, y } of name) {
      if (narrow) box(pen, 0, y - 9 * s, Math.min(width, measure(text, bold) + 5 * s), 18 * s, look.veil);
      say(text, 0, y, bold, look.ink);
    }
    for (const { lane, y, word } of lanes) {
      for (const { text, x = 0, y } of word) {
        if (narrow) box(pen, x, y - 8 * s, Math.min(width - x, measure(text, plain) + 5 * s), 16 * s, look.veil);
        say(text, x, y, plain, look.soft);
      }
      if (lane.level !== null || (row.lanes.length === 1 && lane.reason === 'not-applicable')) continue;
      const x = places.left(1) + 6 * s;
      const [text] = fit(lane.reason === 'open' ? scene.words.open : scene.words.role, width - x - 6 * s, 1, (text) =>
        measure(text, plain)
      );
      box(pen, x - 4 * s, y - 9 * s, measure(text!, plain) + 8 * s, 18 * s, look.veil);
      say(text!, x, y, plain, look.ink);
    }
  }
  places.foot.forEach((text, i) => say(text, 0, places.bottom(4) + (6 + 16 * (i + 0.5)) * s, plain, look.soft));
}

/** What is not part of the role: a hatched veil over neighbouring levels and rows, with its words once. */
function veils(pen: Pen, places: Places, { scene, look }: Drawing): void {
  const { s, size, rows } = places;
  const runs = rows.map(({ row }) => runsOf(row.outOfRole));
  const has = (i: number, [from, to]: readonly [Level, Level]) => runs[i]?.some(([f, t]) => f === from && t === to) ?? false;
  runs.forEach((list, i) =>
    list.forEach((run) => {
      if (has(i - 1, run)) return;
      let end = i;
      while (has(end + 1, run)) end++;
      const [from, to] = run;
      const x = (from === 1 ? places.left(1) : places.right((from - 1) as Level)) + 2 * s;
      const w = places.right(to) - 2 * s - x;
      const y = rows[i]!.top + 2 * s;
      const h = rows[end]!.bottom - 2 * s - y;
      box(pen, x, y, w, h, look.veil);
      for (let d = 9 * s; d < w + h; d += 9 * s)
        stroke(pen, [x + Math.max(0, d - h), y + Math.min(d, h)], [x + Math.min(d, w), y + Math.max(0, d - w)], look.soft, 0.6 * s);
      const measure = measureIn(pen, font(look, size.word));
      const leading = (size.word + 3.5) * s;
      const most = Math.floor((h - 4 * s) / leading);
      const inner = w - 12 * s;
      const [role, complete] = [balanced(scene.words.role, inner, most, measure), balanced(scene.words.complete, inner, most, measure)];
      const lines = role && complete && role.length + complete.length <= most ? [...role, ...complete] : role;
      if (!lines) return;
      const widest = Math.max(...lines.map(measure));
      const middle = x + w / 2;
      box(
        pen,
        middle - widest / 2 - 5 * s,
        y + h / 2 - (lines.length * leading) / 2 - 2 * s,
        widest + 10 * s,
        lines.length * leading + 4 * s,
        look.card
      );
      pen.font = font(look, size.word);
      pen.fillStyle = look.ink;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      lines.forEach((text, n) => pen.fillText(text, middle, y + h / 2 + (n - (lines.length - 1) / 2) * leading));
    })
  );
}

/** @returns neighbouring levels as their first and last */
function runsOf(levels: readonly Level[]): (readonly [Level, Level])[] {
  return LEVELS.flatMap((from) => {
    if (!levels.includes(from) || levels.includes((from - 1) as Level)) return [];
    const to = LEVELS.find((level) => level >= from && !levels.includes((level + 1) as Level))!;
    return [[from, to] as const];
  });
}

function paintTrails(bare: Pen, places: Places, { look }: Drawing): void {
  const pen = facing(bare, places, look);
  for (const { from, to, y, thick, colour } of trailsOf(places, look)) box(pen, from, y - thick / 2, to - from, thick, colour);
}

/** What lies on the trails; each has a shape of its own, and none reaches into a field where it does not belong. */
export function paintMarks(bare: Pen, places: Places, { look }: Drawing): void {
  const pen = facing(bare, places, look);
  const { s, spot, right, radius } = places;
  for (const { lanes } of places.rows) {
    // From one date to the next: a look back is none, and nothing goes over a date on which no level could be told, or other questions were asked.
    const dates = lanes.filter(({ lane }) => lane.kind !== 'back');
    dates.slice(1).forEach(({ lane, y }, i) => {
      const before = dates[i]!;
      if (lane.level !== null && before.lane.level !== null && !lane.apart)
        joined(pen, [spot(before.lane.level), before.y], [spot(lane.level), y], radius, look);
    });
    for (const { lane, y } of lanes) {
      const { level, way, band, target, kind } = lane;
      if (level === null) continue;
      const [x, fence] = [spot(level), right(level)];
      if (level) disc(pen, spot(0), y, (kind === 'now' ? 5 : 3) * s, look.levels[level]!);
      const from = x + radius + 2.5 * s;
      // Where it could be as well: never joined to the level, so that nobody takes it for a stretch of the way.
      for (const other of [0, ...LEVELS] as const)
        if (other >= band[0] && other <= band[1] && other !== level)
          unsure(pen, spot(other) + (way?.gate && other === level + 1 ? 5 * s : 0), y, Math.min(radius * 0.8, 9 * s), look);
      // Too short to show a share, it would be one more dot.
      const to = fence - (way?.gate ? 10 : 4) * s;
      if (way && to - from >= 12 * s) capsule(pen, from, to, y, way.share, look.levels[level]!, look);
      if (way?.gate) gate(pen, fence, y, look);
      if (target) flag(pen, flagAt(places, target), y - (target === level && way ? 4 : 0) * s, look);
      marker(pen, x, y, kind, level, look, radius);
    }
  }
}

/** Well inside its field: right of where a disc stands, left of the edge. */
function flagAt({ spot, right, radius, s }: Places, target: Level): number {
  const from = spot(target) + radius;
  return Math.min(from + (right(target) - from) * 0.4, right(target) - 12 * s);
}

/** Ground, trails and marks, one on the other. */
export function paint(pen: Pen, places: Places, drawing: Drawing): void {
  paintGround(pen, places, drawing);
  paintTrails(pen, places, drawing);
  paintMarks(pen, places, drawing);
}

/** @returns what draws the picture, at any width */
export const fieldsPainting =
  (scene: Scene): Painting =>
  (ruler, width, look) => {
    const drawing = { scene, look };
    const places = placesOf(ruler, width, drawing);
    return { height: places.height, paint: (pen) => paint(pen, places, drawing) };
  };
