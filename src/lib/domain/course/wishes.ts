/** What an educator wishes for: checked before anything is made of it. */
import { COURSE_TEXT, type Course, type CourseTopic } from './course.ts';
import { ROOMS } from './platform.ts';
import { longestState } from './state-longest.ts';
import { sameName } from './state.ts';

/** What an educator has decided. */
export type CourseWishes = Omit<Course, 'id' | 'topics'>;

/** What cannot be made: which wish it is about, and why. `values` are for the words. */
export interface WishFault {
  readonly wish: 'topics' | 'languages' | 'title' | 'text';
  readonly code: 'none' | 'too-many' | 'twice' | 'alike' | 'unknown' | 'too-long' | 'too-large';
  readonly values: Readonly<Record<string, string | number>>;
}

/** A course cannot be made as it was wished for. */
export class WishError extends Error {
  override name = 'WishError';
  constructor(readonly faults: readonly WishFault[]) {
    super(faults.map(({ wish, code }) => `${wish}: ${code}`).join(', '));
  }
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
 * @param topics in their order
 * @returns to how many of their questions the answers are sure to find room, where that is not all
 */
function tooLarge({ standsIn, round }: Pick<CourseWishes, 'standsIn' | 'round'>, topics: readonly CourseTopic[]) {
  const count = topics.reduce((sum, { criteria }) => sum + criteria.length, 0);
  const fits = (most: number) => {
    let left = most;
    const some = topics.map((topic) => {
      const criteria = topic.criteria.slice(0, left);
      left -= criteria.length;
      return { ...topic, criteria };
    });
    const asked = some.filter(({ criteria }) => criteria.length);
    return longestState(asked, round?.round) <= ROOMS[standsIn];
  };
  if (!count || fits(count)) return null;
  let [most, over] = [1, count];
  while (over - most > 1) {
    const between = Math.floor((most + over) / 2);
    if (fits(between)) most = between;
    else over = between;
  }
  return { count, most };
}

/** @param known the languages that there are texts in */
export function wishFaults(
  { languages, title, text, ...wishes }: Pick<CourseWishes, 'languages' | 'title' | 'text' | 'standsIn' | 'round'>,
  topics: readonly CourseTopic[],
  known: readonly string[]
): WishFault[] {
  const faults: WishFault[] = [];
  const add = (wish: WishFault['wish'], code: WishFault['code'], values: WishFault['values'] = {}) =>
    void faults.push({ wish, code, values });
  const ids = topics.map(({ id }) => id);
  const again = ids.find((id, i) => ids.indexOf(id) !== i);
  if (!ids.length) add('topics', 'none');
  if (ids.length > COURSE_TEXT.topics) add('topics', 'too-many', { count: COURSE_TEXT.topics });
  if (again !== undefined) add('topics', 'twice', { topic: again });
  const alike = sameName(topics.flatMap(({ id, criteria }) => criteria.map((criterion) => `${id}.${criterion.id}`)));
  if (alike) add('topics', 'alike', { one: alike[0], other: alike[1] });
  const large = ids.length <= COURSE_TEXT.topics && again === undefined && tooLarge(wishes, topics);
  if (large) add('topics', 'too-large', large);
  const unknown = languages.find((code) => !known.includes(code));
  if (!languages.length) add('languages', 'none');
  if (unknown !== undefined) add('languages', 'unknown', { language: unknown });
  if (title.length > COURSE_TEXT.title) add('title', 'too-long', { count: COURSE_TEXT.title });
  if (text.length > COURSE_TEXT.text) add('text', 'too-long', { count: COURSE_TEXT.text });
  return faults;
}
