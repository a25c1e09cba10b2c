// SPDX-License-Identifier: MIT
import type { GeneratorBody, Task, TaskScope, Wait } from 'transient-loop';
import type { EndReason } from 'transient-loop';
import { createTestLoop, promiseJobs, type TestLoop } from './test-loop';

/** The kinds of coroutine. A rule that holds for both is written once, as a generator. */
export const MODES = ['generator', 'async'] as const;
export type Mode = (typeof MODES)[number];

/** Every pair of a parent's and a child's kind. */
export const FAMILIES: readonly [Mode, Mode][] = MODES.flatMap((parent) =>
  MODES.map((child): [Mode, Mode] => [parent, child]),
);

/**
 * The body as a coroutine of that kind: an async function awaits each wait that the generator yields, and passes on what
 * comes of it. Typed as a generator, since `spawn` takes one kind or the other.
 */
export function as<T>(mode: Mode, body: GeneratorBody<T>): GeneratorBody<T> {
  if (mode === 'generator') return body;
  const asynchronous = async (self: TaskScope): Promise<T> => {
    const steps = body(self);
    let step = steps.next();
    while (step.done !== true) {
      let value: unknown;
      try {
        value = await step.value;
      } catch (error) {
        step = steps.throw(error);
        continue;
      }
      step = steps.next(value);
    }
    return step.value;
  };
  Object.defineProperty(asynchronous, 'name', { value: body.name });
  return asynchronous as unknown as GeneratorBody<T>;
}

/** Begins play of an actor, and lets the promise jobs after `BeginPlay` run. */
export async function play(body: GeneratorBody<unknown>): Promise<TestLoop> {
  const loop = createTestLoop(body);
  await promiseJobs();
  return loop;
}

/** A task below another one, with nothing else alive in its loop. */
export interface Family {
  readonly loop: TestLoop;
  readonly parent: Task;
  readonly subject: Task;
}

/** A way in which a task comes to its end from outside. */
export interface Ending {
  readonly name: string;
  /** What the task is told. */
  readonly reason: string;
  /** Play ends: nothing waits any more. */
  readonly endsPlay: boolean;
  readonly state: 'cancelled' | 'failed';
  end(family: Family): Promise<void>;
}

const TIMEOUT = 10;
export const PLAY_REASONS: readonly EndReason[] = [
  'destroyed',
  'removed-from-world',
  'level-transition',
  'quit',
];

/** Cancels that leave the loop alive. */
export const PLAIN_ENDINGS: readonly Ending[] = [
  plain('cancel by handle', 'enough', ({ subject }) => subject.cancel('enough')),
  plain('cancel by parent', 'all of it', ({ parent }) => parent.cancel('all of it')),
  {
    ...plain('timeout', 'timeout', () => undefined),
    state: 'failed',
    end: ({ loop }) => loop.tickAsync(TIMEOUT),
  },
];

export const ENDINGS: readonly Ending[] = [
  ...PLAIN_ENDINGS,
  ...PLAY_REASONS.map((reason): Ending => ({
    ...plain(`end of play: ${reason}`, reason, ({ loop }) => loop.endPlay(reason)),
    endsPlay: true,
  })),
];

/** Rows for `describe.each` and `it.each`: each kind of coroutine with each way of ending. */
export function everyEnd(endings: readonly Ending[] = ENDINGS): [Mode, string, Ending][] {
  return MODES.flatMap((mode) =>
    endings.map((ending): [Mode, string, Ending] => [mode, ending.name, ending]),
  );
}

/**
 * Begins play with a main task and a parent whose bodies are over, and the subject below them: when that ends, all does.
 *
 * It is given as much time as the ending wants.
 */
export async function family(mode: Mode, body: GeneratorBody<unknown>, ending?: Ending): Promise<Family> {
  let parent!: Task;
  let subject!: Task;
  const options = ending?.name === 'timeout' ? { timeout: TIMEOUT } : {};
  const loop = await play(function* main(self) {
    parent = self.spawn(function* parent(task) {
      subject = task.spawn(as(mode, body), { name: 'subject', ...options });
    });
  });
  return { loop, parent, subject };
}

/** A body that waits until it is ended, and logs how it comes to its end. */
export function logsItsEnd(name: string, log: string[]): (self: TaskScope) => Generator<Wait<unknown>, void> {
  return function* (self) {
    try {
      log.push(`${name} begins`);
      yield* self.sleep(1000);
      log.push(`${name} goes on: never`);
    } finally {
      log.push(`${name} ends: ${self.task.cancelReason}`);
    }
  };
}

function plain(name: string, reason: string, end: (family: Family) => void): Ending {
  return {
    name,
    reason,
    endsPlay: false,
    state: 'cancelled',
    async end(family) {
      end(family);
      await promiseJobs();
    },
  };
}
