// SPDX-License-Identifier: MIT
import {
  LoopEndedError,
  ScopeClosedError,
  TaskCancelledError,
  type Task,
  type TaskScope,
} from 'transient-loop';
import { isCollected } from './support/garbage';
import { NOTHING, createTestLoop, milliseconds, promiseJobs } from './support/test-loop';
import { unhandledRejections } from './support/unhandled-rejections';

describe('an async task', () => {
  it('runs its first step in BeginPlay, and the others inside the tick', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      seen.push('entered');
      await self.sleep(1);
      seen.push(`woken at ${self.now}`);
    });

    expect(seen).toEqual(['entered']);
    await promiseJobs();
    await loop.tickAsync(2);

    expect(seen).toEqual(['entered', 'woken at 1']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('succeeds with what it returns, and fails with what it throws', async () => {
    const tasks: Task<unknown>[] = [];
    const loop = createTestLoop(function* (self) {
      tasks.push(
        self.spawn(async () => 5),
        self.spawn(async function broken() {
          throw new Error('broken');
        }),
      );
      yield* self.sleep(1);
    });

    await promiseJobs();

    expect(tasks.map((task) => task.state)).toEqual(['succeeded', 'failed']);
    expect(tasks[0]!.result).toBe(5);
    expect(loop.events('task.failed').map((entry) => [entry.task, entry.message, entry.severity])).toEqual([
      ['broken', 'broken', 'error'],
    ]);
  });

  it('may await several waits at once', async () => {
    const seen: number[] = [];
    const loop = createTestLoop(async (self) => {
      await Promise.all([self.sleep(0.5), self.sleep(0.25), self.ticks(2)]);
      seen.push(milliseconds(self));
    });

    await promiseJobs();
    await loop.tickAsync(0.125);
    await loop.tickAsync(1);

    expect(seen).toEqual([500]);
  });

  it('enters what it spawns in the same tick, after its own step', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      await self.sleep(0.5);
      self.spawn(function* (child) {
        seen.push(`generator at ${child.now}`);
      });
      self.spawn(async (child) => {
        seen.push(`async at ${child.now}`);
      });
      seen.push('spawner');
      await self.sleep(0.25);
    });

    await promiseJobs();
    await loop.tickAsync(1);

    expect(seen).toEqual(['spawner', 'generator at 0.5', 'async at 0.5']);
  });

  it('keeps its order with a generator: nextTick, timers by due time, predicates', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (const name of ['a', 'b']) {
        self.spawn(async (child) => {
          await child.nextTick();
          seen.push(`${name} tick`);
          await child.sleep(name === 'a' ? 0.5 : 0.25);
          seen.push(`${name} timer`);
          await child.until(() => true);
          seen.push(`${name} predicate at ${child.now}`);
        });
      }
    });

    await promiseJobs();
    await loop.tickAsync(1);

    expect(seen).toEqual(['a tick', 'b tick', 'b timer', 'a timer', 'b predicate at 1', 'a predicate at 1']);
  });

  it('says in the list what it awaits', async () => {
    const loop = createTestLoop(async (self) => {
      await self.sleep(1);
      await self.sleep(1);
    });

    await promiseJobs();
    await loop.tickAsync(1);

    expect(loop.tasks()[0]).toMatchObject({
      name: 'main',
      state: 'running',
      waitsFor: 'sleep until 2.000 s',
    });
  });
});

