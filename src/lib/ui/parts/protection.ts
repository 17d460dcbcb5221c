/** Whether the browser protects what is kept here, in words. */
import { m } from '#lib/i18n/messages.ts';

/** @param persisted what the browser says; `null` where it says nothing */
export const protectionText = (persisted: boolean | null): string =>
  persisted === null ? m.protection_unknown() : persisted ? m.protection_yes() : m.protection_no();
