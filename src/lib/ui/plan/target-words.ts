/** What is said of a target beside a position. */
import type { Position } from '#lib/domain/position/position.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns a sentence, for example "Your target, level 2, is reached."; `null` where no target was chosen */
export function targetSentence({ target, level, reason, score }: Position): string | null {
  if (target === null) return null;
  if (level === null) return reason === 'open' ? m.plan_target_open({ level: target }) : m.plan_target_na({ level: target });
  if (target === level) return m.plan_target_reached({ level: target });
  if (target < level) return m.plan_target_beyond({ level: target });
  return score.stopReason === 'not-applicable' ? m.plan_target_na({ level: target }) : m.plan_target_above({ level: target });
}
