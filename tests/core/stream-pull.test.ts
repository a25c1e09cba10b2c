// SPDX-License-Identifier: MIT
import { EMPTY, NEVER, Observable, Subject, concat, from, of, throwError } from 'rxjs';
import {
  ArgumentError,
  ChannelFullError,
  LoopEndedError,
  ScopeClosedError,
  type Stream,
  type StreamOptions,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { isCollected } from './support/garbage';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, createTestLoop, promiseJobs } from './support/test-loop';

/** Reads to the end, or to the error, and logs each value with the time it came. */
function* readsAll(
  self: TaskScope,
  stream: Stream<unknown>,
  seen: unknown[],
): Generator<Wait<unknown>, void> {
  try {
    for (let step = yield* stream.next(); step.done !== true; step = yield* stream.next())
      seen.push(step.value);
    seen.push('done');
  } catch (error) {
    seen.push(error);
  }
}

/** An actor with a stream of a subject, which it reads from its `start` second on. */
function reader(options?: StreamOptions, start = 0) {
  const source = new Subject<number>();
  const seen: unknown[] = [];
  let stream!: Stream<number>;
  const loop = createTestLoop(function* (self) {
    stream = self.stream(source, options);
    if (start > 0) yield* self.sleep(start);
    yield* readsAll(self, stream, seen);
    yield* self.sleep(1e6);
  });
  return { source, seen, loop, stream };
}

function emit(source: Subject<number>, from: number, to: number): void {
  for (let value = from; value <= to; value += 1) source.next(value);
}

/** A source that counts up for ever unless it is paused, a value for each call of `flow`. */
class PausableSource {
  isPaused = false;
  readonly calls: string[] = [];
  private count = 0;
  private to: ((value: number) => void) | null = null;

  readonly values = new Observable<number>((subscriber) => {
    this.to = (value) => subscriber.next(value);
    return () => {
      this.to = null;
    };
  });

  get isOpen(): boolean {
    return this.to !== null;
  }

  pause(): void {
    this.isPaused = true;
    this.calls.push(`pause after ${this.count}`);
  }

  resume(): void {
    this.isPaused = false;
    this.calls.push('resume');
  }

  /** Emits while it may, so many at most, and then as many as are under way. */
  flow(most: number, underWay = 0): void {
    while (most > 0 && !this.isPaused) {
      most -= 1;
      this.emit();
    }
    for (let left = underWay; left > 0; left -= 1) this.emit();
  }

  private emit(): void {
    this.count += 1;
    this.to?.(this.count);
  }
}

