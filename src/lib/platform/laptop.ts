/**
 * A laptop that is handed round: what has to outlive the page between two people, each of whom is a guest with nothing stored. Nothing of what
 * anybody answered or handed in is in it.
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

/** In localStorage: windows of whoever leads are told by it that results may wait, and must not be counted yet. */
const KEY = 'waymark-laptop';

/** @returns `null` where no laptop is handed round, or what says so is torn */
export function handedRound(): HandedRound | null {
  try {
    const { workshop, tag, who, slot, room, invitation } = JSON.parse(localStorage.getItem(KEY) ?? 'null') as HandedRound;
    const isWhole = [workshop, slot, room, invitation].every((one) => typeof one === 'string') && typeof tag === 'number';
    return isWhole ? { workshop, tag, who: typeof who === 'string' ? who : null, slot, room, invitation } : null;
  } catch {
    return null;
  }
}

/** @param round `null`: it is no longer handed round @throws DOMException where the device takes no more */
export function handRound(round: HandedRound | null): void {
  if (round) localStorage.setItem(KEY, JSON.stringify(round));
  else localStorage.removeItem(KEY);
}

/** Calls back when another tab has changed it. @returns a function that ends it */
export function watchHandedRound(changed: () => void): () => void {
  const hear = ({ key }: StorageEvent) => key === KEY && changed();
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}
