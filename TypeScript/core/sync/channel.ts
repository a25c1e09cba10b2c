// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { TaskScope } from '../task/task-scope';
import { SETTLED_WAIT } from '../wait/settled-wait';
import type { Wait } from '../wait/wait';
import { ChannelCore, OVERFLOWS, Offer, type Overflow } from './channel-core';
import { ReceiveWait, SendWait, StepWait } from './channel-waits';
import { title, type OwnedSyncOptions } from './sync-options';
import { openTaskOf, taskOf } from './task-of';

export interface ChannelOptions extends OwnedSyncOptions {
  /** Values it keeps, a whole number or Infinity; 0 keeps none: a sender waits for a receiver. Default 16. */
  readonly capacity?: number;
  /** What becomes of a value for which there is no room. Default `block`. */
  readonly overflow?: Overflow;
}

/** The values of a channel, one after the other, until it is closed. */
export interface ChannelValues<T> {
  /** Waits for the next value; done after a close without an error. */
  next(): Wait<IteratorResult<T, undefined>>;
  [Symbol.asyncIterator](): ChannelValues<T>;
}

/**
 * A bounded queue between tasks of any loop. Each value goes to one receiver; values and waiters keep their order.
 *
 * A receiver or sender that is cancelled loses nothing: the value it was to have goes to the next receiver.
 */
export class Channel<T> {
  private readonly core: ChannelCore<T>;

  /** @throws {ArgumentError} for an option that is out of range */
  constructor({ capacity = 16, overflow = 'block', name, owner }: ChannelOptions = {}) {
    if (capacity !== Infinity && (!Number.isInteger(capacity) || capacity < 0)) {
      throw new ArgumentError('new Channel: capacity', 'a whole number, 0 or more, or Infinity', capacity);
    }
    if (!OVERFLOWS.includes(overflow)) {
      throw new ArgumentError('new Channel: overflow', `one of ${OVERFLOWS.join(', ')}`, overflow);
    }
    const task = owner === undefined ? null : openTaskOf('new Channel: owner', owner);
    this.core = new ChannelCore(title('channel', name), capacity, overflow, task);
  }

  /** Values that nobody has received yet. */
  get size(): number {
    return this.core.size;
  }

  /** Values that were dropped because there was no room. */
  get dropped(): number {
    return this.core.dropped;
  }

  /** True after {@link close}, and after the end of its owner. */
  get isClosed(): boolean {
    return this.core.end !== null;
  }

  /** Senders that wait for room. */
  get waitingSenders(): number {
    return this.core.senders?.size ?? 0;
  }

  /** Receivers that wait for a value. */
  get waitingReceivers(): number {
    return this.core.receivers?.size ?? 0;
  }

  /**
   * Sends a value, and waits until it is in the channel or received. Only `block` ever waits.
   *
   * Rejects with {@link ChannelFullError} where the overflow policy is `error`, and with {@link ChannelClosedError}.
   * **Cancellation:** the value is not sent. One that is in the channel stays there.
   * @param self - the scope of the task that waits
   */
  send(self: TaskScope, value: T): Wait<void> {
    const task = taskOf('channel.send', self);
    const refused = task.refusedWait();
    if (refused !== null) return refused;
    const { core } = this;
    return core.end === null && core.offer(value) !== Offer.Refused
      ? SETTLED_WAIT
      : new SendWait(task, core, value);
  }

  /** Sends a value if that is possible without waiting; false if the channel is full or closed, or the value was dropped. */
  trySend(value: T): boolean {
    return this.core.end === null && this.core.offer(value) === Offer.Taken;
  }

  /**
   * Waits for the next value.
   *
   * Rejects with {@link ChannelClosedError} once the channel is closed and empty. **Cancellation:** gives up the place in
   * the line; a value that came at the same moment goes to the next receiver.
   * @param self - the scope of the task that waits
   */
  receive(self: TaskScope): Wait<T> {
    const task = taskOf('channel.receive', self);
    return task.refusedWait() ?? new ReceiveWait(task, this.core);
  }

  /** The next value if there is one, else undefined. */
  tryReceive(): T | undefined {
    return this.core.take()?.value;
  }

  /**
   * The values to come, for `for await` in an async function and for `next()` in a generator.
   *
   * After a close with an error, and after the end of the owner, it throws; after a plain close it is done.
   * @param self - the scope of the task that waits
   * @example for await (const order of orders.values(self)) await serve(order);
   */
  values(self: TaskScope): ChannelValues<T> {
    const task = taskOf('channel.values', self);
    const { core } = this;
    return {
      next: () => task.refusedWait() ?? new StepWait(task, core),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /**
   * Closes the channel. What is in it may still be received; senders that wait are refused, as is everybody else. Idempotent.
   * @param error - why, for those who receive after the last value: the `cause` of their {@link ChannelClosedError}
   */
  close(error?: unknown): void {
    this.core.close(error);
  }
}
