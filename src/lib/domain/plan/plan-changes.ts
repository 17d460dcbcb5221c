/** What a person does with their plan, as new versions of its steps: nothing is changed in place, and only what changed comes back. */
import { LIMITS } from '../limits.ts';
import { later } from '../time.ts';
import { inOrder, STEP_LENGTH, type PlanStep, type StepAim } from './plan.ts';

/** What the person says of a step. With `state`, `doneAt` says when it was done, if that was not now. */
export type StepFields = Partial<Pick<PlanStep, 'what' | 'why' | 'by' | 'with' | 'state' | 'note' | 'doneAt'>>;

/** Still to be done: what the plan shows first. */
export const isOpen = ({ state }: Pick<PlanStep, 'state'>): boolean => state === 'todo' || state === 'doing';

/**
 * A new step, after all others.
 *
 * @param now milliseconds since 1970
 */
export function newStep(
  steps: readonly PlanStep[],
  said: { readonly what: string; readonly why?: string; readonly aim?: StepAim | null },
  id: string,
  now: number
): PlanStep {
  return {
    id,
    what: whatOf(said.what),
    why: (said.why ?? '').slice(0, STEP_LENGTH.why),
    aim: said.aim ?? null,
    by: null,
    with: '',
    state: 'todo',
    note: '',
    order: Math.min(LIMITS.order, steps.reduce((last, { order }) => Math.max(last, order), 0) + 1),
    createdAt: now,
    at: now
  };
}

/** What to do, as a step holds it. */
const whatOf = (words: string): string => words.trim().slice(0, STEP_LENGTH.what);

/** @returns the step as it now is; the very same one where nothing differs */
export function changeStep(step: PlanStep, fields: StepFields, now: number): PlanStep {
  const differs = (Object.keys(fields) as (keyof StepFields)[]).some((key) => fields[key] !== step[key]);
  if (!differs) return step;
  const { doneAt, ...changed } = { ...step, ...fields };
  const done = changed.state !== 'done' ? undefined : step.state === 'done' || 'doneAt' in fields ? doneAt : now;
  return { ...changed, ...(done === undefined ? {} : { doneAt: done }), at: later(now, step.at) };
}

/**
 * Puts a step in another place among some of the plan's.
 *
 * As a rule only the moved step is written, with a number between its new neighbours', so that two devices which each move one
 * step do not undo each other. Where no number is left between them, all get new ones.
 *
 * @param shown the steps among which it moves, in their order
 * @param to its place among them afterwards, from 0; beyond either end is that end
 * @returns the steps that changed; none where it stays where it is
 */
export function moveStep(steps: readonly PlanStep[], shown: readonly PlanStep[], id: string, to: number, now: number): PlanStep[] {
  const from = shown.findIndex((step) => step.id === id);
  const others = shown.filter((step) => step.id !== id);
  const place = Math.min(others.length, Math.max(0, to));
  if (from < 0 || from === place) return [];
  const moved = shown[from]!;
  const [before, after] = [others[place - 1], others[place]];
  const order = before && after ? (before.order + after.order) / 2 : before ? before.order + 1 : after!.order - 1;
  const fits = (!before || order > before.order) && (!after || order < after.order) && Math.abs(order) <= LIMITS.order;
  if (fits) return [{ ...moved, order, at: later(now, moved.at) }];
  const rest = inOrder(steps).filter((step) => step.id !== id);
  const at = after ? rest.findIndex((step) => step.id === after.id) : rest.length;
  return [...rest.slice(0, at), moved, ...rest.slice(at)].flatMap((step, i) =>
    step.order === i + 1 && step.id !== id ? [] : [{ ...step, order: i + 1, at: later(now, step.at) }]
  );
}

/** A step as the advice of an assessment has it: where it leads, and its words. */
export interface Advised extends Required<StepAim> {
  readonly what: string;
}

/**
 * Whether a step of the plan leads to the statement that the advice leads to. In another version of the rubric, another statement may stand in
 * its place: where the versions differ, or nobody noted one, the same words say that it is the same step.
 */
const leadsTo = ({ aim, what }: PlanStep, advised: Advised): boolean =>
  aim?.criterion === advised.criterion &&
  aim.level === advised.level &&
  (aim.assessment === advised.assessment || aim.version === advised.version || what === whatOf(advised.what));

/**
 * The step of the plan that answers to one of the advice's: being worked on, whatever assessment it came from, or done since this
 * very assessment. One that was dropped does not count: it can be taken up again.
 */
export function plannedStep(steps: readonly PlanStep[], advised: Advised): PlanStep | null {
  return (
    steps.find(
      (step) => (isOpen(step) || (step.state === 'done' && step.aim?.assessment === advised.assessment)) && leadsTo(step, advised)
    ) ?? null
  );
}

/** @returns the step with these very words that leads to no statement in particular, unless it was dropped */
export function ownStep(steps: readonly PlanStep[], what: string): PlanStep | null {
  return steps.find((step) => step.aim === null && step.state !== 'dropped' && step.what === whatOf(what)) ?? null;
}

/**
 * @returns a dropped step with the same aim and words, which is taken up again rather than written a second time; with other words it may be
 *   an earlier version's, which asked something else there
 */
export function droppedStep(steps: readonly PlanStep[], advised: Advised): PlanStep | null {
  const words = whatOf(advised.what);
  const { criterion, level } = advised;
  return (
    steps.find(
      (step) => step.state === 'dropped' && step.what === words && step.aim?.criterion === criterion && step.aim.level === level
    ) ?? null
  );
}
