/** Second views in words. */
import type { Seen } from '#lib/domain/second/second.ts';
import { m } from '#lib/i18n/messages.ts';

/** @returns for example “I cannot tell”; what nothing was said of is “No answer” */
export function seenName(seen: Seen | undefined): string {
  return seen === undefined
    ? m.second_seen_none()
    : { 0: m.second_seen_0, 1: m.second_seen_1, 2: m.second_seen_2, unknown: m.second_seen_unknown }[seen]();
}

/** @param number counted from 1 @returns what a second view is called: its name, or its number */
export const viewName = (name: string, number: number): string => name || m.second_view_numbered({ number });
