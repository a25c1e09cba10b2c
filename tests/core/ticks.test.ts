// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import { ArgumentError, type Task, type Wait } from 'transient-loop';
import { NOTHING, createTestLoop, type TestLoop } from './support/test-loop';

describe('TaskScope.nextTick', () => {
  it('goes on in the next tick, however short', () => {
    let times = 0;
    const loop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.nextTick();
        times += 1;
      }
    });

    loop.tick(0.001);
    loop.tick(10);
    loop.tick(0);

    expect(times).toBe(3);
  });

  it('made by a timer, or by another wait for ticks, is for the tick after', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.5);
      seen.push('timer');
      yield* self.nextTick();
      seen.push('first');
      yield* self.nextTick();
      seen.push('second');
    });

    loop.tick(1);
    expect(seen).toEqual(['timer']);
    loop.tick(1);
    expect(seen).toEqual(['timer', 'first']);
    loop.tick(1);

    expect(seen).toEqual(['timer', 'first', 'second']);
  });

  it('made while the inbox is emptied is for the tick after', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => {
        seen.push(value);
        self.spawn(function* (child) {
          yield* child.nextTick();
          seen.push('next tick');
        });
      });
      yield* self.sleep(100);
    });

    source.next('value');
    loop.tick();
    expect(seen).toEqual(['value']);
    loop.tick();

    expect(seen).toEqual(['value', 'next tick']);
  });

  it('comes before the timers of its tick', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        yield* child.sleep(0.1);
        seen.push('timer');
      });
      yield* self.nextTick();
      seen.push('tick');
    });

    loop.tick(1);

    expect(seen).toEqual(['tick', 'timer']);
  });

  it('lets the loop fall idle again when nobody waits for ticks any more', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.ticks(3);
      yield* self.sleep(100);
    });

    for (let tick = 0; tick < 50; tick += 1) loop.tick();

    expect(loop.crossings).toBe(3);
  });

  it('lets the loop fall idle again when who waited for it was cancelled', () => {
    let waiting!: Task<void>;
    const loop = createTestLoop(function* (self) {
      waiting = self.spawn(function* (child) {
        yield* child.ticks(30);
      });
      yield* self.sleep(100);
    });
    loop.tick();

    waiting.cancel();
    for (let tick = 0; tick < 20; tick += 1) loop.tick();

    expect(loop.crossings).toBeLessThanOrEqual(2);
  });

  it('goes on with nobody whose task an earlier one of the same tick has cancelled', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const tasks: Task<void>[] = [];
      self.spawn(function* (child) {
        yield* child.nextTick();
        tasks[0]!.cancel();
      });
      tasks.push(
        self.spawn(function* (child) {
          yield* child.nextTick();
          seen.push('never');
        }),
      );
    });

    loop.tick();

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on with nobody any more in a tick in which the loop ends', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        yield* child.nextTick();
        child.actor!.destroy();
      });
      yield* self.nextTick();
      yield* self.nextTick();
      seen.push('never');
    });

    loop.tick();
    loop.tick();

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('TaskScope.ticks', () => {
  it.each([1, 2, 5])('goes on after %i ticks', (count) => {
    let over = false;
    const loop = createTestLoop(function* (self) {
      yield* self.ticks(count);
      over = true;
    });

    for (let tick = 1; tick < count; tick += 1) loop.tick();
    expect(over).toBe(false);
    loop.tick();

    expect(over).toBe(true);
  });

  it('goes on at once for 0', () => {
    let over = false;
    createTestLoop(function* (self) {
      yield* self.ticks(0);
      over = true;
    });

    expect(over).toBe(true);
  });

  it('counts from when it was made, and is over for who comes late', () => {
    const over: number[] = [];
    let ticks = 0;
    const loop = createTestLoop(function* (self) {
      const three = self.ticks(3);
      const one = self.ticks(1);
      yield* self.ticks(2);
      yield* one;
      over.push(ticks);
      yield* three;
      over.push(ticks);
    });

    for (ticks = 1; ticks <= 5; ticks += 1) loop.tick();

    expect(over).toEqual([2, 3]);
  });

  it('is not over early because somebody who waited for it was cancelled', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const five = self.ticks(5);
      const waiter = self.spawn(function* () {
        yield* five;
      });
      yield* self.nextTick();
      waiter.cancel();
      yield* five;
      seen.push('five');
    });

    for (let tick = 1; tick < 5; tick += 1) loop.tick();
    expect(seen).toEqual([]);
    loop.tick();

    expect(seen).toEqual(['five']);
  });

  it('rejects those who wait for one whose task is over', () => {
    const came: unknown[] = [];
    const waits: Wait<void>[] = [];
    const loop = createTestLoop(function* (self) {
      const maker = self.spawn(function* (child) {
        waits.push(
          child.ticks(50),
          child.until(() => false),
        );
        yield* child.sleep(100);
      });
      yield* self.nextTick();
      for (const wait of waits) {
        self.spawn(function* () {
          try {
            yield* wait;
          } catch (error) {
            came.push((error as Error).name);
          }
        });
      }
      yield* self.nextTick();
      maker.cancel();
      yield* self.ticks(3);
    });

    ticks(loop, 6);

    expect(came).toEqual(['TaskCancelledError', 'TaskCancelledError']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([-1, 1.5, NaN, Infinity, '2', undefined])('says what it expected and what came for %p', (count) => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        yield* self.ticks(count as number);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toMatch(
      /^self\.ticks: expected a whole number of ticks, 0 or more, but got ./,
    );
  });
});

