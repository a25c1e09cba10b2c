// SPDX-License-Identifier: MIT
// Switches off one guarantee of the core at a time, on the way from the file to the tests, and shows that the tests named
// for it fail.
//
//   node scripts/mutation-guard.mjs [PART OF A GUARANTEE …]
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Compiler, apply } from '../tests/mutation/apply.mjs';
import { MUTANTS } from '../tests/mutation/mutants.mjs';
import { runTests } from '../tests/mutation/run-tests.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const out = join(root, 'build/mutants');
const WORKERS = Math.min(4, availableParallelism());

const wanted = process.argv.slice(2);
const chosen = MUTANTS.filter(
  ({ guarantee }) => wanted.length === 0 || wanted.some((part) => guarantee.includes(part)),
);
const compiler = new Compiler();
let failed = 0;

/** Nothing is shown by a test that fails without any mutant. It fills jest's cache, too. */
async function assertAllIsWell() {
  const tests = [...new Set(chosen.flatMap((mutant) => mutant.tests))];
  const failure = await runTests(tests, { out, args: [`--maxWorkers=${WORKERS}`] });
  if (failure !== undefined) throw new Error(`Expected the core to pass without a mutant, but it failed: ${failure}`);
}

async function judge(mutant) {
  try {
    const applied = apply(mutant);
    compiler.check(applied);
    const { path, from, to } = applied;
    const failure = await runTests(mutant.tests, {
      out,
      mutant: { path, from, to },
      args: ['--runInBand', '--bail'],
    });
    if (failure !== undefined) return `noticed   ${mutant.guarantee}  (${failure})`;
    failed += 1;
    return `SURVIVED  ${mutant.guarantee}`;
  } catch (error) {
    failed += 1;
    return `BROKEN    ${mutant.guarantee}: ${error.message}`;
  }
}

async function work(queue) {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) console.log(await judge(next));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
try {
  await assertAllIsWell();
  const queue = [...chosen];
  await Promise.all(Array.from({ length: WORKERS }, () => work(queue)));
} finally {
  rmSync(out, { recursive: true, force: true });
}
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
