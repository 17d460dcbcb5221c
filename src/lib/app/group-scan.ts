/** A camera that waits for what the projector shows of a group, and keeps it with the part in that workshop. */
import type { LongFault } from '#lib/domain/workshop/long-code.ts';
import type { Participation } from '#lib/domain/workshop/workshop.ts';
import { groupTextIn } from '#lib/domain/workshop/group-code.ts';
import { m } from '#lib/i18n/messages.ts';
import { Scan } from './scan.svelte.ts';

export const groupScan = (found: (text: string) => void): Scan =>
  new Scan({
    text(text) {
      const symbols = groupTextIn(text);
      if (symbols) found(symbols);
      return symbols !== null;
    },
    whole: () => {},
    waiting: m.enter_scan_waiting,
    other: m.beside_scan_other
  });

/** @returns why what was scanned or opened cannot be shown here */
export const groupFaultWords = ({ kind }: LongFault): string =>
  kind === 'foreign' ? m.beside_foreign() : kind === 'cut' ? m.beside_cut() : m.beside_none();

export const isKept = (one: Participation | LongFault): one is Participation => !('kind' in one);
