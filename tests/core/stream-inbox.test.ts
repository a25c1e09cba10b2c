// SPDX-License-Identifier: MIT
import { Observable, Subject, from, of } from 'rxjs';
import {
  ArgumentError,
  ChannelFullError,
  type SubscribeOptions,
  type Subscribed,
  type Task,
  type TaskScope,
} from 'transient-loop';
import { everyEnd, family } from './support/modes';
import { bytesPerRound } from './support/garbage';
import { NOTHING, TestWorld, createTestLoop, type TestLoop } from './support/test-loop';

/** An actor that is subscribed to a source, with what it saw. */
function listener(options?: SubscribeOptions, budget?: { steps: number; messages?: number }) {
  const source = new Subject<number>();
  const seen: unknown[] = [];
  let scope!: TaskScope;
  let task!: Subscribed;
  const loop = createTestLoop(function* (self) {
    scope = self;
    if (budget !== undefined) self.loop.budget = { milliseconds: Infinity, ...budget };
    task = self.subscribe(
      source,
      {
        next: (value) => seen.push(value),
        error: (error) => seen.push(error),
        complete: () => seen.push('complete'),
      },
      options,
    );
    yield* self.sleep(1e6);
  });
  return { source, seen, loop, task, statistics: () => scope.loop.statistics() };
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, place) => from + place);
}

