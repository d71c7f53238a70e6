import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENVIRONMENT = 'Only libs/config reads the environment: ask for the typed configuration instead.';

const nodeGlobals = Object.fromEntries(
  [
    ...[
      'process',
      'console',
      'Buffer',
      'URL',
      'URLSearchParams',
      'AbortController',
      'AbortSignal',
      'performance',
    ],
    ...[
      'fetch',
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'setImmediate',
      'structuredClone',
    ],
  ].map((name) => [name, 'readonly']),
);
const commonJsGlobals = Object.fromEntries(
  ['module', 'require', 'exports', '__dirname', '__filename'].map((name) => [name, 'readonly']),
);

/** For everything we write, in whatever language. */
const everywhere = {
  eqeqeq: 'error',
  'max-lines': ['error', { max: 300, skipBlankLines: false, skipComments: false }],
  // an intention belongs into the issue tracker, where somebody sees it
  'no-warning-comments': ['error', { terms: ['todo', 'fixme'], location: 'anywhere' }],
};

const strict = {
  // `as const` stays: what a value is gets proven (a guard, a schema), not claimed
  '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
  // `import type` on a constructor parameter breaks dependency injection: the compiler needs the class
  '@typescript-eslint/consistent-type-imports': 'off',
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
  // frameworks type their options as classes and expect plain objects
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  'no-console': 'error',
};

const environmentClosed = {
  'no-restricted-properties': ['error', { object: 'process', property: 'env', message: ENVIRONMENT }],
  'no-restricted-imports': [
    'error',
    {
      paths: ['process', 'node:process'].map((name) => ({
        name,
        importNames: ['env'],
        message: ENVIRONMENT,
      })),
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: "MemberExpression[property.name='env'][object.property.name='process']",
      message: ENVIRONMENT,
    },
  ],
};

export default defineConfig(
  {
    ignores: [
      'dist/**',
      '.data/**',
      'coverage/**',
      'site/**',
      'test-results/**',
      'test/corpus/**',
      'apps/*/src/metadata.ts',
    ],
  },
  // a rule that does not fit is changed here, for everybody to see, not switched off in a comment
  { linterOptions: { noInlineConfig: true }, rules: everywhere },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: { ...strict, ...environmentClosed },
  },
  {
    files: ['libs/config/**/*.ts', 'scripts/**', 'test/**/*.ts', '**/*.spec.ts'],
    rules: Object.fromEntries(Object.keys(environmentClosed).map((rule) => [rule, 'off'])),
  },
  {
    // the classes of answers describe plain objects to scripts/openapi.mjs: nobody makes instances of them
    files: ['apps/api/src/**/*.{controller,mapper}.ts'],
    rules: { '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    files: ['apps/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts', '**/*.spec.ts'],
    rules: {
      // expect(object.method).toHaveBeenCalled() and expect.objectContaining() (typed any) are Jest's way to say it
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    // a package of its own, in a browser
    files: ['apps/admin/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@app/*', '../../../*'], message: 'The panel knows the API by its doors alone.' },
          ],
        },
      ],
      // what is empty is as good as absent where texts are chosen
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
    },
  },
  {
    // where the answers of the API get their types
    files: ['apps/admin/src/api/trusted.ts'],
    rules: {
      '@typescript-eslint/consistent-type-assertions': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: nodeGlobals },
  },
  {
    // runs in a browser
    files: ['test/browser/**/*.mjs', 'apps/api/docs-page/*.mjs'],
    languageOptions: { globals: { BroadcastChannel: 'readonly' } },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { sourceType: 'commonjs', globals: { ...nodeGlobals, ...commonJsGlobals } },
  },
  prettier,
);
