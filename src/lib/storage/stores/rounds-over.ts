/**
 * Rounds that were shown or closed here and then removed. A backup of before would open one of them again, and so would opening a round of the
 * same tag; with one person more or less its second picture would tell of that person. So they are known by their ids and by what their results
 * are told apart by, and nothing else of them is.
 */
import { tagOf } from '#lib/domain/workshop/tag.ts';
import type { RoundOf, Workshop } from '#lib/domain/workshop/workshop.ts';
import type { Tables } from '../tables/tables.ts';

/** A round that is over. `marks`: its number, round and tag. */
interface Over {
  readonly id: string;
  readonly marks: string;
}

/** The setting that holds them, the latest last. */
const OVER = 'rounds-over';
/** More than somebody leads while a backup of an open round is good. */
const MOST = 200;

/** Tags are short: the number and the round are compared as well. */
export const marksOf = (workshop: RoundOf): string => [workshop.number, workshop.round, tagOf(workshop)].join('-');

const isOver = (one: unknown): one is Over =>
  typeof one === 'object' && one !== null && typeof (one as Over).id === 'string' && typeof (one as Over).marks === 'string';

export async function roundsOver(tables: Pick<Tables, 'get'>): Promise<readonly Over[]> {
  const row = (await tables.get('settings', OVER)) as { readonly value?: unknown } | undefined;
  return Array.isArray(row?.value) ? row.value.filter(isOver) : [];
}

export async function noteOver(tables: Pick<Tables, 'get' | 'put'>, workshop: Workshop): Promise<void> {
  const others = (await roundsOver(tables)).filter(({ id }) => id !== workshop.id);
  await tables.put('settings', [{ key: OVER, value: [...others, { id: workshop.id, marks: marksOf(workshop) }].slice(-MOST) }]);
}
