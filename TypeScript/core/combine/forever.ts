// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { TaskBody } from '../task/task';
import type { TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';

export interface ForeverOptions {
  /** Shown in lists, logs and errors; default the name of the function. */
  readonly name?: string;
  /** Seconds of game time from one beginning to the next; default 0: again in the next tick. */
  readonly every?: number;
}

/** @throws {ArgumentError} if `every` is no number of seconds */
export function foreverBody(
  body: TaskBody<unknown>,
  options: ForeverOptions,
): (self: TaskScope) => Generator<Wait<unknown>, never, unknown> {
  const { every = 0 } = options;
  if (typeof every !== 'number' || !(every >= 0))
    throw new ArgumentError('self.forever every', 'a number of seconds, 0 or more', every);
  return function* forever(self) {
    for (;;) {
      // Made first: it counts from the beginning of the turn, so that turns do not drift.
      const nextTurn = self.sleep(every);
      yield* self.spawn(body as never, { name: body.name || 'turn' });
      yield* nextTurn;
    }
  };
}
