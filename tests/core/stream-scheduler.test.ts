// SPDX-License-Identifier: MIT
import {
  Subject,
  animationFrameScheduler,
  asyncScheduler,
  bufferTime,
  concatMap,
  debounceTime,
  delay,
  interval,
  map,
  of,
  range,
  throttleTime,
  timeout,
  timer,
  type Observable,
  type SchedulerAction,
  type SchedulerLike,
  type Subscription,
} from 'rxjs';
import { ArgumentError, LoopEndedError, ScopeClosedError, type Task, type TaskScope } from 'transient-loop';
import { bytesPerRound } from './support/garbage';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, milliseconds, promiseJobs } from './support/test-loop';

/** Both places where there is a scheduler; the rules are the same. */
const PLACES: [string, (self: TaskScope) => SchedulerLike][] = [
  ['self.scheduler', (self) => self.scheduler],
  ['self.loop.scheduler', (self) => self.loop.scheduler],
];

/** Runs operators on a source, and tells what came out and when, in milliseconds of game time. */
function emissions(build: (self: TaskScope, source: Subject<number>) => Observable<unknown>) {
  const source = new Subject<number>();
  const seen: string[] = [];
  const loop = createTestLoop(function* (self) {
    self.subscribe(build(self, source), {
      next: (value) => seen.push(`${JSON.stringify(value)} at ${milliseconds(self)}`),
      error: (error: Error) => seen.push(`${error.name} at ${milliseconds(self)}`),
      complete: () => seen.push(`complete at ${milliseconds(self)}`),
    });
    for (const [value, pause] of [
      [1, 0.1],
      [2, 0.1],
      [3, 1],
      [4, 0.3],
    ] as const) {
      source.next(value);
      yield* self.sleep(pause);
    }
    yield* self.sleep(10);
  });
  return { seen, loop };
}

