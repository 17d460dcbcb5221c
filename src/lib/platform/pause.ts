/** Waiting for a moment in which somebody does nothing. */

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const;

/**
 * @param quiet milliseconds without a pointer, a key or scrolling; `Infinity` where only leaving the page in sight counts
 * @param then called once: after so long a pause, or as soon as the page is hidden
 * @returns ends the waiting
 */
export function onPause(quiet: number, then: () => void): () => void {
  let last = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Signs come by the hundred: each only leaves the time, and the timer looks at it when it is due.
  const sign = () => (last = performance.now());
  const look = () => {
    const rest = last + quiet - performance.now();
    if (rest <= 0) done();
    else if (rest < Infinity) timer = setTimeout(look, rest);
  };
  const seen = () => document.hidden && done();
  const end = () => {
    clearTimeout(timer);
    for (const name of SIGNS) removeEventListener(name, sign, { capture: true });
    document.removeEventListener('visibilitychange', seen);
  };
  const done = () => {
    end();
    then();
  };
  for (const name of SIGNS) addEventListener(name, sign, { capture: true, passive: true });
  document.addEventListener('visibilitychange', seen);
  look();
  return end;
}
