// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { freezeTimer } from '../task/task-pause';
import { TaskBit } from '../task/task-state';
import { DUE_TOLERANCE } from '../loop/loop-memory';
import { CROSSINGS } from '../loop/loop-stack';
import { numberIn, type TimerSlots, type TimerTarget } from './timer-slots';
import { Continuation } from '../wait/continuation';
import { hasNone } from '../task/task-continuations';
import { BaseWait, type Waiter } from '../wait/wait';

/** Generations that no timer slot has: of a sleep whose task ended, and of one that nobody waits for any more. */
const LOST = -1;
const LAID_ASIDE = -2;

/** A sleep without a timer, because nobody waits for it; it counts on all the same. */
class LaidAside {
  constructor(
    readonly madeAt: number,
    readonly due: number,
  ) {}
}

/** Most that are waited for have one waiter: an array is larger than all else that a sleep keeps. */
type Waiters = Waiter | Waiter[] | LaidAside | null;

class Parked {
  constructor(
    public generation: number,
    public waiters: Waiters,
  ) {}
}

/** The seconds asked for: a number that is handed to a function which is not inlined is a number on the heap. */
const ASKED = new Float64Array(1);

/**
 * A wait for seconds of the actor's game time.
 *
 * The usual case, a task that waits for its own sleep at once, keeps nothing but the timer slot: this object is garbage
 * as soon as `yield*` has asked for its iterator.
 */
export class SleepWait extends BaseWait<void> implements TimerTarget {
  /** The generation of its timer slot; with who else waits, once somebody does. One field, because this is all the garbage of a wake-up. */
  private rest: number | Parked;

  private constructor(
    readonly owner: TaskNode,
    private timer: number,
    generation: number,
  ) {
    super();
    this.rest = generation;
    owner.openWait();
  }

  private get generation(): number {
    return typeof this.rest === 'number' ? this.rest : this.rest.generation;
  }

  private set generation(generation: number) {
    if (typeof this.rest === 'number') this.rest = generation;
    else this.rest.generation = generation;
  }

  private get waiters(): Waiters {
    return typeof this.rest === 'number' ? null : this.rest.waiters;
  }

  private set waiters(waiters: Waiters) {
    if (typeof this.rest === 'number') this.rest = new Parked(this.rest, waiters);
    else this.rest.waiters = waiters;
  }

  /** A wait of so many seconds from now; null if that is due already and so would fire in this very tick, and again, for ever. */
  static make(owner: TaskNode, seconds: number): SleepWait | null {
    ASKED[0] = seconds;
    return SleepWait.makeAsked(owner);
  }

  private static makeAsked(owner: TaskNode): SleepWait | null {
    const { loop } = owner;
    // In its own tick nothing of the loop's object is read.
    const { registry, slot, generation } = CROSSINGS.isAt(loop) ? CROSSINGS : loop;
    const now = CROSSINGS.nowOf(loop);
    const due = now + ASKED[0]!;
    if (due - DUE_TOLERANCE <= now) return null;
    const { timers } = registry;
    if (!owner.has(TaskBit.Paused)) {
      const timer = timers.addSleep(slot, generation, now, due, owner);
      return new SleepWait(owner, timer, timer < 0 ? 0 : timers.generationOf(timer));
    }
    const timer = timers.add(slot, generation, now, due, owner);
    freezeTimer(owner, timer);
    return new SleepWait(owner, timer, timers.generationOf(timer));
  }

  /** Makes the timer wake the task itself; false if the sleep is over already, or others wait for it too. */
  parkOwner(task: TaskNode): boolean {
    if (task !== this.owner || this.waiters !== null) return false;
    const isInRecord = this.timer < -1 && this.isFirstOfLoop();
    if (!isInRecord && !this.isLive()) return false;
    task.closeWait();
    task.timer = this.timer;
    return true;
  }

  park(waiter: Waiter): boolean {
    if (waiter instanceof Continuation && this.parkAwait(waiter)) return true;
    if (this.waiters === null && !this.isLive()) this.layAsideAfterAll();
    if (this.waiters instanceof LaidAside && !this.takeUp(this.waiters)) return false;
    if (!this.isLive()) return false;
    if (this.owner.timer === this.timer) this.shareWithOwner();
    const { waiters } = this;
    if (Array.isArray(waiters)) {
      waiters.push(waiter);
    } else if (waiters === null || waiters instanceof LaidAside) {
      this.waiters = waiter;
      this.timers.setTarget(this.timer, this);
    } else {
      this.waiters = [waiters, waiter];
    }
    return true;
  }

  /** The same for the `await` of an async body, which its task is woken for. */
  private parkAwait(waiter: Continuation): boolean {
    const { owner } = this;
    if (owner.timer !== -1 || owner.isRefusing || !hasNone(owner) || !this.parkOwner(owner)) return false;
    owner.waitingFor = waiter;
    return true;
  }

