// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import type { Clock, TaskScope } from 'transient-loop';
import { createTestLoop, createTestLoops } from 'transient-loop/testing';
import { NOTHING } from './support/test-loop';

const OTHERS: readonly Clock[] = ['unpaused', 'real'];

const ms = (seconds: number): number => Math.round(seconds * 1000);

describe.each(OTHERS)('a pause, for sleeps on the %s clock', (clock) => {
  it('lets them go on while game time stands', () => {
    const seen: string[] = [];
    const { spawn, tickSync, pause, expectNothingLeft } = createTestLoop();
    spawn(function* (self) {
      yield* self.sleep(1);
      seen.push(`game ${ms(self.now)}`);
    });
    spawn(function* (self) {
      yield* self.sleep(1, { clock });
      seen.push(`${clock} at ${ms(self.nowOf(clock))}, game ${ms(self.now)}`);
    });
    tickSync(0.5);

    pause();
    tickSync(0.75);
    tickSync(5);
    expect(seen).toEqual([`${clock} at 1000, game 500`]);
    pause(false);
    tickSync(0.5);

    expect(seen).toEqual([`${clock} at 1000, game 500`, 'game 1000']);
    expectNothingLeft();
  });

  it('does not cross while nothing is due', () => {
    const { stage, tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        self.spawn(function* (task) {
          yield* task.sleep(0.1);
        });
        self.spawn(function* (task) {
          yield* task.nextTick();
        });
        yield* self.sleep(10, { clock });
      },
    });
    pause();
    const before = stage.table.crossings;

    for (let frame = 0; frame < 9; frame += 1) tickSync(1);

    expect(stage.table.crossings).toBe(before);
    endPlay();
  });

  it('wakes at each moment that was due in one long tick', () => {
    const seen: number[] = [];
    const { tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        for (;;) {
          yield* self.sleep(0.1, { clock });
          seen.push(ms(self.nowOf(clock)));
        }
      },
    });
    pause();

    tickSync(0.35);

    expect(seen).toEqual([100, 200, 300]);
    endPlay();
  });

  it('wakes async tasks at their moments, promise jobs included', async () => {
    const seen: string[] = [];
    const { tick, pause, expectNothingLeft } = createTestLoop({
      async script(self) {
        self.spawn(async (task) => {
          await task.sleep(0.15, { clock });
          seen.push(`b ${ms(task.nowOf(clock))}`);
        });
        for (let step = 0; step < 2; step += 1) {
          await self.sleep(0.125, { clock });
          await Promise.resolve();
          seen.push(`a ${ms(self.nowOf(clock))}, game ${ms(self.now)}`);
        }
      },
    });
    pause();
    await tick(0);

    await tick(0.5);

    expect(seen).toEqual(['a 125, game 0', 'b 150', 'a 250, game 0']);
    expectNothingLeft();
  });

  it('keeps ticks, predicates, messages and game timers for later', () => {
    const seen: string[] = [];
    const values = new Subject<string>();
    const { tickSync, pause, expectNothingLeft } = createTestLoop({
      *script(self) {
        const note = (what: string, body: (task: TaskScope) => Generator<never, unknown, unknown>) =>
          self.spawn(function* (task) {
            yield* body(task);
            seen.push(what);
          });
        note('tick', (task) => task.nextTick() as never);
        note('predicate', (task) => task.until(() => true) as never);
        note('game', (task) => task.sleep(0.1) as never);
        self.subscribe(values, (value) => seen.push(value));
        yield* self.sleep(0.5, { clock });
        seen.push(clock);
        yield* self.sleep(0.1);
        seen.push('game again');
      },
    });
    pause();
    values.next('message');

    tickSync(1);
    expect(seen).toEqual([clock]);
    pause(false);
    values.complete();
    tickSync(0.1);

    expect(seen).toEqual([clock, 'message', 'tick', 'game', 'game again', 'predicate']);
    expectNothingLeft();
  });

  it('lets a task go on at once that waits for the one that was woken', () => {
    const seen: string[] = [];
    const { tickSync, pause, expectNothingLeft } = createTestLoop({
      *script(self) {
        const child = self.spawn(function* (task) {
          yield* task.sleep(0.5, { clock });
          return 'done';
        });
        seen.push(yield* child);
        self.spawn(function* () {
          seen.push('spawned in pause');
        });
      },
    });
    pause();

    tickSync(0.5);

    expect(seen).toEqual(['done', 'spawned in pause']);
    expectNothingLeft();
  });

  it('keeps what another loop wakes for the next tick of game time', () => {
    const seen: string[] = [];
    const loops = createTestLoops();
    const worker = loops.begin({ actor: 'Worker' });
    const work = worker.spawn(function* (self) {
      yield* self.sleep(0.5, { clock });
      seen.push('worked');
    });
    loops.begin({
      actor: 'Waiter',
      *script(self) {
        self.spawn(function* (task) {
          yield* task.join(work);
          seen.push('heard of it');
        });
        yield* self.sleep(1, { clock });
        seen.push('woke');
      },
    });
    loops.pause();

    loops.tickSync(0.6);
    loops.tickSync(0.6);
    expect(seen).toEqual(['worked', 'woke']);
    loops.pause(false);
    loops.tickSync(0.1);

    expect(seen).toEqual(['worked', 'woke', 'heard of it']);
    loops.end();
    expect(loops.countLeft()).toEqual(NOTHING);
  });

  it('does not wake a task that was kept back and ends meanwhile', () => {
    const seen: string[] = [];
    const loops = createTestLoops();
    const worker = loops.begin({ actor: 'Worker' });
    const work = worker.spawn(function* (self) {
      yield* self.sleep(0.5, { clock });
    });
    loops.begin({
      actor: 'Waiter',
      *script(self) {
        const waiting = self.spawn(function* (task) {
          yield* task.join(work);
          seen.push('never');
        });
        yield* self.sleep(1, { clock });
        waiting.cancel();
      },
    });
    loops.pause();

    loops.tickSync(0.6);
    loops.tickSync(0.6);
    loops.pause(false);
    loops.tickSync(0.1);

    expect(seen).toEqual([]);
    expect(loops.countLeft()).toEqual(NOTHING);
  });

  it('ends play from inside a pause tick: nothing is left', () => {
    const seen: string[] = [];
    const { tickSync, pause, loop } = createTestLoop({
      *script(self) {
        self.spawn(function* (task) {
          yield* task.sleep(0.5, { clock });
          task.actor!.destroy();
        });
        self.spawn(function* (task) {
          try {
            yield* task.sleep(0.5, { clock });
          } finally {
            seen.push(`${task.task.cancelReason}`);
          }
        });
        yield* self.sleep(1);
      },
    });
    pause();

    tickSync(1);

    expect(seen).toEqual(['destroyed']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('waits for the next tick of the pause if it is zero', () => {
    let woken = 0;
    const { tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        for (;;) {
          yield* self.sleep(0, { clock });
          woken += 1;
        }
      },
    });
    pause();

    for (let frame = 0; frame < 5; frame += 1) tickSync(0.1);

    expect(woken).toBe(5);
    endPlay();
  });

  it('goes on in the next tick of the pause where the budget cut it short', () => {
    const seen: number[] = [];
    const { tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        for (;;) {
          yield* self.sleep(1e-4, { clock });
          seen.push(self.nowOf(clock));
        }
      },
    });
    pause();

    tickSync(2);
    const first = seen.length;
    expect(first).toBeLessThan(20_000);
    tickSync(0);

    expect(seen.length).toBe(2 * first);
    expect(seen.at(-1)).toBeCloseTo(2 * first * 1e-4, 6);
    endPlay();
  });

  it('leaves nothing behind when play ends in pause', () => {
    const { spawn, tickSync, pause, endPlay, loop } = createTestLoop();
    for (const each of ['game', 'unpaused', 'real'] as const) {
      spawn(function* (self) {
        yield* self.sleep(10, { clock: each });
      });
    }
    pause();
    tickSync(1);
    expect(loop.left().timers).toBe(3);

    endPlay('quit');

    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a pause', () => {
  it('counts on the unpaused clock with dilation, on the real one without', () => {
    const seen: number[][] = [];
    const test = createTestLoop();
    test.setDilation(2);
    test.actor.timeDilation = 0.25;
    test.pause();

    test.tickSync(0.1, { real: 3 });
    test.spawn(function* (self) {
      seen.push((['game', 'unpaused', 'real'] as const).map((clock) => ms(self.nowOf(clock))));
    });

    expect(seen).toEqual([[0, 50, 3000]]);
  });

  it('is not crossed into by a loop that uses game time only', () => {
    const { stage, tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        self.spawn(function* (task) {
          yield* task.until(() => false);
        });
        for (;;) yield* self.nextTick();
      },
    });
    tickSync(0.1);
    pause();
    const before = [stage.table.crossings, stage.table.clocks.looks];

    for (let frame = 0; frame < 10; frame += 1) tickSync(0.1);

    expect([stage.table.crossings, stage.table.clocks.looks]).toEqual(before);
    endPlay();
  });

  it('runs the unpaused clock before the real one', () => {
    const seen: string[] = [];
    const { spawn, tickSync, pause } = createTestLoop();
    for (const [clock, seconds] of [
      ['real', 0.1],
      ['unpaused', 0.3],
    ] as const) {
      spawn(function* (self) {
        yield* self.sleep(seconds, { clock });
        seen.push(clock);
      });
    }
    pause();

    tickSync(1);

    expect(seen).toEqual(['unpaused', 'real']);
  });

  it('takes nothing from a game timer: it counts on afterwards', () => {
    const seen: number[] = [];
    const { tickSync, pause, endPlay } = createTestLoop({
      *script(self) {
        for (;;) {
          yield* self.sleep(0.5);
          seen.push(ms(self.now));
        }
      },
    });
    for (let round = 0; round < 4; round += 1) {
      pause(round % 2 === 1);
      tickSync(0.75);
    }

    expect(seen).toEqual([500, 1000, 1500]);
    endPlay();
  });
});
