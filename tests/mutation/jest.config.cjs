// SPDX-License-Identifier: MIT
// The tests of the core, with one place of it changed on the way: see scripts/mutation-guard.mjs.

/** @type {import('jest').Config} */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: '../..',
  roots: ['<rootDir>/tests/core'],
  testEnvironment: '<rootDir>/tests/mutation/environment.cjs',
  transform: { '^.+\\.ts$': '<rootDir>/tests/mutation/transform.cjs' },
};
