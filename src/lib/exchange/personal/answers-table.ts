/** Answers as a table for spreadsheets and statistics: one row per answer; and a second table that says what the columns mean. */
import { cellsOf, criterionKey, emptyEntry, type Assessment } from '#lib/domain/assessment/assessment.ts';
import { LEVELS, type Level } from '#lib/domain/model.ts';
import type { Rubric, RubricRef } from '#lib/domain/rubric/rubric.ts';
import { safe } from '../rubrics/table-cells.ts';

/** The same in every language of the app, so that tables of several people fit together. They stay. */
export const COLUMNS = [
  'assessment_id',
  'assessment',
  'begun',
  'looks_back_at',
  'role',
  'setting',
  'competency',
  'competency_title',
  'rubric_version',
  'rubric_hash',
  'target',
  'criterion',
  'criterion_title',
  'level',
  'level_name',
  'situation',
  'descriptor',
  'essential',
  'value',
  'answer',
  'origin',
  'answered_at',
  'evidence',
  'note'
] as const;
export type AnswerColumn = (typeof COLUMNS)[number];

/** What the table says in the reader's language, and on their calendar. */
export interface TableWords {
  readonly values: Readonly<Record<'0' | '1' | '2' | 'na', string>>;
  /** What the model calls the levels: said of its own topics only. */
  readonly levels: Readonly<Record<Level, string>>;
  readonly isOurs: (competency: string) => boolean;
  /** The day of a moment, such as 2026-11-23. */
  readonly dayOf: (at: number) => string;
}

/** Spreadsheets take text for an old encoding unless it begins with this. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * A cell that no spreadsheet takes for a formula. Tabs and what cannot be seen go: before a formula they would hide it from whoever looks only
 * at a cell's first character.
 */
export const cell = (text: string): string =>
  safe(
    text
      .replace(/\r\n?/g, '\n')
      .replace(/\t/g, ' ')
      // eslint-disable-next-line no-control-regex -- these are what is taken out
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
  );

/** @returns the rows as separated values, each with its end */
export const linesOf = (rows: readonly (readonly string[])[], separator: ',' | ';'): string =>
  rows.map((cells) => `${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator)}\r\n`).join('');

/** Columns whose values are counted: numbers in a spreadsheet. */
const COUNTED: readonly AnswerColumn[] = ['target', 'level', 'essential', 'value'];

/** @param columns those of the rows @returns the rows with numbers where values are counted */
export const withNumbers = (rows: readonly (readonly string[])[], columns: readonly AnswerColumn[]): (string | number)[][] =>
  rows.map((cells) => cells.map((text, i) => (COUNTED.includes(columns[i]!) && /^\d+$/.test(text) ? Number(text) : text)));

export const columnsOf = (notes: boolean): readonly AnswerColumn[] => (notes ? COLUMNS : COLUMNS.filter((column) => column !== 'note'));

/**
 * One assessment's rows. An open answer has none. What was said of a whole situation has one in each criterion that it holds in: of its rubric
 * where that is here, and otherwise where anything else was answered.
 *
 * @param rubricOf the rubric that it was answered with; `null` where it is not on this device, and its words stay empty
 * @param notes whether the private notes go in: each on the first row of its criterion
 */
export function tableRows(
  { head, entries }: Assessment,
  rubricOf: (ref: RubricRef) => Rubric | null,
  words: TableWords,
  notes: boolean
): string[][] {
  const rows: string[][] = [];
  for (const ref of head.rubrics) {
    const rubric = rubricOf(ref);
    // In the rubric's order; what it does not know, as they were stored.
    const asked = (rubric?.criteria ?? []).map(({ id }) => criterionKey(ref.id, id));
    const told = Object.values(entries).flatMap(({ criterion }) => (criterion.startsWith(`${ref.id}.`) ? [criterion] : []));
    for (const key of new Set([...asked, ...told])) {
      const entry = entries[key] ?? emptyEntry(head.id, key);
      const cells = cellsOf({ head, entries }, key);
      const criterion = rubric?.criteria.find(({ id }) => criterionKey(ref.id, id) === key);
      const shared: Partial<Record<AnswerColumn, string>> = {
        assessment_id: head.id,
        assessment: head.name,
        begun: words.dayOf(head.createdAt),
        looks_back_at: head.retrospectOf ?? '',
        role: head.role ?? '',
        setting: head.setting ?? '',
        competency: ref.id,
        competency_title: rubric?.title ?? '',
        // With a letter before it, so that no spreadsheet reads 1.2.3 as a day.
        rubric_version: `v${ref.version}`,
        rubric_hash: ref.hash ?? '',
        target: String((Object.hasOwn(head.targets, ref.id) && head.targets[ref.id]) || ''),
        criterion: key.slice(ref.id.length + 1),
        criterion_title: criterion?.title ?? '',
        evidence: entry.evidence
      };
      let note = notes ? entry.note : '';
      const add = (rest: Partial<Record<AnswerColumn, string>>) => {
        const row = { ...shared, ...rest, note };
        rows.push(columnsOf(notes).map((column) => cell(row[column] ?? '')));
        note = '';
      };
      for (const level of LEVELS) {
        const answer = cells[level];
        if (!answer) continue;
        add({
          level: String(level),
          level_name: words.isOurs(ref.id) ? words.levels[level] : '',
          situation: rubric?.situations?.[level].label ?? '',
          descriptor: criterion?.descriptors[level] ?? '',
          essential: criterion ? (criterion.essential.includes(level) ? '1' : '0') : '',
          value: String(answer.value),
          answer: words.values[`${answer.value}`],
          origin: answer.origin,
          answered_at: new Date(answer.at).toISOString()
        });
      }
      // A note on a criterion without answers is in the table too.
      if (note) add({});
    }
  }
  return rows;
}

/** @param what each column means, in the reader's language @param heads the names of the codebook's own two columns @returns its rows */
export const codebook = (what: Readonly<Record<AnswerColumn, string>>, notes: boolean, heads: readonly [string, string]): string[][] =>
  [heads, ...columnsOf(notes).map((column) => [column, what[column]])].map((row) => row.map(cell));
