/**
 * Finds out how a table is laid out: where its headings are, which column holds which level, and what belongs to no rubric. What cannot be
 * told is guessed, and asked: the answers come back as an argument, and the table is looked at again.
 */
import { DataError } from '#lib/domain/faults.ts';
import { LEVELS } from '#lib/domain/model.ts';
import { directionOf, isSentence, standingOf, type Standing } from './level-names.ts';
import { fieldOf, isBeside, isName, isTotal, NEEDED, type Field } from './table-columns.ts';
import { withoutUnseen } from './table-cells.ts';
import type { Left, LevelOrder, TableAnswers, TableAsk } from './table-asks.ts';
import { letters, type Joined, type TableSheet } from './table-sheet.ts';

export interface TableColumn {
  /** Counted from 0. */
  readonly index: number;
  readonly field: Field;
  /** As it stands in the table. */
  readonly heading: string;
}

export interface Layout {
  readonly columns: readonly TableColumn[];
  /** Index of the first row below the headings. */
  readonly first: number;
  /**
   * What its headings are known by. 4: they are Waymark's own; 3: names of levels; 2: numbers alone; 1: words with numbers, or the name of the
   * column of titles; 0: nothing.
   */
  readonly known: 0 | 1 | 2 | 3 | 4;
  /** Which column is level 1 now; `null` where the headings number the levels as Waymark does. */
  readonly order: LevelOrder | null;
  /** What the table as a whole is called, where a title stands above it. */
  readonly title: string | null;
  readonly asks: readonly TableAsk[];
  readonly left: readonly Left[];
}

const FIELDS: readonly Field[] = ['title', '1', '2', '3', '4'];
/** Rows with something in them among which headings are looked for. */
const LOOKED_AT = 10;

/** Longer texts are no headings, and begin no differently. */
const LOOKED_INTO = 300;

/** @returns the beginning of a cell's text in one line */
export function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
  return withoutUnseen(text.slice(0, LOOKED_INTO)).normalize('NFC').replace(/\s+/g, ' ').trim();
}

export const isBlank = (cell: unknown): boolean => cell === null || cell === undefined || (typeof cell === 'string' && !SEEN.test(cell));
/** Anything but spaces of any width, and what nobody sees. */
const SEEN = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const isNumber = (text: string) => /^[([]?[-+±]?[\d\s]*[.,]?\d+\s*(?:%|\/\s*\d+|p(?:ts?|kt|oints?)?\.?)?[)\]]?$/i.test(text) && text !== '';
/** What people put where they mark something, not where they describe it. */
export const isMark = (text: string) => isNumber(text) || /^(?:[xX✓✔✗✘•+-]|yes|no|ja|nein|nej|kyllä|ei)$/iu.test(text);

/** The levels of a row of headings, and how it was recognised. */
interface Found {
  readonly row: number;
  readonly levels: readonly number[];
  readonly standings: readonly (Standing | null)[];
  /** Whether the headings number the levels as ours are numbered, whatever their order. */
  readonly fields: boolean;
  readonly known: Layout['known'];
}

/**
 * @param sheet a table with something in it; what nobody sees has been taken out
 * @returns an error, for the caller to throw, where it is not a table of a rubric at all
 * @throws DataError where it is one, but a column stands twice, or there are not four levels
 */
export function layoutOf(sheet: TableSheet, name: string, answers: TableAnswers): Layout | DataError {
  const { rows } = sheet;
  const at = (row: number, column?: string) => ({
    row: row + 1,
    ...(column ? { column: column.slice(0, 60) } : {}),
    ...(sheet.name ? { sheet: sheet.name } : {})
  });
  const filled = rows.flatMap((row, i) => (row.some((cell) => !isBlank(cell)) ? [i] : []));
  const looked = filled.slice(0, LOOKED_AT);
  const found = headingsIn(sheet, looked, name);
  if (found) return laidOut(sheet, found, name, answers, filled);
  for (const row of looked) {
    const count = otherLevels(rows[row]!);
    if (count && !looked.some((one) => one < row && filledCells(rows[one]!) > 2))
      throw new DataError(name, at(row), 'table-levels', { count });
  }
  return (
    withoutHeadings(sheet, name, answers, filled) ?? new DataError(name, at(looked[0] ?? 0), 'no-header', { columns: NEEDED.join(', ') })
  );
}

