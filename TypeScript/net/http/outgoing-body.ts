// SPDX-License-Identifier: MIT
import type { OutgoingMessage } from 'node:http';
import { Subject, Subscriber, isObservable, type Subscription } from 'rxjs';
import { wrongArgument } from '../argument-checks';
import type { HttpBody } from './http-message';

export type BodyStream = Exclude<HttpBody, string | Uint8Array>;

/** @throws {NetError} `ARGUMENT` unless it is a body */
export function expectBody(body: HttpBody): HttpBody {
  if (typeof body === 'string' || body instanceof Uint8Array || isObservable(body)) return body;
  if (typeof body === 'function') return body;
  throw wrongArgument('body', 'text, bytes, an Observable of them or a function that gives one', body);
}

export function isStream(body: HttpBody): body is BodyStream {
  return typeof body !== 'string' && !(body instanceof Uint8Array);
}

export interface SendHooks {
  /** The system has taken a piece. */
  sent(): void;
  /** More than may wait would wait, because the peer does not read. */
  tooSlow(waitingBytes: number): void;
  /** The source failed, or emitted what is no piece of a body. */
  failed(error: unknown): void;
}

/**
 * Sends what a stream emits as the body of a message, and ends the message with it.
 *
 * Unsubscribing stops the source and leaves the message as it is: cut.
 */
export function sendStream(
  body: BodyStream,
  message: OutgoingMessage,
  maxWaitingBytes: number,
  hooks: SendHooks,
): Subscription {
  const sent = new Subject<number>();
  let waiting = 0;
  const send = (piece: unknown): void => {
    if (typeof piece !== 'string' && !(piece instanceof Uint8Array)) {
      return fail(wrongArgument('a piece of the body', 'text or bytes', piece));
    }
    const size = typeof piece === 'string' ? Buffer.byteLength(piece) : piece.byteLength;
    if (waiting > 0 && waiting + size > maxWaitingBytes) {
      subscriber.unsubscribe();
      return hooks.tooSlow(waiting + size);
    }
    waiting += size;
    message.write(piece, (error) => {
      waiting -= size;
      if (error != null) return;
      hooks.sent();
      if (!subscriber.closed) sent.next(size);
    });
  };
  const fail = (error: unknown): void => {
    subscriber.unsubscribe();
    hooks.failed(error);
  };
  // Made by hand: a source that emits while it is being subscribed to must already be one that can be stopped.
  const subscriber = new Subscriber<unknown>({
    next: send,
    error: fail,
    complete: () => {
      message.end();
      sent.complete();
    },
  });
  try {
    const source: unknown = typeof body === 'function' ? body(sent.asObservable()) : body;
    if (!isObservable(source)) throw wrongArgument('body', 'a function that gives an Observable', source);
    subscriber.add(source.subscribe(subscriber));
  } catch (error) {
    fail(error);
  }
  return subscriber;
}
