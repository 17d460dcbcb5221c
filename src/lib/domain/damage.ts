/** Stored rows that cannot be read, of whatever kind. */

/** What was stored of a row that could not be read, and why it could not. */
export interface Unreadable {
  /** Which assessment it belongs to, as far as that can be told; empty where it is no part of one. */
  readonly assessment: string;
  /** The criterion, or `null` for the assessment's own row. */
  readonly criterion: string | null;
  readonly reason: string;
  readonly raw: unknown;
}

/** A stored row that could not be read. It stays where it is until the person says otherwise. */
export interface Damage extends Unreadable {
  /** The table that it lies in. */
  readonly table: string;
  /** Its key there; of answers without an assessment, all of which are one damage, the id that they name. */
  readonly key: unknown;
}

/** The assessment's own row cannot be read; its answers may well be. */
export class DamagedError extends Error {
  override name = 'DamagedError';
  constructor(readonly damage: Damage) {
    super(`the assessment's own row cannot be read: ${damage.reason}`);
  }
}

/** @returns what could not be read, or `null` where something else went wrong */
export function damageOf(error: unknown): Damage | null {
  return error instanceof DamagedError ? error.damage : null;
}
