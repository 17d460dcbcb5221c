/** When to say that a backup would be good: by days and answers, and not again until there is more to lose. */
import type { Assessment } from './assessment.ts';

const DAY = 86_400_000;

/**
 * Judged, not measured: twenty answers are what a topic or two take, more than one would gladly give again; two weeks are longer than a
 * course's rhythm, so that nobody is asked from one session to the next.
 */
export const REMIND = { days: 14, answers: 20, putOffDays: 7 } as const;

export interface BackupState {
  /** Answers that the person gave since the last backup, or ever. */
  readonly answersSince: number;
  /** Milliseconds since 1970, as all times here; `null` where there was none. */
  readonly lastBackupAt: number | null;
  readonly firstAnswerAt: number | null;
  /** When the reminder was put off. */
  readonly dismissedAt: number | null;
  readonly now: number;
}

/** `never`: nothing was ever backed up. `old`: the backup is. `few`: little is new. `recent`: it has not been long. `put-off`: by the person. */
export type BackupDue =
  | { readonly due: true; readonly reason: 'never' | 'old'; readonly days: number; readonly answers: number }
  | { readonly due: false; readonly reason: 'few' | 'recent' | 'put-off' };

export function backupDue({ answersSince, lastBackupAt, firstAnswerAt, dismissedAt, now }: BackupState): BackupDue {
  const since = lastBackupAt ?? firstAnswerAt;
  if (since === null || answersSince < REMIND.answers) return { due: false, reason: 'few' };
  const days = Math.floor((now - since) / DAY);
  if (days < REMIND.days) return { due: false, reason: 'recent' };
  // A clock that was set back is no reason to be silent for good.
  if (dismissedAt !== null && Math.abs(now - dismissedAt) < REMIND.putOffDays * DAY) return { due: false, reason: 'put-off' };
  return { due: true, reason: lastBackupAt === null ? 'never' : 'old', days, answers: answersSince };
}

/** @returns how many answers the person gave after a moment; what only followed from them is not counted */
export function answersAfter({ entries }: Pick<Assessment, 'entries'>, after: number): number {
  return Object.values(entries)
    .flatMap(({ cells }) => Object.values(cells))
    .filter(({ at, origin }) => origin !== 'assumed' && at > after).length;
}

/** The setting that remembers backups, and the one that the person switches reminders off with. */
export const BACKUP_SETTING = 'backup';
export const REMINDERS_SETTING = 'reminders';

export interface BackupMemory {
  readonly madeAt: number | null;
  readonly putOffAt: number | null;
}

const time = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null);

/** @param setting as it was stored, which may be anything */
export function backupMemory(setting: unknown): BackupMemory {
  const { madeAt, putOffAt } = (typeof setting === 'object' ? (setting ?? {}) : {}) as Readonly<Record<string, unknown>>;
  return { madeAt: time(madeAt), putOffAt: time(putOffAt) };
}

/** @param setting as it was stored @returns whether reminders of backups are wanted, as they are until somebody says no */
export function remindersOn(setting: unknown): boolean {
  return (typeof setting === 'object' ? (setting as { backup?: unknown } | null) : null)?.backup !== false;
}
