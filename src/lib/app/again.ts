/** When to answer again: whether that time has come, and a day to put into the calendar where it has not. */
import { againDue } from '#lib/domain/person/reminder.ts';
import { dayAfterWeeks } from '#lib/platform/day.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { newestOf } from './newest.ts';

/** Time enough for small steps to become a habit, and short enough to remember them. */
export const WEEKS = 10;

export interface Again {
  /** The date of the last assessment, where it is time for another one: also where the reminder of it is off or was put off. */
  readonly due: Promise<number | null>;
  /** Such as 2026-03-09. */
  readonly day: string;
  /**
   * Hands out a file for the calendar.
   *
   * @param id the assessment that is to be compared with
   * @param begin address of the page where the next assessment begins
   */
  make(id: string, begin: string): Promise<void>;
}

export function assessAgain({ assessments, world }: Pick<App, 'assessments' | 'world'>): Again {
  const day = dayAfterWeeks(world.now(), WEEKS);
  const due = assessments
    .then(async (list) => {
      const head = await newestOf(list);
      const at = head && (await list.progressOf([head]))[head.id]!.at;
      return at !== null && againDue(at, null, world.now()) ? at : null;
    })
    .catch(() => null);
  return {
    due,
    day,
    make: async (id, begin) => (await import('./calendar.ts')).againFile(id, day, new URL(begin, location.href).href, world.now())
  };
}
