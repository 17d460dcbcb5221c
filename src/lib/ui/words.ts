/** Words for values that the domain knows only as values. */
import type { Value } from '#lib/domain/answer.ts';
import { formatDate } from '#lib/i18n/format.ts';
import { m } from '#lib/i18n/paraglide/messages.js';

/** @returns for example "Partly" */
export function valueName(value: Value): string {
  return { 0: m.value_0, 1: m.value_1, 2: m.value_2, na: m.value_na }[value]();
}

/** @returns the name the person gave, or the day it was begun */
export function nameOf(head: { readonly name: string; readonly createdAt: number }): string {
  return head.name || m.assessment_of({ date: formatDate(head.createdAt) });
}
