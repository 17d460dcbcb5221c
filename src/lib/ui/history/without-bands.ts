/** A picture over time shows levels alone: a margin that grows to the right would look like a level on its way. */
import type { FieldRow } from '#lib/charts/fields.ts';

export const withoutBands = (rows: readonly FieldRow[]): FieldRow[] =>
  rows.map((row) => ({
    ...row,
    lanes: row.lanes.map((lane) => (lane.level === null ? lane : { ...lane, band: [lane.level, lane.level] }))
  }));
