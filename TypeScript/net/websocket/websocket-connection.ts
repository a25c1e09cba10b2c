// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import type { NetError } from '../net-error';
import type { ReadOptions } from '../tcp/tcp-connection';

export interface WebSocketConnectionOptions {
  /** Largest message in bytes that may come. Default 1 MiB; at most 2 GiB. */
  readonly maxMessageBytes?: number;
  /** Most bytes that may wait for a peer that does not read; one more message then closes the connection. Default 1 MiB. */
  readonly maxWaitingBytes?: number;
  /**
   * A ping is sent each time so many seconds have passed; a peer of which nothing has come until the next one is gone.
   * Infinity sends none. Default 30.
   *
   * **Time:** the network's real time, not the game's.
   */
  readonly pingSeconds?: number;
  /** Once one side has begun to close, so many seconds of waiting for the other end the connection. Default 5. */
  readonly graceSeconds?: number;
}

/**
 * Why a connection is no more: one side `ended` it with a closing handshake; we `destroyed` it (or stopped the stream
 * it came from); it was `reset`, or ended without a handshake; the peer was `too-slow` to read; it stayed `silent` after
 * a ping or after our `close`; it `failed`: the peer broke the protocol or a limit.
 */
export type WebSocketCloseReason = 'ended' | 'destroyed' | 'reset' | 'too-slow' | 'silent' | 'failed';

export interface WebSocketClose {
  readonly reason: WebSocketCloseReason;
  /** The peer's status code; 1005 if it gave none, 1006 if there was no closing handshake. */
  readonly code: number;
  /** What the peer gave as the reason, at most 123 bytes. */
  readonly text: string;
  /** What went wrong, unless the connection ended in order or was destroyed by us. */
  readonly error: NetError | undefined;
}

/**
 * An open WebSocket connection.
 *
 * It answers pings and sees the peer's end also while nobody reads: messages are read ahead, up to 64 KiB, then the peer
 * waits. One reader at a time; the next one goes on where the last one stopped.
 */
export interface WebSocketConnection {
  /** Unique in this process among the WebSocket connections. */
  readonly id: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly localAddress: string;
  readonly localPort: number;
  /** The subprotocol both sides agreed on; empty if none. */
  readonly protocol: string;
  /** Whether messages can be sent: neither side has begun to close. */
  readonly isOpen: boolean;
  /** Bytes sent here that the system has not taken yet. */
  readonly waitingBytes: number;

  /** Emits once, when the connection has closed, and completes. Late subscribers hear it too. */
  readonly closed: Observable<WebSocketClose>;

  /**
   * Emits once, as soon as all that was sent has been taken by the system, and completes; completes without that when
   * the connection closes first. Cold: it looks when it is subscribed to.
   */
  readonly drained: Observable<void>;

  /**
   * Reads whole messages: text as strings, others as bytes.
   *
   * Cold. Completes when the connection has closed and all that had come before has been handed over; at once, and
   * without the rest, after {@link destroy}.
   * **Cancellation:** unsubscribing keeps the connection, and what has come, for the next reader.
   * @throws {NetError} as the stream's error: `ALREADY_READ` if there is another reader
   */
  messages(options?: ReadOptions): Observable<string | Uint8Array>;

  /** Says that the consumer is done with messages of the current reader, where that has a `window`. */
  taken(count?: number): void;

  /**
   * Sends a text message, or one of bytes, which must not be changed afterwards.
   *
   * A message that finds more than `maxWaitingBytes` waiting with it closes the connection as `too-slow`. A single large
   * one to a peer that has read all else is allowed.
   * @returns false if it cannot be sent, because one side has begun to close or the connection is closed
   */
  send(data: string | Uint8Array): boolean;

  /**
   * Begins the closing handshake after what waits. Does nothing the second time.
   * @param code - 1000 (default), 1001 to 1014 as the standard has them, or 3000 to 4999
   * @param reason - at most 123 bytes
   * @throws {NetError} `ARGUMENT`
   */
  close(code?: number, reason?: string): void;

  /** Closes at once: what waits is lost, readers complete, and nothing of ours is left on the socket when this returns. */
  destroy(): void;
}
