/** Days of the plan handed out as files for a calendar. The part that writes them is fetched when the first one is made. */
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import type { CalendarDay } from '#lib/exchange/personal/calendar.ts';
import { m } from '#lib/i18n/messages.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { download, fileName } from '#lib/platform/download.ts';

const TYPE = 'text/calendar;charset=utf-8';

/** A step with a day, and in words what it leads to; `null` where it leads to nothing in particular. */
export interface Dated {
  readonly step: PlanStep;
  readonly day: string;
  readonly leadsTo: string | null;
}

/**
 * Hands out a file with an entry for each of these steps.
 *
 * @param url address of the plan, as it works from outside
 * @param now milliseconds since 1970
 */
export async function stepsFile(steps: readonly Dated[], url: string, now: number): Promise<void> {
  const { writeCalendar } = await import('#lib/exchange/personal/calendar.ts');
  const entries = steps.map(({ step, day, leadsTo }) => ({
    uid: `step-${step.id}`,
    day,
    title: m.title({ page: step.what }),
    description: [step.why, step.with && m.plan_with_who({ who: step.with }), leadsTo].filter(Boolean).join('\n'),
    url,
    createdAt: step.createdAt,
    at: step.at
  }));
  const name = steps.length === 1 ? steps[0]!.step.what : m.plan_calendar_file();
  download(fileName(name, now, 'ics'), writeCalendar(entries, pageLanguage()), TYPE);
}

/**
 * @param assessment the one that is to be compared with
 * @param day such as 2026-03-09
 * @param url address of the page where the next assessment begins, as it works from outside
 * @param now milliseconds since 1970
 */
export async function againFile(assessment: string, day: string, url: string, now: number): Promise<void> {
  const entry = {
    uid: `again-${assessment}`,
    day,
    title: m.title({ page: m.plan_again_event() }),
    description: m.plan_again_description(),
    url
  };
  await calendarFile(entry, m.plan_again_file(), now);
}

/**
 * Hands out a file with one entry.
 *
 * @param name of the file
 * @param now milliseconds since 1970
 */
export async function calendarFile(entry: Omit<CalendarDay, 'createdAt' | 'at'>, name: string, now: number): Promise<void> {
  const { writeCalendar } = await import('#lib/exchange/personal/calendar.ts');
  // Counted from a fixed moment, so that a file made later always outdoes an earlier one.
  const dated = { ...entry, createdAt: Date.UTC(2026, 0, 1), at: now };
  download(fileName(name, now, 'ics'), writeCalendar([dated], pageLanguage()), TYPE);
}
