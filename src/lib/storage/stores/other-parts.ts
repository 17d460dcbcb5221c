/** Parts of a person's data that are joined whole, at the end: workshops, and second views. Read, and written where joining has changed them. */
import type { Damage } from '#lib/domain/damage.ts';
import { canonical } from '#lib/domain/hash.ts';
import type { PersonalData } from '#lib/domain/person/personal-data.ts';
import * as rows from '../tables/rows.ts';
import { reader, type Table } from '../tables/schema.ts';
import type { Tables } from '../tables/tables.ts';
import { ledChanges, ledHere, ledIn } from './led.ts';

export const OTHER_TABLES = ['workshops', 'results', 'participations', 'asked', 'given'] as const;

type Second = Pick<PersonalData, 'asked' | 'given'>;
type Part = Second & Pick<PersonalData, 'workshops' | 'participations'>;
type Found = Part & { readonly damage: readonly Damage[] };

/** @returns what can be read of these rows */
export function secondIn(asked: readonly unknown[], given: readonly unknown[]): Second & { readonly damage: readonly Damage[] } {
  const [asks, gives] = [rows.sift(asked, reader('asked', rows)), rows.sift(given, reader('given', rows))];
  return { asked: asks.rows, given: gives.rows, damage: [...asks.damage, ...gives.damage] };
}

const both = (led: ReturnType<typeof ledIn>, second: ReturnType<typeof secondIn>): Found => ({
  ...led,
  ...second,
  damage: [...led.damage, ...second.damage]
});

/** @returns what can be read of these rows */
export const othersIn = (raws: Readonly<Record<(typeof OTHER_TABLES)[number], readonly unknown[]>>): Found =>
  both(ledIn(raws), secondIn(raws.asked, raws.given));

/** @returns what is here under the same ids as what comes in */
export async function othersHere(tables: Tables, coming: Part): Promise<Found> {
  const there = (raws: readonly unknown[]) => raws.filter((raw) => raw !== undefined);
  const asked = await Promise.all(coming.asked.map(({ assessment, number }) => tables.get('asked', [assessment, number])));
  const given = await Promise.all(coming.given.map(({ number }) => tables.get('given', number)));
  return both(await ledHere(tables, coming), secondIn(there(asked), there(given)));
}

/** @returns the rows of what differs from what is here */
export async function othersChanged(tables: Tables, here: Part, data: Part): Promise<[table: Table, row: unknown][]> {
  const changed = (before: readonly unknown[], after: readonly unknown[]) => {
    const known = new Set(before.map((one) => canonical(one)));
    return after.filter((one) => !known.has(canonical(one)));
  };
  return [
    ...(await ledChanges(tables, here, data)),
    ...changed(here.asked, data.asked).map((row): [Table, unknown] => ['asked', row]),
    ...changed(here.given, data.given).map((row): [Table, unknown] => ['given', row])
  ];
}
