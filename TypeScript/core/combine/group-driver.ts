// SPDX-License-Identifier: MIT
import { ArgumentError, TaskCancelledError } from '../errors';
import { cancelTask } from '../task/task-cancel';
import type { TaskDriver } from '../task/task-driver';
import { addError } from '../task/task-errors';
import { finishDriven } from '../task/task-life';
import { TaskNode } from '../task/task-node';
import type { ScopedTask } from '../task/scoped-task';
import type { SpawnOptions } from '../task/task-scope';
import { StateNumber, TaskBit } from '../task/task-state';
import { hasNoTime } from '../task/task-timers';
import { OwnedWait } from '../wait/owned-wait';
import { BaseWait, type Waiter } from '../wait/wait';

/** One contestant of a group, as the waiter of what it waits for. */
class Place implements Waiter {
  /** What it delivered, kept until the group's own waiter has seen it. */
  value: unknown = undefined;
  from: BaseWait<unknown> | null = null;
  isParked = false;

  constructor(
    private readonly driver: GroupDriver,
    readonly index: number,
    readonly wait: BaseWait<unknown>,
  ) {}

  begin(): void {
    this.isParked = this.wait.park(this);
    if (this.isParked) return;
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
    this.isParked = false;
    this.value = value;
    this.from = from;
    this.driver.arrived(this);
  }

  wakeWithError(error: unknown): void {
    this.isParked = false;
    this.driver.broke(this, error);
  }

  leave(): void {
    if (!this.isParked) return;
    this.isParked = false;
    this.wait.unpark(this);
  }
}

/**
 * What `all`, `race`, `any` and `settled` have in common: contestants, and an end after all who lost have cleaned up.
 *
 * The group is a child task without a body. Coroutines among the contestants are its children; waits only lose a waiter.
 */
export abstract class GroupDriver implements TaskDriver {
  protected group!: ScopedTask;
  protected readonly places: Place[] = [];
  private result: unknown = undefined;
  private isDecided = false;
  private isComplete = false;

  constructor(private readonly what: string) {}

  /** @throws {ArgumentError} if a contestant is neither a wait nor a function */
  begin(parent: ScopedTask, contestants: readonly unknown[], options?: SpawnOptions): TaskNode {
    contestants.forEach((contestant) => assertContestant(this.what, contestant));
    parent.assertOpen(options);
    const group = parent.makeChild(options?.name ?? this.what, null, options);
    this.group = group;
    group.bits |= TaskBit.Driven;
    group.moreDetails().driver = this;
    parent.loop.expectWaiter(group);
    if (hasNoTime(group)) {
      parent.loop.queueStart(group);
      return group;
    }
    group.stateNumber = StateNumber.Running;
    const count = contestants.length;
    for (let index = 0; index < count; index += 1) {
      const contestant = contestants[index];
      if (this.isDecided) {
        // What it holds is of no use to anybody.
        if (contestant instanceof OwnedWait) contestant.layAside();
        continue;
      }
      const place = new Place(this, index, this.waitOf(contestant));
      this.places.push(place);
      place.begin();
    }
    if (count === 0) this.decide(this.resultOfNone());
    return group;
  }

  /** A contestant has a result. */
  arrived(place: Place): void {
    if (this.isDecided) this.goOnClosing();
    else this.succeeded(place);
  }

  /** A contestant failed, or was cancelled. */
  broke(place: Place, error: unknown): void {
    if (!this.isDecided) {
      this.failed(place, error);
      return;
    }
    if (!(error instanceof TaskCancelledError)) addError(this.group, error);
    this.goOnClosing();
  }

  release(): void {
    for (const place of this.places) {
      if (isOwnTask(place, this.group)) {
        place.leave();
        cancelTask(place.wait as TaskNode, `"${this.group.name}" ended`, this.group.name);
      } else {
        place.leave();
      }
    }
    if (!this.isComplete) this.giveBack();
  }

  takeBack(): void {
    this.giveBack();
  }

  describe(): string {
    const open = this.places.filter((place) => place.isParked).map((place) => place.wait.describe());
    return `${this.what} of ${open.length === 0 ? 'nothing' : open.join(', ')}`;
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
      if (!isOwnTask(place, this.group)) place.leave();
      else cancelTask(place.wait as TaskNode, `"${this.group.name}" is decided`, this.group.name);
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
    if (this.isComplete || this.places.some((place) => place.isParked)) return;
    this.isComplete = true;
    finishDriven(this.group, this.result);
  }

  /** Whoever was to have the results was cancelled before: they go back to where they came from. */
  private giveBack(): void {
    for (const place of this.places) {
      const { from, value } = place;
      place.from = null;
      from?.takeBack(value);
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

/** A coroutine that the group runs, or a child of the same parent: it ends with the group. */
function isOwnTask({ wait }: Place, group: TaskNode): boolean {
  return wait instanceof TaskNode && (wait.parent === group || wait.parent === group.parent);
}

function assertContestant(what: string, contestant: unknown): void {
  if (contestant instanceof BaseWait || typeof contestant === 'function') return;
  throw new ArgumentError(
    `self.${what}`,
    'waits, tasks, generator functions or async functions (self.own adopts a promise)',
    contestant,
  );
}
