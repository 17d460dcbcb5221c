/** The files that the build wrote. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { buildFolder } from '../e2e/app.ts';

/** @returns the paths of all files in a folder of the build, from the build's root, such as "fi/index.html" */
export const filesBelow = (folder: string): string[] =>
  readdirSync(join(buildFolder, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(buildFolder, join(entry.parentPath, entry.name)).split(sep).join('/'));

export const read = (path: string): string => readFileSync(join(buildFolder, path), 'utf8');

/** The page of the player, which stands in pages of others: it is none of the app's, and its own test looks at it. */
export const FRAME_PAGE = 'embed/index.html';