describe.each(PLACES)('%s', (_, schedulerOf) => {
  it('counts milliseconds of game time, at the moment of the action that runs', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const scheduler = schedulerOf(self);
      scheduler.schedule(() => seen.push(scheduler.now(), self.now), 250);
      scheduler.schedule(() => seen.push(scheduler.now()), 1500);
      yield* self.sleep(100);
    });

    loop.tick(2);

    expect(seen).toEqual([250, 0.25, 1500]);
  });

  it('makes interval fire at each moment that was due, at any frame rate', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(interval(100, schedulerOf(self)), () => seen.push(milliseconds(self)));
      yield* self.sleep(100);
    });

    loop.advance(1, 0.25);

    expect(seen).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  it.each<[string, Parameters<typeof emissions>[0], string[]]>([
    [
      'delay',
      (self, source) => source.pipe(delay(500, schedulerOf(self))),
      ['1 at 500', '2 at 600', '3 at 700', '4 at 1700'],
    ],
    [
      'debounceTime',
      (self, source) => source.pipe(debounceTime(500, schedulerOf(self))),
      ['3 at 700', '4 at 1700'],
    ],
    [
      'throttleTime',
      (self, source) => source.pipe(throttleTime(150, schedulerOf(self))),
      ['1 at 0', '3 at 200', '4 at 1200'],
    ],
    [
      'timeout',
      (self, source) => source.pipe(timeout({ each: 900, scheduler: schedulerOf(self) })),
      ['1 at 0', '2 at 100', '3 at 200', 'TimeoutError at 1100'],
    ],
    [
      'bufferTime',
      (self, source) => source.pipe(bufferTime(1000, undefined, Infinity, schedulerOf(self))),
      ['[1,2,3] at 1000', '[4] at 2000', '[] at 3000'],
    ],
  ])('makes %s work in game time', (_, build, expected) => {
    const { seen, loop } = emissions(build);

    loop.advance(3, 0.05);

    expect(seen).toEqual(expected);
  });

  it('lets debounceTime fire in the tick in which it is due, whatever the frame rate', () => {
    const due: number[] = [];
    for (const fps of [7, 30, 59.94, 60, 90, 144]) {
      const { loop } = emissions((self, source) =>
        source.pipe(
          debounceTime(500, schedulerOf(self)),
          map(() => due.push(milliseconds(self))),
        ),
      );
      loop.advance(3, 1 / fps);
    }

    expect(due).toEqual(Array.from({ length: 6 }, () => [700, 1700]).flat());
  });

  it('lets debounceTime fire at its moment, whenever its value came', () => {
    const inTime: number[] = [];
    for (let number = 1; number <= 300; number += 1) {
      const start = number / 97;
      const source = new Subject<number>();
      const loop = createTestLoop(function* (self) {
        self.subscribe(source.pipe(debounceTime(500, schedulerOf(self))), () => {
          if (Math.abs(self.now - start - 0.5) < 1e-6) inTime.push(number);
        });
        yield* self.sleep(start);
        source.next(number);
        yield* self.sleep(100);
      });
      loop.tick(50);
      loop.endPlay();
    }

    expect(inTime).toHaveLength(300);
  });

  it('counts a moment as reached that is less than 1 µs off, as all timers do', () => {
    const source = new Subject<number>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source.pipe(debounceTime(500, schedulerOf(self))), () => seen.push('debounced'));
      source.next(1);
      yield* self.sleep(100);
    });

    loop.tick(0.4999995);

    expect(seen).toEqual(['debounced']);
  });

  it('does not drift though its moments are reached a little early', () => {
    let count = 0;
    const loop = createTestLoop(function* (self) {
      self.subscribe(interval(100, schedulerOf(self)), () => (count += 1));
      yield* self.sleep(1000);
    });

    // 1,000 ticks of a little less than a tenth of a second are no 100 s.
    for (let tick = 0; tick < 1000; tick += 1) loop.tick(0.1 - 5e-7);

    expect(count).toBe(999);
  });

  it('takes a delay of zero for the next tick, in order', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const scheduler = schedulerOf(self);
      for (const name of ['first', 'second', 'third']) {
        scheduler.schedule(() => {
          seen.push(name);
          scheduler.schedule(() => seen.push(`${name} again`), -5);
        });
      }
      yield* self.sleep(100);
    });

    expect([seen, loop.left().timers]).toEqual([[], 4]);
    loop.tick(0);
    expect(seen).toEqual(['first', 'second', 'third']);
    loop.tick(0);

    expect(seen.slice(3)).toEqual(['first again', 'second again', 'third again']);
    expect(loop.left().timers).toBe(1);
  });

  it('keeps the order of actions that are due at one moment', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      for (let number = 0; number < 50; number += 1) {
        schedulerOf(self).schedule(() => seen.push(number), 100);
      }
      yield* self.sleep(100);
    });

    loop.tick(0.2);

    expect(seen).toEqual(Array.from({ length: 50 }, (_, number) => number));
  });

  it('lets an action schedule itself again, and hands its state on', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      schedulerOf(self).schedule<number>(
        function (this: SchedulerAction<number>, state?: number) {
          seen.push(`${state} at ${milliseconds(self)}`);
          if (state! < 3) this.schedule(state! + 1, 100);
        },
        100,
        1,
      );
      yield* self.sleep(100);
    });

    loop.tick(1);

    expect(seen).toEqual(['1 at 100', '2 at 200', '3 at 300']);
    expect(loop.left().timers).toBe(1);
  });

  it('makes a recursive source emit one value a tick', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(range(0, 3, schedulerOf(self)), (value) => seen.push(value));
      yield* self.sleep(100);
    });

    const counts = [1, 2, 3, 4].map(() => {
      loop.tick();
      return seen.length;
    });

    expect(counts).toEqual([1, 2, 3, 3]);
  });

  it('stops with the world, and follows dilation', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(interval(1000, schedulerOf(self)), () => seen.push(milliseconds(self)));
      yield* self.sleep(100);
    });

    for (const _ of loop.component.tick(5, { paused: true, realDelta: 5 }));
    expect(seen).toEqual([]);
    // A world at half speed passes half the seconds on.
    for (let second = 0; second < 4; second += 1) loop.tick(0.5);

    expect(seen).toEqual([1000, 2000]);
  });

  it('stands still with whom it belongs to', () => {
    const seen: number[] = [];
    let scope!: TaskScope;
    const loop = createTestLoop(function* (self) {
      scope = self;
      const scheduler = schedulerOf(self);
      scheduler.schedule(() => seen.push(milliseconds(self)), 1000);
      yield* self.sleep(100);
    });

    loop.tick(0.6);
    scope.loop.pause();
    scope.loop.scheduler.schedule(() => seen.push(-1), 100);
    loop.tick(5);
    expect(seen).toEqual([]);
    scope.loop.resume();
    loop.tick(0.2);
    loop.tick(0.3);

    expect(seen).toEqual([-1, 6000]);
  });

  it('drops no other action when one throws, and reports that one with names', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* main(self) {
      const scheduler = schedulerOf(self);
      scheduler.schedule(function (this: SchedulerAction<unknown>) {
        this.schedule(undefined, 10);
        throw new Error('bad action');
      }, 100);
      scheduler.schedule(() => seen.push('same moment'), 100);
      scheduler.schedule(() => seen.push('later'), 200);
      yield* self.sleep(100);
    });

    loop.tick(1);

    expect(seen).toEqual(['same moment', 'later']);
    expect(loop.events('handler.failed')).toEqual([
      expect.objectContaining({
        message: 'A scheduled action threw: bad action',
        severity: 'error',
        actor: 'Actor',
        task: 'main',
      }),
    ]);
    expect(loop.left().timers).toBe(1);
  });

  it('drops an action that is unsubscribed, also from inside', () => {
    const seen: string[] = [];
    let other!: Subscription;
    const loop = createTestLoop(function* (self) {
      const scheduler = schedulerOf(self);
      scheduler.schedule(() => seen.push('never'), 100).unsubscribe();
      scheduler.schedule(() => seen.push('never')).unsubscribe();
      scheduler.schedule(() => other.unsubscribe(), 200);
      other = scheduler.schedule(() => seen.push('never'), 200);
      yield* self.sleep(100);
    });

    loop.tick(1);

    expect(seen).toEqual([]);
    expect(loop.left().timers).toBe(1);
  });

  it('holds nothing for actions that have run', () => {
    let held = -1;
    const loop = createTestLoop(function* (self) {
      for (let number = 0; number < 100; number += 1) schedulerOf(self).schedule(() => undefined, number);
      yield* self.sleep(1);
      held = (self as unknown as { details: { holdings: Set<unknown> | null } }).details?.holdings?.size ?? 0;
      yield* self.sleep(100);
    });

    loop.tick(2);

    expect([held, loop.left().timers]).toEqual([0, 1]);
  });

  it.each([NaN, '5', null])('says what it expected for a delay of %p', (wrong) => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        schedulerOf(self).schedule(() => undefined, wrong as number);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toMatch(/scheduler\.schedule: expected a delay in milliseconds/);
  });

  it('never lets an action run after the end of play', () => {
    const seen: string[] = [];
    let scheduler!: SchedulerLike;
    const loop = createTestLoop(function* (self) {
      scheduler = schedulerOf(self);
      interval(100, scheduler).subscribe(() => seen.push('tick'));
      scheduler.schedule(() => seen.push('next tick'));
      scheduler.schedule(() => seen.push('for ever'), Infinity);
      yield* self.sleep(100);
    });

    loop.endPlay();
    loop.tick(1);

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
    expect(() => scheduler.schedule(() => undefined, 1)).toThrow(LoopEndedError);
  });

  it('ends all it has when an action destroys the actor', () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const scheduler = schedulerOf(self);
      interval(100, scheduler).subscribe((count) => {
        seen.push(`tick ${count}`);
        if (count === 1) self.actor!.destroy();
      });
      interval(100, scheduler).subscribe((count) => seen.push(`other ${count}`));
      yield* self.sleep(100);
    });

    loop.tick(5);

    expect(seen).toEqual(['tick 0', 'other 0', 'tick 1']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('works in a world of many loops, and after slots have changed hands', () => {
    const world = new TestWorld(2);
    const seen: string[] = [];
    const begin = (name: string) =>
      world.begin(function* (self) {
        self.subscribe(interval(100, schedulerOf(self)), (count) => seen.push(`${name}${count}`));
        yield* self.sleep(100);
      });
    const first = begin('a');
    const second = begin('b');

    first.tick(0.1);
    first.endPlay();
    const third = begin('c');
    for (const loop of [second, third]) loop.tick(0.1);

    expect(seen).toEqual(['a0', 'b0', 'c0']);
    for (const loop of [second, third]) loop.endPlay();
    expect(world.left()).toEqual(NOTHING);
  });
});

