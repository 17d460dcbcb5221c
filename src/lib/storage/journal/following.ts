/** What a page does for the journal of its database. All else of the journal comes when something was made, or was here before. */
import type { Loss } from '#lib/domain/person/device.ts';
import type { Changed, Touched } from '../tables/changes.ts';
import { MARKS } from './names.ts';

/** After so long the journal begins to follow, in milliseconds: what a first answer sets off comes before, and a page that was just opened. */
const LATER = 2500;

export interface Following {
  /** There was something before: the journal follows after a while, or with the first change; at once where it has followed already. */
  begin(): void;
  /** Hears of each change. Where there was nothing, it follows a while after the first of something that a person makes. */
  readonly changed: Changed;
}

/** @param lost called when the database is found to have been behind its journal */
export function following(database: string, lost: (loss: Loss) => void): Following {
  let [before, ready] = [false, false];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (touched: readonly Touched[] | null) =>
    import('./apart.ts')
      .then((apart) => apart.follow(database, touched, lost))
      // Its code is out of reach, or there are no workers: the next change is another try.
      .catch(() => {
        ready = false;
        timer = undefined;
      });
  const start = () => {
    clearTimeout(timer);
    ready = true;
    void follow(null);
  };
  return {
    begin() {
      before = true;
      if (ready) return start();
      timer ??= setTimeout(start, LATER);
      // So that the first change has not to wait for it.
      void import('./apart.ts').then(({ wake }) => wake()).catch(() => {});
    },
    changed(touched) {
      if (ready) void follow(touched);
      else if (before) start();
      else if (touched.some(([table]) => table !== 'settings')) timer ??= setTimeout(start, LATER);
    }
  };
}

/** @returns what was lost since the last visit, as `look` says */
export async function lossOf(database: string): Promise<Loss | 'newer' | 'failed' | null> {
  try {
    if (!localStorage.getItem(MARKS)?.includes(JSON.stringify(database))) return null;
    return await (await import('./look.ts')).look(database);
  } catch {
    return null;
  }
}
