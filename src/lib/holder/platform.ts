/**
 * A learning platform, or a page, holds the answers. Here they are in memory, and whatever changes goes to it at once as one text; when a question
 * is left, the platform is asked to store it for good. What it does not take stays here, is said, and goes along with the next change.
 */
import type { AnswerStore } from '#lib/domain/assessment/store.ts';
import type { Holder } from '#lib/domain/course/holder.ts';
import { PlatformError, type Platform } from '#lib/domain/course/platform.ts';

/** `waiting`: handed over, and not stored for good yet. */
export type Keeping = 'stored' | 'waiting' | 'failed';

/** So long after a change, in milliseconds, it is stored for good also where the question is not left. */
const QUIET = 4_000;

export interface PlatformHolder extends Holder {
  readonly answers: AnswerStore;
  /** Hands over what changed besides the answers, and has it stored for good. @throws PlatformError */
  save(): Promise<void>;
  /** The page is out of sight: what waits is stored, if it still can be. */
  flush(): void;
}

/**
 * Answers are changed here whether the platform takes them or not: nobody has to give them twice, and the next text has them all.
 *
 * @param answers in memory
 * @param state what is kept, as one text, as it is now; `id`: the assessment that was last changed here, `null` where none was
 * @param room how long that may be, in characters
 * @param told called whenever it changes where the last change is
 */
export function heldByPlatform(
  platform: Pick<Platform, 'put' | 'save'>,
  answers: AnswerStore,
  state: (id: string | null) => Promise<string>,
  room: () => number,
  told: (keeping: Keeping, error?: PlatformError) => void = () => {}
): PlatformHolder {
  let keeping: Keeping = 'stored';
  let answered: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** One after the other: a platform is never asked two things at once, and what was said last is what it has. */
  let last: Promise<unknown> = Promise.resolve();
  /** What waits for its turn takes along whatever is changed until then. */
  let next: { how: 'put' | 'save'; readonly done: Promise<void> } | null = null;
  const say = (now: Keeping, error?: PlatformError) => {
    keeping = now;
    told(now, error);
  };
  async function ask(): Promise<void> {
    // A platform that did not answer is asked again with whatever comes next.
    const how = keeping === 'failed' ? 'save' : next!.how;
    next = null;
    try {
      const text = await state(answered);
      if (text.length > room()) throw new PlatformError('too-long', `${text.length} characters, and there is room for ${room()}`);
      await platform[how](text);
      say(how === 'save' ? 'stored' : 'waiting');
    } catch (error) {
      say('failed', error instanceof PlatformError ? error : undefined);
      throw error;
    }
  }
  function hand(how: 'put' | 'save'): Promise<void> {
    clearTimeout(timer);
    if (how === 'put') timer = setTimeout(() => void hand('save').catch(() => {}), QUIET);
    if (next) {
      if (how === 'save') next.how = how;
      return next.done;
    }
    next = { how, done: last.then(ask) };
    last = next.done.catch(() => {});
    return next.done;
  }
  /** Whether it was taken, `told` says. */
  const handed = (how: 'put' | 'save') => hand(how).catch(() => {});
  const held: AnswerStore = {
    load: (id) => answers.load(id),
    watch: (...args) => answers.watch(...args),
    async change(id, ...rest) {
      const entry = await answers.change(id, ...rest);
      answered = id;
      await handed('put');
      return entry;
    },
    async amend(id, change, ...rest) {
      await answers.amend(id, change, ...rest);
      answered = id;
      // Somebody is at another question: the one before is done with.
      await handed('cursor' in change ? 'save' : 'put');
    }
  };
  return {
    answers: held,
    open: async () => ({ answers: held, keeps: 'host', notes: 'none' }),
    save: () => hand('save'),
    flush: () => {
      if (keeping !== 'stored') void handed('save');
    }
  };
}
