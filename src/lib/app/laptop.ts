/** Handing a laptop round in a workshop: each person is a guest on it, and what they made goes before the next one. */
import { GUEST } from '#lib/domain/person/people.ts';
import { handedRound, handRound, type HandedRound } from '#lib/platform/laptop.ts';
import { leave } from '#lib/platform/people.ts';
import type { App } from '#lib/state/app.svelte.ts';

/**
 * Begins: from here on nobody's data is open in this tab.
 *
 * @param laptop address of the page between two people
 * @throws where the device does not take it: then nothing has begun
 */
export async function beginRound(
  round: Omit<HandedRound, 'who' | 'slot'>,
  app: Pick<App, 'people' | 'who' | 'workshops' | 'release'>,
  laptop: string
): Promise<void> {
  const [slot, people] = [await (await app.workshops).handRound(round.workshop), await app.people];
  handRound({ ...round, who: app.who?.id ?? null, slot });
  app.release();
  people.choose(GUEST);
  leave(laptop);
}

/** @returns whether this tab is one person's turn on it: whoever has data of their own here is no such person, and keeps them */
export const isTurn = ({ who }: Pick<App, 'who'>): boolean => who?.id === GUEST && handedRound() !== null;

/**
 * Ends what one person did, whether they hand in or not: the next page looks the same.
 *
 * @param code what they hand in; `null` where they do not, or have not got so far
 * @returns `false` where the round takes nothing more: nothing is wiped then
 * @throws where the device does not take the code, or it is nobody's turn: nothing is wiped then
 */
export async function endTurn(
  code: string | null,
  app: Pick<App, 'people' | 'personal' | 'release' | 'who'>,
  laptop: string
): Promise<boolean> {
  const round = handedRound();
  if (!round || !isTurn(app)) throw new RangeError('nobody is a guest on this laptop now');
  const people = await app.people;
  if (code !== null && !(await people.leaveResult(round.who, round.workshop, round.slot, code))) return false;
  await (await app.personal).remove();
  app.release();
  people.choose(GUEST);
  leave(`${laptop}#done`);
  return true;
}

/** Back to whoever leads the workshop; where they have a passphrase, it is asked for. */
export async function backToRoom({ who, room }: HandedRound, app: Pick<App, 'people' | 'personal' | 'release'>): Promise<void> {
  await (await app.personal).remove();
  handRound(null);
  app.release();
  const people = await app.people;
  people.choose(who);
  people.want(room);
  leave(room);
}

/** The workshop is removed: nobody can hand in to it. */
export function forgetHandedRound(workshop: string): void {
  if (handedRound()?.workshop === workshop) handRound(null);
}
