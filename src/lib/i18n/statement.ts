/** A statement is the act alone: where it happens, its situation says. It is quoted nowhere without, where its rubric declares situations. */
import type { Level } from '#lib/domain/model.ts';
import type { CriterionFace, RubricFace } from '#lib/domain/rubric/rubric.ts';
import { m } from './messages.ts';

/** @returns for example “In a group I guide online: I ask each member.” The component `ui/rubric/StatementText` shows the same. */
export function statementText(
  { situations }: Pick<RubricFace, 'situations'>,
  { descriptors }: Pick<CriterionFace, 'descriptors'>,
  level: Level
): string {
  const text = descriptors[level];
  return situations ? m.situation_statement({ situation: situations[level].label, text }) : text;
}
