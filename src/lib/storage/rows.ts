/** Rows are checked when they are read: what lies in a browser's database may be older, torn or edited by hand. */
import { entrySchema, headSchema } from '#lib/domain/assessment/assessment-file.ts';
import type { Entry, Head } from '#lib/domain/assessment/assessment.ts';
import { stepSchema } from '#lib/domain/plan/plan-file.ts';
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { Damage } from '#lib/domain/assessment/store.ts';
import { DataError } from '#lib/domain/faults.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';

type Read<T> = { readonly row: T } | { readonly damage: Damage };

export function readHead(raw: unknown): Read<Head> {
  return read(() => checked(headSchema, raw, 'assessment') as Head, raw);
}

export function readEntry(raw: unknown): Read<Entry> {
  return read(() => checked(entrySchema, raw, 'answers') as Entry, raw);
}

export function readStep(raw: unknown): Read<PlanStep> {
  return read(() => checked(stepSchema, raw, 'plan') as PlanStep, raw);
}

/** Whether an assessment's row, which may be torn, names the rubric of this hash. */
export const answeredWith = (row: unknown, hash: string): boolean => {
  const rubrics = (row as { rubrics?: unknown } | null)?.rubrics;
  return Array.isArray(rubrics) && rubrics.some((rubric: { hash?: unknown } | null) => rubric?.hash === hash);
};

/** Splits rows into those that can be read and those that cannot. */
export function sift<T>(raws: readonly unknown[], reader: (raw: unknown) => Read<T>): { rows: T[]; damage: Damage[] } {
  const rows: T[] = [];
  const damage: Damage[] = [];
  for (const raw of raws) {
    const result = reader(raw);
    if ('row' in result) rows.push(result.row);
    else damage.push(result.damage);
  }
  return { rows, damage };
}

function read<T>(parse: () => T, raw: unknown): Read<T> {
  try {
    return { row: parse() };
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    const keys = (raw ?? {}) as { assessment?: unknown; criterion?: unknown; id?: unknown };
    const own = keys.assessment ?? keys.id;
    return {
      damage: {
        assessment: typeof own === 'string' ? own : '',
        criterion: typeof keys.criterion === 'string' ? keys.criterion : null,
        reason: `${error.place} ${error.reason}`.trim(),
        raw
      }
    };
  }
}
