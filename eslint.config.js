import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

// No rule here needs type information: that is svelte-check's work, and this stays fast.
export default ts.config(
  { ignores: ['build/', '.svelte-kit/', 'node_modules/', 'src/lib/i18n/keys.d.ts', 'test-results/', 'playwright-report/', '.mutation/'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  ...svelte.configs.prettier,
  {
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    rules: {
      // TypeScript knows better which names exist.
      'no-undef': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrorsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }]
    }
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig } },
    rules: {
      // Rubrics, codes and files come from other people: their text is only ever shown as text.
      'svelte/no-at-html-tags': 'error',
      // It takes every address that comes in as a value for a mistake. The real one, an address that leaves a sub-folder, is caught below.
      'svelte/no-navigation-without-resolve': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            ':matches(SvelteAttribute[key.name=/^(href|src)$/] > SvelteLiteral[value=/^[/](?![/])/], CallExpression[callee.name="goto"] > Literal[value=/^[/]/])',
          message: 'The app may lie in a sub-folder: wrap the address in resolve() or asset() from $app/paths.'
        }
      ]
    }
  }
);
