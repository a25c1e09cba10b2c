// SPDX-License-Identifier: MIT
import { messageOf } from 'transient-loop/host';
import { checkAndEnd, takeOpen } from './open-stages';
import { TestKitError } from './test-kit-error';

type Hook = (action: () => void | Promise<void>) => void;

/** The hooks of a test runner, as jest names them. */
export interface TestHooks {
  readonly beforeEach: Hook;
  readonly afterEach: Hook;
  readonly afterAll: Hook;
}

let installed = false;

/**
 * Looks after every test at all that was made in it: what is left over, or was reported as an error and not looked at,
 * fails the test; play is ended for the rest. What is made outside of tests is looked at after the last one.
 *
 * @param hooks - of the test runner; default the global ones
 * @throws {TestKitError} if there are none
 */
export function installTestKit(hooks = globalThis as unknown as TestHooks): void {
  if (installed) return;
  for (const name of ['beforeEach', 'afterEach', 'afterAll'] as const) {
    if (typeof hooks[name] === 'function') continue;
    throw new TestKitError(
      'TEST_UNSUPPORTED',
      `Expected a test runner with a global ${name}: pass its hooks to installTestKit()`,
    );
  }
  installed = true;
  const outside = new Set(takeOpen());
  hooks.beforeEach(() => {
    for (const made of takeOpen()) outside.add(made);
  });
  hooks.afterEach(async () => throwAll(await checkAndEnd(takeOpen())));
  hooks.afterAll(async () => throwAll(await checkAndEnd([...outside, ...takeOpen()])));
}

function throwAll(problems: readonly unknown[]): void {
  const [first] = problems;
  if (problems.length > 1 && first instanceof TestKitError) {
    throw new TestKitError(first.code, problems.map(messageOf).join('\n\n'));
  }
  if (problems.length > 0) throw first;
}
