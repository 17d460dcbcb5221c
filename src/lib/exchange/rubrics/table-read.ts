/**
 * Reads a rubric from a table: one that Waymark wrote, or one that somebody made with a title and four levels. Whatever cannot be
 * read is named by its row and column.
 */
import { DataError, type FaultCode, type FaultValues } from '#lib/domain/faults.ts';
import type { Level } from '#lib/domain/model.ts';
import { faultIn, MOST } from '#lib/domain/rubric/rubric-file.ts';
import type { Draft, Translation } from '#lib/domain/rubric/rubric.ts';
import { withText } from '#lib/domain/rubric/places.ts';
import { CEILING } from '../bytes/ceilings.ts';
import { idFor } from './opened.ts';
import { oneLine, readCompetences, readExampleLevels, readLevels, readVersion, tidy, unsafe, writeExampleLevels } from './table-cells.ts';
import { headOf, type TableColumn } from './table-head.ts';
import { placeInWhole, TEXT, WHOLE } from './table-columns.ts';

export interface TableSheet {
  /** Absent where there is only one table. */
  readonly name?: string;
  readonly rows: readonly (readonly unknown[])[];
}

interface ReadTable {
  readonly facts: Draft['facts'];
  readonly words: Record<string, Translation>;
  readonly returnsTo: string | null;
}

/** A row with content, and what is needed to name its cells. */
interface TableRow {
  readonly sheet: TableSheet;
  /** Counted from 1, as spreadsheets do. */
  readonly number: number;
  readonly language: string;
  /** The criterion's id; `null` for the rubric as a whole. */
  readonly criterion: string | null;
  readonly cells: readonly { readonly column: TableColumn; readonly text: string }[];
}

type ReadFacts = { id: string; essential: Level[]; digcomp?: string[]; examples?: Record<string, Level> };

/**
 * @param sheets all of the same layout; a sheet without headings is left aside where another has them
 * @param name the file's name, for messages
 * @param language the one that rows are in that do not say it
 * @throws DataError naming the cell
 */
export function readTables(sheets: readonly TableSheet[], name: string, language: string): ReadTable {
  const rows = rowsOf(sheets, name, language);
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
  const { id, version = '0.1.0', keyLevel = '1', source, madeFrom } = whole;
  // A table that Waymark wrote leaves the source language out where the rubric does; English is meant then.
  const own = source ?? (whole.version && Object.hasOwn(words, 'en') ? undefined : (inSource ?? language));
  const rest = { version, keyLevel: Number(keyLevel) as Level, ...(own ? { source: own } : {}), criteria };
  return { facts: { id: id ?? idFor({ facts: { id: 'none', ...rest }, words }), ...rest }, words, returnsTo: madeFrom ?? null };
}

/** The rows with content of all sheets, with their ids and languages. */
function rowsOf(sheets: readonly TableSheet[], name: string, language: string): TableRow[] {
  const filled = sheets.filter(({ rows }) => rows.some((row) => row.some((cell) => !blank(cell))));
  if (filled.length === 0) throw new DataError(name, '', 'empty');
  const total = sheets.reduce((sum, { rows }) => sum + rows.length, 0);
  if (total > CEILING.rows) throw new DataError(name, { row: CEILING.rows + 1 }, 'many-rows', { most: CEILING.rows });
  const read = filled.map((sheet) => ({ sheet, head: headOf(sheet, name) }));
  const withHead = read.filter(({ head }) => !(head instanceof DataError));
  if (withHead.length === 0) throw read[0]!.head;
  const found: TableRow[] = [];
  for (const { sheet, head } of withHead) {
    const { columns, first } = head as Exclude<typeof head, DataError>;
    const byField = (field: string) => columns.find((column) => column?.field === field);
    // Whatever Waymark wrote comes back letter by letter; what people typed is tidied.
    const from = byField('madeFrom');
    const exact = from !== undefined && sheet.rows.slice(first).some((row) => !blank(row[from.index]));
    const sheetLanguage = !byField('language') && sheet.name && faultIn('language', sheet.name) === null ? sheet.name : language;
    sheet.rows.forEach((raw, i) => {
      if (i < first || raw.every(blank)) return;
      const number = i + 1;
      raw.forEach((cell, index) => {
        if (!blank(cell) && !columns[index]) throw new DataError(name, at(sheet, number, letters(index)), 'unknown-column');
      });
      const cells = columns.flatMap((column) => {
        if (!column) return [];
        const text = textOf(raw[column.index], column, exact);
        if (text === null)
          throw new DataError(name, at(sheet, number, column.heading), 'not-text-cell', { value: shown(raw[column.index]) });
        return [{ column, text }];
      });
      const cell = (field: string) => cells.find(({ column }) => column.field === field);
      const own = (cell('language')?.text ?? '').trim() || sheetLanguage;
      const id = (cell('criterion')?.text ?? '').trim();
      const row = { sheet, number, language: own, criterion: id.toLowerCase() === WHOLE ? null : id, cells };
      if (faultIn('language', own)) throw wrong(row, name, 'language', 'bad-language');
      if (row.criterion && faultIn('criterion', row.criterion)) throw wrong(row, name, 'criterion', 'bad-id');
      found.push(row);
    });
  }
  return named(found);
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
    const before = writeExampleLevels(facts.examples ?? {});
    if (facts.examples && before !== writeExampleLevels(levels))
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

/** A column without a heading goes by its letters, as spreadsheets count. */
const letters = (index: number): string => (index > 25 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
const blank = (cell: unknown) => cell === null || cell === undefined || cell === '';
const shown = (cell: unknown) => (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).slice(0, 40));
const at = ({ name }: TableSheet, row: number, column: string) => ({ row, column, ...(name ? { sheet: name } : {}) });

function wrong(row: TableRow, name: string, field: string, code: FaultCode, values: FaultValues = {}): DataError {
  const heading = row.cells.find(({ column }) => column.field === field)?.column.heading ?? field;
  return new DataError(name, at(row.sheet, row.number, heading), code, values);
}
