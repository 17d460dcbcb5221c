/** Apart from the other words of a history, which bring a result's along: a question that looks back needs this alone. */
import { formatDate } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns a name with its date, or the date alone for one without a name */
export function datedName(head: { readonly name: string }, at: number): string {
  return head.name ? m.history_dated({ name: head.name, date: formatDate(at) }) : formatDate(at);
}
