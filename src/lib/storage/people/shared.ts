/** What is known of several people on this device before any of their data is opened. Apart from all else of them, so that for everybody else no code of that is loaded. */

import type { LostBecause } from '#lib/domain/person/people.ts';

/** In localStorage: the people. */
export const REGISTRY = 'waymark-people';
/** In sessionStorage: who is at work in this tab. */
export const WHO = 'waymark-who';
/** In sessionStorage: the guest in this tab has made something, which a page loaded anew does not have. */
export const GUEST_MADE = 'waymark-guest';

/** On this channel tabs hear that somebody has locked, erased or sealed a database; its name says whose. */
export const CHANNEL = 'waymark-people';
export const TAB = Math.random();
export interface News {
  readonly database: string;
  readonly why: LostBecause;
  readonly tab: number;
}

/** @returns whether anybody on this device has given a name, or a guest is at work in this tab */
export function isShared(): boolean {
  try {
    return REGISTRY in localStorage || WHO in sessionStorage;
  } catch {
    return false;
  }
}
