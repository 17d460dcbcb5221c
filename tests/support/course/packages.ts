/** Packages of courses for stand-ins of platforms, made of the player as it is in the sources. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { makePackage, type PackageFormat, type PackageWishes } from '#lib/exchange/course/package.ts';
import { PLAYER, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { LANGUAGES } from '../../../scripts/languages.ts';
import { buildPlayer } from '../../../scripts/player.ts';
import { openRubricFile } from '../../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../../scripts/texts.ts';

let made: Promise<Player> | undefined;

/** Once for all tests of this process. */
const player = () =>
  (made ??= (async () => {
    const out = mkdtempSync(join(tmpdir(), 'waymark-player-'));
    try {
      await buildPlayer(out, readTexts(LANGUAGES));
      return await readPlayer(async (path) => readFileSync(join(out, PLAYER, path), 'utf8'));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  })());

/** @param topics ids of those that come with Waymark, and rubrics of somebody's own */
export async function coursePackage(
  format: Exclude<PackageFormat, 'html'>,
  { topics, ...wishes }: Partial<PackageWishes> & { readonly topics: readonly (string | RubricFile)[] }
): Promise<Uint8Array> {
  const rubrics = topics.map((one) => {
    const file = typeof one === 'string' ? openRubricFile(one) : one;
    return { file, hash: contentHash(file), builtIn: typeof one === 'string' };
  });
  const all: PackageWishes = { title: 'Week 1', languages: ['en'], text: '', completion: 'answered', asks: [], prompts: [], ...wishes };
  return makePackage(format, all, rubrics, await player()).bytes;
}
