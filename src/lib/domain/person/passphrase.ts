/** Passphrases, as people type them. */

/** Characters of one that opens a person's data on this device. */
export const PASSPHRASE_LENGTH = { min: 8, max: 200 } as const;

/** As it is set: a space around it was pasted along, or put there by a keyboard, and nobody would see it. */
export const plainPassphrase = (typed: string): string => typed.trim();

/** @returns what may be meant, the likelier first: earlier versions took spaces around one for a part of it */
export const passphrasesMeant = (typed: string): readonly string[] => [...new Set([plainPassphrase(typed), typed])].filter(Boolean);
