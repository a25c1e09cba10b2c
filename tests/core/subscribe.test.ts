// SPDX-License-Identifier: MIT
import { EMPTY, Observable, Subject, from, of, throwError } from 'rxjs';
import { ArgumentError, type Task } from 'transient-loop';
import { NOTHING, TestWorld, createTestLoop, milliseconds } from './support/test-loop';

describe('TaskScope.subscribe', () => {
  it('delivers what comes from outside in the next tick, in order', () => {
    const source = new Subject<number>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => seen.push(value));
      yield* self.sleep(100);
    });

    for (let value = 1; value <= 20; value += 1) source.next(value);
    expect(seen).toEqual([]);
    loop.tick();

    expect(seen).toEqual(Array.from({ length: 20 }, (_, place) => place + 1));
  });

  it('delivers at the time that the last tick reached', () => {
    const source = new Subject<string>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => seen.push(self.now));
      yield* self.sleep(100);
    });
    loop.tick(2);

    source.next('value');
    loop.tick(0.5);

    expect(seen).toEqual([2]);
  });

  it('crosses once for a message and falls idle again', () => {
    const source = new Subject<string>();
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, () => undefined);
      yield* self.sleep(100);
    });

    source.next('value');
    for (let tick = 0; tick < 10; tick += 1) loop.tick();

    expect(loop.crossings).toBe(1);
  });

  it('delivers what is emitted inside the own tick at once, with its logical time', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => seen.push(`${value} at ${milliseconds(self)}`));
      yield* self.sleep(0.25);
      source.next('value');
      seen.push('emitter goes on');
    });

    loop.tick(1);

    expect(seen).toEqual(['value at 250', 'emitter goes on']);
  });

  it('does so for what an async task of the loop emits', async () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      self.subscribe(source, (value) => seen.push(`${value} at ${milliseconds(self)}`));
      await self.sleep(0.25);
      source.next('value');
      seen.push('emitter goes on');
    });

    await loop.tickAsync(0);
    await loop.tickAsync(1);

    expect(seen).toEqual(['value at 250', 'emitter goes on']);
  });

  it('keeps the order where older values still queue', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => {
        seen.push(value);
        if (value === 'first') source.next('emitted by the handler');
      });
      yield* self.sleep(100);
    });

    source.next('first');
    source.next('second');
    loop.tick();
    loop.tick();

    expect(seen).toEqual(['first', 'second', 'emitted by the handler']);
  });

  it('takes what another loop emits in its own tick', () => {
    const world = new TestWorld();
    const source = new Subject<string>();
    const seen: number[] = [];
    const listener = world.begin(function* (self) {
      self.subscribe(source, () => seen.push(self.now));
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

  it('leaves for the next tick what arrives while the inbox is emptied', () => {
    const one = new Subject<number>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(one, (value) => {
        seen.push(value);
        if (value < 5) {
          one.next(value + 1);
          one.next(value + 1);
        }
      });
      yield* self.sleep(100);
    });

    one.next(4);
    one.next(4);
    loop.tick();
    expect(seen).toEqual([4, 4]);
    loop.tick();

    expect(seen).toEqual([4, 4, 5, 5, 5, 5]);
  });

  it('is a task that is over when the stream completes', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.subscribe(source, {
        next: (value) => seen.push(value),
        complete: () => seen.push('complete'),
      });
      seen.push('over');
    });

    source.next('value');
    source.complete();
    expect(loop.left().tasks).toBe(2);
    loop.tick();

    expect(seen).toEqual(['value', 'complete', 'over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is over at once for a stream that is', () => {
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      yield* self.subscribe(of(1, 2), (value) => seen.push(value));
      yield* self.subscribe(EMPTY);
      seen.push('over');
    });

    expect(seen).toEqual([1, 2, 'over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('fails with the error of the stream, after the values before it', () => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => seen.push(value), { name: 'feed' });
      yield* self.sleep(100);
    });

    source.next('value');
    source.error(new Error('line cut'));
    loop.tick();

    expect(seen).toEqual(['value']);
    expect(
      loop.events('task.failed').map(({ task, message, severity }) => [task, message, severity]),
    ).toEqual([['feed', 'line cut', 'error']]);
    expect(loop.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
  });

  it('does not fail where the observer takes the error', () => {
    const wrong = new Error('line cut');
    const came: unknown[] = [];
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      task = self.subscribe(
        throwError(() => wrong),
        { error: (error) => came.push(error) },
      );
    });

    expect(came).toEqual([wrong]);
    expect(task.state).toBe('succeeded');
    expect(loop.events('task.failed')).toEqual([]);
  });

  it.each(['next', 'error', 'complete'] as const)('reports a handler for %s that throws', (which) => {
    const source = new Subject<string>();
    const seen: string[] = [];
    const thrower = () => {
      throw new Error('bad handler');
    };
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, { [which]: thrower }, { name: 'feed' });
      self.subscribe(source, { [which]: () => seen.push('other subscriber') });
      yield* self.sleep(100);
    });

    if (which === 'next') source.next('value');
    else source[which](new Error('end'));
    loop.tick();

    expect(seen).toEqual(['other subscriber']);
    expect(loop.events('handler.failed')).toHaveLength(1);
    expect(loop.events('handler.failed')[0]).toMatchObject({
      severity: 'error',
      message: 'A stream handler threw: bad handler',
      task: 'feed',
    });
  });

  it('goes on after a handler threw', () => {
    const source = new Subject<number>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.subscribe(source, (value) => {
        if (value === 1) throw new Error('bad value');
        seen.push(value);
      });
      yield* self.sleep(100);
    });

    source.next(1);
    source.next(2);
    loop.tick();

    expect(seen).toEqual([2]);
  });

  it.each(['cancelling it', 'the end of its parent', 'the end of play'])('unsubscribes by %s', (way) => {
    const source = new Subject<string>();
    const seen: string[] = [];
    let parent!: Task<void>;
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      parent = self.spawn(function* (child) {
        task = child.subscribe(source, (value) => seen.push(value));
        yield* child.sleep(100);
      });
      yield* self.sleep(100);
    });
    source.next('still in the inbox');

    if (way === 'cancelling it') task.cancel();
    else if (way === 'the end of its parent') parent.cancel();
    else loop.endPlay();
    source.next('too late');
    loop.tick();

    expect(source.observed).toBe(false);
    expect(task.state).toBe('cancelled');
    expect(seen).toEqual([]);
    expect(loop.left().subscriptions).toBe(0);
  });

  it('is waited for by its parent, unless it is a background task', () => {
    const source = new Subject<string>();
    const loop = createTestLoop(function* (self) {
      self.spawn(function* waits(child) {
        child.subscribe(source);
      });
      self.spawn(function* leaves(child) {
        child.subscribe(source, undefined, { background: true });
      });
      yield* self.sleep(100);
    });

    expect(loop.tasks()[0]!.children.map((child) => child.name)).toEqual(['waits']);
    expect(loop.left().subscriptions).toBe(1);
  });

  it('lets a parent that waits for nothing else be over when it is cancelled', () => {
    let parent!: Task<void>;
    let task!: Task<void>;
    const loop = createTestLoop(function* (self) {
      parent = self.spawn(function* (child) {
        task = child.subscribe(new Subject());
      });
      yield* self.sleep(100);
    });

    expect(parent.state).toBe('finishing');
    task.cancel();

    expect(parent.state).toBe('succeeded');
    expect(loop.left()).toEqual({ tasks: 1, timers: 1, subscriptions: 0 });
  });

  it('stops an endless source that emits while it is subscribed to', () => {
    const loop = createTestLoop(function* (self) {
      const endless = from(
        (function* () {
          for (let value = 0; ; value += 1) {
            if (value > 1000) throw new Error('not stopped');
            yield value;
          }
        })(),
      );
      self.subscribe(endless, (value) => {
        if (value === 10) self.actor!.destroy();
      });
    });

    expect(loop.left()).toEqual(NOTHING);
    expect(loop.events('task.failed')).toEqual([]);
  });

  it('counts what is subscribed, not what tasks there are', () => {
    let open = 0;
    const source = new Observable<never>(() => {
      open += 1;
      return () => {
        open -= 1;
      };
    });
    const loop = createTestLoop(function* (self) {
      self.subscribe(source);
      self.subscribe(source);
    });

    expect([loop.left().subscriptions, open]).toEqual([2, 2]);
    loop.endPlay();

    expect([loop.left().subscriptions, open]).toEqual([0, 0]);
  });

  it('reports a teardown that throws, and ends everything else', () => {
    const seen: string[] = [];
    const source = new Observable<never>(() => () => {
      throw new Error('stuck valve');
    });
    const loop = createTestLoop(function* (self) {
      self.spawn(function* (child) {
        try {
          yield* child.sleep(100);
        } finally {
          seen.push('first child');
        }
      });
      self.subscribe(source, undefined, { name: 'feed' });
    });

    loop.endPlay();

    expect(seen).toEqual(['first child']);
    expect(loop.left()).toEqual(NOTHING);
    expect(loop.events('teardown.failed')).toHaveLength(1);
    expect(loop.events('teardown.failed')[0]).toMatchObject({ severity: 'error', task: 'feed' });
  });

  it('fails the task where subscribing itself throws', () => {
    const broken = {
      subscribe: () => {
        throw new Error('no such stream');
      },
    };
    const loop = createTestLoop(function* (self) {
      self.subscribe(broken as never, undefined, { name: 'feed' });
    });

    expect(loop.events('task.failed').map((entry) => [entry.task, entry.message])).toEqual([
      ['feed', 'no such stream'],
    ]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([undefined, null, 5, {}, [1, 2]])('says what it expected and what came for %p', (source) => {
    let came: unknown;
    createTestLoop(function* (self) {
      try {
        self.subscribe(source as never);
      } catch (error) {
        came = error;
      }
    });

    expect(came).toBeInstanceOf(ArgumentError);
    expect((came as Error).message).toMatch(/^self\.subscribe: expected an Observable, but got ./);
  });
});
