/** The line at the foot of a printed rubric. */
import type { Rubric, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import { language } from '#lib/i18n/texts.ts';
import { hashOfBuiltIn } from '#lib/library/rubrics.ts';

/** The language of the page; a pseudo-language of tests has the words of English. */
export const PAGE_LANGUAGE = language.replace(/-XA$/, '');

/** As much of a hash as a person compares. */
export const shortHash = (hash: string): string => hash.slice(0, 8);

export function builtInFoot({ id, version }: Pick<Rubric, 'id' | 'version'>): string {
  return m.rubrics_foot_builtin({ version, hash: shortHash(hashOfBuiltIn(id) ?? '') });
}

/** @returns who made it, its licence, its version and its content's hash, as far as they are known */
export function ownFoot({ facts }: Pick<RubricFile, 'facts'>, hash: string): string {
  const { author, licence } = facts.origin ?? {};
  const parts = [author, licence, m.rubrics_version({ version: facts.version }), m.rubrics_hash({ hash: shortHash(hash) })];
  return parts.filter(Boolean).join(' · ');
}
