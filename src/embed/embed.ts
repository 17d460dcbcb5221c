/**
 * `embed.js`, for pages that show Waymark in a frame and keep the answers. docs/courses.md says how a page uses it.
 *
 *   <div data-waymark data-topics="information,privacy" data-lang="de"></div>
 *   <script src="https://waymark.example/embed.js" defer></script>
 */
import { embed, type EmbedOptions } from './frame.ts';

/** Where this script lies, Waymark does, unless the page says otherwise. */
const here = (document.currentScript as HTMLScriptElement | null)?.src ?? '';

/** Frames for all that the page has marked, each once. */
function embedAll() {
  for (const place of document.querySelectorAll<HTMLElement>('[data-waymark]')) {
    if (place.dataset.waymark === 'there') continue;
    const { topics, lang, theme, send, course, from, title, key } = place.dataset;
    place.dataset.waymark = 'there';
    embed(place, { topics, lang, theme, send, course, from: from ?? here, title, key } as EmbedOptions);
  }
}

Object.assign(window, {
  Waymark: { embed: (place: HTMLElement, options: Partial<EmbedOptions> = {}) => embed(place, { from: here, ...options }) }
});
if (document.readyState === 'loading') addEventListener('DOMContentLoaded', embedAll);
else embedAll();
