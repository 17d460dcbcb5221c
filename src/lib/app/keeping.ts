/** When the app is kept for use without a connection: in a pause, and never while answers are given. */
import { onPause } from '#lib/platform/pause.ts';

const ASSESS = '/assess/';
/** Here a room full of phones comes at the same time, and has to get to the first question. */
const JOIN = '/join/';

/**
 * How long nothing has to happen, in milliseconds. Where somebody answers, so long that they must be reading: from one tap to the next on
 * the same criterion it takes a few seconds, and to read the four statements of the next one more than ten. Elsewhere, time for the page
 * itself.
 */
const QUIET = { page: 1_500, assess: 10_000 };

export class Keeping {
  readonly #keep: (path: string) => void;
  #path = '';
  #answered = false;
  #stop = () => {};

  /** @param keep has the app kept, with what the page needs that is open then; may be called for each page */
  constructor(keep: (path: string) => void) {
    this.#keep = keep;
  }

  /** @param path of the page that is open now, within its language */
  at(path: string): void {
    if (path === this.#path) return;
    this.#path = path;
    this.#wait();
  }

  /** The first answer is stored. Before, whatever is fetched would compete with what that takes. */
  answered(): void {
    this.#answered = true;
    this.#wait();
  }

  #wait(): void {
    this.#stop();
    const { page, assess } = QUIET;
    const quiet = this.#path === JOIN ? assess : this.#path !== ASSESS ? page : this.#answered ? assess : Infinity;
    this.#stop = onPause(quiet, () => this.#keep(this.#path));
  }
}
