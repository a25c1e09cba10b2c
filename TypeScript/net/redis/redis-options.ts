// SPDX-License-Identifier: MIT
import { expectCount, expectSeconds } from '../argument-checks';
import { ioredisDriver, type LinkLimits } from './ioredis-driver';
import type { BackOff } from './mended-link';
import type { PendingLimits } from './pending-commands';
import { registeredDriver, type RedisDriver } from './redis-driver';
import { redisTarget, type RedisAddressOptions, type RedisTarget } from './redis-target';

/** How a connection is made and mended. All seconds are real time, not the game's. */
export interface RedisLinkOptions extends RedisAddressOptions {
  /**
   * What follows if the first attempt fails: false, the stream does; true, further attempts, as after a break, and the
   * connection is emitted at once. A server that refuses our password is never asked again. Default false.
   */
  readonly waitForServer?: boolean;
  /** Attempts after a break, or a first one that failed, until it is given up. Default Infinity. */
  readonly maxAttempts?: number;
  /** Delay before the first of them; each following one has twice as much. Default 0.05. */
  readonly firstDelaySeconds?: number;
  /** Longest delay between attempts. Each is up to half shorter by chance. Default 5. */
  readonly maxDelaySeconds?: number;
  /** Longest time until a server has accepted us. Default 10. */
  readonly timeoutSeconds?: number;
  /** A server that says nothing for so long is asked whether it is there, and has as long, at most 10 s, to answer. Default 30. */
  readonly idleSeconds?: number;
  /** Most bytes of one reply or message, where an element of a list counts 16 besides. Default 64 MiB. */
  readonly maxReplyBytes?: number;
  /** What speaks to the server. Default: the one that is registered for the scheme of the URL, else ioredis. */
  readonly driver?: RedisDriver;
}

export interface ConnectRedisOptions extends RedisLinkOptions {
  /** Most commands without a reply, those that wait while the connection is mended among them. Default 10000. */
  readonly maxPending?: number;
  /** Most bytes of their arguments, where a letter counts as one. Default 64 MiB. */
  readonly maxPendingBytes?: number;
}

const MEBIBYTE = 1024 * 1024;

/** The options of a link, checked and complete. */
export interface LinkPlan {
  readonly target: RedisTarget;
  readonly backOff: BackOff;
  readonly waitForServer: boolean;
  readonly maxAttempts: number;
  /** Looks for the driver when it is needed, so that one may be registered after the call. */
  driver(): RedisDriver;
}

/** @throws {NetError} `ARGUMENT` */
export function linkPlan(options: RedisLinkOptions): LinkPlan {
  const target = redisTarget(options);
  const limits: LinkLimits = {
    timeoutSeconds: expectSeconds('timeoutSeconds', options.timeoutSeconds ?? 10),
    idleSeconds: expectSeconds('idleSeconds', options.idleSeconds ?? 30),
    maxReplyBytes: expectCount('maxReplyBytes', options.maxReplyBytes ?? 64 * MEBIBYTE),
  };
  return {
    target,
    backOff: {
      firstSeconds: expectSeconds('firstDelaySeconds', options.firstDelaySeconds ?? 0.05),
      maxSeconds: expectSeconds('maxDelaySeconds', options.maxDelaySeconds ?? 5),
    },
    waitForServer: options.waitForServer ?? false,
    maxAttempts: expectCount('maxAttempts', options.maxAttempts ?? Infinity, 0),
    driver: () => options.driver ?? registeredDriver(target.scheme) ?? ioredisDriver(limits),
  };
}

/** @throws {NetError} `ARGUMENT` */
export function pendingLimits(options: ConnectRedisOptions): PendingLimits {
  return {
    maxPending: expectCount('maxPending', options.maxPending ?? 10_000),
    maxPendingBytes: expectCount('maxPendingBytes', options.maxPendingBytes ?? 64 * MEBIBYTE),
  };
}
