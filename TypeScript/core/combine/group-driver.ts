// SPDX-License-Identifier: MIT
import { ArgumentError, OwnerEndedError, TaskCancelledError } from '../errors';
import { cancelTask } from '../task/task-cancel';
import type { TaskDriver } from '../task/task-driver';
import { addError } from '../task/task-errors';
import { InTurn } from '../task/in-turn';
import { ResumeMode } from '../task/trampoline';
import { finishDriven } from '../task/task-life';
import { TaskNode } from '../task/task-node';
import type { ScopedTask } from '../task/scoped-task';
import type { SpawnOptions } from '../task/task-scope';
import { StateNumber, TaskBit } from '../task/task-state';
import { hasNoTime } from '../task/task-timers';
import { OwnedWait } from '../wait/owned-wait';
import { BaseWait, type Waiter } from '../wait/wait';
import type { Ready } from '../loop/ready-queue';

/** One contestant of a group, as the waiter of what it waits for. */
class Place implements Waiter, Ready {
  /** What it delivered, kept until the group's own waiter has seen it. */
  value: unknown = undefined;
  from: BaseWait<unknown> | null = null;
  isParked = false;
  /** What came from elsewhere stands in the ready queue, until the group's own tick. */
  private isQueued = false;
  private mode: number = ResumeMode.Next;

  constructor(
    private readonly driver: GroupDriver,
    readonly index: number,
    readonly wait: BaseWait<unknown>,
  ) {}

  /** False if the outcome is there already. */
  park(): boolean {
    this.isParked = this.wait.park(this);
    if (this.isParked) this.driver.parked += 1;
    return this.isParked;
  }

  begin(): void {
    if (this.park()) return;
    let value: unknown;
    try {
      value = this.wait.outcome();
    } catch (error) {
      this.wakeWithError(error);
      return;
    }
    this.wake(value, this.wait);
  }

  wake(value: unknown, from: BaseWait<unknown>): void {
    this.come(ResumeMode.Next, value, from);
  }

  wakeWithError(error: unknown): void {
    this.come(ResumeMode.Throw, error, null);
  }

  get isPaused(): boolean {
    return this.driver.isPaused;
  }

  /** Its turn in the ready queue, or in a race that came to its end before that; true if it stood there. */
  goOn(): boolean {
    if (!this.isQueued) return false;
    this.isQueued = false;
    this.tell();
    return true;
  }

  leave(): void {
    if (!this.isParked) return;
    this.isOver();
    if (!this.isQueued) this.wait.unpark(this);
    else GIVING_BACK.do([this]);
    this.isQueued = false;
  }

  private come(mode: number, value: unknown, from: BaseWait<unknown> | null): void {
    this.mode = mode;
    this.value = value;
    this.from = from;
    this.isQueued = this.isParked && !this.driver.mayGoOn(this.wait);
    if (this.isQueued) this.driver.queue(this);
    else this.tell();
  }

  private tell(): void {
    this.isOver();
    if (this.mode === ResumeMode.Next) {
      this.driver.arrived(this);
      return;
    }
    const error = this.value;
    this.value = undefined;
    this.driver.broke(this, error);
  }

  private isOver(): void {
    if (this.isParked) this.driver.parked -= 1;
    this.isParked = false;
  }
}

/**
 * What `all`, `race`, `any` and `settled` have in common: contestants, and an end after all who lost have cleaned up.
 *
 * The group is a child task without a body. Coroutines among the contestants are its children; waits only lose a waiter.
 */
export abstract class GroupDriver implements TaskDriver {
  protected group!: ScopedTask;
  /** Contestants that are not over. */
  parked = 0;
  protected readonly places: Place[] = [];
  private result: unknown = undefined;
  private isBeginning = false;
  private isDecided = false;
  private isComplete = false;

  constructor(private readonly what: string) {}

  /** @throws {ArgumentError} if a contestant is neither a wait nor a function */
  begin(parent: ScopedTask, contestants: readonly unknown[], options?: SpawnOptions): TaskNode {
    contestants.forEach((contestant) => assertContestant(this.what, contestant));
    parent.assertOpen(options);
    const group = parent.makeChild(options?.name ?? this.what, null, options);
    this.group = group;
    group.bits |= TaskBit.Driven | TaskBit.Call;
    group.moreDetails().driver = this;
    parent.loop.expectWaiter(group);
    this.isBeginning = true;
    if (hasNoTime(group)) {
      this.isDecided = true;
      contestants.forEach((contestant, index) => this.leaveOut(contestant, index, 'timeout'));
      parent.loop.queueStart(group);
      return group;
    }
    group.stateNumber = StateNumber.Running;
    contestants.forEach((contestant, index) => {
      if (this.isDecided) this.leaveOut(contestant, index, this.lost);
      else this.enter(contestant, index);
    });
    this.isBeginning = false;
    if (contestants.length === 0) this.decide(this.resultOfNone());
    else if (this.isDecided) this.goOnClosing();
    return group;
  }

  get isPaused(): boolean {
    return this.group.isPaused;
  }

  /** True if what comes now may decide the group now; else it has its turn in the group's own tick. */
  mayGoOn(wait: BaseWait<unknown>): boolean {
    // A child that is ended from elsewhere ends before the group does, and tells it what went wrong in that.
    return isChild(wait, this.group) || (this.group.loop.isInOwnTick && !this.group.isPaused);
  }

