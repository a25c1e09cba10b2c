// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import type { NetError } from '../net-error';
import type { HttpBody, HttpHeaders, HttpMessage } from './http-message';

export interface HttpAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: HttpHeaders;
  /** Text is `text/plain` unless a header says otherwise. Default none. */
  readonly body?: HttpBody;
}

/**
 * How a request came to its end: it was `answered`; we `destroyed` it (or the server it came to); the peer `left` before
 * it was; it was `too-slow` to read the answer; or the stream of the answer's body `failed`.
 */
export type HttpCloseReason = 'answered' | 'destroyed' | 'left' | 'too-slow' | 'failed';

export interface HttpClose {
  readonly reason: HttpCloseReason;
  /** What went wrong, unless it was answered or destroyed by us. */
  readonly error: NetError | undefined;
}

/** A request that came to a server of ours, to be answered once. */
export interface HttpRequest extends HttpMessage {
  /** Unique in this process. */
  readonly id: number;
  /** In capitals: `GET`. */
  readonly method: string;
  /** As it was sent, without the query: `/actors/Han%20Solo`. */
  readonly path: string;
  /** Decoded; of several values of one name the first. */
  readonly query: Readonly<Record<string, string>>;
  /** What a route's `:name` and `*` stand for, decoded; empty without routes. */
  readonly params: Readonly<Record<string, string>>;
  readonly remoteAddress: string;
  readonly remotePort: number;
  /** False once it was answered, or nobody is there any more to be answered. */
  readonly isWaiting: boolean;

  /** Emits once, when the answer was sent whole or cannot be, and completes. Late subscribers hear it too. */
  readonly closed: Observable<HttpClose>;

  /**
   * Answers the request.
   *
   * A body that is a stream is sent as it comes; one that fails in the middle cuts the connection, so that nobody takes
   * half a body for a whole. An answer that comes before all of the request's body has closes the connection.
   * @returns false if it {@link isWaiting} no more
   * @throws {NetError} `ARGUMENT` for a status, headers or a body that cannot be sent
   */
  respond(answer?: HttpAnswer): boolean;

  /** Answers with a value as JSON. All else as {@link respond}. */
  respondJson(value: unknown, answer?: Omit<HttpAnswer, 'body'>): boolean;

  /** Cuts the connection without an answer. */
  destroy(): void;
}
