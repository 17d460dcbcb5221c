/** Days of the plan handed out as files for a calendar. The part that writes them is fetched when the first one is made. */
import type { PlanStep } from '#lib/domain/plan/plan.ts';
import { m } from '#lib/i18n/messages.ts';
import { pageLanguage } from '#lib/i18n/locale.ts';
import { download, fileName } from '#lib/platform/download.ts';

const TYPE = 'text/calendar;charset=utf-8';

/**
 * @param leadsTo what the step leads to, in words
 * @param url address of the plan, as it works from outside
 * @param now milliseconds since 1970
 */
export async function stepFile(step: PlanStep & { readonly by: string }, leadsTo: string | null, url: string, now: number): Promise<void> {
  const { writeCalendar } = await import('#lib/exchange/personal/calendar.ts');
  const description = [step.why, step.with && m.plan_with_who({ who: step.with }), leadsTo].filter(Boolean).join('\n');
  const content = writeCalendar(
    {
      uid: `step-${step.id}`,
      day: step.by,
      title: m.title({ page: step.what }),
      description,
      url,
      createdAt: step.createdAt,
      at: step.at
    },
    pageLanguage()
  );
  download(fileName(step.what, now, 'ics'), content, TYPE);
}

/**
 * @param assessment the one that is to be compared with
 * @param day such as 2026-03-09
 * @param url address of the page where the next assessment begins, as it works from outside
 * @param now milliseconds since 1970
 */
export async function againFile(assessment: string, day: string, url: string, now: number): Promise<void> {
  const { writeCalendar } = await import('#lib/exchange/personal/calendar.ts');
  const content = writeCalendar(
    {
      uid: `again-${assessment}`,
      day,
      title: m.title({ page: m.plan_again_event() }),
      description: m.plan_again_description(),
      url,
      // Counted from a fixed moment, so that a file made later always outdoes an earlier one.
      createdAt: Date.UTC(2026, 0, 1),
      at: now
    },
    pageLanguage()
  );
  download(fileName(m.plan_again_file(), now, 'ics'), content, TYPE);
}
