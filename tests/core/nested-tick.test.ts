// SPDX-License-Identifier: MIT
// A script that makes its own component tick: script → C++ → TickComponent of the component whose call is in progress.
import type { TaskScope } from 'transient-loop';
import { NOTHING, TestLoop, TestWorld, createTestLoop } from './support/test-loop';

describe('a tick of a component from inside its own', () => {
  it('is refused, and its time does not count', () => {
    const woken: number[] = [];
    const loop: TestLoop = createTestLoop(function* (self) {
      yield* self.sleep(1);
      loop.tick(0.25);
      loop.tick(50);
      yield* self.sleep(1);
      woken.push(self.now);
    });

    loop.tick(1);
    expect([loop.world.table.refusedTicks, loop.seconds, loop.crossings]).toEqual([2, 1, 1]);
    loop.tick(0.75);
    loop.tick(0.25);

    expect(woken).toEqual([2]);
    expect(loop.world.table.refusedTicks).toBe(2);
  });

  it('cannot keep the tick in progress from ending', () => {
    const loop: TestLoop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.sleep(0.125);
        loop.tick(0.25);
      }
    });

    loop.tick(1);

    expect([loop.world.table.refusedTicks, loop.seconds, loop.crossings]).toEqual([8, 1, 1]);
  });

  it.each<[string, (self: TaskScope) => unknown]>([
    ['ticks', (self) => self.nextTick()],
    ['a predicate', (self) => self.until(() => true)],
    ['its time', (self) => self.sleep(0.125)],
  ])('cannot keep it from ending in an async task that waits for %s', async (_, wait) => {
    const loop: TestLoop = createTestLoop(async (self) => {
      for (;;) {
        await wait(self);
        loop.tick(0.25);
      }
    });

    await loop.advanceAsync(1, 0.5);
    loop.endPlay();

    expect(loop.world.table.refusedTicks).toBeGreaterThan(0);
    expect(loop.world.events('loop.refused')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused in a promise job between two crossings', async () => {
    const seen: string[] = [];
    const loop: TestLoop = createTestLoop(async (self) => {
      await self.sleep(1);
      await Promise.resolve();
      loop.tick(1);
      seen.push(`refused ${loop.world.table.refusedTicks}`);
      await self.sleep(1);
      seen.push(`woken at ${self.now}`);
    });

    await loop.tickAsync(1);
    await loop.tickAsync(1);

    expect(seen).toEqual(['refused 1', 'woken at 2']);
  });

  it('is refused while it begins play, while a task is started, and while one is cancelled', () => {
    const world = new TestWorld();
    const loop = world.prepare({ actor: 'Ouroboros' });
    const seen: string[] = [];
    const tick = (what: string): void => {
      loop.tick(1);
      seen.push(`${what}: refused ${world.table.refusedTicks}`);
    };
    world.host.loadScript = () => ({
      default: function* () {
        tick('begin');
      },
      other: function* (self: TaskScope) {
        try {
          tick('start');
          yield* self.sleep(100);
        } finally {
          tick('cancel');
        }
      },
    });

    loop.beginPlay();
    loop.startTask('other');
    loop.cancelAllTasks();

    expect(seen).toEqual(['begin: refused 1', 'start: refused 2', 'cancel: refused 3']);
    expect(loop.seconds).toBe(0);
  });

  it('does nothing once the loop has ended', () => {
    const loop: TestLoop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(1);
        loop.endPlay();
        loop.tick(1);
        yield* self.sleep(1);
      } finally {
        loop.tick(1);
      }
    });

    loop.tick(1);
    loop.tick(1);

    expect([loop.crossings, loop.world.table.refusedTicks]).toEqual([1, 0]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused through another component as well', () => {
    const world = new TestWorld();
    const other: TestLoop = world.begin(function* (self) {
      for (;;) {
        yield* self.nextTick();
        loop.tick(1);
      }
    });
    const loop: TestLoop = world.begin(function* (self) {
      for (;;) {
        yield* self.sleep(1);
        other.tick(1);
      }
    });

    loop.tick(2);

    expect([loop.seconds, other.seconds, world.table.refusedTicks]).toEqual([2, 2, 2]);
  });
});
