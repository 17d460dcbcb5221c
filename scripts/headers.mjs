/** What a host says about the files of a build: scripts/serve.mjs says it, and the build writes it down for hosts that read such a file. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who may show the app in a frame: pages of its own host, and no one else; only the player is also for others. The rest of the policy stands in each page, which knows its own
 * scripts (svelte.config.js); this alone is heard from the host and from nowhere else.
 */
export const FRAMES = "frame-ancestors 'self'";

/** The player for pages of others, and the script that they load. */
export const EMBED = 'embed';
export const EMBED_SCRIPT = 'embed.js';

/** Any page over https may show the player, and so may pages of this computer: whoever writes one tries it there first. */
export const FRAMES_OF_EMBED = "frame-ancestors 'self' https: http://localhost:* http://127.0.0.1:*";

/** For every file. */
export const ALL = { 'X-Content-Type-Options': 'nosniff' };

/** Names with a hash in them never change their content. */
export const IMMUTABLE = '/_app/immutable/';
const [FOR_GOOD, ASK_FIRST] = ['public, max-age=31536000, immutable', 'no-cache'];

/**
 * Copies for use without a connection hold pages: whatever is said of a copy, the service worker says of the pages in it.
 *
 * @param {string} path
 */
const holdsPages = (path) => /(\/|\.html|\/_app\/copies\/[^/]+)$/.test(path);

/**
 * @param {string} path of a file in the build, or of a page's folder
 * @returns {Record<string, string>}
 */
export const headersOf = (path) => ({
  ...ALL,
  'Cache-Control': path.includes(IMMUTABLE) ? FOR_GOOD : ASK_FIRST,
  ...(holdsPages(path) ? { 'Content-Security-Policy': path.startsWith(`/${EMBED}/`) ? FRAMES_OF_EMBED : FRAMES } : {})
});

/**
 * For every file of hosts that read `_headers`. All rules that fit a path are said together there, and two policies would both hold; but where a
 * policy says who may show a page, this older header is not heard.
 */
export const OLD_FRAMES = { 'X-Frame-Options': 'SAMEORIGIN' };

/** @param {string} build the folder of the built app */
export function writeHeaders(build) {
  /** @type {Record<string, Record<string, string>>} */
  const rules = {
    '/*': { ...OLD_FRAMES, ...ALL },
    [`/${EMBED}/*`]: { 'Content-Security-Policy': FRAMES_OF_EMBED },
    [`${IMMUTABLE}*`]: { 'Cache-Control': FOR_GOOD }
  };
  const lines = Object.entries(rules).map(([path, headers]) => {
    const said = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
    return `${path}\n${said.join('')}`;
  });
  writeFileSync(join(build, '_headers'), lines.join(''));
}
