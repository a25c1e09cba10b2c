// SPDX-License-Identifier: MIT
import type { BaseWait, Waiter } from './wait';

type Handler = ((value: never) => unknown) | null;

/**
 * An `await` (or a `.then`) on a wait: the waiter of async functions.
 *
 * It calls the handlers inside the loop's tick. The promise for chained handlers exists only if somebody chains.
 */
export class Continuation implements Waiter, PromiseLike<unknown> {
  private settled = false;
  private chained: { resolve: (value: unknown) => void; reject: (error: unknown) => void } | null = null;
  private chain: Promise<unknown> | null = null;

  private constructor(
    private readonly wait: BaseWait<unknown>,
    private readonly onFulfilled: Handler,
    private readonly onRejected: Handler,
  ) {}

  static park(wait: BaseWait<unknown>, onFulfilled: Handler, onRejected: Handler): PromiseLike<unknown> {
    const continuation = new Continuation(wait, onFulfilled, onRejected);
    if (!wait.park(continuation)) {
      // Settled already: handlers of a promise never run before `then` has returned.
      return new Promise((resolve) => resolve(wait.outcome())).then(
        onFulfilled as ((value: unknown) => unknown) | null,
        onRejected as ((error: unknown) => unknown) | null,
      );
    }
    wait.owner?.addContinuation(continuation);
    return continuation;
  }

  wake(value: unknown): void {
    if (this.settled) return;
    this.leave();
    this.settle(this.onFulfilled, value, false);
  }

  wakeWithError(error: unknown): void {
    if (this.settled) return;
    this.leave();
    this.settle(this.onRejected, error, true);
  }

  /** Rejects the await because its task is being cancelled. */
  refuse(error: unknown): void {
    if (this.settled) return;
    this.wait.unpark(this);
    this.settled = true;
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

  private leave(): void {
    this.settled = true;
    this.wait.owner?.removeContinuation(this);
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
