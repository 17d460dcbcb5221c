/** What `npm run package` does: see scripts/package.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ASKS, COMPLETIONS, COURSE_TEXT, type StandsIn } from '#lib/domain/course/course.ts';
import { promptsIn, WishError, type WishFault } from '#lib/domain/course/wishes.ts';
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { open } from '#lib/exchange/door.ts';
import { openCourseFile } from '#lib/exchange/course/course-file.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { makePackage, PACKAGE_FORMATS, standsIn, type PackageFormat } from '#lib/exchange/course/package.ts';
import { PLAYER, PLAYER_LIST, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { openRubricFile, readModel } from './rubrics-plugin.ts';

/** An option is wrong; the message names it. */
export class OptionError extends Error {}

const wrong = (option: string, why: string): never => {
  throw new OptionError(`--${option}: ${why}`);
};

export const HELP = `npm run package -- --format scorm12|scorm2004|cmi5|html --topics information,privacy --lang de,en --out FILE
npm run package -- --wishes FILE --out FILE

A course as one file, as the app makes it. The same options give the same bytes each time.

  --wishes FILE         choices that were kept as a file on the page “For a course”: topics, rubrics, languages, texts, questions
                        for a journal, the round. Other options beside it count more; topics and rubrics are those of the file
  --format FORMAT       scorm12, scorm2004, cmi5, or html for a single file
  --topics ID,ID        topics that come with Waymark, in this order
  --rubric FILE         a rubric of one's own, in any format that the app opens; may be said again; after the topics
  --lang CODE,CODE      the first one is shown where a browser asks for none of them
  --title TEXT          left out, it is the name of the first topic
  --text TEXT           what learners are told first
  --asks levels,answers,plan    what the course asks to see; nothing when left out
  --completion answered|any     when somebody may say that they are done; answered when left out
  --journal TEXT        a question for a journal; may be said again
  --out FILE            where the file goes
  --build FOLDER        another build than build/
  --help                this text

A round comes with --wishes alone: the app knows its workshop.`;

const OPTIONS = {
  help: { type: 'boolean' },
  wishes: { type: 'string' },
  format: { type: 'string' },
  topics: { type: 'string' },
  rubric: { type: 'string', multiple: true },
  lang: { type: 'string' },
  title: { type: 'string' },
  text: { type: 'string' },
  asks: { type: 'string' },
  completion: { type: 'string' },
  journal: { type: 'string', multiple: true },
  out: { type: 'string' },
  build: { type: 'string' }
} as const;

function optionsOf(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
}

/** npm starts scripts in the project's folder; files are meant from where the person stands. */
const fileFrom = (path: string) => resolve(process.env.INIT_CWD ?? '.', path);

const listOf = (text: string | undefined) =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

function oneOf<T extends string>(option: string, value: string, known: readonly T[]): T {
  return known.find((one) => one === value) ?? wrong(option, `“${value}” is none of ${known.join(', ')}`);
}

async function playerIn(build: string): Promise<Player> {
  const folder = join(build, PLAYER);
  if (!existsSync(join(folder, PLAYER_LIST))) wrong('build', `there is no player in ${build}: run npm run build first`);
  return readPlayer((path) => readFile(join(folder, path), 'utf8'));
}

/** @param language of a table that does not say it @throws OptionError where the file is no rubric, or lacks something */
async function rubricIn(file: string, language: string): Promise<CourseRubric> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(readFileSync(fileFrom(file)));
  } catch {
    return wrong('rubric', `${file} cannot be read`);
  }
  try {
    const { rubric, faults } = await open({ kind: 'rubric', bytes, name: basename(file), language });
    if (!rubric) return wrong('rubric', `${file} lacks something: ${faults[0]?.place ?? ''} ${faults[0]?.code ?? ''}`.trim());
    return { file: rubric.file, hash: rubric.hash, builtIn: false };
  } catch (error) {
    if (error instanceof DataError) return wrong('rubric', error.message);
    throw error;
  }
}

/** The content of a topic that comes with Waymark, as it is in this build. */
const builtInRubric = (id: string): CourseRubric => {
  const file = openRubricFile(id);
  return { file, hash: contentHash(file), builtIn: true };
};

