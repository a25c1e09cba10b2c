// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import { AsyncSubject, Observable } from 'rxjs';
import { expectCount, expectSeconds, timerMs } from '../argument-checks';
import { NetError, placeText, type NetPlace } from '../net-error';
import { ChunkFraming, InputReader, type InputFraming, type InputTaker } from './input-reader';
import { LineSplitter } from './line-splitter';
import { LineTooLong } from './line-too-long';
import { closeOf } from './socket-errors';
import type {
  LineOptions,
  ReadOptions,
  TcpClose,
  TcpConnection,
  TcpConnectionOptions,
} from './tcp-connection';

const DEFAULT_MAX_WAITING_BYTES = 1024 * 1024;
const DEFAULT_GRACE_SECONDS = 30;
const DEFAULT_MAX_LINE_BYTES = 4096;
const KEEP_ALIVE_MS = 60_000;

/** The limits of connections, checked and complete. */
export interface ConnectionLimits {
  readonly maxWaitingBytes: number;
  readonly graceSeconds: number;
}

export function connectionLimits(options: TcpConnectionOptions): ConnectionLimits {
  return {
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? DEFAULT_MAX_WAITING_BYTES),
    graceSeconds: expectSeconds('graceSeconds', options.graceSeconds ?? DEFAULT_GRACE_SECONDS),
  };
}

let lastId = 0;

/** A connection over a socket that is connected and was made with `allowHalfOpen`. */
export class SocketConnection implements TcpConnection {
  readonly id = (lastId += 1);
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly closed: Observable<TcpClose>;
  private readonly closing = new AsyncSubject<TcpClose>();
  private reader: InputTaker | undefined;
  private hasClosed = false;
  private hasPeerEnded = false;
  private hasOurSideEnded = false;

  constructor(
    private readonly socket: Socket,
    private readonly limits: ConnectionLimits,
  ) {
    // A socket whose peer is gone already has no addresses.
    this.remoteAddress = socket.remoteAddress ?? 'unknown';
    this.remotePort = socket.remotePort ?? 0;
    this.localAddress = socket.localAddress ?? 'unknown';
    this.localPort = socket.localPort ?? 0;
    this.closed = this.closing.asObservable();
    socket.setNoDelay(true);
    // Finds out about a peer whose machine or cable is gone.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket
      .on('end', this.onEnd)
      .on('error', this.onError)
      .on('close', this.onClose)
      .on('timeout', this.onSilence);
  }

  get isOpen(): boolean {
    return !this.hasClosed;
  }

  get waitingBytes(): number {
    return this.isOpen ? this.socket.writableLength : 0;
  }

  lines(options?: LineOptions & { readonly whenTooLong?: 'error' }): Observable<string>;
  lines(options: LineOptions): Observable<string | LineTooLong>;
  lines(options: LineOptions = {}): Observable<string | LineTooLong> {
    const maxBytes = expectCount('maxBytes', options.maxBytes ?? DEFAULT_MAX_LINE_BYTES);
    const errorOf = (item: string | LineTooLong): NetError | undefined =>
      item instanceof LineTooLong && options.whenTooLong !== 'skip' ? this.lineTooLong(maxBytes) : undefined;
    return this.items(() => new LineSplitter(maxBytes, options.encoding ?? 'utf8'), options, errorOf);
  }

  bytes(options: ReadOptions = {}): Observable<Uint8Array> {
    return this.items(
      () => new ChunkFraming(),
      options,
      () => undefined,
    );
  }

  taken(count = 1): void {
    this.reader?.taken(expectCount('count', count, 0));
  }

  write(data: string | Uint8Array): boolean {
    if (!this.isOpen || this.hasOurSideEnded) return false;
    const waiting = this.socket.writableLength;
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    if (waiting > 0 && waiting + size > this.limits.maxWaitingBytes) {
      this.close('too-slow', this.peerTooSlow(waiting + size));
      return false;
    }
    this.socket.write(data);
    return true;
  }

  end(lastWords?: string | Uint8Array): void {
    if (lastWords !== undefined) this.write(lastWords);
    if (!this.isOpen || this.hasOurSideEnded) return;
    this.hasOurSideEnded = true;
    this.socket.end();
    this.startGrace();
    this.dropInputNobodyReads();
  }

  destroy(): void {
    this.close('destroyed', undefined);
  }

  private items<T>(
    framing: () => InputFraming<T>,
    options: ReadOptions,
    errorOf: (item: T) => Error | undefined,
  ): Observable<T> {
    const window = expectCount('window', options.window ?? Infinity);
    return new Observable<T>((subscriber) => {
      if (!this.isOpen || this.hasPeerEnded) return subscriber.complete();
      if (this.reader !== undefined) return subscriber.error(this.alreadyRead());
      const reader = new InputReader(this.socket, framing(), window, subscriber, errorOf);
      this.reader = reader;
      return () => {
        this.reader = undefined;
        reader.stop();
        this.dropInputNobodyReads();
      };
    });
  }

  private readonly onEnd = (): void => {
    this.hasPeerEnded = true;
    this.startGrace();
    this.reader?.inputEnded();
  };

  private readonly onSilence = (): void => {
    if (this.hasOurSideEnded) this.close('silent', this.peerSilent());
    else this.end();
  };

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    const close = closeOf(error, this.place);
    this.close(close.reason, close.error);
  };

  private readonly onClose = (): void => {
    this.close('ended', undefined);
  };

  private close(reason: TcpClose['reason'], error: NetError | undefined): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    const { socket } = this;
    socket
      .off('end', this.onEnd)
      .off('error', this.onError)
      .off('close', this.onClose)
      .off('timeout', this.onSilence);
    // Node throws an error that nobody listens for, and one may still be on its way.
    socket.on('error', ignore);
    socket.destroy();
    this.reader?.connectionClosed();
    this.closing.next({ reason, error });
    this.closing.complete();
  }

  private startGrace(): void {
    this.socket.setTimeout(timerMs(this.limits.graceSeconds));
  }

  /** Without this a connection that we ended would never learn of the peer's end. */
  private dropInputNobodyReads(): void {
    if (this.hasOurSideEnded && this.reader === undefined && this.isOpen) this.socket.resume();
  }

  private get place(): NetPlace {
    return { address: this.remoteAddress, port: this.remotePort };
  }

  private lineTooLong(maxBytes: number): NetError {
    const expected = `lines of at most ${maxBytes} bytes from ${placeText(this.place)}`;
    return new NetError('LINE_TOO_LONG', expected, 'a longer one came', this.place);
  }

  private alreadyRead(): NetError {
    const expected = `one reader of the connection with ${placeText(this.place)}`;
    return new NetError('ALREADY_READ', expected, 'it has one already', this.place);
  }

  private peerTooSlow(waiting: number): NetError {
    const expected = `${placeText(this.place)} to read what it is sent`;
    const came = `${waiting} bytes would wait and ${this.limits.maxWaitingBytes} may`;
    return new NetError('PEER_TOO_SLOW', expected, came, this.place);
  }

  private peerSilent(): NetError {
    const expected = `${placeText(this.place)} to end its side too`;
    return new NetError(
      'PEER_SILENT',
      expected,
      `nothing came for ${this.limits.graceSeconds} s`,
      this.place,
    );
  }
}

function ignore(): void {}
