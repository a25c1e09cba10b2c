// SPDX-License-Identifier: MIT
import { ArgumentError, OwnerEndedError, type Clock, type TaskScope } from 'transient-loop';
import { createTestLoop, createTestLoops, type TestLoop } from 'transient-loop/testing';
import { NOTHING } from './support/test-loop';

const CLOCKS: readonly Clock[] = ['game', 'unpaused', 'real'];
const OTHERS: readonly Clock[] = ['unpaused', 'real'];

const ms = (seconds: number): number => Math.round(seconds * 1000);

/** Notes the time of a clock, in milliseconds, every so many seconds of it. */
function* noteEvery(self: TaskScope, seconds: number, clock: Clock, seen: number[]) {
  for (;;) {
    yield* self.sleep(seconds, { clock });
    seen.push(ms(self.nowOf(clock)));
  }
}

function crossings({ stage }: TestLoop): number {
  return stage.table.crossings;
}

describe.each(CLOCKS)('sleep on the %s clock', (clock) => {
  it('does not cross while nothing is due', () => {
    const test = createTestLoop({
      *script(self) {
        yield* self.sleep(1, { clock });
      },
    });
    const before = crossings(test);

    test.advanceSync(0.9);

    expect(crossings(test)).toBe(before);
    expect(test.loop.left().timers).toBe(1);
    test.endPlay();
  });

  it('wakes in the tick in which it is due exactly', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({ script: (self) => noteEvery(self, 0.5, clock, seen) });

    tickSync(0.25);
    expect(seen).toEqual([]);
    tickSync(0.25);

    expect(seen).toEqual([500]);
    endPlay();
  });

  it('is due although float deltas come to a little less', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({ script: (self) => noteEvery(self, 1, clock, seen) });

    for (let frame = 0; frame < 50; frame += 1) tickSync(1 / 50);

    expect(seen).toEqual([1000]);
    endPlay();
  });

  it('wakes at each moment that was due in one long tick', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({ script: (self) => noteEvery(self, 0.1, clock, seen) });

    tickSync(0.35);

    expect(seen).toEqual([100, 200, 300]);
    endPlay();
  });

  it('wakes async tasks at each moment that was due in one long tick', async () => {
    const seen: string[] = [];
    const script = async (self: TaskScope): Promise<void> => {
      const each = (name: string, seconds: number) =>
        self.spawn(async (task) => {
          for (let step = 0; step < 3; step += 1) {
            await task.sleep(seconds, { clock });
            await Promise.resolve();
            seen.push(`${name} ${ms(task.nowOf(clock))}`);
          }
        });
      each('a', 0.125);
      each('b', 0.1875);
    };
    const { tick, expectNothingLeft } = createTestLoop({ script });
    await tick(0);

    await tick(1);

    expect(seen).toEqual(['a 125', 'b 188', 'a 250', 'b 375', 'a 375', 'b 563']);
    expectNothingLeft();
  });

  it('keeps its order among equals', () => {
    const seen: string[] = [];
    const { spawn, tickSync } = createTestLoop();
    for (const name of ['first', 'second', 'third']) {
      spawn(function* (self) {
        yield* self.sleep(0.5, { clock });
        seen.push(name);
      });
    }

    tickSync(1);

    expect(seen).toEqual(['first', 'second', 'third']);
  });

  it('keeps its order beyond the length of a list', () => {
    const seen: number[] = [];
    const { spawn, tickSync, expectNothingLeft } = createTestLoop();
    for (let each = 0; each < 100; each += 1) {
      spawn(function* (self) {
        yield* self.sleep(((each * 37) % 100) / 100 + 0.1, { clock });
        seen.push(ms(self.nowOf(clock)));
      });
    }

    tickSync(2);

    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen).toHaveLength(100);
    expectNothingLeft();
  });

  it('gives its timer back when the task is cancelled', () => {
    const { spawn, loop, tickSync } = createTestLoop();
    const task = spawn(function* (self) {
      yield* self.sleep(1, { clock });
    });
    expect(loop.left().timers).toBe(1);

    task.cancel();
    tickSync(0.1);

    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives its timer back when an async task is cancelled', async () => {
    const { spawn, loop, tick } = createTestLoop();
    const task = spawn(async (self) => {
      await self.sleep(1, { clock });
    });

    task.cancel();
    await tick(0.1);

    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the timer of a loser back', () => {
    const { spawn, loop, tickSync } = createTestLoop();
    const task = spawn(function* (self) {
      yield* self.race([self.sleep(0.1), self.sleep(5, { clock })]);
    });

    tickSync(0.1);

    expect(task.state).toBe('succeeded');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('spares the others when the task it wakes throws', () => {
    const seen: string[] = [];
    const { spawn, tickSync, log } = createTestLoop();
    spawn(function* thrower(self) {
      yield* self.sleep(0.5, { clock });
      throw new Error('thrower broke');
    });
    spawn(function* (self) {
      yield* self.sleep(0.5, { clock });
      seen.push('other');
    });

    tickSync(1);

    expect(seen).toEqual(['other']);
    expect(log.find({ event: 'task.failed' })).toHaveLength(1);
  });

  it('runs nothing later in the tick when what it wakes ends play', () => {
    const seen: string[] = [];
    const test = createTestLoop({
      *script(self) {
        self.spawn(function* (task) {
          yield* task.sleep(0.5, { clock });
          task.actor!.destroy();
        });
        self.spawn(function* (task) {
          yield* task.sleep(0.6, { clock });
          seen.push('too late');
        });
        yield* self.sleep(0.6, { clock: 'real' });
        seen.push('too late');
      },
    });

    test.tickSync(1);

    expect(seen).toEqual([]);
    expect(test.loop.left()).toEqual(NOTHING);
  });

  it('is a value: it counts from when it was made, and may be awaited late', () => {
    const seen: number[] = [];
    const { tickSync, expectNothingLeft } = createTestLoop({
      *script(self) {
        const stored = self.sleep(0.5, { clock });
        yield* self.sleep(0.2, { clock });
        yield* stored;
        seen.push(ms(self.nowOf(clock)));
        yield* self.sleep(1, { clock });
        yield* stored;
        seen.push(ms(self.nowOf(clock)));
      },
    });

    tickSync(0.25);
    tickSync(0.25);
    tickSync(1);

    expect(seen).toEqual([500, 1500]);
    expectNothingLeft();
  });

  it('gives back the timer of a sleep that nobody waited for, with its task', () => {
    const { tickSync, loop } = createTestLoop({
      *script(self) {
        void self.sleep(10, { clock });
        void self.sleep(0.1, { clock });
        yield* self.sleep(0.5);
      },
    });

    tickSync(0.2);
    expect(loop.left().timers).toBe(2);
    tickSync(0.5);

    expect(loop.left()).toEqual(NOTHING);
  });

  it('waits for the next tick if it is zero or less', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({
      *script(self) {
        for (const seconds of [0, -1, 0]) {
          yield* self.sleep(seconds, { clock });
          seen.push(ms(self.nowOf(clock)));
        }
      },
    });

    expect(seen).toEqual([]);
    for (let frame = 0; frame < 3; frame += 1) tickSync(0.25);

    expect(seen).toEqual([0, 250, 500]);
    endPlay();
  });

  it('waits for ever for Infinity', () => {
    const { runUntilIdleSync, loop, endPlay } = createTestLoop({
      *script(self) {
        yield* self.sleep(Infinity, { clock });
      },
    });

    runUntilIdleSync();

    expect(loop.left().tasks).toBe(1);
    endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on in another world: what is left of it is left', () => {
    const seen: number[] = [];
    const { component, tickSync, endPlay } = createTestLoop({
      script: (self) => noteEvery(self, 5, clock, seen),
    });
    for (let frame = 0; frame < 20; frame += 1) tickSync(0.1);

    component.worldClock = { realSeconds: 0 };
    for (let frame = 0; frame < 29; frame += 1) tickSync(0.1);
    expect(seen).toEqual([]);
    tickSync(0.1);

    expect(seen).toEqual([5000]);
    endPlay();
  });

  it('stands while its task is paused', () => {
    const seen: number[] = [];
    const { spawn, tickSync, expectNothingLeft } = createTestLoop();
    const task = spawn(function* (self) {
      yield* self.sleep(1, { clock });
      seen.push(ms(self.nowOf(clock)));
    });
    tickSync(0.4);

    task.pause();
    tickSync(5);
    tickSync(5);
    task.resume();
    tickSync(0.5);
    expect(seen).toEqual([]);
    tickSync(0.1);

    expect(seen).toEqual([11000]);
    expectNothingLeft();
  });

  it('says in the list of tasks what is waited for', () => {
    const { tickSync, loop, endPlay } = createTestLoop({
      *script(self) {
        yield* self.sleep(2.5, { clock });
      },
    });

    tickSync(1);

    const of = clock === 'game' ? '' : ` of ${clock} time`;
    expect(loop.tasks()[0]!.waitsFor).toBe(`sleep until 2.500 s${of}`);
    endPlay();
  });

  it('is refused after the end, as any wait', () => {
    let caught: unknown;
    const test = createTestLoop({
      *script(self) {
        try {
          yield* self.sleep(1, { clock });
        } finally {
          try {
            yield* self.sleep(1, { clock });
          } catch (error) {
            caught = error;
          }
        }
      },
    });

    test.endPlay('quit');

    expect(caught).toMatchObject({ code: 'TASK_CANCELLED' });
    expect(test.loop.left()).toEqual(NOTHING);
  });
});