describe('the inbox', () => {
  it('delivers so many messages in a tick, and the rest in the next ones, in order', () => {
    const { source, seen, loop, statistics } = listener({}, { steps: 100, messages: 10 });

    for (const value of numbers(1, 25)) source.next(value);
    source.complete();
    const after = [1, 2, 3].map(() => {
      loop.tick();
      return [seen.length, statistics().queuedMessages];
    });

    expect(after).toEqual([
      [10, 16],
      [20, 6],
      [26, 0],
    ]);
    expect(seen).toEqual([...numbers(1, 25), 'complete']);
  });

  it('takes half of the steps of a tick, so that a flood starves no timer', () => {
    const source = new Subject<number>();
    let handled = 0;
    const woken: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => (handled += 1));
      for (;;) {
        yield* self.sleep(0.01);
        woken.push(self.now);
      }
    });

    const perTick = numbers(1, 5).map(() => {
      for (let message = 0; message < 50_000; message += 1) source.next(message);
      const before = handled;
      loop.tick(0.01);
      return handled - before;
    });

    expect(perTick).toEqual([5000, 5000, 5000, 5000, 5000]);
    expect(woken).toHaveLength(5);
  });

  it('counts its messages as steps of the tick', () => {
    const { source, seen, loop } = listener({}, { steps: 7, messages: 100 });

    for (const value of numbers(1, 10)) source.next(value);
    loop.tick();
    expect(seen).toHaveLength(7);
    loop.tick();

    expect(seen).toEqual(numbers(1, 10));
  });

  it('takes half of the milliseconds of a tick', () => {
    const world = new TestWorld();
    let milliseconds = 0;
    world.host.milliseconds = () => milliseconds;
    const source = new Subject<number>();
    let handled = 0;
    const loop = world.begin(function* (self) {
      self.loop.budget = { steps: Infinity, milliseconds: 10 };
      self.subscribe(source, () => {
        handled += 1;
        milliseconds += 0.1;
      });
      yield* self.sleep(1e6);
    });

    for (const value of numbers(1, 1000)) source.next(value);
    loop.tick();

    // The clock is looked at every 16 messages, and read for the first time then.
    expect(handled).toBeGreaterThanOrEqual(50);
    expect(handled).toBeLessThanOrEqual(50 + 2 * 16);
  });

  it('handles one message in a tick however small the budget', () => {
    const { source, seen, loop } = listener({}, { steps: 1 });

    for (const value of [1, 2]) source.next(value);
    loop.tick();
    expect(seen).toEqual([1]);
    loop.tick();

    expect(seen).toEqual([1, 2]);
  });

  it.each([0, NaN, '5'])('cannot have a share of %p messages', (messages) => {
    createTestLoop(function* (self) {
      expect(() => {
        self.loop.budget = { steps: 5, milliseconds: 5, messages: messages as number };
      }).toThrow(/budget\.messages: expected a number of 1 or more/);
    });
  });

  it('counts what is queued, delivered and dropped, and the most that ever waited', () => {
    const { source, loop, task, statistics } = listener();

    for (const value of numbers(1, 20)) source.next(value);
    expect(statistics()).toMatchObject({ queuedMessages: 20, mostQueuedMessages: 20, deliveredMessages: 0 });
    expect([task.queued, task.dropped]).toEqual([20, 0]);
    loop.tick();
    for (const value of numbers(1, 5)) source.next(value);
    task.cancel();
    loop.tick();

    expect(statistics()).toMatchObject({
      queuedMessages: 0,
      mostQueuedMessages: 20,
      deliveredMessages: 20,
      droppedMessages: 5,
    });
  });

  it('keeps the order of all subscriptions of a loop', () => {
    const sources = [new Subject<number>(), new Subject<number>(), new Subject<number>()];
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      for (const source of sources) self.subscribe(source, (value) => seen.push(value));
      yield* self.sleep(100);
    });

    for (const value of numbers(0, 299)) sources[(value * 7) % 3]!.next(value);
    loop.tick();

    expect(seen).toEqual(numbers(0, 299));
  });

  it('goes on where it stopped after a paused task was let go on in the middle of it', () => {
    const source = new Subject<number>();
    const other = new Subject<string>();
    const seen: unknown[] = [];
    let child!: Task;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (task) {
        task.subscribe(other, (value) => seen.push(value));
        yield* task.sleep(100);
      });
      self.subscribe(source, (value) => {
        seen.push(value);
        if (value === 2) child.resume();
      });
      yield* self.sleep(100);
    });
    child.pause();

    other.next('kept');
    for (const value of [1, 2, 3]) source.next(value);
    loop.tick();
    loop.tick();

    expect(seen).toEqual([1, 2, 'kept', 3]);
    expect(loop.events('internal.error')).toEqual([]);
  });

  it.each<[string, SubscribeOptions]>([
    ['without bounds', {}],
    ['with room for so many', { capacity: 64, overflow: 'drop-oldest' }],
  ])('allocates nothing per message %s', (_, options) => {
    const message = {};
    let emit!: (message: object) => void;
    // A subject allocates a closure for each value.
    const source = new Observable<object>((to) => {
      emit = (value) => to.next(value);
    });
    let handled = 0;
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => (handled += 1), options);
      yield* self.sleep(1e9);
    });
    const batch = (): void => {
      for (let times = 0; times < 50; times += 1) emit(message);
      tick(loop);
    };

    expect(bytesPerRound(batch, 1000, 100)).toBeLessThan(100);
    expect(handled).toBeGreaterThanOrEqual(50_000);
  });

  it('gives back what a flood took, by halves', () => {
    const { source, loop, statistics } = listener({}, { steps: Infinity });
    for (let value = 0; value < 100_000; value += 1) source.next(value);
    loop.tick();

    for (let tick = 0; tick < 40; tick += 1) {
      source.next(tick);
      loop.tick();
    }

    expect(statistics().mostQueuedMessages).toBe(100_000);
    expect(ringLength(loop)).toBeLessThanOrEqual(64);
  });
});

