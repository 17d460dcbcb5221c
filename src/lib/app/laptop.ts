/** Handing a laptop round in a workshop: each person is a guest on it, and what they made goes before the next one. */
import { GUEST } from '#lib/domain/person/people.ts';
import type { Verdict } from '#lib/domain/workshop/round.ts';
import { isInvitationFault, readInvitationFragment } from '#lib/exchange/workshop/invitation-link.ts';
import { outlines } from '#lib/library/index.ts';
import { handedRound, handRound, isHandedRound, type HandedRound } from '#lib/platform/laptop.ts';
import { leave } from '#lib/platform/people.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { join, offerOf } from './joining.ts';

/** Begins: from here on nobody's data is open in this tab. @param laptop address of the page between two people */
export async function beginRound(
  round: Omit<HandedRound, 'codes' | 'who' | 'isOver'>,
  app: Pick<App, 'people' | 'who' | 'release'>,
  laptop: string
) {
  const before = handedRound();
  const codes = before?.workshop === round.workshop ? before.codes : [];
  handRound({ ...round, who: app.who?.id ?? null, codes, isOver: false });
  app.release();
  (await app.people).choose(GUEST);
  leave(laptop);
}

/** @returns whether this tab is one person's turn on it: whoever has data of their own here is no such person, and keeps them */
export const isTurn = ({ who }: Pick<App, 'who'>): boolean => who?.id === GUEST && isHandedRound();

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

/**
 * Ends what one person did, whether they hand in or not: the next page looks the same.
 *
 * @param code what they hand in; `null` where they do not, or have not got so far
 * @throws where the device does not take the code, or it is nobody's turn: nothing is wiped then
 */
export async function endTurn(
  code: string | null,
  app: Pick<App, 'people' | 'personal' | 'release' | 'who'>,
  laptop: string
): Promise<void> {
  if (!isTurn(app)) throw new RangeError('nobody is a guest on this laptop now');
  const round = handedRound();
  if (round && code !== null) handRound({ ...round, codes: [...round.codes, code] });
  await (await app.personal).remove();
  app.release();
  (await app.people).choose(GUEST);
  leave(`${laptop}#done`);
}

/** Back to whoever leads the workshop; where they have a passphrase, it is asked for. */
export async function backToRoom({ who, room }: HandedRound, app: Pick<App, 'people' | 'personal' | 'release'>): Promise<void> {
  await (await app.personal).remove();
  const round = handedRound();
  if (round) handRound(round.codes.length ? { ...round, isOver: true } : null);
  app.release();
  const people = await app.people;
  people.choose(who);
  people.want(room);
  leave(room);
}

/** The workshop is removed: no code that waits for it is kept. */
export function forgetHandedRound(workshop: string): void {
  if (handedRound()?.workshop === workshop) handRound(null);
}

/**
 * @param when `over`: nobody else answers on the laptop. `now`: the picture is about to be shown. In between nothing is taken in: a count that
 *   goes up, or does not, as somebody ends their turn would tell the room who hands in and who does not
 * @returns whether there are codes to be taken into the round
 */
export function handedRoundWaits(workshop: string, when: 'over' | 'now'): boolean {
  const round = handedRound();
  return round?.workshop === workshop && round.codes.length > 0 && (when === 'now' || round.isOver);
}

/** Takes into the round what was handed in on the laptop. @param take `null` where the device took none of them */
export async function takeHandedRound(
  workshop: string,
  when: 'over' | 'now',
  take: (codes: readonly string[]) => Promise<readonly Verdict[] | null>
): Promise<void> {
  const round = handedRound();
  if (!round || !handedRoundWaits(workshop, when)) return;
  if (!(await take(round.codes))) return;
  // Somebody may have handed in meanwhile, in another tab.
  const now = handedRound();
  const codes = now?.codes.filter((code) => !round.codes.includes(code)) ?? [];
  if (now) handRound(now.isOver && codes.length === 0 ? null : { ...now, codes });
}
