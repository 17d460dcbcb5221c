/** Names that people type for a second view. */
import { SECOND } from './second.ts';

/** @returns one line of what can be seen, not longer than it may be */
export const plainNameOf = (text: string): string =>
  text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, SECOND.name)
    // Half of a sign may be left where a long one was cut.
    .replace(/[\ud800-\udbff]$/u, '');
