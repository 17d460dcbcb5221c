/** The player as the build made it: what whoever makes a package takes from it. */

import type { PageWords } from './page.ts';

/** Where it lies in the app, and what in it names the others. */
export const PLAYER = 'player';
export const PLAYER_LIST = 'files.json';

/** What of the player lies where: paths from its folder. */
export interface PlayerFiles {
  /** Changes when any of them does. */
  readonly release: string;
  /** The script and the style that a page begins with; the script loads the others. */
  readonly entry: string;
  readonly style: string;
  readonly parts: readonly string[];
  /** The script that only the page for frames names: no package has it. */
  readonly frames: string;
  /** The whole as one script without modules. */
  readonly whole: string;
  /** Of the whole and of the style, as a policy names them: “sha256-…”. */
  readonly hashes: { readonly script: string; readonly style: string };
  /** By language, the texts that it needs. */
  readonly texts: Readonly<Record<string, string>>;
  /** By language, what its page says before a script runs, and where none can. */
  readonly pages: Readonly<Record<string, Omit<PageWords, 'title'>>>;
  /** Whose work is in it, and under which terms: these go along with every copy. */
  readonly licences: string;
}

export interface Player {
  readonly files: PlayerFiles;
  /** What each file holds, by its path. */
  readonly contents: ReadonlyMap<string, string>;
}

/** @returns the paths of all files */
export const pathsOf = ({ entry, style, parts, frames, whole, texts, licences }: PlayerFiles): string[] => [
  entry,
  style,
  ...parts,
  frames,
  whole,
  ...Object.values(texts),
  licences
];

/**
 * @param read a file of the player's folder, by its path
 * @param told how many are here, of how many
 * @throws what `read` throws
 */
export async function readPlayer(
  read: (path: string) => Promise<string>,
  told: (done: number, of: number) => void = () => {}
): Promise<Player> {
  const files = JSON.parse(await read(PLAYER_LIST)) as PlayerFiles;
  const paths = pathsOf(files);
  let done = 0;
  const contents = await Promise.all(
    paths.map(async (path) => {
      const content = await read(path);
      told(++done, paths.length);
      return [path, content] as const;
    })
  );
  return { files, contents: new Map(contents) };
}
