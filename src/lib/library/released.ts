/** What released versions of the built-in rubrics were, as far as carrying answers over needs it. Few need it: import this file then. */
import type { VersionFacts } from '#lib/domain/rubric/versions.ts';
import releases from '#rubrics/versions.json';

const all = releases as unknown as Readonly<Record<string, Readonly<Record<string, Omit<VersionFacts, 'id' | 'version'>>>>>;

/** @param id of a built-in rubric @returns its released versions, for `pathBetween`; none where there is no such rubric */
export const releasedVersions = (id: string): VersionFacts[] =>
  Object.hasOwn(all, id)
    ? Object.entries(all[id]!).map(([version, { criteria, changes }]) => ({ id, version, criteria, ...(changes ? { changes } : {}) }))
    : [];
