/** A journal's files in the origin private file system. There is one, and while it is replaced, two: the older one goes when the new one is whole. */

import { FOLDER } from './names.ts';

/** A file as workers may write it: at any place, and waiting for the disk. Some browsers answer with promises where others do not. */
export interface OpenFile {
  getSize(): number | Promise<number>;
  read(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  write(buffer: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void | Promise<void>;
  flush(): void | Promise<void>;
  close(): void | Promise<void>;
}

/** Each time a journal is replaced it gets a number higher by one. */
export interface Files {
  /** @returns the numbers of the files that there are, the highest first */
  list(): Promise<number[]>;
  /** Makes the file where there is none. */
  open(number: number): Promise<OpenFile>;
  remove(number: number): Promise<void>;
}

/** @returns the folder of all journals; `null` where there is none @throws where the browser has no such file system, as in some private windows */
async function folder(create: boolean): Promise<FileSystemDirectoryHandle | null> {
  const root = await navigator.storage.getDirectory();
  try {
    return await root.getDirectoryHandle(FOLDER, { create });
  } catch (error) {
    if ((error as Partial<DOMException>).name === 'NotFoundError') return null;
    throw error;
  }
}

const nameOf = (database: string, number: number) => `${database}.${number}`;

async function numbersIn(directory: FileSystemDirectoryHandle | null, database: string): Promise<number[]> {
  const numbers: number[] = [];
  if (directory)
    for await (const name of directory.keys()) {
      const number = Number(name.slice(database.length + 1));
      if (name === nameOf(database, number)) numbers.push(number);
    }
  return numbers.sort((a, b) => b - a);
}

/** The files of one database's journal. Only workers can open them to write. */
export const filesOf = (database: string): Files => ({
  list: async () => numbersIn(await folder(false), database),
  async open(number) {
    const directory = (await folder(true))!;
    const file = await directory.getFileHandle(nameOf(database, number), { create: true });
    try {
      return await (file as unknown as { createSyncAccessHandle(): Promise<OpenFile> }).createSyncAccessHandle();
    } catch (error) {
      // WebKitGTK has files, but no way to write them.
      if ((await file.getFile()).size === 0) await directory.removeEntry(file.name);
      throw error;
    }
  },
  async remove(number) {
    await (await folder(false))?.removeEntry(nameOf(database, number));
  }
});

/** @returns the last bytes of a journal, as pages can read them too; `null` where there is none */
export async function lastBytes(database: string, count: number): Promise<string | null> {
  const directory = await folder(false);
  const [number] = await numbersIn(directory, database);
  if (number === undefined) return null;
  const file = await (await directory!.getFileHandle(nameOf(database, number))).getFile();
  return file.slice(Math.max(0, file.size - count)).text();
}

/** @returns the names of databases that have a journal */
export async function journals(): Promise<string[]> {
  if (!(await hasFiles())) return [];
  const names: string[] = [];
  const directory = await folder(false);
  if (directory) for await (const name of directory.keys()) names.push(name.replace(/\.\d+$/, ''));
  return [...new Set(names)];
}

/** Only one tab at a time works with a journal: the one that holds this lock. The browser takes it away from a tab that ends. */
export const alone = async <T>(database: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> =>
  (await navigator.locks.request(`${FOLDER} ${database}`, signal ? { signal } : {}, work)) as T;

/** As long as somebody waits who wants something erased, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Does something to a database for which its journal has to be gone, since it would still tell what is to be sealed or erased. The journal
 * goes first: were the work to end in between, the database would still be there, as it was.
 *
 * @throws DOMException named TimeoutError where another tab does not let go of it
 */
export async function withoutJournal<T>(database: string, work: () => Promise<T>): Promise<T> {
  if (!(await hasFiles())) return work();
  return alone(
    database,
    async () => {
      const files = filesOf(database);
      for (const number of await files.list()) await files.remove(number);
      return work();
    },
    AbortSignal.timeout(PATIENCE)
  );
}

/** Whether this browser has what journals need: pages that did not come over a secure connection have not, nor have some private windows. */
export async function hasFiles(): Promise<boolean> {
  try {
    await navigator.storage.getDirectory();
    return 'locks' in navigator;
  } catch {
    return false;
  }
}
