// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { MendedLink } from './mended-link';
import { OwnRedisConnection } from './own-connection';
import { isHopeless } from './redis-errors';
import { linkPlan, pendingLimits, type ConnectRedisOptions } from './redis-options';
import type { RedisConnection } from './redis-types';

/**
 * Connects to a Redis server for each subscriber.
 *
 * Cold. Emits one connection when the server has accepted it, with `waitForServer` at once. When it breaks it is mended, with
 * delays that grow, and its subscriptions go on; the stream itself never completes.
 * **Cancellation:** unsubscribing destroys the socket, whatever state it is in, before it returns; commands under way fail and
 * subscriptions complete.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error what kept the first attempt from succeeding
 *   (`CONNECTION_REFUSED`, `CONNECT_TIMEOUT`, `REDIS_AUTH`, …), or what broke it, after `maxAttempts`
 * @example
 * self.subscribe(connectRedis({ url }).pipe(switchMap((redis) => redis.incr('visits'))), (visits) => self.log(`${visits}`));
 */
export function connectRedis(options: ConnectRedisOptions = {}): Observable<RedisConnection> {
  const plan = linkPlan(options);
  const limits = pendingLimits(options);
  const { target, backOff, maxAttempts, waitForServer } = plan;

  return new Observable<RedisConnection>((subscriber) => {
    let wasEmitted = false;
    const emit = (): void => {
      if (wasEmitted) return;
      wasEmitted = true;
      subscriber.next(connection);
    };
    const link = new MendedLink(target, plan.driver(), backOff, {
      opened: () => {
        connection.opened();
        emit();
      },
      // Nobody subscribes through this link.
      message: () => undefined,
      broke: (error, attempt, delaySeconds) => {
        const mayGoOn = wasEmitted && attempt <= maxAttempts && !isHopeless(error);
        if (mayGoOn) return connection.broke({ state: 'reconnecting', attempt, delaySeconds, error });
        connection.close(error);
        subscriber.error(error);
      },
    });
    const connection = new OwnRedisConnection(plan, link, limits);
    subscriber.add(() => connection.close(undefined));
    link.start();
    if (waitForServer) emit();
  });
}
