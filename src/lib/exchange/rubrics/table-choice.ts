/** Which tables of a file make up the rubric: other sheets, copies, results of people and what nobody sees are left out, and said. */
import { DataError } from '#lib/domain/faults.ts';
import { CEILING, tooLarge } from '../bytes/ceilings.ts';
import { canvasTables } from './canvas.ts';
import { standingOf } from './level-names.ts';
import type { Left, LeftCode, TableAnswers, TableAsk } from './table-asks.ts';
import { fieldOf, isFact } from './table-columns.ts';
import { languageIn } from './table-languages.ts';
import { attempt, cellText, isBlank, isMark, layoutOf, saysOrder, transposed, type Layout } from './table-layout.ts';
import { letters, type TableSheet } from './table-sheet.ts';

/** A sheet that is read, and how it is laid out. */
export interface Table {
  readonly sheet: TableSheet;
  readonly layout: Layout;
  /** Whether its rows stood as columns. */
  readonly onItsSide: boolean;
}

/** Finds the tables that make up the rubric; what else the file holds is left out, and said. */
export function chosenTables(
  sheets: readonly TableSheet[],
  name: string,
  answers: TableAnswers
): { tables: readonly Table[]; asks: TableAsk[]; left: Left[] } {
  const left: Left[] = [];
  const filled = sheets.filter(hasContent);
  if (filled.length === 0) throw new DataError(name, '', 'empty');
  const total = filled.reduce((sum, { rows }) => sum + rows.length, 0);
  if (total > CEILING.rows) throw new DataError(name, { row: CEILING.rows + 1 }, 'many-rows', { most: CEILING.rows });
  // Many cells may point to one long text.
  const size = filled.reduce(
    (sum, { rows }) => sum + rows.reduce((all, row) => all + row.reduce<number>((own, cell) => own + lengthOf(cell), 0), 0),
    0
  );
  if (size > CEILING.cells) throw tooLarge(size, CEILING.cells, name);
  const hides = filled.some(({ hidden, hiddenRows, hiddenColumns }) => hidden || hiddenRows || hiddenColumns);
  let seen = answers.hidden ? filled : filled.flatMap((sheet) => visible(sheet, left));
  // Where nothing can be seen, what is hidden is all there is.
  if (!seen.some(hasContent)) [seen] = [filled, left.splice(0)];
  const asks: TableAsk[] = hides && (answers.hidden || left.length > 0) ? [{ kind: 'hidden', answer: answers.hidden ?? false }] : [];
  const tables = seen.filter(hasContent).flatMap((sheet) => canvasTables(sheet, name) ?? [sheet]);
  const laid = tables.map((sheet) => laidOut(sheet, name, answers));
  const found = laid.flatMap((one) => (one.layout instanceof Error ? [] : [one as Table]));
  if (found.length === 0) {
    // The rubric may be what is hidden, and what is seen something else.
    if (hides && answers.hidden === undefined) return chosenTables(sheets, name, { ...answers, hidden: true });
    throw laid[0]!.layout as DataError;
  }
  const sound = (table: Table) => describes(table) && !isOfPeople(table);
  const headed = found.filter(({ layout }) => layout.known > 0);
  // A sheet of people with headings gives way to a rubric without.
  const known = headed.some(sound) || !found.some(sound) ? headed : [];
  // Without headings, only one table is taken for a rubric: the one with the most words.
  const best = known.length > 0 ? known : [found.reduce((most, one) => (wordsIn(one) > wordsIn(most) ? one : most))];
  const worded = best.some((one) => describes(one)) ? best.filter((one) => describes(one)) : best;
  const apart = together(worded);
  const read = answers.sheets ? worded.filter(({ sheet }) => answers.sheets!.includes(sheet.name ?? '')) : apart;
  const taken = read.length > 0 ? read : apart;
  for (const { sheet, layout } of laid) {
    if (taken.some((one) => one.sheet === sheet)) continue;
    const code: LeftCode =
      layout instanceof DataError
        ? layout.code === 'table-of-marks'
          ? 'marks'
          : layout.code === 'no-header'
            ? 'no-headings'
            : 'not-read'
        : worded.some((one) => one.sheet === sheet)
          ? 'not-chosen'
          : best.some((one) => one.sheet === sheet)
            ? 'marks'
            : layout.known > 0
              ? 'marks'
              : known.length > 0
                ? 'no-headings'
                : 'not-chosen';
    left.push({ code, ...(sheet.name ? { sheet: sheet.name } : {}) });
  }
  if (worded.length > 1 && !inLanguages(worded))
    asks.push({
      kind: 'sheets',
      sheets: worded.map(({ sheet }) => ({ name: sheet.name ?? '', read: taken.some((one) => one.sheet === sheet) }))
    });
  left.push(...taken.flatMap(({ layout }) => layout.left));
  return { tables: taken, asks, left };
}

const lengthOf = (cell: unknown) => (typeof cell === 'string' ? cell.length : 0);

const hasContent = ({ rows }: TableSheet) => rows.some((row) => row.some((cell) => !isBlank(cell)));

