// SPDX-License-Identifier: MIT
import type { IncomingMessage } from 'node:http';
import { Observable, type Subscriber } from 'rxjs';
import { expectCount } from '../argument-checks';
import { NetError } from '../net-error';
import type { BodyBytesOptions, BodyReadOptions, HttpHeaders, HttpMessage } from './http-message';
import { receivedHeaders } from './http-headers';

/** Most bytes of a body that is read as a whole, where nobody said otherwise. */
export const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

export interface IncomingBodyHooks {
  /** Someone begins to read. */
  begun(): void;
  /** The reader has gone, or was told of an error, before the end of the body. */
  givenUp(error: NetError | undefined): void;
}

/** The body of a message that Node receives: read once, with back-pressure, and bounded. */
export class IncomingBody implements HttpMessage {
  readonly headers: HttpHeaders;
  private reader: BodyReader | undefined;
  private hasReader = false;
  private failure: NetError | undefined;

  constructor(
    private readonly message: IncomingMessage,
    /** Who sends it, for messages: "127.0.0.1:80". */
    private readonly peer: string,
    /** Bound of every way to read; of whole bodies only where it is undefined. */
    private readonly maxBytes: number | undefined,
    private readonly hooks: IncomingBodyHooks,
  ) {
    this.headers = receivedHeaders(message.headers);
    // Node throws an error that nobody listens for. What it means is told by the one who owns the connection.
    message.on('error', ignore);
  }

  /** Whether someone reads, or has read. */
  get isRead(): boolean {
    return this.hasReader;
  }

  /** Whether a reader has room for more. */
  get isHungry(): boolean {
    return this.reader?.hasRoom === true;
  }

  /** The rest will not come: tells the reader, or the one who comes too late. What is here whole can still be read. */
  cut(error: NetError): void {
    if (!this.message.complete) this.giveUp(error);
  }

  /** Nobody may read from now on. */
  giveUp(error: NetError): void {
    this.failure ??= error;
    this.reader?.fail(this.failure);
  }

  bytes(options: BodyBytesOptions = {}): Observable<Uint8Array> {
    const maxBytes = expectCount('maxBytes', options.maxBytes ?? this.maxBytes ?? Infinity, 0);
    const window = expectCount('window', options.window ?? Infinity);
    return this.read(maxBytes, window);
  }

  text(options: BodyReadOptions = {}): Observable<string> {
    const maxBytes = expectCount('maxBytes', options.maxBytes ?? this.maxBytes ?? DEFAULT_MAX_BODY_BYTES, 0);
    return new Observable((subscriber) => {
      const pieces: Uint8Array[] = [];
      return this.read(maxBytes, Infinity).subscribe({
        next: (piece) => pieces.push(piece),
        error: (error) => subscriber.error(error),
        complete: () => {
          subscriber.next(Buffer.concat(pieces).toString(encodingOf(this.headers['content-type'])));
          subscriber.complete();
        },
      });
    });
  }

  json(options: BodyReadOptions = {}): Observable<unknown> {
    const text = this.text(options);
    return new Observable((subscriber) =>
      text.subscribe({
        next: (json) => {
          try {
            // The mark that some editors begin a file with is not JSON's.
            subscriber.next(JSON.parse(json.replace(/^\ufeff/, '')));
          } catch (error) {
            const expected = `JSON from ${this.peer}`;
            subscriber.error(new NetError('BODY_NOT_JSON', expected, oneLine(error), undefined, error));
          }
        },
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      }),
    );
  }

  taken(count = 1): void {
    this.reader?.taken(expectCount('count', count, 0));
  }

  private read(maxBytes: number, window: number): Observable<Uint8Array> {
    return new Observable((subscriber) => {
      if (this.hasReader) return subscriber.error(this.alreadyRead());
      this.hasReader = true;
      if (this.failure !== undefined) return subscriber.error(this.failure);
      if (Number(this.headers['content-length']) > maxBytes) {
        const error = this.tooLarge(maxBytes);
        this.hooks.givenUp(error);
        return subscriber.error(error);
      }
      const reader = new BodyReader(this.message, window, maxBytes, subscriber, () =>
        this.tooLarge(maxBytes),
      );
      this.reader = reader;
      this.hooks.begun();
      return () => {
        this.reader = undefined;
        reader.stop();
        if (!reader.hasEnded) this.hooks.givenUp(reader.error);
      };
    });
  }

  private tooLarge(maxBytes: number): NetError {
    const expected = `a body of at most ${maxBytes} bytes from ${this.peer}`;
    return new NetError('BODY_TOO_LARGE', expected, 'a larger one came');
  }

  private alreadyRead(): NetError {
    return new NetError('ALREADY_READ', `one reader of the body from ${this.peer}`, 'it has had one already');
  }
}

/** Feeds one subscriber while it has credit for more, and lets the message flow only then. */
class BodyReader {
  hasEnded = false;
  error: NetError | undefined;
  private credit: number;
  private count = 0;

  constructor(
    private readonly message: IncomingMessage,
    private readonly window: number,
    private readonly maxBytes: number,
    private readonly subscriber: Subscriber<Uint8Array>,
    private readonly tooLarge: () => NetError,
  ) {
    this.credit = window;
    message.on('data', this.onData).on('end', this.onEnd);
    message.resume();
  }

  get hasRoom(): boolean {
    return this.credit > 0;
  }

  taken(count: number): void {
    const wasPaused = this.credit === 0;
    this.credit = Math.min(this.window, this.credit + count);
    if (wasPaused && this.credit > 0) this.message.resume();
  }

  fail(error: NetError): void {
    this.error = error;
    this.subscriber.error(error);
  }

  stop(): void {
    this.message.off('data', this.onData).off('end', this.onEnd);
  }

  private readonly onData = (piece: Buffer): void => {
    this.count += piece.length;
    if (this.count > this.maxBytes) return this.fail(this.tooLarge());
    this.credit -= 1;
    // First: whoever is called now may give room back.
    if (this.credit === 0) this.message.pause();
    this.subscriber.next(piece);
  };

  private readonly onEnd = (): void => {
    this.hasEnded = true;
    this.subscriber.complete();
  };
}

function encodingOf(type: string | undefined): BufferEncoding {
  return /;\s*charset="?(iso-8859-1|latin1|windows-1252)\b/i.test(type ?? '') ? 'latin1' : 'utf8';
}

function oneLine(error: unknown): string {
  return `got something else: ${(error as Error).message.split('\n', 1)[0]!}`;
}

function ignore(): void {}