describe.each(MODES)('TaskScope.stream (%s)', (mode) => {
  it('is read with next(), value by value, until the source completes', async () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        yield* readsAll(self, self.stream(source), seen);
        seen.push(self.now);
      }),
    );

    source.next(1);
    source.next(2);
    await loop.tickAsync(1);
    expect(seen).toEqual([1, 2]);
    source.next(3);
    source.complete();
    await loop.tickAsync(1);

    expect(seen).toEqual([1, 2, 3, 'done', 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('throws an error after the values before it', async () => {
    const wrong = new Error('line cut');
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stream = self.stream(
          concat(
            of(1, 2),
            throwError(() => wrong),
          ),
        );
        yield* self.sleep(1);
        yield* readsAll(self, stream, seen);
      }),
    );

    await loop.tickAsync(1);
    await loop.tickAsync();

    expect(seen).toEqual([1, 2, wrong]);
    expect(loop.events('stream.unread')).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is done at once for a source that is empty', async () => {
    const seen: unknown[] = [];
    const loop = await play(as(mode, (self) => readsAll(self, self.stream(EMPTY), seen)));

    expect(seen).toEqual(['done']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('closes the source when it is closed, and drops what waits', async () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    let stream!: Stream<number>;
    const loop = await play(
      as(mode, function* (self) {
        stream = self.stream(source);
        seen.push((yield* stream.next()).value);
        stream.close();
        stream.close();
        yield* readsAll(self, stream, seen);
        yield* self.sleep(100);
      }),
    );

    emit(source, 1, 3);
    await loop.tickAsync(1);

    expect(seen).toEqual([1, 'done']);
    expect([source.observed, stream.isClosed, stream.size]).toEqual([false, true, 0]);
    loop.endPlay();
    await promiseJobs();
  });

  it('loses no value to a wait that lost its race', async () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stream = self.stream(source);
        yield* self.race([stream.next(), self.sleep(0.5)]);
        yield* readsAll(self, stream, seen);
      }),
    );

    await loop.tickAsync(1);
    emit(source, 1, 2);
    source.complete();
    await loop.tickAsync(1);

    expect(seen).toEqual([1, 2, 'done']);
  });

  it('tells a reader who waits that it was closed', async () => {
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stream = self.stream(NEVER);
        self.spawn(
          as(mode, function* reads(task) {
            yield* readsAll(task, stream, seen);
          }),
        );
        yield* self.sleep(1);
        stream.close();
      }),
    );

    await loop.tickAsync(1);
    await loop.tickAsync();

    expect(seen).toEqual(['done']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('for await over a stream', () => {
  it('goes over all values and ends with the source', async () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      for await (const value of self.stream(source)) seen.push(value, self.now);
      seen.push('over');
    });
    await promiseJobs();

    source.next(1);
    await loop.tickAsync(1);
    emit(source, 2, 3);
    source.complete();
    await loop.tickAsync(1);

    expect(seen).toEqual([1, 0, 2, 1, 3, 1, 'over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(['break', 'throw', 'return'])('closes the source when it is left by %s', async (way) => {
    const source = new Subject<number>();
    let went = '';
    const loop = createTestLoop(async (self) => {
      try {
        await read(self);
      } catch (error) {
        went = String(error);
      }
      await self.sleep(100);
    });
    async function read(self: TaskScope): Promise<void> {
      for await (const value of self.stream(source)) {
        if (value === 2 && way === 'break') break;
        if (value === 2 && way === 'throw') throw new Error('enough');
        if (value === 2) return;
      }
    }
    await promiseJobs();

    emit(source, 1, 3);
    await loop.tickAsync(1);

    expect([source.observed, went]).toEqual([false, way === 'throw' ? 'Error: enough' : '']);
    expect(loop.left()).toMatchObject({ tasks: 1, subscriptions: 0 });
    loop.endPlay();
    await promiseJobs();
  });

  it('throws the error of the source', async () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      try {
        for await (const value of self.stream(
          concat(
            of(1),
            throwError(() => 'wrong'),
          ),
        ))
          seen.push(value);
      } catch (error) {
        seen.push(error);
      }
    });
    await promiseJobs();
    await loop.tickAsync();

    expect(seen).toEqual([1, 'wrong']);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('a stream that is full', () => {
  it.each<[StreamOptions, unknown[], number]>([
    [{ capacity: 3, overflow: 'drop-oldest' }, [8, 9, 10], 7],
    [{ capacity: 3, overflow: 'drop-newest' }, [1, 2, 3], 7],
    [{ overflow: 'latest' }, [10], 9],
    [{ capacity: 3, overflow: 'error' }, [1, 2, 3, expect.any(ChannelFullError)], 1],
    [{ capacity: 3 }, [1, 2, 3, expect.any(ChannelFullError)], 1],
    [{ capacity: 10, overflow: 'error' }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0],
  ])('keeps with %j what it has room for, of one burst', (options, expected, dropped) => {
    const { source, seen, loop, stream } = reader(options, 1);

    emit(source, 1, 10);
    loop.tick(0.5);
    expect([stream.dropped, stream.size]).toEqual([dropped, expected.length - (dropped === 1 ? 1 : 0)]);
    loop.tick(1);

    expect(seen).toEqual(expected);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each<[StreamOptions, unknown[], number]>([
    [{ capacity: 3, overflow: 'drop-oldest' }, [8, 9, 10], 7],
    [{ capacity: 3, overflow: 'drop-newest' }, [1, 2, 3], 7],
    [{ overflow: 'latest' }, [10], 9],
    [{ capacity: 3, overflow: 'error' }, [1, 2, 3, expect.any(ChannelFullError)], 1],
  ])('keeps with %j the same of values that came tick by tick', (options, expected, dropped) => {
    const { source, seen, loop, stream } = reader(options, 1);

    for (let value = 1; value <= 10; value += 1) {
      source.next(value);
      loop.tick(0.05);
    }
    expect(stream.dropped).toBe(dropped);
    loop.tick(1);

    expect(seen).toEqual(expected);
  });

  it('counts what it drops in the statistics of the loop too', () => {
    const { source, loop } = reader({ capacity: 2, overflow: 'drop-oldest' }, 1);

    emit(source, 1, 3);
    loop.tick(0.1);
    emit(source, 4, 5);
    loop.tick(0.1);

    expect(loop.world.registry.loopAt(loop.component.slot)!.statistics().droppedMessages).toBe(3);
  });

  it('has room for 4,096 unless told otherwise', () => {
    const { source, seen, loop } = reader({}, 1);

    emit(source, 1, 4097);
    loop.tick(0.5);
    loop.tick(1);

    expect(seen).toHaveLength(4097);
    expect(seen[4096]).toEqual(new ChannelFullError('stream', 4096));
    expect(source.observed).toBe(false);
  });

  it('is full though the source completed meanwhile', () => {
    const { source, seen, loop } = reader({ name: 'feed', capacity: 2, overflow: 'error' }, 1);

    emit(source, 1, 2);
    loop.tick(0.1);
    source.next(3);
    source.complete();
    loop.tick(0.1);
    loop.tick(1);

    expect(seen).toEqual([1, 2, expect.any(ChannelFullError)]);
    expect((seen[2] as Error).message).toBe('Expected room in stream "feed", but all 2 places are taken');
  });
});

describe('a stream of a source that can pause', () => {
  it('pauses it when it is full, and resumes it when half was read; nothing is lost', () => {
    const source = new PausableSource();
    const seen: number[] = [];
    const sizes: number[] = [];
    const loop = createTestLoop(function* (self) {
      const stream = self.stream(source.values, { capacity: 8, pausable: source });
      for (;;) {
        seen.push((yield* stream.next()).value!);
        sizes.push(stream.size);
        yield* self.sleep(0.01);
      }
    });

    for (let tick = 0; tick < 50; tick += 1) {
      source.flow(5);
      loop.tick(0.01);
    }

    expect(seen).toEqual(Array.from({ length: seen.length }, (_, place) => place + 1));
    expect(seen.length).toBeGreaterThan(40);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
    expect(source.calls.filter((call) => call === 'resume').length).toBeGreaterThan(3);
    loop.endPlay();
    expect([source.isOpen, loop.left()]).toEqual([false, NOTHING]);
  });

  it('takes as many again that were under way, and fails beyond that', () => {
    const run = (underWay: number): unknown[] => {
      const source = new PausableSource();
      const seen: unknown[] = [];
      const loop = createTestLoop(function* (self) {
        const stream = self.stream(source.values, { capacity: 4, overflow: 'block', pausable: source });
        yield* self.sleep(1);
        yield* readsAll(self, stream, seen);
      });
      source.flow(100, underWay);
      loop.tick(0.5);
      loop.tick(1);
      return seen;
    };

    expect(run(4)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(run(5)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, expect.any(ChannelFullError)]);
  });

  it('tells one that hands out a window of each value that was read, once', () => {
    const source = new Subject<number>();
    let taken = 0;
    const loop = createTestLoop(function* (self) {
      const window = { taken: (count: number) => (taken += count) };
      const stream = self.stream(source, { capacity: 4, pausable: window });
      yield* self.sleep(1);
      yield* stream.next();
      yield* self.race([stream.next(), self.sleep(0)]);
      yield* self.sleep(1);
      yield* stream.next();
      yield* self.sleep(100);
    });

    emit(source, 1, 4);
    loop.tick(0.5);
    expect(taken).toBe(0);
    loop.tick(0.6);
    expect(taken).toBe(2);
    loop.tick(1);

    expect(taken).toBe(3);
  });

  it('is resumed when half was read, and not before', () => {
    const source = new PausableSource();
    let stream!: Stream<number>;
    const loop = createTestLoop(function* (self) {
      stream = self.stream(source.values, { capacity: 8, pausable: source });
      for (;;) {
        yield* self.sleep(1);
        yield* stream.next();
      }
    });

    source.flow(100);
    loop.tick(0.5);
    loop.tick(3);
    expect([stream.size, source.calls]).toEqual([5, ['pause after 8']]);
    loop.tick(1);

    expect([stream.size, source.calls]).toEqual([4, ['pause after 8', 'resume']]);
  });

  it('tells of a value once that came back from a reader who never saw it', () => {
    const source = new Subject<number>();
    let taken = 0;
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const stream = self.stream(source, { pausable: { taken: (count) => (taken += count) } });
      const first = stream.next();
      const race = self.spawn(function* (task) {
        seen.push(yield* task.race([first, task.sleep(100)]));
      });
      yield* self.sleep(1);
      source.next(7);
      race.cancel();
      seen.push((yield* stream.next()).value);
      yield* self.sleep(100);
    });

    loop.tick(1);

    expect([seen, taken]).toEqual([[7], 1]);
  });

  it('is told in vain if it throws, which is reported', () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    const broken = {
      taken: () => {
        throw new Error('bad valve');
      },
    };
    const loop = createTestLoop(function* (self) {
      yield* readsAll(self, self.stream(source, { pausable: broken }), seen);
    });

    source.next(1);
    loop.tick();

    expect(seen).toEqual([1]);
    expect(loop.events('handler.failed')).toHaveLength(1);
  });
});

