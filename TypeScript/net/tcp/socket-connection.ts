// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { AsyncSubject, Observable } from 'rxjs';
import { expectCount, expectSeconds, timerMs } from '../argument-checks';
import { NetError, placeText, type NetPlace } from '../net-error';
import { AnsweredInput } from './answered-input';
import { FrameProblem, frameSplitter, type FrameOptions, type FrameSplitter } from './frame-splitter';
import { GatheredOutput } from './gathered-output';
import { ChunkFraming, InputReader, type InputFraming, type InputTaker } from './input-reader';
import { LineSplitter } from './line-splitter';
import { LineTooLong } from './line-too-long';
import { closeOf } from './socket-errors';
import type {
  LineOptions,
  ReadOptions,
  Responder,
  TcpClose,
  TcpConnection,
  TcpConnectionOptions,
} from './tcp-connection';

const DEFAULT_MAX_WAITING_BYTES = 1024 * 1024;
const DEFAULT_GRACE_SECONDS = 30;
const DEFAULT_MAX_LINE_BYTES = 4096;
const KEEP_ALIVE_MS = 60_000;
/** More than this is not gathered: the kernel takes it at once, if the peer reads. */
const MOST_GATHERED_BYTES = 16 * 1024;

/** The limits of connections, checked and complete. */
export interface ConnectionLimits {
  readonly maxWaitingBytes: number;
  readonly graceSeconds: number;
  readonly idleSeconds: number;
  readonly responder: Responder | undefined;
  readonly responderFraming: (() => FrameSplitter) | undefined;
}

