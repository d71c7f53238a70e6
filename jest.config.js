const { readFileSync } = require('node:fs');

const swcrc = JSON.parse(readFileSync(`${__dirname}/.swcrc`, 'utf8'));
delete swcrc.exclude; // the build leaves specs out, here they are the point

/**
 * These are ES modules, or import() one. Jest's own loader can require() an ES module only from Node 24.9 on, so SWC
 * turns them into CommonJS first (once: the result is kept on disk). A package is missing in this list when a test
 * says "Must use import to load ES Module" or "A dynamic import callback was invoked"; or when Nest says that a package is missing that is not.
 */
const ES_MODULES = ['@nestjs', '@fastify/cookie', 'cookie'];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testEnvironment: 'node',
  testRegex: '\\.spec\\.ts$',
  // ends a test that hangs: how busy the machine is decides nothing
  testTimeout: 120_000,
  maxWorkers: 2,
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  // SWC also resolves the @app/* aliases, so there is no moduleNameMapper
  transform: { '^.+\\.(t|j)s$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  transformIgnorePatterns: [`/node_modules/(?!(${ES_MODULES.join('|')})/)`],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFiles: ['<rootDir>/test/support/set-environment.ts'],
  coverageProvider: 'v8',
  coverageDirectory: 'coverage',
  collectCoverageFrom: [
    '{apps,libs,migrations}/**/*.ts',
    '!**/*.spec.ts',
    '!**/main.ts',
    '!**/*.d.ts',
    '!**/metadata.ts',
  ],
};