/** @throws DataError where there are headings, but not those of four levels */
function headingsIn(sheet: TableSheet, looked: readonly number[], name: string): Found | null {
  const { rows } = sheet;
  const judged = looked.map((row) => attempt(() => headingsAt(sheet, row, name)));
  const numbered = (i: number) => {
    const one = judged[i];
    return one && !(one instanceof DataError) && one.known === 1 && isStatement(rows[one.row]!, one.levels);
  };
  for (const [i, one] of judged.entries()) {
    if (!one || one instanceof DataError) continue;
    // Numbers of columns may stand above the headings.
    if (one.known < 3 && judged.slice(0, i).some((before) => before instanceof DataError)) continue;
    // Where two rows look the same, both are what a rubric says: “1 post”, “2 posts” …
    if (numbered(i) && (numbered(i + 1) || numbered(i - 1))) continue;
    return one;
  }
  const fault = judged.find((one) => one instanceof DataError);
  if (fault) throw fault;
  return null;
}

/** Another row, or another table of the file, may be what this one is not. */
export function attempt<T>(work: () => T): T | DataError {
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

/** Whether something worded that names no column stands before the levels. */
const isStatement = (row: readonly unknown[], levels: readonly number[]) =>
  row
    .slice(0, Math.min(...levels))
    .map(cellText)
    .some((text) => text !== '' && !isNumber(text) && !isName(text) && fieldOf(text) === null);

const filledCells = (row: readonly unknown[]) => row.filter((cell) => !isBlank(cell)).length;

function headingsAt({ name: sheet, rows }: TableSheet, row: number, name: string): Found | null {
  const texts = Array.from(rows[row]!, cellText);
  const fields = texts.map((text) => (text ? fieldOf(text) : null));
  const own = fields.flatMap((field, i) => (field && /^[1-4]$/.test(field) ? [i] : []));
  const at = { row: row + 1, ...(sheet ? { sheet } : {}) };
  const others = texts.filter((text, i) => fields[i] === null && /\d/.test(text) && fieldOf(text.replace(/\d+/, '1')) === '1').length;
  // “Level 0” to “Level 3” are four levels, numbered otherwise.
  const otherwise = others > 0 && own.length + others === LEVELS.length;
  // “Level 4 (best)” beside “Level 3” is one of four, too.
  const apart =
    own.length >= 2 && own.length < LEVELS.length && texts.filter((text) => standingOf(text)?.number !== undefined).length === 4;
  if (otherwise || apart) for (const i of own) fields[i] = null;
  if (own.length >= 2 && !otherwise && !apart) {
    if (others > 0) throw new DataError(name, at, 'table-levels', { count: own.length + others });
    const twice = fields.findIndex((field, i) => field !== null && field !== 'criterion' && fields.indexOf(field) !== i);
    if (twice >= 0) throw new DataError(name, { ...at, column: texts[twice]!.slice(0, 60) }, 'column-twice');
    for (const level of LEVELS)
      if (!fields.includes(String(level))) throw new DataError(name, at, 'missing-column', { column: NEEDED[level]! });
    const byLevel = LEVELS.map((level) => fields.indexOf(String(level)));
    return { row, levels: byLevel, standings: [], fields: true, known: 4 };
  }
  const standings = texts.map((text, i) =>
    text && fields[i] === null ? (standingOf(text) ?? standingOf(firstPart(rows[row]![i]))) : null
  );
  // A letter alone is a grade, or no heading at all.
  const told = standings.map((one) => (one?.letter === undefined ? one : null));
  const free = texts.flatMap((text, i) => (text !== '' && fields[i] === null && !isName(text) ? [i] : []));
  const scale = free.filter((i) => told[i]?.name !== undefined);
  // “No” is a number in one table, and a level in another.
  const all = scale.length === LEVELS.length ? scale : free.filter((i) => !isBeside(texts[i]!));
  // Columns of numbers stand beside those of statements: “Level 1 score” beside “Level 1”.
  const candidates = all.length > LEVELS.length ? all.filter((i) => !holdsNumbers(rows, row, i)) : all;
  const named = candidates.filter((i) => told[i]?.name !== undefined);
  const numbered = candidates.filter((i) => told[i] !== null);
  const of = (levels: readonly number[]): Found => ({
    row,
    levels,
    standings: levels.map((i) => standings[i]!),
    fields: false,
    known: knownBy(levels.map((i) => told[i]!))
  });
  if (named.length === 4 && !mostlySentences(texts)) return of(named);
  if (numbered.length >= 4) {
    const run = monotonic(numbered, (i) => told[i]!.number);
    if (run.length === 4) return of(run);
    const many = named.length > 4 ? named : run;
    if (many.length > 4) throw new DataError(name, at, 'table-levels', { count: many.length });
    if (numbered.length === 4 && named.length >= 2) return of(numbered);
  }
  const called = texts.some((text, i) => text !== '' && (isName(text) || fields[i] === 'title' || fields[i] === 'criterion'));
  const short = candidates.every((i) => texts[i]!.length <= 60 && !isNumber(texts[i]!) && !isSentence(texts[i]!));
  // Three names, and one that nobody knows.
  if (candidates.length === 4 && short && (named.length >= 2 || (called && candidates[0]! > 0))) return of(candidates);
  return null;
}

function holdsNumbers(rows: TableSheet['rows'], row: number, column: number): boolean {
  const below = rows.slice(row + 1).filter((one) => !isBlank(one[column]));
  return below.length > 0 && below.every((one) => isNumber(cellText(one[column])));
}

/** A heading may go on in the same cell: “Exemplary: always does it, and helps others”. */
function firstPart(cell: unknown): string {
  const [first = '', ...rest] = String(cell)
    .trim()
    .split(/\s*\n\s*|\s*[:;(]\s*|\s+[–—-]\s+/);
  return rest.length > 0 ? first : '';
}

function knownBy(levels: readonly (Standing | null)[]): Layout['known'] {
  if (levels.filter((one) => one?.name !== undefined || one?.called === 'level').length >= 2) return 3;
  return levels.every((one) => one?.called === 'number') ? 2 : 1;
}

const mostlySentences = (texts: readonly string[]) => texts.filter(isSentence).length > 2;

/** The longest run of neighbours whose numbers only rise, or only fall. */
function monotonic(list: readonly number[], numberOf: (index: number) => number | undefined): number[] {
  let best: number[] = [];
  for (let from = 0; from < list.length; from++) {
    for (const sign of [1, -1]) {
      const run = [list[from]!];
      for (const next of list.slice(from + 1)) {
        const [before, after] = [numberOf(run.at(-1)!), numberOf(next)];
        if (before === undefined || after === undefined || Math.sign(after - before) !== sign) break;
        run.push(next);
      }
      if (run.length > best.length) best = run;
    }
  }
  return best;
}

/** @returns how many levels a row of headings names, where it is one of a rubric that has not four of them; else 0 */
function otherLevels(row: readonly unknown[]): number {
  const texts = row.map(cellText);
  const standings = texts.map((text) => (text ? standingOf(text) : null));
  const named = standings.filter((one) => one?.name !== undefined).length;
  const called = standings.filter((one) => one?.called !== undefined).length;
  const titled = texts.some((text) => isName(text) || fieldOf(text) === 'title' || fieldOf(text) === 'criterion');
  const rest = texts.filter((text) => text && !isBeside(text) && !isName(text) && standingOf(text) === null).length;
  if (rest > 1) return 0;
  return named >= 2 && named !== LEVELS.length ? named : titled && called >= 2 && called !== LEVELS.length ? called : 0;
}

function laidOut(sheet: TableSheet, found: Found, name: string, answers: TableAnswers, filled: readonly number[]): Layout | DataError {
  const { rows } = sheet;
  const { row, levels, fields, known } = found;
  const heads = rows[row]!.map((cell, i) => cellText(cell) || aboveIt(sheet, row, i));
  const below = filled.filter((i) => i > row);
  // Points, numbers or further names of the levels stand in rows of their own.
  const more: number[] = [];
  for (const i of below) {
    const texts = levels.map((column) => cellText(rows[i]![column]));
    const label = cellText(rows[i]![Math.max(0, Math.min(...levels) - 1)]);
    const scale = texts.every((text) => text !== '' && text.length <= 60 && (isNumber(text) || saysOrder(standingOf(text))));
    if (!scale || !(label === '' || isName(label) || isBeside(label) || isTotal(label))) break;
    more.push(i);
  }
  const body = below.filter((i) => !more.includes(i));
  const first = (more.at(-1) ?? row) + 1;
  const marked = body.flatMap((i) => levels.map((column) => cellText(rows[i]![column])).filter(Boolean));
  if (marked.filter(isMark).length > marked.length / 2)
    return new DataError(name, { row: row + 1, ...(sheet.name ? { sheet: sheet.name } : {}) }, 'table-of-marks');
  const beneath = more.map((i) => levels.map((column) => standingOf(cellText(rows[i]![column]))));
  const standings = found.standings.map((one, i) => one ?? beneath.map((list) => list[i]).find(Boolean) ?? null);
  const points = beneath.map((list) => list.map((one) => one?.number ?? null))[0] ?? [];
  const direction = fields ? { falling: false, sure: true } : directionOf(standings, points);
  const turned = answers.turned ?? direction.falling;
  const inOrder = fields || !turned ? levels : [...levels].reverse();
  const at = (i: number) => heads[i] || letters(i);
  const columns = inOrder.map((index, i): TableColumn => ({ index, field: FIELDS[i + 1]!, heading: at(index) }));
  const rest = restOf(heads, levels, rows, body);
  const left: Left[] = rest.left.map((i) => ({ code: 'column', column: at(i), ...named(sheet) }));
  const title = titleAbove(sheet, row, Math.min(...levels), filled, left);
  for (const i of more) left.push({ code: 'points', row: i + 1, ...named(sheet) });
  const all = [...rest.columns.map((one) => ({ ...one, heading: at(one.index) })), ...columns].sort((a, b) => a.index - b.index);
  if (fields && !all.some(({ field }) => field === 'title'))
    throw new DataError(name, { row: row + 1, ...(sheet.name ? { sheet: sheet.name } : {}) }, 'missing-column', { column: NEEDED[0] });
  return {
    columns: all,
    first,
    known,
    order: fields ? null : { narrowest: at(inOrder[0]!), turned, sure: direction.sure },
    title: sheet.title ?? title,
    asks: [],
    left
  };
}

const named = ({ name }: TableSheet) => (name ? { sheet: name } : {});

/** A heading that stands in a row of headings above this one, over one column or joined over several rows. */
function aboveIt({ rows }: TableSheet, row: number, column: number): string {
  for (let i = row - 1; i >= Math.max(0, row - 2); i--) {
    const text = cellText(rows[i]?.[column]);
    if (text && (isName(text) || isBeside(text) || fieldOf(text) !== null)) return text;
  }
  return '';
}

/** What stands above the headings: the table's title, or something that belongs to no rubric. */
function titleAbove(sheet: TableSheet, row: number, firstLevel: number, filled: readonly number[], left: Left[]): string | null {
  let title: string | null = null;
  for (const i of filled.filter((one) => one < row)) {
    const cells = sheet.rows[i]!.map(cellText);
    const texts = [...new Set(cells.filter(Boolean))];
    if (texts.some((text) => isName(text, texts.length === 1) || fieldOf(text) === 'criterion')) continue;
    const [only = ''] = texts;
    if (title === null && texts.length === 1 && only.length <= 120 && cells.indexOf(only) < firstLevel) title = only;
    // Names of levels that nobody knows, above their numbers.
    else if (cells.slice(firstLevel).filter(Boolean).length >= 4) left.push({ code: 'points', row: i + 1, ...named(sheet) });
    else left.push({ code: 'above', row: i + 1, text: texts.join(' | ').slice(0, 80), ...named(sheet) });
  }
  return title;
}

/** The columns beside the levels: titles, what Waymark knows, and what it leaves out. */
function restOf(heads: readonly string[], levels: readonly number[], rows: TableSheet['rows'], body: readonly number[]) {
  const width = Math.max(heads.length, ...body.map((i) => rows[i]!.length), 0);
  const others = Array.from({ length: width }, (_, i) => i).filter((i) => !levels.includes(i));
  const known = new Map<number, Field>();
  for (const i of others) {
    const field = heads[i] ? fieldOf(heads[i]!) : null;
    if (field !== null && !/^[1-4]$/.test(field) && ![...known.values()].includes(field)) known.set(i, field);
    // “ID” and “Criteria”: one is called what the other is.
    else if (field === 'criterion' && ![...known.values()].includes('title')) known.set(i, 'title');
  }
  const has = (i: number) => body.some((row) => !isBlank(rows[row]![i]));
  const of = (field: Field) => [...known].find(([, one]) => one === field)?.[0];
  const worded = (i: number) => body.some((row) => !isBlank(rows[row]![i]) && !isNumber(cellText(rows[row]![i])));
  // An area that holds for several rows does not tell them apart; the column beside it does.
  const tells = (i: number) => {
    const texts = body.flatMap((row) =>
      levels.some((level) => !isBlank(rows[row]![level])) ? [cellText(rows[row]![i]).toLowerCase()] : []
    );
    return !texts.includes('') && new Set(texts).size === texts.length;
  };
  // Numbers of rows are no ids, and without a column of titles, the criteria's own column holds them.
  const ids = of('criterion');
  if (ids !== undefined && of('title') !== undefined && has(ids) && body.every((row) => /^[\d.\s)-]*$/.test(cellText(rows[row]![ids]))))
    known.delete(ids);
  if (ids !== undefined && of('title') === undefined && (worded(ids) || !has(ids))) known.set(ids, 'title');
  if (of('title') === undefined) {
    const free = others.filter((i) => !known.has(i));
    const firstLevel = Math.min(...levels);
    const before = free.filter((i) => i < firstLevel);
    const title =
      free.find((i) => heads[i] && isName(heads[i]!) && worded(i) && tells(i)) ??
      before.find((i) => !(heads[i] && isBeside(heads[i]!)) && worded(i) && tells(i)) ??
      free.find((i) => heads[i] && isName(heads[i]!) && worded(i)) ??
      before.find((i) => !(heads[i] && isBeside(heads[i]!)) && worded(i)) ??
      free.find((i) => !(heads[i] && isBeside(heads[i]!)) && worded(i)) ??
      before.find((i) => worded(i)) ??
      (body.length === 0 ? before[0] : undefined);
    if (title !== undefined) known.set(title, 'title');
  }
  // “Criterion” over several rows, and “Indicator” for each.
  const whole = of('title');
  if (whole !== undefined && fieldOf(heads[whole] ?? '') === 'criterion' && !tells(whole)) {
    const finer = others.find((i) => !known.has(i) && i > whole && isName(heads[i] ?? '') && worded(i) && tells(i));
    if (finer !== undefined) {
      known.delete(whole);
      known.set(finer, 'title');
    }
  }
  return {
    columns: [...known].map(([index, field]) => ({ index, field })),
    left: others.filter((i) => !known.has(i) && (has(i) || (heads[i] ?? '') !== ''))
  };
}

/** Five columns with something in them are a title and four levels, also without headings. */
function withoutHeadings(sheet: TableSheet, name: string, answers: TableAnswers, filled: readonly number[]): Layout | DataError | null {
  const { rows } = sheet;
  const width = Math.max(...filled.map((i) => rows[i]!.length), 0);
  const used = Array.from({ length: width }, (_, i) => i).filter(
    (i) => filled.filter((row) => !isBlank(rows[row]![i])).length > filled.length / 3
  );
  const texts = (i: number, from = 0) =>
    filled
      .slice(from)
      .map((row) => cellText(rows[row]![i]))
      .filter(Boolean);
  const numbers = used.filter((i) => texts(i, 1).length > 0 && texts(i, 1).every(isNumber));
  const columns = used.length > FIELDS.length ? used.filter((i) => !numbers.includes(i)) : used;
  if (columns.length !== FIELDS.length) return null;
  const levels = columns.slice(1);
  const full = filled.filter((row) => levels.filter((i) => !isBlank(rows[row]![i])).length >= 2);
  const [top] = full;
  if (top === undefined) return null;
  const marked = full.slice(1).flatMap((row) => levels.map((i) => cellText(rows[row]![i])).filter(Boolean));
  if (marked.length > 0 && marked.filter(isMark).length > marked.length / 2)
    return new DataError(name, { row: top + 1, ...named(sheet) }, 'table-of-marks');
  const heads = columns.map((i) => cellText(rows[top]![i]));
  const headings =
    answers.headings ??
    looksLikeHeadings(
      heads.slice(1),
      full.slice(1).flatMap((row) => levels.map((i) => cellText(rows[row]![i])))
    );
  const direction = headings ? directionOf(heads.slice(1).map((text) => standingOf(text))) : { falling: false, sure: false };
  const turned = answers.turned ?? direction.falling;
  const inOrder = turned ? [...levels].reverse() : levels;
  const at = (i: number) => (headings && cellText(rows[top]![i])) || letters(i);
  const left: Left[] = used.filter((i) => !columns.includes(i)).map((i) => ({ code: 'column', column: at(i), ...named(sheet) }));
  const title = titleAbove(sheet, top, levels[0]!, filled, left);
  const beyond = Array.from({ length: width }, (_, i) => i).filter(
    (i) => !used.includes(i) && filled.some((row) => row >= top && !isBlank(rows[row]![i]))
  );
  for (const i of beyond) left.push({ code: 'column', column: letters(i), ...named(sheet) });
  return {
    columns: [columns[0]!, ...inOrder]
      .map((index, i) => ({ index, field: FIELDS[i]!, heading: at(index) }))
      .sort((a, b) => a.index - b.index),
    first: headings ? top + 1 : top,
    known: 0,
    order: { narrowest: at(inOrder[0]!), turned, sure: false },
    title,
    asks: [{ kind: 'headings', row: top + 1, cells: heads, answer: headings, ...named(sheet) }],
    left
  };
}

export const saysOrder = (standing: Standing | null) => standing !== null && standing.letter === undefined;

/** Short words above sentences. */
function looksLikeHeadings(heads: readonly string[], below: readonly string[]): boolean {
  const filled = below.filter(Boolean);
  if (filled.length === 0) return false;
  const sentence = (text: string) => /[.!?…]$/.test(text);
  const average = (list: readonly string[]) => list.reduce((sum, text) => sum + text.length, 0) / Math.max(1, list.length);
  if (heads.some(sentence)) return false;
  const sentences = filled.filter(sentence).length / filled.length;
  return heads.every((text) => text.length <= 40) && (sentences > 0.6 || average(filled) > 2 * average(heads));
}

/** Rows become columns: levels may stand one below the other. */
export function transposed(sheet: TableSheet): TableSheet {
  const width = Math.max(0, ...sheet.rows.map((row) => row.length));
  return {
    ...sheet,
    rows: Array.from({ length: width }, (_, i) => sheet.rows.map((row) => row[i])),
    joined: (sheet.joined ?? []).map(({ top, left, bottom, right }): Joined => ({ top: left, left: top, bottom: right, right: bottom }))
  };
}
