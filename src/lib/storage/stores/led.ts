/** Workshops among all that belongs to a person: read, and written where joining has changed them. */
import type { Damage } from '#lib/domain/damage.ts';
import { canonical } from '#lib/domain/hash.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import { writtenWorkshop } from '#lib/domain/workshop/workshop-file.ts';
import * as rows from '../tables/rows.ts';
import { reader } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { forgetResults, resultRow, rowIn } from './workshops.ts';

type Part = Pick<PersonalData, 'workshops' | 'participations'>;
type Raws = Readonly<Record<'workshops' | 'results' | 'participations', readonly unknown[]>>;

/** @returns what can be read of these rows; results of an open round alone, since all others are about to go */
export function ledIn(raws: Raws): Part & { readonly damage: readonly Damage[] } {
  const workshops = rows.sift(raws.workshops, reader('workshops', rows));
  const results = rows.sift(raws.results, reader('results', rows));
  const participations = rows.sift(raws.participations, reader('participations', rows));
  return {
    workshops: workshops.rows.map((workshop) => ({
      workshop,
      results: workshop.state === 'open' ? results.rows.filter((row) => row.workshop === workshop.id).map(rowIn) : []
    })),
    participations: participations.rows,
    damage: [...workshops.damage, ...results.damage, ...participations.damage]
  };
}

/** @returns what is here under the same ids as what comes in */
export async function ledHere(tables: Tables, coming: Part): Promise<ReturnType<typeof ledIn>> {
  const there = (raws: readonly unknown[]) => raws.filter((raw) => raw !== undefined);
  const ids = coming.workshops.map(({ workshop }) => workshop.id);
  return ledIn({
    workshops: there(await Promise.all(ids.map((id) => tables.get('workshops', id)))),
    results: (await Promise.all(ids.map((id) => tables.page('results', { of: id })))).flat(),
    participations: there(await Promise.all(coming.participations.map(({ assessment }) => tables.get('participations', assessment))))
  });
}

/** @returns the rows of what differs from what is here; the results of a round that is no longer open are deleted */
export async function ledChanges(
  tables: Tables,
  here: Part,
  data: Part
): Promise<[table: 'workshops' | 'results' | 'participations', row: unknown][]> {
  const was = new Map(here.workshops.map((one) => [one.workshop.id, canonical(one)]));
  const changed = data.workshops.filter((one) => was.get(one.workshop.id) !== canonical(one));
  for (const { workshop } of changed) if (workshop.state !== 'open') await forgetResults(tables, workshop.id);
  const puts: [table: 'workshops' | 'results' | 'participations', row: unknown][] = [];
  for (const { workshop, results } of changed) {
    puts.push(['workshops', writtenWorkshop(workshop)]);
    for (const row of results) puts.push(['results', resultRow(workshop.id, row)]);
  }
  const known = new Set(here.participations.map((one) => canonical(one)));
  for (const one of data.participations) if (!known.has(canonical(one))) puts.push(['participations', one]);
  return puts;
}
