// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';

/** Headers by name; those that were received have their names in lower case, and several of one name joined by commas. */
export type HttpHeaders = Readonly<Record<string, string>>;

/**
 * What is sent as a body: text (as UTF-8), bytes, or a stream of such pieces, which is subscribed to when it is its turn.
 *
 * A stream cannot be made to wait. Where its source can, give a function: what it is handed emits the size of each piece
 * once the system has taken it.
 * @example body: (sent) => { sent.subscribe(() => upstream.taken()); return upstream.bytes({ window: 8 }); }
 */
export type HttpBody =
  | string
  | Uint8Array
  | Observable<string | Uint8Array>
  | ((sent: Observable<number>) => Observable<string | Uint8Array>);

export interface BodyReadOptions {
  /**
   * Most bytes of the body. Default what `maxBodyBytes` says of the whole message.
   */
  readonly maxBytes?: number;
}

export interface BodyBytesOptions extends BodyReadOptions {
  /**
   * Most pieces that may be out before `taken` is called; then the peer is made to wait.
   * Default: no limit, for consumers that are done with a piece when they have been handed it.
   */
  readonly window?: number;
}

/**
 * A message whose body is still on its way.
 *
 * It reads nothing until someone subscribes, and loses nothing until then. A body is read once, by one reader.
 */
export interface HttpMessage {
  readonly headers: HttpHeaders;

  /**
   * Reads the body in whatever pieces it arrives, and completes at its end.
   *
   * Cold. **Cancellation:** unsubscribing gives the rest of the body up.
   * @throws {NetError} as the stream's error: `BODY_TOO_LARGE`, `ALREADY_READ`, `CONNECTION_RESET` (the body is cut),
   *   `BODY_GONE` (the message was given up by us), and what else breaks the connection
   */
  bytes(options?: BodyBytesOptions): Observable<Uint8Array>;

  /** Reads the whole body as text: UTF-8, unless its type says Latin-1. Emits once, at its end. All else as {@link bytes}. */
  text(options?: BodyReadOptions): Observable<string>;

  /**
   * Reads the whole body as JSON. Emits once, at its end. All else as {@link bytes}.
   * @throws {NetError} as the stream's error, besides: `BODY_NOT_JSON`
   */
  json(options?: BodyReadOptions): Observable<unknown>;

  /** Says that the consumer is done with pieces, where they are read with a `window`. */
  taken(count?: number): void;
}
