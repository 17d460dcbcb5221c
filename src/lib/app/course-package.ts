/** A course as an educator makes it in the app: what they wish for, the parts that it is made of, and the file. */
import { ASKS, COMPLETIONS, COURSE_TEXT, type EarlierVersion } from '#lib/domain/course/course.ts';
import { promptsIn } from '#lib/domain/course/wishes.ts';
import { sourceOf } from '#lib/domain/rubric/places.ts';
import { writeCourseFile } from '#lib/exchange/course/course-file.ts';
import type { CourseRubric } from '#lib/exchange/course/files.ts';
import {
  makePackage,
  PACKAGE_FORMATS,
  standsIn,
  type MadePackage,
  type PackageFormat,
  type PackageWishes
} from '#lib/exchange/course/package.ts';
import { PLAYER, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { LANGUAGES, pageLanguage } from '#lib/i18n/locale.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';
import { loadWholeRubric } from '#lib/library/rubrics.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { roundParts, type RoundParts } from './course-round.ts';
import { withVersionsOnTheWay } from './course-versions.ts';
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

/** What was chosen, with the rubrics that are meant. */
export interface Chosen {
  readonly format: PackageFormat;
  readonly wishes: PackageWishes;
  readonly rubrics: readonly CourseRubric[];
  readonly earlier: readonly EarlierVersion[];
}

/** @throws Error where a rubric, or the round, cannot be read */
export async function chosenOf(
  { topics, format, round, ...wishes }: CourseDraft,
  choices: readonly Choice[],
  app: Pick<App, 'shelf' | 'workshops'>
): Promise<Chosen> {
  const languages = inOrder(wishes.languages);
  const parts = round === null ? null : await partsOf(round, languages, app);
  const rubrics =
    parts?.rubrics ??
    (await rubricsOf(
      choices.filter((one) => topics.includes(keyOf(one))),
      app
    ));
  return {
    format,
    wishes: { ...wishes, title: wishes.title.trim(), text: wishes.text.trim(), languages, ...(parts && { round: parts.round }) },
    rubrics,
    earlier: await withVersionsOnTheWay(rubrics, parts?.earlier ?? [], app)
  };
}

/** @throws WishError where it cannot be made */
export function makeCourse({ format, wishes, rubrics, earlier }: Chosen, player: Player): MadeCourse {
  const lacking = rubrics.flatMap(({ file }, i) =>
    wishes.languages
      .filter((language) => !(language in file.words))
      .map((language): Lacking => ({ title: titleOf(rubrics[i]!), language, shown: sourceOf(file.facts) }))
  );
  return { ...makePackage(format, wishes, rubrics, player, earlier), lacking };
}

/** @param frame for a page that shows the course in a frame, not for a package @returns the choices as a file: JSON text */
export const choicesFile = ({ format, wishes, rubrics, earlier }: Chosen, frame = false): string =>
  writeCourseFile(
    { ...wishes, standsIn: frame ? 'frame' : standsIn(format) },
    rubrics,
    earlier,
    ({ file, hash, builtIn }) => builtIn && hash === hashOfBuiltIn(file.facts.id)
  );

/** What the file of choices is called beside a page. */
export const CHOICES_FILE = 'waymark-course.json';

/** @param title of the course, or of its first topic */
export function downloadCourse({ bytes, type, ending }: MadePackage, title: string, app: Pick<App, 'world'>): void {
  download(fileName(title, app.world.now(), ending), new Blob([bytes], { type }));
}

/** @param title of the course, or of its first topic */
export const downloadChoices = (chosen: Chosen, title: string, app: Pick<App, 'world'>): void =>
  download(fileName(title, app.world.now(), 'json'), `${choicesFile(chosen)}\n`);
