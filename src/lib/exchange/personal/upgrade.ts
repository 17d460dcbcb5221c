/** Older files of a person's data become present ones, one step at a time. A step that was released is never edited. */

type File = Readonly<Record<string, unknown>>;

const STEPS: readonly ((file: File) => File)[] = [
  // 1 held assessments alone.
  (file) => ({ ...file, version: 2, plan: [], rubrics: [], drafts: [] }),
  // 2 called a copy beside answers kept.
  (file) => ({ ...file, version: 3, rubrics: Array.isArray(file.rubrics) ? file.rubrics.map(citedForKept) : file.rubrics })
];

function citedForKept(rubric: unknown): unknown {
  return (rubric as { origin?: unknown } | null)?.origin === 'kept' ? { ...(rubric as object), origin: 'cited' } : rubric;
}

/**
 * @param file its version is a known one
 * @returns the file in the present version, otherwise unchecked
 */
export const upgraded = (file: File): File => STEPS.slice((file.version as number) - 1).reduce((one, step) => step(one), file);
