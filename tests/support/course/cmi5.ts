/** The stand-in for a platform that speaks cmi5, and a way to it without a browser: requests are real ones, waiting takes no time. */
import { randomUUID } from 'node:crypto';
import { cmi5From, type Cmi5World } from '#lib/holder/cmi5.ts';
import { goodPackage } from '../platform/broken.ts';
import { openCmi5Platform, type Cmi5Session, type Cmi5Settings } from '../platform/cmi5.ts';

export const openPlatform = (settings: Cmi5Settings = {}) => openCmi5Platform(goodPackage('cmi5'), settings);

/** What a tab keeps through a reload. */
export const aTab = (): Pick<Storage, 'getItem' | 'setItem'> => {
  const kept = new Map<string, string>();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
};

/** The adapter as a page that was launched has it. */
export function launched({ address }: Pick<Cmi5Session, 'address'>, tab = aTab(), world: Partial<Cmi5World> = {}) {
  return cmi5From({ search: new URL(address).search }, tab, {
    fetch: (...given) => fetch(...given),
    now: Date.now,
    newId: randomUUID,
    wait: async () => {},
    patience: 10_000,
    ...world
  })!;
}
