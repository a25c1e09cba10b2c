// SPDX-License-Identifier: MIT
import { map, mergeMap, of, take, takeUntil, type Observable } from 'rxjs';
import { ArgumentError, type EndReason, type Task, type TaskScope } from 'transient-loop';
import { MODES, PLAY_REASONS, as, everyEnd, family, play } from './support/modes';
import { NOTHING, createTestLoop, milliseconds, promiseJobs } from './support/test-loop';

describe('self.streams.every', () => {
  it.each([7, 60, 240])(
    'emits at the beginning + n × seconds, whatever is done between, at %i fps',
    (fps) => {
      const seen: string[] = [];
      const loop = createTestLoop(function* (self) {
        yield* self.sleep(0.5);
        self.subscribe(self.streams.every(0.1), (count) => seen.push(`${count} at ${milliseconds(self)}`));
        yield* self.sleep(100);
      });

      for (let frame = 0; frame < fps; frame += 1) loop.tick(1 / fps);

      expect(seen).toEqual(['1 at 600', '2 at 700', '3 at 800', '4 at 900', '5 at 1000']);
    },
  );

  it('does not drift over ten thousand beats', () => {
    let last = 0;
    let count = 0;
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.every(0.1), (number) => {
        count = number;
        last = self.now;
      });
      yield* self.sleep(2000);
    });

    for (let frame = 0; frame < 3000; frame += 1) loop.tick(1 / 3);

    expect(count).toBe(10_000);
    expect(Math.abs(last - 1000)).toBeLessThanOrEqual(1e-6);
  });

  it('stops in pause, where other clocks go on', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (const clock of ['game', 'unpaused', 'real'] as const) {
        self.subscribe(self.streams.every(1, { clock }), (count) => seen.push(`${clock} ${count}`));
      }
      yield* self.sleep(100);
    });

    for (const _ of loop.component.tick(1.5, { paused: true, realDelta: 2.5 }));

    expect(seen).toEqual(['unpaused 1', 'real 1', 'real 2']);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is put off by a pause of its task, and does not make up for it', () => {
    const seen: number[] = [];
    let task!: Task;
    const loop = createTestLoop(function* (self) {
      task = self.spawn(function* (child) {
        child.streams.every(1).subscribe(() => seen.push(milliseconds(child)));
        yield* child.sleep(100);
      });
      yield* self.sleep(100);
    });

    loop.tick(1.5);
    task.pause();
    loop.tick(10);
    task.resume();
    loop.tick(2);

    expect(seen).toEqual([1000, 12_000, 13_000]);
  });

  it('may be left by its handler', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.subscribe(self.streams.every(0.1).pipe(take(3)), (count) => seen.push(count));
    });

    loop.tick(5);

    expect(seen).toEqual([1, 2, 3]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([0, -1, NaN, Infinity, '1'])('says what it expected for %p seconds', (seconds) => {
    createTestLoop(function* (self) {
      expect(() => self.streams.every(seconds as number)).toThrow(ArgumentError);
      expect(() => self.streams.every(1, { clock: 'wall' as 'real' })).toThrow(/a clock/);
    });
  });
});

describe('self.streams.after', () => {
  it('emits once, at the moment that is due, and completes', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.subscribe(self.streams.after(0.25), () => seen.push(`due at ${milliseconds(self)}`));
      seen.push('over');
    });

    loop.tick(1);

    expect(seen).toEqual(['due at 250', 'over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([0, -3])('is the next tick for %i seconds', (seconds) => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.after(seconds), () => seen.push('due'));
      yield* self.sleep(100);
    });

    expect(seen).toEqual([]);
    loop.tick(0);

    expect(seen).toEqual(['due']);
  });

  it('counts from when it is subscribed to, each time anew', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      const soon = self.streams.after(0.5);
      yield* self.sleep(1);
      self.subscribe(soon, () => seen.push(milliseconds(self)));
      yield* self.sleep(1);
      self.subscribe(soon, () => seen.push(milliseconds(self)));
      yield* self.sleep(100);
    });

    loop.tick(5);

    expect(seen).toEqual([1500, 2500]);
  });

  it('says what it expected for NaN', () => {
    createTestLoop(function* (self) {
      expect(() => self.streams.after(NaN)).toThrow(ArgumentError);
    });
  });
});

