/** What comes in, as lines of names and numbers. */
import type { AssessmentMerge, MergeReport } from '#lib/domain/person/merge.ts';
import { region } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { nameOf } from '#lib/i18n/words.ts';

export interface Line {
  readonly what: string;
  readonly count: number;
}

/** @returns for example "1,240" */
export const formatNumber = (count: number): string => new Intl.NumberFormat(region()).format(count);

/** @returns what joining does, zeros left out */
export function joiningLines({ assessments, steps, rubrics, drafts, workshops, views }: MergeReport): Line[] {
  const of = (kind: string) => assessments.filter((one) => one.kind === kind && !isAlike(one));
  const sum = (part: 'added' | 'replaced' | 'outlived') => assessments.reduce((all, { answers }) => all + answers[part], 0);
  return some([
    [m.data_in_new(), of('new').length],
    [m.data_in_joined(), of('joined').length],
    [m.data_in_added(), sum('added')],
    [m.data_in_replaced(), sum('replaced')],
    [m.data_in_outlived(), sum('outlived')],
    [m.data_in_notes(), assessments.reduce((all, { notes }) => all + notes, 0)],
    [m.data_in_same(), of('same').length + assessments.filter(isAlike).length],
    [m.data_in_other(), of('other-rubrics').length],
    [m.data_in_steps(), steps.added],
    [m.data_in_steps_replaced(), steps.replaced],
    [m.data_in_rubrics(), rubrics],
    [m.data_in_drafts(), drafts.added],
    [m.data_in_drafts_replaced(), drafts.replaced],
    [m.data_in_workshops(), workshops.added],
    [m.data_in_workshops_replaced(), workshops.replaced],
    [m.data_in_views(), views]
  ]);
}

/** @returns where something comes that was made while a clock was ahead and differs from what is here, and how much */
export function aheadLines({ assessments, steps, drafts }: MergeReport): Line[] {
  return some([
    ...assessments.map(({ head, date, ahead }) => [nameOf(head, date), ahead] as const),
    [m.data_steps(), steps.ahead],
    [m.data_drafts(), drafts.ahead]
  ]);
}

/** Joined, but only beside the answers: with a newer name, say, or a place where somebody left off. */
export const isAlike = ({ kind, answers, notes }: AssessmentMerge): boolean =>
  kind === 'joined' && answers.added + answers.replaced + answers.outlived + notes === 0;

/** Whether joining would change what is here already, rather than only put something beside it. */
export const changesHere = ({ assessments, steps, drafts, workshops }: MergeReport): boolean =>
  assessments.some(({ kind }) => kind === 'joined') || steps.replaced + drafts.replaced + workshops.replaced > 0;

/** Whether joining would change anything here, or the person has to say what counts. */
export const changesAnything = (report: MergeReport): boolean => report.changes || aheadLines(report).length > 0;

/** Whether something stays out, since it cannot be joined to what is here. */
export const leavesOut = ({ assessments }: MergeReport): boolean => assessments.some(({ kind }) => kind === 'other-rubrics');

const some = (lines: readonly (readonly [string, number])[]): Line[] =>
  lines.filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }));
