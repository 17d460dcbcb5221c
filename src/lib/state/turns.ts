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
 * @returns `begin` takes a step, unless one is under way, and gives its end; `inTurn` does something at once, or after the step under way
 */
export function oneAtATime() {
  let underway: Promise<void> | null = null;
  const begin = (step: () => Promise<void>): Promise<void> => (underway ??= step().finally(() => (underway = null)));
  const inTurn = (act: () => unknown): void => {
    if (underway) void underway.then(() => inTurn(act));
    else act();
  };
  return { begin, inTurn };
}
