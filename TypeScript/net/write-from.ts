// SPDX-License-Identifier: MIT
import { Observable, type Subscriber } from 'rxjs';
import { NetError, placeText } from './net-error';
import { nodeModule } from './node-backend';

type Data = string | Uint8Array;

/** What a TCP connection and a WebSocket connection have in common. */
export interface DataSink {
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly waitingBytes: number;
  readonly drained: Observable<void>;
  write?(data: Data): boolean;
  send?(data: Data): boolean;
}

export interface WriteFromOptions {
  /**
   * Is told how many items the system has taken since the last time. A source that is itself a connection, read with a
   * `window`, is slowed down this way: `taken: (count) => source.taken(count)`.
   */
  readonly taken?: (count: number) => void;
}

/** Bytes that may wait before the next item is asked for. */
const HIGH_WATER_BYTES = 16 * 1024;
const MAX_ITEMS_IN_A_TURN = 64;

/**
 * Writes all items of a source to a connection, as fast as its peer reads them.
 *
 * Cold. An iterable, sync or async, is asked for its next item only when there is room; an Observable cannot be asked to
 * wait, so it needs `taken`, or is bounded by the connection's `maxWaitingBytes`. Emits nothing; completes when all has
 * been taken by the system. The connection stays open.
 * **Cancellation:** unsubscribing stops the source; what was written is sent.
 * @throws {NetError} as the stream's error: `CONNECTION_FAILED` if the connection closes first; and whatever the source throws
 */
export function writeFrom(
  connection: DataSink,
  source: Observable<Data> | Iterable<Data> | AsyncIterable<Data>,
  options: WriteFromOptions = {},
): Observable<never> {
  return new Observable<never>((subscriber) => {
    const writer = new Writer(connection, options, subscriber);
    if (source instanceof Observable) {
      subscriber.add(
        source.subscribe({
          next: (data) => writer.write(data),
          error: (error) => subscriber.error(error),
          complete: () => writer.finish(),
        }),
      );
    } else writer.pull(source);
  });
}

class Writer {
  private count = 0;
  private isWaiting = false;
  private hasFinished = false;
  private onRoom: () => void = () => undefined;

  constructor(
    private readonly connection: DataSink,
    private readonly options: WriteFromOptions,
    private readonly subscriber: Subscriber<never>,
  ) {}

  write(data: Data): void {
    const { connection } = this;
    const isSent = connection.write?.(data) ?? connection.send?.(data) ?? false;
    if (!isSent) return this.fail();
    this.count += 1;
    this.waitForRoom();
  }

  finish(): void {
    this.hasFinished = true;
    this.waitForRoom();
  }

  pull(source: Iterable<Data> | AsyncIterable<Data>): void {
    const iterator =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    let isPulling = false;
    const pull = async (): Promise<void> => {
      if (isPulling) return;
      isPulling = true;
      try {
        for (
          let turn = 0;
          !this.subscriber.closed && this.connection.waitingBytes < HIGH_WATER_BYTES;
          turn += 1
        ) {
          // The system may take all that an endless source has: others have their turn in between.
          if (turn === MAX_ITEMS_IN_A_TURN) {
            nodeModule('timers', 'connections').setImmediate(this.onRoom);
            return;
          }
          const item = await iterator.next();
          if (this.subscriber.closed) return;
          if (item.done === true) return this.finish();
          this.write(item.value);
        }
      } catch (error) {
        this.subscriber.error(error);
      } finally {
        isPulling = false;
      }
    };
    this.onRoom = () => void pull();
    this.subscriber.add(() => void iterator.return?.());
    void pull();
  }

  private waitForRoom(): void {
    if (this.isWaiting || this.subscriber.closed) return;
    this.isWaiting = true;
    let hasRoom = false;
    const waiting = this.connection.drained.subscribe({
      next: () => (hasRoom = true),
      complete: () => {
        this.isWaiting = false;
        if (hasRoom) this.hasRoom();
        else this.fail();
      },
    });
    this.subscriber.add(waiting);
  }

  private hasRoom(): void {
    const { count } = this;
    this.count = 0;
    if (count > 0) this.options.taken?.(count);
    if (this.hasFinished && this.count === 0 && !this.isWaiting) this.subscriber.complete();
    else this.onRoom();
  }

  private fail(): void {
    const { remoteAddress: address, remotePort: port } = this.connection;
    const place = { address, port };
    const expected = `an open connection with ${placeText(place)} to write to`;
    this.subscriber.error(new NetError('CONNECTION_FAILED', expected, 'it has ended', place));
  }
}
