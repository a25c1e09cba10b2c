// SPDX-License-Identifier: MIT
import type { Observable, Subscriber } from 'rxjs';
import { MessageKind } from '../loop/inbox';
import type { TaskNode } from '../task/task-node';
import { Inflow } from './inflow';
import { OwnedObservable } from './owned-observable';

/** Makes an Observable of a source that emits inside the ticks of a task's loop, and ends with the task; see `TaskScope.inlet`. */
export function openInlet<T>(task: TaskNode, source: Observable<T>): Observable<T> {
  return new OwnedObservable<T>(task, (subscriber) => {
    const inflow = new InletInflow(task, subscriber);
    // First: a source may end, and a subscriber leave, while it is being subscribed to.
    subscriber.add(() => inflow.leave());
    inflow.begin(source);
  });
}

class InletInflow<T> extends Inflow<T> {
  constructor(
    task: TaskNode,
    private readonly outlet: Subscriber<T>,
  ) {
    super(task, null);
  }

  begin(source: Observable<T>): void {
    this.open(source);
  }

  leave(): void {
    this.stop();
  }

  handle(kind: number, value: unknown): void {
    if (kind === MessageKind.Next) this.outlet.next(value as T);
    else if (kind === MessageKind.Complete) this.outlet.complete();
    else this.outlet.error(value);
  }

  protected get title(): string {
    return `an inlet of "${this.task.name}"`;
  }

  protected ended(): void {
    this.stop();
  }
}
