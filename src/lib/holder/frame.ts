/**
 * A page around this one keeps the answers: it hears each state, and says when it has stored it. It is spoken to at the one origin that this page's address
 * names, and nobody else is; until it has answered with the nonce of this page it hears nothing but that Waymark is there, and how high it is.
 */
import { inEnvelope, paced, readFromHost, type FromFrame, type FromHost, type Init } from '#lib/domain/course/frame.ts';
import { PlatformError, ROOMS, type Platform, type Report, type Session } from '#lib/domain/course/platform.ts';

/** The window of this page, as much of it as is needed. */
export interface Around {
  readonly parent: { postMessage(message: unknown, target: string): void };
  /** @returns what ends it */
  listen(heard: (event: { readonly data: unknown; readonly origin: string; readonly source: unknown }) => void): () => void;
  now(): number;
  /** Nobody can guess it. */
  nonce(): string;
}

export interface FramePlatform extends Platform {
  /** What the page said in the beginning; `null` before. */
  readonly init: Init | null;
  /** Tells the page how high this one is, in CSS pixels. `top`: something new is shown. */
  size(height: number, top: boolean): void;
}

/** In milliseconds: how long the page may take to answer, when it is asked again in the meantime, and how long it may take to store something. */
export const PATIENCE = { open: 5_000, again: [100, 300, 700, 1_500, 3_000], store: 15_000 } as const;

interface Waiting {
  readonly done: () => void;
  readonly fail: (error: PlatformError) => void;
}

/** @param origin the page that is meant, such as "https://course.example" @param language of this page */
export function framePlatform(around: Around, origin: string, language: string): FramePlatform {
  let nonce = '';
  let init: Init | null = null;
  let opening: Promise<Session> | null = null;
  let answered: ((init: Init) => void) | null = null;
  let unlisten = () => {};
  let number = 0;
  let height = -1;
  let may = paced();
  const waiting = new Map<number, Waiting>();

  const say = (message: FromFrame) => around.parent.postMessage(inEnvelope(message), origin);

  function hear({ data, origin: from, source }: { readonly data: unknown; readonly origin: string; readonly source: unknown }) {
    // Whoever else speaks does not use up what the page may say.
    if (source !== around.parent || from !== origin || !may(around.now())) return;
    const message = readFromHost(data);
    if (message?.nonce === nonce) take(message);
  }

  function take(message: FromHost) {
    if (message.type === 'init') return answered?.(message);
    if (!init) return;
    const one = waiting.get(message.number);
    if (message.type === 'stored') one?.done();
    else one?.fail(new PlatformError('refused', message.why || 'the page did not store it'));
  }

  function begin(): Promise<Session> {
    nonce = around.nonce();
    may = paced();
    unlisten = around.listen(hear);
    return new Promise<Session>((done, fail) => {
      const ready = () => say({ type: 'ready', nonce, language });
      const timers = PATIENCE.again.map((time) => setTimeout(ready, time));
      const end = () => [...timers, last].forEach(clearTimeout);
      const last = setTimeout(() => {
        // What comes later is too late: somebody may be answering by then.
        [answered, opening] = [null, null];
        unlisten();
        end();
        fail(new PlatformError('absent', `${origin} did not answer`));
      }, PATIENCE.open);
      answered = (message) => {
        [answered, init] = [null, message];
        end();
        done({
          state: message.state,
          mode: message.looking ? 'looking' : 'answering',
          done: message.done,
          learner: message.learner,
          room: ROOMS.frame
        });
      };
      ready();
    });
  }

  const assertAnswering = () => {
    if (!init || init.looking) throw new PlatformError('refused', 'nothing is written here');
  };

  /** @returns when the page has said that it stored it */
  function stored(message: (number: number) => FromFrame): Promise<void> {
    const own = ++number;
    return new Promise<void>((done, fail) => {
      const end = (then: () => void) => () => {
        clearTimeout(timer);
        waiting.delete(own);
        then();
      };
      const timer = setTimeout(
        end(() => fail(new PlatformError('unreachable', `${origin} did not say that it stored it`))),
        PATIENCE.store
      );
      waiting.set(own, { done: end(done), fail: (error) => end(() => fail(error))() });
      say(message(own));
    });
  }

  return {
    get init() {
      return init;
    },
    open: () => (opening ??= begin()),
    async put(state) {
      assertAnswering();
      say({ type: 'state', nonce, number: ++number, state });
    },
    async save(state) {
      assertAnswering();
      await stored((number) => ({ type: 'state', nonce, number, state }));
    },
    async complete(report: Report) {
      assertAnswering();
      await stored((number) => ({ type: 'complete', nonce, number, report }));
      // A page hears each report as a whole, the last one last.
      return 'told';
    },
    close() {
      unlisten();
      for (const { fail } of [...waiting.values()]) fail(new PlatformError('unreachable', 'the page is being left'));
      [opening, init, answered] = [null, null, null];
    },
    size(now, top) {
      if (now === height && !top) return;
      height = now;
      say({ type: 'resize', height: now, top });
    }
  };
}
