// SPDX-License-Identifier: MIT
import { createTestLoop, milliseconds } from './support/test-loop';

const FRAME_RATES = [7, 30, 240];

describe('TaskScope.now', () => {
  it.each(FRAME_RATES)('lets a task that sleeps 0.1 s fire ten times a second at %i fps', (fps) => {
    const fired: number[] = [];
    const loop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.sleep(0.1);
        fired.push(milliseconds(self));
      }
    });

    loop.advance(3, 1 / fps);

    expect(fired).toEqual(Array.from({ length: 30 }, (_, place) => (place + 1) * 100));
  });

  it.each(FRAME_RATES)('does so for an async task too, at %i fps', async (fps) => {
    const fired: number[] = [];
    const loop = createTestLoop(async (self) => {
      for (;;) {
        await self.sleep(0.1);
        fired.push(milliseconds(self));
      }
    });

    await loop.advanceAsync(1, 1 / fps);

    expect(fired).toEqual(Array.from({ length: 10 }, (_, place) => (place + 1) * 100));
  });

  it.each(FRAME_RATES)('orders two rhythms by due time at %i fps', (fps) => {
    const fired: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (const [name, seconds] of [
        ['slow', 0.3],
        ['fast', 0.2],
      ] as const) {
        self.spawn(function* (child) {
          for (;;) {
            yield* child.sleep(seconds);
            fired.push(`${name} ${milliseconds(child)}`);
          }
        });
      }
    });

    loop.advance(1, 1 / fps);

    expect(fired).toEqual([
      'fast 200',
      'slow 300',
      'fast 400',
      'slow 600',
      'fast 600',
      'fast 800',
      'slow 900',
      'fast 1000',
    ]);
  });

  it('stands at the moment of the timer that runs', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(0.25);
      seen.push(self.now, self.now);
    });

    loop.tick(5);

    expect(seen).toEqual([0.25, 0.25]);
  });

  it('is at the end of the tick for predicates, and at its beginning for ticks', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        yield* child.ticks(2);
        seen.push(`tick ${child.now}`);
      });
      yield* self.until(() => self.now >= 1);
      seen.push(`predicate ${self.now}`);
    });

    loop.tick(0.5);
    loop.tick(0.5);

    expect(seen).toEqual(['tick 0.5', 'predicate 1']);
  });

  it('never goes back, whatever runs', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      for (const seconds of [0.05, 0.11, 0.3]) {
        self.spawn(function* (child) {
          for (;;) {
            yield* child.sleep(seconds);
            seen.push(child.now);
            yield* child.nextTick();
            seen.push(child.now);
            yield* child.until(() => true);
            seen.push(child.now);
          }
        });
      }
      yield* self.sleep(0);
    });

    loop.advance(5, 1 / 9);

    expect(seen.length).toBeGreaterThan(100);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('is the actor’s time in a finally block of a loop that was idle until its end', () => {
    let seen = -1;
    const loop = createTestLoop(function* (self) {
      try {
        yield* self.sleep(100);
      } finally {
        seen = self.now;
      }
    });

    loop.tick(8);
    loop.endPlay();

    expect(seen).toBe(8);
  });

  it('is the actor’s time for a task that is started from outside on an idle loop', () => {
    const woken: number[] = [];
    const loop = createTestLoop(
      function* (self) {
        yield* self.sleep(100);
      },
      {
        exports: {
          *late(self) {
            yield* self.sleep(1);
            woken.push(self.now);
          },
        },
      },
    );

    loop.tick(8);
    loop.startTask('late');
    loop.tick(0.5);
    loop.tick(0.5);

    expect(woken).toEqual([9]);
  });

  it('lets an async task wait for the next moment before a generator’s later timer runs', async () => {
    const order: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(async (child) => {
        await child.sleep(0.1);
        await child.sleep(0.1);
        order.push(`async ${milliseconds(child)}`);
      });
      self.spawn(function* (child) {
        yield* child.sleep(0.3);
        order.push(`generator ${milliseconds(child)}`);
      });
    });

    await loop.tickAsync(1);

    expect(order).toEqual(['async 200', 'generator 300']);
  });

  it.each([false, true])(
    'is one for all that is due at once, before promise jobs (predicate: %p)',
    async (asks) => {
      const order: string[] = [];
      const loop = createTestLoop(function* (self) {
        if (asks)
          self.spawn(function* (child) {
            yield* child.until(() => false);
          });
        self.spawn(function* (child) {
          yield* child.sleep(0.1);
          order.push('first');
          child.spawn(async () => {
            await Promise.resolve();
            order.push('promise job of what the first made');
          });
        });
        self.spawn(function* (child) {
          yield* child.sleep(0.1);
          order.push('second');
        });
      });

      await loop.tickAsync(1);

      expect(order).toEqual(['first', 'second', 'promise job of what the first made']);
    },
  );
});

describe('LoopRegistry.tick', () => {
  it('never crosses for an idle loop', () => {
    const loop = createTestLoop(function* (self) {
      self.log('nothing else to do');
    });

    for (let tick = 0; tick < 1000; tick += 1) loop.tick();

    expect(loop.crossings).toBe(0);
  });

  it('crosses once for a loop of generators, however many moments are due', () => {
    const loop = createTestLoop(function* (self) {
      for (;;) yield* self.sleep(0.1);
    });

    loop.tick(1);

    expect(loop.crossings).toBe(1);
  });

  it('crosses once for each moment of a loop with async tasks', async () => {
    const loop = createTestLoop(async (self) => {
      for (;;) await self.sleep(0.25);
    });
    await loop.tickAsync(0.125);

    const before = loop.crossings;
    await loop.tickAsync(1);

    // Four moments; that the tick is over after the last, C++ sees by itself.
    expect(loop.crossings - before).toBe(4);
  });

  it('agrees with C++ to the last bit on what is due, or the tick would never end', () => {
    let woken = 0;
    const loop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.sleep(0.1 + (woken % 7) / 3);
        woken += 1;
      }
    });
    const { table } = loop.world;
    const { slot } = loop.component;

    for (let expected = 1; expected <= 500; expected += 1) {
      const due = table.due(slot);
      table.setNow(slot, due * (1 - 2 ** -52));
      loop.tick(0);
      table.setNow(slot, due);
      loop.tick(0);
      expect(woken).toBe(expected);
    }
  });
});
