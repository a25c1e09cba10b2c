// SPDX-License-Identifier: MIT
import {
  NEVER,
  Observable,
  Subject,
  Subscriber,
  catchError,
  concat,
  defer,
  filter,
  finalize,
  from,
  interval,
  map,
  merge,
  mergeMap,
  of,
  retry,
  scan,
  share,
  switchMap,
  take,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { ArgumentError, LoopEndedError, ScopeClosedError, type TaskScope } from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, milliseconds, promiseJobs } from './support/test-loop';

/** An Observable that counts who is subscribed to it and never emits. */
function counted(): { source: Observable<never>; open: () => number } {
  let open = 0;
  const source = new Observable<never>(() => {
    open += 1;
    return () => {
      open -= 1;
    };
  });
  return { source, open: () => open };
}

describe('TaskScope.inlet', () => {
  it('runs the operators after it inside the tick, and those before it where the source emits', () => {
    const source = new Subject<number>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(
        self
          .inlet(source.pipe(map((value) => (seen.push(`before ${value}`), value))))
          .pipe(map((value) => (seen.push(`after ${value} at ${milliseconds(self)}`), value))),
        (value) => seen.push(`handler ${value}`),
      );
      yield* self.sleep(100);
    });

    loop.tick(0.5);
    source.next(1);
    source.next(2);
    expect(seen).toEqual(['before 1', 'before 2']);
    loop.tick(0.5);

    expect(seen.slice(2)).toEqual(['after 1 at 500', 'handler 1', 'after 2 at 500', 'handler 2']);
  });

  it('passes on at once what is emitted in the own tick, with its logical time', () => {
    const source = new Subject<number>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.inlet(source).subscribe((value) => seen.push(`${value} at ${milliseconds(self)}`));
      yield* self.sleep(0.25);
      source.next(1);
      seen.push('emitter goes on');
      yield* self.sleep(100);
    });

    loop.tick(1);

    expect(seen).toEqual(['1 at 250', 'emitter goes on']);
  });

  it('keeps errors and completions behind the values before them', () => {
    const good = new Subject<number>();
    const bad = new Subject<number>();
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self
        .inlet(good)
        .subscribe({ next: (value) => seen.push(value), complete: () => seen.push('complete') });
      self.inlet(bad).subscribe({ next: (value) => seen.push(value), error: (error) => seen.push(error) });
      yield* self.sleep(100);
    });

    good.next(1);
    good.complete();
    bad.next(2);
    bad.error('line cut');
    expect([seen, loop.left().subscriptions]).toEqual([[], 0]);
    loop.tick();

    expect(seen).toEqual([1, 'complete', 2, 'line cut']);
  });

  it('is cold: each subscription subscribes to the source', () => {
    const { source, open } = counted();
    let inlet!: Observable<never>;
    const loop = createTestLoop(function* (self) {
      inlet = self.inlet(source);
      yield* self.sleep(100);
    });

    const subscriptions = [inlet.subscribe(), inlet.subscribe()];
    expect([open(), loop.left().subscriptions]).toEqual([2, 2]);
    subscriptions[0]!.unsubscribe();

    expect([open(), loop.left().subscriptions]).toEqual([1, 1]);
    loop.endPlay();
    expect([open(), loop.left()]).toEqual([0, NOTHING]);
  });

  it('drops and counts what still queues when the subscription is taken back', () => {
    const source = new Subject<number>();
    const seen: number[] = [];
    let scope!: TaskScope;
    const loop = createTestLoop(function* (self) {
      scope = self;
      self
        .inlet(source)
        .pipe(take(2))
        .subscribe((value) => seen.push(value));
      yield* self.sleep(100);
    });

    for (const value of [1, 2, 3, 4, 5]) source.next(value);
    loop.tick();

    expect(seen).toEqual([1, 2]);
    expect(scope.loop.statistics()).toMatchObject({
      deliveredMessages: 2,
      droppedMessages: 3,
      queuedMessages: 0,
    });
    expect(source.observed).toBe(false);
  });

  it('stops an endless source that emits while it is subscribed to', () => {
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      const endless = from(
        (function* () {
          for (let value = 0; ; value += 1) {
            if (value > 1000) throw new Error('not stopped');
            yield value;
          }
        })(),
      );
      self
        .inlet(endless)
        .pipe(take(3))
        .subscribe((value) => seen.push(value));
    });

    expect(seen).toEqual([0, 1, 2]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('reports a handler that throws with names; its neighbours and its own stream go on', () => {
    const source = new Subject<number>();
    const seen: string[] = [];
    const loop = createTestLoop(function* main(self) {
      self.inlet(source).subscribe((value) => {
        seen.push(`first ${value}`);
        throw new Error('bad handler');
      });
      self.inlet(source).subscribe((value) => seen.push(`second ${value}`));
      yield* self.sleep(100);
    });

    source.next(1);
    source.next(2);
    loop.tick();

    expect(seen).toEqual(['first 1', 'second 1', 'first 2', 'second 2']);
    const failures = loop.events('handler.failed');
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatchObject({
      message: 'A stream handler threw: bad handler',
      severity: 'error',
      actor: 'Actor',
      script: expect.stringMatching(/./) as string,
      task: 'main',
    });
    loop.endPlay();
  });

  it.each(['next', 'error', 'complete'] as const)(
    'reports a handler for %s behind operators that throws',
    (which) => {
      const source = new Subject<string>();
      const thrower = () => {
        throw new Error('bad handler');
      };
      const loop = createTestLoop(function* (self) {
        self
          .inlet(source)
          .pipe(map((value) => value))
          .pipe(filter(() => true))
          .subscribe({ error: () => undefined, [which]: thrower });
        yield* self.sleep(100);
      });

      if (which === 'next') source.next('value');
      else source[which]('end');
      loop.tick();

      expect(loop.events('handler.failed')).toHaveLength(1);
    },
  );

  it('takes handlers as three functions too', () => {
    const seen: unknown[] = [];
    createTestLoop(function* (self) {
      self.inlet(of(1)).subscribe(
        (value) => seen.push(value),
        () => undefined,
        () => seen.push('complete'),
      );
      self.inlet(throwError(() => 'wrong')).subscribe(null, (error) => seen.push(error));
    });

    expect(seen).toEqual([1, 'complete', 'wrong']);
  });

  it('reports an error that a subscription by hand does not take, once, with names', () => {
    const source = new Subject<number>();
    const loop = createTestLoop(function* main(self) {
      self
        .inlet(source)
        .pipe(
          map((value) => {
            if (value === 2) throw new Error('bad operator');
            return value;
          }),
        )
        .subscribe();
      yield* self.sleep(100);
    });

    source.next(1);
    source.next(2);
    loop.tick();

    expect(loop.events('stream.unhandled')).toEqual([
      expect.objectContaining({
        severity: 'error',
        actor: 'Actor',
        task: 'main',
        message: 'An error of a stream, or of its handler, was handled by nobody: bad operator',
      }),
    ]);
    expect(source.observed).toBe(false);
  });

  it('takes what another loop emits in its own tick', () => {
    const world = new TestWorld();
    const source = new Subject<string>();
    const seen: number[] = [];
    const listener = world.begin(function* (self) {
      self.inlet(source).subscribe(() => seen.push(self.now));
      yield* self.sleep(100);
    });
    const emitter = world.begin(function* (self) {
      yield* self.sleep(1);
      source.next('value');
    });

    listener.tick(4);
    emitter.tick(1);
    expect(seen).toEqual([]);
    listener.tick(1);

    expect(seen).toEqual([4]);
  });

  it('keeps what comes for a paused task, in order, also from the own tick', () => {
    const source = new Subject<number>();
    const seen: number[] = [];
    let child!: import('transient-loop').Task;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (task) {
        task.inlet(source).subscribe((value) => seen.push(value));
        yield* task.sleep(100);
      });
      yield* self.sleep(1);
      child.pause();
      source.next(1);
      yield* self.sleep(100);
    });

    loop.tick(1);
    source.next(2);
    loop.tick(1);
    expect(seen).toEqual([]);
    child.resume();
    loop.tick(1);

    expect(seen).toEqual([1, 2]);
  });

  it.each([undefined, null, 5, {}, [1, 2]])('says what it expected and what came for %p', (source) => {
    createTestLoop(function* (self) {
      expect(() => self.inlet(source as never)).toThrow(ArgumentError);
      expect(() => self.inlet(source as never)).toThrow(/^self\.inlet: expected an Observable, but got ./);
    });
  });

  it('is refused after the end of its task, and tells so to who subscribes then', () => {
    let over!: TaskScope;
    let inlet!: Observable<number>;
    const told: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.spawn(function* (task) {
        over = task;
        inlet = task.inlet(of(1));
      });
      yield* self.sleep(100);
    });

    expect(() => over.inlet(of(1))).toThrow(ScopeClosedError);
    inlet.subscribe({ error: (error) => told.push(error) });
    loop.endPlay();
    inlet.subscribe({ error: (error) => told.push(error) });
    inlet.pipe(retry(3)).subscribe({ error: (error) => told.push(error) });

    expect(told).toEqual([
      expect.any(ScopeClosedError),
      expect.any(LoopEndedError),
      expect.any(LoopEndedError),
    ]);
    expect(() => over.inlet(of(1))).toThrow(LoopEndedError);
  });
});

