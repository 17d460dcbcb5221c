/**
 * A course as one file: a package for a learning platform, or a page that opens by itself. The app and the command make it with this, and the same wishes
 * give the same bytes each time.
 */
import { zipSync, type Zippable } from 'fflate';
import type { Course, EarlierVersion, StandsIn } from '#lib/domain/course/course.ts';
import { WishError, wishFaults, type CourseWishes } from '#lib/domain/course/wishes.ts';
import { wordsHash } from '#lib/domain/hash.ts';
import { rubricIn } from '#lib/domain/rubric/rubric-join.ts';
import { cmi5Structure } from './cmi5-structure.ts';
import { courseFiles, courseOf, topicOf, type CourseRubric, type PlayerTexts } from './files.ts';
import { packagePage, singlePage, type PageWords } from './page.ts';
import type { Player } from './player.ts';
import { scormManifest } from './scorm-manifest.ts';

export const PACKAGE_FORMATS = ['scorm12', 'scorm2004', 'cmi5', 'html'] as const;
export type PackageFormat = (typeof PACKAGE_FORMATS)[number];

export const standsIn = (format: PackageFormat): Exclude<StandsIn, 'frame'> => (format === 'html' ? 'device' : format);

/** What the course stands in follows from the format. */
export type PackageWishes = Omit<CourseWishes, 'standsIn'>;

export interface MadePackage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly ending: 'zip' | 'html';
  readonly type: string;
}

const START = 'index.html';
const LICENCES = 'licences.txt';
/** Zips know no time before it, and each file has one. Noon, so that it is the same day wherever it is read. */
const DATE = new Date(1980, 0, 1, 12);

/**
 * @param rubrics in the order of the topics
 * @param earlier in a later round, versions of before of those that were changed since
 * @throws WishError where that cannot be made
 */
export function makePackage(
  format: PackageFormat,
  wishes: PackageWishes,
  rubrics: readonly CourseRubric[],
  player: Player,
  earlier: readonly EarlierVersion[] = []
): MadePackage {
  // Nobody hears of what is done in a file by itself.
  const asks = format === 'html' ? [] : wishes.asks;
  const all: CourseWishes = { ...wishes, asks, standsIn: standsIn(format) };
  const course = courseOf(all, rubrics.map(topicOf));
  const faults = wishFaults(all, course.topics, Object.keys(player.files.texts));
  if (faults.length) throw new WishError(faults);
  const texts = all.languages.map((language) => JSON.parse(contentOf(player, player.files.texts[language]!)) as PlayerTexts);
  const data = courseFiles(all, rubrics, texts, earlier);
  const [language] = all.languages as readonly [string];
  const words: PageWords = { ...player.files.pages[language]!, title: course.title || titlesOf(course, rubrics, language).join(', ') };
  return format === 'html' ? single(words, data, player) : zipped(format, course, words, data, rubrics, player);
}

function contentOf({ contents }: Player, path: string): string {
  const content = contents.get(path);
  if (content === undefined) throw new Error(`the player lacks ${path}`);
  return content;
}

const titlesOf = ({ topics }: Course, rubrics: readonly CourseRubric[], language: string): string[] =>
  topics.map((_, i) => {
    const { title, id } = rubricIn(rubrics[i]!.file, language);
    return title || id;
  });

function single(words: PageWords, data: Readonly<Record<string, string>>, player: Player): MadePackage {
  const { whole, style, hashes, licences } = player.files;
  const all = `{${Object.entries(data)
    .map(([path, json]) => `${JSON.stringify(path)}:${json}`)
    .join(',')}}`;
  const html = singlePage(
    words,
    { script: contentOf(player, whole), style: contentOf(player, style) },
    hashes,
    all,
    contentOf(player, licences)
  );
  return { bytes: bytesOf(html), ending: 'html', type: 'text/html' };
}

function zipped(
  format: Exclude<PackageFormat, 'html'>,
  course: Course,
  words: PageWords,
  data: Readonly<Record<string, string>>,
  rubrics: readonly CourseRubric[],
  player: Player
): MadePackage {
  const { entry, style, parts, licences } = player.files;
  // Platforms let browsers keep files for good: another content lies under another name.
  const folder = `data-${wordsHash(data).slice(0, 8)}/`;
  const files: Record<string, string> = {
    [START]: packagePage(words, { entry: `player/${entry}`, style: `player/${style}` }, folder, format),
    [LICENCES]: contentOf(player, licences)
  };
  for (const path of [entry, style, ...parts]) files[`player/${path}`] = contentOf(player, path);
  for (const [path, content] of Object.entries(data)) files[folder + path] = content;
  if (format === 'cmi5') files['cmi5.xml'] = cmi5Structure(course.id, toldOf(course, rubrics), START);
  else files['imsmanifest.xml'] = scormManifest(format, { id: course.id, title: words.title }, START, Object.keys(files).sort());
  const entries: Zippable = Object.fromEntries(
    Object.keys(files)
      .sort()
      .map((path) => [path, [bytesOf(files[path]!), { level: 9, mtime: DATE }]])
  );
  return { bytes: zipSync(entries) as Uint8Array<ArrayBuffer>, ending: 'zip', type: 'application/zip' };
}

/** What a course is called, and what is in it, in each of its languages. */
function toldOf(course: Course, rubrics: readonly CourseRubric[]) {
  const by = (say: (titles: readonly string[]) => string) =>
    Object.fromEntries(course.languages.map((language) => [language, say(titlesOf(course, rubrics, language))]));
  return { title: by((titles) => course.title || titles.join(', ')), about: by((titles) => titles.join(', ')) };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
