/** What `npm run package` does: see scripts/package.ts. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ASKS, COMPLETIONS } from '#lib/domain/course/course.ts';
import { WishError, type WishFault } from '#lib/domain/course/wishes.ts';
import { DataError } from '#lib/domain/faults.ts';
import { contentHash } from '#lib/domain/hash.ts';
import { open } from '#lib/exchange/door.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { makePackage, PACKAGE_FORMATS } from '#lib/exchange/course/package.ts';
import { PLAYER, PLAYER_LIST, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { openRubricFile, readModel } from './rubrics-plugin.ts';

/** An option is wrong; the message names it. */
export class OptionError extends Error {}

const wrong = (option: string, why: string): never => {
  throw new OptionError(`--${option}: ${why}`);
};

const OPTIONS = {
  format: { type: 'string' },
  topics: { type: 'string' },
  rubric: { type: 'string', multiple: true },
  lang: { type: 'string' },
  title: { type: 'string' },
  text: { type: 'string' },
  asks: { type: 'string' },
  completion: { type: 'string' },
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

const WISHES = { topics: 'topics', languages: 'lang', title: 'title', text: 'text' } as const;

const WHY: Readonly<Record<WishFault['code'], (values: WishFault['values']) => string>> = {
  none: () => 'say at least one',
  'too-many': ({ count }) => `a course has up to ${count}`,
  twice: ({ topic }) => `“${topic}” is there twice`,
  alike: ({ one, other }) => `${one} and ${other} cannot be told apart in a course`,
  unknown: ({ language }) => `the app has no texts in “${language}”`,
  'too-long': ({ count }) => `there is room for ${count} characters`
};

/**
 * @param args as they stand on the command line
 * @returns a line that says what was made
 * @throws OptionError, or Error where something cannot be read or written
 */
export async function packageFrom(args: readonly string[]): Promise<string> {
  const options = optionsOf(args);
  const format = oneOf('format', options.format ?? wrong('format', `say which: ${PACKAGE_FORMATS.join(', ')}`), PACKAGE_FORMATS);
  const out = options.out || wrong('out', 'say where the file goes');
  const { competencies } = readModel().model;
  const topics = listOf(options.topics).map((id) => oneOf('topics', id, competencies));
  const asks = listOf(options.asks).map((one) => oneOf('asks', one, ASKS));
  const completion = oneOf('completion', options.completion ?? 'answered', COMPLETIONS);
  const player = await playerIn(fileFrom(options.build ?? join(import.meta.dirname, '..', 'build')));
  const builtIn = topics.map((id): CourseRubric => {
    const file = openRubricFile(id);
    return { file, hash: contentHash(file), builtIn: true };
  });
  const languages = listOf(options.lang);
  const own = await Promise.all((options.rubric ?? []).map((file) => rubricIn(file, languages[0] ?? 'en')));
  const wishes = {
    title: (options.title ?? '').trim(),
    text: (options.text ?? '').trim(),
    languages,
    asks: ASKS.filter((one) => asks.includes(one)),
    completion,
    prompts: []
  };
  try {
    const { bytes } = makePackage(format, wishes, [...builtIn, ...own], player);
    await writeFile(fileFrom(out), bytes);
    return `${out}: ${(bytes.length / 1000).toFixed(0)} kB`;
  } catch (error) {
    const fault = error instanceof WishError && error.faults[0];
    if (fault) return wrong(WISHES[fault.wish], WHY[fault.code](fault.values));
    throw error;
  }
}
