import type { Sealed } from '#lib/storage/database.ts';
import { newKey } from '#lib/storage/people-lock.ts';
import { sealedTables, sealing } from '#lib/storage/seal.ts';

/** @returns what makes a database a sealed one, with a key of its own */
export const aSeal = (): Sealed => ({ sealing: sealing(newKey()), tables: sealedTables });
