/**
 * Rounds that were shown or closed here and then removed. A backup of before would open one of them again, and with one person more or less its
 * second picture would tell of that person: so they are known by their ids, and nothing else of them is.
 */
import type { Tables } from '../tables/tables.ts';

/** The setting that holds their ids, the latest last. */
const OVER = 'rounds-over';
/** More than somebody leads while a backup of an open round is good. */
const MOST = 200;

export async function roundsOver(tables: Pick<Tables, 'get'>): Promise<readonly string[]> {
  const row = (await tables.get('settings', OVER)) as { readonly value?: unknown } | undefined;
  return Array.isArray(row?.value) ? row.value.filter((one): one is string => typeof one === 'string') : [];
}

export async function noteOver(tables: Pick<Tables, 'get' | 'put'>, id: string): Promise<void> {
  const others = (await roundsOver(tables)).filter((one) => one !== id);
  await tables.put('settings', [{ key: OVER, value: [...others, id].slice(-MOST) }]);
}
