/**
 * A worker's script is in the list of what a build consists of, but not what that script loads in its turn. Here it gets there: the copy for
 * offline use is made of that list.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const LIST = join('.vite', 'manifest.json');

export const workerParts = (): Plugin => ({
  name: 'waymark-worker-parts',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    const file = join(dir ?? '', LIST);
    const parts = Object.keys(bundle).filter((name) => /\/workers\/chunks\/.*\.js$/.test(name));
    if (!parts.length || !existsSync(file)) return;
    const list = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { file: string }>;
    for (const part of parts) list[part] = { file: part };
    writeFileSync(file, JSON.stringify(list, null, 2));
  }
});
