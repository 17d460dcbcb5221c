/** @returns a random id of 128 bits; also outside secure contexts, where `randomUUID` is missing */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
