/** A code that was handed in, for the calendar: it comes up when the next round may be held. The part that writes it is fetched when it is made. */
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { inGroups } from '#lib/domain/workshop/symbols.ts';
import { m } from '#lib/i18n/messages.ts';
import { dayAfterWeeks } from '#lib/platform/day.ts';
import { WEEKS } from './again.ts';
import { calendarFile } from './calendar.ts';

/** @param now milliseconds since 1970 @returns such as 2026-03-09 */
export const receiptDay = (now: number): string => dayAfterWeeks(now, WEEKS);

/**
 * @param code that was handed in
 * @param join address of the page where the next round is joined
 * @param now milliseconds since 1970
 */
export async function receiptFile({ assessment, title, round }: Participation, code: string, join: string, now: number): Promise<void> {
  const next = { round: round + 1 };
  await calendarFile(
    {
      uid: `receipt-${assessment}`,
      day: receiptDay(now),
      title: m.title({ page: title ? m.receipt_event_of({ ...next, title }) : m.receipt_event(next) }),
      description: `${inGroups(code)}\n${m.receipt_event_text(next)}`,
      url: new URL(join, location.href).href
    },
    m.receipt_event_file(next),
    now
  );
}
