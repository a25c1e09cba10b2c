// SPDX-License-Identifier: MIT
import type { Observer } from 'rxjs';
import type { TaskNode } from '../task/task-node';
import { TaskBit } from '../task/task-state';
import { reportUnhandled } from './unhandled-error';

/** What somebody subscribed with, as an observer. */
export function observerOf<T>(
  given: Partial<Observer<T>> | ((value: T) => void) | null | undefined,
): Partial<Observer<T>> {
  return typeof given === 'function' ? { next: given } : (given ?? {});
}

/** An observer of a hand-made subscription that belongs to a task: its throws are reported with names, and spare the stream. */
export class GuardedObserver<T> implements Observer<T> {
  constructor(
    private readonly task: TaskNode,
    private readonly observer: Partial<Observer<T>>,
  ) {}

  next(value: T): void {
    // Whatever an operator holds back: at the end of play nothing is delivered.
    if (this.task.has(TaskBit.Ending)) return;
    try {
      this.observer.next?.(value);
    } catch (error) {
      this.report(error);
    }
  }

  error(error: unknown): void {
    if (this.task.has(TaskBit.Ending)) return;
    if (this.observer.error === undefined) {
      reportUnhandled(this.task.loop, this.task, error);
      return;
    }
    try {
      this.observer.error(error);
    } catch (thrown) {
      this.report(thrown);
    }
  }

  complete(): void {
    if (this.task.has(TaskBit.Ending)) return;
    try {
      this.observer.complete?.();
    } catch (error) {
      this.report(error);
    }
  }

  private report(error: unknown): void {
    this.task.loop.reportHandler('A stream handler threw', this.task, error);
  }
}
