/**
 * Other people’s packages in what visitors are sent. While scripts are built, this notes which ones are really in them; the build then
 * writes a bill of materials and their licences, which ask to go along with every copy.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

export interface Package {
  readonly name: string;
  readonly version: string;
  /** As SPDX calls it, such as "MIT". */
  readonly license: string;
  /** The folder that it lies in. */
  readonly folder: string;
}

/** Where one process leaves for another what it found. */
const NOTED = 'node_modules/.cache/waymark/shipped.json';
export const [SBOM, LICENCES] = ['sbom.json', 'licences.txt'];

/** @param folder of a package */
export function packageIn(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Omit<Package, 'folder'>;
  return { name, version, license, folder };
}

/** @param id of a module @returns the folder of the package that it belongs to; `null` for one of ours, or one that the bundler made up */
function folderOf(id: string): string | null {
  const [, folder] =
    /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(id.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '')) ?? [];
  return folder && existsSync(join(folder, 'package.json')) ? folder : null;
}

/** Pages and workers are bundled one by one, in one process. */
const folders = new Set<string>();

export function noteShipped(): Plugin {
  return {
    name: 'note-shipped',
    generateBundle(_, bundle) {
      if (this.environment.config.consumer !== 'client') return;
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
          const folder = renderedLength > 0 && folderOf(id);
          if (folder) folders.add(folder);
        }
      }
      mkdirSync(dirname(NOTED), { recursive: true });
      writeFileSync(NOTED, JSON.stringify([...folders]));
    }
  };
}

/** @param modules by their ids, and how much of each is in a script @returns the packages of others among them */
export function packagesIn(modules: readonly (readonly [id: string, { readonly renderedLength: number }])[]): Package[] {
  const found = modules.flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [folderOf(id)] : []));
  return [...new Set(found.filter((folder) => folder !== null))].map(packageIn).sort(order);
}

/** By name, then by version: a package may come in two. */
const order = (a: Package, b: Package) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en', { numeric: true });

/** @returns the packages that the last build noted */
export const shipped = (): Package[] => (JSON.parse(readFileSync(NOTED, 'utf8')) as string[]).map(packageIn).sort(order);

/** Some packages name their licence and forget its text. */
const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the
"Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish,
distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to
the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF
MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY
CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE
SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/** @returns for example "Ada and others" */
function authorIn(folder: string): string {
  const { author = '' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { author?: string | { name: string } };
  return `${(typeof author === 'string' ? author : author.name).replace(/ *[<(].*/, '')} and others`;
}

/** @throws Error where a package brings no licence: what it asks for has to be found out before it is handed on */
function licenceOf({ name, license, folder }: Package): string {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)([-.].*)?$/i.test(file));
  if (!files.some((file) => !/^notice/i.test(file))) {
    if (license !== 'MIT') throw new Error(`${name} brings no text of its licence, ${license}`);
    return `Copyright (c) ${authorIn(folder)}\n\n${MIT}`;
  }
  return files
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim())
    .join('\n\n');
}

/** In the package’s address, as https://github.com/package-url has it. */
const purl = ({ name, version }: Package) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/** CycloneDX, without the time, so that the same sources give the same file. */
const billOf = (own: Package, packages: readonly Package[]) => ({
  $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  version: 1,
  metadata: {
    component: {
      type: 'application',
      'bom-ref': own.name,
      name: own.name,
      version: own.version,
      licenses: [{ license: { id: own.license } }]
    }
  },
  components: packages.map((one) => ({
    type: 'library',
    'bom-ref': purl(one),
    name: one.name,
    version: one.version,
    licenses: [/[ (]/.test(one.license) ? { expression: one.license } : { license: { id: one.license } }],
    purl: purl(one)
  })),
  dependencies: [{ ref: own.name, dependsOn: packages.map(purl) }]
});

/** @param build the folder of the built app */
export function writeShipped(build: string): void {
  const packages = shipped();
  writeFileSync(join(build, SBOM), `${JSON.stringify(billOf(packageIn('.'), packages), null, 1)}\n`);
  writeFileSync(join(build, LICENCES), licenceTexts(['Other people’s work in Waymark, and the terms that it comes under.\n'], packages));
}

/** @param before what stands before the packages’ own */
export function licenceTexts(before: readonly string[], packages: readonly Package[]): string {
  const texts = packages.map((one) => `${one.name} ${one.version} (${one.license})\n\n${licenceOf(one)}\n`);
  return [...before, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}
