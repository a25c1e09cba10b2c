// SPDX-License-Identifier: MIT
import { seedsInUse } from '../open-stages';
import { seedLine } from '../seed';
import type { TestHooks } from '../install';

/** What jest knows of the test that runs; jest-circus keeps it in the global object, under a symbol of this name. */
interface RunnerState {
  readonly currentlyRunningTest?: { readonly errors: readonly unknown[] } | null;
}
const STATE = 'JEST_STATE_SYMBOL';

/**
 * Tells the seed of each test that failed, whatever it failed for, if another seed could have made another run.
 *
 * A test runner that keeps no such state tells it in the errors of the kit and of its matchers only.
 */
export function noteSeedOfFailures(): void {
  const { afterEach } = globalThis as unknown as TestHooks;
  afterEach(() => {
    if (!hasFailed()) return;
    const seeds = seedsInUse();
    if (seeds.length > 0) throw new Error(seeds.map(seedLine).join('\n'));
  });
}

function hasFailed(): boolean {
  const symbol = Object.getOwnPropertySymbols(globalThis).find(({ description }) => description === STATE);
  if (symbol === undefined) return false;
  const state = (globalThis as unknown as Record<symbol, RunnerState | undefined>)[symbol];
  return (state?.currentlyRunningTest?.errors.length ?? 0) > 0;
}
