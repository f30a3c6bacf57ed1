import js from '@eslint/js';
import lwc from '@salesforce/eslint-config-lwc/recommended-ts.js';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Everything that runs on Node. */
const NODE = ['*.{ts,mjs}', '{scripts,local-org,lwc-tests,config}/**/*.{ts,mjs}'];
const COMPONENTS = ['force-app/**/lwc/**/*.ts'];

export default defineConfig(
    globalIgnores([
        '**/node_modules/',
        'coverage/',
        'tmp/',
        // declarations only; their project is tsconfig.lwc.json
        'lwc-tests/types/',
        // built from the .ts beside it
        'force-app/**/*.js',
    ]),
    { linterOptions: { reportUnusedDisableDirectives: 'error' } },
    {
        files: NODE,
        extends: [js.configs.recommended],
        languageOptions: { globals: globals.node },
        rules: { eqeqeq: 'error' },
    },
    {
        files: NODE,
        ignores: ['**/*.mjs'],
        extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            // `type` and `interface` say the same
            '@typescript-eslint/consistent-type-definitions': 'off',
            // numbers read well in a text; objects and undefined stay forbidden
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
            // `const { left, ...rest } = all` is how one leaves a property out
            '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
        },
    },
    {
        files: ['**/*{.test,-test}.ts'],
        rules: {
            // node:test itself waits for the promise that `test` gives
            '@typescript-eslint/no-floating-promises': [
                'error',
                {
                    allowForKnownSafeCalls: [
                        { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
                    ],
                },
            ],
        },
    },
    {
        files: COMPONENTS,
        extends: [lwc, tseslint.configs.recommended],
        languageOptions: { parser: tseslint.parser, globals: globals.browser },
        rules: {
            // TypeScript knows better what is defined
            'no-undef': 'off',
            'no-unused-vars': 'off',
        },
    },
);
