/**
 * Draws the picture of a group: the same fields as a person's, with one dot for each person. It takes what the floor lets through and nothing
 * else: bars of none, or of three and more; joined ones stand in a dashed box over their levels.
 *
 * Lengths are in pixels; `s` is one pixel at a text size of 16 px, and everything grows with the text.
 */
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { Bar, GroupLevel, Histogram, Shown, Span } from '#lib/domain/workshop/floor.ts';
import { wrap } from './layout.ts';
import type { Look } from './look.ts';
import { measureIn } from './paint.ts';
import { font, mirrored, type Painting, type Pen, type Ruler } from './pen.ts';
import { box, dashedBox, disc, fieldBox, stroke } from './signs.ts';

export interface GroupRow {
  readonly name: string;
  readonly levels: Shown<Histogram>;
}

export interface GroupScene {
  /** One topic is drawn large, with shares and the middle in words. */
  readonly rows: readonly GroupRow[];
  /** What stands over each column; -1 is where no level is told. Empty where a level has no name. */
  readonly names: Readonly<Record<GroupLevel, string>>;
  readonly words: {
    /** Of joined bars, such as "2 to 4". */
    readonly span: (levels: Span) => string;
    readonly middle: string;
    /** What the shares say: at this level or broader. */
    readonly onwards: string;
    readonly share: (count: number, of: number) => string;
  };
}

interface GroupDrawing {
  readonly scene: GroupScene;
  readonly look: Look;
}

interface RowPlace {
  readonly row: GroupRow;
  readonly name: readonly string[];
  readonly top: number;
  readonly bottom: number;
}

/** Where everything stands, in a picture that is read from the left. */
interface GroupPlaces {
  readonly s: number;
  readonly width: number;
  readonly height: number;
  readonly large: boolean;
  readonly columns: readonly GroupLevel[];
  readonly left: (level: GroupLevel) => number;
  readonly right: (level: GroupLevel) => number;
  readonly headSize: number;
  readonly heads: Readonly<Partial<Record<GroupLevel, readonly string[]>>>;
  readonly headTop: number;
  readonly rows: readonly RowPlace[];
  readonly bottom: number;
  /** From one dot to the next. */
  readonly pitch: number;
  readonly onwards: readonly string[];
  /** Whether the shares stand on the line of their words. */
  readonly beside: boolean;
}

/** Sizes of text at a text size of 16 px: nothing on a projector is smaller than its text. */
const SIZE = { number: 19, word: 16, small: 13, count: 21, large: 34 } as const;
/** Sizes that the names over the columns may have, where the larger do not fit. */
const HEADS = [16, 14, 12.5] as const;
const LEADING = 1.2;
const SPACED = 1.3;
const ALL: readonly GroupLevel[] = [-1, 0, ...LEVELS];

/** Shares that say something: not of everybody, and not of nobody. */
export const tellingShares = ({ shares }: Histogram) => shares.filter(({ count, of }) => count > 0 && count < of);

const barsOf = ({ levels }: GroupRow): readonly Bar[] => levels.bins.filter(({ count }) => count > 0);