describe('sleep', () => {
  it('refuses what is no clock', () => {
    const errors: string[] = [];
    createTestLoop({
      *script(self) {
        for (const options of [{ clock: 'wall' }, { clock: 1 }, null, 'real']) {
          try {
            self.sleep(1, options as never);
          } catch (error) {
            expect(error).toBeInstanceOf(ArgumentError);
            errors.push((error as Error).message);
          }
        }
        self.sleep(0.1, {});
        self.sleep(0.1, undefined);
      },
    });

    expect(errors).toEqual([
      'self.sleep: expected a clock, "game", "unpaused" or "real", but got "wall"',
      'self.sleep: expected a clock, "game", "unpaused" or "real", but got number 1',
      'self.sleep: expected options such as { clock: "real" }, but got null',
      'self.sleep: expected options such as { clock: "real" }, but got "real"',
    ]);
  });

  it('runs the clocks of one tick in their order, whatever was due first', () => {
    const seen: string[] = [];
    const { spawn, tickSync } = createTestLoop();
    for (const [clock, seconds] of [
      ['real', 0.1],
      ['unpaused', 0.2],
      ['game', 0.3],
      ['real', 0.05],
    ] as const) {
      spawn(function* (self) {
        yield* self.sleep(seconds, { clock });
        seen.push(`${clock} ${seconds}`);
      });
    }

    tickSync(1);

    expect(seen).toEqual(['game 0.3', 'unpaused 0.2', 'real 0.05', 'real 0.1']);
  });

  it('runs predicates after the timers of all clocks', () => {
    const seen: string[] = [];
    let isOpen = false;
    const { spawn, tickSync } = createTestLoop();
    spawn(function* (self) {
      yield* self.until(() => isOpen);
      seen.push('open');
    });
    spawn(function* (self) {
      yield* self.sleep(0.5, { clock: 'real' });
      isOpen = true;
      seen.push('real');
    });

    tickSync(1);

    expect(seen).toEqual(['real', 'open']);
  });

  it('follows dilation on the game and the unpaused clock', () => {
    const seen: string[] = [];
    const test = createTestLoop();
    for (const clock of CLOCKS) {
      test.spawn(function* (self) {
        yield* self.sleep(1, { clock });
        seen.push(clock);
      });
    }

    test.setDilation(0.5);
    test.tickSync(1);
    expect(seen).toEqual(['real']);
    test.actor.timeDilation = 0.5;
    test.tickSync(1);
    expect(seen).toEqual(['real']);
    test.tickSync(1);

    expect(seen).toEqual(['real', 'game', 'unpaused']);
  });

  it('stands on the game and the unpaused clock of an actor whose dilation is 0', () => {
    const seen: string[] = [];
    const test = createTestLoop();
    for (const clock of CLOCKS) {
      test.spawn(function* (self) {
        yield* self.sleep(1, { clock });
        seen.push(clock);
      });
    }
    test.actor.timeDilation = 0;

    for (let frame = 0; frame < 10; frame += 1) test.tickSync(1);

    expect(seen).toEqual(['real']);
    test.endPlay();
  });

  it('counts on the real clock what the hitch clamp cuts off the others', () => {
    const seen: Record<Clock, number[]> = { game: [], unpaused: [], real: [] };
    const { spawn, tickSync, endPlay } = createTestLoop();
    for (const clock of CLOCKS) spawn((self) => noteEvery(self, 1, clock, seen[clock]));

    // A frame of 3 s: the engine's delta is 0.4 s.
    tickSync(0.4, { real: 3 });

    expect(seen).toEqual({ game: [], unpaused: [], real: [1000, 2000, 3000] });
    endPlay();
  });

  it('leaves nothing of any clock at the end of play', () => {
    const seen: string[] = [];
    const { spawn, loop, endPlay } = createTestLoop();
    for (const clock of CLOCKS) {
      spawn(function* (self) {
        try {
          yield* self.sleep(10, { clock });
        } finally {
          seen.push(`${clock}: ${self.task.cancelReason}`);
        }
      });
      spawn(async (self) => {
        await self.sleep(10, { clock });
      });
    }
    expect(loop.left().timers).toBe(6);

    endPlay('level-transition');

    expect(loop.left()).toEqual(NOTHING);
    expect(seen).toEqual(['real: level-transition', 'unpaused: level-transition', 'game: level-transition']);
  });
});

