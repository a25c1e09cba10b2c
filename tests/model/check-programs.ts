// SPDX-License-Identifier: MIT
import * as fc from 'fast-check';
import { programs, type Vocabulary } from './arbitrary-program';
import { assertSame, coreTrace, coreTraceAsync, modelTrace } from './compare';
import type { Program } from './program';

export interface CheckOptions {
  readonly runs: number;
  readonly seed: number;
}

/** Plays random programs of generators on the core and on the model; throws the smallest one on which they differ. */
export function checkPrograms(vocabulary: Vocabulary, { runs, seed }: CheckOptions): void {
  const property = fc.property(programs(vocabulary), (program) => {
    assertSame(program, coreTrace(program), modelTrace(program));
  });
  report(fc.check(property, { numRuns: runs, seed }));
}

/** The same for programs with async functions. */
export async function checkProgramsAsync(
  vocabulary: Vocabulary,
  { runs, seed }: CheckOptions,
): Promise<void> {
  const property = fc.asyncProperty(programs(vocabulary), async (program) => {
    assertSame(program, await coreTraceAsync(program), modelTrace(program));
  });
  report(await fc.check(property, { numRuns: runs, seed }));
}

function report(details: fc.RunDetails<[Program]>): void {
  if (!details.failed) return;
  const { seed, numRuns, numShrinks, errorInstance } = details;
  const why = errorInstance instanceof Error ? errorInstance.message : 'no program could be made';
  throw new Error(
    `Program ${numRuns} of seed ${seed} fails (shrunk ${numShrinks} times); run again with TRANSIENT_LOOP_SEED=${seed}.\n\n${why}`,
  );
}
