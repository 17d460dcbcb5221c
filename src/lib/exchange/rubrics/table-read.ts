/**
 * Reads a rubric from a table: one that Waymark wrote, or one that somebody made with a title and four levels. Whatever cannot be
 * read is named by its row and column.
 */
import { DataError, type FaultCode, type FaultValues } from '#lib/domain/faults.ts';
import type { Level } from '#lib/domain/model.ts';
import { faultIn, MOST } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, Translation } from '#lib/domain/rubric/rubric.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import { idFor } from './opened.ts';
import type { Left, LeftCode, TableAnswers, TableAsk, TableReading } from './table-asks.ts';
import { oneLine, readCompetences, readExampleLevels, readLevels, readVersion, tidy, unsafe, writeExampleLevels } from './table-cells.ts';
import { isTotal, isWhole, levelWordIn, placeInWhole, TEXT } from './table-columns.ts';
import { standingOf, type Standing } from './level-names.ts';
import { chosenTables, languageOf, type Table } from './table-choice.ts';
import { languageIn } from './table-languages.ts';
import { cellText, isBlank, isMark, type TableColumn } from './table-layout.ts';
import { letters, type TableSheet } from './table-sheet.ts';

interface ReadTable {
  readonly facts: Draft['facts'];
  readonly words: Record<string, Translation>;
  readonly returnsTo: string | null;
  readonly reading: TableReading;
  /** Places of texts that may be missing because their cells were joined to others. */
  readonly joined: readonly string[];
}

/** A row with content, and what is needed to name its cells. */
interface TableRow {
  readonly table: Table;
  /** Counted from 0, in the table as it was read. */
  readonly index: number;
  readonly language: string;
  /** The criterion's id; `null` for the rubric as a whole. */
  readonly criterion: string | null;
  readonly cells: readonly { readonly column: TableColumn; readonly text: string }[];
}

type ReadFacts = { id: string; essential: Level[]; digcomp?: string[]; examples?: Record<string, Level> };

/**
 * @param sheets all tables of the file
 * @param name the file's name, for messages
 * @param language the one that rows are in that do not say it
 * @param answers what the person answered about the same table before
 * @throws DataError naming the cell
 */
export function readTables(sheets: readonly TableSheet[], name: string, language: string, answers: TableAnswers): ReadTable {
  const { tables, asks, left } = chosenTables(sheets, name, answers);
  const rows = named(tables.flatMap((table) => rowsOf(table, name, language, left)));
  const facts = new Map<string, ReadFacts>();
  const words: Record<string, Translation> = {};
  const seen = new Map<string, TableRow>();
  const whole: Partial<Record<string, string>> = {};
  const inSource =
    rows.find((row) => row.cells.some(({ column, text }) => column.field === 'version' && text))?.language ?? rows[0]?.language;
  for (const row of [...rows].sort((a, b) => Number(b.language === inSource) - Number(a.language === inSource))) {
    if (!Object.hasOwn(words, row.language)) words[row.language] = { language: row.language, criteria: {} };
    if (Object.keys(words).length > MOST.languages) throw wrong(row, name, 'language', 'many-languages', { most: MOST.languages });
    const key = `${row.language} ${row.criterion ?? ''}`;
    if (seen.has(key)) throw wrong(row, name, 'criterion', 'criterion-twice');
    seen.set(key, row);
    if (row.criterion === null) words[row.language] = readWhole(row, words[row.language]!, whole, name);
    else {
      const criterion = facts.get(row.criterion) ?? { id: row.criterion, essential: [] };
      facts.set(row.criterion, criterion);
      if (facts.size > MOST.criteria) throw wrong(row, name, 'criterion', 'many-criteria', { most: MOST.criteria });
      words[row.language] = readCriterion(row, words[row.language]!, criterion, name);
    }
  }
  const criteria = [...facts.values()];
  const title = tables.map(({ layout }) => layout.title).find(Boolean);
  if (title && words[rows[0]?.language ?? '']?.title === undefined && rows[0]) {
    const own = rows[0].language;
    words[own] = withText(words[own]!, 'title', tidy(title));
  }
  const { id, version = '0.1.0', keyLevel = '1', source, madeFrom } = whole;
  // A table that Waymark wrote leaves the source language out where the rubric does; English is meant then.
  const own = source ?? (whole.version && Object.hasOwn(words, 'en') ? undefined : (inSource ?? language));
  const rest = { version, keyLevel: Number(keyLevel) as Level, ...(own ? { source: own } : {}), criteria };
  const { order } = tables[0]!.layout;
  const all: TableAsk[] = [
    ...asks,
    ...tables.flatMap(({ layout }) => layout.asks),
    ...(order && !order.sure ? [{ kind: 'order', ...order } as const] : [])
  ];
  return {
    facts: { id: id ?? idFor({ facts: { id: 'none', ...rest }, words }), ...rest },
    words,
    returnsTo: madeFrom ?? null,
    reading: { asks: all, left: left.slice(0, MOST_LEFT), order },
    joined: rows.flatMap(joinedPlaces)
  };
}

