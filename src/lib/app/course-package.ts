/** A course as an educator makes it in the app: what they wish for, the parts that it is made of, and the file. */
import { ASKS, COMPLETIONS, COURSE_TEXT } from '#lib/domain/course/course.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import { makePackage, PACKAGE_FORMATS, type MadePackage, type PackageFormat, type PackageWishes } from '#lib/exchange/course/package.ts';
import { PLAYER, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { LANGUAGES, pageLanguage } from '#lib/i18n/locale.ts';
import { loadWholeRubric } from '#lib/library/rubrics.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { roundParts, type RoundParts } from './course-round.ts';
import type { Choice } from './workshops.ts';

/** What an educator has chosen so far. */
export interface CourseDraft extends Omit<PackageWishes, 'round'> {
  readonly format: PackageFormat;
  /** Ids of built-in topics, and hashes of others. */
  readonly topics: readonly string[];
  /** Id of the workshop round that codes are collected for: its topics are those of the course. `null` for none. */
  readonly round: string | null;
}

/** Under it the choices are kept, so that they are there after a reload. */
export const COURSE_SETTING = 'course';

export const keyOf = ({ id, hash, builtIn }: Choice): string => (builtIn ? id : hash);

/** The languages that the app has texts in; the made-up one of tests has none in a course. */
export const courseLanguages = ({ files }: Player): readonly string[] => LANGUAGES.filter((code) => code in files.texts);

/**
 * @param kept what was kept; whatever else lies there is passed over
 * @param rounds ids of those that codes may be collected for
 * @param asked the key of a topic that is to be in it
 */
export function draftFrom(kept: unknown, choices: readonly Choice[], rounds: readonly string[], asked: string | null): CourseDraft {
  const old = (kept ?? {}) as Partial<Record<keyof CourseDraft, unknown>>;
  const listed = <T extends string>(value: unknown, known: readonly T[]): T[] | null =>
    Array.isArray(value) ? known.filter((one) => value.includes(one)) : null;
  const among = <T extends string>(value: unknown, known: readonly T[]): T => known.find((one) => one === value) ?? known[0]!;
  const text = (value: unknown, most: number) => (typeof value === 'string' ? value.slice(0, most) : '');
  const known = choices.map(keyOf);
  const there = listed(old.topics, known);
  const called = known.filter((key) => key === asked);
  return {
    topics: there
      ? known.filter((key) => there.includes(key) || called.includes(key))
      : called.length
        ? called
        : choices.filter(({ builtIn }) => builtIn).map(keyOf),
    languages: listed(old.languages, LANGUAGES) ?? [pageLanguage()],
    title: text(old.title, COURSE_TEXT.title),
    text: text(old.text, COURSE_TEXT.text),
    completion: among(old.completion, COMPLETIONS),
    asks: listed(old.asks, ASKS) ?? [],
    format: among(old.format, PACKAGE_FORMATS),
    prompts: Array.isArray(old.prompts) ? promptsIn(old.prompts.filter((one) => typeof one === 'string').join('\n')) : [],
    round: rounds.find((one) => one === old.round) ?? null
  };
}

/** @param text one question a line @returns the questions, as many and as long as a course may have */
export const promptsIn = (text: string): readonly string[] =>
  [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim().slice(0, COURSE_TEXT.prompt))
        .filter(Boolean)
    )
  ].slice(0, COURSE_TEXT.prompts);

/**
 * Fetches the parts that courses are made of.
 *
 * @param root address of the app's root
 * @throws Error where they cannot be had
 */
export function fetchPlayer(root: string, told: (done: number, of: number) => void): Promise<Player> {
  const folder = new URL(`${PLAYER}/`, root);
  return readPlayer(async (path) => {
    const response = await fetch(new URL(path, folder));
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response.text();
  }, told);
}

/** A topic that lacks words in a language of the course, with the language that is shown there. */
export interface Lacking {
  readonly title: string;
  readonly language: string;
  readonly shown: string;
}

export interface MadeCourse extends MadePackage {
  readonly lacking: readonly Lacking[];
}

/** The page's language comes first, where it is among those of the course: it is shown where a browser asks for none of them. */
const inOrder = (languages: readonly string[]) =>
  [...languages].sort((a, b) => Number(b === pageLanguage()) - Number(a === pageLanguage()) || LANGUAGES.indexOf(a) - LANGUAGES.indexOf(b));

const titleOf = ({ file }: CourseRubric): string => {
  const own = file.words[pageLanguage()] ?? file.words[sourceOf(file.facts)];
  return own?.title ?? file.facts.id;
};

const rubricsOf = (chosen: readonly Choice[], app: Pick<App, 'shelf'>): Promise<CourseRubric[]> =>
  Promise.all(
    chosen.map(async ({ id, hash, builtIn }): Promise<CourseRubric> => {
      if (builtIn) return { ...(await loadWholeRubric(id)), builtIn };
      const file = await (await app.shelf).read(hash);
      if (!file) throw new Error(`the rubric ${hash} is not here`);
      return { file, hash, builtIn };
    })
  );

/** @throws Error where the round is not here any more, or a rubric of it is not */
async function partsOf(id: string, languages: readonly string[], app: Pick<App, 'shelf' | 'workshops'>): Promise<RoundParts> {
  const found = await (await app.workshops).read(id);
  if (!found) throw new Error(`the round ${id} is not here`);
  return roundParts(found.workshop, languages, app);
}

/** @throws WishError where it cannot be made, Error where a rubric cannot be read */
export async function makeCourse(
  { topics, format, round, ...wishes }: CourseDraft,
  choices: readonly Choice[],
  player: Player,
  app: Pick<App, 'shelf' | 'workshops'>
): Promise<MadeCourse> {
  const languages = inOrder(wishes.languages);
  const parts = round === null ? null : await partsOf(round, languages, app);
  const rubrics =
    parts?.rubrics ??
    (await rubricsOf(
      choices.filter((one) => topics.includes(keyOf(one))),
      app
    ));
  const lacking = rubrics.flatMap(({ file }, i) =>
    languages
      .filter((language) => !(language in file.words))
      .map((language): Lacking => ({ title: titleOf(rubrics[i]!), language, shown: sourceOf(file.facts) }))
  );
  // Nobody hears of what is done in a file by itself.
  const asks = format === 'html' ? [] : wishes.asks;
  const made = makePackage(
    format,
    { ...wishes, title: wishes.title.trim(), text: wishes.text.trim(), languages, asks, ...(parts && { round: parts.round }) },
    rubrics,
    player,
    parts?.earlier
  );
  return { ...made, lacking };
}

/** @param title of the course, or of its first topic */
export function downloadCourse({ bytes, type, ending }: MadePackage, title: string, app: Pick<App, 'world'>): void {
  download(fileName(title, app.world.now(), ending), new Blob([bytes], { type }));
}
