// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import { LoopEndedError, type EndReason, type Task, type TaskScope } from 'transient-loop';
import { END_REASONS } from 'transient-loop/host';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

describe('the end of play', () => {
  it.each(END_REASONS)('runs finally blocks before it returns, which read the reason %s', (reason) => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        seen.push(self.task.cancelReason, self.actor?.label, self.world?.level);
      }
    });

    loop.endPlay(reason);

    expect(seen).toEqual([reason, 'Actor', 'TestLevel']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('leaves nothing, whatever was there', () => {
    const source = new Subject<number>();
    const loop = createTestLoop(function* (self) {
      for (let made = 0; made < 40; made += 1) {
        self.spawn(function* (child) {
          yield* child.sleep(made);
        });
      }
      self.spawn(function* (child) {
        yield* child.until(() => false);
      });
      self.spawn(async (child) => {
        await child.ticks(100);
      });
      self.subscribe(source);
      self.sleep(3);
    });
    source.next(1);
    loop.tick(3);

    loop.endPlay();

    expect(loop.left()).toEqual(NOTHING);
    expect(source.observed).toBe(false);
  });

  it('tells every task the reason, children first', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* main(self) {
      const body = (name: string) =>
        function* (child: TaskScope) {
          try {
            yield* child.nextTick();
          } finally {
            seen.push(`${name} ${child.task.cancelReason}`);
          }
        };
      self.spawn(body('first'));
      self.spawn(body('second'));
      yield* body('main')(self);
    });

    loop.endPlay('quit');

    expect(seen).toEqual(['second quit', 'first quit', 'main quit']);
  });

  it('is no failure of a task that waits for another', () => {
    const loop = createTestLoop(function* (self) {
      self.spawn(function* () {
        yield* awaited;
      });
      const awaited = self.spawn(function* (child) {
        yield* child.sleep(100);
      });
      yield* awaited;
    });
    loop.tick();

    loop.endPlay();

    expect(loop.events('task.failed')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('overrides the reason of a task that was being cancelled and still cleans up', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(function* (child) {
        try {
          yield* child.sleep(100);
        } finally {
          try {
            yield* child.sleep(100);
          } finally {
            seen.push(child.task.cancelReason);
          }
        }
      });
      yield* self.sleep(1);
      task.cancel('slowly');
    });
    loop.tick(1);

    loop.endPlay('level-transition');

    expect(seen).toEqual(['level-transition']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(['sleep', 'nextTick', 'until'] as const)('refuses %s in a finally block at once', (kind) => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const waits = {
        sleep: () => self.sleep(1),
        nextTick: () => self.nextTick(),
        until: () => self.until(() => true),
      };
      try {
        yield* self.sleep(100);
      } finally {
        seen.push('before');
        yield* waits[kind]();
        seen.push('never');
      }
    });

    loop.endPlay();

    expect(seen).toEqual(['before']);
    expect(loop.events('task.failed')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('refuses spawning in a finally block', () => {
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        try {
          self.spawn(function* () {});
        } catch (error) {
          came = error;
        }
      }
    });

    loop.endPlay('quit');

    expect(came).toBeInstanceOf(LoopEndedError);
    expect(came).toMatchObject({ code: 'LOOP_ENDED', actor: 'Actor', reason: 'quit' });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails a task whose finally block throws, and ends the others', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        try {
          yield* child.sleep(100);
        } finally {
          seen.push('first');
        }
      });
      self.spawn(function* clumsy(child) {
        try {
          yield* child.sleep(100);
        } finally {
          throw new Error('cleanup broke');
        }
      });
    });

    loop.endPlay();

    expect(seen).toEqual(['first']);
    expect(loop.events('task.failed').map((entry) => [entry.task, entry.message])).toEqual([
      ['clumsy', 'cleanup broke'],
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('calls done callbacks, which see the task cancelled', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self.task.onDone((task) => seen.push(task.state, task.cancelReason));
      yield* self.sleep(100);
    });

    loop.endPlay('quit');

    expect(seen).toEqual(['cancelled', 'quit']);
  });

  it('changes nothing about tasks that are over, and does not count them', () => {
    const world = new TestWorld();
    world.host.logsLoops = true;
    let main!: Task;
    const loop = world.begin(function* (self) {
      main = self.task;
      return 5;
    });

    loop.endPlay('quit');

    expect(main).toMatchObject({ state: 'succeeded', result: 5, cancelReason: undefined });
    expect(world.events('loop.ended')[0]!.fields).toEqual({ reason: 'quit', tasksCancelled: 0 });
  });

  it('happens once, also where a finally block destroys the actor again', () => {
    let times = 0;
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        times += 1;
        self.actor!.destroy();
      }
    });

    loop.endPlay();
    loop.endPlay();

    expect(times).toBe(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may come in a finally block of one actor for another', () => {
    const world = new TestWorld();
    const seen: string[] = [];
    const second = world.begin(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        seen.push('second');
      }
    });
    const first = world.begin(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        second.endPlay('destroyed');
        seen.push('first');
      }
    });

    first.endPlay('destroyed');

    expect(seen).toEqual(['second', 'first']);
    expect(world.left()).toEqual(NOTHING);
  });
});

