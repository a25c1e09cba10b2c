// SPDX-License-Identifier: MIT
import { ChannelClosedError, type LoopError } from '../errors';
import { ChannelCore, type Item } from '../sync/channel-core';
import { TakeWait } from '../sync/channel-waits';

/** What a source failed with, for those who read after its last value. */
export class SourceFailure {
  /** Somebody was told. */
  isSeen = false;

  constructor(readonly error: unknown) {}
}

/** The values of a stream that nobody has read yet. */
export class StreamCore<T> extends ChannelCore<T> {
  private lastTaken = 0;

  constructor(
    title: string,
    capacity: number,
    overflow: 'block' | 'drop-oldest' | 'drop-newest' | 'error',
    private readonly onTaken: () => void,
  ) {
    super(title, capacity, overflow, null);
  }

  override delivered({ number }: Item<T>): void {
    // One that came back from a reader who never saw it was taken before.
    if (number <= this.lastTaken) return;
    this.lastTaken = number;
    this.onTaken();
  }
}

/** A wait for the next value of a stream. */
export class StreamWait<T> extends TakeWait<T, IteratorResult<T, undefined>> {
  channelEnded(error: LoopError): void {
    const { cause } = error;
    if (cause instanceof SourceFailure) {
      cause.isSeen = true;
      this.fail(cause.error);
    } else if (error instanceof ChannelClosedError) {
      this.settle({ done: true, value: undefined });
    } else {
      this.fail(error);
    }
  }

  protected resultOf(value: T): IteratorResult<T, undefined> {
    return { done: false, value };
  }
}
