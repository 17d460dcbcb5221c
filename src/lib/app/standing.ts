/** Where somebody is who has been here before: what the first page says to them. */
import { pace, type Head } from '#lib/domain/assessment/assessment.ts';
import type { Progress } from '#lib/domain/assessment/store.ts';
import { isOpen } from '#lib/domain/plan/plan-changes.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { FEW } from './newest.ts';

interface Placed extends Progress {
  readonly head: Head;
}

/** An assessment with something still open. */
export interface Open extends Placed {
  /** Milliseconds that the rest takes at the person's pace. */
  readonly left: number;
}

export interface Standing {
  /** The assessment that was changed last, where something of it is open. */
  readonly open: Open | null;
  /** The one whose answers are complete that was changed last, of the latest few. */
  readonly complete: Placed | null;
  /** How many there are; none only where none is stored, not where some cannot be read. */
  readonly total: number;
  /** Whether the plan has open steps; asked only where no assessment says where somebody is. */
  readonly planned: boolean;
}

/** @returns `null` where nothing could be read */
export async function standingOf({ assessments, store, plan }: Pick<App, 'assessments' | 'store' | 'plan'>): Promise<Standing | null> {
  try {
    const list = await assessments;
    const { heads, total } = await list.list(FEW);
    // What looks back on an earlier time says nothing of today.
    const today = heads.filter(({ retrospectOf }) => !retrospectOf);
    const progress = await list.progressOf(today);
    const placed = today.map((head) => ({ head, ...progress[head.id]! }));
    const isComplete = ({ head, done }: Placed) => done >= head.size;
    const newest = placed[0];
    const open = newest && !isComplete(newest) ? { ...newest, left: await left(newest) } : null;
    const complete = placed.find(isComplete) ?? null;
    return { open, complete, total, planned: !open && !complete && (await hasSteps()) };
  } catch {
    return null;
  }

  async function hasSteps(): Promise<boolean> {
    const found = await plan.then((store) => store.list()).catch(() => null);
    return found?.steps.some(isOpen) ?? false;
  }

  async function left({ head, done }: Placed): Promise<number> {
    const found = await (await store).load(head.id).catch(() => null);
    return (head.size - done) * pace(found?.entries ?? {}).each;
  }
}
