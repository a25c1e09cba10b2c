// SPDX-License-Identifier: MIT
import { ArgumentError } from '../errors';
import type { GeneratorBody, Task, TaskBody } from '../task/task';
import type { TaskScope } from '../task/task-scope';
import type { Wait } from '../wait/wait';

/** How often, and after what pauses, something is tried. */
export interface RetryOptions {
  /** Shown in lists, logs and errors; default the name of the function. */
  readonly name?: string;
  /** Attempts in all, 1 or more; default 5. */
  readonly attempts?: number;
  /** Seconds of game time before the second attempt; default 0.5. */
  readonly delay?: number;
  /** What each further pause is longer by; default 2. */
  readonly factor?: number;
  /** The longest pause in seconds; default 30. */
  readonly maxDelay?: number;
  /** Whether to try again after this error; default always. */
  readonly when?: (error: unknown, attempt: number) => boolean;
}

/** @throws {ArgumentError} if an option is out of range */
export function retryBody<T>(
  body: TaskBody<T>,
  options: RetryOptions,
): (self: TaskScope) => Generator<Wait<unknown>, T, unknown> {
  const { attempts = 5, delay = 0.5, factor = 2, maxDelay = 30, when = () => true } = options;
  if (typeof attempts !== 'number' || !(attempts >= 1))
    throw new ArgumentError('self.retry attempts', 'a number of 1 or more', attempts);
  for (const [name, value] of Object.entries({ delay, factor, maxDelay })) {
    if (typeof value !== 'number' || !(value >= 0))
      throw new ArgumentError(`self.retry ${name}`, 'a number of 0 or more', value);
  }
  return function* retry(self) {
    let pause = delay;
    for (let attempt = 1; ; attempt += 1) {
      const task: Task<T> = self.spawn(body as GeneratorBody<T>, { name: `attempt ${attempt}` });
      try {
        return yield* task;
      } catch (error) {
        // A cancel is no failure, and there is nothing to try again.
        if (task.state === 'cancelled') throw error;
        if (attempt >= attempts || !when(error, attempt)) throw error;
      }
      yield* self.sleep(Math.min(pause, maxDelay));
      pause *= factor;
    }
  };
}