/** @returns the sheet without what nobody sees; nothing where that is the whole sheet */
function visible(sheet: TableSheet, left: Left[]): TableSheet[] {
  const { name, rows, hidden, hiddenRows = [], hiddenColumns = [] } = sheet;
  const at = name ? { sheet: name } : {};
  if (hidden) {
    left.push({ code: 'hidden-sheet', ...at });
    return [];
  }
  const gone = new Set(hiddenRows);
  // Somebody may hide what says where the table came from; it is needed all the same.
  const facts = (column: number) => rows.slice(0, 10).some((row) => isFact(fieldOf(cellText(row[column]))));
  const without = new Set(hiddenColumns.filter((column) => rows.some((row) => !isBlank(row[column])) && !facts(column)));
  for (const row of gone) {
    const text = rows[row]?.map(cellText).find(Boolean);
    if (text) left.push({ code: 'hidden-row', row: row + 1, text: text.slice(0, 80), ...at });
  }
  for (const column of without)
    left.push({
      code: 'hidden-column',
      column: letters(column),
      text: rows
        .map((row) => cellText(row[column]))
        .find(Boolean)!
        .slice(0, 80),
      ...at
    });
  return [{ ...sheet, rows: rows.map((row, i) => (gone.has(i) ? [] : row.map((cell, j) => (without.has(j) ? null : cell)))) }];
}

/** How a table is laid out; the error, where it is none of a rubric. */
function laidOut(
  sheet: TableSheet,
  name: string,
  answers: TableAnswers
): { sheet: TableSheet; layout: Layout | DataError; onItsSide: boolean } {
  const upright = attempt(() => layoutOf(sheet, name, answers));
  const strength = (layout: Layout | DataError) => (layout instanceof DataError || !hasTitles(layout) ? 0 : layout.known);
  const turned = transposed(sheet);
  const aside = strength(upright) === 4 || turned.rows.length < 2 ? upright : attempt(() => layoutOf(turned, name, answers));
  // Titles such as “Question 1” have numbers, too: only levels that are called so, or numbers where nothing else is known, stand below each other.
  const [up, side] = [strength(upright), strength(aside)];
  if (side >= 3 ? side > up : side === 2 && up === 0) return { sheet: turned, layout: aside, onItsSide: true };
  return { sheet, layout: upright, onItsSide: false };
}

const hasTitles = ({ columns }: Layout) => columns.some(({ field }) => field === 'title');

const statementsOf = ({ sheet, layout }: Table): string[] =>
  sheet.rows
    .slice(layout.first)
    .flatMap((row) => layout.columns.flatMap(({ field, index }) => (/^[1-4]$/.test(field) ? [cellText(row[index])] : [])))
    .filter(Boolean);
const wordsIn = (table: Table) => statementsOf(table).reduce((sum, text) => sum + text.split(' ').length, 0);
/** Whether it has sentences, where another may only have names, marks or letters. */
function describes(table: Table): boolean {
  const texts = statementsOf(table);
  return texts.filter((text) => text.split(' ').length > 1 && !isMark(text) && !saysOrder(standingOf(text))).length > texts.length / 3;
}

/** @returns the language that a sheet is named after; `null` where it is none */
export const languageOf = ({ sheet }: Table) => (sheet.name ? languageIn(sheet.name) : null);
const saysLanguage = (table: Table) => table.layout.columns.some(({ field }) => field === 'language') || languageOf(table) !== null;
/** Whether each of the tables is in a language of its own. */
const inLanguages = (tables: readonly Table[]) => tables.every(saysLanguage);

/** What a column of people is called. */
const PEOPLE =
  /^(?:student|pupil|learner|participant|name|employee|teacher|opiskelija|oppilas|osallistuja|nimi|elev|student|deltagare|namn|schüler|schülerin|teilnehmende|teilnehmer|name|person)(?![\p{L}])/iu;

/** Headings that two parts of one rubric share: those of the levels, and of the titles. */
const headingsOf = ({ layout }: Table) =>
  JSON.stringify(layout.columns.flatMap(({ field, heading }) => (/^(?:title|[1-4])$/.test(field) ? [heading.toLowerCase()] : [])));
const isOfPeople = ({ layout }: Table) => layout.columns.some(({ field, heading }) => field === 'title' && PEOPLE.test(heading));

/** Tables that make up one rubric: in languages of their own; or with the same headings as the surest of them, and with criteria of their own. */
function together(tables: readonly Table[]): readonly Table[] {
  if (tables.length < 2 || inLanguages(tables)) return tables;
  const weight = (table: Table) => table.layout.known - (isOfPeople(table) ? 10 : 0);
  const surest = tables.reduce((best, one) => (weight(one) > weight(best) ? one : best));
  const seen = new Set<string>();
  return tables.filter((table) => {
    if (headingsOf(table) !== headingsOf(surest)) return false;
    const column = table.layout.columns.find(({ field }) => field === 'title')?.index ?? 0;
    const titles = table.sheet.rows
      .slice(table.layout.first)
      .map((row) => cellText(row[column]).toLowerCase())
      .filter(Boolean);
    const again = titles.some((title) => seen.has(title));
    if (!again) for (const title of titles) seen.add(title);
    return !again;
  });
}
