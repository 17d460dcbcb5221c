/** All that belongs to one person: what a backup holds, and what moves from device to device. */
import type { Assessment } from '../assessment/assessment.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { Draft } from '../rubric/rubric.ts';
import type { SoundRubric } from '../rubric/sound.ts';

/** A published rubric that is not built in, or that an assessment was answered with. */
export interface KeptRubric extends SoundRubric {
  /** As `ShelfItem` has them. */
  readonly origin: 'own' | 'received' | 'cited';
  readonly from?: string;
  readonly at: number;
}

export interface PersonalData {
  readonly assessments: readonly Assessment[];
  readonly plan: readonly PlanStep[];
  readonly rubrics: readonly KeptRubric[];
  readonly drafts: readonly Draft[];
}

export const NOTHING: PersonalData = { assessments: [], plan: [], rubrics: [], drafts: [] };
