/** A page around, without a browser: it hears what the frame says, and says what it is told to. */
import type { Around } from '#lib/holder/frame.ts';
import { FRAME_VERSION } from '#lib/domain/course/frame.ts';

export const ORIGIN = 'https://course.example';

interface Said {
  readonly message: Readonly<Record<string, unknown>>;
  readonly target: string;
}

/**
 * @param answers by type of a message, what the page says to it; the nonce and the number are put in
 * @param now in milliseconds
 */
export function pageAround(
  answers: Readonly<Record<string, (said: Readonly<Record<string, unknown>>) => object | null>> = {},
  now: () => number = () => 0
) {
  const heard = new Set<Parameters<Around['listen']>[0]>();
  const said: Said[] = [];
  let nonces = 0;
  const parent = {
    postMessage(message: unknown, target: string) {
      const one = structuredClone(message) as Said['message'];
      said.push({ message: one, target });
      const answer = answers[one.type as string]?.(one);
      if (answer) queueMicrotask(() => say({ nonce: one.nonce, number: one.number, ...answer }));
    }
  };
  /** @param how from whom it comes, where that is not the page itself */
  function say(message: object, how: { readonly origin?: string; readonly source?: unknown } = {}) {
    raw({ waymark: FRAME_VERSION, ...message }, how);
  }
  function raw(
    data: unknown,
    { origin = ORIGIN, source = parent as unknown }: { readonly origin?: string; readonly source?: unknown } = {}
  ) {
    for (const hear of [...heard]) hear({ data, origin, source });
  }
  const around: Around = {
    parent,
    listen: (hear) => (heard.add(hear), () => void heard.delete(hear)),
    now,
    nonce: () => `nonce-of-this-page-${++nonces}`
  };
  return { around, said, say, raw, types: () => said.map(({ message }) => message.type), listeners: () => heard.size };
}

/** One that keeps all, and says nothing too fast. */
export function keepingPage(state: string | null = null) {
  let now = 0;
  return pageAround(
    { ready: () => ({ type: 'init', state }), state: () => ({ type: 'stored' }), complete: () => ({ type: 'stored' }) },
    () => (now += 1_000)
  );
}
