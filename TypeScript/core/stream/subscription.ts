// SPDX-License-Identifier: MIT
import type { Observable, Observer } from 'rxjs';
import { MessageKind } from '../loop/inbox';
import type { TaskDriver } from '../task/task-driver';
import { failDriven, finishDriven } from '../task/task-life';
import type { TaskNode } from '../task/task-node';
import { StateNumber, TaskBit } from '../task/task-state';
import { Inflow } from './inflow';
import type { Room } from './room';

/** Subscribes a task to a source: the task is over when the source is, and the other way round. */
export function subscribeInside<T>(
  task: TaskNode,
  source: Observable<T>,
  observer: Partial<Observer<T>>,
  room: Room | null,
): void {
  task.bits |= TaskBit.Driven;
  task.stateNumber = StateNumber.Running;
  const inflow = new SubscriptionInflow(task, room, observer);
  task.moreDetails().driver = inflow;
  inflow.begin(source);
}

class SubscriptionInflow<T> extends Inflow<T> implements TaskDriver {
  constructor(
    task: TaskNode,
    room: Room | null,
    private readonly observer: Partial<Observer<T>>,
  ) {
    super(task, room);
  }

  begin(source: Observable<T>): void {
    this.open(source);
  }

  handle(kind: number, value: unknown): void {
    const { observer } = this;
    if (kind === MessageKind.Next) observer.next?.(value as T);
    else if (kind === MessageKind.Complete) observer.complete?.();
    else observer.error?.(value);
  }

  release(): void {
    this.stop();
  }

  describe(): string {
    return 'its stream';
  }

  protected get title(): string {
    return `"${this.task.name}"`;
  }

  protected ended(kind: number, value: unknown): void {
    if (kind === MessageKind.Error && this.observer.error === undefined) failDriven(this.task, value);
    else finishDriven(this.task, undefined);
  }
}
