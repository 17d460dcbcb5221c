/**
 * Several windows may show the same course to the same learner, and what a platform keeps is one text: whoever writes last would wipe out the rest. So a window
 * that hears of another one that it lags behind writes nothing any more. What the other one stored stays, and what was answered here is handed out as a file.
 *
 * Adapters find out themselves where the platform says what it has by now. Many platforms of SCORM answer from what the page once loaded: there, the windows of
 * a browser tell each other.
 */
import { PlatformError, type Platform } from '#lib/domain/course/platform.ts';
import { nameOf } from '#lib/domain/course/state-bytes.ts';

/** What windows of one browser share. */
export interface Channel {
  tell(news: unknown): void;
  end(): void;
}

/** A window has stored a state upon another one; states by a hash, as they tell what somebody answered. */
interface Stored {
  readonly before: number;
  readonly now: number;
}

const markOf = (state: string | null): number => (state === null ? 0 : nameOf(state));

/** @param channelFor the same for all windows that this learner has the course open in, and for no others; `null` where they share none */
export function amongWindows(platform: Platform, channelFor: (learner: string, hear: (news: unknown) => void) => Channel | null): Platform {
  let over: PlatformError | null = null;
  let channel: Channel | null = null;
  /** Every state that this window has read or written. */
  const known = new Set<number>();
  let last = 0;

  function note(state: string | null) {
    last = markOf(state);
    known.add(last);
  }
  function hear(news: unknown) {
    const { before, now } = (news ?? {}) as Partial<Stored>;
    if (known.has(before!) && !known.has(now!)) over = new PlatformError('elsewhere', 'another window has stored something since');
  }
  async function unlessOver<T>(what: () => Promise<T>): Promise<T> {
    if (over) throw over;
    try {
      return await what();
    } catch (error) {
      if (error instanceof PlatformError && error.kind === 'elsewhere') over = error;
      throw error;
    }
  }
  return {
    async open() {
      const session = await platform.open();
      if (!channel) {
        note(session.state);
        channel = channelFor(session.learner, hear);
      }
      return session;
    },
    put: (state) => unlessOver(() => platform.put(state)),
    save: (state) =>
      unlessOver(async () => {
        const before = last;
        await platform.save(state);
        note(state);
        channel?.tell({ before, now: last } satisfies Stored);
      }),
    complete: (report) => unlessOver(() => platform.complete(report)),
    close() {
      channel?.end();
      channel = null;
      // On its way out too, a platform may store all that the page once loaded.
      if (!over) platform.close();
    },
    ...(platform.leave && { leave: () => platform.leave!() })
  };
}
