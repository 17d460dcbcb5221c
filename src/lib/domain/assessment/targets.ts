/** Targets belong to the person: a role suggests some, and sets none. */
import type { Head } from './assessment.ts';
import type { Model } from '../model.ts';
import type { RubricRef } from '../rubric/rubric.ts';
import { compareVersions } from '../rubric/versions.ts';

/** From this version of the built-in rubrics on, a role sets no target. */
const ASKED_SINCE = '0.20.0';

/**
 * The targets that go along to a new assessment by the same role. Up to version 0.10 of its rubrics a role set its targets unasked: those that are
 * no more than what it suggests are left behind, and the new result suggests them again. Since then each target was set by hand.
 */
export function ownTargets({ role, targets, rubrics }: Pick<Head, 'role' | 'targets' | 'rubrics'>, roles: Model['roles']): Head['targets'] {
  const isUnasked = ({ id, version }: RubricRef) => Object.hasOwn(targets, id) && compareVersions(version, ASKED_SINCE) < 0;
  if (!rubrics.some(isUnasked)) return targets;
  const suggested = roles.find(({ id }) => id === role)?.targets ?? {};
  return Object.entries(targets).every(([topic, level]) => suggested[topic] === level) ? {} : targets;
}