/** Things left out that are named. */
const MOST_LEFT = 100;

/** The rows with content of a table, with their ids and languages. */
function rowsOf(table: Table, name: string, language: string, left: Left[]): TableRow[] {
  const { sheet, layout } = table;
  const { columns, first } = layout;
  const byField = (field: string) => columns.find((column) => column.field === field);
  const levels = columns.filter(({ field }) => /^[1-4]$/.test(field)).map(({ index }) => index);
  // Whatever Waymark wrote comes back letter by letter; what people typed is tidied.
  const from = byField('madeFrom');
  const exact = from !== undefined && sheet.rows.slice(first).some((row) => !isBlank(row[from.index]));
  const rows = spread(
    table,
    ['title', 'criterion', 'language'].flatMap((field) => byField(field)?.index ?? [])
  );
  const bare = (row: readonly unknown[]) => row.filter((cell) => !isBlank(cell)).length === 1;
  const body = rows.map((row, i) => ({ row, i })).filter(({ row, i }) => i >= first && !row.every(isBlank) && !row.every(isLine));
  // Where no row has a statement, the titles are all there is so far.
  const begun = body.some(({ row }) => !bare(row));
  const heading = (code: LeftCode, i: number): Left => ({
    code,
    row: i + 1,
    text: rows[i]!.map(cellText).filter(Boolean).join(' | ').slice(0, 80),
    ...at(sheet)
  });
  const found: TableRow[] = [];
  let said = (byField('language') ? null : languageOf(table)) ?? language;
  for (const { row: raw, i } of body) {
    if (begun && bare(sheet.rows[i]!)) {
      left.push(heading('alone', i));
      continue;
    }
    // The headings may stand there once more, on a new page of paper.
    const again = columns.filter(({ index, heading }) => cellText(raw[index]) === heading).length;
    if (again >= 4) {
      left.push(heading('points', i));
      continue;
    }
    const marks = levels.map((index) => cellText(raw[index])).filter(Boolean);
    // “Checked on”, and the day.
    if (marks.length > 0 && levels.every((index) => isBlank(raw[index]) || raw[index] instanceof Date)) {
      left.push(heading('numbers', i));
      continue;
    }
    const title = cellText(raw[byField('title')?.index ?? -1]);
    const total = isTotal(title);
    const isLevel = (one: Standing | null) => one?.name !== undefined || one?.called !== undefined;
    const scale = (text: string) => isMark(text) || (total && isLevel(standingOf(text)));
    if (marks.every(scale) && (total || (title === '' && marks.length > 1))) {
      left.push(heading('numbers', i));
      continue;
    }
    const cells = columns.map((column) => {
      const text = textOf(raw[column.index], column, exact);
      if (text === null) throw new DataError(name, placeIn(table, i, column), 'not-text-cell', { value: shown(raw[column.index]) });
      return { column, text };
    });
    const cell = (field: string) => (cells.find(({ column }) => column.field === field)?.text ?? '').trim();
    const own = cell('language');
    said = own === '' ? said : (languageIn(own) ?? own);
    const id = cell('criterion');
    const row: TableRow = { table, index: i, language: said, criterion: isWhole(id) ? null : id, cells };
    if (faultIn('language', said)) throw wrong(row, name, 'language', 'bad-language');
    if (row.criterion && faultIn('criterion', row.criterion)) throw wrong(row, name, 'criterion', 'bad-id');
    found.push(row);
  }
  return found;
}

