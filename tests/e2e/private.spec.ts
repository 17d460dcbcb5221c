import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LANGUAGES } from '../../scripts/languages.ts';
import {
  answerAll,
  buildFolder,
  button,
  criteria,
  expect,
  heading,
  link,
  live,
  open,
  PAGES,
  stored,
  test,
  unfold,
  offlineReady
} from './app.ts';

// Every test listens for requests to other hosts, errors on the console and breaches of the policy; these go looking for them.

test('over a whole journey nothing is asked of another host, and nothing is sent at all', async ({ page, context }) => {
  const asked: { url: string; method: string; body: string | null }[] = [];
  context.on('request', (request) => asked.push({ url: request.url(), method: request.method(), body: request.postData() }));
  await open(page, '/');
  await offlineReady(page);
  await link(page, 'Start').click();
  await answerAll(page, criteria, () => 3);
  await expect(heading(page)).toHaveText('You explore careers together with groups online.');
  const ladder = page.getByRole('figure', { name: 'Your position on the four levels' });
  await expect(ladder.getByRole('button', { name: 'Save picture' })).toBeEnabled();
  await Promise.all([page.waitForEvent('download'), ladder.getByRole('button', { name: 'Save picture' }).click()]);
  await Promise.all([page.waitForEvent('download'), button(page, 'Download the answers (JSON)').click()]);
  await unfold(ladder, 'Show as a table');
  for (const name of ['Method', 'About', 'My assessments']) await link(page, name).first().click();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await button(page, 'Undo').click();
  await expect(page.getByText('One assessment on this device')).toBeVisible();

  const origin = new URL(page.url()).origin;
  const id = (await stored(page)).assessments[0]!.id;
  expect(asked.length).toBeGreaterThan(30);
  const away = asked.filter(({ url }) => /^\w+s?:\/\//.test(url) && !url.startsWith('blob:') && new URL(url).origin !== origin);
  expect(away).toEqual([]);
  expect(asked.filter(({ method, body }) => method !== 'GET' || body !== null)).toEqual([]);
  // An assessment's id is in the address of a page, which is the only thing that a server could see; no answer is.
  for (const { url } of asked) expect(new URL(url).search.replace(id, '')).toMatch(/^(\?(id=)?(&at=[\w.]+)?|\?at=[\w.]+)?$/);
});

test('no page has an error on the console or breaks its own policy, with answers and without', async ({ page }) => {
  for (const path of PAGES) {
    await open(page, path);
    await live(page);
  }
  await open(page, '/');
  await link(page, 'Start').click();
  await answerAll(page, criteria.slice(0, 6), () => 2);
  await expect(heading(page)).toHaveText(criteria[6]!.title);
  for (const path of PAGES) {
    await open(page, path);
    await page.waitForLoadState('networkidle');
  }
});

const pages = readdirSync(buildFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));

test('there is a file for every page in every language, and for addresses that lead nowhere', () => {
  expect(pages.map((name) => name.replaceAll('\\', '/')).sort()).toEqual(
    LANGUAGES.flatMap((language, i) => {
      const folder = i === 0 ? '' : `${language}/`;
      return [`${folder}404.html`, ...PAGES.map((path) => `${folder}${path.slice(1)}index.html`)];
    }).sort()
  );
});

for (const name of pages) {
  test(`${name} has a policy that names each of its scripts, and allows no others and no eval`, () => {
    const html = readFileSync(join(buildFolder, name), 'utf8');
    const policy = /<meta http-equiv="content-security-policy" content="([^"]+)">/.exec(html)?.[1] ?? '';
    const rules = Object.fromEntries(
      policy.split(';').map((rule) => {
        const [directive = '', ...sources] = rule.trim().split(/\s+/);
        return [directive, sources];
      })
    );
    expect(rules['default-src']).toEqual(["'self'"]);
    expect(rules['connect-src']).toEqual(["'self'"]);
    expect(rules['object-src']).toEqual(["'none'"]);
    expect(rules['base-uri']).toEqual(["'none'"]);
    expect(rules['form-action']).toEqual(["'none'"]);
    expect(rules['script-src']!.filter((source) => !/^'(self|sha256-[\w+/]+=*)'$/.test(source))).toEqual([]);
    expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy.match(/\S+ 'unsafe-inline'/g)).toEqual(["style-src-attr 'unsafe-inline'"]);

    // Data is no script, as long as nothing in it ends it.
    const data = html.match(/<script type="application\/json" id="texts">[^<]*<\/script>/g) ?? [];
    expect(data).toHaveLength(1);
    const scripts = [...html.replace(data[0]!, '').matchAll(/<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
    expect(scripts.length).toBeGreaterThan(0);
    const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(rules['script-src']).toEqual(expect.arrayContaining(hashes));
    // Each hash is there for a script: none is left over that would let another one in.
    expect(rules['script-src']!.filter((source) => source.startsWith("'sha256")).sort()).toEqual([...new Set(hashes)].sort());
    expect(html).not.toMatch(/\son\w+="/);
  });
}
