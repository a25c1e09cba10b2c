// SPDX-License-Identifier: MIT
import { Subscriber, type Observable, type Observer } from 'rxjs';
import { MessageKind } from '../loop/inbox';
import type { TaskDriver } from '../task/task-driver';
import { failDriven, finishDriven } from '../task/task-life';
import type { TaskNode } from '../task/task-node';
import { StateNumber, TaskBit } from '../task/task-state';

/**
 * Subscribes a task to a source and brings what it emits into the loop's tick.
 *
 * A value emitted in a step of this very loop is delivered at once, unless older values of the subscription still queue;
 * any other goes through the inbox and arrives, in order, in the next tick.
 */
export function subscribeInside<T>(
  task: TaskNode,
  source: Observable<T>,
  observer: Partial<Observer<T>>,
): void {
  const { loop } = task;
  const { registry } = loop;
  let queued = 0;
  task.bits |= TaskBit.Driven;
  task.stateNumber = StateNumber.Running;

  const handle = (kind: number, value: unknown): void => {
    if (task.isOver) return;
    if (kind === MessageKind.Next) {
      loop.callHandler(task, () => observer.next?.(value as T));
    } else if (kind === MessageKind.Complete) {
      loop.callHandler(task, () => observer.complete?.());
      finishDriven(task, undefined);
    } else {
      if (observer.error === undefined) return failDriven(task, value);
      loop.callHandler(task, () => observer.error!(value));
      finishDriven(task, undefined);
    }
  };
  const arrive = (kind: number, value: unknown): void => {
    if (task.isOver) return;
    if (loop.isInOwnTick && queued === 0) {
      handle(kind, value);
      loop.afterStep();
      return;
    }
    queued += 1;
    loop.post(task, kind, value);
  };
  // Made by hand, because a source that emits while it is being subscribed to must already be one that can be stopped.
  const subscriber = new Subscriber<T>({
    next: (value) => arrive(MessageKind.Next, value),
    error: (error: unknown) => arrive(MessageKind.Error, error),
    complete: () => arrive(MessageKind.Complete, undefined),
  });
  registry.subscriptionOpened();
  subscriber.add(() => registry.subscriptionClosed());
  const driver: TaskDriver = {
    release: () => subscriber.unsubscribe(),
    deliver: (kind, value) => {
      queued -= 1;
      handle(kind, value);
    },
    describe: () => 'its stream',
  };
  task.moreDetails().driver = driver;
  try {
    subscriber.add(source.subscribe(subscriber));
  } catch (error) {
    // RxJS passes such an error on to the observer; what only looks like an Observable may not.
    subscriber.error(error);
  }
}
