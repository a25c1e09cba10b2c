// SPDX-License-Identifier: MIT
import { OwnerEndedError, TaskCancelledError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { MODES, PLAY_REASONS, as, everyEnd, family, logsItsEnd, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs, type TestLoop } from './support/test-loop';

/** The ways to wait for a task: the task itself, a join of it, and a combinator. */
const WAYS: [string, (self: TaskScope, task: Task<number>) => Wait<unknown>][] = [
  ['itself', (_self, task) => task],
  ['join', (self, task) => self.join(task)],
  ['all', (self, task) => self.all([task])],
];

describe.each(MODES)('waiting for a task of this loop (%s)', (mode) => {
  describe.each(WAYS)('by %s', (_way, waitFor) => {
    it('goes on inside the own tick, also where the task ended outside of it', async () => {
      const log: string[] = [];
      let awaited!: Task<number>;
      const loop = await play(function* (self) {
        awaited = self.spawn(logsItsEnd('awaited', log)) as unknown as Task<number>;
        self.spawn(
          as(mode, function* (child) {
            try {
              yield* waitFor(child, awaited);
            } catch (error) {
              log.push(`${(error as Error).name} in crossing ${crossing(loop)}`);
            }
          }),
        );
        yield* self.sleep(1000);
      });
      await loop.tickAsync(1);
      const before = loop.crossings;

      awaited.cancel('from outside');
      await promiseJobs();
      log.push('outside');
      await loop.tickAsync(1);

      expect(log.slice(-2)).toEqual(['outside', `TaskCancelledError in crossing ${before + 1}`]);
      expect(loop.events('task.foreign-await')).toEqual([]);
    });

    it('gets what was there when play ends before its next tick, and is not called abandoned', async () => {
      const log: string[] = [];
      let awaited!: Task<number>;
      const { loop } = await family('generator', function* (self) {
        awaited = self.detach(logsItsEnd('awaited', log)) as unknown as Task<number>;
        self.spawn(
          as(mode, function* (child) {
            try {
              yield* waitFor(child, awaited);
            } finally {
              log.push(`finally: ${child.task.cancelReason}`);
            }
          }),
        );
      });
      await loop.tickAsync(1);

      awaited.cancel('from outside');
      loop.endPlay('quit');
      const atOnce = loop.left();
      await promiseJobs();

      expect(log.at(-1)).toBe('finally: quit');
      expect(loop.events('task.abandoned')).toEqual([]);
      expect(atOnce).toEqual(NOTHING);
    });

    it('is not called abandoned where play ends in the crossing in which the task ended', async () => {
      const log: string[] = [];
      const loop = await play(function* (self) {
        const awaited = self.spawn(function* (child) {
          yield* child.sleep(1);
          return 5;
        });
        self.spawn(
          as(mode, function* (child) {
            try {
              yield* waitFor(child, awaited);
              yield* child.sleep(1);
            } finally {
              log.push(`finally: ${child.task.cancelReason}`);
            }
          }),
        );
        awaited.onDone(() => self.actor!.destroy());
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['finally: destroyed']);
      expect(loop.events('task.abandoned')).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    });

    it('goes on, or ends, once where the task ends in the step in which its waiter is cancelled', async () => {
      const log: string[] = [];
      const loop = await play(function* (self) {
        const awaited = self.spawn(function* (child) {
          yield* child.sleep(1);
          return 5;
        });
        const waiter = self.spawn(
          as(mode, function* (child) {
            try {
              yield* waitFor(child, awaited);
              yield* child.sleep(1);
              log.push('never');
            } finally {
              log.push(`finally: ${child.task.cancelReason}`);
            }
          }),
        );
        awaited.onDone(() => waiter.cancel('at the same moment'));
      });

      await loop.tickAsync(1);

      expect(log).toEqual(['finally: at the same moment']);
      expect(loop.left()).toEqual(NOTHING);
    });
  });

  it('loses only a waiter when it is cancelled', async () => {
    const log: string[] = [];
    let awaited!: Task<unknown>;
    let waiter!: Task<unknown>;
    const loop = await play(function* (self) {
      awaited = self.spawn(logsItsEnd('awaited', log));
      waiter = self.spawn(
        as(mode, function* (child) {
          yield* child.join(awaited);
        }),
      );
      yield* self.sleep(1);
      waiter.cancel();
    });

    await loop.tickAsync(1);

    expect(log).toEqual(['awaited begins']);
    expect(waiter.state).toBe('cancelled');
    expect(awaited.state).toBe('running');
  });

  it('by a join that nobody waits for does not hide that the task failed', async () => {
    const loop = await play(
      as(mode, function* (self) {
        const task = self.spawn(
          as(mode, function* culprit(child) {
            yield* child.sleep(1);
            throw new Error('broken');
          }),
        );
        self.join(task);
        yield* self.sleep(1000);
      }),
    );

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(loop.events('task.failed').map(({ severity, task }) => [severity, task])).toEqual([
      ['error', 'culprit'],
    ]);
  });

  it('by a join of a task that failed before gives its error', async () => {
    const log: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const task = self.spawn(function* () {
          throw new Error('broken');
        });
        yield* self.sleep(1);
        try {
          yield* self.join(task);
        } catch (error) {
          log.push((error as Error).message);
        }
      }),
    );

    await loop.tickAsync(1);

    expect(log).toEqual(['broken']);
  });
});

