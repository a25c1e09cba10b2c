// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';

/** Bounds of what one loop does in one tick; what is left over goes on in the next, in the same order. */
export interface Budget {
  /** Steps: timers fired, tasks entered or resumed, messages handled; default 10,000. */
  readonly steps: number;
  /** Milliseconds of the host's clock, looked at every 16 steps; default Infinity. */
  readonly milliseconds: number;
  /**
   * Messages from outside that are handled, so that a flood does not starve the timers; default half the steps. Half the
   * milliseconds bound them as well.
   */
  readonly messages?: number;
}

export const DEFAULT_BUDGET: Budget = { steps: 10_000, milliseconds: Infinity };

/** Milliseconds that `breathe()` leaves a loop in a tick, where no budget says otherwise. */
export const BREATH_MILLISECONDS = 2;

/** Reading the clock costs more than most steps. */
const STEPS_PER_LOOK = 16;

/** @throws {ArgumentError} if a bound is not a number of 1 or more (steps, messages), or more than 0 (milliseconds) */
export function assertBudget(name: string, limits: Budget): void {
  if (typeof limits.steps !== 'number' || !(limits.steps >= 1))
    throw new ArgumentError(`${name}.steps`, 'a number of 1 or more', limits.steps);
  if (typeof limits.milliseconds !== 'number' || !(limits.milliseconds > 0)) {
    throw new ArgumentError(`${name}.milliseconds`, 'a number of more than 0', limits.milliseconds);
  }
  const { messages } = limits;
  if (messages !== undefined && (typeof messages !== 'number' || !(messages >= 1)))
    throw new ArgumentError(`${name}.messages`, 'a number of 1 or more', messages);
}

/** What a loop has spent in the tick in progress. */
export class TickBudget {
  private bounds: Budget = DEFAULT_BUDGET;
  /** Messages that are handled in a tick without a look at the clock; none where there are bounds of time. */
  private untimedMessages = untimedMessages(DEFAULT_BUDGET);
  private steps = 0;
  private messages = 0;
  /** When the clock was first read in this tick; NaN before. */
  private startedAt = NaN;

  get limits(): Budget {
    return this.bounds;
  }

  set limits(limits: Budget) {
    this.bounds = limits;
    this.untimedMessages = untimedMessages(limits);
  }

  begin(): void {
    this.steps = 0;
    this.messages = 0;
    this.startedAt = NaN;
  }

  /** Counts a message as {@link allowsMessage} and {@link allows} do; false, and nothing is counted, if those are to be asked. */
  takesMessage(): boolean {
    if (this.messages >= this.untimedMessages || this.steps >= this.bounds.steps) return false;
    this.messages += 1;
    this.steps += 1;
    return true;
  }

  /** Counts a message; false if their share is spent. A loop may always handle one in a tick. */
  allowsMessage(clock: () => number): boolean {
    const { milliseconds } = this.bounds;
    const messages = mostMessages(this.bounds);
    this.messages += 1;
    if (this.messages === 1) return true;
    if (this.messages > messages) return false;
    if (milliseconds === Infinity || this.messages % STEPS_PER_LOOK !== 0) return true;
    return this.elapsed(clock) < milliseconds / 2;
  }

  /** Counts a step; false if the budget is spent. A loop may always do one step in a tick. */
  allows(clock: () => number): boolean {
    this.steps += 1;
    if (this.steps === 1) return true;
    if (this.steps > this.limits.steps) return false;
    if (this.limits.milliseconds === Infinity || this.steps % STEPS_PER_LOOK !== 0) return true;
    return this.elapsed(clock) < this.limits.milliseconds;
  }

  /** True while there is time for a task that asks before it goes on computing. */
  hasBreath(clock: () => number): boolean {
    // Counted as a step: where the host has no clock, or it stands, that is what ends a computation without end.
    this.steps += 1;
    if (this.steps > this.limits.steps) return false;
    return this.elapsed(clock) < Math.min(this.limits.milliseconds, BREATH_MILLISECONDS);
  }

  private elapsed(clock: () => number): number {
    const now = clock();
    if (this.startedAt !== this.startedAt) this.startedAt = now;
    return now - this.startedAt;
  }
}

/** Unless told otherwise, half of the steps. */
function mostMessages({ steps, messages = steps / 2 }: Budget): number {
  return messages;
}

function untimedMessages(limits: Budget): number {
  return limits.milliseconds === Infinity ? Math.floor(mostMessages(limits)) : 0;
}