/** A line that is drawn with hyphens. */
const isLine = (cell: unknown) => isBlank(cell) || /^:?[-–—=_]{2,}:?$/.test(cellText(cell));
const at = ({ name }: TableSheet) => (name ? { sheet: name } : {});

/** Rows in which a cell that was joined downwards has its text in each of them, in these columns. */
function spread({ sheet: { rows, joined = [] } }: Table, columns: readonly number[]): readonly (readonly unknown[])[] {
  const down = joined.filter(({ top, bottom, left }) => bottom > top && columns.includes(left) && !isBlank(rows[top]?.[left]));
  if (down.length === 0) return rows;
  const filled = rows.map((row) => [...row]);
  for (const { top, bottom, left } of down) {
    for (let i = top + 1; i <= bottom && i < filled.length; i++)
      if (!filled[i]!.every(isBlank) && isBlank(filled[i]![left])) filled[i]![left] = rows[top]![left];
  }
  return filled;
}

/** Places of statements in a row whose cells were joined to others, and are empty. */
function joinedPlaces({ table: { sheet }, index, criterion, cells, language: _ }: TableRow): string[] {
  if (!sheet.joined) return [];
  return cells.flatMap(({ column: { field, index: column }, text }) => {
    const covered = sheet.joined!.some(
      ({ top, left, bottom, right }) =>
        index >= top && index <= bottom && column >= left && column <= right && !(index === top && column === left)
    );
    return covered && text === '' && /^[1-4]$/.test(field) ? [`${criterion}.${field}`] : [];
  });
}

/** Rows without an id get c1, c2 and so on, the same in every language. */
function named(rows: readonly TableRow[]): TableRow[] {
  const given = new Set(rows.map(({ criterion }) => criterion));
  const made: string[] = [];
  const counts = new Map<string, number>();
  for (let n = 1; made.length < rows.length; n++) if (!given.has(`c${n}`)) made.push(`c${n}`);
  return rows.map((row) => {
    if (row.criterion !== '') return row;
    const n = counts.get(row.language) ?? 0;
    counts.set(row.language, n + 1);
    return { ...row, criterion: made[n]! };
  });
}

function readWhole(row: TableRow, before: Translation, whole: Partial<Record<string, string>>, name: string): Translation {
  let words = before;
  for (const { column, text } of row.cells) {
    const { field } = column;
    const place = placeInWhole(field);
    if (text === '' || field === 'language' || field === 'criterion') continue;
    if (place) words = withText(words, place, checkedText(row, name, column, text));
    else if (['id', 'version', 'keyLevel', 'source', 'madeFrom'].includes(field)) {
      const value = factOf(row, name, column, text);
      if (whole[field] !== undefined && whole[field] !== value)
        throw wrong(row, name, field, 'not-same', { value: shown(text), other: whole[field] });
      whole[field] = value;
    } else throw wrong(row, name, field, 'not-empty', { value: shown(text) });
  }
  return words;
}

/** A fact about the rubric as a whole, checked. */
function factOf(row: TableRow, name: string, { field }: TableColumn, text: string): string {
  const value = field === 'version' ? readVersion(text) : text.trim();
  if (field === 'keyLevel') {
    const [level, more] = readLevels(value) ?? [];
    if (!level || more) throw wrong(row, name, field, 'bad-level');
    return String(level);
  }
  if (field === 'madeFrom') {
    if (!/^[0-9a-f]{32}$/.test(value)) throw wrong(row, name, field, 'bad-stamp', { value: shown(value) });
    return value;
  }
  const code = faultIn(field === 'source' ? 'language' : (field as 'id' | 'version'), value);
  if (code) throw wrong(row, name, field, code);
  return value;
}

function readCriterion(row: TableRow, before: Translation, facts: ReadFacts, name: string): Translation {
  const id = facts.id;
  let words: Translation = { ...before, criteria: { ...before.criteria, [id]: {} } };
  for (const { column, text } of row.cells) {
    const { field } = column;
    if (text === '' || field === 'language' || field === 'criterion') continue;
    if (field === 'essential' || field === 'digcomp' || field === 'exampleLevels') readFact(row, name, column, text, facts);
    else if (field === 'evidence') words = withEvidence(words, id, ideasOf(row, name, column, text));
    else if (field.startsWith('example.'))
      words = withExample(words, id, field.slice('example.'.length), checkedText(row, name, column, text));
    else if (TEXT.test(field)) words = withText(words, `${id}.${field}`, checkedText(row, name, column, text));
    else throw wrong(row, name, field, 'not-empty', { value: shown(text) });
  }
  return words;
}

