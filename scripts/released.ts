/**
 * Released versions of the built-in rubrics. A version is its facts and the words of the language that it was written in: what
 * answers mean. Once released, neither changes any more without the version going up. A translation may be mended: it says the
 * same, in better words.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contentHash } from '../src/lib/domain/hash.ts';
import type { RubricFile } from '../src/lib/domain/rubric/rubric.ts';
import { sourceOf } from '../src/lib/domain/rubric/places.ts';
import type { VersionFacts } from '../src/lib/domain/rubric/versions.ts';

export const RELEASED = 'rubrics/versions.json';

/** A released version as the file records it: what proves it, and what carrying answers over needs of it. */
export type Release = { readonly hash: string } & Pick<VersionFacts, 'criteria' | 'changes'>;
export type Releases = Readonly<Record<string, Readonly<Record<string, Release>>>>;

export const readReleases = (root = '.'): Releases =>
  existsSync(join(root, RELEASED)) ? (JSON.parse(readFileSync(join(root, RELEASED), 'utf8')) as Releases) : {};

/** The hash of what a version is: of the rubric with the words of its own language only. */
export function versionHash({ facts, words }: RubricFile): string {
  const source = sourceOf(facts);
  return contentHash({ facts, words: { [source]: words[source]! } });
}

/** @returns what a version's record has to say */
export function releaseOf(file: RubricFile): Release {
  const { criteria, changes } = file.facts;
  return {
    hash: versionHash(file),
    criteria: criteria.map(({ id, essential }) => ({ id, essential })),
    ...(changes ? { changes } : {})
  };
}

/** @returns what is wrong with a built-in rubric's version, with what to do about it; `null` where nothing is */
export function versionFault(file: RubricFile, releases: Releases): { reason: string; cure: string } | null {
  const { id, version } = file.facts;
  const own = releases[id]?.[version];
  if (!own)
    return {
      reason: `is ${version}, which is not among the released versions`,
      cure: `When it is finished, record it: npm run rubric -- release ${id}`
    };
  if (own.hash === versionHash(file)) return null;
  return {
    reason: `is ${version}, which was released with another content`,
    cure: 'A released version never changes: give it the next number, and say under “changes” how answers carry over.'
  };
}

/** Records versions as released. @throws Error where one was released with another content */
export function release(files: readonly RubricFile[], root = '.'): void {
  const releases = { ...readReleases(root) };
  for (const file of files) {
    const { id, version } = file.facts;
    if (releases[id]?.[version] && versionFault(file, releases)) throw new Error(`${id}: ${versionFault(file, releases)!.reason}`);
    releases[id] = { ...releases[id], [version]: releaseOf(file) };
  }
  writeFileSync(join(root, RELEASED), written(releases));
}

/** One line per version: a change shows as one. */
function written(releases: Releases): string {
  const rubrics = Object.entries(releases).map(([id, versions]) => {
    const lines = Object.entries(versions).map(([version, own]) => `    ${JSON.stringify(version)}: ${JSON.stringify(own)}`);
    return `  ${JSON.stringify(id)}: {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${rubrics.join(',\n')}\n}\n`;
}