describe.each(MODES)('TaskScope.join of a task of another loop (%s)', (mode) => {
  it('gives its result in the own tick, with the own time', async () => {
    const { world, other, task } = neighbour(function* (self) {
      yield* self.sleep(1);
      return 'result';
    });
    const log: unknown[] = [];
    const loop = world.begin(joins(task, log));
    await promiseJobs();
    await loop.tickAsync(0.25);

    await other.tickAsync(1);
    log.push('other has ticked');
    await loop.tickAsync(0.5);

    expect(log).toEqual(['other has ticked', 'result', 0.25]);
    expect(world.left().tasks).toBe(1);
  });

  it.each(PLAY_REASONS)('rejects with OwnerEndedError, in the own tick, if that ends: %s', async (reason) => {
    const { world, other, task } = neighbour(function* (self) {
      yield* self.sleep(1000);
      return 'never';
    });
    const log: unknown[] = [];
    const loop = world.begin(joins(task, log));
    await loop.tickAsync(0.25);

    other.endPlay(reason);
    await promiseJobs();
    log.push('other has ended');
    await loop.tickAsync(0.25);

    expect(log[0]).toBe('other has ended');
    expect(log[1]).toBeInstanceOf(OwnerEndedError);
    expect(log[1]).toMatchObject({ reason, task: 'task' });
    expect(world.left()).toEqual(NOTHING);
  });

  it('rejects with TaskCancelledError, and says who asked, if it is cancelled there', async () => {
    const { world, other, task } = neighbour(function* (self) {
      yield* self.sleep(1000);
      return 'never';
    });
    const log: unknown[] = [];
    const loop = world.begin(joins(task, log));
    await loop.tickAsync(0.25);

    task.cancel('not needed');
    await promiseJobs();
    expect(log).toEqual([]);
    await loop.tickAsync(0.25);

    expect(log[0]).toBeInstanceOf(TaskCancelledError);
    expect(log[0]).toMatchObject({ reason: 'not needed' });
    other.endPlay();
    expect(world.left()).toEqual(NOTHING);
  });

  it('only takes a waiter from it when the own loop ends', async () => {
    const { world, other, task } = neighbour(function* (self) {
      yield* self.sleep(1);
      return 'result';
    });
    const log: unknown[] = [];
    const loop = world.begin(joins(task, log));
    await loop.tickAsync(0.25);

    loop.endPlay('destroyed');
    await other.tickAsync(1);

    expect(task.result).toBe('result');
    expect(log).toEqual([]);
    expect(world.events('task.abandoned')).toEqual([]);
    expect(world.left().tasks).toBe(1);
  });

  function joins(task: Task<unknown>, log: unknown[]) {
    return as(mode, function* (self) {
      try {
        log.push(yield* self.join(task), self.now);
      } catch (error) {
        if (self.task.cancelReason === undefined) log.push(error);
        else throw error;
      }
    });
  }
});

describe('what waits in a join', () => {
  it.each(everyEnd())('is reached by its end (%s, %s)', async (mode, _name, ending) => {
    const log: string[] = [];
    const { world, task } = neighbour(function* (self) {
      yield* self.sleep(1000);
      return 'never';
    });
    const scene = await family(
      mode,
      function* (self) {
        try {
          yield* self.join(task);
        } finally {
          log.push(`finally: ${self.task.cancelReason}`);
        }
      },
      ending,
    );

    await ending.end(scene);
    const atOnce = scene.loop.left();
    await promiseJobs();

    expect(log).toEqual([`finally: ${ending.reason}`]);
    expect(scene.subject.state).toBe(ending.state);
    expect(atOnce).toEqual(NOTHING);
    expect(world.left().tasks).toBe(2);
  });
});

function neighbour<T>(body: (self: TaskScope) => Generator<Wait<unknown>, T>): {
  world: TestWorld;
  other: TestLoop;
  task: Task<T>;
} {
  const world = new TestWorld();
  let task!: Task<T>;
  const other = world.begin(
    function* (self) {
      task = self.spawn(body, { name: 'task' });
      yield* self.sleep(1e6);
    },
    { actor: 'Other' },
  );
  return { world, other, task };
}

function crossing(loop: TestLoop): number {
  return loop.crossings;
}
