// SPDX-License-Identifier: MIT
import { BaseWait } from './wait';

/** A wait that is over before it began, such as `ticks(0)`. */
class SettledWait extends BaseWait<void> {
  readonly owner = null;

  park(): boolean {
    return false;
  }

  unpark(): void {
    // Nobody is ever parked here.
  }

  outcome(): void {
    // Nothing was waited for.
  }

  describe(): string {
    return 'nothing';
  }
}

/** A wait that never ends: where a task that swallows every refusal is left behind. */
class ForeverWait extends SettledWait {
  override park(): boolean {
    return true;
  }

  override describe(): string {
    return 'given up';
  }
}

export const SETTLED_WAIT: BaseWait<void> = new SettledWait();
export const FOREVER_WAIT = new ForeverWait() as BaseWait<unknown> as BaseWait<never>;
