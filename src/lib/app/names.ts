/** What the assessments of a list are called. */
import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { AssessmentList } from '#lib/domain/assessment/store.ts';
import { titleIn } from '#lib/domain/rubric/shelf-list.ts';
import type { RubricRef } from '#lib/domain/rubric/rubric.ts';
import type { RubricStore } from '#lib/domain/rubric/store.ts';
import { formatList } from '#lib/i18n/format.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';
import { outlines } from '#lib/library/index.ts';
import { nameOf } from '#lib/i18n/words.ts';

/** Reads the answers of those that have no name of their own: their date is what they are called by. @returns by id */
export async function namesOf(heads: readonly Head[], list: Pick<AssessmentList, 'progressOf'>): Promise<Readonly<Record<string, string>>> {
  const progress = await list.progressOf(heads.filter(({ name }) => !name));
  return Object.fromEntries(heads.map((head) => [head.id, nameOf(head, progress[head.id]?.at ?? head.createdAt)]));
}

/** What one assessment is called; where its answers cannot be read now, by the day on which it was begun. */
export const calledOf = (head: Head, list: Pick<AssessmentList, 'progressOf'>): Promise<string> =>
  namesOf([head], list).then(
    (names) => names[head.id]!,
    () => nameOf(head, head.createdAt)
  );

/**
 * What an assessment is about, by what its topics are called.
 *
 * @param shelf where rubrics lie that are not built in; of one that cannot be asked, they are not known
 * @returns gives for example "Privacy, Writing and Visibility"
 */
export async function topicNames(shelf: Promise<Pick<RubricStore, 'list'>>): Promise<(head: Pick<Head, 'rubrics'>) => string> {
  const items = await shelf
    .then((shelf) => shelf.list())
    .then(
      ({ items }) => items,
      () => []
    );
  const titles = new Map(items.map((item) => [item.key, titleIn(item, pageLanguage())?.text]));
  const nameOfRubric = ({ id, hash }: RubricRef) =>
    outlines.find((outline) => outline.id === id)?.short ?? titles.get(hash ?? '') ?? m.list_topic_gone();
  return ({ rubrics }) => formatList(rubrics.map(nameOfRubric));
}
