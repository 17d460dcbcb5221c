/** The group's picture on its way back to the phones of those who took part. */
import { groupTextIn, readGroup, writeGroup } from '#lib/domain/workshop/group-code.ts';
import type { Picture } from '#lib/domain/workshop/picture.ts';
import { roundOf } from '#lib/domain/workshop/round.ts';
import type { LongFault } from '#lib/domain/workshop/long-code.ts';
import type { Participation, Workshop } from '#lib/domain/workshop/workshop.ts';
import type { App } from '#lib/state/app.svelte.ts';
import { codeFor, type Codes } from './sharing.ts';

export interface GroupCode {
  /** Opens on any phone. */
  readonly address: string;
  /** As a picture: of the address, where it is one that is read across a room, else of the symbols alone, which Waymark scans. */
  readonly codes: Codes;
  readonly opensAnywhere: boolean;
  /** Too fine to be read across a room: whoever scans it comes near. */
  readonly fine: boolean;
}

/** Modules of a side of version 6, with the white around it. */
const READ_AFAR = 17 + 4 * 6 + 8;

/** @param root path of the app's root @returns `null` while nothing was shown */
export async function groupCodeOf(workshop: Workshop, root: string): Promise<GroupCode | null> {
  const { picture } = workshop;
  if (!picture) return null;
  const text = writeGroup(picture, roundOf(workshop));
  const address = new URL(`handin/#g=${text}`, new URL(root, location.href)).href;
  const linked = await codeFor(address);
  if (linked && linked.side <= READ_AFAR) return { address, codes: linked, opensAnywhere: true, fine: false };
  // It has a check of its own, so the code needs little protection, and is as coarse as can be.
  const { handedRows, qrPath } = await import('#lib/exchange/bytes/qr.ts');
  const rows = handedRows(text)!;
  const codes = { paths: [qrPath(rows)], side: rows.length };
  return { address, codes, opensAnywhere: false, fine: codes.side > READ_AFAR };
}

/** @returns what was shown of the group of somebody's workshop; `null` where it did not come, or cannot be read */
export function groupOf(part: Participation): Picture | null {
  const read = part.group === undefined ? null : readGroup(part.group, roundOf(part));
  return read && 'of' in read ? read : null;
}

/**
 * Keeps the picture with each part in the workshop that it is of: somebody may have joined more than once on a device.
 *
 * @param text a link, or the symbols alone
 * @param at the assessment in front, whose part is given where the picture is of its workshop
 * @returns the part; what is wrong; `foreign` also where nobody here took part in that workshop
 * @throws where the device does not take it
 */
export async function keepGroup(text: string, app: Pick<App, 'participations'>, at?: string): Promise<Participation | LongFault> {
  const symbols = groupTextIn(text)?.toUpperCase();
  if (!symbols) return { kind: 'other' };
  const store = await app.participations;
  let fault: LongFault = { kind: 'foreign' };
  const kept: Participation[] = [];
  for (const part of await store.list()) {
    const read = readGroup(symbols, roundOf(part));
    if ('of' in read) kept.push({ ...part, group: symbols });
    else if (read.kind !== 'foreign') fault = read;
  }
  for (const one of kept) await store.save(one);
  return kept.find(({ assessment }) => assessment === at) ?? kept[0] ?? fault;
}
