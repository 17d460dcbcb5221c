/** How far use without a connection is, for whoever shows it; apart from the code that sees to it, which comes later. */
import type { OfflineState } from './offline.ts';

class Offline {
  state = $state.raw<OfflineState>('none');
}

export const offline = new Offline();
