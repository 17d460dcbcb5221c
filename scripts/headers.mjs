/** What a host says about the files of a build: scripts/serve.mjs says it, and the build writes it down for hosts that read such a file. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Who may show the app in a frame: pages of its own host, and no one else. The rest of the policy stands in each page, which knows its own
 * scripts (svelte.config.js); this alone is heard from the host and from nowhere else.
 */
export const FRAMES = "frame-ancestors 'self'";

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
  ...(holdsPages(path) ? { 'Content-Security-Policy': FRAMES } : {})
});

/** @param {string} build the folder of the built app */
export function writeHeaders(build) {
  const lines = Object.entries({ 'Content-Security-Policy': FRAMES, ...ALL }).map(([name, value]) => `  ${name}: ${value}\n`);
  writeFileSync(join(build, '_headers'), `/*\n${lines.join('')}${IMMUTABLE}*\n  Cache-Control: ${FOR_GOOD}\n`);
}
