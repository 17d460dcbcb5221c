import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { rubrics } from './scripts/rubrics-plugin.ts';

export default defineConfig({
  plugins: [rubrics(), svelte()],
  test: { include: ['tests/**/*.test.ts'], exclude: ['tests/e2e/**', 'node_modules/**'] }
});
