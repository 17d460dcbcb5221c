/** What is said of a table of codes that was swept, and of what another device handed over. */
import { LIMITS } from '#lib/domain/workshop/limits.ts';
import type { HandOverVerdict, Verdict } from '#lib/domain/workshop/round.ts';
import { m } from '#lib/i18n/messages.ts';
import { verdictText } from './verdicts.ts';

/** What became of the codes of a table. */
export interface Told {
  /** Each verdict once, with how many codes had it. */
  readonly counts: readonly { readonly verdict: Verdict; readonly count: number }[];
  /** How many are in. */
  readonly handedIn: number;
}

/** What came in stands first, what did not after it. */
const ORDER: readonly (Verdict['kind'] | undefined)[] = ['new', 'replaced', 'again', 'taken-back'];
const rank = (kind: Verdict['kind']) => (ORDER.includes(kind) ? ORDER.indexOf(kind) : ORDER.length);

function counted(verdict: Verdict, count: number): string {
  switch (verdict.kind) {
    case 'new':
      return m.collect_new({ count });
    case 'replaced':
      return m.collect_replaced({ count });
    case 'again':
      return m.collect_again({ count });
    case 'taken-back':
      return m.collect_taken_back({ count });
    case 'foreign':
      return m.collect_foreign({ count });
    case 'sign':
    case 'length':
      return m.collect_none({ count });
    default:
      return count === 1 ? verdictText(verdict) : m.collect_others({ count, what: verdictText(verdict) });
  }
}

/** @returns sentences: "5 new.", "2 were in already.", "22 handed in." */
export const sweepLines = ({ counts, handedIn }: Told): string[] => [
  ...[...counts].sort((a, b) => rank(a.verdict.kind) - rank(b.verdict.kind)).map(({ verdict, count }) => counted(verdict, count)),
  m.collect_in({ count: handedIn })
];

/** What to say of a hand-over, and how many are in now. */
export function handOverText({ verdict, handedIn }: { readonly verdict: HandOverVerdict; readonly handedIn: number }): string {
  switch (verdict.kind) {
    case 'handed-over':
      return [
        m.collect_over({ count: verdict.of, handedIn }),
        ...(verdict.kept ? [m.collect_over_kept({ count: verdict.kept }), m.collect_over_again()] : [])
      ].join(' ');
    case 'shown':
      return m.collect_over_shown();
    case 'closed':
      return m.room_late_closed();
    case 'full':
      return m.collect_over_full({ count: LIMITS.results });
    case 'foreign':
      return m.collect_over_foreign();
    case 'cut':
      return m.collect_over_cut();
    case 'other':
      return m.collect_over_other();
  }
}
