/** The words of a course in one language, as they come. */
import type { Course, CourseTexts } from '#lib/domain/course/course.ts';
import type { Rubric } from '#lib/domain/rubric/rubric.ts';
import { formatList } from '#lib/i18n/format.ts';
import { provide } from '#lib/i18n/texts.ts';
import type { CourseData } from './data.ts';

export interface Words {
  readonly names: CourseTexts['names'];
  /** The rubric of the first question. */
  readonly first: Rubric;
  /** @throws Error where it cannot be had */
  rubric(id: string): Promise<Rubric>;
  /** @returns it, where it has come */
  here(id: string): Rubric | undefined;
}

/** What a course is called: as its educator calls it, or by what it asks about. */
export function titleOf({ title, topics }: Pick<Course, 'title' | 'topics'>, names: CourseTexts['names']): string {
  if (title) return title;
  const [first] = topics;
  return topics.length === 1 ? names[first!.id]!.title : formatList(topics.map(({ id }) => names[id]!.short || names[id]!.title));
}

/** Takes a language: the app's texts are in it from then on, and others can be asked for. */
function take(data: CourseData, language: string, { areas, messages, direction }: CourseTexts): void {
  provide({ language, release: '', areas, messages }, () => data.more(language));
  document.documentElement.lang = language;
  document.documentElement.dir = direction;
}

/** @throws Error where its files cannot be had */
export async function speak(data: CourseData, language: string): Promise<void> {
  take(data, language, await data.texts(language));
}

/**
 * Takes a language, with the words of the question in front, once all of it has come.
 *
 * @param topic that is to be here first
 * @throws Error where its files cannot be had; nothing has changed then
 */
export async function wordsIn(data: CourseData, language: string, topic: Course['topics'][number]['id']): Promise<Words> {
  const [texts, first] = await Promise.all([data.texts(language), data.rubric(topic, language)]);
  take(data, language, texts);
  const here = new Map([[first.id, first]]);
  return {
    names: texts.names,
    first,
    here: (id) => here.get(id),
    async rubric(id) {
      const rubric = here.get(id) ?? (await data.rubric(id, language));
      here.set(id, rubric);
      return rubric;
    }
  };
}
