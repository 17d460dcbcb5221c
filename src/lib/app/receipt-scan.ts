/** A camera that waits for the code of an earlier round. */
import { roundBefore, type ReceiptFor } from '#lib/domain/workshop/receipt.ts';
import { m } from '#lib/i18n/messages.ts';
import { isReceiptLike } from './later-round.ts';
import { Scan } from './scan.svelte.ts';

export const receiptScan = (part: ReceiptFor, found: (text: string) => void): Scan =>
  new Scan({
    text(text) {
      const isCode = isReceiptLike(part, text);
      if (isCode) found(text);
      return isCode;
    },
    whole: () => {},
    waiting: m.enter_scan_waiting,
    other: () => m.receipt_scan_other({ round: roundBefore(part) })
  });
