// SPDX-License-Identifier: MIT
import { actorScript } from 'transient-loop';
import { chooseRedis } from '../support/redis-choice';
import { redisInUse } from './redis-in-use';

/** Has a Redis for the actors of this game, and says which. A server that it started is a task like any other: it ends with it. */
export default actorScript(function* (self) {
  try {
    yield* self.subscribe(
      chooseRedis(),
      ({ choice, url, text }) => {
        redisInUse.url = url;
        self.emit('redis.chosen', text, { choice });
      },
      { name: 'redis' },
    );
  } finally {
    redisInUse.url = undefined;
  }
});
