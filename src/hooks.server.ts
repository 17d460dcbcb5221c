/**
 * While pages are made: gives each page the texts that it needs, and says in which language and direction of writing it is. One process
 * makes the pages of one language (`WAYMARK_LANGUAGE`); the build wrote its texts and which page needs which (scripts/texts-plugin.ts).
 */
import { readFileSync } from 'node:fs';
import type { Handle } from '@sveltejs/kit';
import { provide, type Brought } from '#lib/i18n/texts.ts';

interface Texts extends Omit<Brought, 'messages'> {
  readonly direction: string;
}

/** Which texts a page needs: `Needs` in scripts/texts-plugin.ts. */
interface Needs {
  readonly areas: readonly string[];
  readonly messages: readonly (readonly [area: string, key: string])[];
  readonly files: readonly string[];
}

const TEXTS = '_app/immutable/texts';

const read = <T>(name: string): T => JSON.parse(readFileSync(`.svelte-kit/texts/${name}.json`, 'utf8')) as T;

export const handle: Handle = ({ event, resolve }) => {
  const all = read<Texts>(process.env.WAYMARK_LANGUAGE ?? 'en');
  const routes = read<Readonly<Record<string, Needs>>>('routes');
  const { areas, messages, files } = routes[event.route.id ?? ''] ?? routes['']!;
  const named = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, all.areas[name]]));
  const { language, release, direction } = all;
  const brought: Brought = {
    language,
    release,
    areas: named(areas),
    messages: Object.fromEntries(messages.map(([name, key]) => [key, (all.areas[name] as Readonly<Record<string, unknown>>)[key]]))
  };
  // What comes beside the page is at hand too, and nothing else: a page that lacks a text is not made.
  provide({ ...brought, areas: named([...areas, ...files]) });
  // A browser runs no script of this type, so the page's security policy has nothing to allow.
  const block = `<script type="application/json" id="texts">${JSON.stringify(brought).replaceAll('<', '\\u003c')}</script>`;
  return resolve(event, {
    // These are in the first chunk (scripts/lean-plugin.ts): files of their own are asked for by nobody.
    preload: ({ type, path }) => type !== 'font' && !/\/nodes\/[02]\./.test(path),
    transformPageChunk: ({ html }) => {
      const start = html.lastIndexOf('<script>');
      const [, root] = / data-root="([^"]*)"/.exec(html)!;
      const links = files.map(
        (name) => `<link rel="preload" as="fetch" crossorigin="anonymous" href="${root}/${TEXTS}/${language}/${release}/${name}.json">`
      );
      return (html.slice(0, start) + block + html.slice(start))
        .replace('</head>', () => `${links.join('\n')}\n</head>`)
        .replace('%language%', language)
        .replace('%direction%', direction);
    }
  });
};