describe('self.loop.scheduler', () => {
  it('goes on when the task that asked for it is over', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* brief(task) {
        interval(1000, task.loop.scheduler).subscribe((count) => seen.push(count));
      });
      yield* self.sleep(100);
    });

    loop.tick(2);

    expect(seen).toEqual([0, 1]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe.each(everyEnd())('self.scheduler in a task (%s, %s)', (mode, _, ending) => {
  it('has nothing left once the task is over', async () => {
    const seen: string[] = [];
    const { loop, ...rest } = await family(
      mode,
      function* (self) {
        interval(1000, self.scheduler).subscribe(() => seen.push('by hand'));
        self.subscribe(of(1).pipe(concatMap(() => timer(0, 1000, self.scheduler))), () => seen.push('owned'));
        self.scheduler.schedule(() => seen.push('next tick'), 0);
        yield* self.sleep(1000);
      },
      ending,
    );
    const before = loop.left().timers;

    await ending.end({ loop, ...rest });
    const told = seen.length;
    loop.tick(5);

    expect(before).toBeGreaterThanOrEqual(3);
    expect(seen).toHaveLength(told);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe.each(MODES)('self.scheduler (%s)', (mode) => {
  it('refuses a task that is over, while its loop lives', async () => {
    let scope!: TaskScope;
    const loop = await play(
      as(mode, function* (self) {
        yield* self.spawn(
          as(mode, function* brief(task) {
            scope = task;
          }),
        );
        yield* self.sleep(100);
      }),
    );
    await loop.tickAsync();

    expect(() => scope.scheduler.schedule(() => undefined, 5)).toThrow(ScopeClosedError);
    loop.endPlay();
  });

  it('lets what an action wakes go on at its moment', async () => {
    const seen: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.scheduler.schedule(() => task.cancel(), 250);
        const task = self.spawn(
          as(mode, function* waits(child) {
            try {
              yield* child.sleep(100);
            } finally {
              seen.push(milliseconds(child));
            }
          }),
        );
        yield* self.sleep(100);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual([250]);
    loop.endPlay();
    await promiseJobs();
  });

  it('stands still while its task is paused', async () => {
    const seen: number[] = [];
    let task!: Task<unknown>;
    const loop = await play(
      as(mode, function* main(self) {
        task = self.spawn(
          as(mode, function* (child) {
            child.scheduler.schedule(() => seen.push(milliseconds(child)), 1000);
            child.scheduler.schedule(() => seen.push(0));
            task.pause();
            child.scheduler.schedule(() => seen.push(-1), 1000);
            yield* child.sleep(100);
          }),
        );
        yield* self.sleep(100);
      }),
    );

    await loop.tickAsync(5);
    expect(seen).toEqual([]);
    task.resume();
    await loop.tickAsync(0.5);
    await loop.tickAsync(0.6);

    expect(seen).toEqual([0, 6000, -1]);
    loop.endPlay();
    await promiseJobs();
  });
});

describe('the schedulers of RxJS', () => {
  it('are not what ours is made of', () => {
    const spies = [asyncScheduler, animationFrameScheduler].map((scheduler) =>
      jest.spyOn(scheduler, 'schedule'),
    );
    const loop = createTestLoop(function* (self) {
      self.subscribe(interval(100, self.scheduler));
      yield* self.sleep(1000);
    });

    loop.advance(2);

    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    jest.restoreAllMocks();
  });
});

describe('what time costs', () => {
  it.each<[string, (self: TaskScope) => Observable<number>]>([
    ['interval on self.scheduler', (self) => interval(1000, self.scheduler)],
    ['interval on self.loop.scheduler', (self) => interval(1000, self.loop.scheduler)],
    ['self.streams.every', (self) => self.streams.every(1)],
    ['self.streams.ticks', (self) => self.streams.ticks()],
  ])('is next to no memory for an emission of %s', (_, make) => {
    let handled = 0;
    const loop = createTestLoop(function* (self) {
      self.subscribe(make(self), () => (handled += 1));
    });
    const { table } = loop.world;
    const { slot, generation } = loop.component;
    let now = 0;

    const bytes = bytesPerRound(
      () => {
        now += 1;
        table.setNow(slot, now);
        table.tick(slot, generation, 1);
      },
      20_000,
      60,
    );

    // RxJS itself, or a number that is passed on, may box one or two.
    expect(bytes).toBeLessThan(60);
    expect(handled).toBeGreaterThanOrEqual(20_000);
  });
});
