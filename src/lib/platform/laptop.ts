/**
 * A laptop that is handed round: what has to outlive the page between two people, each of whom is a guest with nothing stored. The codes that
 * were handed in wait here, in no order that tells anything, until whoever leads the workshop is back in the room.
 */

export interface HandedRound {
  /** The workshop's id. */
  readonly workshop: string;
  /** Who leads it, as the people of this device are told apart; `null` where nobody has given a name. */
  readonly who: string | null;
  /** Address of the room. */
  readonly room: string;
  /** Address of the invitation. */
  readonly invitation: string;
  readonly codes: readonly string[];
  /** Nobody else answers on it: the codes alone wait to be taken into the round. */
  readonly isOver: boolean;
}

/** In localStorage: other tabs may be in the room. */
const KEY = 'waymark-laptop';

/** @returns `null` where no laptop is handed round, or what says so is torn */
export function handedRound(): HandedRound | null {
  try {
    const { workshop, who, room, invitation, codes, isOver } = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Record<string, unknown>;
    if (![workshop, room, invitation].every((one) => typeof one === 'string') || !Array.isArray(codes)) return null;
    const whole = codes.filter((one): one is string => typeof one === 'string');
    return {
      workshop: workshop as string,
      who: typeof who === 'string' ? who : null,
      room: room as string,
      invitation: invitation as string,
      codes: whole,
      isOver: isOver === true
    };
  } catch {
    return null;
  }
}

/** Whether others still answer on it. */
export const isHandedRound = (): boolean => handedRound()?.isOver === false;

/** @param round `null`: it is no longer handed round @throws DOMException where the device takes no more */
export function handRound(round: HandedRound | null): void {
  if (round) localStorage.setItem(KEY, JSON.stringify({ ...round, codes: [...round.codes].sort() }));
  else localStorage.removeItem(KEY);
}

/** Calls back when another tab has changed it. @returns a function that ends it */
export function watchHandedRound(changed: () => void): () => void {
  const hear = ({ key }: StorageEvent) => key === KEY && changed();
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}