/** @param width of the picture */
function groupPlaces(pen: Ruler, width: number, { scene, look }: GroupDrawing): GroupPlaces {
  const { rows, names, words } = scene;
  const s = look.text / 16;
  const large = rows.length === 1;
  const measure = (size: number, weight = 400) => measureIn(pen, font(look, size, weight));
  // The column for no level is there where somebody could stand in it.
  const columns = ALL.filter((level) => level >= 0 || rows.some((row) => barsOf(row)[0]!.levels[0] === -1));
  const pad = 6 * s;

  const topic = measure(SIZE.word, 600);
  const label = large ? 0 : Math.min(Math.max(...rows.map(({ name }) => topic(name))), width * 0.2) + 10 * s;
  const room = width - label - 2 * s;
  const { headSize, needs } = fitting();
  // What is left over goes to all alike.
  const more = (room - columns.reduce<number>((sum, level) => sum + needs[level]!, 0)) / columns.length;
  const edges = columns.reduce<number[]>((all, level) => [...all, all.at(-1)! + needs[level]! + more], [label]);
  const at = (level: GroupLevel) => Math.max(0, columns.indexOf(level));
  const left = (level: GroupLevel) => edges[at(level)]!;
  const right = (level: GroupLevel) => edges[at(level) + 1]!;

  const heads = Object.fromEntries(
    columns.map((level) => [level, wrap(names[level], right(level) - left(level) - pad, 3, measure(headSize)) ?? [names[level]]])
  ) as GroupPlaces['heads'];
  const lines = Math.max(...columns.map((level) => (names[level] ? heads[level]!.length : 0)));
  const headTop = 8 * s;
  const bodyTop = headTop + (SIZE.number * LEADING + lines * headSize * LEADING + 6) * s;

  const tall = (large ? 104 : 56) * s;
  const placed = rows.map((row, i): RowPlace => {
    const top = bodyTop + i * tall;
    return { row, top, bottom: top + tall, name: large ? [] : (wrap(row.name, label - 8 * s, 2, topic) ?? [row.name]) };
  });
  const bottom = bodyTop + rows.length * tall;
  const onwards =
    large && tellingShares(rows[0]!.levels).length ? (wrap(words.onwards, width, 2, measure(SIZE.word)) ?? [words.onwards]) : [];
  // Beneath the fields: the middle, and a line of shares under its words.
  const beside = onwards.length === 1 && measure(SIZE.word)(onwards[0]!) + 8 * s <= left(tellingShares(rows[0]!.levels)[0]!.atLeast);
  const shares = onwards.length ? onwards.length + (beside ? 0 : 1) : 0;
  const under = large ? (SIZE.word * LEADING + 12 + shares * SIZE.word * SPACED + 4) * s : 10 * s;
  const places = { beside, s, width, large, columns, left, right, headSize, heads, headTop, rows: placed, bottom, onwards };
  return { ...places, height: Math.ceil(bottom + under), pitch: pitch() };

  /** The largest names that leave each column what it needs: for its longest word, and for a count with a few dots. */
  function fitting() {
    const least = (large ? 62 : 60) * s;
    // A share stands beneath its column, and the next one beneath the next.
    const told = large ? tellingShares(rows[0]!.levels) : [];
    const figure = measure(SIZE.word, 600);
    const shareIn = (level: GroupLevel) => {
      const share = told.find(({ atLeast }) => atLeast === level);
      return share ? figure(words.share(share.count, share.of)) + 12 * s : 0;
    };
    // A joined bar has its count and its levels on one line.
    const joined = (large ? barsOf(rows[0]!) : []).filter(isJoined).map(({ levels, count }) => ({
      within: columns.filter((level) => levels[0] <= level && level <= levels[1]),
      least: measure(SIZE.large, 700)(String(count)) + measure(SIZE.word)(words.span(levels)) + 44 * s
    }));
    const needed = (size: number) => {
      const head = measure(size);
      return new Map(
        columns.map((level) => [
          level,
          Math.max(least, shareIn(level), ...names[level].split(/(?<=-)| /).map((word) => head(word) + 2 * pad + 4 * s))
        ])
      );
    };
    const sum = (all: ReadonlyMap<GroupLevel, number>) => [...all.values()].reduce((total, one) => total + one, 0);
    // A little less than they ask for still leaves white between them.
    const headSize = HEADS.find((size) => sum(needed(size)) <= room * 1.08) ?? HEADS.at(-1)!;
    const needs = needed(headSize);
    // What joined bars lack, the others give up of their room.
    for (const { within, least } of joined) {
      const lacks = least - within.reduce<number>((total, level) => total + needs.get(level)!, 0);
      if (lacks > 0) for (const level of within) needs.set(level, needs.get(level)! + lacks / within.length);
    }
    const scale = Math.min(1, room / sum(needs));
    return {
      headSize,
      needs: Object.fromEntries(columns.map((level) => [level, needs.get(level)! * scale])) as Record<GroupLevel, number>
    };
  }

  /** The same for all bars, so that as many people take as much room everywhere. */
  function pitch(): number {
    for (let one = (large ? 22 : 11) * s; ; one *= 0.95) {
      const fits = rows.every((row) =>
        barsOf(row).every((bar) => {
          const { width: wide, height: high } = dotsIn(places, placed[0]!, bar, pen, look);
          const across = Math.floor(wide / one);
          return across > 0 && Math.ceil(bar.count / across) * one <= high;
        })
      );
      if (fits || one < 2 * s) return one;
    }
  }
}

