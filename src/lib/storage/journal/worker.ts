/** Keeps journals, away from the page: nothing that a person does waits for it, but for what a database has lost. */
import { standingOf } from './database.ts';
import { alone, filesOf, hasFiles } from './files.ts';
import { Journal, type Recovery } from './journal.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';
import type { Touched } from '../tables/changes.ts';

const NOTHING: Recovery = { kind: 'nothing' };

/** After so long a journal that could not be written is tried again, in milliseconds; each time in vain it is twice as long. */
const PAUSE = 5_000;

/** Whether it failed because this browser has no such file system, or none that can be written. */
const isMissing = async (error: unknown) => !(await hasFiles()) || (error as Partial<DOMException>).name === 'NotSupportedError';

const tell = (message: FromWorker) => postMessage(message);

/** Keeps one database's journal: what comes while it is at work waits. */
class Keeper {
  readonly #database: string;
  readonly #journal: Journal;
  /** What is not in the journal yet; `null`: that has to be found out, as at first, and after it could not be written. */
  #waiting: Touched[] | null = null;
  /** How many changes that were. */
  #changes = 0;
  #working = false;
  #pause = PAUSE;

  constructor(database: string) {
    this.#database = database;
    this.#journal = new Journal(database, filesOf(database), Date.now);
  }

  follow(touched: readonly Touched[] | null): void {
    if (touched === null) this.#waiting = null;
    else this.#waiting?.push(...touched);
    this.#changes++;
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let failed = false; !failed && (this.#waiting === null || this.#waiting.length);) {
      const [touched, changes] = [this.#waiting, this.#changes];
      [this.#waiting, this.#changes] = [[], 0];
      let recovery = NOTHING;
      try {
        recovery = await alone(this.#database, () => this.#journal.follow(touched, changes));
        this.#pause = PAUSE;
      } catch (error) {
        [failed, this.#waiting] = [true, null];
        // No room, perhaps: it is tried again, now and then. What is missing will not come.
        if (!(await isMissing(error))) setTimeout(() => this.follow(null), (this.#pause *= 2));
      }
      tell({ kind: 'standing', database: this.#database, recovery, standing: await standingOf(this.#database).catch(() => null) });
    }
    this.#working = false;
  }

  async recover(): Promise<void> {
    let recovery: Recovery;
    try {
      recovery = await alone(this.#database, () => this.#journal.recover());
    } catch (error) {
      recovery = (await isMissing(error)) ? NOTHING : { kind: 'failed' };
    }
    tell({ kind: 'recovered', database: this.#database, recovery });
  }
}

const keepers = new Map<string, Keeper>();

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  const keeper = keepers.get(data.database) ?? new Keeper(data.database);
  keepers.set(data.database, keeper);
  if (data.kind === 'recover') void keeper.recover();
  else keeper.follow(data.touched);
});
