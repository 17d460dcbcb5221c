/** How much there may be of what belongs to a person, here and coming in together. */
import { DataError } from '#lib/domain/faults.ts';
import { LIST_LIMITS } from '#lib/domain/limits.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { askedKey } from '#lib/domain/second/second.ts';
import type { ShelfItem } from '#lib/domain/rubric/store.ts';
import type { Tables } from '../tables/tables.ts';
import { draftKey, latest } from './shelf.ts';

/**
 * A file brings no more than pages bear, and neither do several, one after the other: what is here must be able to come out as one.
 *
 * @returns what is wrong where there would be more of a part than there may be, and `null` otherwise. Thrown within a transaction, it would be
 *   taken for the browser's own error of the same name
 */
export async function tooMuchOf(tables: Tables, incoming: PersonalData): Promise<DataError | null> {
  const { assessments, plan, rubrics, drafts, workshops, participations, asked, given } = incoming;
  const shelf = rubrics.length + drafts.length > 0 ? latest(await tables.page('shelf')) : [];
  const kept = (kind: ShelfItem['kind']) => shelf.filter((raw) => (raw as Partial<ShelfItem> | null)?.kind === kind).length;
  const parts = [
    [
      'assessments',
      await tables.count('assessments'),
      assessments.map(({ head }) => head.id),
      (id: string) => tables.get('assessments', id)
    ],
    ['plan', await tables.count('plan'), plan.map(({ id }) => id), (id: string) => tables.get('plan', id)],
    ['rubrics', kept('published'), rubrics.map(({ hash }) => hash), (hash: string) => tables.get('shelf', hash)],
    ['drafts', kept('draft'), drafts.map(({ id }) => id), async (id: string) => tables.get('shelf', await draftKey(tables, id))],
    [
      'workshops',
      await tables.count('workshops'),
      workshops.map(({ workshop }) => workshop.id),
      (id: string) => tables.get('workshops', id)
    ],
    [
      'participations',
      await tables.count('participations'),
      participations.map(({ assessment }) => assessment),
      (id: string) => tables.get('participations', id)
    ],
    [
      'asked',
      await tables.count('asked'),
      asked.map(askedKey),
      (key: string) => tables.get('asked', JSON.parse(key) as readonly [string, string])
    ],
    ['given', await tables.count('given'), given.map(({ number }) => number), (number: string) => tables.get('given', number)]
  ] as const;
  for (const [part, here, ids, get] of parts) {
    const most = LIST_LIMITS[part];
    if (here + ids.length <= most) continue;
    let together = here;
    for (const id of ids) if ((await get(id)) === undefined) together++;
    // Where there are too many already, what is here may still be brought up to date.
    if (together > Math.max(most, here)) return new DataError('', part, 'too-many-here', { count: together, most });
  }
  return null;
}
