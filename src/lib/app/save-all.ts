/**
 * All data as a file, whatever is broken: where it can be read, the usual one; where the very reading fails, or its code does not come, the
 * rows as they lie there, so that nothing is left behind. So nothing that may be broken is imported here at once.
 */
import { rawText } from '#lib/domain/raw-text.ts';
import { download, fileName } from '#lib/platform/download.ts';
import type { App } from '#lib/state/app.svelte.ts';
import type { Saved } from './rescue.ts';

/** @throws whatever the device objects to, where not even that can be had */
export async function saveAll(app: Pick<App, 'raw' | 'personal' | 'repair' | 'people' | 'unsaved' | 'world'>): Promise<Saved> {
  try {
    return await (await import('./rescue.ts')).saveWhole(app);
  } catch {
    // Results that were handed in leave this device in what a passphrase locks alone.
    const { results: _, ...rows } = await app.raw.catch(async () => (await app.people).raw());
    // What no device has taken yet is in this tab only: an assessment's row with its answers, a plan, a draft.
    const unsaved = [...app.unsaved].map((one) => Object.fromEntries(HELD.map((name) => [name, (one as Record<string, unknown>)[name]])));
    download(fileName('raw', app.world.now(), 'json'), rawText(unsaved.length ? { ...rows, unsaved } : rows));
    return { kind: 'raw', rest: null };
  }
}

/** Under which of these names, whatever it is, has what it holds. */
const HELD = ['head', 'entries', 'steps', 'draft'] as const;
