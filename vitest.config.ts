import { readdirSync, readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { rubrics } from './scripts/rubrics-plugin.ts';
import { textsForTests } from './scripts/texts-plugin.ts';
import { LEVEL } from './tests/support/scale.ts';

const TESTS = readdirSync('tests', { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts'));
/** Tests that put something else in the place of a module or of what the browser has: others would meet it. */
const ALONE = TESTS.filter((path) => /\bvi\.(mock|doMock|resetModules|stubGlobal)\(/.test(readFileSync(path, 'utf8')));
/** Tests that need a page. */
const WITH_PAGE = TESTS.filter((path) => readFileSync(path, 'utf8').startsWith('// @vitest-environment happy-dom'));
const ELSEWHERE = ['tests/e2e/**', 'node_modules/**'];

/** One kind of tests after another: a process goes on with the next file where it is of the same kind, and begins anew where it is not. */
class ByKind extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const kind = ({ project, moduleId }: TestSpecification) =>
      `${project.name} ${WITH_PAGE.some((path) => moduleId.endsWith(`/${path}`)) ? 'page' : ''}`;
    return (await super.sort(files)).sort((a, b) => kind(b).localeCompare(kind(a)));
  }
}

export default defineConfig({
  // Clean-up is each component test's own: the others run without a DOM.
  plugins: [rubrics(), textsForTests(), svelte(), svelteTesting({ autoCleanup: false })],
  // The store as the app has it: see vite.config.ts.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
  test: {
    // Each file beginning with modules of its own would take half of all the time. The app keeps next to nothing in modules, and what it
    // does keep, the texts, is set anew before each file.
    projects: [
      { extends: true, test: { name: 'together', include: ['tests/**/*.test.ts'], exclude: [...ELSEWHERE, ...ALONE], isolate: false } },
      { extends: true, test: { name: 'alone', include: ALONE } }
    ],
    tags: [{ name: 'heavy', description: 'Tries very often or with very much: see tests/support/scale.ts.', timeout: 30 * 60_000 }],
    tagsFilter: LEVEL === 'usual' ? ['!heavy'] : [],
    sequence: { sequencer: ByKind },
    setupFiles: ['tests/support/texts.ts'],
    // Properties try thousands of cases; a busy machine may take a while for them, and a storm has time.
    testTimeout: LEVEL === 'storm' ? 30 * 60_000 : 60_000,
    // One for each processor of the machines that check this; left alone, one of two would stand idle.
    maxWorkers: 2
  }
});