export function connectionLimits(options: TcpConnectionOptions): ConnectionLimits {
  return {
    maxWaitingBytes: expectCount('maxWaitingBytes', options.maxWaitingBytes ?? DEFAULT_MAX_WAITING_BYTES),
    graceSeconds: expectSeconds('graceSeconds', options.graceSeconds ?? DEFAULT_GRACE_SECONDS),
    idleSeconds: expectSeconds('idleSeconds', options.idleSeconds ?? Infinity),
    responder: options.responder,
    responderFraming: options.responderFrames && frameSplitter(options.responderFrames),
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
  readonly drained: Observable<void>;
  private readonly drainWaiters = new Set<() => void>();
  private readonly answered: AnsweredInput | undefined;
  private readonly output: GatheredOutput;
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
    this.drained = new Observable<void>((subscriber) => {
      const look = (): void => {
        if (this.waitingBytes > 0) return;
        if (this.isOpen) subscriber.next();
        subscriber.complete();
      };
      this.drainWaiters.add(look);
      look();
      return () => this.drainWaiters.delete(look);
    });
    this.output = new GatheredOutput(socket);
    socket.setNoDelay(true);
    // Finds out about a peer whose machine or cable is gone.
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    socket.on('error', this.onError).on('close', this.onClose).on('timeout', this.onSilence);
    if (limits.idleSeconds < Infinity) socket.setTimeout(timerMs(limits.idleSeconds));
    const { responder } = limits;
    if (responder !== undefined) this.answered = new AnsweredInput(socket, this.answerWith(responder));
    this.input.on('end', this.onEnd);
  }

  get isOpen(): boolean {
    return !this.hasClosed;
  }

  get waitingBytes(): number {
    if (!this.isOpen) return 0;
    // What the kernel takes does not wait.
    this.output.flush();
    return this.socket.writableLength;
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

  frames(options: FrameOptions & ReadOptions): Observable<Uint8Array> {
    const items = this.items<Uint8Array | FrameProblem>(frameSplitter(options), options, (item) =>
      item instanceof FrameProblem ? this.frameProblem(item) : undefined,
    );
    // A problem is an error of the stream, never an item.
    return items as Observable<Uint8Array>;
  }

  taken(count = 1): void {
    this.reader?.taken(expectCount('count', count, 0));
  }

  write(data: string | Uint8Array): boolean {
    if (!this.isOpen || this.hasOurSideEnded) return false;
    const size = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    const mostGathered = Math.min(MOST_GATHERED_BYTES, this.limits.maxWaitingBytes);
    if (this.socket.writableLength + size > mostGathered) this.output.flush();
    const waiting = this.socket.writableLength;
    if (waiting > 0 && waiting + size > this.limits.maxWaitingBytes) {
      this.close('too-slow', this.peerTooSlow(waiting + size));
      return false;
    }
    this.output.gather();
    this.socket.write(data, this.onWritten);
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
      const reader = new InputReader(this.input, framing(), window, subscriber, errorOf);
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

  /** Pure code of the user's, called for each piece or frame as it arrives. */
  private answerWith(responder: Responder): (chunk: Buffer) => void {
    const framing = this.limits.responderFraming?.() ?? new ChunkFraming();
    return (chunk) => {
      framing.push(chunk);
      for (;;) {
        const item = framing.next();
        if (item === undefined || !this.isOpen) return;
        if (item instanceof FrameProblem) return this.close('failed', this.frameProblem(item));
        try {
          const answer = responder(item);
          if (answer !== undefined) this.write(answer);
        } catch (error) {
          return this.close('failed', this.responderFailed(error));
        }
      }
    };
  }

  private readonly onWritten = (): void => {
    if (this.drainWaiters.size === 0) return;
    for (const look of [...this.drainWaiters]) look();
  };

  private readonly onSilence = (): void => {
    if (!this.hasOurSideEnded && !this.hasPeerEnded) this.onIdle();
    else if (this.hasOurSideEnded) this.close('silent', this.peerSilent());
    else this.end();
  };

  private onIdle(): void {
    // While nobody reads, it is us who let the peer wait.
    if (this.socket.readableFlowing !== true) this.socket.setTimeout(timerMs(this.limits.idleSeconds));
    else this.close('idle', this.peerIdle());
  }

  private readonly onError = (error: NodeJS.ErrnoException): void => {
    const close = closeOf(error, this.place);
    this.close(close.reason, close.error);
  };

  private readonly onClose = (): void => {
    const { readable } = this.answered ?? {};
    // The reader is behind what the responder has seen already.
    if (this.reader !== undefined && readable !== undefined && !readable.readableEnded) {
      readable.once('end', () => this.close('ended', undefined));
    } else this.close('ended', undefined);
  };

  private close(reason: TcpClose['reason'], error: NetError | undefined): void {
    if (this.hasClosed) return;
    this.hasClosed = true;
    const { socket } = this;
    this.input.off('end', this.onEnd);
    this.answered?.stop();
    socket.off('error', this.onError).off('close', this.onClose).off('timeout', this.onSilence);
    // Node throws an error that nobody listens for, and one may still be on its way.
    socket.on('error', ignore);
    this.output.flush();
    socket.destroy();
    this.reader?.connectionClosed();
    this.onWritten();
    this.closing.next({ reason, error });
    this.closing.complete();
  }

  private startGrace(): void {
    this.socket.setTimeout(timerMs(this.limits.graceSeconds));
  }

  /** Without this a connection that we ended would never learn of the peer's end. */
  private dropInputNobodyReads(): void {
    if (this.hasOurSideEnded && this.reader === undefined && this.isOpen) this.input.resume();
  }

  private get input(): Readable {
    return this.answered?.readable ?? this.socket;
  }

  private get place(): NetPlace {
    return { address: this.remoteAddress, port: this.remotePort };
  }

  private lineTooLong(maxBytes: number): NetError {
    const expected = `lines of at most ${maxBytes} bytes from ${placeText(this.place)}`;
    return new NetError('LINE_TOO_LONG', expected, 'a longer one came', this.place);
  }

  private frameProblem({ kind, bytes }: FrameProblem): NetError {
    const from = placeText(this.place);
    return kind === 'cut'
      ? new NetError('FRAME_CUT', `whole frames from ${from}`, `it ended ${bytes} bytes into one`, this.place)
      : new NetError(
          'FRAME_TOO_LONG',
          `frames of at most ${bytes} bytes from ${from}`,
          'a longer one came',
          this.place,
        );
  }

  private responderFailed(error: unknown): NetError {
    const came = `it threw: ${error instanceof Error ? error.message.split('\n', 1)[0]! : String(error)}`;
    const expected = `the responder to answer ${placeText(this.place)}`;
    return new NetError('RESPONDER_FAILED', expected, came, this.place, error);
  }

  private peerIdle(): NetError {
    const expected = `${placeText(this.place)} to send or read something`;
    return new NetError('PEER_IDLE', expected, `nothing moved for ${this.limits.idleSeconds} s`, this.place);
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
