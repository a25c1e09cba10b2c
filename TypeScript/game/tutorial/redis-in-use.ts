// SPDX-License-Identifier: MIT
import type { TaskScope } from 'transient-loop';

/** The Redis of this game: the actor `redis-server` writes it, and whoever needs one reads it. */
export const redisInUse: { url: string | undefined } = { url: undefined };

/** Waits for the Redis of this game, unless the script was given another one. */
export function* redisUrl(self: TaskScope) {
  const given = self.argument('url', '');
  if (given !== '') return given;
  yield* self.until(() => redisInUse.url !== undefined);
  return redisInUse.url!;
}