describe('cancelling an async task', () => {
  it('rejects what it awaits with the reason', async () => {
    let came: unknown;
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(async (child) => {
        try {
          await child.sleep(100);
        } catch (error) {
          came = error;
          throw error;
        }
      });
      yield* self.sleep(100);
    });
    await loop.tickAsync();

    task.cancel('enough');
    await promiseJobs();

    expect(came).toBeInstanceOf(TaskCancelledError);
    expect(came).toMatchObject({ reason: 'enough' });
    expect(task).toMatchObject({ state: 'cancelled', cancelReason: 'enough' });
    expect(loop.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
    expect(loop.events('task.failed')).toEqual([]);
  });

  it.each(['sleep', 'nextTick', 'until'] as const)('refuses %s from then on', async (kind) => {
    const seen: string[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(async (child) => {
        const waits = {
          sleep: () => child.sleep(1),
          nextTick: () => child.nextTick(),
          until: () => child.until(() => true),
        };
        try {
          await child.sleep(100);
        } finally {
          await waits[kind]().then(() => seen.push('never'));
        }
      });
      yield* self.sleep(100);
    });
    await loop.tickAsync();

    task.cancel();
    await loop.advanceAsync(0.1);

    expect(seen).toEqual([]);
    expect(task.state).toBe('cancelled');
  });

  it('never enters one that was not entered yet', async () => {
    const seen: string[] = [];
    createTestLoop(function* (self) {
      self
        .spawn(async () => {
          seen.push('never');
        })
        .cancel();
    });

    await promiseJobs();

    expect(seen).toEqual([]);
  });

  it('by itself lets the step go on to its next wait', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      self.task.cancel('enough');
      seen.push('same step');
      try {
        await self.sleep(1);
        seen.push('never');
      } finally {
        seen.push(`finally: ${self.task.cancelReason}`);
      }
    });

    await promiseJobs();

    expect(seen).toEqual(['same step', 'finally: enough']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('by itself refuses the waits that it made in the same first step', async () => {
    const seen: string[] = [];
    createTestLoop(async (self) => {
      const refused = self.sleep(1).then(
        () => seen.push('never'),
        (error: Error) => seen.push(error.name),
      );
      self.task.cancel();
      await refused;
    });

    await promiseJobs();

    expect(seen).toEqual(['TaskCancelledError']);
  });

  it('refuses a join that was settled before it was awaited, and counts as told', async () => {
    const log: unknown[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      const over = self.spawn(function* () {
        return 'never seen';
      });
      yield* over;
      task = self.spawn(async (child) => {
        try {
          log.push(await child.join(over));
        } catch (error) {
          log.push(error instanceof TaskCancelledError && error.reason);
        }
      });
      // Before the promise job in which the `await` looks at the join.
      self.spawn(function* () {
        task.cancel('enough');
      });
    });

    await promiseJobs();

    expect(log).toEqual(['enough']);
    expect(task.state).toBe('cancelled');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is no failure where it awaits its own child', async () => {
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(async (parent) => {
        await parent.spawn(async (child) => {
          await child.sleep(100);
        });
      });
      yield* self.sleep(1);
    });
    await loop.tickAsync(0.5);

    task.cancel();
    await promiseJobs();

    expect(task.state).toBe('cancelled');
    expect(loop.events('task.failed')).toEqual([]);
  });

  it('gives up, and names, one that swallows every refusal', async () => {
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(
        async (child) => {
          for (;;) {
            try {
              await child.sleep(1);
            } catch {
              // goes on regardless
            }
          }
        },
        { name: 'stubborn' },
      );
    });
    await loop.tickAsync();

    task.cancel();
    await promiseJobs();

    expect(task.state).toBe('failed');
    expect(loop.events('task.failed')).toHaveLength(1);
    expect(loop.events('task.failed')[0]).toMatchObject({
      task: 'stubborn',
      fields: { error: 'TaskAbandonedError' },
    });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('leaves no unhandled rejection, however many waits were out', async () => {
    const rejections = unhandledRejections();
    let task!: Task<unknown>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(async (child) => {
        const forgotten = child.sleep(5);
        void child.sleep(6).then(() => undefined);
        void forgotten.then(() => undefined);
        await Promise.race([child.sleep(7), child.ticks(800), child.until(() => false)]);
      });
    });
    await loop.tickAsync();

    task.cancel();
    await promiseJobs();

    expect(rejections.stop()).toEqual([]);
    expect(task.state).toBe('cancelled');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('an async task at the end of play', () => {
  it('counts as ended at once; its finally blocks run after, without actor', async () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      try {
        await self.sleep(100);
      } finally {
        seen.push(self.task.cancelReason, self.actor);
      }
    });
    await loop.tickAsync();

    loop.endPlay('quit');
    expect(loop.left()).toEqual(NOTHING);
    expect(seen).toEqual([]);
    await promiseJobs();

    expect(seen).toEqual(['quit', null]);
  });

  it('is refused every further use of its scope', async () => {
    const came: unknown[] = [];
    const uses: ((self: TaskScope) => unknown)[] = [
      (self) => self.sleep(1),
      (self) => self.spawn(async () => {}),
    ];
    const loop = createTestLoop(async (self) => {
      try {
        await self.sleep(100);
      } finally {
        for (const use of uses) {
          try {
            await use(self);
          } catch (error) {
            came.push(error);
          }
        }
      }
    });
    await loop.tickAsync();

    loop.endPlay();
    await promiseJobs();

    expect(came.map((error) => error instanceof LoopEndedError)).toEqual([true, true]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused a wait that it made before and awaits after', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      const stored = self.sleep(5);
      self.actor!.destroy();
      try {
        await stored;
        seen.push('never');
      } catch {
        seen.push('refused');
      }
    });

    await promiseJobs();

    expect(seen).toEqual(['refused']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('leaves no unhandled rejection and no report', async () => {
    const rejections = unhandledRejections();
    const loop = createTestLoop(async (self) => {
      void self.sleep(5).then(() => undefined);
      self.spawn(async (child) => {
        await Promise.all([child.sleep(1), child.sleep(2)]);
      });
      await self.spawn(async (child) => {
        await child.until(() => false);
      });
    });
    await loop.tickAsync();

    loop.endPlay();
    await promiseJobs();

    expect(rejections.stop()).toEqual([]);
    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('has its real errors reported', async () => {
    const loop = createTestLoop(async (self) => {
      try {
        await self.sleep(100);
      } finally {
        throw new Error('last words');
      }
    });
    await loop.tickAsync();

    loop.endPlay();
    await promiseJobs();

    expect(loop.events('task.late-error').map((entry) => [entry.actor, entry.message])).toEqual([
      ['Actor', 'last words'],
    ]);
  });

  it('unwinds one that destroyed its own actor', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      await self.sleep(1);
      try {
        self.actor!.destroy();
        seen.push('same step');
        await self.sleep(1);
        seen.push('never');
      } finally {
        seen.push('finally');
      }
    });
    await promiseJobs();

    await loop.tickAsync(2);

    expect(seen).toEqual(['same step', 'finally']);
    expect(loop.world.entries).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Wait.then', () => {
  it('may be chained', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      void self
        .sleep(1)
        .then(() => 'first')
        .then((value) => seen.push(value));
      yield* self.sleep(5);
    });

    await loop.tickAsync(1);

    expect(seen).toEqual(['first']);
  });

  it('may spawn in its handler', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      void self.sleep(1).then(() => {
        self.spawn(function* () {
          seen.push('spawned');
        });
      });
      yield* self.sleep(5);
    });

    loop.tick(1);

    expect(seen).toEqual(['spawned']);
  });

  it('surfaces a handler that throws as an unhandled rejection', async () => {
    const rejections = unhandledRejections();
    const wrong = new Error('bad handler');
    const loop = createTestLoop(function* (self) {
      void self.sleep(1).then(() => {
        throw wrong;
      });
      yield* self.sleep(5);
    });

    await loop.tickAsync(1);
    await promiseJobs();

    expect(rejections.stop()).toEqual([wrong]);
  });

  it('of a wait that a finished task left behind rejects where somebody listens', async () => {
    const rejections = unhandledRejections();
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        void child.sleep(5).then(null, (error: unknown) => {
          came = error;
        });
        void child.sleep(5).then(() => undefined);
        yield* child.sleep(1);
      });
      yield* self.sleep(5);
    });

    await loop.tickAsync(1);
    await promiseJobs();

    expect(came).toBeInstanceOf(ScopeClosedError);
    expect(rejections.stop()).toEqual([]);
  });
});

