// SPDX-License-Identifier: MIT
import type { Beat, TaskScope } from 'transient-loop';
import { NOTHING, createTestLoop, milliseconds, promiseJobs, type TestLoop } from './support/test-loop';

type Log = [at: number, beats: number][];

/** A task that waits for beat after beat, in either kind. */
const KINDS: [kind: string, begin: (beat: (self: TaskScope) => Beat, log: Log) => TestLoop][] = [
  [
    'generator',
    (make, log) =>
      createTestLoop(function* (self) {
        const beat = make(self);
        for (;;) {
          const beats = yield* beat.next();
          log.push([milliseconds(self), beats]);
        }
      }),
  ],
  [
    'async',
    (make, log) =>
      createTestLoop(async (self) => {
        const beat = make(self);
        for (;;) {
          const beats = await beat.next();
          log.push([milliseconds(self), beats]);
        }
      }),
  ],
];

describe.each(KINDS)('self.beat in a task of the %s kind', (_kind, begin) => {
  it('fires at each moment of a long tick', async () => {
    const log: Log = [];
    const loop = begin((self) => self.beat(0.25), log);
    await promiseJobs();

    await loop.tickAsync(1);
    await loop.tickAsync(0.25);

    expect(log).toEqual([
      [250, 1],
      [500, 1],
      [750, 1],
      [1000, 1],
      [1250, 1],
    ]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('coalesces the beats of a tick into one with their number', async () => {
    const log: Log = [];
    const loop = begin((self) => self.beat(0.25, { coalesce: true }), log);
    await promiseJobs();

    await loop.tickAsync(1.125);
    await loop.tickAsync(0.125);
    await loop.tickAsync(0.0625);
    await loop.tickAsync(0.6875);

    expect(log).toEqual([
      [250, 4],
      [1250, 1],
      [1500, 3],
    ]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('drops its timer when play ends', async () => {
    const log: Log = [];
    const loop = begin((self) => self.beat(0.25), log);
    await promiseJobs();

    loop.endPlay('quit');
    await loop.tickAsync(1);

    expect(log).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('self.beat', () => {
  it('does not drift over a thousand beats', () => {
    let beats = 0;
    let last = 0;
    const loop = createTestLoop(function* (self) {
      for (const beat = self.beat(0.1); ; beats += 1) {
        yield* beat.next();
        last = self.now;
      }
    });

    loop.advance(100, 1 / 64);

    expect([beats, Math.abs(last - 100) < 1e-5]).toEqual([1000, true]);
    loop.endPlay();
  });

  it('has a beat that was missed at once', () => {
    const log: number[] = [];
    const loop = createTestLoop(function* (self) {
      const beat = self.beat(1);
      yield* self.sleep(2.5);
      for (let i = 0; i < 3; i += 1) {
        yield* beat.next();
        log.push(self.now);
      }
    });

    loop.advance(4, 0.5);

    expect(log).toEqual([2.5, 2.5, 3]);
  });

  it('gives its timer back when it loses a race, and misses no beat', () => {
    const log: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const beat = self.beat(1);
      log.push(yield* self.race({ beat: beat.next(), sleep: self.sleep(0.5) }));
      log.push(loop.left().timers);
      yield* beat.next();
      log.push(self.now);
    });

    loop.advance(2, 0.25);

    expect(log).toEqual([{ key: 'sleep', value: undefined }, 0, 1]);
  });

  it.each([0, -1, NaN, Infinity, '1'])('refuses %p seconds', (seconds) => {
    const loop = createTestLoop(function* (self) {
      self.beat(seconds as number);
    });

    const [failure] = loop.events('task.failed');
    expect(failure!.message).toMatch(/^self\.beat: expected a positive number of seconds, but got .*/);
    expect(failure!.message).toContain(String(seconds));
  });
});

describe('self.loop', () => {
  it('counts what is alive', () => {
    let scope: TaskScope | undefined;
    const loop = createTestLoop(function* (self) {
      scope = self;
      self.spawn(function* (child) {
        yield* child.sleep(5, { clock: 'real' });
      });
      yield* self.sleep(10);
    });

    expect(scope!.loop.statistics()).toMatchObject({ tasks: 2, timers: 2, queuedMessages: 0 });
    loop.endPlay();
    expect(scope!.loop.statistics()).toMatchObject({ tasks: 0, timers: 0, queuedMessages: 0 });
    expect(scope!.loop.endReason).toBe('destroyed');
  });
});
