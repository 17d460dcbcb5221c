/** Which reminders somebody wants; kept under this key among the settings. What they say, and when, is the business of who shows them. */
export const REMINDERS = 'reminders';

export interface Reminders {
  readonly backup: boolean;
  readonly again: boolean;
}

/** @returns what was stored; all of them where nothing was, or nothing that can be read */
export function readReminders(stored: unknown): Reminders {
  const { backup, again } = (stored ?? {}) as Partial<Record<keyof Reminders, unknown>>;
  return { backup: backup !== false, again: again !== false };
}
