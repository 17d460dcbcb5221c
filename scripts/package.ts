/**
 * `npm run package -- --format scorm12|scorm2004|cmi5|html --topics information,privacy --lang de,en --out FILE`: a course as one file, as the app makes it.
 * The player is taken from build/, so `npm run build` comes first. The same options give the same bytes each time.
 *
 *   --topics ID,ID        topics that come with Waymark, in this order
 *   --rubric FILE         a rubric of one's own, in any format that the app opens; may be said again; after the topics
 *   --lang CODE,CODE      the first one is shown where a browser asks for none of them
 *   --title TEXT          left out, it is the name of the first topic
 *   --text TEXT           what learners are told first
 *   --asks levels,answers,plan    what the course asks to see; nothing when left out
 *   --completion answered|any     when somebody may say that they are done; answered when left out
 *   --build FOLDER        another build than build/
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