describe('self.streams.ticks', () => {
  it('emits in every tick of the component, and not in pause', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.ticks(), (count) => seen.push(count));
      yield* self.sleep(100);
    });

    expect(seen).toEqual([]);
    loop.tick();
    for (const _ of loop.component.tick(1, { paused: true, realDelta: 1 }));
    loop.tick(0);
    loop.tick();

    expect(seen).toEqual([1, 2, 3]);
  });

  it('comes in the order of the waits for a tick', async () => {
    const seen: string[] = [];
    const loop = await play(function* (self) {
      self.spawn(function* (task) {
        yield* task.nextTick();
        seen.push('first');
      });
      self.spawn(function* (task) {
        task.subscribe(task.streams.ticks().pipe(take(1)), () => seen.push('second'));
        yield* task.nextTick();
        seen.push('third');
      });
      yield* self.sleep(100);
    });

    loop.tick();

    expect(seen).toEqual(['first', 'second', 'third']);
  });

  it('costs nothing any more once it was left', () => {
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.ticks().pipe(take(2)));
      yield* self.sleep(100);
    });
    for (let tick = 0; tick < 4; tick += 1) loop.tick();
    const { crossings } = loop;

    for (let tick = 0; tick < 10; tick += 1) loop.tick();

    expect(loop.crossings).toBe(crossings);
  });
});

describe('self.streams.endOfPlay', () => {
  it.each(PLAY_REASONS)('emits "%s" once, while the actor is there, and completes', (reason) => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self.streams.endOfPlay().subscribe({
        next: (why: EndReason) => seen.push(why, self.actor!.label, loop.left().tasks),
        complete: () => seen.push('complete'),
      });
      yield* self.sleep(100);
    });

    loop.tick();
    expect([seen, loop.left().subscriptions]).toEqual([[], 1]);
    loop.endPlay(reason);

    expect(seen).toEqual([reason, 'Actor', 1, 'complete']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('ends what it is given to as a notifier', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const { every, endOfPlay } = { every: self.streams.every(1), endOfPlay: self.streams.endOfPlay() };
      self.subscribe(every.pipe(takeUntil(endOfPlay)), { complete: () => seen.push('complete') });
      yield* self.sleep(100);
    });

    loop.endPlay();

    expect(seen).toEqual(['complete']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('ends what is begun then with all the rest', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.endOfPlay(), () => {
        self.spawn(function* (task) {
          seen.push('entered');
          yield* task.sleep(1);
          seen.push('never');
        });
        self.streams.every(1).subscribe(() => seen.push('never'));
        self.streams.endOfPlay().subscribe(() => seen.push('never'));
        throw new Error('bad handler');
      });
      yield* self.sleep(100);
    });

    loop.endPlay();

    expect(seen).not.toContain('never');
    expect(loop.events('handler.failed')).toHaveLength(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is told once if a handler destroys the actor', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(self.streams.endOfPlay(), (reason) => {
        seen.push(reason);
        self.actor!.destroy();
      });
      yield* self.sleep(100);
    });

    loop.endPlay('quit');

    expect(seen).toEqual(['quit']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

const STREAMS: [string, (self: TaskScope) => Observable<unknown>][] = [
  ['ticks', (self) => self.streams.ticks()],
  ['after', (self) => self.streams.after(500)],
  ['every', (self) => self.streams.every(1)],
  ['every on the real clock', (self) => self.streams.every(1, { clock: 'real' })],
  ['endOfPlay', (self) => self.streams.endOfPlay()],
];

describe.each(STREAMS)('self.streams, %s', (_, make) => {
  it.each(everyEnd())(
    'is gone with its task, however it is subscribed to (%s, %s)',
    async (mode, __, ending) => {
      const seen: unknown[] = [];
      const { loop, ...rest } = await family(
        mode,
        function* (self) {
          make(self).subscribe(() => seen.push(1));
          make(self)
            .pipe(map(() => 2))
            .subscribe(() => seen.push(2));
          self.subscribe(of(1).pipe(mergeMap(() => make(self))), () => seen.push(3));
          yield* self.sleep(1000);
        },
        ending,
      );
      const { timers, subscriptions } = loop.left();

      await ending.end({ loop, ...rest });
      const told = seen.length;
      loop.tick(600);
      loop.tick();

      expect(timers + subscriptions).toBeGreaterThan(3);
      expect(seen).toHaveLength(told);
      expect(loop.left()).toEqual(NOTHING);
    },
  );
});

describe.each(MODES)('self.streams (%s)', (mode) => {
  it('emits at each moment, with promise jobs run at that moment', async () => {
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.subscribe(self.streams.every(0.1), (count) => seen.push(`every ${count}`));
        for (let count = 1; count <= 3; count += 1) {
          yield* self.sleep(0.1);
          seen.push(`slept ${count} at ${milliseconds(self)}`);
        }
        yield* self.sleep(100);
      }),
    );

    await loop.tickAsync(0.35);

    expect([...seen].sort()).toEqual([
      'every 1',
      'every 2',
      'every 3',
      'slept 1 at 100',
      'slept 2 at 200',
      'slept 3 at 300',
    ]);
    loop.endPlay();
    await promiseJobs();
    expect(loop.left()).toEqual(NOTHING);
  });
});