  unpark(waiter: Waiter): void {
    const { waiters } = this;
    if (Array.isArray(waiters)) {
      const place = waiters.indexOf(waiter);
      if (place >= 0) waiters.splice(place, 1);
      if (waiters.length > 0) return;
    } else if (waiters !== waiter) {
      return;
    }
    this.waiters = null;
    if (this.isLive()) this.layAside();
  }

  override isReady(): boolean {
    return this.isLive() && this.timers.dueOf(this.timer) - DUE_TOLERANCE <= this.owner.loop.now;
  }

  outcome(): void {
    // A sleep has no result; one whose task is over is nobody's any more.
    if (this.generation === LOST || this.owner.isOver) throw this.owner.lostWait();
  }

  describe(): string {
    const { timers } = this;
    return this.isLive() ? `sleep until ${timers.dueOf(this.timer).toFixed(3)} s` : 'sleep';
  }

  sleeperOn(): null {
    return null;
  }

  timerFired(): void {
    this.owner.closeWait();
    this.release((waiter) => waiter.wake(undefined, this));
  }

  /** Gives the timer back because the task that made it is over. */
  abandon(): void {
    const { loop } = this.owner;
    loop.registry.timers.remove(loop.slot, this.timer);
    this.owner.closeWait();
    this.generation = LOST;
    const error = this.owner.lostWait();
    this.release((waiter) => waiter.wakeWithError(error));
  }

  /** Stands between the timer and its task again, because somebody else waits for the same sleep. */
  private shareWithOwner(): void {
    const { owner } = this;
    this.timers.setTarget(this.timer, this);
    owner.timer = -1;
    owner.openWait();
    if (owner.waitingFor instanceof Continuation) {
      this.waiters = owner.waitingFor;
    } else {
      owner.waitingFor = this;
      this.waiters = owner;
    }
  }

  /** Its timer, or -1 if it has none any more. */
  get liveTimer(): number {
    return this.isLive() ? this.timer : -1;
  }

  /** A sleep that lost its race holds no timer for the rest of its time. */
  private layAside(): void {
    const { timers } = this;
    const { loop } = this.owner;
    if (timers.isFrozen(this.timer, this.generation)) timers.thaw(loop.slot, this.timer, loop.now);
    this.waiters = new LaidAside(timers.madeAtOf(this.timer), timers.dueOf(this.timer));
    timers.remove(loop.slot, this.timer);
    this.generation = LAID_ASIDE;
    this.owner.closeWait();
  }

  /** Its task waited for it without this object, and left it in order to end. */
  private layAsideAfterAll(): void {
    const left = this.owner.details?.leftSleeps?.find(
      ({ timer, generation }) => timer === this.timer && generation === this.generation,
    );
    if (left !== undefined) this.waiters = new LaidAside(left.madeAt, left.due);
  }

  /** False if its time has passed meanwhile, or its task is over. */
  private takeUp({ madeAt, due }: LaidAside): boolean {
    const { loop } = this.owner;
    if (this.owner.isOver || due - DUE_TOLERANCE <= loop.now) return false;
    this.timer = this.timers.add(loop.slot, loop.generation, madeAt, due, this);
    this.generation = this.timers.generationOf(this.timer);
    this.waiters = null;
    this.owner.openWait();
    return true;
  }

  private isLive(): boolean {
    if (this.timer < -1) this.moveToSlot();
    return this.timer >= 0 && this.timers.isLive(this.timer, this.generation);
  }

  private isFirstOfLoop(): boolean {
    const { loop } = this.owner;
    const { registry, slot } = CROSSINGS.isAt(loop) ? CROSSINGS : loop;
    return registry.memory.firstTimer(slot) === this.timer;
  }

  /** Somebody else than the task itself wants to know of a sleep that the loop's record holds, or held. */
  private moveToSlot(): void {
    const { timers } = this;
    const { loop, details } = this.owner;
    const name = this.timer;
    timers.spill(loop.slot);
    this.timer = timers.slotOf(loop.slot, name, this.owner);
    if (this.timer >= 0) {
      this.generation = timers.generationOf(this.timer);
      return;
    }
    const left = details?.leftSleeps?.find(({ number }) => number === numberIn(name));
    if (left !== undefined) ({ timer: this.timer, generation: this.generation } = left);
  }

  private get timers(): TimerSlots {
    const { loop } = this.owner;
    return (CROSSINGS.isAt(loop) ? CROSSINGS : loop).registry.timers;
  }

  private release(wake: (waiter: Waiter) => void): void {
    const { waiters } = this;
    if (waiters === null || waiters instanceof LaidAside) return;
    this.waiters = null;
    if (Array.isArray(waiters)) waiters.forEach(wake);
    else wake(waiters);
  }
}