/** Chains that a script may write down in the wrong order; each holds something below and behind its inlet. */
const CHAINS: [
  string,
  (source: Observable<never>, stop: Subject<void>) => (inlet: Observable<number>) => Observable<unknown>,
][] = [
  [
    'takeUntil before mergeMap',
    (held, stop) => (inlet) =>
      inlet.pipe(
        takeUntil(stop),
        mergeMap(() => held),
      ),
  ],
  [
    'takeUntil before switchMap',
    (held, stop) => (inlet) =>
      inlet.pipe(
        takeUntil(stop),
        switchMap(() => held),
      ),
  ],
  [
    'catchError around it all',
    (held) => (inlet) =>
      inlet.pipe(
        mergeMap(() => held),
        catchError(() => held),
        retry(),
      ),
  ],
  [
    'pipes one by one',
    (held) => (inlet) => inlet.pipe(scan((sum, value) => sum + value, 0)).pipe(mergeMap(() => held)),
  ],
  ['a concat within', (held) => (inlet) => inlet.pipe(mergeMap((value) => concat(of(value), held)))],
];

describe.each(CHAINS)('an inlet with %s', (_, chain) => {
  it.each(everyEnd())(
    'is closed, with all it holds, at the end of its task (%s, %s)',
    async (mode, __, ending) => {
      const source = new Subject<number>();
      const stop = new Subject<void>();
      const { source: held, open } = counted();
      const heard: unknown[] = [];
      const { loop, ...rest } = await family(
        mode,
        function* (self) {
          const hear = {
            next: () => heard.push(1),
            error: () => heard.push(2),
            complete: () => heard.push(3),
          };
          chain(held, stop)(self.inlet(source)).subscribe(hear);
          self.subscribe(chain(held, stop)(source), hear);
          self.subscribe(chain(held, stop)(self.inlet(source)), hear);
          source.next(1);
          yield* self.sleep(1000);
        },
        ending,
      );
      source.next(2);
      loop.tick();
      stop.next();
      const before = open();
      heard.length = 0;

      await ending.end({ loop, ...rest });
      source.next(3);
      loop.tick();

      expect(before).toBeGreaterThan(0);
      expect([open(), source.observed, stop.observed]).toEqual([0, false, false]);
      expect(heard).toEqual([]);
      expect(loop.left()).toEqual(NOTHING);
    },
  );
});