describe('a subscription with room for so many', () => {
  it.each<[SubscribeOptions, unknown[], number]>([
    [{ capacity: 3, overflow: 'drop-oldest' }, [8, 9, 10], 7],
    [{ capacity: 3, overflow: 'drop-newest' }, [1, 2, 3], 7],
    [{ overflow: 'latest' }, [10], 9],
    [{ capacity: 3, overflow: 'error' }, [1, 2, 3, expect.any(ChannelFullError)], 1],
    [{ capacity: 3 }, [1, 2, 3, expect.any(ChannelFullError)], 1],
    [{ capacity: 10 }, numbers(1, 10), 0],
    [{ overflow: 'drop-oldest' }, numbers(1, 10), 0],
  ])('%j keeps in order what it has room for', (options, expected, dropped) => {
    const { source, seen, loop, task, statistics } = listener(options);

    for (const value of numbers(1, 10)) source.next(value);
    loop.tick();

    expect(seen).toEqual(expected);
    expect([task.dropped, statistics().droppedMessages]).toEqual([dropped, dropped]);
    loop.endPlay();
    expect(loop.left()).toEqual(NOTHING);
  });

  it('keeps the end of the stream, for which there is always room', () => {
    const { source, seen, loop } = listener({ capacity: 2, overflow: 'drop-newest' });

    for (const value of [1, 2, 3]) source.next(value);
    source.complete();
    loop.tick();

    expect(seen).toEqual([1, 2, 'complete']);
  });

  it('has room again after each tick', () => {
    const { source, seen, loop, task } = listener({ capacity: 2, overflow: 'drop-newest' });

    for (const value of numbers(1, 9)) {
      source.next(value);
      if (value % 3 === 0) loop.tick();
    }

    expect(seen).toEqual([1, 2, 4, 5, 7, 8]);
    expect(task.dropped).toBe(3);
  });

  it('fails its task where nobody takes the error, with the names of both', () => {
    const source = new Subject<number>();
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => undefined, { name: 'feed', capacity: 1 });
      yield* self.sleep(100);
    });

    for (const value of [1, 2]) source.next(value);
    expect(source.observed).toBe(false);
    loop.tick();

    expect(loop.events('task.failed')).toEqual([
      expect.objectContaining({
        task: 'feed',
        severity: 'error',
        message: 'Expected room in "feed", but all 1 places are taken',
      }),
    ]);
  });

  it('takes any number that is emitted in the own tick', () => {
    const seen: number[] = [];
    createTestLoop(function* (self) {
      self.subscribe(from(numbers(1, 100)), (value) => seen.push(value), { capacity: 1 });
    });

    expect(seen).toEqual(numbers(1, 100));
  });

  it.each([
    [{ capacity: 0 }, /capacity: expected a whole number, 1 or more/],
    [{ capacity: 1.5 }, /capacity: expected a whole number, 1 or more/],
    [{ capacity: 2, overflow: 'latest' }, /capacity: expected none, or 1/],
    [
      { overflow: 'block' },
      /overflow: expected one of drop-oldest, drop-newest, latest, error, but got "block"/,
    ],
  ])('cannot be made with %j', (options, message) => {
    const loop = createTestLoop(function* (self) {
      expect(() => self.subscribe(of(1), undefined, options as SubscribeOptions)).toThrow(ArgumentError);
      expect(() => self.subscribe(of(1), undefined, options as SubscribeOptions)).toThrow(message);
    });

    expect(loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd())('holds nothing at its end (%s, %s)', async (mode, _, ending) => {
    const source = new Subject<object>();
    let open = 0;
    const { loop, ...rest } = await family(
      mode,
      function* (self) {
        const held = new Observable<object>((to) => {
          open += 1;
          const inner = source.subscribe(to);
          return () => {
            open -= 1;
            inner.unsubscribe();
          };
        });
        self.subscribe(held, () => undefined, { capacity: 5, overflow: 'drop-oldest' });
        yield* self.sleep(1000);
      },
      ending,
    );
    expect(open).toBe(1);

    for (let value = 0; value < 20; value += 1) source.next({});
    await ending.end({ loop, ...rest });
    loop.tick();

    expect(open).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });
});

function tick(loop: TestLoop): void {
  const { table } = loop.world;
  const { slot, generation } = loop.component;
  table.setNow(slot, table.now(slot) + 1);
  table.tick(slot, generation, 1);
}

function ringLength(loop: TestLoop): number {
  const inner = loop.world.registry.loopAt(loop.component.slot) as unknown as {
    details: { inbox: { entries: unknown[] } };
  };
  // Four for each message.
  return inner.details.inbox.entries.length / 4;
}
