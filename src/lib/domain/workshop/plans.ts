/** The ways through a workshop: its steps, in order, with the minutes that they are thought to take. */

/** What a step needs at hand. */
export type Need = 'wall' | 'room' | 'practice' | 'paper' | 'cohort';

interface StepOf<Id extends string> {
  readonly id: Id;
  /** Estimated; `null` in a course, whose steps are weeks. */
  readonly minutes: number | null;
  readonly needs: readonly Need[];
}

const timed = <Id extends string>(id: Id, minutes: number, ...needs: readonly Need[]): StepOf<Id> => ({ id, minutes, needs });
const weeks = <Id extends string>(id: Id, ...needs: readonly Need[]): StepOf<Id> => ({ id, minutes: null, needs });

export const PLANS = {
  ninety: [
    timed('open', 10, 'wall'),
    timed('calibrate', 10, 'practice'),
    timed('assess', 20, 'wall', 'paper'),
    timed('read', 10),
    timed('pairs', 15, 'room'),
    timed('group', 13, 'wall'),
    timed('choose', 10),
    timed('close', 2, 'room')
  ],
  half: [
    timed('open', 20, 'wall'),
    timed('calibrate', 25, 'practice'),
    timed('assess', 40, 'wall', 'paper'),
    timed('break', 15),
    timed('pairs', 25, 'room'),
    timed('group', 20, 'wall'),
    timed('labs', 40),
    timed('revise', 15),
    timed('choose', 10, 'room')
  ],
  course: [weeks('first', 'cohort'), weeks('map'), weeks('portfolio'), weeks('journal'), weeks('last', 'cohort')]
} as const;

export type PlanId = keyof typeof PLANS;
export type Step = (typeof PLANS)[PlanId][number];

const MINUTE = 60_000;

/** How far somebody is in a plan with minutes. Times in milliseconds. */
export interface Run {
  readonly plan: PlanId;
  /** Index of the step that is on. */
  readonly step: number;
  /** What each step has taken so far, the one that is on without what runs now. */
  readonly spent: readonly number[];
  /** Since when it runs, since 1970; `null` while it is paused. */
  readonly since: number | null;
}

export const begun = (plan: PlanId, now: number): Run => ({ plan, step: 0, spent: PLANS[plan].map(() => 0), since: now });

/** The clock's difference, so that sleep counts; a clock that was set back takes nothing away. */
const running = ({ since }: Run, now: number) => (since === null ? 0 : Math.max(0, now - since));

const settled = (run: Run, now: number): readonly number[] =>
  run.spent.map((time, i) => (i === run.step ? time + running(run, now) : time));

export const paused = (run: Run, now: number): Run => ({ ...run, spent: settled(run, now), since: null });
export const resumed = (run: Run, now: number): Run => (run.since === null ? { ...run, since: now } : run);

/** The clock was set back: what ran until then counts, and it goes on from here. @param before what the clock said last */
export const setBack = (run: Run, before: number, now: number): Run =>
  run.since === null ? run : resumed(paused(run, Math.max(before, run.since)), now);

/** @param by 1 for the next step, -1 for the one before; at either end it stays */
export function moved(run: Run, by: 1 | -1, now: number): Run {
  const step = Math.min(Math.max(run.step + by, 0), run.spent.length - 1);
  return step === run.step ? run : { ...run, spent: settled(run, now), step, since: run.since === null ? null : now };
}

/** @returns what the step that is on has left, below zero when it is over; and how long the rest takes, if each later step takes its minutes */
export function timesOf(run: Run, now: number): { readonly left: number; readonly rest: number } {
  const planned = PLANS[run.plan].map(({ minutes }) => (minutes ?? 0) * MINUTE);
  const left = planned[run.step]! - run.spent[run.step]! - running(run, now);
  const later = planned.slice(run.step + 1).reduce((sum, time) => sum + time, 0);
  return { left, rest: Math.max(0, left) + later };
}

/** @param setting as it was stored, which may be anything @returns `null` where it is none */
export function runIn(setting: unknown): Run | null {
  const { plan, step, spent, since } = (typeof setting === 'object' ? (setting ?? {}) : {}) as Readonly<Record<string, unknown>>;
  const time = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;
  if ((plan !== 'ninety' && plan !== 'half') || !Array.isArray(spent) || spent.length !== PLANS[plan].length) return null;
  if (!time(step) || !Number.isInteger(step) || step >= spent.length || !spent.every(time)) return null;
  return since === null || time(since) ? { plan, step, spent: spent as readonly number[], since } : null;
}
