/** An invitation off the projector, or a topic of the trainer's own, before the camera: a code with a link in it, or pictures one after the other. */
import { linkIn } from '#lib/exchange/bytes/find-link.ts';
import { invitationIn } from '#lib/exchange/workshop/invitation-link.ts';
import { m } from '#lib/i18n/messages.ts';
import { Scan } from './scan.svelte.ts';

/**
 * @param oninvitation is handed what follows “#” in an invitation
 * @param onrubric is handed what follows “#” in a link to a rubric, or the bytes of its pictures; left out where no rubric is waited for
 */
export const scanInvitation = (oninvitation: (fragment: string) => void, onrubric?: (carried: string | Uint8Array<ArrayBuffer>) => void) =>
  new Scan({
    text(text) {
      const fragment = invitationIn(text);
      if (fragment) {
        oninvitation(fragment);
        return true;
      }
      const link = onrubric ? linkIn(text) : null;
      if (link) onrubric!(link);
      return link !== null;
    },
    whole: (bytes) => onrubric?.(bytes),
    waiting: m.enter_scan_waiting,
    other: m.enter_scan_other
  });
