/**
 * Boxes into which anybody may put a text, and which only whoever has the key can open: the results that guests leave on a laptop that is handed
 * round. The key agreed on is that of a box alone (X25519 with a pair of its own), and its text is sealed with XChaCha20-Poly1305. All of it
 * works at once, so that it fits inside a transaction.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { x25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** Bytes of a key, and of a slot. */
const SIZE = 32;
/** No key seals twice. */
const NONCE = new Uint8Array(24);

/** @returns a key by chance, in 64 hexadecimal digits */
export const newBoxKey = (): string => bytesToHex(x25519.utils.randomSecretKey());

/** @returns where boxes are filled that this key opens, in 64 hexadecimal digits: nobody can open one by it */
export const slotOf = (key: string): string => bytesToHex(x25519.getPublicKey(hexToBytes(key)));

function cipher(shared: Uint8Array, single: Uint8Array, slot: Uint8Array, about: string) {
  const key = sha256(concatBytes(utf8ToBytes('waymark box '), shared, single, slot, utf8ToBytes(about)));
  return xchacha20poly1305(key, NONCE);
}

/** @param about what the box is for: it opens for nothing else @returns the box, in hexadecimal digits */
export function intoBox(slot: string, about: string, text: string): string {
  const secret = x25519.utils.randomSecretKey();
  const [single, to] = [x25519.getPublicKey(secret), hexToBytes(slot)];
  const sealed = cipher(x25519.getSharedSecret(secret, to), single, to, about).encrypt(utf8ToBytes(text));
  return bytesToHex(concatBytes(single, sealed));
}

/** @returns the text; `null` where this key does not open the box, or it is for something else */
export function outOfBox(key: string, about: string, box: string): string | null {
  try {
    const [bytes, secret] = [hexToBytes(box), hexToBytes(key)];
    const single = bytes.subarray(0, SIZE);
    const shared = x25519.getSharedSecret(secret, single);
    return new TextDecoder().decode(cipher(shared, single, x25519.getPublicKey(secret), about).decrypt(bytes.subarray(SIZE)));
  } catch {
    return null;
  }
}
