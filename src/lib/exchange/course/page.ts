/** The page that the player begins in: of a package, and of a single file. */

import type { StandsIn } from '#lib/domain/course/course.ts';

/** What stands in a page before a script runs, and where one cannot. */
export interface PageWords {
  readonly language: string;
  readonly direction: string;
  readonly title: string;
  /** Said where the course could not be opened. */
  readonly failed: string;
  /** Said where scripts are switched off. */
  readonly noScript: string;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPES[one]!);

/** Data within a page: nothing in it can end the element that holds it. */
const inScript = (json: string): string => json.replaceAll('<', '\\u003c');

const page = ({ language, direction, title, failed, noScript }: PageWords, policy: string, head: string, body: string): string =>
  `<!doctype html>
<html lang="${escaped(language)}" dir="${escaped(direction)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<title>${escaped(title)}</title>
${head}
</head>
<body>
<div id="player" data-failed="${escaped(failed)}"></div>
<noscript>${escaped(noScript)}</noscript>
${body}
</body>
</html>
`;

const POLICY = "default-src 'none'; style-src-attr 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

/**
 * @param player the folder of the player, and its files in it @param data the folder of the course's data; both relative to the page
 * @param standsIn a platform that speaks cmi5 names its record store when it opens the page: it is nearly always on another host, and nobody knows which
 */
export const packagePage = (
  words: PageWords,
  player: { readonly entry: string; readonly style: string; readonly frames?: string },
  data: string,
  standsIn: StandsIn
): string =>
  page(
    words,
    `${POLICY}; script-src 'self'; style-src 'self'; connect-src ${standsIn === 'cmi5' ? '*' : "'self'"}`,
    `<link rel="stylesheet" href="${player.style}">`,
    `<script type="application/json" id="course" data-folder="${data}"${player.frames ? ` data-frames="${player.frames}"` : ''}></script>
<script type="module" src="${player.entry}"></script>`
  );

/**
 * @param script the whole player @param hashes of the script and the style, as the policy names them: “sha256-…”
 * @param data all files of the course by their paths, as one JSON text
 * @param licences for whoever looks into the file
 */
export const singlePage = (
  words: PageWords,
  { script, style }: { readonly script: string; readonly style: string },
  hashes: { readonly script: string; readonly style: string },
  data: string,
  licences: string
): string =>
  page(
    words,
    `${POLICY}; script-src '${hashes.script}'; style-src '${hashes.style}'`,
    `<style>${style}</style>`,
    `<script type="application/json" id="course">${inScript(data)}</script>
<script type="text/plain" id="licences">
${inScript(licences)}</script>
<script>${script}</script>`
  );
