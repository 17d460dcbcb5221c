/** Rubrics as Canvas exports and imports them: one row per criterion, and for each rating its name, its description and its points. */
import { DataError } from '#lib/domain/faults.ts';
import { NEEDED } from './table-columns.ts';
import { cellText, isBlank } from './table-layout.ts';
import type { TableSheet } from './table-sheet.ts';

/** Capitals, spaces and signs do not matter; some exports number the ratings. */
const plain = (cell: unknown) =>
  cellText(cell)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

const HEADINGS: readonly (readonly [heading: RegExp, part: 'rubric' | 'title' | 'about' | 'name' | 'text' | 'points'])[] = [
  [/^rubric(?:name|title)$/, 'rubric'],
  [/^criteri(?:a|on)(?:name|title)?$/, 'title'],
  [/^criteri(?:a|on)(?:long)?description$/, 'about'],
  [/^rating(?:name|title)?\d*$|^rating\d+(?:name|title)$/, 'name'],
  [/^rating(?:long)?description\d*$|^rating\d+(?:long)?description$/, 'text'],
  [/^ratingpoints?\d*$|^rating\d+points?$/, 'points']
];
const LOOKED_AT = 10;

interface Rating {
  text: string;
  points: number;
}

/**
 * @returns a table for each rubric, its levels by their points from the narrowest to the widest; `null` where it is none of Canvas
 * @throws DataError where a criterion has not four ratings, or they cannot be put in order
 */
export function canvasTables({ name: sheet, rows }: TableSheet, name: string): TableSheet[] | null {
  const head = rows.findIndex((row, i) => i < LOOKED_AT && row.filter((cell) => partOf(cell) === 'points').length >= 2);
  if (head < 0) return null;
  const parts = rows[head]!.map(partOf);
  const [title, about, rubric] = (['title', 'about', 'rubric'] as const).map((part) => parts.indexOf(part)) as [number, number, number];
  if (title < 0 || !parts.some((part) => part === 'text' || part === 'name')) return null;
  const tables = new Map<string, unknown[][]>();
  let last = '';
  rows.forEach((row, i) => {
    if (i <= head || row.every(isBlank)) return;
    last = (rubric < 0 ? '' : cellText(row[rubric])) || last;
    const ratings = ratingsOf(row, parts);
    const at = { row: i + 1, ...(sheet ? { sheet } : {}) };
    // A rubric may stand in a row of its own, its criteria below.
    if (ratings.length === 0 && cellText(row[title]) === '') return;
    if (ratings.length !== 4) throw new DataError(name, at, 'table-levels', { count: ratings.length });
    if (new Set(ratings.map(({ points }) => points)).size !== ratings.length || ratings.some(({ points }) => Number.isNaN(points)))
      throw new DataError(name, at, 'points-of-levels');
    const own = tables.get(last) ?? [];
    tables.set(last, own);
    while (own.length <= i) own.push([]);
    own[0] = [...NEEDED, 'help'];
    own[i] = [row[title], ...ratings.sort((a, b) => a.points - b.points).map(({ text }) => text), about < 0 ? '' : row[about]];
  });
  if (tables.size === 0) throw new DataError(name, { row: head + 1, ...(sheet ? { sheet } : {}) }, 'no-criteria');
  return [...tables].map(([called, own]) => ({
    ...(tables.size > 1 || sheet ? { name: called || sheet! } : {}),
    ...(called ? { title: called } : {}),
    rows: own
  }));
}

const partOf = (cell: unknown) => HEADINGS.find(([heading]) => heading.test(plain(cell)))?.[1] ?? null;

/** A rating begins with its name, or with its description where it has none. */
function ratingsOf(row: readonly unknown[], parts: readonly (string | null)[]): Rating[] {
  // A template may have headings for fewer ratings than its rows have.
  const [name, text, points] = parts.slice(-3);
  const going = name === 'name' && text === 'text' && points === 'points';
  const all = going ? [...parts, ...row.slice(parts.length).map((_, i) => parts.slice(-3)[i % 3]!)] : parts;
  const groups: { name: string; text: string; points: string; seen: Set<string> }[] = [];
  all.forEach((part, i) => {
    if (part !== 'name' && part !== 'text' && part !== 'points') return;
    let group = groups.at(-1);
    if (!group || group.seen.has(part)) groups.push((group = { name: '', text: '', points: '', seen: new Set() }));
    group.seen.add(part);
    group[part] = cellText(row[i]);
  });
  return groups
    .filter(({ name, text, points }) => name || text || points)
    .map(({ name, text, points }) => ({ text: text || name, points: pointsIn(points) }));
}

/** @returns the number, also of “4 pts” */
const pointsIn = (text: string) => Number(/^-?\d+(?:[.,]\d+)?(?=\s*(?:\p{L}+\.?)?$)/u.exec(text)?.[0].replace(',', '.') ?? Number.NaN);
