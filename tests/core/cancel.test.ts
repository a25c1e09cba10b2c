// SPDX-License-Identifier: MIT
import { ArgumentError, TaskCancelledError, type Task, type TaskScope } from 'transient-loop';
import { NOTHING, createTestLoop, milliseconds } from './support/test-loop';

describe('Task.cancel', () => {
  it('ends a parked generator at once: finally blocks have run when it returns', () => {
    const seen: string[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(logsItsEnd('task', seen));
    });
    loop.tick(1);

    task.cancel('not needed');

    expect(seen).toEqual(['task: not needed']);
    expect(task.state).toBe('cancelled');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the reason `cancelled` where none is given', () => {
    let task!: Task<void>;
    createTestLoop(function* (self) {
      task = self.spawn(logsItsEnd('task', []));
    });

    task.cancel();

    expect(task.cancelReason).toBe('cancelled');
  });

  it('does nothing the second time: the first reason stays', () => {
    const seen: string[] = [];
    let task!: Task<void>;
    createTestLoop(function* (self) {
      task = self.spawn(logsItsEnd('task', seen));
    });

    task.cancel('first');
    task.cancel('second');

    expect(task.cancelReason).toBe('first');
    expect(seen).toEqual(['task: first']);
  });

  it('does nothing to a task that is over', () => {
    let task!: Task<number>;
    createTestLoop(function* (self) {
      task = self.spawn(function* () {
        return 1;
      });
    });

    task.cancel();

    expect(task).toMatchObject({ state: 'succeeded', result: 1, cancelReason: undefined });
  });

  it('never enters a body that was not entered yet', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(function* () {
        seen.push('entered');
      });
      task.cancel();
      seen.push(task.state);
    });

    loop.tick();

    expect(seen).toEqual(['cancelled']);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.world.entries).toEqual([]);
  });

  it('of itself lets the body go on to its next wait, where finally blocks run', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      try {
        self.task.cancel('enough');
        seen.push('same step');
        yield* self.nextTick();
        seen.push('never');
      } catch {
        seen.push('never: it is no error');
      } finally {
        seen.push(`finally: ${self.task.cancelReason}`);
      }
    });

    expect(seen).toEqual(['same step', 'finally: enough']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of itself leaves a task that returns before its next wait succeeded', () => {
    let task!: Task<string>;
    createTestLoop(function* (self) {
      task = self.spawn(function* (child) {
        child.task.cancel();
        return 'done';
      });
    });

    expect(task).toMatchObject({ state: 'succeeded', result: 'done', cancelReason: undefined });
  });

  it('of itself leaves a task that throws before its next wait failed, and reported', () => {
    const loop = createTestLoop(function* (self) {
      self.task.cancel();
      throw new Error('real');
    });

    expect(loop.events('task.failed').map((entry) => entry.message)).toEqual(['real']);
  });

  it('ends children first, the latest first, and each whole branch before the next', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* parent(scope) {
        for (const name of ['a', 'b']) {
          scope.spawn(function* (child) {
            child.spawn(logsItsEnd(`${name}1`, seen));
            child.spawn(logsItsEnd(`${name}2`, seen));
            yield* logsItsEnd(name, seen)(child);
          });
        }
        yield* logsItsEnd('parent', seen)(scope);
      });
    });

    loop.cancelAllTasks();

    expect(seen.map((line) => line.split(':')[0])).toEqual(['b2', 'b1', 'b', 'a2', 'a1', 'a', 'parent']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('reaches every child, also where the end of one cancels its siblings', () => {
    const tasks: Task<void>[] = [];
    const loop = createTestLoop(function* (self) {
      const parent = self.spawn(function* (scope) {
        tasks.push(scope.spawn(logsItsEnd('first', [])), scope.spawn(logsItsEnd('second', [])));
        scope.spawn(function* (child) {
          try {
            yield* child.sleep(100);
          } finally {
            tasks[1]!.cancel();
          }
        });
        yield* scope.sleep(100);
      });
      yield* self.sleep(1);
      parent.cancel();
    });

    loop.tick(1);

    expect(tasks.map((task) => task.state)).toEqual(['cancelled', 'cancelled']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('wins over a wake-up of the same moment: a task that waits for its child is cancelled with it', () => {
    const seen: string[] = [];
    let parent!: Task<void>;
    const loop = createTestLoop(function* (self) {
      parent = self.spawn(function* (scope) {
        try {
          yield* scope.spawn(logsItsEnd('child', seen));
        } catch (error) {
          seen.push(`never: ${String(error)}`);
        } finally {
          seen.push('parent');
        }
      });
    });

    parent.cancel('both');

    expect(seen).toEqual(['child: both', 'parent']);
    expect(parent.state).toBe('cancelled');
    expect(loop.events('task.failed')).toEqual([]);
  });

  it('wins for a sibling that waits for a cancelled one', () => {
    const tasks: Task<unknown>[] = [];
    const loop = createTestLoop(function* (self) {
      const parent = self.spawn(function* (scope) {
        tasks.push(
          scope.spawn(function* () {
            yield* tasks[1]!;
          }),
        );
        tasks.push(scope.spawn(logsItsEnd('awaited', [])));
        yield* scope.sleep(100);
      });
      yield* self.sleep(1);
      parent.cancel();
    });

    loop.tick(1);

    expect(tasks.map((task) => task.state)).toEqual(['cancelled', 'cancelled']);
    expect(loop.events('task.failed')).toEqual([]);
  });

  it('refuses new children to a branch whose end has begun', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const parent = self.spawn(
        function* (scope) {
          scope.spawn(function* (child) {
            try {
              yield* child.sleep(100);
            } finally {
              try {
                scope.spawn(function* () {});
              } catch (error) {
                seen.push((error as Error).message);
              }
            }
          });
          yield* scope.sleep(100);
        },
        { name: 'parent' },
      );
      yield* self.sleep(1);
      parent.cancel();
    });

    loop.tick(1);

    expect(seen).toEqual(['Expected a running task, but "parent" is being cancelled']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets a finally block wait, and is not over before it', () => {
    const seen: string[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(function* (child) {
        try {
          yield* child.sleep(100);
        } finally {
          yield* child.sleep(1);
          seen.push(`cleaned up at ${milliseconds(child)}`);
        }
      });
      yield* self.sleep(0.5);
      task.cancel();
      seen.push(task.state);
    });

    loop.tick(2);

    expect(seen).toEqual(['running', 'cleaned up at 1500']);
    expect(task.state).toBe('cancelled');
  });

  it('fails a task whose finally block throws, and reports it', () => {
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(function* (child) {
        try {
          yield* child.sleep(100);
        } finally {
          throw new Error('cleanup broke');
        }
      });
    });

    task.cancel();

    expect(task.state).toBe('failed');
    expect(loop.events('task.failed').map((entry) => entry.message)).toEqual(['cleanup broke']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of a task that has returned ends its children and makes it cancelled', () => {
    let parent!: Task<number>;
    const loop = createTestLoop(function* (self) {
      parent = self.spawn(function* (scope) {
        scope.spawn(logsItsEnd('child', []));
        return 5;
      });
    });

    parent.cancel();

    expect(parent).toMatchObject({ state: 'cancelled', result: undefined });
    expect(loop.left()).toEqual(NOTHING);
  });

  it('of a task that waits for another leaves that one alone', () => {
    let other!: Task<void>;
    const loop = createTestLoop(function* (self) {
      other = self.spawn(function* (child) {
        yield* child.sleep(1);
      });
      const waiter = self.spawn(function* () {
        yield* other;
      });
      yield* self.nextTick();
      waiter.cancel();
    });

    loop.tick(0.5);
    loop.tick(0.5);

    expect(other.state).toBe('succeeded');
  });

  it('takes back a wake-up that was under way', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const quick = self.spawn(function* (child) {
        yield* child.sleep(1);
      });
      const waiters: Task<void>[] = [];
      for (const name of ['first', 'second']) {
        waiters.push(
          self.spawn(function* () {
            yield* quick;
            seen.push(name);
            waiters[1]!.cancel();
          }),
        );
      }
    });

    loop.tick(1);

    expect(seen).toEqual(['first']);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.world.entries).toEqual([]);
  });

  it('takes back a wake-up that was under way, which ends no wait of the cleanup', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const quick = self.spawn(function* (child) {
        yield* child.sleep(1);
      });
      self.spawn(function* () {
        yield* quick;
        second.cancel();
      });
      const second: Task<void> = self.spawn(function* (child) {
        try {
          yield* quick;
        } finally {
          yield* child.sleep(2);
          seen.push(`cleaned up at ${child.now}`);
        }
      });
    });

    loop.tick(4);

    expect(seen).toEqual(['cleaned up at 3']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets a child that is cleaning up go on, and tells it the outermost reason', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const parent = self.spawn(function* (scope) {
        const child = scope.spawn(function* (inner) {
          try {
            yield* inner.sleep(100);
          } finally {
            yield* inner.sleep(1);
            seen.push(`cleaned up after ${inner.task.cancelReason} at ${inner.now}`);
          }
        });
        yield* scope.sleep(0.5);
        child.cancel('first');
        yield* scope.sleep(100);
      });
      yield* self.sleep(1);
      parent.cancel('second');
    });

    loop.tick(2);

    expect(seen).toEqual(['cleaned up after second at 1.5']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('says what it expected and what came', () => {
    let task!: Task<void>;
    createTestLoop(function* (self) {
      task = self.spawn(logsItsEnd('task', []));
    });

    expect(() => task.cancel(5 as never)).toThrow(new ArgumentError('task.cancel', 'a reason as text', 5));
  });
});

