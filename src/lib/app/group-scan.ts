/** A camera that waits for what the projector shows of a group, and keeps it with the part in that workshop. */
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { groupTextIn } from '#lib/domain/workshop/group-code.ts';
import { m } from '#lib/i18n/messages.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { keepGroup } from './group-code.ts';
import { Scan } from './scan.svelte.ts';

export const groupScan = (found: (text: string) => void): Scan =>
  new Scan({
    text(text) {
      const symbols = groupTextIn(text);
      if (symbols) found(symbols);
      return symbols !== null;
    },
    whole: () => {},
    waiting: m.enter_scan_waiting,
    other: m.beside_scan_other
  });

/**
 * @param text a link, or the symbols alone
 * @param at the assessment in front, if any
 * @returns the part in whose workshop it is kept now; else why it cannot be shown here, in words
 */
export async function takeGroup(text: string, app: Pick<App, 'participations'>, at?: string): Promise<Participation | string> {
  const kept = await keepGroup(text, app, at).catch(() => null);
  if (!kept) return m.list_refused_text();
  if ('assessment' in kept) return kept;
  return kept.kind === 'foreign' ? m.beside_foreign() : kept.kind === 'cut' ? m.beside_cut() : m.beside_none();
}
