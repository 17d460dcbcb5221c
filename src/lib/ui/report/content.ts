/** What a report is made of, before it is laid out: the domain's findings, with the rubrics' words. */
import { essentialsToTry, topicsToTry } from '#lib/domain/position/advice.ts';
import type { WayIn } from '#lib/domain/assessment/ways-in.ts';
import { criterionKey } from '#lib/domain/assessment/assessment.ts';
import type { Level, Model } from '#lib/domain/model.ts';
import { isOpen } from '#lib/domain/plan/plan-changes.ts';
import type { PlanStep, StepAim } from '#lib/domain/plan/plan.ts';
import type { ReportData } from '#lib/domain/position/report.ts';
import type { CellPlace } from '#lib/domain/position/position.ts';
import type { Criterion, Rubric } from '#lib/domain/rubric/rubric.ts';
import { statementText } from '#lib/i18n/statement.ts';

/** What a whole report can hold or leave out. */
export const PARTS = ['ladder', 'why', 'strengths', 'next', 'plan', 'every', 'notes', 'group', 'second'] as const;
/** Out until the person says otherwise: what is private, the steps of the plan that a reader need not see, and what is of others. */
const OUT: ReadonlySet<Part> = new Set(['notes', 'every', 'group', 'second']);
export type Part = (typeof PARTS)[number];
export type Parts = Readonly<Record<Part, boolean>>;

/** @returns the parts as they were chosen; the usual ones where nothing was, or nothing that can be read */
export function readParts(stored: unknown): Parts {
  const chosen = (stored ?? {}) as Partial<Record<Part, unknown>>;
  return Object.fromEntries(PARTS.map((part) => [part, OUT.has(part) ? chosen[part] === true : chosen[part] !== false])) as Record<
    Part,
    boolean
  >;
}

export const rubricOf = (rubrics: readonly Rubric[], competency: string): Rubric => rubrics.find(({ id }) => id === competency)!;
export const criterionOf = (rubric: Rubric, criterion: string): Criterion => rubric.criteria.find(({ id }) => id === criterion)!;

/** How many open steps of the plan a report has, unless all are wanted: a few sheets, where thousands would take hundreds. */
const MOST_OPEN = 100;

/** @param every takes all but dropped ones @returns the steps of the plan that go in, and how many are left out, by why */
export function planned(
  steps: readonly PlanStep[],
  every: boolean
): { readonly steps: readonly PlanStep[]; readonly left: Readonly<Record<'open' | 'done' | 'dropped', number>> } {
  const open = steps.filter(isOpen);
  const undropped = steps.filter(({ state }) => state !== 'dropped');
  const dropped = steps.length - undropped.length;
  if (every) return { steps: undropped, left: { open: 0, done: 0, dropped } };
  const taken = open.slice(0, MOST_OPEN);
  return { steps: taken, left: { open: open.length - taken.length, done: undropped.length - open.length, dropped } };
}

/** A step that can be handed on, or was chosen to be. */
export interface Chosen {
  readonly key: string;
  readonly text: string;
  readonly lang?: string;
  /** What it is about and by when, in words; may be empty. */
  readonly about: string;
  /** Where it leads. */
  readonly aim: Pick<StepAim, 'criterion' | 'level'> | null;
  /** Whether it is from the person's plan. */
  readonly own: boolean;
}

/** A next step in words. */
export interface ReportStep {
  readonly key: string;
  readonly rubric: Rubric;
  readonly criterion: Criterion;
  readonly level: Level;
}

/** How many steps a topic has in a report. */
const STEPS = 3;

/** What is read of a report to say what to try. */
type Advised = Pick<ReportData, 'positions' | 'rubrics' | 'head' | 'entries'>;

/** What to try in a topic: its first steps, or how to begin where these presuppose a group or a community. */
export interface ReportTopic {
  readonly rubric: Rubric;
  readonly ways: readonly WayIn[];
  readonly steps: readonly ReportStep[];
}

const stepOf = (rubrics: readonly Rubric[], { competency, criterion, level }: CellPlace & { readonly competency: string }): ReportStep => {
  const rubric = rubricOf(rubrics, competency);
  return { key: `${competency}.${criterion}.${level}`, rubric, criterion: criterionOf(rubric, criterion), level };
};

/** The topics to turn to, in that order. */
export const topicsOf = (data: Advised, model: Model): ReportTopic[] =>
  topicsToTry(data.positions, data.rubrics, data, model).map(({ competency, ways, steps }) => ({
    rubric: rubricOf(data.rubrics, competency),
    ways,
    steps: steps.slice(0, STEPS).map((step) => stepOf(data.rubrics, step))
  }));

/** What to try for essentials that are answered and not in place; it comes before all other steps. */
export const essentialStepsOf = (data: Advised): ReportStep[] =>
  essentialsToTry(data.positions, data.rubrics, data)
    .filter(({ value }) => value !== null)
    .map((one) => stepOf(data.rubrics, one));

/** What to do: whoever made a rubric need not have written it, and the statement says where it leads. */
export const wordsOf = ({ rubric, criterion, level }: Pick<ReportStep, 'rubric' | 'criterion' | 'level'>): string =>
  criterion.next[level] ?? statementText(rubric, criterion, level);
/** Where these words stand in the rubric. */
export const placeOf = ({ criterion, level }: Pick<ReportStep, 'criterion' | 'level'>): string =>
  criterion.next[level] ? `${criterion.id}.next.${level}` : `${criterion.id}.${level}`;

/** Notes on criteria, by topic, in the rubrics' order. */
export function notesOf({ rubrics, entries }: Pick<ReportData, 'rubrics' | 'entries'>): {
  readonly rubric: Rubric;
  readonly notes: readonly { readonly criterion: Criterion; readonly note: string }[];
}[] {
  return rubrics
    .map((rubric) => ({
      rubric,
      notes: rubric.criteria.flatMap((criterion) => {
        const note = entries[criterionKey(rubric.id, criterion.id)]?.note;
        return note ? [{ criterion, note }] : [];
      })
    }))
    .filter(({ notes }) => notes.length);
}
