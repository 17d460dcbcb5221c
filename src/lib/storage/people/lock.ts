/** A passphrase wraps the key that rows are sealed with. Changing the passphrase wraps it anew; the rows stay as they are. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { passphrasesMeant, plainPassphrase } from '#lib/domain/person/passphrase.ts';

/** How a key is wrapped. Nothing in it opens anything without the passphrase. */
export interface Lock {
  readonly kdf: 'scrypt';
  readonly N: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Uint8Array;
  readonly wrapped: Uint8Array;
}

/** About a tenth of a second on an office PC, under a second on a slow phone; 32 MB of memory. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
/** A stored lock that asks for more would only keep the device busy. */
const CEILING = { N: 2 ** 20, r: 32, p: 16, memory: 512 * 1024 * 1024 };
const ABOUT = new TextEncoder().encode('waymark key');

export const newKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));

export async function wrap(key: Uint8Array, passphrase: string): Promise<Lock> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const cipher = managedNonce(xchacha20poly1305)(await stretch(plainPassphrase(passphrase), { ...COST, salt }), ABOUT);
  return { kdf: 'scrypt', ...COST, salt, wrapped: cipher.encrypt(key) };
}

/** @returns the key; `null` when the passphrase is another one @throws RangeError where the lock is none that this app makes */
export async function unwrap(lock: Lock, passphrase: string): Promise<Uint8Array | null> {
  if (!isSound(lock)) throw new RangeError('the lock cannot be read');
  for (const meant of passphrasesMeant(passphrase)) {
    const cipher = managedNonce(xchacha20poly1305)(await stretch(meant, lock), ABOUT);
    try {
      const key = cipher.decrypt(lock.wrapped);
      if (key.length === 32) return key;
    } catch {
      // It is another one.
    }
  }
  return null;
}

function isSound({ kdf, N, r, p, salt, wrapped }: Partial<Lock>): boolean {
  const whole = (value: unknown, max: number) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= max;
  return (
    kdf === 'scrypt' &&
    whole(N, CEILING.N) &&
    N! >= 2 &&
    (N! & (N! - 1)) === 0 &&
    whole(r, CEILING.r) &&
    whole(p, CEILING.p) &&
    128 * N! * r! <= CEILING.memory &&
    salt instanceof Uint8Array &&
    wrapped instanceof Uint8Array
  );
}

/** One way of writing letters: a keyboard may send ä as one sign or as two. */
const stretch = (passphrase: string, { N, r, p, salt }: Pick<Lock, 'N' | 'r' | 'p' | 'salt'>) =>
  scryptAsync(passphrase.normalize('NFKC'), salt, { N, r, p, dkLen: 32, maxmem: CEILING.memory + 64 * 1024 * 1024 });