describe('a scope after the end of play', () => {
  it('has no actor and no world', () => {
    const { scope } = ended();

    expect(scope.actor).toBeNull();
    expect(scope.world).toBeNull();
  });

  it.each([
    ['sleep', (scope: TaskScope) => scope.sleep(1)],
    ['sleep(0)', (scope: TaskScope) => scope.sleep(0)],
    ['nextTick', (scope: TaskScope) => scope.nextTick()],
    ['until', (scope: TaskScope) => scope.until(() => true)],
    ['spawn', (scope: TaskScope) => scope.spawn(function* () {})],
    ['subscribe', (scope: TaskScope) => scope.subscribe(new Subject())],
    ['arguments', (scope: TaskScope) => scope.arguments],
  ])('refuses %s with LoopEndedError', (_name, use) => {
    const { scope, world } = ended();

    expect(() => use(scope)).toThrow(LoopEndedError);
    expect(() => use(scope)).toThrow('Expected a live loop for actor "Gone", but it ended: quit');
    expect(world.left()).toEqual(NOTHING);
  });

  it('does not reach the loop that has its slot now', () => {
    const { scope, world, slot } = ended();
    const successor = world.begin(
      function* (self) {
        yield* self.sleep(100);
      },
      { actor: 'Successor', arguments: { secret: 1 } },
    );

    scope.task.cancel();
    expect(() => scope.sleep(1)).toThrow('"Gone"');
    expect(() => scope.arguments).toThrow('"Gone"');
    scope.log('still here');

    expect(successor.component.slot).toBe(slot);
    expect(successor.left().tasks).toBe(1);
    expect(world.events('log')[0]).toMatchObject({ actor: 'Gone', message: 'still here' });
  });

  function ended(): { scope: TaskScope; world: TestWorld; slot: number } {
    let scope!: TaskScope;
    const world = new TestWorld();
    const loop = world.begin(
      function* (self) {
        scope = self;
        yield* self.sleep(100);
      },
      { actor: 'Gone' },
    );
    const { slot } = loop.component;
    loop.endPlay('quit');
    return { scope, world, slot };
  }
});

