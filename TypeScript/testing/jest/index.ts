// SPDX-License-Identifier: MIT
// Import it for its effects: once in a file of `setupFilesAfterEnv`, or on top of a test file.

import { installTestKit } from '../install';
import type { LogPattern } from '../test-log';
import { TestKitError } from '../test-kit-error';
import * as matchers from './matchers';
import { noteSeedOfFailures } from './seed-note';

export type { ExpectedError } from './matchers';
export { matchers };

/** What the kit adds to `expect`. */
export interface TestKitMatchers<R> {
  /** A loop, or a world, has no task, timer or subscription. */
  toHaveNothingLeft(): R;
  /** A task, or the main task of a loop, waits for something that is described so. */
  toBeWaitingFor(expected: string | RegExp): R;
  /** A task, or the main task of a loop, has succeeded; with an argument: with a result that equals it. */
  toHaveSucceededWith(expected?: unknown): R;
  /** A task, or the main task of a loop, has failed; with an argument: with an error like that. The failure counts as looked at. */
  toHaveFailedWith(expected?: matchers.ExpectedError): R;
  /** A task, or the main task of a loop, was cancelled; with an argument: for that reason. */
  toHaveBeenCancelled(reason?: string | RegExp): R;
  /** Something like this was logged. An error that matches counts as looked at. */
  toHaveLogged(expected: LogPattern): R;
}

// The parameters have to be those of the interfaces that are added to.
/* eslint-disable @typescript-eslint/no-namespace, @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars */
declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends TestKitMatchers<R> {}
  }
}

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends TestKitMatchers<R> {}
}
/* eslint-enable */

const { expect } = globalThis as unknown as { expect?: { extend(matchers: object): void } };
if (expect === undefined) {
  throw new TestKitError(
    'TEST_UNSUPPORTED',
    'Expected a test runner with a global expect: extend yours with the matchers exported here',
  );
}
expect.extend({ ...matchers });
// First, while what was made in the test is still known.
noteSeedOfFailures();
installTestKit();
