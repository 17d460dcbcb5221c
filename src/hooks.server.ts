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

const read = <T>(name: string): T => JSON.parse(readFileSync(`.svelte-kit/texts/${name}.json`, 'utf8')) as T;

export const handle: Handle = ({ event, resolve }) => {
  const { direction, ...all } = read<Texts>(process.env.WAYMARK_LANGUAGE ?? 'en');
  const routes = read<Readonly<Record<string, { areas: readonly string[]; messages: readonly (readonly [area: string, key: string])[] }>>>('routes');
  const needed = routes[event.route.id ?? ''] ?? routes['']!;
  const brought: Brought = {
    ...all,
    areas: Object.fromEntries(needed.areas.map((name) => [name, all.areas[name]])),
    messages: Object.fromEntries(needed.messages.map(([name, key]) => [key, (all.areas[name] as Readonly<Record<string, unknown>>)[key]]))
  };
  provide(brought);
  // A browser runs no script of this type, so the page's security policy has nothing to allow.
  const block = `<script type="application/json" id="texts">${JSON.stringify(brought).replaceAll('<', '\\u003c')}</script>`;
  return resolve(event, {
    transformPageChunk: ({ html }) => {
      const start = html.lastIndexOf('<script>');
      return (html.slice(0, start) + block + html.slice(start)).replace('%language%', brought.language).replace('%direction%', direction);
    }
  });
};
