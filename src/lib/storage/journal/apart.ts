/** The journal as pages use it: a worker keeps it, one for each page. Where there is none to be had, there is no journal. */
import type { Loss } from '#lib/domain/person/device.ts';
import type { Touched } from '../tables/changes.ts';
import type { Standing } from './database.ts';
import type { Recovery } from './journal.ts';
import { markOf, setMark } from './marks.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

let worker: Worker | null = null;
/** Who waits for a database to be given back what it has lost. */
const waiting = new Map<string, (recovery: Recovery) => void>();
/** Who hears that this was done unasked. */
const hearing = new Map<string, (loss: Loss) => void>();

/** Has the worker there before there is work for it. */
export function wake(): Worker {
  if (worker) return worker;
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
    const { database, recovery } = data;
    if (data.kind === 'standing') note(database, data.standing);
    // What comes of following meanwhile is no answer to who waits.
    const waits = data.kind === 'recovered' ? waiting.get(database) : undefined;
    if (waits) {
      waiting.delete(database);
      waits(recovery);
    } else if (recovery.kind === 'restored') hearing.get(database)?.({ ...recovery, missing: 0, late: true });
  };
  worker.onerror = () => {
    for (const tell of waiting.values()) tell({ kind: 'failed' });
    waiting.clear();
    // Its code may have been out of reach: the next time there is another one.
    worker = null;
  };
  return worker;
}

const say = (message: ToWorker) => wake().postMessage(message);

/**
 * Has the journal brought up to its database, some time soon.
 *
 * @param touched rows that were written or deleted; `null`: whatever the journal lacks
 * @param lost hears of a database that was found to be behind only now, and has taken the journal's state
 */
export function follow(database: string, touched: readonly Touched[] | null, lost?: (loss: Loss) => void): void {
  if (lost) hearing.set(database, lost);
  say({ kind: 'follow', database, touched });
}

/** As long as somebody waits to see what there is, in milliseconds: a worker may not come, and another tab may not let go of the journal. */
const PATIENCE = 10_000;

/** @returns what the database took from its journal, once it is stored */
export function recover(database: string): Promise<Recovery> {
  return new Promise((resolve) => {
    const late = setTimeout(() => (waiting.delete(database), resolve({ kind: 'failed' })), PATIENCE);
    waiting.set(database, (recovery) => (clearTimeout(late), resolve(recovery)));
    say({ kind: 'recover', database });
  });
}

/** Remembers that there is something. A mark of what was lost stays until the person has read of it. */
function note(database: string, standing: Standing | null): void {
  const before = markOf(database);
  if (!standing || (before && before.life !== standing.life)) return;
  const { life, assessments } = standing;
  setMark(database, standing.anything ? { life, assessments, day: today() } : null);
}

/** Swedish dates are ISO dates. */
const today = () => new Date().toLocaleDateString('sv');
