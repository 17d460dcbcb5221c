/** What results of one round are known by. Apart from the invitation, since whoever opens one needs no hash before they hand in. */
import { canonical, tagOf } from '../hash.ts';
import type { Invitation } from './invitation.ts';

/**
 * The tag that results of one round bear: those of another workshop, round or rubric version have another one, and are declined.
 *
 * @param hashes of each topic's rubric; they are the same in every language
 * @returns a whole number of 16 bits
 */
export const tagFor = ({ number, topics, round }: Invitation, hashes: Readonly<Record<string, string>>): number =>
  tagOf(canonical({ number, round, topics: topics.map((id) => [id, hashes[id]]) }));
