// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/** Tests of thousands of tasks take a second each, and notice nothing that the others do not. */
const NOT_THE_LONG_ONES = '^(?!.*\\d,?000)';

/** Milliseconds after which tests hang; without a mutant they take a quarter of it, all together, on a slow machine. */
const TIMEOUT = 240_000;

/**
 * Runs tests of the core, with a mutant in it or without.
 *
 * @param {string[]} tests - names of files in tests/core
 * @param {{ out: string, mutant?: object, args: string[] }} options - where results and jest's cache are kept; options of jest
 * @returns {Promise<string | undefined>} the name of a test that failed
 * @throws {Error} if a file of tests, or all of them, could not be run
 */
export async function runTests(tests, { out, mutant, args }) {
  const results = join(out, `${mutant === undefined ? 'none' : process.hrtime.bigint()}.json`);
  const files = `tests/core/(${tests.join('|')})\\.test\\.ts$`;
  const options = [
    ...['--config', 'tests/mutation/jest.config.cjs', '--cacheDirectory', join(out, 'cache')],
    ...['--json', '--outputFile', results, '--testNamePattern', NOT_THE_LONG_ONES, '--testPathPatterns', files],
  ];
  const env = { ...process.env, TRANSIENT_LOOP_MUTANT: JSON.stringify(mutant ?? null) };
  const { output, hangs } = await run([JEST, ...options, ...args], env);
  if (hangs) return 'hangs';
  return failureIn(results, output);
}

function run(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { env, timeout: TIMEOUT, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (_code, signal) => resolve({ output, hangs: signal === 'SIGTERM' }));
  });
}

function failureIn(results, output) {
  let result;
  try {
    result = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    throw new Error(`expected jest to run, but got\n${output.slice(0, 2000)}`);
  }
  if (result.numRuntimeErrorTestSuites > 0 || result.numPassedTests + result.numFailedTests === 0) {
    const { message } = result.testResults.find(({ assertionResults }) => assertionResults.length === 0) ?? {};
    throw new Error(`expected its tests to run, but got\n${(message ?? output).slice(0, 2000)}`);
  }
  const all = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  return all.find(({ status }) => status === 'failed')?.fullName;
}
