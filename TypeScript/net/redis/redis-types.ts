// SPDX-License-Identifier: MIT
import type { Observable } from 'rxjs';
import type { NetError } from '../net-error';

/** What a command is made of. A number is sent as its text, bytes as they are. */
export type RedisArgument = string | number | Uint8Array;

/** What a server answers, as it is on the wire: HGETALL gives a list of names and values in turn. Text is UTF-8. */
export type RedisReply = string | number | null | readonly RedisReply[];

/** A message published to a channel. */
export interface RedisMessage {
  readonly channel: string;
  readonly message: string;
  /** The pattern that the channel fits, where that was subscribed to. */
  readonly pattern?: string;
}

/**
 * What becomes of a subscription: it is in force at the server (`again`: after a break, in which messages were lost); the
 * connection broke, and is being mended; a message came.
 */
export type RedisChannelEvent =
  | { readonly type: 'subscribed'; readonly again: boolean }
  | { readonly type: 'interrupted'; readonly error: NetError }
  | ({ readonly type: 'message' } & RedisMessage);

/** How a connection fares. `delaySeconds` is the real time until the next attempt; `closed` is the last of all. */
export type RedisStatus =
  | { readonly state: 'connecting' }
  | { readonly state: 'ready' }
  | {
      readonly state: 'reconnecting';
      /** Which attempt comes next: 1 for the first after a break, or after a first attempt that failed. */
      readonly attempt: number;
      readonly delaySeconds: number;
      readonly error: NetError;
    }
  | { readonly state: 'closed'; readonly error: NetError | undefined };

/**
 * A connection to a Redis server, which mends itself when it breaks.
 *
 * All streams are cold. When the connection is closed, commands under way fail with `REDIS_DOWN` and subscriptions complete.
 */
export interface RedisConnection {
  /** Where the server is, without user and password. */
  readonly address: string;
  /** Emits how the connection fares, beginning with how it is now; completes after `closed`. */
  readonly status: Observable<RedisStatus>;

  /**
   * Sends a command for each subscriber, and emits its one reply.
   *
   * While the connection is being mended it waits, up to `maxPending`. One that was sent when the connection broke fails,
   * and is not sent again: nobody knows whether it was carried out.
   * **Cancellation:** unsubscribing takes back what was not sent yet, else drops the reply.
   * @param name - any command of one reply that leaves the connection as it was
   * @throws {NetError} `ARGUMENT` at the call; as the stream's error `REDIS_ERROR` with the server's words, `REDIS_AUTH` if
   *   it is not allowed, `REDIS_DOWN` if the connection breaks or too many commands wait for it, `PEER_TOO_SLOW` if too many
   *   wait for a reply
   */
  command(name: string, ...args: readonly RedisArgument[]): Observable<RedisReply>;
  /** Emits the value of a key, null if there is none. All else as {@link command}. */
  get(key: string): Observable<string | null>;
  /** Sets a key, for so many seconds if they are given; emits once it is done. All else as {@link command}. */
  set(key: string, value: RedisArgument, options?: { readonly seconds?: number }): Observable<void>;
  /** Deletes keys, and emits how many there were. All else as {@link command}. */
  del(...keys: readonly string[]): Observable<number>;
  /** Adds to a number, 1 unless told otherwise, and emits the sum. All else as {@link command}. */
  incr(key: string, by?: number): Observable<number>;
  /** Publishes a message, and emits how many clients were sent it. All else as {@link command}. */
  publish(channel: string, message: RedisArgument): Observable<number>;

  /**
   * Listens to a channel.
   *
   * Everybody in this process who listens to one server shares one connection and one subscription a channel; the last to
   * leave closes them. It goes on after a break; what was published meanwhile is lost (`events` tells of it).
   * **Cancellation:** no message comes after unsubscribing.
   * @throws {NetError} as the stream's error: `REDIS_AUTH` or `REDIS_ERROR` if the server refuses the channel
   */
  subscribe(channel: string): Observable<RedisMessage>;
  /** Listens to all channels that fit a pattern, `news.*`, as Redis has them. All else as {@link subscribe}. */
  psubscribe(pattern: string): Observable<RedisMessage>;
  /** As {@link subscribe} or {@link psubscribe}, and tells when the subscription is in force and when it was interrupted. */
  events(source: RedisSource): Observable<RedisChannelEvent>;
}

/** A channel, or all channels that fit a pattern. */
export type RedisSource = { readonly channel: string } | { readonly pattern: string };