type Cell = Pick<GroupPlaces, 's' | 'large' | 'left' | 'right'>;

const isJoined = ({ levels: [from, to] }: Bar) => from !== to;

/** Where a bar's cell is, within its columns and row. */
function cellOf({ s, left, right }: Cell, { top, bottom }: Pick<RowPlace, 'top' | 'bottom'>, { levels: [from, to] }: Bar) {
  // In the first field clear of the edges of all four.
  const [x, y] = [left(from) + (from === 1 ? 11 : 6) * s, top + 5 * s];
  return { x, y, width: right(to) - 5 * s - x, height: bottom - 7 * s - y };
}

/** Where a bar's dots may stand: under its count where it is large, else beside it. */
function dotsIn(places: Cell, row: Pick<RowPlace, 'top' | 'bottom'>, bar: Bar, pen: Ruler, look: Look) {
  const { s, large } = places;
  const cell = cellOf(places, row, bar);
  const inset = isJoined(bar) ? 6 * s : 2 * s;
  if (large) {
    const head = SIZE.large * 1.15 * s;
    return { x: cell.x + inset, y: cell.y + head, width: cell.width - 2 * inset, height: cell.height - head - inset };
  }
  const count = measureIn(pen, font(look, SIZE.count, 700))(String(bar.count)) + inset + 6 * s;
  // A joined bar's levels stand beneath its dots.
  const levels = isJoined(bar) ? 16 * s : 0;
  return { x: cell.x + count, y: cell.y + 2 * s, width: cell.width - count - 2 * s, height: cell.height - 4 * s - levels };
}

