/** What the build has for courses: the player, how large what is made of it gets, and who keeps it. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { PACKAGE_FORMATS } from '#lib/exchange/course/package.ts';
import { pathsOf, PLAYER, PLAYER_LIST, type PlayerFiles } from '#lib/exchange/course/player.ts';
import { LANGUAGES } from '../../scripts/languages.ts';
import { packageFrom } from '../../scripts/package-desk.ts';

const build = resolve(process.env.E2E_BUILD ?? 'build');
const folder = join(build, PLAYER);
const { competencies } = JSON.parse(readFileSync('rubrics/model.json', 'utf8')) as { competencies: string[] };

/** Bytes of five topics; of a single file, as a zip of it would have. */
async function sizeOf(format: (typeof PACKAGE_FORMATS)[number], languages: readonly string[]): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'waymark-size-'));
  const out = join(place, 'out');
  const options = { format, topics: competencies.join(','), lang: languages.join(','), out, build };
  await packageFrom(Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]));
  const bytes = readFileSync(out);
  rmSync(place, { recursive: true });
  return format === 'html' ? gzipSync(bytes, { level: 9 }).length : bytes.length;
}

for (const format of PACKAGE_FORMATS)
  test(`${format}: five topics in one language take 250 kB at most, and each further language 60`, async () => {
    expect(competencies).toHaveLength(5);
    for (const language of LANGUAGES) expect(await sizeOf(format, [language]), language).toBeLessThan(250_000);
    const all = await sizeOf(format, LANGUAGES);
    expect(all - (await sizeOf(format, LANGUAGES.slice(0, 1)))).toBeLessThan(60_000 * (LANGUAGES.length - 1));
  });

test('the player lists all that it has, and those who make courses keep all of it, and nobody else any', () => {
  const files = JSON.parse(readFileSync(join(folder, PLAYER_LIST), 'utf8')) as PlayerFiles;
  const there = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => statSync(join(folder, name)).isFile() && !/\.(br|gz)$/.test(name));
  expect([PLAYER_LIST, ...pathsOf(files)].sort()).toEqual(there.sort());
  for (const name of there) expect(existsSync(join(folder, `${name}.br`)), name).toBe(true);
  const held = (name: string) => {
    const copy = JSON.parse(readFileSync(join(build, '_app', 'copies', name), 'utf8')) as { parts: [string, number][]; files: string[] };
    return [...copy.parts.map(([path]) => path), ...copy.files].filter((path) => path.startsWith(`${PLAYER}/`)).sort();
  };
  const copies = readdirSync(join(build, '_app', 'copies')).filter((name) => name.endsWith('.json'));
  for (const name of copies)
    expect(held(name), name).toEqual(name === 'educators.json' ? there.map((path) => `${PLAYER}/${path}`).sort() : []);
});
