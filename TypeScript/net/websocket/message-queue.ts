// SPDX-License-Identifier: MIT
import type { Subscriber } from 'rxjs';
import { nodeModule } from '../node-backend';

export type Message = string | Uint8Array;

/** Bytes of messages that are read ahead of the reader. */
const READ_AHEAD_BYTES = 64 * 1024;
/** What an empty message costs all the same. */
const MESSAGE_OVERHEAD_BYTES = 64;

interface Reader {
  readonly subscriber: Subscriber<Message>;
  readonly window: number;
  credit: number;
}

/** Messages on their way to one reader at a time; says when the socket should pause. */
export class MessageQueue {
  private waiting: Message[] = [];
  private first = 0;
  private waitingBytes = 0;
  private reader: Reader | undefined;
  private isDelivering = false;
  private isFull = false;
  private hasEnded = false;

  constructor(private readonly setPaused: (isPaused: boolean) => void) {}

  get hasReader(): boolean {
    return this.reader !== undefined;
  }

  get isPaused(): boolean {
    return this.isFull;
  }

  push(message: Message): void {
    this.waiting.push(message);
    this.waitingBytes += sizeOf(message);
    this.deliver();
  }

  /** Begins to feed a subscriber, after the current step. @returns what stops it */
  read(subscriber: Subscriber<Message>, window: number): () => void {
    const reader: Reader = { subscriber, window, credit: window };
    this.reader = reader;
    this.deliverSoon(reader);
    return () => {
      if (this.reader === reader) this.reader = undefined;
    };
  }

  taken(count: number): void {
    const { reader } = this;
    if (reader === undefined) return;
    const hadNone = reader.credit === 0;
    reader.credit = Math.min(reader.window, reader.credit + count);
    // Not now: a handler that calls this is never entered twice.
    if (hadNone && reader.credit > 0) this.deliverSoon(reader);
  }

  /** Nothing more comes: the reader completes once it has what is here. */
  end(): void {
    this.hasEnded = true;
    this.deliver();
  }

  /** Nothing more comes, and what is here is dropped. */
  drop(): void {
    this.hasEnded = true;
    this.forget();
    this.deliver();
  }

  /** Drops what waits, so that what comes after it (the peer's close) is seen. */
  forget(): void {
    this.waiting = [];
    this.first = 0;
    this.waitingBytes = 0;
    this.lookWhetherFull();
  }

  private deliverSoon(reader: Reader): void {
    nodeModule('process', 'WebSocket').nextTick(() => {
      if (this.reader === reader) this.deliver();
    });
  }

  private deliver(): void {
    if (this.isDelivering) return;
    this.isDelivering = true;
    while (this.first < this.waiting.length && this.reader !== undefined && this.reader.credit > 0) {
      this.reader.credit -= 1;
      this.reader.subscriber.next(this.take());
    }
    this.isDelivering = false;
    if (this.first === this.waiting.length) {
      this.waiting = [];
      this.first = 0;
      if (this.hasEnded) this.reader?.subscriber.complete();
    }
    this.lookWhetherFull();
  }

  private take(): Message {
    const message = this.waiting[this.first]!;
    this.waiting[this.first] = '';
    this.first += 1;
    this.waitingBytes -= sizeOf(message);
    return message;
  }

  private lookWhetherFull(): void {
    const isFull = this.waitingBytes >= READ_AHEAD_BYTES;
    if (isFull === this.isFull) return;
    this.isFull = isFull;
    if (!this.hasEnded) this.setPaused(isFull);
  }
}

function sizeOf(message: Message): number {
  return message.length + MESSAGE_OVERHEAD_BYTES;
}
