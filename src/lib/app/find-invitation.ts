/** The ways to an invitation for somebody who has not opened one: its code, the camera, a file. */
import { isCodeFault, readInvitation, type CodeFault } from '#lib/domain/workshop/invitation.ts';
import { invitationIn } from '#lib/exchange/workshop/invitation-link.ts';
import { outlines } from '#lib/library/index.ts';

/** Each gives what follows “#” in the invitation. */
export const findInvitation = {
  /** @param text a code, or the link itself, which somebody may paste */
  typed(text: string): string | CodeFault {
    const link = text.includes('#') ? invitationIn(text) : null;
    if (link) return link;
    const known = outlines.map(({ id }) => id);
    const read = readInvitation(text, known);
    return isCodeFault(read) ? read : invitationIn(text)!;
  },
  /** @returns `null` where there is none in it */
  async file(file: File): Promise<string | null> {
    const { open } = await import('#lib/exchange/door.ts');
    return open({ kind: 'invitation', bytes: file, name: file.name }).catch(() => null);
  },
  scan: async (onfound: (fragment: string) => void) => (await import('./scan-invitation.ts')).scanInvitation(onfound)
};
