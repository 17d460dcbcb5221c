/** Rows are checked when they are read: what lies in a browser's database may be older, torn or edited by hand. */
import { asideSchema, entrySchema, headSchema } from '#lib/domain/assessment/assessment-file.ts';
import type { Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { digestSchema } from '#lib/domain/position/digest-file.ts';
import type { Digest } from '#lib/domain/position/digest.ts';
import { DataError } from '#lib/domain/faults.ts';
import { stepSchema } from '#lib/domain/plan/plan-file.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { Damage, Unreadable } from '#lib/domain/damage.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import { checked, shelfItemSchema } from '#lib/domain/rubric/rubric-file.ts';
export { checkAsked, checkGiven } from '#lib/domain/second/second-file.ts';
import { participationSchema, resultSchema, waitingSchema, workshopSchema } from '#lib/domain/workshop/workshop-file.ts';
import type { Participation, Workshop } from '#lib/domain/workshop/workshop.ts';

/** A row, or why it cannot be read. */
export type Read<T> = { readonly row: T } | { readonly damage: Damage };

export const checkHead = (raw: unknown) => checked(headSchema, raw, 'assessment') as Head;
export const checkEntry = (raw: unknown) => checked(entrySchema, raw, 'answers') as Entry;
export const checkStep = (raw: unknown) => checked(stepSchema, raw, 'plan') as PlanStep;
export const checkItem = (raw: unknown) => checked(shelfItemSchema, raw, 'shelf') as ShelfItem;
export const checkDigest = (raw: unknown) => checked(digestSchema, raw, 'digest') as Digest;

export const checkWorkshop = (raw: unknown) => checked(workshopSchema, raw, 'workshop') as Workshop;
export const checkResult = (raw: unknown) => checked(resultSchema, raw, 'result');
export const checkWaiting = (raw: unknown) => checked(waitingSchema, raw, 'waiting');
export const checkParticipation = (raw: unknown) => checked(participationSchema, raw, 'participation') as Participation;

export const checkAside = (raw: unknown) => checked(asideSchema, raw, 'aside');

/** @param raw the row as it is stored, in this table @returns what the check makes of it, or why it could not */
export function attempt<T>(check: () => T, raw: unknown, table: string, keyOf: (raw: unknown) => unknown): Read<T> {
  try {
    return { row: check() };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return { damage: damageIn(table, raw === undefined ? null : keyOf(raw), raw, `${error.place} ${error.reason}`.trim()) };
  }
}

export function damageIn(table: string, key: unknown, raw: unknown, reason: string): Damage {
  const { id, assessment, criterion } = (raw ?? {}) as Readonly<Record<string, unknown>>;
  const own = { assessments: id, entries: assessment }[table];
  return {
    table,
    key,
    assessment: typeof own === 'string' ? own : '',
    criterion: table === 'entries' && typeof criterion === 'string' ? criterion : null,
    reason,
    raw
  };
}

/** What is put aside of a damaged row: it gets a key of its own there. */
export const unreadable = ({ assessment, criterion, reason, raw }: Damage): Unreadable => ({ assessment, criterion, reason, raw });

/** Splits rows into those that can be read and those that cannot. */
export function sift<T>(raws: readonly unknown[], read: (raw: unknown) => Read<T>): { rows: T[]; damage: Damage[] } {
  const rows: T[] = [];
  const damage: Damage[] = [];
  for (const raw of raws) {
    const result = read(raw);
    if ('row' in result) rows.push(result.row);
    else damage.push(result.damage);
  }
  return { rows, damage };
}

/** Rows that are checked before the page may draw. */
const PIECE = 500;
export const pause = () => new Promise<void>((done) => setTimeout(done));

/** `sift`, in pieces. */
export async function siftAll<T>(raws: readonly unknown[], read: (raw: unknown) => Read<T>): Promise<ReturnType<typeof sift<T>>> {
  const all = sift<T>([], read);
  for (let from = 0; from < raws.length; from += PIECE) {
    if (from > 0) await pause();
    const { rows: some, damage } = sift(raws.slice(from, from + PIECE), read);
    all.rows.push(...some);
    all.damage.push(...damage);
  }
  return all;
}
