/** Everything that a report is made of. */
import type { Damage } from '../damage.ts';
import type { Entries, Head } from '../assessment/assessment.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { Rubric } from '../rubric/rubric.ts';
import type { Position } from './position.ts';

export interface ReportData {
  readonly head: Head;
  readonly entries: Entries;
  readonly rubrics: readonly Rubric[];
  readonly positions: readonly Position[];
  /** Rows of answers that could not be read. */
  readonly damage: readonly Damage[];
  /** The name of the assessment that this one looks back to, `null` where that is gone; absent where it looks back to none. */
  readonly back?: string | null;
  /** `null` where it could not be read. */
  readonly plan: { readonly steps: readonly PlanStep[]; readonly damage: readonly Damage[] } | null;
}
