/** The door, asked in one line. */
import { open } from '#lib/exchange/door.ts';
import type { OpenedRubric } from '#lib/exchange/rubrics/opened.ts';

export const openRubricBytes = (name: string, bytes: Uint8Array, language = 'en'): Promise<OpenedRubric> =>
  open({ kind: 'rubric', name, bytes: new Uint8Array(bytes), language });

export const openPasted = (table: string | null, text: string, language: string): Promise<OpenedRubric> =>
  open({ kind: 'paste', table, text, language });

export const openLink = (fragment: string): Promise<OpenedRubric> => open({ kind: 'link', fragment });