describe.each(MODES)('the end of play (%s)', (mode) => {
  it('delivers nothing to an inlet or a subscription: not what queues, and not what cleanups emit', async () => {
    const source = new Subject<string>();
    const inner = new Subject<string>();
    const heard: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const hear = (value: string) => heard.push(value);
        self.inlet(source).subscribe({ next: hear, complete: () => hear('complete') });
        self
          .inlet(of('go'))
          .pipe(switchMap(() => inner))
          .subscribe(hear);
        self.subscribe(source, { next: hear, complete: () => hear('complete') });
        try {
          yield* self.sleep(100);
        } finally {
          source.next('from a finally');
          inner.next('from a finally');
          source.complete();
        }
      }),
    );
    source.next('in the inbox');

    loop.endPlay();
    await promiseJobs();
    loop.tick();

    expect(heard).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('the end of play', () => {
  it('runs no operator of an inlet for what a cleanup emits', () => {
    const source = new Subject<number>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self
        .inlet(source)
        .pipe(tap((value) => seen.push(value)))
        .subscribe();
      try {
        yield* self.sleep(100);
      } finally {
        source.next(1);
      }
    });

    loop.endPlay();

    expect(seen).toEqual([]);
  });
});

describe('an inlet among other sources', () => {
  it('holds nothing for subscriptions that are over', () => {
    let held = -1;
    createTestLoop(function* (self) {
      const inlet = self.inlet(of(1));
      for (let times = 0; times < 10; times += 1) inlet.pipe(take(1)).subscribe();
      held = (self as unknown as { details: { holdings: Set<unknown> } }).details.holdings.size;
    });

    expect(held).toBe(0);
  });

  it('is closed inside a merge by hand when its task ends', () => {
    const mine = counted();
    const foreign = counted();
    const loop = createTestLoop(function* (self) {
      merge(self.inlet(mine.source), foreign.source).subscribe();
      yield* self.sleep(100);
    });

    loop.endPlay();

    // What it was merged with is nobody's: `self.inlet(merge(…))` or `self.subscribe` would own it.
    expect([mine.open(), foreign.open()]).toEqual([0, 1]);
  });

  it('is left with the operators of another copy of RxJS', () => {
    const { source, open } = counted();
    let copy!: typeof import('rxjs');
    jest.isolateModules(() => (copy = jest.requireActual('rxjs')));
    let scope!: TaskScope;
    createTestLoop(function* (self) {
      scope = self;
      yield* self.sleep(100);
    });

    const foreign = copy.of(1).pipe(copy.switchMap(() => scope.inlet(source) as never));
    const subscription = foreign.subscribe();
    expect([copy.Subscriber === Subscriber, open()]).toEqual([false, 1]);
    subscription.unsubscribe();

    expect(open()).toBe(0);
  });

  it('may be shared, and is closed with the last who leaves', () => {
    const { source, open } = counted();
    const loop = createTestLoop(function* (self) {
      const shared = self.inlet(source).pipe(share());
      const subscriptions = [shared.subscribe(), shared.subscribe()];
      self.cleanup(() => subscriptions.forEach((subscription) => subscription.unsubscribe()));
      yield* self.sleep(1);
    });
    expect(open()).toBe(1);

    loop.tick(1);

    expect(open()).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('reports a teardown of the source that throws, and ends everything else', () => {
    let closed = 0;
    const loop = createTestLoop(function* (self) {
      const stuck = new Observable<never>(() => () => {
        throw new Error('stuck valve');
      });
      self.inlet(NEVER.pipe(finalize(() => (closed += 1)))).subscribe();
      self.inlet(stuck).subscribe();
      self.inlet(NEVER.pipe(finalize(() => (closed += 1)))).subscribe();
      yield* self.sleep(100);
    });

    loop.endPlay();

    expect(closed).toBe(2);
    expect(loop.events('teardown.failed')).toHaveLength(1);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('tells an error of subscribing as one of the stream', () => {
    const told: unknown[] = [];
    createTestLoop(function* (self) {
      const broken = {
        subscribe: () => {
          throw new Error('no such stream');
        },
      };
      self.inlet(broken as never).subscribe({ error: (error) => told.push(error) });
      self
        .inlet(
          defer((): Observable<never> => {
            throw new Error('no such source');
          }),
        )
        .subscribe({ error: (error) => told.push(error) });
    });

    expect(told.map((error) => (error as Error).message)).toEqual(['no such stream', 'no such source']);
  });

  it('takes values of timers outside of the loop into the tick', async () => {
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self
        .inlet(interval(0).pipe(take(1)))
        .subscribe((value) => seen.push(`${value} at ${milliseconds(self)}`));
      yield* self.sleep(100);
    });
    loop.tick(1);

    while (loop.left().subscriptions > 0) await promiseJobs();
    expect(seen).toEqual([]);
    loop.tick(1);

    expect(seen).toEqual(['0 at 1000']);
  });
});