describe('TaskScope.stream', () => {
  it('keeps what comes while its task is paused', () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    let child!: import('transient-loop').Task;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (task) {
        yield* readsAll(task, task.stream(source), seen);
      });
      yield* self.sleep(100);
    });

    child.pause();
    source.next(1);
    loop.tick();
    expect(seen).toEqual([]);
    child.resume();
    loop.tick();

    expect(seen).toEqual([1]);
  });

  it('reports an error that nobody read when its task is over', () => {
    const loop = createTestLoop(function* main(self) {
      self.stream(throwError(() => new Error('line cut')));
      const read = self.stream(throwError(() => new Error('closed in time')));
      read.close();
      yield* self.sleep(1);
    });

    loop.tick(1);

    expect(loop.events('stream.unread')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        task: 'main',
        message: 'A stream failed, and nobody read that far: line cut',
      }),
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is done once it was closed, whatever its source had failed with', () => {
    const seen: unknown[] = [];
    createTestLoop(function* (self) {
      const stream = self.stream(throwError(() => 'wrong'));
      stream.close();
      yield* readsAll(self, stream, seen);
    });

    expect(seen).toEqual(['done']);
  });

  it('lets go of what it was closed with', async () => {
    let stream!: Stream<object>;
    let value!: WeakRef<object>;
    // Not in the generator, which would keep it.
    const openStream = (self: TaskScope): void => {
      const given = {};
      value = new WeakRef(given);
      stream = self.stream(of(given));
    };
    const loop = createTestLoop(function* (self) {
      openStream(self);
      stream.close();
      yield* self.sleep(100);
    });

    expect(await isCollected(value)).toBe(true);
    expect(stream.isClosed).toBe(true);
    loop.endPlay();
  });

  it('says in the list of tasks what is waited for', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.stream(NEVER, { name: 'orders' }).next();
    });

    expect(loop.tasks()[0]!.waitsFor).toBe('a value of stream "orders"');
  });

  it.each<[unknown, RegExp]>([
    [{ capacity: 0 }, /self\.stream: capacity: expected a whole number, 1 or more/],
    [{ capacity: 2, overflow: 'latest' }, /capacity: expected none, or 1/],
    [{ overflow: 'newest' }, /overflow: expected one of block, drop-oldest, drop-newest, latest, error/],
    [{ overflow: 'block' }, /overflow: expected a pausable source with "block", but got "block"/],
    [{ pausable: {} }, /pausable: expected an object with taken\(\), or with pause\(\) and resume\(\)/],
    [{ pausable: { pause: () => undefined } }, /pausable: expected an object/],
  ])('cannot be made with %j', (options, message) => {
    const loop = createTestLoop(function* (self) {
      expect(() => self.stream(NEVER, options as StreamOptions)).toThrow(ArgumentError);
      expect(() => self.stream(NEVER, options as StreamOptions)).toThrow(message);
      expect(() => self.stream(5 as never)).toThrow(/self\.stream: expected an Observable/);
    });

    expect(loop.left()).toEqual(NOTHING);
  });

  it('is refused after the end of its task, and of its loop', () => {
    let over!: TaskScope;
    let stream!: Stream<number>;
    const loop = createTestLoop(function* (self) {
      yield* self.spawn(function* (task) {
        over = task;
        stream = task.stream(from([1, 2]));
      });
      yield* self.sleep(100);
    });

    expect(() => over.stream(of(1))).toThrow(ScopeClosedError);
    expect(() => stream.next()).toThrow(ScopeClosedError);
    loop.endPlay();

    expect(() => over.stream(of(1))).toThrow(LoopEndedError);
    expect(() => stream.next()).toThrow(LoopEndedError);
    expect(stream.size).toBe(0);
  });
});

describe.each(everyEnd())('a stream at the end of its task (%s, %s)', (mode, _, ending) => {
  it('is closed and reads nothing more', async () => {
    const source = new Subject<number>();
    const seen: unknown[] = [];
    let how: unknown;
    const { loop, ...rest } = await family(
      mode,
      function* (self) {
        const stream = self.stream(source, { capacity: 2, overflow: 'drop-oldest' });
        self.stream(source);
        try {
          for (;;) seen.push((yield* stream.next()).value);
        } finally {
          how = self.task.cancelReason;
        }
      },
      ending,
    );

    source.next(1);
    await loop.tickAsync();
    await ending.end({ loop, ...rest });
    source.next(2);
    loop.tick();

    expect([seen, how]).toEqual([[1], ending.reason]);
    expect(source.observed).toBe(false);
    expect(loop.left()).toEqual(NOTHING);
  });
});
