// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import type { NetError } from '../net-error';
import type { FrameOptions } from './frame-splitter';
import type { LineTooLong } from './line-too-long';

export interface TcpConnectionOptions {
  /** Most bytes that may wait for a peer that does not read; one more write then closes the connection. Default 1 MiB. */
  readonly maxWaitingBytes?: number;
  /**
   * Once one side has ended, so many seconds of silence end the other and close the connection. Default 30.
   *
   * **Time:** the network's real time, not the game's.
   */
  readonly graceSeconds?: number;
  /**
   * A connection on which nothing comes or goes for so many seconds while somebody reads it is closed as `idle`. Default
   * Infinity.
   *
   * **Time:** the network's real time, not the game's.
   */
  readonly idleSeconds?: number;
  /**
   * Answers at arrival, before anything reaches a loop, whether or not somebody reads: for pings and acknowledgements.
   * It is no actor code: a pure function of the bytes. They go to the reader all the same, who may be 64 KiB behind. One
   * that throws fails its connection.
   */
  readonly responder?: Responder;
  /** How bytes are cut for the responder. Default: pieces as they arrive. */
  readonly responderFrames?: FrameOptions;
}

/** Maps bytes that arrived to the answer, if there is one. */
export type Responder = (bytes: Uint8Array) => string | Uint8Array | undefined;

export interface ReadOptions {
  /**
   * Most items that may be out before {@link TcpConnection.taken} is called; then the socket pauses, and the peer with it.
   * Default: no limit, for consumers that are done with an item when they have been handed it.
   */
  readonly window?: number;
}

export interface LineOptions extends ReadOptions {
  /** Longest line in bytes, without its line break. Default 4096. */
  readonly maxBytes?: number;
  /** How bytes become text; what is not valid becomes U+FFFD. Default `utf8`. */
  readonly encoding?: 'utf8' | 'latin1';
  /** `error` ends the stream of lines; `skip` emits a {@link LineTooLong} and goes on at the next line. Default `error`. */
  readonly whenTooLong?: 'error' | 'skip';
}

/**
 * Why a connection is no more: both sides `ended`; we `destroyed` it (or stopped the stream it came from); the peer or
 * the network `reset` it; the peer was `too-slow` to read; it stayed `silent` after one side had ended, or was `idle` for
 * too long; it `failed`.
 */
export type TcpCloseReason = 'ended' | 'destroyed' | 'reset' | 'too-slow' | 'silent' | 'idle' | 'failed';

export interface TcpClose {
  readonly reason: TcpCloseReason;
  /** What went wrong, unless the connection ended in order or was destroyed by us. */
  readonly error: NetError | undefined;
}

/**
 * An open TCP connection.
 *
 * It reads nothing until someone subscribes to {@link lines} or {@link bytes}, and loses nothing until then. One reader
 * at a time; the next one goes on where the last one stopped.
 */
export interface TcpConnection {
  /** Unique in this process. */
  readonly id: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  readonly isOpen: boolean;
  /** Bytes written here that the system has not taken yet. */
  readonly waitingBytes: number;

  /** Emits once, when the connection has closed, and completes. Late subscribers hear it too. */
  readonly closed: Observable<TcpClose>;

  /**
   * Emits once, as soon as all that was written has been taken by the system, and completes; completes without that
   * when the connection closes first. Cold: it looks when it is subscribed to.
   */
  readonly drained: Observable<void>;

  /**
   * Reads lines, ended by LF or CRLF.
   *
   * Cold. Completes when the peer has ended its side, after a last line without line break; also when the connection
   * closes in any other way ({@link closed} says which), then without an unfinished line.
   * **Cancellation:** unsubscribing pauses the socket and keeps the connection.
   * @throws {NetError} as the stream's error: `LINE_TOO_LONG`, or `ALREADY_READ` if there is another reader
   */
  lines(options?: LineOptions & { readonly whenTooLong?: 'error' }): Observable<string>;
  lines(options: LineOptions): Observable<string | LineTooLong>;

  /** Reads bytes in whatever pieces they arrive. All else as {@link lines}. */
  bytes(options?: ReadOptions): Observable<Uint8Array>;

  /**
   * Reads frames: up to a delimiter, of one size, or with their length in front.
   *
   * A frame that the peer's end cuts off is an error and not delivered. All else as {@link lines}.
   * @throws {NetError} `ARGUMENT` at the call; as the stream's error `FRAME_TOO_LONG`, `FRAME_CUT` or `ALREADY_READ`
   */
  frames(options: FrameOptions & ReadOptions): Observable<Uint8Array>;

  /** Says that the consumer is done with items of the current reader, where that has a `window`. */
  taken(count?: number): void;

  /**
   * Sends text (as UTF-8) or bytes, which must not be changed afterwards.
   *
   * A write that finds more than `maxWaitingBytes` waiting with it closes the connection as `too-slow`. A single large
   * write to a peer that has read all else is allowed.
   * @returns false if it cannot be sent, because our side has ended or the connection is closed
   */
  write(data: string | Uint8Array): boolean;

  /**
   * Ends our side after what waits has been sent. The connection closes when the peer has ended too; what the peer
   * sends until then goes to the reader, or is dropped if there is none. Does nothing the second time.
   */
  end(lastWords?: string | Uint8Array): void;

  /** Closes at once: what waits is lost, readers complete, and nothing of ours is left on the socket when this returns. */
  destroy(): void;
}
