// SPDX-License-Identifier: MIT
import type { BaseWait, Waiter, WaitOwner } from './wait';

/** A value and the wait it came from, or an error. */
interface Outcome {
  readonly value: unknown;
  readonly from: BaseWait<unknown> | null;
}

type Handler = ((value: never) => unknown) | null;

/**
 * An `await` (or a `.then`) on a wait: the waiter of async functions.
 *
 * It calls the handlers inside the loop's tick. The promise for chained handlers exists only if somebody chains.
 */
export class Continuation implements Waiter, PromiseLike<unknown> {
  private settled = false;
  private outcome: Outcome | null = null;
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
    this.come({ value, from });
  }

  wakeWithError(error: unknown): void {
    this.come({ value: error, from: null });
  }

  get isPaused(): boolean {
    return this.owner?.isPaused === true;
  }

  /** Hands over what has come. */
  goOn(): void {
    const { outcome } = this;
    if (this.settled || outcome === null) return;
    this.settled = true;
    this.outcome = null;
    this.owner?.removeContinuation(this);
    if (outcome.from === null) this.settle(this.onRejected, outcome.value, true);
    else this.settle(this.onFulfilled, outcome.value, false);
  }

  /** Rejects the await because its task is being cancelled: cancel wins over what came in the same tick. */
  refuse(error: unknown): void {
    if (this.settled) return;
    this.wait.unpark(this);
    this.settled = true;
    const { outcome } = this;
    this.outcome = null;
    outcome?.from?.takeBack(outcome.value);
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

  private come(outcome: Outcome): void {
    if (this.settled || this.outcome !== null) return;
    this.outcome = outcome;
    const { owner } = this;
    if (owner === null) this.goOn();
    else owner.runInTick(this);
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
