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
