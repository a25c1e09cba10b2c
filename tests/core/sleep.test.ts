// SPDX-License-Identifier: MIT
import { ArgumentError, ScopeClosedError, type Task, type TaskScope, type Wait } from 'transient-loop';
import { NOTHING, createTestLoop, milliseconds } from './support/test-loop';

describe('TaskScope.sleep', () => {
  it('does not cross the border while nothing is due', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(10);
    });

    loop.advance(9);

    expect(loop.crossings).toBe(0);
    expect(loop.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
  });

  it('wakes in the tick in which it is exactly due', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.5);
      woken.push(self.now);
    });

    loop.tick(0.25);
    expect(woken).toEqual([]);
    loop.tick(0.25);

    expect(woken).toEqual([0.5]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('wakes many that are due in one long tick in the order of their due times', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      for (const seconds of [0.3, 0.1, 0.4, 0.2]) self.spawn(sleeper(seconds, woken));
    });

    loop.tick(1);

    expect(woken).toEqual([100, 200, 300, 400]);
  });

  it('wakes those that are due at the same time in the order of their creation', () => {
    const woken: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (const name of ['a', 'b', 'c']) {
        self.spawn(function* (child) {
          yield* child.sleep(1);
          woken.push(name);
        });
      }
    });

    loop.tick(2);

    expect(woken).toEqual(['a', 'b', 'c']);
  });

  it.each([40, 500])('keeps both orders with %i timers in one loop', (count) => {
    const woken: string[] = [];
    const expected: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (let made = 0; made < count; made += 1) {
        const seconds = 1 + ((made * 7) % 13) / 10;
        expected.push(`${seconds} ${String(made).padStart(3, '0')}`);
        self.spawn(function* (child) {
          yield* child.sleep(seconds);
          woken.push(`${seconds} ${String(made).padStart(3, '0')}`);
        });
      }
    });

    loop.tick(3);

    expect(woken).toEqual(expected.sort((a, b) => parseFloat(a) - parseFloat(b) || (a < b ? -1 : 1)));
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([3, 40])('takes any of %i timers out of the middle', (count) => {
    const woken: number[] = [];
    const tasks: Task<void>[] = [];
    const loop = createTestLoop(function* (self) {
      for (let made = 1; made <= count; made += 1) tasks.push(self.spawn(sleeper(made / 100, woken)));
    });

    tasks.filter((_, place) => place % 2 === 1).forEach((task) => task.cancel());
    loop.tick(1);

    expect(woken).toEqual(
      Array.from({ length: count }, (_, place) => (place + 1) * 10).filter((_, place) => place % 2 === 0),
    );
  });

  it('is dropped with its timer when its task is cancelled before', () => {
    const woken: number[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(sleeper(1, woken));
    });

    task.cancel();
    loop.tick(2);

    expect(woken).toEqual([]);
    expect(loop.crossings).toBe(0);
  });

  it('is dropped when a task that wakes earlier in the same tick cancels its task', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      const later = self.spawn(sleeper(0.2, woken));
      yield* self.sleep(0.1);
      later.cancel();
    });

    loop.tick(1);

    expect(woken).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets the task it wakes cancel itself', () => {
    const woken: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.1);
      self.task.cancel();
      woken.push('went on to the next wait');
      yield* self.sleep(0.1);
      woken.push('never');
    });

    loop.tick(1);

    expect(woken).toEqual(['went on to the next wait']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('wakes nobody any more in a tick in which the loop ends', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(sleeper(0.2, woken));
      yield* self.sleep(0.1);
      self.actor!.destroy();
    });

    loop.tick(1);

    expect(woken).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([0, -1, -Infinity, 1e-20, 5e-7])(
    'takes %p seconds for the next tick, however long this one is',
    (seconds) => {
      let times = 0;
      const loop = createTestLoop(function* (self) {
        yield* self.sleep(0.1);
        for (;;) {
          times += 1;
          yield* self.sleep(seconds);
        }
      });

      loop.tick(1);
      expect(times).toBe(1);
      loop.tick(1);

      expect(times).toBe(2);
    },
  );

  it('wakes once more in a long tick for each short sleep that fits into it', () => {
    let times = 0;
    const loop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.sleep(0.001);
        times += 1;
      }
    });

    loop.tick(0.25);

    expect(times).toBe(250);
  });

  it('waits for ever for infinity, and its timer is counted', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(Infinity);
    });

    loop.tick(1e9);

    expect(loop.crossings).toBe(0);
    expect(loop.left().timers).toBe(1);
  });

  it('counts 50 times 1/50 s as one second', () => {
    let woken = false;
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      woken = true;
    });

    for (let tick = 0; tick < 49; tick += 1) loop.tick(1 / 50);
    expect(woken).toBe(false);
    loop.tick(1 / 50);

    expect(loop.seconds).toBeLessThan(1);
    expect(woken).toBe(true);
  });

  it('counts from when it was made, not from when it is waited for', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      const second = self.sleep(1);
      yield* self.sleep(0.6);
      yield* second;
      woken.push(milliseconds(self));
    });

    loop.tick(2);

    expect(woken).toEqual([1000]);
  });

  it('goes on at once where a stored wait is over already', () => {
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      const short = self.sleep(0.1);
      yield* self.sleep(0.6);
      yield* short;
      yield* short;
      woken.push(milliseconds(self));
    });

    loop.tick(2);

    expect(woken).toEqual([600]);
  });

  it.each(['the maker first', 'the other first'])(
    'wakes everybody who waits for one stored wait, %s',
    (order) => {
      const woken: string[] = [];
      const loop = createTestLoop(function* (self) {
        const shared = self.sleep(1);
        self.spawn(function* () {
          yield* shared;
          woken.push('other');
        });
        if (order === 'the other first') yield* self.sleep(0.5);
        yield* shared;
        woken.push('maker');
      });

      loop.tick(2);

      expect(woken.sort()).toEqual(['maker', 'other']);
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  it('goes on for the others when one of those who wait for it is cancelled', () => {
    const woken: string[] = [];
    const waiter = (name: string, wait: Wait<void>) =>
      function* () {
        yield* wait;
        woken.push(name);
      };
    const loop = createTestLoop(function* (self) {
      const shared = self.sleep(1);
      const first = self.spawn(waiter('first', shared));
      self.spawn(waiter('second', shared));
      yield* self.sleep(0.5);
      first.cancel();
    });

    loop.tick(2);

    expect(woken).toEqual(['second']);
    expect(loop.world.entries).toEqual([]);
  });

  it('is refused to the others when the task that made it, and waits for it first, is cancelled', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      let shared!: Wait<void>;
      const maker = self.spawn(function* (child) {
        shared = child.sleep(1);
        yield* shared;
      });
      self.spawn(function* () {
        try {
          yield* shared;
        } catch (error) {
          seen.push((error as Error).name);
        }
      });
      yield* self.sleep(0.5);
      maker.cancel();
    });

    loop.tick(0.75);

    expect(seen).toEqual(['TaskCancelledError']);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.world.entries).toEqual([]);
  });

  it('gives back the timers that a task left behind', () => {
    const loop = createTestLoop(function* (self) {
      self.sleep(5);
      self.sleep(6);
      yield* self.sleep(1);
    });

    loop.tick(0.5);
    expect(loop.left().timers).toBe(3);
    loop.tick(1);

    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(['before', 'after'])(
    'refuses those who wait, or begin to %s, for a sleep whose task is over',
    (when) => {
      let came: unknown;
      let left: Wait<void> | undefined;
      const loop = createTestLoop(function* (self) {
        self.spawn(function* (child) {
          left = child.sleep(5);
          yield* child.sleep(1);
        });
        yield* self.sleep(when === 'before' ? 0.5 : 1.5);
        try {
          yield* left!;
        } catch (error) {
          came = error;
        }
      });

      loop.tick(2);

      expect(came).toBeInstanceOf(ScopeClosedError);
      expect(loop.left()).toEqual(NOTHING);
    },
  );

  it.each([0, 1, 40])('counts on for cleanup that waits for it again, beside %i other timers', (others) => {
    const woken: number[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      for (let made = 0; made < others; made += 1) self.spawn(sleeper(3, []));
      task = self.spawn(function* (child) {
        const sleep = child.sleep(2);
        try {
          yield* sleep;
        } finally {
          yield* sleep;
          woken.push(milliseconds(child));
        }
      });
    });
    loop.tick(0.5);

    task.cancel();
    loop.tick(1);
    expect(task.state).toBe('running');
    loop.tick(2);

    expect(woken).toEqual([2000]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that was over is over for the cleanup of a task that was cancelled in another one', () => {
    const woken: number[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(function* (child) {
        const sleep = child.sleep(1);
        yield* sleep;
        try {
          yield* child.sleep(5);
        } finally {
          yield* sleep;
          woken.push(milliseconds(child));
        }
      });
    });
    loop.tick(2);

    task.cancel();

    expect(woken).toEqual([2000]);
    expect(task.state).toBe('cancelled');
  });

  it.each([NaN, '1', undefined, null, {}])('says what it expected and what came for %p', (seconds) => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        yield* self.sleep(seconds as number);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toMatch(/^self\.sleep: expected a number of seconds, but got ./);
  });
});

function sleeper(seconds: number, woken: number[]) {
  return function* (self: TaskScope) {
    yield* self.sleep(seconds);
    woken.push(milliseconds(self));
  };
}