describe('a generator that destroys its own actor', () => {
  it('counts as ended at once, and is unwound at its next wait', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      try {
        self.actor!.destroy();
        seen.push(self.world, self.task.state);
        yield* self.sleep(1);
        seen.push('never');
      } catch {
        seen.push('never: it is no error');
      } finally {
        seen.push(`finally: ${self.task.cancelReason}`);
      }
    });

    loop.tick(5);

    expect(seen).toEqual([null, 'cancelled', 'finally: destroyed']);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.world.entries).toEqual([]);
  });

  it('does so when it is entered in BeginPlay', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.actor!.destroy();
      seen.push('same step');
      yield* self.sleep(1);
      seen.push('never');
    });

    loop.tick(5);

    expect(seen).toEqual(['same step']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is not entered at all where the function that makes it does so', () => {
    const seen: string[] = [];
    const loop = createTestLoop((self) => {
      self.actor!.destroy();
      return (function* () {
        seen.push('never');
        yield* self.nextTick();
      })();
    });

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused each wait in its finally blocks', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      try {
        self.actor!.destroy();
        yield* self.nextTick();
      } finally {
        try {
          yield* self.nextTick();
        } catch (error) {
          seen.push((error as Error).name);
        }
      }
    });

    expect(seen).toEqual(['LoopEndedError']);
    expect(loop.world.entries).toEqual([]);
  });

  it('has its real errors reported, though it is cancelled', () => {
    const loop = createTestLoop(function* suicide(self) {
      self.actor!.destroy();
      throw new Error('last words');
    });

    expect(loop.events('task.late-error').map((entry) => [entry.actor, entry.message])).toEqual([
      ['Actor', 'last words'],
    ]);
    expect(loop.events('task.failed')).toEqual([]);
  });

  it('never enters tasks that it spawned in the same step', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* () {
        seen.push('never');
      });
      self.actor!.destroy();
    });

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a task that swallows its end', () => {
  it('by `finally { continue }` is refused its waits and ends', () => {
    const loop = createTestLoop(function* (self) {
      for (;;) {
        try {
          yield* self.sleep(1);
        } finally {
          continue;
        }
      }
    });

    loop.endPlay();

    expect(loop.left()).toEqual(NOTHING);
  });

  it('by swallowing the refusals too is given up after a bounded number, and named', () => {
    let times = 0;
    const loop = createTestLoop(function* stubborn(self) {
      self.spawn(
        function* (child) {
          for (;;) {
            times += 1;
            try {
              yield* child.sleep(1);
            } catch {
              // goes on regardless
            } finally {
              continue;
            }
          }
        },
        { name: 'stubborn' },
      );
    });

    loop.endPlay();

    expect(times).toBeLessThan(200);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.events('task.failed')).toHaveLength(1);
    expect(loop.events('task.failed')[0]).toMatchObject({
      task: 'stubborn',
      fields: { error: 'TaskAbandonedError' },
    });
  });

  it('and destroys its own actor is given up and named too', () => {
    const loop = createTestLoop(function* (self) {
      for (;;) {
        try {
          self.actor?.destroy();
          yield* self.sleep(1);
        } catch {
          // goes on regardless
        } finally {
          continue;
        }
      }
    });

    expect(loop.events('task.late-error')).toHaveLength(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('as an async function is given up and named', async () => {
    let times = 0;
    const loop = createTestLoop(async (self) => {
      for (;;) {
        times += 1;
        await self.sleep(1).then(null, () => undefined);
      }
    });
    await loop.tickAsync();

    loop.endPlay();
    await promiseJobs();

    expect(times).toBeLessThan(200);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('as an async function with try and catch is given up and named', async () => {
    let times = 0;
    const loop = createTestLoop(async (self) => {
      for (;;) {
        times += 1;
        try {
          await self.sleep(1);
        } catch {
          // goes on regardless
        }
      }
    });
    await loop.tickAsync();

    loop.endPlay();
    await promiseJobs();

    expect(times).toBeLessThan(200);
    expect(loop.events('task.late-error')).toHaveLength(1);
    expect(loop.events('task.late-error')[0]!.message).toContain('was given up after 100 refusals');
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('LoopEndReason', () => {
  it('falls back to `stopped` for a number that C++ should not have sent', () => {
    let reason: string | undefined;
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        reason = self.task.cancelReason;
      }
    });

    loop.endPlay('unheard-of' as EndReason);

    expect(reason).toBe('stopped');
  });
});
