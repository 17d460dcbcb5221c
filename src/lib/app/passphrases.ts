/** Passphrases of files that are about to be locked. What locks them is loaded with this. */
import { copyText } from '#lib/platform/clipboard.ts';

export interface Passphrases {
  /** @returns one by chance, such as "k7md-2xqp-9hvt-4wzn" */
  make(): string;
  /** How one of somebody's own looks. */
  lookOf(passphrase: string): 'short' | 'plain' | 'unknown';
  /** Characters that one of somebody's own has at least. */
  readonly least: number;
  /** @returns whether the browser allowed it */
  copy(passphrase: string): Promise<boolean>;
}

export async function passphrases(): Promise<Passphrases> {
  const { makePassphrase, lookOf, LEAST } = await import('#lib/exchange/personal/backup.ts');
  return { make: () => makePassphrase((count) => crypto.getRandomValues(new Uint8Array(count))), lookOf, least: LEAST, copy: copyText };
}
