/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/tests', '<rootDir>/docs/examples'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: '<rootDir>/tests/tsconfig.json', diagnostics: false }] },
  moduleNameMapper: {
    '^transient-loop$': '<rootDir>/TypeScript/core/index.ts',
    '^transient-loop/host$': '<rootDir>/TypeScript/core/host.ts',
    '^transient-loop/net$': '<rootDir>/TypeScript/net/index.ts',
    '^transient-loop/sound$': '<rootDir>/TypeScript/sound/index.ts',
    '^\\./libraries/(.+)\\.js$': '<rootDir>/Content/JavaScript/transient-loop/libraries/$1.js',
    '^transient-loop/headless$': '<rootDir>/TypeScript/hosts/headless/index.ts',
    '^transient-loop/testing$': '<rootDir>/TypeScript/testing/index.ts',
    '^transient-loop/testing/jest$': '<rootDir>/TypeScript/testing/jest/index.ts',
    '^transient-loop/testing/world$': '<rootDir>/TypeScript/testing/world/index.ts',
  },
  setupFilesAfterEnv: ['<rootDir>/tests/second-chance.cjs'],
  testTimeout: 30_000,
  // Many tests wait for sockets and processes; one core less would leave a machine with two half idle.
  maxWorkers: '100%',
};
