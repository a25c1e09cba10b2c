// SPDX-License-Identifier: MIT
import type { NetError } from '../net-error';
import type { RedisTarget } from './redis-target';
import type { RedisArgument, RedisReply } from './redis-types';

/** What speaks to a server, so that one client library can take the place of another. Knows nothing of reconnecting. */
export interface RedisDriver {
  /**
   * Begins to connect.
   * @throws {NetError} `NET_UNAVAILABLE` if it cannot work here
   */
  open(target: RedisTarget, listener: RedisLinkListener): RedisLink;
}

/** Who a link tells of itself; never inside `open`, and never after `close`. */
export interface RedisLinkListener {
  /** The server has accepted us, and commands may be sent. */
  opened(): void;
  message(channel: string, message: string, pattern?: string): void;
  /** It could not be made, or broke. It is the last word of a link: nothing of it is left, and what was sent has no reply. */
  broke(error: NetError): void;
}

export type RedisReplyHandler = (error: NetError | undefined, reply: RedisReply) => void;

/** One connection from its first attempt to its end, which may come before it was open. */
export interface RedisLink {
  /** Sends a command, (P)SUBSCRIBE and (P)UNSUBSCRIBE among them. The handler is called once, unless the link ends before. */
  send(name: string, args: readonly RedisArgument[], onReply: RedisReplyHandler): void;
  /** Ends it at once, whatever state it is in. */
  close(): void;
}

const registered = new Map<string, RedisDriver>();

/**
 * Has URLs of another scheme served by another driver: `registerRedisDriver('stand-in', …)` serves `stand-in://name`.
 * @returns takes it back
 */
export function registerRedisDriver(scheme: string, driver: RedisDriver): () => void {
  registered.set(scheme, driver);
  return () => {
    if (registered.get(scheme) === driver) registered.delete(scheme);
  };
}

/** Says whether URLs of a scheme have a driver of their own. */
export function hasRedisDriver(scheme: string): boolean {
  return registered.has(scheme);
}

export function registeredDriver(scheme: string): RedisDriver | undefined {
  return registered.get(scheme);
}
