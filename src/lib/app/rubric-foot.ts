/** What a rubric says of itself on paper: who made it, which version, under which licence. */
import type { Rubric, RubricFile } from '#lib/domain/rubric/rubric.ts';
import { m } from '#lib/i18n/messages.ts';
import { language } from '#lib/i18n/texts.ts';
import { hashOfBuiltIn } from '#lib/library/built-in.ts';

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
  return [author, licence, told({ version: facts.version, hash })].filter(Boolean).join(' · ');
}

/** @returns which version it is, by its number and the digits that stand on its paper */
export const told = ({ version, hash }: { readonly version: string; readonly hash: string }): string =>
  [m.rubrics_version({ version }), m.rubrics_hash({ hash: shortHash(hash) })].join(' · ');