describe('TaskScope.until', () => {
  it('goes on at the end of the first tick in which the predicate holds', () => {
    let open = false;
    let over = 0;
    let tick = 0;
    const loop = createTestLoop(function* (self) {
      yield* self.until(() => open);
      over = tick;
    });

    for (tick = 1; tick <= 3; tick += 1) loop.tick();
    open = true;
    tick = 4;
    loop.tick();

    expect(over).toBe(4);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('made by a timer is asked at the end of the same tick', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.25);
      yield* self.until(() => true);
      seen.push(self.now);
    });

    loop.tick(1);

    expect(seen).toEqual([1]);
  });

  it('is asked once a tick', () => {
    let asked = 0;
    const loop = createTestLoop(function* (self) {
      yield* self.until(() => {
        asked += 1;
        return false;
      });
    });

    ticks(loop, 3);

    expect(asked).toBe(3);
  });

  it('lets only the first of two go on when that one makes the other’s predicate false', () => {
    let free = false;
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (const name of ['first', 'second']) {
        self.spawn(function* (child) {
          yield* child.until(() => free);
          free = false;
          seen.push(name);
        });
      }
    });

    free = true;
    loop.tick();
    expect(seen).toEqual(['first']);
    free = true;
    loop.tick();

    expect(seen).toEqual(['first', 'second']);
  });

  it('enters a task spawned after it went on in the same tick', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.until(() => true);
      self.spawn(function* () {
        seen.push('child');
      });
    });

    loop.tick();

    expect(seen).toEqual(['child']);
  });

  it('rejects with what the predicate throws', () => {
    const wrong = new Error('no such door');
    let came: unknown;
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.until(() => {
          throw wrong;
        });
      } catch (error) {
        came = error;
      }
    });

    loop.tick();

    expect(came).toBe(wrong);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('asks no predicate of a task that was cancelled', () => {
    let asked = 0;
    let waiting!: Task<void>;
    const loop = createTestLoop(function* (self) {
      waiting = self.spawn(function* (child) {
        yield* child.until(() => {
          asked += 1;
          return false;
        });
      });
      yield* self.sleep(100);
    });
    loop.tick();

    waiting.cancel();
    ticks(loop, 3);

    expect(asked).toBe(1);
  });

  it('asks no predicate of a task that was cancelled and still cleans up', () => {
    let asked = 0;
    const loop = createTestLoop(function* (self) {
      const waiting = self.spawn(function* (child) {
        try {
          yield* child.until(() => {
            asked += 1;
            return false;
          });
        } finally {
          yield* child.sleep(10);
        }
      });
      yield* self.ticks(2);
      waiting.cancel();
    });

    ticks(loop, 5);

    expect(asked).toBe(1);
  });

  it('asks no predicate any more when one of them ends the loop', () => {
    let asked = 0;
    const loop: TestLoop = createTestLoop(function* (self) {
      for (const end of [true, false]) {
        self.spawn(function* (child) {
          yield* child.until(() => {
            asked += 1;
            if (end) loop.endPlay();
            return false;
          });
        });
      }
    });

    loop.tick();

    expect(asked).toBe(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('says what it expected and what came', () => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        yield* self.until(true as never);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toBe('self.until: expected a function, but got boolean true');
  });
});

function ticks(loop: TestLoop, count: number): void {
  for (let tick = 0; tick < count; tick += 1) loop.tick();
}
