/**
 * Draws how a group's levels changed: one line of parts for each topic, as wide as there are people in them. It takes what the floor lets through and
 * nothing else. What was joined stands in a dashed box, and each part says in words what it is: within it, or over it in the whole picture where one
 * part is narrower than its words.
 *
 * Lengths are in pixels; `s` is one pixel at a text size of 16 px, and everything grows with the text.
 */
import type { ChangePart, Direction, GroupChange, Shown } from '#lib/domain/workshop/floor.ts';
import { wrap } from './layout.ts';
import type { Look } from './look.ts';
import { measureIn } from './paint.ts';
import { font, mirrored, type Painting, type Pen, type Ruler } from './pen.ts';
import { dashedBox, fieldBox } from './signs.ts';

export interface ChangeRow {
  readonly name: string;
  /** `null`: fewer than five. */
  readonly change: Shown<GroupChange> | null;
}

export interface ChangeScene {
  readonly rows: readonly ChangeRow[];
  readonly words: {
    /** Such as "4 same or down". @param row from 0 */
    readonly part: (part: ChangePart, row: number) => string;
    /** Stands in place of parts of fewer than five. */
    readonly few: string;
  };
}

interface PartPlace {
  readonly part: ChangePart;
  readonly x: number;
  readonly width: number;
  readonly text: string;
  /** Where it begins, and how wide it is. */
  readonly textX: number;
  readonly textWidth: number;
}

interface RowPlace {
  readonly name: readonly string[];
  readonly nameTop: number;
  readonly top: number;
  readonly parts: readonly PartPlace[] | null;
}

const SIZE = 16;
const LEADING = 1.2;
/** Height of a part; from one part to the next; white within it at either side; and what is between two topics. */
const [TALL, GAP, PAD, APART] = [28, 4, 8, 10] as const;
/** Height of a part whose words stand over it, and from one part's words to the next there. */
const [THIN, BETWEEN] = [8, 14] as const;
/** A narrower picture has names over the parts, at a text size of 16 px. */
const BESIDE = 440;

/** Up stands first, as it is read; a part of nobody is not drawn. */
export const partsToTell = ({ parts }: Pick<GroupChange, 'parts'>): readonly ChangePart[] =>
  [...parts].reverse().filter(({ count }) => count > 0);

function placesOf(pen: Ruler, width: number, { rows, words }: ChangeScene, look: Look) {
  const s = look.text / 16;
  const bold = measureIn(pen, font(look, SIZE, 600));
  const beside = width / s >= BESIDE;
  const label = beside ? Math.min(Math.max(...rows.map(({ name }) => bold(name))), width * 0.24) + 12 * s : 0;
  let y = s;
  const placed = rows.map(({ name, change }, row): RowPlace => {
    const lines = wrap(name, (beside ? label - 8 * s : width) || width, 2, bold) ?? [name];
    const nameTop = y;
    if (!beside) y += lines.length * SIZE * LEADING * s + 2 * s;
    // A name of two lines is higher than its parts.
    const high = beside ? Math.max(TALL, lines.length * SIZE * LEADING) : TALL;
    const top = y + ((high - TALL) / 2) * s;
    y += (high + (row + 1 < rows.length ? APART : 0)) * s;
    const parts = change && spread(partsToTell(change), label, width - s, (part) => words.part(part, row), bold, s);
    return { name: lines, nameTop, top, parts };
  });
  const over = placed.some(({ parts }) => parts?.some((one) => one.textWidth + 2 * PAD * s > one.width));
  return {
    s,
    beside,
    label,
    over,
    rows: over ? placed.map((row) => ({ ...row, parts: row.parts && apart(row.parts, label, width - s, s) })) : placed,
    height: Math.ceil(y + 2 * s)
  };
}

/** As wide as there are people: so parts of one topic, and of one topic and the next, can be told apart by their widths. */
function spread(
  parts: readonly ChangePart[],
  from: number,
  to: number,
  say: (part: ChangePart) => string,
  measure: (text: string) => number,
  s: number
): PartPlace[] {
  const room = to - from - (parts.length - 1) * GAP * s;
  const people = parts.reduce((sum, { count }) => sum + count, 0);
  let x = from;
  return parts.map((part) => {
    const text = say(part);
    const place = { part, x, width: (room * part.count) / people, text, textX: x + PAD * s, textWidth: measure(text) };
    x += place.width + GAP * s;
    return place;
  });
}

/** Words that stand over their parts: each begins with its part, but those before the end leave room for those behind them. */
function apart(parts: readonly PartPlace[], from: number, to: number, s: number): PartPlace[] {
  let end = to;
  const placed = [...parts].reverse().map((one) => {
    const textX = Math.min(one.x, end - one.textWidth);
    end = textX - BETWEEN * s;
    return { ...one, textX };
  });
  let start = from;
  return placed.reverse().map((one) => {
    const textX = Math.max(one.textX, start);
    start = textX + one.textWidth + BETWEEN * s;
    return { ...one, textX };
  });
}

function paintChange(bare: Pen, width: number, scene: ChangeScene, look: Look, places: ReturnType<typeof placesOf>): void {
  bare.direction = look.mirrored ? 'rtl' : 'ltr';
  const on = look.mirrored ? mirrored(bare, width) : bare;
  const { s, beside, label, over, rows } = places;
  const say = (text: string, x: number, y: number, weight: number, colour: string) => {
    on.font = font(look, SIZE, weight);
    on.fillStyle = colour;
    on.textAlign = 'left';
    on.textBaseline = 'middle';
    on.fillText(text, x, y);
  };
  const line = SIZE * LEADING * s;
  for (const { name, nameTop, top, parts } of rows) {
    const middle = top + (TALL / 2) * s;
    name.forEach((text, i) =>
      say(text, 0, beside ? middle + (i - (name.length - 1) / 2) * line : nameTop + (i + 0.5) * line, 600, look.ink)
    );
    if (!parts) say(scene.words.few, label, middle, 400, look.soft);
    const [y, tall] = over ? [top + (TALL - THIN) * s, THIN * s] : [top, TALL * s];
    const round = (over ? 3 : 5) * s;
    for (const { part, x, width: wide, text, textX } of parts ?? []) {
      const isJoined = part.of.length > 1;
      const colour = look.levels[3]!;
      if (isJoined) dashedBox(on, { x, y, width: wide, height: tall }, round, look.card, look.ink, 1.5 * s);
      else fieldBox(on, { x, y, right: x + wide, bottom: y + tall }, round, FILL[part.of[0]!](look), colour, 1.5 * s);
      const onFull = !over && !isJoined && part.of[0] === 'up';
      say(text, textX, over ? (top + y) / 2 : middle, 600, onFull ? look.card : look.ink);
    }
  }
}

/** Up is filled; down and same are outlined. The words say which is which. */
const FILL: Readonly<Record<Direction, (look: Look) => string>> = {
  up: (look) => look.levels[3]!,
  same: (look) => look.card,
  down: (look) => look.field
};

/** @returns what draws the picture, at any width */
export const changePainting =
  (scene: ChangeScene): Painting =>
  (ruler, width, look) => {
    const places = placesOf(ruler, width, scene, look);
    return { height: places.height, paint: (pen) => paintChange(pen, width, scene, look, places) };
  };