describe('TaskCancelledError', () => {
  it('is an ordinary error in whoever waits, with name and reason', () => {
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(logsItsEnd('task', []), { name: 'patrol' });
      self.spawn(function* (child) {
        yield* child.sleep(1);
        task.cancel('alarm');
      });
      try {
        yield* task;
      } catch (error) {
        came = error;
      }
    });

    loop.tick(1);

    expect(came).toBeInstanceOf(TaskCancelledError);
    expect(came).toMatchObject({ code: 'TASK_CANCELLED', task: 'patrol', reason: 'alarm' });
    expect((came as Error).message).toBe('Task "patrol" was cancelled: alarm');
  });

  it('fails a waiter that lets it through', () => {
    let waiter!: Task<void>;
    const loop = createTestLoop(function* (self) {
      const task = self.spawn(logsItsEnd('task', []));
      waiter = self.spawn(function* () {
        yield* task;
      });
      yield* self.sleep(1);
      task.cancel();
    });

    loop.tick(1);

    expect(waiter.state).toBe('failed');
  });
});

describe('LifecycleOperation', () => {
  it('CancelAllTasks ends all tasks of a loop, which lives on', () => {
    const seen: string[] = [];
    const loop = createTestLoop(logsItsEnd('main', seen), {
      exports: {
        *later(self) {
          yield* self.sleep(1);
          seen.push('later');
        },
      },
    });

    loop.cancelAllTasks();
    loop.startTask('later');
    loop.tick(1);

    expect(seen).toEqual(['main: cancelled', 'later']);
  });
});

function logsItsEnd(name: string, seen: string[]) {
  return function* (self: TaskScope) {
    try {
      yield* self.sleep(1000);
    } finally {
      seen.push(`${name}: ${self.task.cancelReason}`);
    }
  };
}
