// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const JEST = createRequire(import.meta.url).resolve('jest/bin/jest');

/** Tests of thousands of tasks take a second each, and notice nothing that the others do not. */
const NOT_THE_LONG_ONES = '^(?!.*\\d,?000)';

let runs = 0;

/**
 * Runs tests of the core, with a mutant in it or without.
 *
 * @param {string[]} tests - names of files in tests/core
 * @param {object} options
 * @param {string} options.folder - where jest's cache and what came out are kept
 * @param {{ path: string, code: string }} [options.mutant]
 * @param {number} options.workers - processes of jest
 * @param {number} options.timeout - milliseconds
 * @returns {Promise<string | undefined>} the name of a test that failed
 * @throws {Error} if a file of tests, or all of them, could not be run to its end
 */
export async function runTests(tests, { folder, mutant, workers, timeout }) {
  runs += 1;
  const outcome = join(folder, `${runs}.json`);
  const args = [
    ...[JEST, '--config', 'tests/mutation/jest.config.cjs', '--cacheDirectory', join(folder, 'cache')],
    ...['--json', '--outputFile', outcome, '--testNamePattern', NOT_THE_LONG_ONES],
    ...['--testPathPatterns', `tests/core/(${tests.join('|')})\\.test\\.ts$`],
    workers === 1 ? '--runInBand' : `--maxWorkers=${workers}`,
  ];
  const env = { ...process.env, TRANSIENT_LOOP_MUTANT: JSON.stringify(mutant ?? null) };
  const { output, hangs } = await run(args, { env, timeout });
  if (hangs) throw new Error(`expected its tests to end within ${timeout / 1000} s`);
  return failureIn(outcome, output);
}

function run(args, options) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (_code, signal) => resolve({ output, hangs: signal === 'SIGTERM' }));
  });
}

function failureIn(outcome, output) {
  let run;
  try {
    run = JSON.parse(readFileSync(outcome, 'utf8'));
  } catch {
    throw new Error(`expected jest to run, but got\n${indented(output)}`);
  }
  const tests = run.testResults.flatMap(({ assertionResults }) => assertionResults);
  // "Test suite failed to run": it did not load, or a test took it down with it.
  if (
    run.numRuntimeErrorTestSuites > 0 ||
    !tests.some(({ status }) => status === 'passed' || status === 'failed')
  ) {
    throw new Error(`expected its tests to run, but got\n${indented(output)}`);
  }
  return tests.find(({ status }) => status === 'failed')?.fullName;
}

/** So that no line of it is taken for one that counts tests. */
function indented(text) {
  return text.replace(/^/gm, '    ');
}
