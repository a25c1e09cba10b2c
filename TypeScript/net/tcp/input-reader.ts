// SPDX-License-Identifier: MIT
import type { Readable } from 'node:stream';
import type { Subscriber } from 'rxjs';

/** Cuts what arrives into items. */
export interface InputFraming<T> {
  /** Takes a chunk; only after `next` gave nothing more of the last one. */
  push(chunk: Buffer): void;
  next(): T | undefined;
  /** What is left as an item once the peer has ended its side. */
  finish(): T | undefined;
  /** Hands over the bytes that are in no item yet. */
  rest(): Buffer;
}

/** Each chunk is an item. */
export class ChunkFraming implements InputFraming<Uint8Array> {
  private chunk: Buffer | undefined;

  push(chunk: Buffer): void {
    this.chunk = chunk;
  }

  next(): Uint8Array | undefined {
    const { chunk } = this;
    this.chunk = undefined;
    return chunk;
  }

  finish(): undefined {
    return undefined;
  }

  rest(): Buffer {
    const rest = this.chunk ?? Buffer.alloc(0);
    this.chunk = undefined;
    return rest;
  }
}

/** Whoever reads a connection at the moment. */
export interface InputTaker {
  taken(count: number): void;
  /** The peer has ended its side: emits what is left, then completes. */
  inputEnded(): void;
  /** The connection is gone: completes without what is left, which may be half a line. */
  connectionClosed(): void;
}

/**
 * Feeds one subscriber from a socket while it has credit for more, and lets the socket read only then.
 *
 * What it has not emitted it puts back into the socket when it pauses or stops, so the next reader goes on exactly there.
 */
export class InputReader<T> implements InputTaker {
  private credit: number;

  constructor(
    private readonly input: Readable,
    private readonly framing: InputFraming<T>,
    private readonly window: number,
    private readonly subscriber: Subscriber<T>,
    /** Turns an item into the error that ends the stream, where it is one. */
    private readonly errorOf: (item: T) => Error | undefined,
  ) {
    this.credit = window;
    input.on('data', this.onData);
    input.resume();
  }

  taken(count: number): void {
    const wasPaused = this.credit === 0;
    this.credit = Math.min(this.window, this.credit + count);
    // Not now: the socket flows again after the current step, so a handler that calls this is never entered twice.
    if (wasPaused && this.credit > 0) this.input.resume();
  }

  inputEnded(): void {
    const last = this.framing.finish();
    if (last !== undefined) this.emit(last);
    this.subscriber.complete();
  }

  connectionClosed(): void {
    this.subscriber.complete();
  }

  stop(): void {
    this.input.off('data', this.onData);
    this.pause();
  }

  private readonly onData = (chunk: Buffer): void => {
    this.framing.push(chunk);
    while (this.credit > 0) {
      const item = this.framing.next();
      if (item === undefined) return;
      this.credit -= 1;
      this.emit(item);
      // Stopped by the consumer, and perhaps another reader has begun: nothing here is ours any more.
      if (this.subscriber.closed) return;
    }
    this.pause();
  };

  private emit(item: T): void {
    const error = this.errorOf(item);
    if (error === undefined) this.subscriber.next(item);
    else this.subscriber.error(error);
  }

  private pause(): void {
    this.input.pause();
    const rest = this.framing.rest();
    // Only after pausing: a flowing socket would emit it again at once.
    if (rest.length > 0 && !this.input.destroyed) this.input.unshift(rest);
  }
}