/** Ground, names, bars and what is said of them. */
function paintGroup(bare: Pen, places: GroupPlaces, { scene, look }: GroupDrawing): void {
  bare.direction = look.mirrored ? 'rtl' : 'ltr';
  const on = look.mirrored ? mirrored(bare, places.width) : bare;
  const { s, large, columns, left, right, rows, bottom, headTop, headSize } = places;
  const say = (text: string, x: number, y: number, [size, weight]: [number, number], colour: string, align: CanvasTextAlign = 'left') => {
    on.font = font(look, size, weight);
    on.fillStyle = colour;
    on.textAlign = align;
    on.textBaseline = 'middle';
    on.fillText(text, x, y);
  };
  for (const level of [...LEVELS].reverse() as Level[]) {
    const out = (4 - level) * 2.5 * s;
    const outer = { x: left(1) + out, y: 1 + out, right: right(level) - (level === 4 ? s : 0), bottom: bottom - out };
    fieldBox(on, outer, (8 - (4 - level)) * s, look.field, look.levels[level]!, 1.25 * s);
  }
  for (const level of columns) {
    const words = level < 0 || !scene.names[level] ? [] : places.heads[level]!;
    const middle = (left(level) + right(level)) / 2;
    const y = headTop + (SIZE.number * LEADING * s) / 2;
    if (level >= 0) say(String(level), middle, y, [SIZE.number, 700], look.ink, 'center');
    const lines = level < 0 ? places.heads[level]! : words;
    const from = level < 0 ? headTop : headTop + SIZE.number * LEADING * s;
    lines.forEach((line, i) => say(line, middle, from + (i + 0.5) * headSize * LEADING * s, [headSize, 400], look.ink, 'center'));
  }
  rows.forEach(({ row, name, top, bottom: end }, i) => {
    if (i > 0) stroke(on, [0, top], [places.width, top], look.rule, 1);
    name.forEach((line, n) =>
      say(line, 0, (top + end) / 2 + (n - (name.length - 1) / 2) * SIZE.word * LEADING * s, [SIZE.word, 600], look.ink)
    );
    for (const bar of barsOf(row)) {
      const place = { top, bottom: end };
      const cell = cellOf(places, place, bar);
      const [from, to] = bar.levels;
      const isDashed = isJoined(bar);
      if (isDashed) dashedBox(on, cell, 5 * s, look.card, look.ink, 1.5 * s);
      const colour = isDashed ? look.ink : look.levels[Math.max(0, from)]!;
      const inset = isDashed ? 6 * s : 2 * s;
      const size = large ? SIZE.large : SIZE.count;
      const middle = large ? cell.y + (SIZE.large * 1.15 * s) / 2 : cell.y + cell.height / 2;
      say(String(bar.count), cell.x + inset, middle, [size, 700], look.ink);
      const dots = dotsIn(places, place, bar, bare, look);
      const span = scene.words.span(bar.levels);
      if (isDashed && large) say(span, right(to) - 11 * s, middle, [SIZE.word, 400], look.ink, 'right');
      else if (isDashed) say(span, dots.x, cell.y + cell.height - 10 * s, [SIZE.small, 400], look.ink);
      const across = Math.max(1, Math.floor(dots.width / places.pitch));
      const high = Math.ceil(bar.count / across) * places.pitch;
      const above = large ? 0 : (dots.height - high) / 2;
      for (let n = 0; n < bar.count; n++)
        disc(
          on,
          dots.x + ((n % across) + 0.5) * places.pitch,
          dots.y + above + (Math.floor(n / across) + 0.5) * places.pitch,
          places.pitch * 0.43,
          colour
        );
    }
    const [low, high] = row.levels.median;
    const [x, end1] = [left(low) + 6 * s, right(high) - 5 * s];
    const y = large ? bottom + 6 * s : end - 4 * s;
    box(on, x, y - 1.5 * s, end1 - x, 3 * s, look.ink);
  });
  if (large) under(rows[0]!.row.levels);

  function under(levels: Histogram): void {
    const [low, high] = levels.median;
    const shares = tellingShares(levels);
    const middle = (left(low) + right(high)) / 2;
    // Near an edge the words would reach beyond it.
    const half = measureIn(bare, font(look, SIZE.word, 600))(scene.words.middle) / 2;
    const x = Math.min(Math.max(middle, half), places.width - half);
    let y = bottom + (12 + (SIZE.word * LEADING) / 2) * s;
    say(scene.words.middle, x, y, [SIZE.word, 600], look.ink, 'center');
    if (!shares.length) return;
    for (const line of places.onwards) {
      y += SIZE.word * SPACED * s;
      say(line, 0, y, [SIZE.word, 400], look.soft);
    }
    if (!places.beside) y += SIZE.word * SPACED * s;
    for (const { atLeast, count, of } of shares) {
      const from = left(atLeast) + 6 * s;
      stroke(on, [from - 3 * s, y - 9 * s], [from - 3 * s, y + 9 * s], look.soft, 1.5 * s);
      say(scene.words.share(count, of), from + s, y, [SIZE.word, 600], look.ink);
    }
  }
}

/** @returns what draws the picture, at any width */
export const groupPainting =
  (scene: GroupScene): Painting =>
  (ruler, width, look) => {
    const drawing = { scene, look };
    const places = groupPlaces(ruler, width, drawing);
    return { height: places.height, paint: (pen) => paintGroup(pen, places, drawing) };
  };
