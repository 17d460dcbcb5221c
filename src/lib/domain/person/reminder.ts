/**
 * When to say that a backup would be good: by days and answers, and not again until there is more to lose. And when to say that an
 * assessment lies far enough back for another one to show what has changed.
 */
import type { Cell } from '../assessment/answer.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { LEVELS } from '../model.ts';
import { LAST_TIME } from '../time.ts';
import type { PersonalData } from './personal-data.ts';

const DAY = 86_400_000;

/**
 * Judged, not measured: twenty answers are about a topic, more than one would gladly give again; two weeks are longer than a course's
 * rhythm, so that nobody is asked from one session to the next.
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

/** @returns how many answers the person gave after a moment, what they said of whole situations too; what was filled in is not counted */
export function answersAfter({ head, entries }: Assessment, after: number): number {
  const cells = Object.values(entries).flatMap((entry) => Object.values(entry.cells));
  return [...cells.filter(({ origin }) => origin !== 'assumed'), ...(head.scope ?? [])].filter(({ at }) => at > after).length;
}

/** The setting that remembers backups, and the one that the person switches reminders off with. */
export const BACKUP_SETTING = 'backup';
export const REMINDERS_SETTING = 'reminders';

export interface BackupMemory {
  readonly madeAt: number | null;
  readonly putOffAt: number | null;
  /** Assessments that came out of a backup, by id, and when: their answers up to then lie in it. */
  readonly held: Readonly<Record<string, number>>;
}

const time = (value: unknown) => (typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LAST_TIME ? value : null);

/** @param setting as it was stored, which may be anything */
export function backupMemory(setting: unknown): BackupMemory {
  const { madeAt, putOffAt, held } = (typeof setting === 'object' ? (setting ?? {}) : {}) as Readonly<Record<string, unknown>>;
  const times = Object.entries(typeof held === 'object' ? (held ?? {}) : {}).filter(([, at]) => time(at) !== null);
  return { madeAt: time(madeAt), putOffAt: time(putOffAt), held: Object.fromEntries(times) };
}

const isSame = (a: Cell, b: Cell | undefined) => a.at === b?.at && a.value === b.value && a.origin === b.origin;

/** @returns ids of the assessments here whose every answer lies in the backup */
export function heldIn(backup: Pick<PersonalData, 'assessments'>, here: Pick<PersonalData, 'assessments'>): string[] {
  const theirs = new Map(backup.assessments.map((one) => [one.head.id, one]));
  const isHeld = ({ head, entries }: Assessment) => {
    const there = theirs.get(head.id);
    const said = new Map(there?.head.scope?.map(({ situation, at }) => [situation, at]));
    return (
      (head.scope ?? []).every(({ situation, at }) => said.get(situation) === at) &&
      Object.values(entries).every(({ criterion, cells }) => {
        const kept = there?.entries[criterion]?.cells;
        return LEVELS.every((level) => !cells[level] || isSame(cells[level], kept?.[level]));
      })
    );
  };
  return here.assessments.filter((one) => theirs.has(one.head.id) && isHeld(one)).map(({ head }) => head.id);
}

export interface Reminders {
  readonly backup: boolean;
  readonly again: boolean;
}

/** @param setting as it was stored @returns which reminders are wanted, as all are until somebody says no */
export function remindersOf(setting: unknown): Reminders {
  const { backup, again } = (typeof setting === 'object' ? (setting ?? {}) : {}) as Readonly<Record<string, unknown>>;
  return { backup: backup !== false, again: again !== false };
}

/** Judged: ten weeks are what the calendar files propose, four more are a month in which there was no time. */
const AGAIN = { days: 70, putOffDays: 28 } as const;
/** The setting that remembers when the reminder to assess again was put off. */
export const AGAIN_SETTING = 'again';

/**
 * @param lastAt when the last assessment changed last; `null` where there is none
 * @param dismissedAt when the reminder was put off; `null` where it never was. Times in milliseconds since 1970
 */
export function againDue(lastAt: number | null, dismissedAt: number | null, now: number): boolean {
  if (lastAt === null || now - lastAt < AGAIN.days * DAY) return false;
  return dismissedAt === null || Math.abs(now - dismissedAt) >= AGAIN.putOffDays * DAY;
}

/** @param setting as it was stored @returns when the reminder to assess again was put off */
export const againPutOff = (setting: unknown): number | null => backupMemory(setting).putOffAt;
