// SPDX-License-Identifier: MIT
import { Observable } from 'rxjs';
import { NetError } from '../net-error';
import { isHopeless } from './redis-errors';
import { linkPlan, type LinkPlan, type RedisLinkOptions } from './redis-options';
import type { RedisChannelEvent, RedisSource } from './redis-types';
import { joinShared } from './shared-subscriber';

/**
 * Listens to a channel, or to all that fit a pattern, without a connection for commands of one's own.
 *
 * Cold. Emits `subscribed`, then `message`; after a break `interrupted`, and `subscribed` with `again` when it is mended: what
 * was published meanwhile is lost. Never completes. Everybody in this process who listens to one server, with the same user,
 * shares one connection and one subscription a channel; the first says with its options how it is made.
 * **Cancellation:** no message comes after unsubscribing. The last to leave a channel unsubscribes from it, the last of all
 * destroys the socket, whatever state it is in, before it returns.
 * @throws {NetError} `ARGUMENT` at the call; as the stream's error what kept it from connecting (`CONNECTION_REFUSED` …), or
 *   `REDIS_AUTH` or `REDIS_ERROR` if the server refuses the channel
 * @example
 * self.subscribe(subscribeRedis({ url, channel: 'news' }), (event) => {
 *   if (event.type === 'message') self.log(event.message);
 * });
 */
export function subscribeRedis(options: RedisLinkOptions & RedisSource): Observable<RedisChannelEvent> {
  return channelEvents(linkPlan(options), options);
}

export function channelEvents(plan: LinkPlan, source: RedisSource): Observable<RedisChannelEvent> {
  expectSource(source);
  const { target, backOff, maxAttempts, waitForServer } = plan;
  return new Observable<RedisChannelEvent>((subscriber) => {
    let wasSubscribed = false;
    let isInterrupted = false;
    return joinShared(target, () => plan.driver(), backOff, source, {
      subscribed: (again) => {
        wasSubscribed = true;
        isInterrupted = false;
        subscriber.next({ type: 'subscribed', again });
      },
      message: (message) => subscriber.next({ type: 'message', ...message }),
      refused: (error) => subscriber.error(error),
      broke: (error, attempt) => {
        const mayGoOn = (wasSubscribed || waitForServer) && attempt <= maxAttempts;
        if (!mayGoOn || isHopeless(error)) return subscriber.error(error);
        // Once for each break, however many attempts it takes to mend it.
        if (isInterrupted) return;
        isInterrupted = true;
        subscriber.next({ type: 'interrupted', error });
      },
    });
  });
}

function expectSource(source: RedisSource): void {
  const name: unknown = 'channel' in source ? source.channel : source.pattern;
  if (typeof name === 'string' && name !== '') return;
  throw new NetError('ARGUMENT', 'a channel or a pattern', `got ${JSON.stringify(name) ?? 'none'}`);
}
