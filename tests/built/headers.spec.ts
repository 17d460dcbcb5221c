/** What the build writes down for hosts that read such a file, and what the docs tell others to say: the same as the app's own server. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { ALL, EMBED, FRAMES, FRAMES_OF_EMBED, headersOf, IMMUTABLE, OLD_FRAMES } from '../../scripts/headers.mjs';
import { read } from './files.ts';

/** @returns by pattern of paths, the headers that a `_headers` file has */
function parsed(text: string): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  let headers: Record<string, string> = {};
  for (const line of text.split('\n').filter(Boolean)) {
    const [, name, value] = /^ {2}([\w-]+): (.+)$/.exec(line) ?? [];
    if (name) headers[name] = value!;
    else found[line] = headers = {};
  }
  return found;
}

test('the file for hosts says what the app’s own server says', async ({ request }) => {
  const { '/*': all, [`/${EMBED}/*`]: embed, [`${IMMUTABLE}*`]: immutable, ...rest } = parsed(read('_headers'));
  expect(rest).toEqual({});
  // Rules that fit the same path are said together: two policies would both hold, and nobody could show the player.
  expect(all).toEqual({ ...ALL, ...OLD_FRAMES });
  expect(embed).toEqual({ 'Content-Security-Policy': FRAMES_OF_EMBED });
  const script = /_app\/immutable\/entry\/start\.[\w-]+\.js/.exec(read('index.html'))![0];
  expect(immutable!['Cache-Control']).toBe(headersOf(`/${script}`)['Cache-Control']);
  const said = async (path: string) => (await request.get(path)).headers();
  for (const path of ['/', '/fi/about/', '/index.html', '/_app/copies/app.json', '/nowhere/'])
    expect(await said(path), path).toMatchObject({ 'content-security-policy': FRAMES, 'x-content-type-options': 'nosniff' });
  for (const path of ['/embed/', '/embed/index.html'])
    expect(await said(path), path).toMatchObject({ 'content-security-policy': FRAMES_OF_EMBED, 'x-content-type-options': 'nosniff' });
  expect(await said(`/${script}`)).toMatchObject({
    'cache-control': immutable!['Cache-Control'],
    'x-content-type-options': 'nosniff'
  });
});

test('the settings for other servers in the docs say the same', () => {
  const blocks = [...readFileSync('docs/hosting.md', 'utf8').matchAll(/```(nginx|apache|caddy)\n([\s\S]*?)```/g)];
  expect(blocks.map(([, name]) => name).sort()).toEqual(['apache', 'caddy', 'nginx']);
  for (const [, name, block] of blocks)
    for (const value of [
      FRAMES,
      FRAMES_OF_EMBED,
      ...Object.values(ALL),
      headersOf(`${IMMUTABLE}x.js`)['Cache-Control']!,
      '/404.html',
      IMMUTABLE.slice(1, -1)
    ])
      expect(block, name).toContain(value);
});
