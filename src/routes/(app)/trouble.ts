/** What nobody expected to go wrong. Loaded when it did; stands by itself, for what shows the pages may be what is broken. */
import { mount, unmount } from 'svelte';
import { resolve } from '$app/paths';
import type { App } from '#lib/state/app.svelte.ts';
import Trouble from '#lib/ui/shell/Trouble.svelte';

let shown = false;

/** @param what an error while a page was shown, which leaves nothing of it; or the event of another that nobody caught */
export function say(app: App, what: unknown): void {
  const error: unknown = what instanceof ErrorEvent ? what.error : what instanceof PromiseRejectionEvent ? what.reason : what;
  // The browser's own remarks come as such events too, without an error; and what was broken off was broken off on purpose.
  if (!error || (error as Partial<Error>).name === 'AbortError' || shown) return;
  shown = true;
  const target = document.getElementById('main') ?? document.body;
  const whole = !(what instanceof Event) || !target.querySelector('h1');
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
        shown = false;
        void unmount(notice);
        document.getElementById('main')?.focus();
      }
    }
  });
}
