// SPDX-License-Identifier: MIT
import type { BaseWait, Waiter, WaitOwner } from './wait';

type Handler = ((value: never) => unknown) | null;

/**
 * An `await` (or a `.then`) on a wait: the waiter of async functions.
 *
 * It calls the handlers inside the loop's tick. The promise for chained handlers exists only if somebody chains.
 */
export class Continuation implements Waiter, PromiseLike<unknown> {
  private settled = false;
  /** An outcome lies here until it is handed over. */
  private hasCome = false;
  /** A value with the wait it came from, or an error. */
  private value: unknown = undefined;
  private from: BaseWait<unknown> | null = null;
  private chained: { resolve: (value: unknown) => void; reject: (error: unknown) => void } | null = null;
  private chain: Promise<unknown> | null = null;

  private readonly owner: WaitOwner | null;

  private constructor(
    readonly wait: BaseWait<unknown>,
    private readonly onFulfilled: Handler,
    private readonly onRejected: Handler,
  ) {
    this.owner = wait.owner;
  }

  static park(wait: BaseWait<unknown>, onFulfilled: Handler, onRejected: Handler): PromiseLike<unknown> {
    const continuation = new Continuation(wait, onFulfilled, onRejected);
    if (!wait.park(continuation)) {
      // Settled already: handlers of a promise never run before `then` has returned.
      return new Promise((resolve) => resolve(wait.outcome())).then(
        onFulfilled as ((value: unknown) => unknown) | null,
        onRejected as ((error: unknown) => unknown) | null,
      );
    }
    continuation.owner?.addContinuation(continuation);
    return continuation;
  }

  wake(value: unknown, from: BaseWait<unknown>): void {
    this.come(value, from);
  }

  wakeWithError(error: unknown): void {
    this.come(error, null);
  }

  get isPaused(): boolean {
    return this.owner?.isPaused === true;
  }

  /** Hands over what has come. */
  goOn(): void {
    if (this.settled || !this.hasCome) return;
    this.settled = true;
    const { value, from } = this;
    this.forget();
    this.owner?.removeContinuation(this);
    if (from === null) this.settle(this.onRejected, value, true);
    else this.settle(this.onFulfilled, value, false);
  }

  /** Rejects the await because its task is being cancelled: cancel wins over what came in the same tick. */
  refuse(error: unknown): void {
    if (this.settled) return;
    this.wait.unpark(this);
    this.settled = true;
    const { value, from } = this;
    this.forget();
    from?.takeBack(value);
    this.settle(this.onRejected, error, true);
    // Where nobody listens, a refusal is no news: it must not surface as an unhandled rejection.
    if (this.onRejected === null) this.chain?.then(null, () => undefined);
  }

  /** What is awaited, in a few words. */
  describe(): string {
    return this.wait.describe();
  }

  then<A = unknown, B = never>(
    onFulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    if (this.chain === null) {
      this.chain = this.settled
        ? Promise.resolve(undefined)
        : new Promise((resolve, reject) => {
            this.chained = { resolve, reject };
          });
    }
    return this.chain.then(onFulfilled, onRejected);
  }

  private come(value: unknown, from: BaseWait<unknown> | null): void {
    if (this.settled || this.hasCome) return;
    this.hasCome = true;
    this.value = value;
    this.from = from;
    const { owner } = this;
    if (owner === null) this.goOn();
    else owner.runInTick(this);
  }

  private forget(): void {
    this.hasCome = false;
    this.value = undefined;
    this.from = null;
  }

  private settle(handler: Handler, value: unknown, isError: boolean): void {
    try {
      if (handler !== null) this.pass((handler as (value: unknown) => unknown)(value), false);
      else this.pass(value, isError);
    } catch (error) {
      this.pass(error, true);
    }
  }

  private pass(value: unknown, isError: boolean): void {
    if (!isError) {
      if (this.chained !== null) this.chained.resolve(value);
      else if (value !== undefined) this.chain = Promise.resolve(value);
      return;
    }
    if (this.chained !== null) this.chained.reject(value);
    // Nobody chained: let it surface as an unhandled rejection, which the host reports.
    else this.chain = Promise.reject(value);
  }
}
