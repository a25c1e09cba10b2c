// SPDX-License-Identifier: MIT
import { ChannelClosedError, type LoopError } from '../errors';
import type { TaskNode } from '../task/task-node';
import type { ChannelCore, Item } from './channel-core';
import { WaitInLine } from './wait-in-line';

/** A wait for room in a channel. */
export class SendWait<T> extends WaitInLine<void> {
  constructor(
    owner: TaskNode,
    private readonly channel: ChannelCore<T>,
    readonly sent: T,
  ) {
    super(owner);
    this.enter();
  }

  describe(): string {
    return `room in ${this.channel.title}`;
  }

  protected enter(): void {
    this.channel.enterSender(this);
  }
}

/** A wait for a value of a channel. */
export abstract class TakeWait<T, R> extends WaitInLine<R> {
  private item: Item<T> | null = null;

  constructor(
    owner: TaskNode,
    private readonly channel: ChannelCore<T>,
  ) {
    super(owner);
    this.enter();
  }

  deliver(item: Item<T>): void {
    this.item = item;
    this.channel.delivered(item);
    this.settle(this.resultOf(item.value));
  }

  /** No value will come any more. */
  abstract channelEnded(error: LoopError): void;

  describe(): string {
    return `a value of ${this.channel.title}`;
  }

  protected abstract resultOf(value: T): R;

  protected enter(): void {
    this.channel.enterReceiver(this);
  }

  protected override giveBack(): boolean {
    const { item } = this;
    this.item = null;
    if (item === null) return false;
    this.channel.putBack(item);
    return true;
  }
}

export class ReceiveWait<T> extends TakeWait<T, T> {
  channelEnded(error: LoopError): void {
    this.fail(error);
  }

  protected resultOf(value: T): T {
    return value;
  }
}

/** A step of an iteration over what a channel receives. */
export class StepWait<T> extends TakeWait<T, IteratorResult<T, undefined>> {
  channelEnded(error: LoopError): void {
    if (error instanceof ChannelClosedError && error.cause === undefined) {
      this.settle({ done: true, value: undefined });
    } else {
      this.fail(error);
    }
  }

  protected resultOf(value: T): IteratorResult<T, undefined> {
    return { done: false, value };
  }
}
