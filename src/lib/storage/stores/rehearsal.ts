/**
 * A rehearsal: a workshop in memory alone, the same in all windows of this browser that have it open, and gone with the last of them. What is
 * done in one window is done in all, as with a workshop that is kept.
 */
import { MemoryTables } from '../tables/memory.ts';
import { Workshops, type WorkshopNews } from './workshops.ts';

const BOTH = ['workshops', 'results'] as const;

/** All of it, as one window tells the others. */
interface Whole {
  readonly rows: Readonly<Record<(typeof BOTH)[number], readonly unknown[]>>;
  /** How many changes there were, and which window made the last: all windows take the later one of two. */
  readonly changes: number;
  readonly by: number;
}

/** How long another window may take until it answers, in milliseconds. */
const PATIENCE = 250;

/** @param place whose rehearsal it is: the name of their tables; `null` where these are in memory */
export async function openRehearsal(place: string | null): Promise<Workshops> {
  const channel = new BroadcastChannel(`${place ?? 'memory'}-rehearsal`);
  const listeners = new Set<(id: WorkshopNews) => void>();
  const own = Math.random();
  let last: Omit<Whole, 'rows'> = { changes: 0, by: own };
  let isTaking = false;

  const tables = new MemoryTables(() => {
    if (isTaking) return;
    last = { changes: last.changes + 1, by: own };
    void tell();
  });
  const news = {
    /** The others hear of it with all that there is. */
    tell() {},
    listen(hear: (id: WorkshopNews) => void) {
      listeners.add(hear);
      return () => void listeners.delete(hear);
    }
  };

  async function tell() {
    const [workshops, results] = await tables.within('read', BOTH, (held) => Promise.all(BOTH.map((table) => held.page(table))));
    channel.postMessage({ ...last, rows: { workshops: workshops!, results: results! } } satisfies Whole);
  }

  async function take({ rows, changes, by }: Whole) {
    if (changes < last.changes || (changes === last.changes && by <= last.by)) return;
    last = { changes, by };
    await tables.within('write', BOTH, async (held) => {
      // Whoever wrote just before this has had their say.
      isTaking = true;
      for (const table of BOTH) {
        await held.clear(table);
        await held.put(table, rows[table]);
      }
    });
    isTaking = false;
    for (const hear of listeners) hear(null);
  }

  await new Promise<void>((done) => {
    channel.onmessage = ({ data }: MessageEvent<Whole | 'ask'>) => {
      if (data !== 'ask') void take(data).then(done);
      else if (last.changes > 0) void tell();
    };
    channel.postMessage('ask');
    setTimeout(done, PATIENCE);
  });
  return new Workshops(tables, news);
}
