/** Where requests for a second view and answers to those of others are kept. Each adapter passes the same tests. */
import type { Asked, Given, KeptView, SecondView } from './second.ts';

/** What the person asked of others. */
export interface SecondStore {
  /** @param assessment of this one alone; of all when left out @returns the newest first */
  asked(assessment?: string): Promise<readonly Asked[]>;
  ask(asked: Asked): Promise<void>;
  /** Keeps a view with its request, as that is stored at this moment. @throws RangeError where it does not fit any more */
  keep(asked: Asked, view: SecondView, now: number): Promise<void>;
  /** Takes a view out of its request. */
  drop(asked: Asked, view: KeptView): Promise<void>;
  /** From now on nothing more is taken in. */
  withdraw(asked: Asked, now: number): Promise<void>;
  /** Deletes a request, with what was kept of it. */
  forget(asked: Asked): Promise<void>;

  /** What the person answers about the work of others. @returns what changed last first */
  given(): Promise<readonly Given[]>;
  readGiven(number: string): Promise<Given | null>;
  saveGiven(given: Given): Promise<void>;
  /** Changes what is stored at this moment, in one transaction. Begun in the very event; done when it is on the disk. @returns what is stored now */
  changeGiven(number: string, change: (given: Given) => Given): Promise<Given | null>;
  forgetGiven(number: string): Promise<void>;
}
