// SPDX-License-Identifier: MIT
import { actorScript, type TaskScope } from 'transient-loop';
import { connectRedis, type RedisChannelEvent, type RedisConnection } from 'transient-loop/net';
import { redisUrl } from './redis-in-use';

/** Listens to a channel of Redis and publishes to it; `spawn Luke`, from whomever, spawns a Character of that name. */
export default actorScript(function* (self) {
  const url = yield* redisUrl(self);
  yield* self.subscribe(connectRedis({ url }), (redis) => {
    self.log('connected to Redis');
    self.spawn((task) => listen(task, redis), { name: 'listening' });
  });
});

function* listen(self: TaskScope, redis: RedisConnection) {
  const channel = self.argument('channel', 'news');
  yield* self.subscribe(redis.events({ channel }), (event) => {
    self.log(answer(self, channel, event));
    // Redis keeps nothing for those who come later: what is published now is heard.
    if (event.type === 'subscribed' && !event.again) {
      self.spawn((task) => publish(task, redis), { name: 'publishing' });
    }
  });
}

function answer(self: TaskScope, channel: string, event: RedisChannelEvent): string {
  if (event.type === 'subscribed') return `listens to "${channel}"${event.again ? ' again' : ''}`;
  if (event.type === 'interrupted') return `no longer hears "${channel}": ${event.error.message}`;
  const [, label] = /^spawn (\w{1,32})$/.exec(event.message) ?? [];
  if (label === undefined) return `heard: ${event.message}`;
  const limit = self.argument('maxActors', 100);
  if (self.world!.actors().length >= limit) return `the world is full, ${limit} actors are in it`;
  self.world!.spawn({ class: 'Character', label });
  return `spawned ${label}, as it was told`;
}

function* publish(self: TaskScope, redis: RedisConnection) {
  const channel = self.argument('channel', 'news');
  const beat = self.beat(self.argument('every', 3));
  for (let issue = 1; ; issue += 1) {
    yield* beat.next();
    const message = issue === 2 ? 'spawn Messenger' : `news, issue ${issue}`;
    // While the connection is being mended this one waits; if that takes too long, the next is due.
    yield* self.subscribe(redis.publish(channel, message), {
      next: (count) => self.log(`issue ${issue} has reached ${count}`),
      error: (error: Error) => self.log(`issue ${issue} is lost: ${error.message}`),
    });
  }
}
