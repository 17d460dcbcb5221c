/** All that belongs to one person: what a backup holds, and what moves from device to device. */
import type { Assessment } from '../assessment/assessment.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { Draft } from '../rubric/rubric.ts';
import type { Asked, Given } from '../second/second.ts';
import type { LedWorkshop } from '../workshop/led.ts';
import type { Participation } from '../workshop/workshop.ts';
import type { SoundRubric } from '../rubric/sound.ts';

/** A published rubric that is not built in, or that an assessment was answered with. */
export interface KeptRubric extends SoundRubric {
  /** As `ShelfItem` has them. */
  readonly origin: 'own' | 'received' | 'cited';
  readonly from?: string;
  readonly at: number;
}

export interface PersonalData {
  /**
   * Made by chance, for telling whose data a file holds: the same in all that one person takes out whole. Absent where nobody can tell: in
   * older files, and where one assessment was taken out, which is often handed on. It says who somebody is to nobody but their own devices.
   */
  readonly owner?: string;
  readonly assessments: readonly Assessment[];
  readonly plan: readonly PlanStep[];
  readonly rubrics: readonly KeptRubric[];
  readonly drafts: readonly Draft[];
  readonly workshops: readonly LedWorkshop[];
  readonly participations: readonly Participation[];
  /** Second views: what the person asked and kept, and what they answer about others. They leave in a backup, and else only where that was chosen. */
  readonly asked: readonly Asked[];
  readonly given: readonly Given[];
}

export const NOTHING: PersonalData = {
  assessments: [],
  plan: [],
  rubrics: [],
  drafts: [],
  workshops: [],
  participations: [],
  asked: [],
  given: []
};

/** Without what others say of the person, and what the person says of others. */
export const withoutSecond = (data: PersonalData): PersonalData => ({ ...data, asked: [], given: [] });

/** @returns how many second views there are: those that were kept, and those that the person gives */
export const viewCount = ({ asked, given }: Pick<PersonalData, 'asked' | 'given'>): number =>
  asked.reduce((sum, { views }) => sum + views.length, given.length);

/** Whether it says anything of somebody: rubrics and drafts alone do not. */
export const isAboutSomebody = ({ assessments, plan, asked, given }: PersonalData): boolean =>
  assessments.length + plan.length + asked.length + given.length > 0;

/** How many ids a person's files may have borne; nobody has as many devices. */
const MOST_OWNERS = 50;

/** @param setting as it was stored, which may be anything @returns ids that this person's files bear: the first one is written, all are known */
export const ownersIn = (setting: unknown): readonly string[] =>
  Array.isArray(setting)
    ? setting.filter((one): one is string => typeof one === 'string' && /^[0-9a-f]{32}$/.test(one)).slice(0, MOST_OWNERS)
    : [];

/** @returns these ids and one more; in an order that is the same on all devices, so that in time all write the same one */
export const ownersWith = (owners: readonly string[], owner: string): readonly string[] => [...new Set([...owners, owner])].sort();
