import type { Head } from '#lib/domain/assessment/assessment.ts';
import type { AssessmentList } from '#lib/domain/assessment/store.ts';

/** How many of the latest are looked at. */
export const FEW = 20;

/** @returns the assessment that was changed last and is about today, not looking back; `null` where there is none */
export async function newestOf(assessments: Pick<AssessmentList, 'list'>): Promise<Head | null> {
  const { heads } = await assessments.list(FEW).catch(() => ({ heads: [] as readonly Head[] }));
  return heads.find(({ retrospectOf }) => !retrospectOf) ?? heads[0] ?? null;
}
