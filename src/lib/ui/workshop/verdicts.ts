/** What is said of a code that was read: on the screen of whoever collects. */
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import type { Verdict } from '#lib/domain/workshop/round.ts';
import { groupsAt } from '#lib/domain/workshop/symbols.ts';
import { formatList } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** Whether the result is in now, or out as somebody wished. */
export const isDone = ({ kind }: Verdict): boolean => ['new', 'replaced', 'again', 'taken-back'].includes(kind);

export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'new':
      return m.room_new();
    case 'replaced':
      return m.room_replaced();
    case 'again':
      return m.room_again();
    case 'taken-back':
      return m.room_taken_back();
    case 'not-in':
      return m.room_not_in();
    case 'shown':
      return m.room_late();
    case 'closed':
      return m.room_late_closed();
    case 'full':
      return m.room_many({ count: LIMITS.results });
    case 'foreign':
      return m.room_foreign();
    case 'round-before':
      return m.room_round_before();
    case 'later-round':
      return m.room_later_round();
    case 'other':
      return m.room_other();
    case 'sign':
      return m.room_sign();
    case 'length':
      return m.room_length({ count: verdict.length, most: verdict.of });
    case 'wrong': {
      const groups = groupsAt(verdict.places);
      return groups.length ? m.room_slip({ groups: formatList(groups.map(String)) }) : m.room_slips();
    }
  }
}
