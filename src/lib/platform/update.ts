/** Looking for a new version of the app because somebody asked to. */

/**
 * - `found`: there is one; when it has come, the app asks whether to use it (see offline.ts)
 * - `none`: what is kept on this device is the newest
 * - `unreachable`: the place that the app comes from does not answer
 * - `not-kept`: nothing is kept on this device, so each start fetches what is newest
 */
export type Looked = 'found' | 'none' | 'unreachable' | 'not-kept';

export async function lookForUpdate(): Promise<Looked> {
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await navigator.serviceWorker.getRegistration();
  } catch {
    // No service workers here, or in this frame not even asking for them.
  }
  if (!registration) return 'not-kept';
  try {
    await registration.update();
  } catch {
    return 'unreachable';
  }
  // The first copy, still on its way, is no newer one.
  return registration.active && (registration.installing || registration.waiting) ? 'found' : 'none';
}