  queue(place: Place): void {
    this.group.loop.enqueue(place, ResumeMode.Next, undefined, null);
  }

  /** A contestant has a result. */
  arrived(place: Place): void {
    const isTooLate = this.isDecided || this.group.has(TaskBit.Cancelling);
    if (!isTooLate) {
      this.succeeded(place);
      return;
    }
    GIVING_BACK.do([place]);
    if (this.isDecided) this.goOnClosing();
  }

  /** A contestant failed, or was cancelled. */
  broke(place: Place, error: unknown): void {
    const isEnding = this.group.has(TaskBit.Cancelling);
    if (!isEnding && !this.isDecided) {
      this.failed(place, error);
      return;
    }
    if (!wasToldToEnd(error)) addError(this.group, error);
    if (!isEnding) this.goOnClosing();
  }

  release(): void {
    for (const place of this.places) {
      // Its own children end before it does, and tell it what went wrong in that.
      if (isChild(place.wait, this.group)) continue;
      place.leave();
      if (isOwnTask(place.wait, this.group)) ENDING.do({ contestant: place.wait, group: this.group });
    }
    if (!this.isComplete) this.giveBack();
  }

  takeBack(): void {
    this.giveBack();
  }

  awaitedTasks(): readonly TaskNode[] {
    const open = this.places.filter((place) => place.isParked);
    // With several to go one of the others may decide it.
    if (!this.waitsForAll && open.length > 1) return [];
    return open.flatMap(({ wait }) => wait.awaitedTask() ?? []);
  }

  describe(): string {
    const open = this.places.filter((place) => place.isParked).map((place) => place.wait.describe());
    return `${this.what} of ${open.length === 0 ? 'nothing' : open.join(', ')}`;
  }

  /** True if it is over only when each of them is. */
  protected get waitsForAll(): boolean {
    return false;
  }

  protected abstract succeeded(place: Place): void;
  protected abstract failed(place: Place, error: unknown): void;

  /** What comes of no contestants at all. */
  protected abstract resultOfNone(): unknown;

  /** Ends the others, and the group once they have cleaned up. */
  protected decide(result: unknown): void {
    this.isDecided = true;
    this.result = result;
    for (const place of this.places) {
      if (!place.isParked) continue;
      if (isOwnTask(place.wait, this.group)) cancelTask(place.wait, this.lost, this.group.name);
      else place.leave();
    }
    this.goOnClosing();
  }

  protected fail(error: unknown): void {
    addError(this.group, error);
    // Nobody will see the results that are there.
    this.giveBack();
    this.decide(undefined);
  }

  private goOnClosing(): void {
    if (this.isComplete || this.isBeginning || this.parked > 0) return;
    this.isComplete = true;
    finishDriven(this.group, this.result);
  }

  /** Whoever was to have the results was cancelled before: they go back to where they came from. */
  private giveBack(): void {
    GIVING_BACK.do(this.places);
  }

  private get lost(): string {
    return `"${this.group.name}" is decided`;
  }

  private enter(contestant: unknown, index: number): void {
    const place = new Place(this, index, this.waitOf(contestant));
    this.places.push(place);
    place.begin();
  }

  /** A contestant that comes too late: what it holds is of no use to anybody, and an own task ends with the group. */
  private leaveOut(contestant: unknown, index: number, reason: string): void {
    if (contestant instanceof OwnedWait) {
      contestant.layAside();
      return;
    }
    // A coroutine is not entered.
    if (!(contestant instanceof BaseWait)) return;
    const place = new Place(this, index, contestant);
    if (!place.park()) return;
    if (isOwnTask(contestant, this.group)) {
      this.places.push(place);
      cancelTask(contestant, reason, this.group.name);
    } else {
      place.leave();
    }
  }

  private waitOf(contestant: unknown): BaseWait<unknown> {
    if (contestant instanceof BaseWait) return contestant;
    const body = contestant as { name: string };
    const child = this.group.makeChild(body.name || this.what, contestant as never);
    child.loop.queueStart(child);
    return child;
  }
}

export type { Place };

const ENDING = new InTurn<{ readonly contestant: TaskNode; readonly group: TaskNode }>(
  ({ contestant, group }) => cancelTask(contestant, `"${group.name}" ended`, group.name),
);

/** What was delivered and is not wanted goes back to where it came from. */
const GIVING_BACK = new InTurn<readonly Place[]>((places) => {
  for (const place of places) {
    const { from, value } = place;
    place.from = null;
    from?.takeBack(value);
  }
});

/** A coroutine that the group runs, or a child of the same parent: it ends with the group. */
function isOwnTask(wait: BaseWait<unknown>, group: TaskNode): wait is TaskNode {
  return isChild(wait, group) || (wait instanceof TaskNode && wait.parent === group.parent);
}

function isChild(wait: BaseWait<unknown>, group: TaskNode): wait is TaskNode {
  return wait instanceof TaskNode && wait.parent === group;
}

function wasToldToEnd(error: unknown): boolean {
  return error instanceof TaskCancelledError || error instanceof OwnerEndedError;
}

function assertContestant(what: string, contestant: unknown): void {
  if (contestant instanceof BaseWait || typeof contestant === 'function') return;
  throw new ArgumentError(
    `self.${what}`,
    'waits, tasks, generator functions or async functions (self.own adopts a promise)',
    contestant,
  );
}
