// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { ScopedTask } from '../task/scoped-task';
import type { TaskNode } from '../task/task-node';
import { OwnedWait } from '../wait/owned-wait';
import { SETTLED_WAIT } from '../wait/settled-wait';
import type { BaseWait, Wait, Waiter } from '../wait/wait';
import { DUE_TOLERANCE } from '../loop/loop-memory';
import { SleepWait } from './sleep-wait';

export interface BeatOptions {
  /** One wake-up for all beats of a tick, at the first of them, with their number. Default false. */
  readonly coalesce?: boolean;
}

/** A steady beat: moments that lie so many seconds of game time apart, whatever is done between them. */
export interface Beat {
  /**
   * Waits for the next beat that was not waited for yet, and tells how many there were: 1, or more if they coalesce.
   *
   * A beat that was missed meanwhile is there at once. **Cancellation:** drops the timer.
   */
  next(): Wait<number>;
}

/** The beats of one task. */
export class TaskBeat implements Beat {
  private beats = 0;
  private readonly start: number;

  /** @throws {ArgumentError} if the seconds are no positive number */
  constructor(
    private readonly task: ScopedTask,
    private readonly seconds: number,
    private readonly options: BeatOptions,
  ) {
    if (typeof seconds !== 'number' || !(seconds > 0 && seconds < Infinity)) {
      throw new ArgumentError('self.beat', 'a positive number of seconds', seconds);
    }
    this.start = task.loop.now;
  }

  next(): Wait<number> {
    return this.task.refusedWait() ?? new BeatWait(this.task, this);
  }

  /** The sleep up to the next beat; none if that is over already. */
  sleep(): BaseWait<void> {
    return SleepWait.make(this.task, this.nextAt - this.task.loop.now) ?? SETTLED_WAIT;
  }

  /** Takes the beats that are there: one, or all that the tick's time has reached. */
  take(): number {
    const { loop } = this.task;
    const until = this.options.coalesce === true ? loop.registry.memory.now(loop.slot) : loop.now;
    const reached = Math.floor((until - this.start + DUE_TOLERANCE) / this.seconds);
    const count = this.options.coalesce === true ? Math.max(1, reached - this.beats) : 1;
    this.beats += count;
    return count;
  }

  private get nextAt(): number {
    // A product and not a sum: a thousand tenths of a second are a hundred seconds.
    return this.start + (this.beats + 1) * this.seconds;
  }
}

/** A wait for the next beat. */
class BeatWait extends OwnedWait<number> implements Waiter {
  private sleep: BaseWait<void> | null = null;

  constructor(
    owner: TaskNode,
    private readonly beat: TaskBeat,
  ) {
    super(owner);
    this.enter();
  }

  wake(): void {
    this.sleep = null;
    this.settle(this.beat.take());
  }

  wakeWithError(error: unknown): void {
    this.sleep = null;
    this.fail(error);
  }

  describe(): string {
    return 'the next beat';
  }

  protected enter(): void {
    const sleep = this.beat.sleep();
    if (sleep.park(this)) this.sleep = sleep;
    else this.wake();
  }

  protected leave(): void {
    this.sleep?.unpark(this);
    this.sleep = null;
  }
}
