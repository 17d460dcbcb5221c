import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { rubrics } from './scripts/rubrics-plugin.ts';

export default defineConfig({
  plugins: [
    rubrics(),
    paraglideVitePlugin({
      project: './src/lib/i18n/project.inlang',
      outdir: './src/lib/i18n/paraglide',
      strategy: ['baseLocale'],
      emitTsDeclarations: true
    }),
    sveltekit()
  ]
});
