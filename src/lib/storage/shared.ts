/** Whether several people use this device. Apart from all else of them, so that for everybody else no code of that is loaded. */

/** In localStorage: the people. */
export const REGISTRY = 'waymark-people';
/** In sessionStorage: who is at work in this tab. */
export const WHO = 'waymark-who';

/** @returns whether anybody on this device has given a name, or a guest is at work in this tab */
export function isShared(): boolean {
  try {
    return REGISTRY in localStorage || WHO in sessionStorage;
  } catch {
    return false;
  }
}
