/** The door, asked in one line. */
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { open } from '#lib/exchange/door.ts';
import { linkOf, type Link } from '#lib/exchange/rubrics/link.ts';
import type { TableAnswers } from '#lib/exchange/rubrics/table-asks.ts';
import type { OpenedRubric } from '#lib/exchange/rubrics/opened.ts';

export const openRubricBytes = (name: string, bytes: Uint8Array, language = 'en', answers: TableAnswers = {}): Promise<OpenedRubric> =>
  open({ kind: 'rubric', name, bytes: new Uint8Array(bytes), language, answers });

export const openPasted = (table: string | null, text: string, language: string): Promise<OpenedRubric> =>
  open({ kind: 'paste', table, text, language });

export const openLink = async (carried: string): Promise<OpenedRubric> => (await open({ kind: 'link', carried })) as OpenedRubric;

/** A link to a rubric, as if no device had any of it. */
export const linkTo = (file: RubricFile, language?: string): Promise<Link> => linkOf({ file, hash: contentHash(file) }, language);
