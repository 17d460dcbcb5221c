/** What a page does with rows that could not be read. Loaded where there are any. */
import type { Damage } from '#lib/domain/damage.ts';
import { rawText } from '#lib/domain/raw-text.ts';
import { download } from '#lib/platform/download.ts';

/** Hands out the raw data: of one row as it is, of several with where each lay. */
export function downloadDamage(damage: readonly Damage[]): void {
  const [one, ...others] = damage;
  const content = others.length ? damage.map(({ table, key, reason, raw }) => ({ table, key, reason, raw })) : one?.raw;
  download('waymark-unreadable.json', rawText(content));
}