/** Facts hold in every language: where two rows of a criterion say them, they have to say the same. */
function readFact(row: TableRow, name: string, column: TableColumn, text: string, facts: ReadFacts): void {
  if (column.field === 'essential') {
    const levels = readLevels(text);
    if (!levels) throw wrong(row, name, column.field, 'bad-level');
    if (facts.essential.length > 0 && String(facts.essential) !== String(levels))
      throw wrong(row, name, column.field, 'not-same', { value: shown(text), other: facts.essential.join(', ') });
    facts.essential = levels;
  } else if (column.field === 'exampleLevels') {
    const levels = readExampleLevels(text);
    if (!levels) throw wrong(row, name, column.field, 'bad-level');
    const before = exampleText(facts.examples ?? {});
    if (facts.examples && before !== exampleText(levels))
      throw wrong(row, name, column.field, 'not-same', { value: shown(text), other: before });
    facts.examples = levels;
  } else {
    const competences = readCompetences(text);
    if (!competences || competences.length > 21) throw wrong(row, name, column.field, 'bad-competence');
    if (facts.digcomp && String(facts.digcomp) !== String(competences))
      throw wrong(row, name, column.field, 'not-same', { value: shown(text), other: facts.digcomp.join(', ') });
    facts.digcomp = competences;
  }
}

const exampleText = (levels: Readonly<Record<string, Level>>) => writeExampleLevels(levels, levelWordIn('en'));

function ideasOf(row: TableRow, name: string, column: TableColumn, text: string): string[] {
  const ideas = text.split('\n').map((idea) => checkedText(row, name, column, idea));
  while (ideas.length > 0 && !ideas.at(-1)) ideas.pop();
  if (ideas.length > MOST.evidence) throw wrong(row, name, column.field, 'many-ideas', { most: MOST.evidence });
  return ideas;
}

const part = (words: Translation, id: string) => words.criteria[id] ?? {};

const withEvidence = (words: Translation, id: string, evidence: string[]): Translation =>
  evidence.length > 0 ? { ...words, criteria: { ...words.criteria, [id]: { ...part(words, id), evidence } } } : words;

function withExample(words: Translation, id: string, setting: string, text: string): Translation {
  const { help } = part(words, id);
  const examples = { ...help?.examples, [setting]: text };
  return { ...words, criteria: { ...words.criteria, [id]: { ...part(words, id), help: { ...help, examples } } } };
}

function checkedText(row: TableRow, name: string, column: TableColumn, text: string): string {
  const code = faultIn('text', text);
  if (code) throw wrong(row, name, column.field, code, { most: MOST.text });
  return text;
}

/** What stands in a cell, as text; `null` where it is something else, such as a day. */
function textOf(cell: unknown, { field }: TableColumn, exact: boolean): string | null {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (typeof cell !== 'string') return null;
  const text = unsafe(cell.replace(/\r\n?/g, '\n'));
  const fold = exact ? oneLine : tidy;
  if (field !== 'evidence') return fold(text);
  const ideas = text.split('\n').map(fold);
  return (exact ? ideas : ideas.filter(Boolean)).join('\n');
}

const shown = (cell: unknown) => cellText(cell).slice(0, 40);

/** A cell's place as the person sees it. @param index of the row in the table as it was read */
const placeIn = ({ sheet, onItsSide }: Table, index: number, column: { readonly index: number; readonly heading: string }) =>
  onItsSide ? { row: column.index + 1, column: letters(index), ...at(sheet) } : { row: index + 1, column: column.heading, ...at(sheet) };

function wrong(row: TableRow, name: string, field: string, code: FaultCode, values: FaultValues = {}): DataError {
  const column = row.cells.find(({ column }) => column.field === field)?.column ?? { index: 0, heading: field };
  return new DataError(name, placeIn(row.table, row.index, column), code, values);
}