describe('a sleep that an async task awaits', () => {
  it('leads on to a predicate that is asked in the same tick', async () => {
    const seen: number[] = [];
    const loop = createTestLoop(async (self) => {
      await self.until(() => true);
      await self.sleep(0.5);
      await self.until(() => true);
      seen.push(milliseconds(self));
    });

    await promiseJobs();
    await loop.tickAsync(0.125);
    await loop.tickAsync(1);

    expect(seen).toEqual([1125]);
  });

  it('wakes all who await the same one, in their order, and a combinator besides', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      await self.nextTick();
      const nap = self.sleep(1);
      const first = nap.then(() => seen.push('first'));
      const second = nap.then(() => seen.push('second'));
      await self.race([nap, self.sleep(2)]);
      await Promise.all([first, second]);
      seen.push(`awake at ${self.now}`);
    });

    await promiseJobs();
    await loop.tickAsync(0.25);
    await loop.tickAsync(1.5);

    expect(seen).toEqual(['first', 'second', 'awake at 1']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('stands still while the task is paused, and may be given another time', async () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      const sleeper = self.spawn(async (child) => {
        await child.nextTick();
        await child.sleep(1);
        seen.push(milliseconds(child));
      });
      yield* self.sleep(0.75);
      sleeper.pause();
      seen.push(1000 * sleeper.remaining!);
      yield* self.sleep(5);
      sleeper.resume();
      sleeper.retime(0.5);
      yield* sleeper;
    });

    await promiseJobs();
    for (let tick = 0; tick < 30; tick += 1) await loop.tickAsync(0.25);

    expect(seen).toEqual([250, 6250]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('holds no timer once its task is cancelled, nor once its task is over', async () => {
    const loop = createTestLoop(async (self) => {
      const sleeper = self.spawn(async (child) => {
        await child.nextTick();
        await child.sleep(10);
      });
      await self.sleep(0.5);
      sleeper.cancel();
      await self.spawn(async (child) => {
        await child.nextTick();
        void child.sleep(10).then(null, () => undefined);
      });
      await self.nextTick();
    });

    await promiseJobs();
    for (let tick = 0; tick < 6; tick += 1) await loop.tickAsync(0.25);

    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('what an async task has awaited', () => {
  it('is not kept while it awaits nothing of ours', async () => {
    let held!: WeakRef<object>;
    let release!: () => void;
    const foreign = new Promise<void>((resolve) => (release = resolve));
    const loop = createTestLoop(async (self) => {
      await self.nextTick();
      await self.spawn(async (child) => {
        await child.nextTick();
        const result = { bytes: new Uint8Array(1000) };
        held = new WeakRef(result);
        return result;
      });
      await foreign;
    });

    await promiseJobs();
    await loop.tickAsync(0.25);
    await loop.tickAsync(0.25);
    await loop.tickAsync(0.25);

    expect(await isCollected(held)).toBe(true);
    release();
    await promiseJobs();
    expect(loop.left()).toEqual(NOTHING);
  });
});
