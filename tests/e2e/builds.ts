/** Builds to put in each other's place under a server: an earlier version of the app, the present one, and one that is newer still. */
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { partsOf, type Copy } from '../../src/service-worker/policy.ts';
import { buildFolder } from './app.ts';

export type Earlier = '0.1' | '0.2';

/** A folder that a server hands out, whose content changes from one build to another. */
export interface Site {
  readonly folder: string;
  /**
   * The app of an earlier version: of 0.1 English and Finnish, with a build and a worker for each; of 0.2 English. See
   * tests/upgrades/README.md.
   */
  putEarlier(version: Earlier): Promise<void>;
  /** The app as it was just built. */
  putPresent(): Promise<void>;
  /**
   * The same with another version and another name for each script, style and text, as a build from changed sources has.
   * @param without a file that is still as it was, as on a server that is only half renewed
   */
  putNewer(half?: { readonly without: string }): Promise<void>;
  remove(): Promise<void>;
}

export async function makeSite(): Promise<Site> {
  const own = await mkdtemp(join(tmpdir(), 'waymark-site-'));
  // Builds stay where they are: what is served is a link to one of them.
  const folder = join(own, 'site');
  const put = async (build: string) => {
    await rm(folder, { force: true });
    await symlink(build, folder, 'junction');
  };
  return {
    folder,
    putPresent: () => put(buildFolder),
    putEarlier: async (version) => put(await EARLIER[version]()),
    async putNewer(half) {
      if (!half) return put(await newer());
      const mixed = join(own, 'mixed');
      await cp(await newer(), mixed, { recursive: true });
      await cp(join(buildFolder, half.without), join(mixed, half.without));
      await put(mixed);
    },
    remove: () => rm(own, { recursive: true, force: true })
  };
}

/** @returns what makes a folder once for all tests of this process, which takes it along in the end */
function once(make: (folder: string) => Promise<void>): () => Promise<string> {
  let made: Promise<string> | undefined;
  return () =>
    (made ??= (async () => {
      const folder = await mkdtemp(join(tmpdir(), 'waymark-build-'));
      process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
      await make(folder);
      return folder;
    })());
}

const earlier = (version: Earlier) =>
  once(async (folder) => {
    for (const [name, content] of Object.entries(earlierApp(version))) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'));
    }
  });
const EARLIER: Readonly<Record<Earlier, () => Promise<string>>> = { '0.1': earlier('0.1'), '0.2': earlier('0.2') };

const newer = once(async (folder) => {
  // Compressed twins would stay as they are when what they stand for changes.
  await cp(buildFolder, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
  await renew(folder);
});

const earlierApp = (version: Earlier) =>
  JSON.parse(brotliDecompressSync(readFileSync(`tests/upgrades/app-${version}.json.br`)).toString()) as Record<
    string,
    string | { base64: string }
  >;

/** @returns the paths of the files in a folder */
async function filesIn(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.split(sep).join('/'));
  const kinds = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).isFile()));
  return names.filter((_, i) => kinds[i]);
}

const NOWHERE = { origin: '', root: '', build: [], files: [], languages: [], liked: [] };

async function renew(folder: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(folder, '_app/version.json'), 'utf8')) as { version: string };
  // Whatever tells one build's file from another's: the end of a name, or the folder that texts lie in.
  const immutable = (await filesIn(join(folder, '_app/immutable'))).map((name) => `_app/immutable/${name}`);
  const hashOf = (name: string) => /texts\/[^/]+\/([^/]+)\//.exec(name)?.[1] ?? /([\w-]{6,8})\.\w+$/.exec(name)![1]!;
  const hashes = new Map([...immutable.map(hashOf), version].map((hash) => [hash, [...hash].reverse().join('')]));
  const names = new RegExp([...hashes.keys()].map((hash) => hash.replaceAll('$', '\\$')).join('|'), 'g');
  const renewed = (text: string) => text.replace(names, (hash) => hashes.get(hash)!);
  const digest = (script: string) => `sha256-${createHash('sha256').update(script).digest('base64')}`;
  // The page's security policy names the scripts in it by their hashes.
  const renewedPage = (html: string) => {
    const scripts = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map((match) => match[1]!);
    return scripts.reduce((page, script) => page.replace(digest(script), digest(renewed(script))), renewed(html));
  };
  for (const name of await filesIn(folder)) {
    const file = join(folder, name);
    if (!/\.(html|js|css|json)$/.test(name) || name.startsWith('schema/')) continue;
    const text = await readFile(file, 'utf8');
    if (name.endsWith('.html')) await writeFile(file, renewedPage(text));
    else if (name.startsWith('_app/copies/')) {
      const copy = JSON.parse(text) as Copy;
      const parts = partsOf({ ...NOWHERE, version: copy.version }, copy).map(
        ({ path, text, type }) => [renewed(path.slice(1)), type.startsWith('text/html') ? renewedPage(text) : renewed(text)] as const
      );
      const next: Copy = {
        ...copy,
        version: renewed(copy.version),
        parts: parts.map(([path, text]) => [path, text.length]),
        text: parts.map(([, text]) => text),
        files: copy.files.map(renewed)
      };
      await writeFile(file, JSON.stringify(next));
    } else await writeFile(file, renewed(text));
  }
  for (const name of immutable) {
    await mkdir(dirname(join(folder, renewed(name))), { recursive: true });
    await rename(join(folder, name), join(folder, renewed(name)));
  }
}

/** @returns the name of the script that starts a page of the build in a folder: no two builds have the same */
export async function startOf(folder: string, page = 'index.html'): Promise<string> {
  return /start\.[\w-]+\.js/.exec(await readFile(join(folder, page), 'utf8'))![0];
}
