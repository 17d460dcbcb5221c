/** Words of the plan. */
import type { StepState } from '#lib/domain/plan/plan.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { pageLanguage, region } from '#lib/i18n/locale.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example "To do" */
export function stateName(state: StepState): string {
  return { todo: m.plan_todo, doing: m.plan_doing, done: m.plan_done, dropped: m.plan_dropped }[state]();
}

const noon = (day: string) => new Date(`${day}T12:00:00`).getTime();

/** @param day such as 2026-03-09 @returns for example "9 March 2026", the same day wherever the person is */
export const dayText = (day: string): string => formatDate(noon(day));

/** @param at milliseconds since 1970 @param today such as 2026-03-09 @returns for example "Monday 9 March"; in another year "9 March 2027" */
function weekdayAt(at: number, today: string): string {
  const day = new Date(at);
  if (day.getFullYear() !== Number(today.slice(0, 4))) return formatDate(at);
  return day.toLocaleDateString(region(), { weekday: 'long', day: 'numeric', month: 'long' });
}

/** @param day such as 2026-03-09, as is `today` @returns for example "Monday 9 March"; in another year "9 March 2027" */
export const weekday = (day: string, today: string): string => weekdayAt(noon(day), today);

/** @returns whole days from the day that was set to today, on the person's calendar; 0 or less where it is not late */
const daysLate = (by: string, today: string): number => Math.round((Date.parse(today) - Date.parse(by)) / 86_400_000);

/** @returns for example "3 days late: it was due on Monday 9 March." */
export const lateText = (by: string, today: string): string => m.plan_late({ days: daysLate(by, today), day: weekday(by, today) });

/** @param doneAt milliseconds since 1970, where it was noted @returns for example "Done on Monday 9 March" */
export function doneText(doneAt: number | undefined, today: string): string {
  if (doneAt === undefined) return m.plan_done();
  const isToday = new Date(doneAt).toDateString() === new Date(noon(today)).toDateString();
  return isToday ? m.plan_done_today() : m.plan_done_on({ day: weekdayAt(doneAt, today) });
}

/** How many letters of a sentence are shown at first: three lines on a phone. */
const SHOWN = 84;

interface Sentences {
  /** The first sentence or line; of a very long one, as many whole words as are shown at first. */
  readonly first: string;
  /** What is left of that sentence. */
  readonly more: string;
  /** What follows it. */
  readonly rest: string;
}

/** Splits what is to be done into what is shown at once and what follows. */
export function sentencesOf(text: string): Sentences {
  const [sentence] = 'Segmenter' in Intl ? new Intl.Segmenter(pageLanguage(), { granularity: 'sentence' }).segment(text) : [];
  const whole = sentence?.segment ?? text;
  const rest = text.slice(whole.length).trim();
  if (whole.trim().length <= SHOWN) return { first: whole.trim(), more: '', rest };
  const space = whole.lastIndexOf(' ', SHOWN);
  const cut = space > SHOWN / 2 ? space : SHOWN;
  return { first: whole.slice(0, cut).trim(), more: whole.slice(cut).trimEnd(), rest };
}