describe('nowOf', () => {
  it('begins at 0 with each loop', () => {
    const loops = createTestLoops();
    loops.begin();
    loops.tickSync(5);
    const seen: number[] = [];

    const loop = loops.begin({
      *script(self) {
        for (const clock of CLOCKS) seen.push(self.nowOf(clock));
        yield* self.sleep(1);
        for (const clock of CLOCKS) seen.push(ms(self.nowOf(clock)));
      },
    });
    loops.tickSync(1);

    expect(seen).toEqual([0, 0, 0, 1000, 1000, 1000]);
    expect(loop.isRunning).toBe(true);
    loops.end();
  });

  it('begins at 0 for the next loop of a slot', () => {
    const loops = createTestLoops();
    const use = function* (self: TaskScope) {
      yield* self.sleep(1, { clock: 'real' });
      yield* self.sleep(1, { clock: 'unpaused' });
    };
    const first = loops.begin({ script: use });
    loops.tickSync(1.5);
    first.endPlay();
    const seen: number[] = [];

    const second = loops.begin({
      *script(self) {
        for (const clock of OTHERS) seen.push(self.nowOf(clock));
        yield* self.sleep(1, { clock: 'real' });
        seen.push(ms(self.nowOf('real')));
      },
    });
    expect(second.slot).toBe(first.slot);
    loops.tickSync(0.5);
    expect(seen).toEqual([0, 0]);
    loops.tickSync(0.5);

    expect(seen).toEqual([0, 0, 1000]);
    loops.end();
  });

  it('knows the past of a loop that never used the clock before', () => {
    const seen: number[] = [];
    const { tickSync, pause, spawn } = createTestLoop();
    tickSync(1);
    pause();
    tickSync(2);
    pause(false);
    tickSync(0.4, { real: 3 });

    spawn(function* (self) {
      for (const clock of CLOCKS) seen.push(ms(self.nowOf(clock)));
    });

    expect(seen).toEqual([1400, 3400, 6000]);
  });

  it('never goes back, and never passes a timer that has not run', () => {
    const seen: number[] = [];
    const { spawn, tickSync } = createTestLoop();
    const note = (self: TaskScope) => seen.push(ms(self.nowOf('real')));
    spawn(function* (self) {
      yield* self.sleep(0.9);
      note(self);
      yield* self.sleep(0.9, { clock: 'unpaused' });
    });
    spawn(function* (self) {
      yield* self.sleep(0.3, { clock: 'real' });
      note(self);
      yield* self.sleep(0.3, { clock: 'real' });
      note(self);
    });

    tickSync(1);
    spawn(function* (self) {
      note(self);
    });

    // The game timer of 0.9 s runs before the real one of 0.3 s.
    expect(seen).toEqual([300, 300, 600, 1000]);
  });

  it('lets game time stand at its moment while a timer of another clock runs', () => {
    const seen: number[] = [];
    const { tickSync } = createTestLoop({
      *script(self) {
        yield* self.sleep(0.25, { clock: 'real' });
        seen.push(ms(self.now), ms(self.nowOf('game')), ms(self.nowOf('real')));
      },
    });

    tickSync(0.5);

    expect(seen).toEqual([500, 500, 250]);
  });

  it('refuses what is no clock', () => {
    createTestLoop({
      *script(self) {
        expect(() => self.nowOf('wall' as never)).toThrow(ArgumentError);
        expect(() => self.nowOf(undefined as never)).toThrow(ArgumentError);
      },
    });
  });

  it('is NaN once the loop has ended', () => {
    let scope: TaskScope | undefined;
    const { endPlay } = createTestLoop({
      *script(self) {
        scope = self;
        yield* self.sleep(1, { clock: 'real' });
      },
    });

    endPlay();

    for (const clock of CLOCKS) expect(scope!.nowOf(clock)).toBeNaN();
  });

  it('is right in EndPlay', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({
      *script(self) {
        try {
          yield* self.sleep(10);
        } finally {
          for (const clock of CLOCKS) seen.push(ms(self.nowOf(clock)));
        }
      },
    });
    tickSync(0.4, { real: 2 });

    endPlay();

    expect(seen).toEqual([400, 400, 2000]);
  });
});

