// SPDX-License-Identifier: MIT
import type { TaskNode } from '../task/task-node';
import { Continuation } from './continuation';

/**
 * Something a task can wait for: `await` it in an async function, `yield*` it in a generator function.
 *
 * A wait is a value. It counts from the moment it was made, and may be stored and awaited later.
 */
export interface Wait<T> extends PromiseLike<T> {
  [Symbol.iterator](): Iterator<Wait<unknown>, T, unknown>;
}

/** Who is woken by a wait. */
export interface Waiter {
  /**
   * @param from - the wait, which takes the value back if the waiter is cancelled before it has seen it
   */
  wake(value: unknown, from: BaseWait<unknown>): void;
  wakeWithError(error: unknown): void;
}

/** What the loop needs from every wait. */
export abstract class BaseWait<T> implements Wait<T> {
  [Symbol.iterator](): Iterator<Wait<unknown>, T, unknown> {
    return SHARED_ITERATOR.over(this) as Iterator<Wait<unknown>, T, unknown>;
  }

  then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    return Continuation.park(this, onFulfilled ?? null, onRejected ?? null) as PromiseLike<A | B>;
  }

  /** The task whose end refuses this wait, if it belongs to one. */
  abstract readonly owner: WaitOwner | null;

  /** Keeps the waiter until it is woken; false if the outcome is there already and {@link outcome} has it. */
  abstract park(waiter: Waiter): boolean;

  /**
   * Forgets the waiter, which is not woken any more.
   *
   * A wait without waiters gives back what it holds, a timer or a place in a queue, and takes it again if somebody parks.
   */
  abstract unpark(waiter: Waiter): void;

  /** True if it would be over already, were it looked at now. */
  isReady(): boolean {
    return false;
  }

  /** Takes back a value that was delivered to a waiter which was cancelled before it saw it. */
  takeBack(_value: unknown): void {
    // Most values are nobody else's.
  }

  /** The task without which this never ends, if there is one. */
  awaitedTask(): TaskNode | null {
    return null;
  }

  /** False if that task may let the waiter go on before it is over. */
  get isForItsEnd(): boolean {
    return true;
  }

  /** Returns the result, or throws the error, of a wait that {@link park} refused. */
  abstract outcome(): T;

  /** What is waited for, in a few words. */
  abstract describe(): string;
}

/** The task behind a wait, as far as waits know it. */
export interface WaitOwner {
  readonly isPaused: boolean;
  addContinuation(continuation: Continuation): void;
  removeContinuation(continuation: Continuation): void;
  /** True if what a continuation waited for is handed over at once: it came inside the task's own tick. */
  goesOnNow(continuation: Continuation): boolean;
  /** Else: has it handed over in that tick. */
  queueContinuation(continuation: Continuation): void;
}

/**
 * The one iterator behind every `yield*` of a wait.
 *
 * `yield*` calls `next` right after asking for the iterator, with nothing in between, so a single object serves all
 * tasks and a wait costs no iterator, no generator and no result object.
 */
class SharedIterator implements Iterator<BaseWait<unknown>, unknown, unknown> {
  private fresh: BaseWait<unknown> | null = null;
  private readonly yielded: { done: false; value: BaseWait<unknown> } = {
    done: false,
    value: null as unknown as BaseWait<unknown>,
  };

  over(wait: BaseWait<unknown>): this {
    this.fresh = wait;
    return this;
  }

  next(value?: unknown): IteratorResult<BaseWait<unknown>, unknown> {
    if (this.fresh === null) return value === undefined ? DONE : { done: true, value };
    this.yielded.value = this.fresh;
    this.fresh = null;
    return this.yielded;
  }

  forget(): void {
    this.yielded.value = null as unknown as BaseWait<unknown>;
  }

  throw(error: unknown): never {
    throw error;
  }

  return(value?: unknown): IteratorResult<BaseWait<unknown>, unknown> {
    return { done: true, value };
  }
}

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };
const SHARED_ITERATOR = new SharedIterator();

/** Lets go of the wait that was yielded last, which holds on to its task and its loop. */
export function forgetLastWait(): void {
  SHARED_ITERATOR.forget();
}
