/** What answering needs of a device: in memory, where a platform holds the answers, or in a database of the course's own. */
import type { Device } from '#lib/domain/person/device.ts';
import { Answers } from '#lib/storage/stores/answers.ts';
import { TableSettings } from '#lib/storage/stores/settings.ts';
import { MemoryTables } from '#lib/storage/tables/memory.ts';
import type { Tables } from '#lib/storage/tables/tables.ts';

const absent = () => Promise.reject(new Error('a course has no such store'));

export function deviceOver(tables: Tables, state: Device['state']): Device {
  const store = new Answers(tables);
  return {
    store,
    settings: new TableSettings(tables),
    plan: async () => new (await import('#lib/storage/stores/plan.ts')).Plan(tables),
    assessments: async () => new (await import('#lib/storage/stores/assessments.ts')).Assessments(tables),
    repair: absent,
    shelf: absent,
    personal: absent,
    workshops: absent,
    rehearsal: absent,
    participations: async () => new (await import('#lib/storage/stores/participations.ts')).Participations(tables),
    second: absent,
    digests: absent,
    raw: absent,
    state,
    close: () => (store.close(), tables.close())
  };
}

/**
 * A database that nobody but this course opens. Its name begins otherwise than those of people: see `databaseNames`.
 *
 * @param name of the course, and of the learner where a platform tells them apart
 * @param gone called when it is deleted, or a newer version of Waymark wants it
 * @returns in memory where the browser keeps nothing
 */
export async function openCourseDevice(name: string, gone: () => void): Promise<{ readonly tables: Tables; readonly device: Device }> {
  try {
    const { IndexedDbTables } = await import('#lib/storage/tables/indexeddb.ts');
    const tables = new IndexedDbTables(`waymark.course.${name}`, null, gone);
    await tables.open();
    const device = deviceOver(tables, 'kept');
    try {
      // A write is the only honest way to learn that a disk is full.
      await device.settings.save('opened', Date.now());
      return { tables, device };
    } catch {
      return { tables, device: { ...device, state: 'full' } };
    }
  } catch {
    return inMemory('blocked');
  }
}

/** Deletes it. Other tabs that have it open let go of it. @param name as in `openCourseDevice` */
export async function deleteCourseDevice(name: string): Promise<void> {
  const { deleteDatabase } = await import('#lib/storage/people/databases.ts');
  await deleteDatabase(`waymark.course.${name}`);
}

export function inMemory(state: Device['state']): { readonly tables: Tables; readonly device: Device } {
  const tables = new MemoryTables();
  return { tables, device: deviceOver(tables, state) };
}

/** As for the app: whether the browser protects what is kept; `null` where it does not say. */
export const askToPersist = async (): Promise<boolean | null> => navigator.storage?.persist?.().catch(() => null) ?? null;
export const isPersisted = async (): Promise<boolean | null> => navigator.storage?.persisted?.().catch(() => null) ?? null;

/** @param learner what a platform calls them, where it tells them apart; only a hash of it is in the name */
export async function deviceName(course: string, learner = ''): Promise<string> {
  return learner ? `${course}.${(await import('#lib/domain/hash.ts')).stampOf(`${course} ${learner}`)}` : course;
}
