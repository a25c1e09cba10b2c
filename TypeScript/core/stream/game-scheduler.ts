// SPDX-License-Identifier: MIT
import { Subscription, type SchedulerAction, type SchedulerLike } from 'rxjs';
import { ArgumentError } from '../errors';
import type { Owner } from '../loop/loop-owner';
import { Alarm, type AlarmTarget } from '../time/alarm';

/**
 * Milliseconds are rounded to 1/1024: sums and differences of such numbers are exact, and an operator that compares two of
 * them, as `debounceTime` does, is not a tick late.
 */
const PARTS_OF_MILLISECOND = 1024;

/** Game time as RxJS wants it: the only place where it is counted in milliseconds. */
export class GameScheduler implements SchedulerLike {
  /** When the latest action was due: what is due within the tolerance of the timers runs a little before. */
  private reached = -Infinity;

  constructor(readonly owner: Owner) {}

  now(): number {
    const { now } = this.owner.loop;
    const seconds = this.reached > now ? this.reached : now;
    return Math.round(seconds * 1000 * PARTS_OF_MILLISECOND) / PARTS_OF_MILLISECOND;
  }

  schedule<T>(work: (this: SchedulerAction<T>, state?: T) => void, delay = 0, state?: T): Subscription {
    return new GameAction(this, work).schedule(state, delay);
  }

  reach(moment: number): void {
    if (moment > this.reached) this.reached = moment;
  }
}

/** Some work that is done later, perhaps again and again. One that throws is reported and not done again. */
class GameAction<T> extends Subscription implements SchedulerAction<T>, AlarmTarget {
  private readonly alarm: Alarm;
  private state: T | undefined = undefined;

  constructor(
    private readonly scheduler: GameScheduler,
    private readonly work: (this: SchedulerAction<T>, state?: T) => void,
  ) {
    super();
    this.alarm = new Alarm(scheduler.owner, this);
  }

  schedule(state?: T, delay = 0): Subscription {
    if (this.closed) return this;
    if (typeof delay !== 'number' || delay !== delay) {
      throw new ArgumentError('scheduler.schedule', 'a delay in milliseconds', delay);
    }
    this.state = state;
    this.alarm.setAfter(delay / 1000);
    return this;
  }

  ring(): void {
    const { state } = this;
    this.state = undefined;
    this.scheduler.reach(this.alarm.due);
    try {
      this.work(state);
    } catch (error) {
      this.unsubscribe();
      throw error;
    }
  }

  abandon(): void {
    this.unsubscribe();
  }

  override unsubscribe(): void {
    if (this.closed) return;
    this.state = undefined;
    this.alarm.unset();
    super.unsubscribe();
  }
}
