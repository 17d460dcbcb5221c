/** What the security policy in each built page allows. Whether a browser keeps to it, every test in tests/e2e listens for. */
import { expect, test } from '@playwright/test';
import { createHash } from 'node:crypto';
import { LANGUAGES } from '../../scripts/languages.ts';
import { PAGES } from '../e2e/app.ts';
import { filesBelow, FRAME_PAGE, read } from './files.ts';

const pages = filesBelow('').filter((name) => name.endsWith('.html') && name !== FRAME_PAGE);

test('there is a file for every page in every language, and for addresses that lead nowhere', () => {
  expect([...pages].sort()).toEqual(
    LANGUAGES.flatMap((language, i) => {
      const folder = i === 0 ? '' : `${language}/`;
      return [`${folder}404.html`, ...PAGES.map((path) => `${folder}${path.slice(1)}index.html`)];
    }).sort()
  );
});

test('every page has a policy that names each of its scripts, and allows no others and no eval', () => {
  for (const name of pages) {
    const html = read(name);
    const policy = /<meta http-equiv="content-security-policy" content="([^"]+)">/.exec(html)?.[1] ?? '';
    const rules = Object.fromEntries(
      policy.split(';').map((rule) => {
        const [directive = '', ...sources] = rule.trim().split(/\s+/);
        return [directive, sources];
      })
    );
    for (const [directive, source] of [
      ['default-src', "'self'"],
      ['connect-src', "'self'"],
      ['object-src', "'none'"],
      ['base-uri', "'none'"],
      ['form-action', "'none'"]
    ] as const)
      expect(rules[directive], `${name}: ${directive}`).toEqual([source]);
    expect(
      rules['script-src']!.filter((source) => !/^'(self|sha256-[\w+/]+=*)'$/.test(source)),
      name
    ).toEqual([]);
    expect(policy, name).not.toMatch(/unsafe-eval|https?:|\*/);
    expect(policy.match(/\S+ 'unsafe-inline'/g), name).toEqual(["style-src-attr 'unsafe-inline'"]);

    // Data is no script, as long as nothing in it ends it.
    const data = html.match(/<script type="application\/json" id="texts">[^<]*<\/script>/g) ?? [];
    expect(data, name).toHaveLength(1);
    const scripts = [...html.replace(data[0]!, '').matchAll(/<script(?:\s[^>]*)?>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);
    expect(scripts.length, name).toBeGreaterThan(0);
    const hashes = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(rules['script-src'], name).toEqual(expect.arrayContaining(hashes));
    // Each hash is there for a script: none is left over that would let another one in.
    const named = rules['script-src']!.filter((source) => source.startsWith("'sha256"));
    expect(named.sort(), name).toEqual([...new Set(hashes)].sort());
    expect(html, name).not.toMatch(/\son\w+="/);
  }
});

test('the page for frames allows its own files and nothing else, and no script within it', () => {
  const html = read(FRAME_PAGE);
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(html)![1]!;
  expect(policy.split('; ').sort()).toEqual(
    [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "style-src-attr 'unsafe-inline'",
      "connect-src 'self'",
      'img-src data: blob:',
      "base-uri 'none'",
      "form-action 'none'"
    ].sort()
  );
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  expect(scripts.map(([, , text]) => text!.trim())).toEqual(scripts.map(() => ''));
  expect(html).not.toMatch(/\son\w+="/);
});
