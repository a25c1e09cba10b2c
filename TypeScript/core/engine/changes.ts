// SPDX-License-Identifier: MIT
import type { Observable, Subscriber, TeardownLogic } from 'rxjs';
import { ArgumentError } from '../errors';
import { OwnedObservable } from '../stream/owned-observable';
import type { ScopedTask } from '../task/scoped-task';
import type { Polled } from '../time/wait-list';
import { TaskBit } from '../task/task-state';

export interface ChangesOptions<T> {
  /** Whether two values are the same; default `Object.is`. Needed where each look gives a new object, such as a location. */
  readonly equals?: (before: T, now: T) => boolean;
  /** The object that the value is of, for a function that reads it: the stream completes when it is gone. */
  readonly owner?: object;
}

/** @throws {ArgumentError} for anything but a function, or an object and the name of a property */
export function changesOf<T>(task: ScopedTask, look: () => T, options: ChangesOptions<T>): Observable<T> {
  const { equals = Object.is, owner } = options;
  if (typeof equals !== 'function') throw new ArgumentError('self.changes: equals', 'a function', equals);
  return new OwnedObservable<T>(task, (subscriber) =>
    new ChangeLook<T>(task, subscriber, look, equals, owner).begin(),
  );
}

/** How a property is read. */
export function propertyLook(object: object, key: PropertyKey): () => unknown {
  if (typeof object !== 'object' || object === null) {
    throw new ArgumentError('self.changes', 'a function, or an object and a property', object);
  }
  return () => (object as Record<PropertyKey, unknown>)[key];
}

/** Looks at a value once in every tick, where predicates are asked, and passes it on when it has changed. */
class ChangeLook<T> implements Polled {
  private value: T | undefined = undefined;

  constructor(
    private readonly task: ScopedTask,
    private readonly subscriber: Subscriber<T>,
    private readonly look: () => T,
    private readonly equals: (before: T, now: T) => boolean,
    private readonly owner: object | undefined,
  ) {}

  begin(): TeardownLogic {
    const { registry } = this.task.loop;
    registry.subscriptionOpened();
    this.subscriber.add(() => registry.subscriptionClosed());
    this.read(true);
    if (!this.subscriber.closed) this.task.loop.lookInTicks(this);
  }

  poll(): boolean {
    if (this.subscriber.closed) return true;
    if (this.task.isPaused) return false;
    this.read(false);
    return this.subscriber.closed;
  }

  abandon(): void {
    // The subscription ends with its task.
  }

  private read(isFirst: boolean): void {
    const { subscriber, task } = this;
    if (task.has(TaskBit.Ending)) return;
    let now: T;
    try {
      if (isGone(this.owner)) {
        subscriber.complete();
        return;
      }
      now = this.look();
      if (!isFirst && this.equals(this.value as T, now)) return;
    } catch (error) {
      if (isGoneError(error)) subscriber.complete();
      else subscriber.error(error);
      return;
    }
    this.value = now;
    task.loop.callHandler(task, () => subscriber.next(now));
    task.loop.afterStep();
  }
}

/** True for an actor that says of itself that it is no more. Objects of the engine say nothing: they throw. */
function isGone(owner: object | undefined): boolean {
  return owner !== undefined && (owner as { isValid?: unknown }).isValid === false;
}

/** What PuerTS throws where an object is garbage: on every access, and when it is passed on. */
function isGoneError(error: unknown): boolean {
  const message: unknown = (error as { message?: unknown } | null | undefined)?.message;
  return typeof message === 'string' && /^(access|passing) a (invalid|null) object/.test(message);
}
