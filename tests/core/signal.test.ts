// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  Channel,
  LoopEndedError,
  OwnerEndedError,
  ScopeClosedError,
  Signal,
  TaskCancelledError,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { isCollected } from './support/garbage';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, milliseconds, promiseJobs } from './support/test-loop';

const MANY = 10_000;

describe.each(MODES)('Signal.next (%s)', (mode) => {
  it('gives the values of the next emission, in the same tick and at its time', async () => {
    const signal = new Signal<[string, number]>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.spawn(
          as(mode, function* (task) {
            const [door, count] = yield* signal.next(task);
            seen.push(door, count, task.now);
          }),
        );
        yield* self.sleep(0.25);
        signal.emit('north', 3);
        seen.push('emitter goes on');
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['emitter goes on', 'north', 3, 0.25]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on in the tick of its own loop when another emits', async () => {
    const world = new TestWorld();
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const waiter = world.begin(as(mode, logsNext(signal, seen)));
    await promiseJobs();
    await waiter.tickAsync(1);
    const emitter = world.begin(function* (self) {
      yield* self.sleep(3);
      signal.emit('from afar');
    });

    await emitter.tickAsync(3);
    expect(seen).toEqual([]);
    await waiter.tickAsync(1);

    expect(seen).toEqual(['from afar', 1]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('goes on in its own tick when somebody outside of all loops emits', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const loop = await play(as(mode, logsNext(signal, seen)));

    signal.emit('from outside');
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync();

    expect(seen).toEqual(['from outside', 0]);
  });

  it('counts from the moment it is made', async () => {
    const signal = new Signal<[string]>();
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stored = signal.next(self);
        signal.emit('first');
        signal.emit('second');
        yield* self.sleep(1);
        seen.push((yield* stored)[0]);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['first']);
    expect(signal.listeners).toBe(0);
  });

  it('misses nothing between two emissions of one tick where it is asked for at once', async () => {
    const signal = new Signal<[number]>();
    const seen: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.spawn(
          as(mode, function* listener(task) {
            for (;;) seen.push((yield* signal.next(task))[0]);
          }),
          { background: true },
        );
        for (let count = 1; count <= 3; count += 1) {
          yield* self.sleep(0.25);
          signal.emit(count);
        }
        yield* self.sleep(0.25);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual([1, 2, 3]);
    expect(signal.listeners).toBe(0);
  });

  it('wakes those who wait in the order they came', async () => {
    const signal = new Signal();
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (const name of ['a', 'b', 'c']) {
          self.spawn(
            as(mode, function* (task) {
              yield* signal.next(task);
              seen.push(name);
            }),
          );
        }
        yield* self.sleep(1);
        signal.emit();
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['a', 'b', 'c']);
  });

  it.each(everyEnd().filter(([of]) => of === mode))('hears no more (%s, %s)', async (_, __, ending) => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const scene = await family(mode, logsNext(signal, seen), ending);
    expect(signal.listeners).toBe(1);

    await ending.end(scene);
    signal.emit('too late');
    await scene.loop.tickAsync(1);

    expect(seen).toEqual([]);
    expect(signal.listeners).toBe(0);
    expect(scene.subject.state).toBe(ending.state);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it('lets a cancel win in the step that emits', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    let waiter!: Task;
    const loop = await play(
      as(mode, function* (self) {
        waiter = self.spawn(as(mode, logsNext(signal, seen)));
        yield* self.sleep(1);
        signal.emit('never seen');
        waiter.cancel('first');
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual([]);
    expect(waiter.state).toBe('cancelled');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('lets the end of play win over what came from outside', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const loop = await play(as(mode, logsNext(signal, seen)));

    signal.emit('never seen');
    loop.endPlay('quit');
    await promiseJobs();

    expect(seen).toEqual([]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('hears no more when it lost a race', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ door: signal.next(self), time: self.sleep(1) });
        seen.push(won.key, signal.listeners);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['time', 0]);
  });

  it('gives its values to a race that it wins', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ door: signal.next(self), time: self.sleep(1) });
        seen.push(won);
      }),
    );

    signal.emit('north');
    await loop.tickAsync(1);

    expect(seen).toEqual([{ key: 'door', value: ['north'] }]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each<[string, (owner: TestOwner) => void, new (...values: never[]) => Error]>([
    ['ends play', ({ loop }) => loop.endPlay('level-transition'), OwnerEndedError],
    ['is cancelled', ({ task }) => task.cancel('enough'), TaskCancelledError],
    ['succeeds', ({ loop }) => loop.tick(1), ScopeClosedError],
  ])('is told when the owner of the signal %s', async (_, end, expected) => {
    const world = new TestWorld();
    const owner = beginOwner(world);
    const signal = new Signal<[string]>({ owner: owner.scope });
    const seen: unknown[] = [];
    const waiter = world.begin(
      as(mode, function* (self) {
        for (let count = 0; count < 2; count += 1) {
          try {
            yield* signal.next(self);
          } catch (error) {
            seen.push(error, self.now);
          }
        }
      }),
    );
    await waiter.tickAsync(0.25);

    end(owner);
    await promiseJobs();
    expect(seen).toEqual([]);
    await waiter.tickAsync(0.5);

    expect(seen).toEqual([expect.any(expected), 0.25, expect.any(expected), 0.25]);
    expect(signal.listeners).toBe(0);
    owner.loop.endPlay();
    expect(world.left()).toEqual(NOTHING);
  });

  it(`wakes ${MANY} who wait, and forgets ${MANY} who are cancelled`, async () => {
    const signal = new Signal<[string]>();
    const tasks: Task[] = [];
    let woken = 0;
    const loop = await play(
      as(mode, function* (self) {
        for (let count = 0; count < 2 * MANY; count += 1) {
          tasks.push(
            self.spawn(
              as(mode, function* (task) {
                yield* signal.next(task);
                woken += 1;
              }),
            ),
          );
        }
      }),
    );
    await loop.advanceAsync(0.1);
    expect(signal.listeners).toBe(2 * MANY);

    for (let place = 1; place < 2 * MANY; place += 2) tasks[place]!.cancel();
    signal.emit('all');
    await loop.advanceAsync(0.1);

    expect(woken).toBe(MANY);
    expect(signal.listeners).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Signal.on', () => {
  it('calls the handler at once in the own tick, at its time', () => {
    const signal = new Signal<[string]>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      signal.on(self, (value) => seen.push(`${value} at ${milliseconds(self)}`), { background: true });
      yield* self.sleep(0.25);
      signal.emit('value');
      seen.push('emitter goes on');
    });

    loop.tick(1);

    expect(seen).toEqual(['value at 250', 'emitter goes on']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('does so for what an async task of the loop emits', async () => {
    const signal = new Signal<[string]>();
    const seen: string[] = [];
    const loop = createTestLoop(async (self) => {
      signal.on(self, (value) => seen.push(`${value} at ${milliseconds(self)}`), { background: true });
      await self.sleep(0.25);
      signal.emit('value');
      seen.push('emitter goes on');
    });

    await loop.tickAsync(0);
    await loop.tickAsync(1);

    expect(seen).toEqual(['value at 250', 'emitter goes on']);
  });

  it('calls it in its next tick for what others emit, in order', () => {
    const world = new TestWorld();
    const signal = new Signal<[number]>();
    const seen: number[] = [];
    const listener = world.begin(function* (self) {
      signal.on(self, (value) => seen.push(value, self.now));
      yield* self.sleep(100);
    });
    const emitter = world.begin(function* (self) {
      yield* self.sleep(1);
      signal.emit(1);
      signal.emit(2);
    });

    listener.tick(4);
    emitter.tick(1);
    signal.emit(3);
    expect(seen).toEqual([]);
    listener.tick(1);

    expect(seen).toEqual([1, 4, 2, 4, 3, 4]);
  });

  it('reports a handler that throws with its names, and spares the others', () => {
    const world = new TestWorld();
    const signal = new Signal<[string]>();
    const seen: string[] = [];
    const loop = world.begin(
      function* (self) {
        signal.on(
          self,
          () => {
            throw new Error('broken handler');
          },
          { name: 'watch door' },
        );
        signal.on(self, (value) => seen.push(value));
        yield* self.sleep(100);
      },
      { actor: 'Guard' },
    );

    signal.emit('one');
    signal.emit('two');
    loop.tick();

    expect(seen).toEqual(['one', 'two']);
    expect(world.events('handler.failed')).toMatchObject([
      {
        severity: 'error',
        actor: 'Guard',
        task: 'watch door',
        message: expect.stringContaining('broken handler'),
      },
      { task: 'watch door' },
    ]);
  });

  it('calls no handler that was removed in the same emission', () => {
    const signal = new Signal();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const tasks: Task[] = [];
      signal.on(self, () => {
        seen.push('first');
        tasks[1]!.cancel();
        tasks[0]!.cancel();
      });
      tasks.push(signal.on(self, () => seen.push('never')));
      tasks.push(signal.on(self, () => seen.push('never')));
      signal.on(self, () => seen.push('last'));
      yield* self.sleep(1);
      signal.emit();
    });

    loop.tick(1);

    expect(seen).toEqual(['first', 'last']);
  });

  it('calls a handler that was added in an emission from the next one on', () => {
    const signal = new Signal<[number]>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      signal.on(self, function outer(value) {
        seen.push(`outer ${value}`);
        if (value === 1) signal.on(self, (later) => seen.push(`inner ${later}`));
      });
      yield* self.sleep(1);
      signal.emit(1);
      signal.emit(2);
    });

    loop.tick(1);

    expect(seen).toEqual(['outer 1', 'outer 2', 'inner 2']);
  });

  it('calls it from the very next emission on, also if that is made inside the one in progress', () => {
    const signal = new Signal<[number]>();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      signal.on(self, (value) => {
        seen.push(`outer ${value}`);
        if (value !== 1) return;
        signal.on(self, (later) => seen.push(`inner ${later}`));
        signal.emit(2);
      });
      yield* self.sleep(1);
      signal.emit(1);
    });

    loop.tick(1);

    expect(seen).toEqual(['outer 1', 'outer 2', 'inner 2']);
  });

  it('lets an emission go on over one who listens again and again', () => {
    const signal = new Signal();
    let count = 0;
    const loop = createTestLoop(function* (self) {
      let task!: Task;
      const again = (): void => {
        count += 1;
        task.cancel();
        task = signal.on(self, again);
      };
      task = signal.on(self, again);
      yield* self.sleep(1);
      signal.emit();
      signal.emit();
    });

    loop.tick(1);

    expect(count).toBe(2);
  });

  it.each(everyEnd())('is over with its task (%s, %s)', async (mode, _, ending) => {
    const signal = new Signal<[string]>();
    const seen: string[] = [];
    const scene = await family(
      mode,
      function* (self) {
        signal.on(self, (value) => seen.push(value));
        yield* self.sleep(1000);
      },
      ending,
    );
    signal.emit('queued, and dropped');

    await ending.end(scene);
    signal.emit('too late');
    await scene.loop.tickAsync(1);

    expect(seen).toEqual(ending.name === 'timeout' ? ['queued, and dropped'] : []);
    expect(signal.listeners).toBe(0);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it('is over without an error when the owner of the signal ends', () => {
    const world = new TestWorld();
    const owner = beginOwner(world);
    const signal = new Signal<[string]>({ owner: owner.scope });
    const seen: string[] = [];
    let task!: Task;
    const listener = world.begin(function* (self) {
      task = signal.on(self, (value) => seen.push(value));
      yield* task;
      seen.push('over');
      yield* signal.on(self, () => seen.push('never'));
    });

    signal.emit('last words');
    owner.loop.endPlay();
    listener.tick();

    expect(seen).toEqual(['last words', 'over']);
    expect(task.state).toBe('succeeded');
    expect(world.left()).toEqual(NOTHING);
    expect(world.entries).toEqual([]);
  });

  it('keeps its task from being over, unless it is a background task', () => {
    const signal = new Signal();
    const states: string[] = [];
    createTestLoop(function* (self) {
      const waits = self.spawn(function* (task) {
        signal.on(task, () => undefined);
      });
      const goes = self.spawn(function* (task) {
        signal.on(task, () => undefined, { background: true });
      });
      yield* goes;
      states.push(waits.state, goes.state);
    });

    expect(states).toEqual(['finishing', 'succeeded']);
  });

  it('is refused once the task, or its loop, is over', () => {
    const signal = new Signal();
    let over!: TaskScope;
    let ended!: TaskScope;
    const loop = createTestLoop(function* (self) {
      ended = self;
      self.spawn(function* (task) {
        over = task;
      });
      yield* self.sleep(1000);
    });

    expect(() => signal.on(over, () => undefined)).toThrow(ScopeClosedError);
    expect(() => signal.next(over)).toThrow(ScopeClosedError);
    loop.endPlay();

    expect(() => signal.on(ended, () => undefined)).toThrow(LoopEndedError);
    expect(() => signal.next(ended)).toThrow(LoopEndedError);
    expect(signal.listeners).toBe(0);
  });

  it(`takes ${MANY} handlers and lets them go`, () => {
    const signal = new Signal();
    let calls = 0;
    const loop = createTestLoop(function* (self) {
      for (let count = 0; count < MANY; count += 1) signal.on(self, () => (calls += 1), { background: true });
      yield* self.sleep(1);
      signal.emit();
    });

    loop.tick(1);

    expect(calls).toBe(MANY);
    expect(signal.listeners).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Signal.asObservable', () => {
  it('emits where the signal does, until it is unsubscribed', () => {
    const signal = new Signal<[string, number]>();
    const seen: unknown[] = [];

    const subscription = signal.asObservable().subscribe((values) => seen.push(values));
    signal.emit('a', 1);
    subscription.unsubscribe();
    signal.emit('b', 2);

    expect(seen).toEqual([['a', 1]]);
    expect(signal.listeners).toBe(0);
  });

  it('completes when the owner of the signal ends', () => {
    const owner = beginOwner(new TestWorld());
    const signal = new Signal({ owner: owner.scope });
    const seen: string[] = [];
    signal.asObservable().subscribe({ complete: () => seen.push('complete') });

    owner.loop.endPlay();
    signal.asObservable().subscribe({ complete: () => seen.push('complete at once') });

    expect(seen).toEqual(['complete', 'complete at once']);
  });
});

describe('Signal', () => {
  it('emits to nobody', () => {
    const signal = new Signal<[string]>();

    signal.emit('into the void');

    expect(signal.listeners).toBe(0);
  });

  it('is named in the list of tasks', () => {
    const signal = new Signal({ name: 'door opened' });

    const loop = createTestLoop(function* (self) {
      signal.on(self, () => undefined);
      yield* signal.next(self);
    });

    expect(loop.tasks()[0]).toMatchObject({
      waitsFor: 'signal "door opened"',
      children: [{ name: 'signal "door opened"' }],
    });
  });

  it('holds no owner that ended', async () => {
    const world = new TestWorld();
    let held!: WeakRef<object>;
    let signal!: Signal;
    let channel!: Channel<number>;
    const loop = world.begin(function* (self) {
      self.spawn(
        function* (task) {
          held = new WeakRef(task);
          signal = new Signal({ owner: task });
          channel = new Channel<number>({ owner: task });
          yield* task.sleep(1000);
        },
        { timeout: 1 },
      );
      yield* self.sleep(1000);
    });

    loop.tick(2);
    createTestLoop(function* (self) {
      yield* self.sleep(1000);
    });

    expect(await isCollected(held)).toBe(true);
    expect([signal.listeners, channel.isClosed]).toEqual([0, true]);
  });

  it('refuses an owner that is over', () => {
    let over!: TaskScope;
    createTestLoop(function* (self) {
      over = self;
    });

    expect(() => new Signal({ owner: over })).toThrow(ScopeClosedError);
  });

  it.each([undefined, null, {}, 'self'])('says that %p is no scope', (self) => {
    const signal = new Signal();

    expect(() => signal.next(self as TaskScope)).toThrow(/signal\.next: expected the scope of a task/);
    expect(() => signal.on(self as TaskScope, () => undefined)).toThrow(ArgumentError);
    if (self !== undefined) expect(() => new Signal({ owner: self as TaskScope })).toThrow(ArgumentError);
  });

  it('says that a handler is missing', () => {
    const signal = new Signal();
    const errors: unknown[] = [];
    createTestLoop(function* (self) {
      try {
        signal.on(self, null as never);
      } catch (error) {
        errors.push(error);
      }
    });

    expect(errors).toEqual([expect.any(ArgumentError)]);
  });
});

interface TestOwner {
  readonly loop: ReturnType<TestWorld['begin']>;
  readonly scope: TaskScope;
  readonly task: Task;
}

/** An actor whose main task owns things, and is over after a second. */
function beginOwner(world: TestWorld): TestOwner {
  let scope!: TaskScope;
  const loop = world.begin(function* owner(self) {
    scope = self;
    yield* self.sleep(1);
  });
  return { loop, scope, task: scope.task };
}

function logsNext(signal: Signal<[string]>, seen: unknown[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    const [value] = yield* signal.next(self);
    seen.push(value, self.now);
  };
}
