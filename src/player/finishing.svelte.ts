/** The learner says that they are done, and what of their result the course may see. */
import { SvelteSet } from 'svelte/reactivity';
import type { Ask } from '#lib/domain/course/course.ts';
import type { Report, Told } from '#lib/domain/course/platform.ts';
import type { Holding } from './holding.svelte.ts';

export class Finishing {
  /** What the course asks to see, and they said yes to. */
  readonly agreed = new SvelteSet<Ask>();
  /** What became of it. */
  told = $state.raw<Told>('told');
  /** They have said that they are done, and it was stored. */
  done = $state.raw(false);

  /**
   * What they agreed to is told after the state was stored for good, and nothing is done where that fails.
   *
   * @throws PlatformError
   */
  async tell(report: Report, holding: Holding): Promise<void> {
    const { platform } = holding.stands;
    if (platform) {
      await holding.save();
      this.told = await platform.complete(report);
    }
    this.done = true;
  }
}
