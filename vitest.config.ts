import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { rubrics } from './scripts/rubrics-plugin.ts';
import { textsForTests } from './scripts/texts-plugin.ts';
import { LEVEL } from './tests/support/scale.ts';

export default defineConfig({
  // Clean-up is each component test's own: the others run without a DOM.
  plugins: [rubrics(), textsForTests(), svelte(), svelteTesting({ autoCleanup: false })],
  // The store as the app has it: see vite.config.ts.
  resolve: { alias: { dexie: 'dexie/dist/modern/dexie.mjs' } },
  test: {
    include: ['tests/**/*.test.ts'],
    tags: [{ name: 'heavy', description: 'Tries very often or with very much: see tests/support/scale.ts.', timeout: 30 * 60_000 }],
    tagsFilter: LEVEL === 'usual' ? ['!heavy'] : [],
    setupFiles: ['tests/support/texts.ts'],
    exclude: ['tests/e2e/**', 'node_modules/**'],
    // Properties try thousands of cases; a busy machine may take a while for them.
    testTimeout: 60_000,
    // One for each processor of the machines that check this; left alone, one of two would stand idle.
    maxWorkers: 2
  }
});
