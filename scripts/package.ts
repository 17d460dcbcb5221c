/**
 * `npm run package -- --format scorm12|scorm2004|cmi5|html --topics information,privacy --lang de,en --out FILE`, or `--wishes FILE --out FILE`: a course as
 * one file, as the app makes it. The player is taken from build/, so `npm run build` comes first. The same options give the same bytes each time;
 * `--help` tells them all.
 *
 * A wrong option: a message that names it, on the error stream, and exit code 2. What cannot be read or written: exit code 1.
 */
import { OptionError, packageFrom } from './package-desk.ts';

try {
  console.log(await packageFrom(process.argv.slice(2)));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = error instanceof OptionError ? 2 : 1;
}
