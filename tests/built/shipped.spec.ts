/** Other people’s packages in the build: all are named, with their terms. */
import { expect, test } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { LICENCES, SBOM } from '../../scripts/shipped.ts';
import { read } from './files.ts';

interface Bill {
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly metadata: { readonly component: { readonly name: string; readonly version: string } };
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    readonly purl: string;
    readonly licenses: readonly [{ readonly expression?: string; readonly license?: { readonly id: string } }];
  }[];
}
const bill = JSON.parse(read(SBOM)) as Bill;
const { dependencies, devDependencies, version } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly dependencies: object;
  readonly devDependencies: object;
  readonly version: string;
};

test('the bill of materials names what is in the scripts, and nothing that is only a tool', () => {
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: { name: 'waymark', version } } });
  const names = bill.components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'svelte', '@sveltejs/kit']));
  const tools = Object.keys(devDependencies).filter((name) => name !== 'svelte' && name !== '@sveltejs/kit');
  expect(names.filter((name) => tools.includes(name))).toEqual([]);
  expect(new Set(bill.components.map(({ purl }) => purl)).size).toBe(names.length);
});

test('all of it may be handed on under terms that we know, and they go along', () => {
  const texts = read(LICENCES);
  for (const { name, version, licenses } of bill.components) {
    const licence = licenses[0].expression ?? licenses[0].license!.id;
    expect(licence, name).toMatch(/^(MIT|Apache-2\.0|BSD-3-Clause|ISC|\(MIT OR Apache-2\.0\))$/);
    const own = texts.split(`\n${name} ${version} (${licence})\n`)[1]?.split(`\n${'-'.repeat(80)}\n`)[0] ?? '';
    expect(own, name).toMatch(/Permission is hereby granted|Redistribution and use|Apache License/);
  }
});

test('every language’s page about Waymark leads to them', () => {
  for (const [page, address] of [
    ['about', '../licences.txt'],
    ['fi/about', '../../licences.txt']
  ])
    expect(read(`${page}/index.html`)).toContain(`href="${address}"`);
});
