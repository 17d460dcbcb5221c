/** An assessment that one page has begun and the next one is to go on with: it need not be read from the device on the way. */
import type { Assessing } from '#lib/state/assessing.svelte.ts';

let last: Assessing | null = null;

export const handOver = (begun: Assessing): void => void (last = begun);

/** @returns it, once; `null` where it is another one, or none: what lies on the device may be newer by then */
export function takeOver(id: string): Assessing | null {
  const begun = last?.head.id === id ? last : null;
  last = null;
  return begun;
}
