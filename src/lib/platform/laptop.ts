/**
 * A laptop that is handed round: what the tab of its guests has to know between two people, each of whom begins with a page loaded anew. It goes
 * with the tab, as the guest does. Nothing of what anybody answered or handed in is in it.
 */

export interface HandedRound {
  /** The workshop's id. */
  readonly workshop: string;
  /** The tag of its results. */
  readonly tag: number;
  /** Who leads it, as the people of this device are told apart; `null` where nobody has given a name. */
  readonly who: string | null;
  /** Where results are left for them. */
  readonly slot: string;
  /** Address of the room. */
  readonly room: string;
  /** Address of the invitation. */
  readonly invitation: string;
}

/** In sessionStorage, beside who is at work in this tab. */
const KEY = 'waymark-laptop';

/** @returns `null` where no laptop is handed round in this tab, or what says so is torn */
export function handedRound(): HandedRound | null {
  try {
    const { workshop, tag, who, slot, room, invitation } = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as HandedRound;
    const isWhole = [workshop, slot, room, invitation].every((one) => typeof one === 'string') && typeof tag === 'number';
    return isWhole ? { workshop, tag, who: typeof who === 'string' ? who : null, slot, room, invitation } : null;
  } catch {
    return null;
  }
}

/** @param round `null`: it is no longer handed round @throws DOMException where the device does not take it */
export function handRound(round: HandedRound | null): void {
  if (round) sessionStorage.setItem(KEY, JSON.stringify(round));
  else sessionStorage.removeItem(KEY);
}
