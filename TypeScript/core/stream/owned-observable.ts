// SPDX-License-Identifier: MIT
import { Observable, Subscriber, type Observer, type Subscription, type TeardownLogic } from 'rxjs';
import type { Holding } from '../task/holding';
import type { TaskNode } from '../task/task-node';
import { GuardedObserver, observerOf } from './guarded-observer';

type Given<T> = Partial<Observer<T>> | ((value: T) => void) | null;

/**
 * An Observable of a task: every subscription to it, or to what is piped from it, ends with the task at the latest.
 *
 * A subscription by hand is told of nothing at the end of play, and its handlers are guarded as those of `self.subscribe`.
 */
export class OwnedObservable<T> extends Observable<T> {
  /** @param connect - subscribes; may throw, which is the error of the stream */
  constructor(
    private readonly task: TaskNode,
    connect: (subscriber: Subscriber<T>) => TeardownLogic,
  ) {
    super((subscriber) => {
      if (task.isOver) task.loop.refuseUse(task);
      const owned = new OwnedSubscription(task, subscriber);
      task.hold(owned);
      subscriber.add(() => task.letGo(owned));
      return connect(subscriber);
    });
  }

  /** Operators belong to the task too, with whatever they hold: they are between the source and an owned observable. */
  override pipe(...operators: never[]): never {
    const { task } = this;
    const piped: unknown = (super.pipe as (...given: never[]) => unknown)(...operators);
    if (!(piped instanceof Observable) || piped instanceof OwnedObservable) return piped as never;
    return new OwnedObservable<unknown>(task, (subscriber) => piped.subscribe(subscriber)) as never;
  }

  override subscribe(observer?: Partial<Observer<T>> | ((value: T) => void)): Subscription;
  override subscribe(
    next?: ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription;
  override subscribe(given?: Given<T>, error?: Given<unknown>, complete?: Given<never>): Subscription {
    // Of an operator, or of one of our own.
    if (isSubscriber(given)) return super.subscribe(given);
    const observer = {
      ...handlers(error, complete),
      ...(typeof given === 'function' ? { next: given } : {}),
    };
    const isObserver = typeof given === 'object' && given !== null;
    return super.subscribe(new GuardedObserver<T>(this.task, isObserver ? given : observerOf<T>(observer)));
  }
}

/** As RxJS asks, so that a subscriber of another copy of RxJS counts too. */
function isSubscriber<T>(given: unknown): given is Subscriber<T> {
  if (given instanceof Subscriber) return true;
  const names = ['next', 'error', 'complete', 'add', 'remove', 'unsubscribe'];
  const object = (given ?? {}) as Record<string, unknown>;
  return typeof object['closed'] === 'boolean' && names.every((name) => typeof object[name] === 'function');
}

function handlers<T>(error: unknown, complete: unknown): Partial<Observer<T>> {
  return {
    ...(typeof error === 'function' ? { error: error as (error: unknown) => void } : {}),
    ...(typeof complete === 'function' ? { complete: complete as () => void } : {}),
  };
}

/** A subscription that ends with its task. */
class OwnedSubscription implements Holding {
  constructor(
    private readonly task: TaskNode,
    private readonly subscriber: Subscriber<never>,
  ) {}

  abandon(): void {
    this.task.loop.callTeardown(this.task, () => this.subscriber.unsubscribe());
  }
}
