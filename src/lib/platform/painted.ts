/** Waits until what was last put on the screen is drawn: what follows makes the page stand still. */
export function painted(): Promise<void> {
  // A page out of sight draws nothing; it need not wait.
  if (document.hidden) return Promise.resolve();
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)));
}
