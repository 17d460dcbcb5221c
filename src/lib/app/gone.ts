/** What is said of an assessment that could not be had. */
import { GUEST } from '#lib/domain/person/people.ts';
import { m } from '#lib/i18n/messages.ts';
import type { App } from '#lib/state/app.svelte.ts';

/** @returns that it is not here; unless the data is closed, as every page says, and it may well be */
export function goneWords(
  app: Pick<App, 'closed' | 'who'>,
  text = m.assess_gone_text()
): { readonly title: string; readonly text?: string } {
  if (app.closed) return { title: app.closed === 'torn' ? m.damage_whole_title() : m.assess_newer_title() };
  if (app.who?.id === GUEST) return { title: m.assess_gone_guest_title(), text: m.assess_gone_guest_text() };
  return { title: m.assess_gone_title(), text };
}
