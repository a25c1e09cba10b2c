// SPDX-License-Identifier: MIT
import type { Owner } from '../loop/loop-owner';
import { DUE_TOLERANCE } from '../loop/loop-memory';
import { CROSSINGS } from '../loop/loop-stack';
import type { Holding } from '../task/holding';
import type { Clock } from './clock';
import type { TimerTarget } from './timer-slots';
import type { Polled } from './wait-list';

/** What an alarm calls. */
export interface AlarmTarget {
  /** Its time has come; it may be set again here. A throw is reported with the names of the owner. */
  ring(): void;
  /** Its owner is over. */
  abandon(): void;
}

/** A timer that calls something of its owner, ends with it and stands still with it. It may be set again and again. */
export class Alarm implements TimerTarget, Holding, Polled {
  /** When it rings, or rang, in seconds of its clock. */
  due = NaN;
  /** Seconds by which pauses of its owner have put it off so far. */
  putOff = 0;
  private timer = -1;
  /** Number of the tick that it rings in, or -1. */
  private tick = -1;
  private isListed = false;
  private isHeld = false;
  private isRinging = false;
  /** Seconds that are left while the owner is paused. */
  private left: number | undefined = undefined;

  constructor(
    private readonly owner: Owner,
    private readonly target: AlarmTarget,
    private readonly clock: Clock = 'game',
  ) {}

  get isSet(): boolean {
    return this.timer >= 0 || this.tick >= 0 || this.left !== undefined;
  }

  /**
   * Rings at a moment of its clock; one that is not to come is the next tick in which the clock runs.
   *
   * @throws {LoopEndedError} after the end of the loop; {ScopeClosedError} after the end of the task
   */
  set(due: number): void {
    this.hold();
    this.due = due;
    if (this.owner.isPaused) this.left = due - this.now;
    else this.arm(due);
  }

  /** The same so many seconds after the moment at which it rings, or after now. */
  setAfter(seconds: number): void {
    this.hold();
    const { now } = this;
    // It may ring a little before it is due, within the tolerance of the timers.
    this.due = (this.isRinging && this.due > now ? this.due : now) + seconds;
    if (this.owner.isPaused) this.left = seconds;
    else this.arm(this.due);
  }

  /** Does not ring any more, unless it is set again. */
  unset(): void {
    this.clear();
    if (!this.isRinging) this.rest();
  }

  sleeperOn(): null {
    return null;
  }

  timerFired(): void {
    this.timer = -1;
    this.ring();
  }

  poll(): boolean {
    if (this.tick >= 0) {
      const { loop } = this.owner;
      if (this.owner.isPaused || loop.ticksCrossed < this.tick) return false;
      this.leaveTick();
      this.isListed = false;
      this.due = loop.now;
      this.ring();
      return true;
    }
    this.isListed = false;
    return true;
  }

  pause(): void {
    if (this.timer < 0) return;
    this.left = this.due - this.now;
    this.disarm();
  }

  resume(): void {
    const { left } = this;
    if (left === undefined) return;
    this.left = undefined;
    const due = this.now + left;
    this.putOff += due - this.due;
    this.due = due;
    this.arm(due);
  }

  abandon(): void {
    this.clear();
    this.rest();
    this.target.abandon();
  }

  private get now(): number {
    const { loop } = this.owner;
    // The usual case: in its own crossing nothing of the loop's object is read.
    if (this.clock === 'game' && CROSSINGS.top === loop) {
      return CROSSINGS.registry.memory.reached(CROSSINGS.slot);
    }
    return loop.nowOf(this.clock);
  }

  private hold(): void {
    const { owner } = this;
    if (owner.isOver) owner.loop.refuseUse(owner.actsAs);
    this.clear();
    if (this.isHeld) return;
    this.isHeld = true;
    owner.hold(this);
  }

  private ring(): void {
    this.isRinging = true;
    this.owner.loop.callAlarm(this.owner.actsAs, this.target);
    this.isRinging = false;
    if (!this.isSet) this.rest();
  }

  private arm(due: number): void {
    const { loop } = this.owner;
    const { registry } = loop;
    if (this.clock !== 'game') {
      this.timer = registry.useOtherClocks().add(loop, this.clock, due, this);
      return;
    }
    const { now } = this;
    if (due - DUE_TOLERANCE > now) {
      this.timer = registry.timers.add(loop.slot, loop.generation, now, due, this);
      return;
    }
    registry.tickAlarms += 1;
    this.tick = this.isListed ? loop.ticksCrossed + 1 : loop.pollInTicks(this);
    this.isListed = true;
  }

  private clear(): void {
    this.left = undefined;
    if (this.timer >= 0) this.disarm();
    if (this.tick >= 0) this.leaveTick();
  }

  private disarm(): void {
    const { loop } = this.owner;
    if (this.clock === 'game') loop.registry.timers.remove(loop.slot, this.timer);
    else loop.registry.useOtherClocks().remove(loop, this.clock, this.timer);
    this.timer = -1;
  }

  private leaveTick(): void {
    this.owner.loop.registry.tickAlarms -= 1;
    this.tick = -1;
  }

  private rest(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    this.owner.letGo(this);
  }
}
