/** Answers as a table in the language of the page, with the words of the rubrics that they were given to. */
import type { Assessment } from '#lib/domain/assessment/assessment.ts';
import type { Rubric, RubricRef } from '#lib/domain/rubric/rubric.ts';
import {
  BYTE_ORDER_MARK,
  codebook,
  columnsOf,
  linesOf,
  tableRows,
  withNumbers,
  type AnswerColumn,
  type TableWords
} from '#lib/exchange/personal/answers-table.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { model, modelWords } from '#lib/library/model.ts';
import { dayOf } from '#lib/platform/day.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { valueName } from '#lib/i18n/words.ts';
import { MissingRubric, rubricsOf } from './rubrics.ts';

/** Assessments between which the page may draw. */
const PIECE = 20;

/** A workbook, or separated values for spreadsheets that are set to the language of the page. */
export type TableKind = 'xlsx' | 'csv';

/** @returns the table's file */
export async function answersTable(
  assessments: readonly Assessment[],
  notes: boolean,
  kind: TableKind,
  app: Pick<App, 'shelf'>
): Promise<Blob> {
  const levels = modelWords.levels;
  const words: TableWords = {
    values: { 0: valueName(0), 1: valueName(1), 2: valueName(2), na: valueName('na') },
    levels: { 1: levels[1].name, 2: levels[2].name, 3: levels[3].name, 4: levels[4].name },
    isOurs: (competency) => model.competencies.includes(competency),
    dayOf
  };
  const rubrics = await rubricsFor(assessments, app);
  const columns = columnsOf(notes);
  const rows: string[][] = [[...columns]];
  for (const [i, assessment] of assessments.entries()) {
    if (i % PIECE === PIECE - 1) await new Promise((done) => setTimeout(done));
    for (const row of tableRows(assessment, (ref) => rubrics.get(keyOf(ref)) ?? null, words, notes)) rows.push(row);
  }
  const [head, ...rest] = rows;
  return fileOf(kind, kind === 'xlsx' ? [head!, ...withNumbers(rest, columns)] : rows, 'answers');
}

const WIDTH = 18;

async function fileOf(kind: TableKind, rows: readonly (readonly (string | number)[])[], sheet: string): Promise<Blob> {
  if (kind === 'xlsx') {
    const { writeXlsx } = await import('#lib/exchange/rubrics/xlsx.ts');
    const bytes = await writeXlsx(
      rows,
      sheet,
      (rows[0] ?? []).map(() => WIDTH)
    );
    return new Blob([bytes as BlobPart], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
  }
  const { separatorIn } = await import('#lib/exchange/rubrics/csv.ts');
  return new Blob([BYTE_ORDER_MARK, linesOf(rows as string[][], separatorIn(pageLanguage()))], { type: 'text/csv;charset=utf-8' });
}

const keyOf = ({ id, version, hash }: RubricRef) => `${id} ${version} ${hash ?? ''}`;

/** Each rubric once; one that is not on this device is missing. */
async function rubricsFor(assessments: readonly Assessment[], app: Pick<App, 'shelf'>): Promise<Map<string, Rubric>> {
  const refs = new Map(assessments.flatMap(({ head }) => head.rubrics.map((ref) => [keyOf(ref), ref] as const)));
  const found = new Map<string, Rubric>();
  for (const [key, ref] of refs)
    try {
      const [rubric] = await rubricsOf([ref], app);
      found.set(key, rubric!);
    } catch (error) {
      if (!(error instanceof MissingRubric)) throw error;
    }
  return found;
}

/** @returns the file of what the columns mean */
export function columnsTable(notes: boolean, kind: TableKind): Promise<Blob> {
  const yes = { 0: valueName(0), 1: valueName(1), 2: valueName(2), na: valueName('na') };
  const what: Record<AnswerColumn, string> = {
    assessment_id: m.data_column_assessment_id(),
    assessment: m.data_column_assessment(),
    begun: m.data_column_begun(),
    looks_back_at: m.data_column_looks_back_at(),
    role: m.data_column_role(),
    setting: m.data_column_setting(),
    competency: m.data_column_competency(),
    competency_title: m.data_column_competency_title(),
    rubric_version: m.data_column_rubric_version(),
    rubric_hash: m.data_column_rubric_hash(),
    target: m.data_column_target(),
    criterion: m.data_column_criterion(),
    criterion_title: m.data_column_criterion_title(),
    level: m.data_column_level(),
    level_name: m.data_column_level_name(),
    situation: m.data_column_situation(),
    descriptor: m.data_column_descriptor(),
    essential: m.data_column_essential(),
    value: m.data_column_value({ no: yes[0], partly: yes[1], yes: yes[2], na: yes.na }),
    answer: m.data_column_answer(),
    origin: m.data_column_origin(),
    answered_at: m.data_column_answered_at(),
    evidence: m.data_column_evidence({ none: m.evidence_none(), recall: m.evidence_recall(), show: m.evidence_show() }),
    note: m.data_column_note()
  };
  return fileOf(kind, codebook(what, notes, [m.data_codebook_column(), m.data_codebook_meaning()]), 'codebook');
}
