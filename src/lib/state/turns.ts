/**
 * Of several questions asked one after the other, only the last one's answer counts: an earlier one may come later, and knows less.
 *
 * @returns to be called when a question begins; what that gives says, when the answer is there, whether it is still the last one
 */
export function turns(): () => () => boolean {
  let last = 0;
  return () => {
    const mine = ++last;
    return () => mine === last;
  };
}

/**
 * One step at a time: what is to happen after it waits until it is over, in the order in which it was asked for.
 *
 * @returns `begin` takes a step, unless one is under way, and gives its end; the step can ask whether all is over. `inTurn` does something at
 *   once, or after the step under way. After `end`, where the page is left, what still waits is dropped.
 */
export function oneAtATime() {
  let underway: Promise<void> | null = null;
  let ended = false;
  const begin = (step: (over: () => boolean) => Promise<void>): Promise<void> =>
    (underway ??= step(() => ended).finally(() => (underway = null)));
  const inTurn = (act: () => unknown): void => {
    if (ended) return;
    if (underway) void underway.then(() => inTurn(act));
    else act();
  };
  return { begin, inTurn, end: () => void (ended = true) };
}
