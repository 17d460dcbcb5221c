import type { App } from '#lib/state/app.svelte.ts';

/**
 * What nobody expected is said, with a way to take everything along: an error while a page is shown, and all that nobody catches, for as long
 * as whatever calls this is there. Called while a component is made.
 *
 * @returns what says it of an error
 */
export function hearTrouble(app: App): (what: unknown) => void {
  const trouble = (what: unknown) =>
    void import('./trouble.ts').then(
      ({ say }) => say(app, what),
      () => {}
    );
  $effect(() => {
    const names = ['error', 'unhandledrejection'];
    for (const name of names) addEventListener(name, trouble);
    return () => names.forEach((name) => removeEventListener(name, trouble));
  });
  return trouble;
}
