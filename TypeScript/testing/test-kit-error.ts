// SPDX-License-Identifier: MIT
import { LoopError } from 'transient-loop/host';

export type TestKitErrorCode =
  /** Tasks, timers or subscriptions are alive at the end. */
  | 'TEST_LEFT_OVER'
  /** Errors were reported that the test did not look at. */
  | 'TEST_ERRORS'
  /** Something goes on for ever, or longer than was allowed. */
  | 'TEST_NOT_IDLE'
  /** A `…Sync` function met an async task. */
  | 'TEST_NEEDS_PROMISES'
  /** Time is being moved already. */
  | 'TEST_BUSY'
  /** The kit was asked for something that it cannot do. */
  | 'TEST_UNSUPPORTED';

/** The test used the kit wrongly, or what it tests broke a promise. */
export class TestKitError extends LoopError {
  override readonly name = 'TestKitError';
  declare readonly code: TestKitErrorCode;

  constructor(code: TestKitErrorCode, message: string) {
    super(code, message);
  }
}
