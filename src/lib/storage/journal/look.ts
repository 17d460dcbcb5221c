/** Looks, before anything is read or written, whether a database has lost something since the last visit. For databases that have a mark. */
import type { Loss } from '#lib/domain/person/device.ts';
import { recover } from './apart.ts';
import { lastChange, openThere } from './database.ts';
import { lastBytes } from './files.ts';
import { markOf } from './marks.ts';

const looked = new Map<string, Promise<Loss | 'newer' | 'failed' | null>>();

/**
 * One look for each page.
 *
 * @returns what was lost; `newer`: what is here was written by a newer version of the app; `failed`: there may be something that the database
 *   lacks, and it could not be had
 */
export function look(database: string): Promise<Loss | 'newer' | 'failed' | null> {
  if (!looked.has(database)) looked.set(database, lookNow(database));
  return looked.get(database)!;
}

async function lookNow(database: string): Promise<Loss | 'newer' | 'failed' | null> {
  const mark = markOf(database);
  if (!mark) return null;
  const db = await openThere(database);
  const last = db && (await lastChange(db));
  db?.close();
  if (last?.life === mark.life && last.number >= (await lastNumber(database))) return null;
  const recovery = await recover(database);
  const { assessments, day } = mark;
  switch (recovery.kind) {
    case 'newer':
      return 'newer';
    case 'restored':
      return { kind: 'restored', at: recovery.at, missing: Math.max(0, assessments - recovery.assessments), late: false };
    case 'failed':
      return 'failed';
    case 'nothing':
      return last?.life === mark.life ? null : { kind: 'lost', day, assessments };
  }
}

/** How much of a journal's end holds the line that says which change is its last. */
const ENOUGH = 256;

/** @returns the last change in the journal; Infinity where that takes a closer look, 0 where there is no journal */
async function lastNumber(database: string): Promise<number> {
  try {
    const end = await lastBytes(database, ENOUGH);
    return end ? Number(/\tdone\t(\d+)\t\d+\n$/.exec(end)?.[1] ?? Infinity) : 0;
  } catch {
    // There is no such file system, or another tab is writing.
    return 0;
  }
}
