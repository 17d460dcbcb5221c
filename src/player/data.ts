/** The data of a course: in files beside the page, or, where everything is one file, in that. */
import { COURSE_FILES, type Course, type CourseTexts, type EarlierVersion } from '#lib/domain/course/course.ts';
import type { Rubric, RubricFile } from '#lib/domain/rubric/rubric.ts';

/** Reads one of them by its path. @throws Error where it cannot be had */
type Read = <T>(path: string) => Promise<T>;

export interface CourseData {
  readonly course: Course;
  texts(language: string): Promise<CourseTexts>;
  /** Areas of texts that the course can begin without. */
  more(language: string): Promise<CourseTexts['areas']>;
  /** @param id of a topic @returns the rubric in that language */
  rubric(id: string, language: string): Promise<Rubric>;
  /** Those that were read so far, in any language. */
  readonly seen: ReadonlySet<Rubric>;
  /** Notes that a rubric was read @returns it */
  note(rubric: Rubric): Rubric;
  /** Rubrics that do not come with Waymark, as they travel. */
  own(): Promise<readonly Pick<RubricFile, 'facts' | 'words'>[]>;
  /** Versions of before, in a later round. */
  earlier(): Promise<readonly EarlierVersion[]>;
}

/** Reads files in a folder; one that failed is asked for again the next time. */
function fromFolder(folder: string): Read {
  const coming = new Map<string, Promise<unknown>>();
  return <T>(path: string) => {
    let found = coming.get(path);
    if (!found) {
      found = fetch(new URL(path, folder)).then((response) => {
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
        return response.json();
      });
      coming.set(path, found);
      found.catch(() => coming.delete(path));
    }
    return found as Promise<T>;
  };
}

/** @param page with a block of data, or with the address of a folder */
export async function courseData(page: Document): Promise<CourseData> {
  const block = page.getElementById('course')!;
  const all = block.textContent?.trim() ? (JSON.parse(block.textContent) as Readonly<Record<string, unknown>>) : null;
  const read: Read = all ? async <T>(path: string) => all[path] as T : fromFolder(new URL(block.dataset.folder!, page.baseURI).href);
  const course = await read<Course>(COURSE_FILES.course);
  const seen = new Set<Rubric>();
  const note = (rubric: Rubric) => (seen.add(rubric), rubric);
  return {
    course,
    seen,
    note,
    texts: (language) => read(COURSE_FILES.texts(language)),
    more: (language) => read(COURSE_FILES.more(language)),
    async rubric(id, language) {
      const place = course.topics.findIndex((topic) => topic.id === id);
      return note(await read<Rubric>(COURSE_FILES.topic(language, place)));
    },
    own: () => (course.topics.some(({ own }) => own) ? read(COURSE_FILES.own) : Promise.resolve([])),
    earlier: () => (course.renewed ? read(COURSE_FILES.earlier) : Promise.resolve([]))
  };
}

/** @returns the language of the course that the browser asks for first; the course's first one where it asks for none of them */
export function languageFor({ languages }: Pick<Course, 'languages'>, wanted: readonly string[]): string {
  for (const one of wanted) {
    const found = languages.find((code) => one === code || one.startsWith(`${code}-`));
    if (found) return found;
  }
  return languages[0]!;
}