/** What a file of choices holds. @throws OptionError where it is none, or means rubrics that are not here */
function chosenIn(path: string, competencies: readonly string[]) {
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(readFileSync(fileFrom(path)));
  } catch {
    return wrong('wishes', `${path} cannot be read`);
  }
  try {
    const { wishes, topics, rubrics, earlier } = openCourseFile(bytes, basename(path));
    const found = topics.map(({ id, hash, builtIn }): CourseRubric => {
      const file = rubrics.get(hash)?.file;
      if (file) return { file, hash, builtIn };
      const ours = competencies.includes(id) ? builtInRubric(id) : null;
      return ours?.hash === hash ? ours : wrong('wishes', `${path} means another version of “${id}” than this Waymark has`);
    });
    return { wishes, rubrics: found, earlier };
  } catch (error) {
    if (error instanceof DataError) return wrong('wishes', error.message);
    throw error;
  }
}

const WISHES = { topics: 'topics', languages: 'lang', title: 'title', text: 'text' } as const;

const WHY: Readonly<Record<WishFault['code'], (values: WishFault['values']) => string>> = {
  none: () => 'say at least one',
  'too-many': ({ count }) => `a course has up to ${count}`,
  twice: ({ topic }) => `“${topic}” is there twice`,
  alike: ({ one, other }) => `${one} and ${other} cannot be told apart in a course`,
  unknown: ({ language }) => `the app has no texts in “${language}”`,
  'too-long': ({ count }) => `there is room for ${count} characters`,
  'too-large': ({ count, most }) => `the answers to ${count} questions do not fit into this format: it has room for ${most}`
};

/** The formats of packages, by what their courses stand in; a frame is none. */
const formatOf = (stands: StandsIn): PackageFormat | null => PACKAGE_FORMATS.find((one) => standsIn(one) === stands) ?? null;

/**
 * @param args as they stand on the command line
 * @returns a line that says what was made
 * @throws OptionError, or Error where something cannot be read or written
 */
export async function packageFrom(args: readonly string[]): Promise<string> {
  const options = optionsOf(args);
  if (options.help) return HELP;
  const { competencies } = readModel().model;
  const kept = options.wishes === undefined ? null : chosenIn(options.wishes, competencies);
  for (const option of ['topics', 'rubric'] as const)
    if (kept && options[option] !== undefined) wrong(option, 'topics are those of the file of choices');
  const format = options.format === undefined ? kept && formatOf(kept.wishes.standsIn) : oneOf('format', options.format, PACKAGE_FORMATS);
  if (!format) return wrong('format', `say which: ${PACKAGE_FORMATS.join(', ')}`);
  const out = options.out || wrong('out', 'say where the file goes');
  const asks = options.asks === undefined ? kept?.wishes.asks : listOf(options.asks).map((one) => oneOf('asks', one, ASKS));
  const completion = oneOf('completion', options.completion ?? kept?.wishes.completion ?? 'answered', COMPLETIONS);
  const languages = options.lang === undefined && kept ? kept.wishes.languages : listOf(options.lang);
  const prompts = options.journal === undefined && kept ? kept.wishes.prompts : promptsIn((options.journal ?? []).join('\n'));
  if (prompts.join('\n') !== (options.journal ?? kept?.wishes.prompts ?? []).join('\n'))
    wrong('journal', `up to ${COURSE_TEXT.prompts} different questions of up to ${COURSE_TEXT.prompt} characters`);
  const player = await playerIn(fileFrom(options.build ?? join(import.meta.dirname, '..', 'build')));
  const topics = listOf(options.topics).map((id) => builtInRubric(oneOf('topics', id, competencies)));
  const own = await Promise.all((options.rubric ?? []).map((file) => rubricIn(file, languages[0] ?? 'en')));
  const wishes = {
    title: (options.title ?? kept?.wishes.title ?? '').trim(),
    text: (options.text ?? kept?.wishes.text ?? '').trim(),
    languages,
    asks: ASKS.filter((one) => asks?.includes(one)),
    completion,
    prompts,
    ...(kept?.wishes.round && { round: kept.wishes.round })
  };
  try {
    const { bytes } = makePackage(format, wishes, kept?.rubrics ?? [...topics, ...own], player, kept?.earlier);
    await writeFile(fileFrom(out), bytes).catch((error: NodeJS.ErrnoException) =>
      wrong('out', `it cannot be written there (${error.code ?? error.message}). Is the folder there?`)
    );
    return `${out}: ${(bytes.length / 1000).toFixed(0)} kB`;
  } catch (error) {
    const fault = error instanceof WishError && error.faults[0];
    if (fault) return wrong(WISHES[fault.wish], WHY[fault.code](fault.values));
    throw error;
  }
}
