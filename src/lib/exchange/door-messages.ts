/** What a page and the worker at the door say to each other. Only plain values travel between them. */
import { DataError, type FaultCode, type FaultValues, type TablePlace } from '#lib/domain/faults.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { open, type Request } from './door.ts';
import type { Difference } from '#lib/domain/rubric/difference-file.ts';
import type { OpenedRubric } from './rubrics/opened.ts';

export type DoorMessage =
  /** The worker is there and listens. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'piece'; readonly data: Partial<Omit<PersonalData, 'owner'>> }
  /** All pieces were sent. */
  | { readonly kind: 'data'; readonly owner?: PersonalData['owner'] }
  | { readonly kind: 'rubric'; readonly opened: OpenedRubric | Difference }
  | { readonly kind: 'fault'; readonly fault: TravellingFault }
  /** Something else went wrong, such as a part of the app that cannot be loaded. In English, for logs. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A DataError on its way. */
interface TravellingFault {
  readonly file: string;
  readonly place: string | TablePlace;
  readonly code: FaultCode | null;
  readonly values: FaultValues;
  readonly reason: string;
}

export const errorOf = ({ file, place, code, values, reason }: TravellingFault): DataError =>
  new DataError(file, place, code, values, reason);

/** How many assessments, and how many steps of a plan, travel at a time: the page takes each piece in at once. */
const PIECE = 25;
const STEPS = 2_000;

/** Opens what was asked for, and tells what came of it: nothing is thrown. */
export async function answer(request: Request, tell: (message: DoorMessage) => void): Promise<void> {
  try {
    const opened = await open(request);
    if ('format' in opened || 'base' in opened) return tell({ kind: 'rubric', opened });
    const { owner, assessments, plan, rubrics, drafts, workshops, participations, asked, given } = opened;
    for (let from = 0; from < assessments.length; from += PIECE)
      tell({ kind: 'piece', data: { assessments: assessments.slice(from, from + PIECE) } });
    for (const rubric of rubrics) tell({ kind: 'piece', data: { rubrics: [rubric] } });
    for (const draft of drafts) tell({ kind: 'piece', data: { drafts: [draft] } });
    for (let from = 0; from < plan.length; from += STEPS) tell({ kind: 'piece', data: { plan: plan.slice(from, from + STEPS) } });
    for (const workshop of workshops) tell({ kind: 'piece', data: { workshops: [workshop] } });
    tell({ kind: 'piece', data: { participations, asked, given } });
    tell({ kind: 'data', owner });
  } catch (error) {
    if (!(error instanceof DataError)) return tell({ kind: 'failed', reason: String(error) });
    const { file, place, cell, code, values, reason } = error;
    tell({ kind: 'fault', fault: { file, place: cell ?? place, code, values, reason } });
  }
}
