/** `npm version` calls this: what stands under “Next” in the changelog becomes what the new version changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FILE = 'CHANGELOG.md';
const NEXT = '## Next\n';
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/**
 * @param {string} text the changelog
 * @param {string} version such as "0.3.0"
 * @param {Date} day on the calendar of whoever releases
 * @returns {string} the same with an empty part for what comes next
 * @throws {Error} where nothing is written down, or the version is there already
 */
export function released(text, version, day) {
  const [before, after, ...more] = text.split(NEXT);
  if (after === undefined || more.length > 0) throw new Error(`${FILE} needs one part “Next”`);
  if (text.includes(`\n## ${version} `)) throw new Error(`${FILE} has a part for ${version} already`);
  if (!/^\n- /.test(after)) throw new Error(`${FILE} says nothing under “Next”: what has changed for people?`);
  const date = `${day.getDate()} ${MONTHS[day.getMonth()]} ${day.getFullYear()}`;
  return `${before}${NEXT}\n## ${version} – ${date}\n${after}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    writeFileSync(FILE, released(readFileSync(FILE, 'utf8'), process.env.npm_package_version ?? '', new Date()));
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}
