/**
 * Workshops of one trainer for another: what was shown of rounds that are closed, and nothing else. It travels locked, and comes in by the door
 * of a person's data, as somebody's workshops.
 */
import { versionFault } from '#lib/domain/format-version.ts';
import { DataError } from '#lib/domain/faults.ts';
import { checked } from '#lib/domain/rubric/rubric-file.ts';
import type { LedWorkshop } from '#lib/domain/workshop/led.ts';
import { shownWorkshopsSchema, writtenWorkshop } from '#lib/domain/workshop/workshop-file.ts';
import { isForOthers, type Workshop } from '#lib/domain/workshop/workshop.ts';

export const WORKSHOPS = 'waymark-workshop';
const VERSION = 1;

/** @param workshops those that are not closed, or were never shown, stay out */
export const writeShownWorkshops = (workshops: readonly Workshop[]): string =>
  JSON.stringify(
    {
      format: WORKSHOPS,
      version: VERSION,
      workshops: workshops.filter(isForOthers).map(({ received: _, ...workshop }) => writtenWorkshop(workshop))
    },
    null,
    1
  );

/** @param file parsed JSON @throws DataError naming the place */
export function readShownWorkshops(file: Readonly<Record<string, unknown>>, name: string): readonly LedWorkshop[] {
  const fault = versionFault(file.version, VERSION, 'version');
  if (fault) throw new DataError(name, fault.place, fault.code, fault.values);
  const { workshops } = checked(shownWorkshopsSchema, file, name);
  return (workshops as Workshop[]).map((workshop) => ({ workshop: { ...workshop, received: true }, results: [] }));
}
