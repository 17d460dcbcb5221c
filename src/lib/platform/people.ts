/** Leaving a page so that nothing of it can be seen again: nobody who comes next finds it with the Back button. */

/** @param address where to go on, as a page loaded anew */
export function leave(address: string): void {
  // The browser may keep a page that was left and show it again on Back. What it would show is nothing, until it is loaded anew.
  document.body.hidden = true;
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.replace(address);
}
