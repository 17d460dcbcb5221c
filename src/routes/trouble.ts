/** What nobody expected to go wrong. Loaded when it did; stands by itself, for what shows the pages may be what is broken. */
import { mount, unmount } from 'svelte';
import { resolve } from '$app/paths';
import type { App } from '#lib/state/app.svelte.ts';
import Trouble from '#lib/ui/shell/Trouble.svelte';

/** What is said of the whole page stays until another is loaded; what is said above it can be closed. */
let isWhole = false;
let close: (() => void) | null = null;

/** @param what an error while a page was shown, which leaves nothing of it; or the event of another that nobody caught */
export function say(app: App, what: unknown): void {
  const isEvent = what instanceof Event;
  const error: unknown = what instanceof ErrorEvent ? what.error : what instanceof PromiseRejectionEvent ? what.reason : what;
  // The browser's own remarks come as such events too, without an error; what was broken off was broken off on purpose; and what fails while a
  // page is left is kept quiet by the page itself (app.html).
  if (isEvent && (!error || (error as Partial<Error>).name === 'AbortError' || what.defaultPrevented)) return;
  const target = document.getElementById('main') ?? document.body;
  const whole = !isEvent || !target.querySelector('h1');
  if (isWhole || (close && !whole)) return;
  close?.();
  isWhole = whole;
  if (whole) {
    // Going on takes a page loaded anew.
    document.body.dataset.sveltekitReload = '';
    addEventListener('popstate', () => location.reload());
  }
  const notice = mount(Trouble, {
    target,
    anchor: target.firstChild ?? undefined,
    props: {
      whole,
      message: String(error),
      home: resolve('/'),
      list: resolve('/assessments/'),
      save: async () => (await import('#lib/app/save-all.ts')).saveAll(app),
      onclose: () => {
        close?.();
        document.getElementById('main')?.focus();
      }
    }
  });
  close = () => {
    close = null;
    void unmount(notice);
  };
}
