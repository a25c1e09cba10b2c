// SPDX-License-Identifier: MIT
import { CROSSINGS } from '../loop/loop-stack';
import type { BaseWait, Waiter, WaitOwner } from './wait';

type Handler = ((value: never) => unknown) | null;

/** What lies here until it is handed over: a value with the wait it came from, or an error. */
class Outcome {
  constructor(
    readonly value: unknown,
    readonly from: BaseWait<unknown> | null,
  ) {}
}

const NOTHING = new Outcome(undefined, null);

/** The promise of handlers that were chained before the continuation was settled. */
class Chain {
  resolve!: (value: unknown) => void;
  reject!: (error: unknown) => void;
  readonly promise = new Promise<unknown>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });
}

/**
 * An `await` (or a `.then`) on a wait: the waiter of async functions.
 *
 * It calls the handlers inside the loop's tick. What an `await` does not need, a promise for chained handlers or a place
 * for an outcome that has to wait, exists only if somebody does: there is one of these for each wake-up.
 */
export class Continuation implements Waiter, PromiseLike<unknown> {
  /** Number of the crossing in which it was settled; -1 before. */
  wokenIn = -1;
  private outcome: Outcome | null = null;
  private chain: Chain | Promise<unknown> | null = null;
  private readonly owner: WaitOwner | null;

  private constructor(
    private awaited: BaseWait<unknown> | null,
    private onFulfilled: Handler,
    private onRejected: Handler,
  ) {
    this.owner = awaited!.owner;
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

  /** What is awaited, until it is settled. */
  get wait(): BaseWait<unknown> {
    return this.awaited!;
  }

  get isSettled(): boolean {
    return this.wokenIn >= 0;
  }

  get isPaused(): boolean {
    return this.owner?.isPaused === true;
  }

  wake(value: unknown, from: BaseWait<unknown>): void {
    this.come(value, from);
  }

  wakeWithError(error: unknown): void {
    this.come(error, null);
  }

  /** Hands over what has come. */
  goOn(): void {
    const { outcome } = this;
    if (outcome !== null) this.handOver(outcome.value, outcome.from);
  }

  /** Goes on after a wait without a value that its task waits for itself: in its own tick, and at once. */
  fulfil(): void {
    const { onFulfilled } = this;
    this.close();
    this.settle(onFulfilled, undefined, false);
  }

  /** Rejects the await because its task is being cancelled: cancel wins over what came in the same tick. */
  refuse(error: unknown): void {
    if (this.isSettled) return;
    this.wait.unpark(this);
    const { onRejected } = this;
    const { value, from } = this.outcome ?? NOTHING;
    this.close();
    from?.takeBack(value);
    this.settle(onRejected, error, true);
    // Where nobody listens, a refusal is no news: it must not surface as an unhandled rejection.
    if (onRejected === null) this.promise?.then(null, () => undefined);
  }

  /** What is awaited, in a few words. */
  describe(): string {
    return this.wait.describe();
  }

  then<A = unknown, B = never>(
    onFulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    this.chain ??= this.isSettled ? Promise.resolve(undefined) : new Chain();
    return this.promise!.then(onFulfilled, onRejected);
  }

  private get promise(): Promise<unknown> | null {
    return this.chain instanceof Chain ? this.chain.promise : this.chain;
  }

  private come(value: unknown, from: BaseWait<unknown> | null): void {
    if (this.isSettled || this.outcome !== null) return;
    const { owner } = this;
    if (owner === null || owner.goesOnNow(this)) {
      this.handOver(value, from);
      return;
    }
    this.outcome = new Outcome(value, from);
    owner.queueContinuation(this);
  }

  private handOver(value: unknown, from: BaseWait<unknown> | null): void {
    const { onFulfilled, onRejected, owner } = this;
    this.close();
    owner?.removeContinuation(this);
    if (from === null) this.settle(onRejected, value, true);
    else this.settle(onFulfilled, value, false);
  }

  /** What it held on to is garbage from now on, though its task may remember it until the next. */
  private close(): void {
    this.wokenIn = CROSSINGS.count;
    this.awaited = null;
    this.outcome = null;
    this.onFulfilled = null;
    this.onRejected = null;
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
    const { chain } = this;
    if (chain instanceof Chain) {
      if (isError) chain.reject(value);
      else chain.resolve(value);
    } else if (isError) {
      // Nobody chained: let it surface as an unhandled rejection, which the host reports.
      this.chain = Promise.reject(value);
    } else if (value !== undefined) {
      this.chain = Promise.resolve(value);
    }
  }
}
