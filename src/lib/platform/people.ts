/** Leaving a page so that nothing of it can be seen again: nobody who comes next finds it with the Back button. */

/** @param address where to go on, as a page loaded anew, even when it is this one */
export function leave(address: string): void {
  // The browser may keep a page that was left and show it again on Back. What it would show is nothing, until it is loaded anew.
  addEventListener('pagehide', () => (document.body.hidden = true));
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  const next = new URL(address, location.href);
  if (next.pathname === location.pathname && next.search === location.search) {
    // Another fragment alone would not load anything.
    history.replaceState(null, '', next);
    location.reload();
  } else location.replace(next);
}
