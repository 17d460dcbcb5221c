/** Packages of courses for stand-ins of platforms, made of the player as it is in the sources. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EarlierVersion } from '#lib/domain/course/course.ts';
import { contentHash } from '#lib/domain/hash.ts';
import type { RubricFile } from '#lib/domain/rubric/rubric.ts';
import { makePackage, type PackageFormat, type PackageWishes } from '#lib/exchange/course/package.ts';
import { PLAYER, readPlayer, type Player } from '#lib/exchange/course/player.ts';
import { LANGUAGES } from '../../../scripts/languages.ts';
import { buildPlayer } from '../../../scripts/player.ts';
import { openRubricFile } from '../../../scripts/rubrics-plugin.ts';
import { readTexts } from '../../../scripts/texts.ts';

let built: Promise<Player> | undefined;

/** Once for all tests of this process. */
const player = () =>
  (built ??= (async () => {
    const out = mkdtempSync(join(tmpdir(), 'waymark-player-'));
    try {
      await buildPlayer(out, readTexts(LANGUAGES));
      return await readPlayer(async (path) => readFileSync(join(out, PLAYER, path), 'utf8'));
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  })());

type Wishes = Partial<PackageWishes> & { readonly topics: readonly (string | RubricFile)[] };

async function made(format: PackageFormat, { topics, ...wishes }: Wishes, earlier: readonly EarlierVersion[] = []): Promise<Uint8Array> {
  const rubrics = topics.map((one) => {
    const file = typeof one === 'string' ? openRubricFile(one) : one;
    return { file, hash: contentHash(file), builtIn: typeof one === 'string' };
  });
  const all: PackageWishes = { title: 'Week 1', languages: ['en'], text: '', completion: 'answered', asks: [], prompts: [], ...wishes };
  return makePackage(format, all, rubrics, await player(), earlier).bytes;
}

/** @param wishes.topics ids of those that come with Waymark, and rubrics of somebody's own */
export const coursePackage = (format: Exclude<PackageFormat, 'html'>, wishes: Wishes): Promise<Uint8Array> => made(format, wishes);

/** @param earlier versions of before, in a later round @returns a course as one file */
export const coursePage = async (wishes: Wishes, earlier: readonly EarlierVersion[] = []): Promise<string> =>
  new TextDecoder().decode(await made('html', wishes, earlier));