describe('the cost of the other clocks', () => {
  it('is no look at them for loops that use game time only', () => {
    const loops = createTestLoops();
    loops.begin({ script: (self) => noteEvery(self, 0.1, 'game', []) });
    const user = loops.begin({
      *script(self) {
        yield* self.sleep(1, { clock: 'real' });
      },
    });
    user.endPlay();
    const looks = loops.table.clocks.looks;

    loops.advanceSync(1);

    expect(loops.table.clocks.looks).toBe(looks);
    loops.end();
  });

  it('is one look a tick while there are timers on them, and none any more afterwards', () => {
    const { stage, advanceSync, endPlay } = createTestLoop({
      frame: 0.1,
      *script(self) {
        yield* self.sleep(0.5, { clock: 'real' });
        yield* self.sleep(10);
      },
    });
    const before = stage.table.clocks.looks;

    advanceSync(0.5);
    expect(stage.table.clocks.looks - before).toBe(5);
    advanceSync(5);

    expect(stage.table.clocks.looks - before).toBe(5);
    endPlay();
  });

  it('is no memory until somebody uses one of them', () => {
    const { stage, spawn, endPlay } = createTestLoop();
    expect(stage.registry.otherClocks).toBeNull();

    spawn(function* (self) {
      yield* self.sleep(1, { clock: 'unpaused' });
    });

    expect(stage.registry.otherClocks).not.toBeNull();
    endPlay();
  });

  it('stands growth: the clocks of all loops go on', () => {
    const seen: number[] = [];
    const loops = createTestLoops({ frame: 0.1 });
    const script = (self: TaskScope) => noteEvery(self, 1, 'real', seen);
    loops.begin({ script });
    loops.advanceSync(0.5);

    for (let count = 1; count < 200; count += 1) loops.begin({ script });
    loops.advanceSync(0.5);
    expect(seen).toEqual([1000]);
    loops.advanceSync(0.5);

    expect(seen).toHaveLength(200);
    expect(loops.countLeft().timers).toBe(200);
    loops.end();
    expect(loops.countLeft()).toEqual(NOTHING);
  });

  it('is bounded by the budget of a tick as well', () => {
    const seen: number[] = [];
    const { tickSync, endPlay } = createTestLoop({ script: (self) => noteEvery(self, 1e-4, 'real', seen) });

    tickSync(0.1, { real: 2 });
    const first = seen.length;
    expect(first).toBeLessThan(20_000);
    tickSync(0.1, { real: 0 });

    expect(seen).toHaveLength(2 * first);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    endPlay();
  });
});

describe('a wait on the other clocks of another loop’s task', () => {
  it('rejects when its owner ends', () => {
    const loops = createTestLoops();
    let caught: unknown;
    const owner = loops.begin();
    const task = owner.spawn(function* (self) {
      yield* self.sleep(10, { clock: 'real' });
    });
    const waiter = loops.begin({
      *script(self) {
        try {
          yield* self.join(task);
        } catch (error) {
          caught = error;
        }
      },
    });

    owner.endPlay();
    loops.tickSync(0.1);

    expect(caught).toBeInstanceOf(OwnerEndedError);
    expect(waiter.loop.left().timers).toBe(0);
    loops.end();
  });
});
