// SPDX-License-Identifier: MIT
// Switches off one guarantee of the core at a time, on the way from its file to the tests, and shows that the tests named
// for it fail.
//
//   node scripts/mutation-guard.mjs [PART OF A GUARANTEE …]
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MutantCompiler } from '../tests/mutation/compiler.mjs';
import { MUTANTS } from '../tests/mutation/mutants.mjs';
import { runTests } from '../tests/mutation/run-tests.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const folder = join(root, 'build/mutants');
const WORKERS = availableParallelism();

const wanted = process.argv.slice(2);
const chosen = MUTANTS.filter(
  ({ guarantee }) => wanted.length === 0 || wanted.some((part) => guarantee.includes(part)),
);
const compiler = new MutantCompiler();

/** A test that fails without any mutant shows nothing. This fills jest's cache, too. */
async function assertAllIsWell() {
  const tests = [...new Set(chosen.map(({ test }) => test))];
  const failure = await runTests(tests, { folder, workers: WORKERS, timeout: 600_000 });
  if (failure !== undefined) throw new Error(`Expected the tests to pass without a mutant, but: ${failure}`);
}

/** A line for a mutant; true if a test noticed it. */
async function judge({ guarantee, ...mutant }) {
  try {
    const options = { folder, mutant: compiler.compile(mutant), workers: 1, timeout: 60_000 };
    const failure = await runTests([mutant.test], options);
    if (failure === undefined) return [false, `SURVIVED  ${guarantee}`];
    return [true, `noticed   ${guarantee}  (${mutant.test} › ${failure})`];
  } catch (error) {
    return [false, `BROKEN    ${guarantee}: ${error.message}`];
  }
}

let noticed = 0;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
try {
  await assertAllIsWell();
  const queue = [...chosen];
  const work = async () => {
    for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
      const [isNoticed, line] = await judge(mutant);
      if (isNoticed) noticed += 1;
      console.log(line);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${noticed} passed, ${chosen.length - noticed} failed`);
process.exitCode = noticed === chosen.length ? 0 : 1;
