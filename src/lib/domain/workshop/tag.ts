/** What results of one round are known by. Apart from the invitation, since whoever opens one needs no hash before they hand in. */
import { canonical, tagOf as bitsOf } from '../hash.ts';
import type { Invitation } from './invitation.ts';
import { hashesOf, invitationOf, type RoundOf } from './workshop.ts';

/**
 * The tag that results of one round bear: those of another workshop, round or rubric version have another one, and are declined.
 *
 * @param hashes of each topic's rubric; they are the same in every language
 * @returns a whole number of 16 bits
 */
export const tagFor = ({ number, topics, round, before }: Invitation, hashes: Readonly<Record<string, string>>): number =>
  bitsOf(
    canonical({
      number,
      round,
      topics: topics.map((id) => [id, hashes[id]]),
      ...(before ? { before: before.tag, back: before.back } : {})
    })
  );

/** @returns the tag of a workshop's results */
export const tagOf = (workshop: RoundOf): number => tagFor(invitationOf(workshop), hashesOf(workshop.topics));
