/** Paper has no row that opens: what is folded on the screen is printed, and folded again afterwards. */
export function unfoldForPaper(): void {
  const folded = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open], .no-print)')];
  for (const one of folded) one.open = true;
  addEventListener('afterprint', () => folded.forEach((one) => (one.open = false)), { once: true });
}
