// SPDX-License-Identifier: MIT
import {
  LoopEndedError,
  ScopeClosedError,
  TaskCancelledError,
  type AbortSignalLike,
  type Task,
  type TaskBody,
  type TaskScope,
} from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs, type TestLoop } from './support/test-loop';

/** A world whose host has the real thing. */
function worldWithAbortControllers(make = () => new AbortController()): TestWorld {
  const world = new TestWorld();
  world.host.newAbortController = make;
  return world;
}

const HOSTS: readonly [string, () => TestWorld][] = [
  ['without abort controllers', () => new TestWorld()],
  ['with abort controllers', () => worldWithAbortControllers()],
];

describe.each(MODES)('TaskScope.signal (%s)', (mode) => {
  it.each(everyEnd().filter(([of]) => of === mode))(
    'is aborted with the reason, before the task ends (%s, %s)',
    async (_, __, ending) => {
      const seen: unknown[] = [];
      const scene = await family(
        mode,
        function* (self) {
          self.signal.addEventListener('abort', () =>
            seen.push('aborted', self.signal.reason, self.task.state),
          );
          try {
            yield* self.sleep(1000);
          } finally {
            seen.push('finally');
          }
        },
        ending,
      );

      await ending.end(scene);

      expect(seen).toEqual(['aborted', expect.any(TaskCancelledError), 'running', 'finally']);
      expect(seen[1]).toMatchObject({ reason: ending.reason });
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it('is aborted at once where a task cancels itself', async () => {
    const seen: unknown[] = [];
    await play(
      as(mode, function* (self) {
        const { signal } = self;
        signal.addEventListener('abort', () => seen.push('aborted'));
        self.task.cancel('enough');
        seen.push(signal.aborted, (signal.reason as Error).message);
        yield* self.sleep(1);
      }),
    );

    expect(seen).toEqual(['aborted', true, 'Task "main" was cancelled: enough']);
  });

  it('is aborted when the task is over, whatever was not awaited', async () => {
    let signal!: AbortSignalLike;
    const loop = await play(
      as(mode, function* (self) {
        ({ signal } = self);
        yield* self.sleep(1);
      }),
    );
    expect(signal.aborted).toBe(false);

    await loop.tickAsync(1);

    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBeInstanceOf(ScopeClosedError);
  });

  it('of a task that fails is aborted too', async () => {
    let signal!: AbortSignalLike;
    const loop = await play(
      as(mode, function* (self) {
        ({ signal } = self);
        yield* self.sleep(1);
        throw new Error('failed');
      }),
    );

    await loop.tickAsync(1);

    expect(signal.aborted).toBe(true);
  });
});

describe.each(HOSTS)('TaskScope.signal (%s)', (_, makeWorld) => {
  it('is the same one each time', () => {
    const signals: AbortSignalLike[] = [];
    begin(makeWorld(), function* (self) {
      signals.push(self.signal, self.signal);
    });

    expect(signals[0]).toBe(signals[1]);
  });

  it('is one of its own for each task; children first, the latest first', () => {
    const seen: string[] = [];
    const listen = (self: TaskScope): void =>
      self.signal.addEventListener('abort', () => seen.push(self.task.name));
    const loop = begin(makeWorld(), function* main(self) {
      listen(self);
      for (const name of ['a', 'b']) {
        self.spawn(
          function* (task) {
            listen(task);
            yield* task.sleep(1000);
          },
          { name },
        );
      }
      yield* self.sleep(1000);
    });

    loop.endPlay();

    expect(seen).toEqual(['b', 'a', 'main']);
  });

  it('tells whoever looks, whoever throws by it, and whoever has a handler', () => {
    const seen: unknown[] = [];
    let task!: Task;
    begin(makeWorld(), function* (self) {
      task = self.spawn(function* (child) {
        const { signal } = child;
        signal.onabort = () => seen.push('onabort');
        signal.addEventListener('abort', () => seen.push('listener'));
        signal.throwIfAborted();
        seen.push(signal.aborted, signal.reason);
        try {
          yield* child.sleep(1000);
        } finally {
          try {
            signal.throwIfAborted();
          } catch (error) {
            seen.push(signal.aborted, error === signal.reason);
          }
        }
      });
      yield* self.sleep(1000);
    });

    task.cancel('enough');

    expect(seen).toEqual([false, undefined, 'onabort', 'listener', true, true]);
  });

  it('calls no listener that was removed, and each of them once', () => {
    const seen: string[] = [];
    const loop = begin(makeWorld(), function* (self) {
      const { signal } = self;
      const removed = (): void => void seen.push('removed');
      const removedMeanwhile = (): void => void seen.push('removed meanwhile');
      const listener = (): void => {
        seen.push('listener');
        signal.removeEventListener('abort', removedMeanwhile);
      };
      signal.addEventListener('abort', removed);
      signal.addEventListener('abort', listener);
      signal.addEventListener('abort', listener);
      signal.addEventListener('abort', removedMeanwhile);
      signal.addEventListener(
        'abort',
        { handleEvent: ({ type }) => seen.push(`object ${type}`) },
        { once: true },
      );
      signal.removeEventListener('abort', removed);
      yield* self.sleep(1000);
    });

    loop.endPlay();

    expect(seen).toEqual(['listener', 'object abort']);
  });

  it('is aborted already where it is asked for after the cancel', () => {
    const seen: unknown[] = [];
    const loop = begin(makeWorld(), function* (self) {
      try {
        yield* self.sleep(1000);
      } finally {
        seen.push(self.signal.aborted, (self.signal.reason as Error).name);
      }
    });

    loop.endPlay();

    expect(seen).toEqual([true, 'TaskCancelledError']);
  });

  it('is aborted already after the end of the task, and of the loop', () => {
    let over!: TaskScope;
    let ended!: TaskScope;
    const loop = begin(makeWorld(), function* (self) {
      ended = self;
      self.spawn(function* (task) {
        over = task;
      });
      yield* self.sleep(1000);
    });

    expect([over.signal.aborted, over.signal.reason]).toEqual([true, expect.any(ScopeClosedError)]);
    loop.endPlay();

    expect([ended.signal.aborted, ended.signal.reason]).toEqual([true, expect.any(LoopEndedError)]);
  });

  it('passes by a task in an uncancellable section, until that is over', () => {
    const seen: string[] = [];
    let task!: Task;
    const loop = begin(makeWorld(), function* (self) {
      task = self.spawn(function* (child) {
        child.signal.addEventListener('abort', () => seen.push('aborted'));
        yield* child.uncancellable(function* (section) {
          section.signal.addEventListener('abort', () => seen.push('section is over'));
          yield* section.sleep(1);
        });
        seen.push('never');
      });
      yield* self.sleep(1000);
    });

    task.cancel();
    expect(seen).toEqual([]);
    loop.tick(1);

    expect(seen).toEqual(['section is over', 'aborted']);
  });

  it('may destroy the actor in a listener', () => {
    const world = makeWorld();
    const seen: unknown[] = [];
    let task!: Task;
    begin(world, function* (self) {
      task = self.spawn(function* (child) {
        child.signal.addEventListener('abort', () => self.actor!.destroy());
        try {
          yield* child.sleep(1000);
        } finally {
          seen.push(child.task.cancelReason);
        }
      });
      yield* self.sleep(1000);
    });

    task.cancel('enough');

    expect(seen).toEqual(['destroyed']);
    expect(world.left()).toEqual(NOTHING);
    expect(world.events('internal.error')).toEqual([]);
  });

  it('is for the whole of a task: it is not aborted while the task goes on', async () => {
    const world = makeWorld();
    const states: boolean[] = [];
    const loop = begin(world, async (self) => {
      const { signal } = self;
      await self.sleep(0.5);
      states.push(signal.aborted);
      await self.sleep(0.5);
      states.push(signal.aborted);
    });
    await promiseJobs();

    await loop.advanceAsync(1, 0.25);

    expect(states).toEqual([false, false]);
  });
});

describe('TaskScope.signal', () => {
  it('reports a listener that throws, and calls the others', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.signal.onabort = () => {
        throw new Error('broken onabort');
      };
      self.signal.addEventListener('abort', () => {
        throw new Error('broken listener');
      });
      self.signal.addEventListener('abort', () => seen.push('called'));
      yield* self.sleep(1000);
    });

    loop.endPlay();

    expect(seen).toEqual(['called']);
    expect(loop.events('teardown.failed').map(({ message }) => message)).toEqual([
      expect.stringContaining('broken onabort'),
      expect.stringContaining('broken listener'),
    ]);
  });

  it('is a real one where the host has them: libraries ask for its class', async () => {
    const world = worldWithAbortControllers();
    const seen: unknown[] = [];
    const loop = begin(world, async (self) => {
      seen.push(self.signal instanceof AbortSignal);
      try {
        // Refuses anything but a real signal.
        await self.own(
          fetch('data:,text', { signal: AbortSignal.any([self.signal]) }).then((it) => it.text()),
        );
      } finally {
        seen.push(self.task.cancelReason);
      }
    });
    await promiseJobs();

    loop.endPlay('quit');
    await promiseJobs();

    expect(seen).toEqual([true, 'quit']);
    expect(world.left()).toEqual(NOTHING);
  });

  it('costs nothing until somebody asks', () => {
    let made = 0;
    const world = worldWithAbortControllers(() => {
      made += 1;
      return new AbortController();
    });
    const loop = begin(world, function* (self) {
      yield* self.sleep(1000);
    });

    loop.endPlay();

    expect(made).toBe(0);
  });
});

function begin(world: TestWorld, body: TaskBody<unknown>): TestLoop {
  return world.begin(body);
}
