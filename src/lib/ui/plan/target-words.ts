/** What is said of a target beside a position. */
import { endsWithRole } from '#lib/domain/position/advice.ts';
import type { Position } from '#lib/domain/position/position.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns a sentence, for example "Your target, level 2, is reached."; `null` where no target was chosen */
export function targetSentence(position: Position): string | null {
  const { target, level, reason } = position;
  if (target === null) return null;
  if (level === null) return reason === 'open' ? m.plan_target_open({ level: target }) : m.plan_target_na({ level: target });
  if (target === level) return m.plan_target_reached({ level: target });
  if (target < level) return m.plan_target_beyond({ level: target });
  return endsWithRole(position) ? m.plan_target_na({ level: target }) : m.plan_target_above({ level: target });
}
