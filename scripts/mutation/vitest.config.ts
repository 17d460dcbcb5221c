/** The tests that say what the domain does, in one project: each runs once for every fault that it could notice. */
import { defineConfig } from 'vitest/config';
import { rubrics } from '../rubrics-plugin.ts';
import { textsForTests } from '../texts-plugin.ts';

export default defineConfig({
  plugins: [rubrics(), textsForTests()],
  test: {
    include: ['tests/domain/**/*.test.ts', 'tests/workshop/floor.test.ts'],
    setupFiles: ['tests/support/texts.ts'],
    tags: [{ name: 'heavy' }],
    isolate: false,
    testTimeout: 60_000
  }
});
