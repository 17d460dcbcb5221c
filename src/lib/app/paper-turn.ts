/** Filled-in paper on a laptop that is handed round. */
import { isInvitationFault, readInvitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { outlines } from '#lib/library/index.ts';
import type { HandedRound } from '#lib/platform/laptop.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { join, offerOf } from './joining.ts';

/**
 * Joins for somebody who has answered on paper.
 *
 * @returns the assessment that the paper is typed into
 * @throws where it cannot be begun
 */
export async function beginPaper({ invitation }: HandedRound, app: App): Promise<string> {
  const invited = readInvitationFragment(
    new URL(invitation, location.href).hash,
    outlines.map(({ id }) => id)
  );
  if (!invited || isInvitationFault(invited)) throw new Error('there is no invitation');
  const { named } = await offerOf(invited, [], app);
  return join(invited, named, app);
}
