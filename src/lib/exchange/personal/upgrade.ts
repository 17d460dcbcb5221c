/** Older files of a person's data become present ones, one step at a time. A step that was released is never edited. */

type File = Readonly<Record<string, unknown>>;

const STEPS: readonly ((file: File) => File)[] = [
  // 1 held assessments alone.
  (file) => ({ ...file, version: 2, plan: [], rubrics: [], drafts: [] }),
  // 2 called a copy beside answers kept, and named the assessment that is looked back to as back.
  (file) => ({ ...file, version: 3, rubrics: each(file.rubrics, citedForKept), assessments: each(file.assessments, retrospectOfForBack) }),
  // 3 knew no answers that were left, and nothing that was said of a whole situation.
  (file) => ({ ...file, version: 4 }),
  // 4 did not say whose it was.
  (file) => ({ ...file, version: 5 }),
  // 5 knew no workshops.
  (file) => ({ ...file, version: 6, workshops: [], participations: [] }),
  // 6 knew no second views.
  (file) => ({ ...file, version: 7, asked: [], given: [] })
];

const each = (list: unknown, change: (one: unknown) => unknown) => (Array.isArray(list) ? list.map(change) : list);

function citedForKept(rubric: unknown): unknown {
  return (rubric as { origin?: unknown } | null)?.origin === 'kept' ? { ...(rubric as object), origin: 'cited' } : rubric;
}

function retrospectOfForBack(assessment: unknown): unknown {
  const { head } = (assessment ?? {}) as { head?: unknown };
  if (typeof head !== 'object' || head === null || !('back' in head)) return assessment;
  const { back, ...rest } = head;
  return { ...(assessment as object), head: { ...rest, retrospectOf: back } };
}

/**
 * @param file its version is a known one
 * @returns the file in the present version, otherwise unchecked
 */
export const upgraded = (file: File): File => STEPS.slice((file.version as number) - 1).reduce((one, step) => step(one), file);
