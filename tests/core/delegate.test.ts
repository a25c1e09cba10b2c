// SPDX-License-Identifier: MIT
import {
  ArgumentError,
  ChannelClosedError,
  DelegateTakenError,
  LoopEndedError,
  ObjectEndedError,
  ScopeClosedError,
  type DelegateEvents,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { FakeDoor, FakeEngine, FakeMulticast, FakeUnicast } from './support/fake-delegates';
import { ENDINGS, MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs } from './support/test-loop';

describe.each(MODES)('DelegateEvents.next (%s)', (mode) => {
  it('gives the values of the next call, in the tick of its own loop', async () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = await play(as(mode, logsNext(door, seen)));
    await loop.tickAsync(1);

    door.raw.Broadcast('cat', 1);
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual(['cat', 1, 1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on in the same tick when the own tick made the call', async () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.spawn(as(mode, logsNext(door, seen)));
        yield* self.sleep(0.25);
        door.raw.Broadcast('dog', 2);
        seen.push('caller goes on');
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['caller goes on', 'dog', 2, 0.25]);
  });

  it('counts from the moment it is made', async () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stored = self.delegate(door, 'OnOpened').next();
        door.raw.Broadcast('first', 1);
        door.raw.Broadcast('second', 2);
        yield* self.sleep(1);
        seen.push(...(yield* stored));
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['first', 1]);
  });

  it('rejects when the owner ends, after what the owner said as it ended', async () => {
    const world = new TestWorld();
    const engine = new FakeEngine(world);
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = world.begin(
      as(mode, function* (self) {
        const opened = self.delegate(door, 'OnOpened');
        seen.push(...(yield* opened.next()));
        try {
          yield* opened.next();
        } catch (error) {
          seen.push(error);
        }
      }),
    );
    await promiseJobs();

    engine.end(door);
    door.raw.Broadcast('last breath', 0);
    door.markAsGarbage();
    for (let ticks = 0; ticks < 3; ticks += 1) await loop.tickAsync(1);

    expect(seen).toEqual(['last breath', 0, expect.any(ObjectEndedError)]);
    expect((seen[2] as Error).message).toBe(
      'Expected a live object behind delegate "OnOpened", but it has ended',
    );
    expect(world.left()).toEqual(NOTHING);
    expect(engine.watched.size).toBe(0);
  });

  it('is refused for an owner that has ended', async () => {
    const world = new TestWorld();
    const engine = new FakeEngine(world);
    const [ended, garbage] = [new FakeDoor(), new FakeDoor()];
    const seen: unknown[] = [];
    engine.end(ended);
    garbage.markAsGarbage();

    world.begin(
      as(mode, function* (self) {
        for (const door of [ended, garbage]) {
          try {
            yield* self.delegate(door, 'OnOpened').next();
          } catch (error) {
            seen.push(error);
          }
        }
      }),
    );
    await promiseJobs();

    expect(seen).toEqual([expect.any(ObjectEndedError), expect.any(ObjectEndedError)]);
    expect(ended.raw.adds).toBe(0);
    expect(world.left()).toEqual(NOTHING);
  });

  it('loses its race quietly, and the delegate stays bound for the next wait', async () => {
    const door = new FakeDoor();
    const loop = await play(
      as(mode, function* (self) {
        const opened = self.delegate(door, 'OnOpened');
        for (let round = 0; round < 3; round += 1) yield* self.race([opened.next(), self.sleep(1)]);
        yield* self.sleep(10);
      }),
    );

    for (let ticks = 0; ticks < 4; ticks += 1) await loop.tickAsync(1);

    expect(door.raw).toMatchObject({ adds: 1, removes: 0 });
  });

  it('binds once, however many waits there are: no growth over 10,000', async () => {
    const door = new FakeDoor();
    let heard = 0;
    const loop = await play(
      as(mode, function* (self) {
        for (;;) {
          yield* self.delegate(door, 'OnOpened').next();
          heard += 1;
        }
      }),
    );

    for (let round = 0; round < 10_000; round += 1) {
      door.raw.Broadcast('cat', round);
      if (mode === 'generator') loop.tick();
      else await loop.tickAsync();
    }
    loop.endPlay();

    expect(heard).toBe(10_000);
    expect(door.raw).toMatchObject({ adds: 1, removes: 1, bound: [] });
  });

  it('crosses no tick while it waits', async () => {
    const door = new FakeDoor();
    const loop = await play(as(mode, logsNext(door, [])));
    await loop.tickAsync(1);
    const before = loop.crossings;

    for (let ticks = 0; ticks < 100; ticks += 1) await loop.tickAsync(1);

    expect(loop.crossings).toBe(before);
  });
});

describe.each(everyEnd())('DelegateEvents at the end of its task (%s, %s)', (mode, _, ending) => {
  it('is unbound, and hears nothing any more', async () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const made = await family(
      mode,
      function* subject(self) {
        const opened = self.delegate(door, 'OnOpened');
        opened.on((who) => seen.push(who));
        self.inlet(opened.asObservable()).subscribe(([who]) => seen.push(who));
        yield* opened.next();
        seen.push('never');
      },
      ending,
    );
    await made.loop.tickAsync();
    expect(door.raw.bound).toHaveLength(1);

    await ending.end(made);
    door.raw.Broadcast('too late', 1);
    await made.loop.tickAsync();

    expect(seen).toEqual([]);
    expect(door.raw).toMatchObject({ adds: 1, removes: 1, bound: [] });
    expect(made.loop.left()).toEqual(NOTHING);
  });

  it('does not mind an owner that is garbage', async () => {
    const door = new FakeDoor();
    const made = await family(
      mode,
      function* subject(self) {
        yield* self.delegate(door, 'OnOpened').next();
      },
      ending,
    );

    door.markAsGarbage();
    await ending.end(made);

    expect(made.loop.world.events('teardown.failed')).toEqual([]);
    expect(made.loop.left()).toEqual(NOTHING);
  });
});

describe.each(everyEnd(ENDINGS.filter(({ endsPlay }) => endsPlay)))(
  'DelegateEvents at the end of play (%s, %s)',
  (mode, _, ending) => {
    it('hears nothing of what its own cleanups call', async () => {
      const door = new FakeDoor();
      const seen: unknown[] = [];
      const made = await family(
        mode,
        function* subject(self) {
          self
            .delegate(door, 'OnOpened')
            .asObservable()
            .subscribe(([who]) => seen.push(who));
          try {
            yield* self.sleep(1000);
          } finally {
            door.raw.Broadcast('cleanup', 1);
          }
        },
        ending,
      );

      await ending.end(made);
      await made.loop.tickAsync();

      expect(seen).toEqual([]);
      expect(door.raw.bound).toEqual([]);
    });
  },
);

describe('TaskScope.delegate', () => {
  it('binds one function for a task, and another for its child', () => {
    const door = new FakeDoor();
    const loop = createTestLoop(function* (self) {
      const handles = [1, 2, 3].map(() => self.delegate(door, 'OnOpened'));
      for (const each of handles) each.on(() => undefined);
      self.delegate(door.OnOpened).asObservable().subscribe();
      self.spawn(function* child(task) {
        yield* task.delegate(door.OnOpened).next();
      });
      yield* handles[0]!.next();
    });

    expect(door.raw.adds).toBe(2);
    loop.endPlay();
    expect(door.raw.bound).toEqual([]);
  });

  it('binds nothing until somebody listens', () => {
    const door = new FakeDoor();
    createTestLoop(function* (self) {
      const opened = self.delegate(door, 'OnOpened');
      opened.asObservable();
      expect(opened.isBound).toBe(false);
    });

    expect(door.raw.adds).toBe(0);
  });

  it('keeps eight bound that nobody listens to, and unbinds the one that was left first', () => {
    const doors = Array.from({ length: 12 }, () => new FakeDoor());
    const loop = createTestLoop(function* (self) {
      for (const door of doors) yield* self.delegate(door, 'OnOpened').next();
      yield* self.sleep(1000);
    });

    for (const door of doors) {
      door.raw.Broadcast('cat', 1);
      loop.tick();
    }

    expect(doors.map(({ raw }) => raw.bound.length)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(loop.left().subscriptions).toBe(8);
  });

  it('binds again what was unbound', () => {
    const door = new FakeDoor();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      const opened = self.delegate(door, 'OnOpened');
      for (let round = 0; round < 2; round += 1) {
        const [who] = yield* opened.next();
        seen.push(who);
        opened.close();
      }
    });

    for (const who of ['first', 'second']) {
      door.raw.Broadcast(who, 1);
      loop.tick();
    }

    expect(seen).toEqual(['first', 'second']);
    expect(door.raw).toMatchObject({ adds: 2, removes: 2 });
  });

  it('tells whoever waits when it is closed', () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const opened = self.delegate(door, 'OnOpened');
      self.subscribe(opened.asObservable(), { complete: () => seen.push('complete') });
      const wait = opened.next();
      opened.close();
      try {
        yield* wait;
      } catch (error) {
        seen.push(error);
      }
    });
    loop.tick();

    expect(seen).toEqual(expect.arrayContaining(['complete', expect.any(ChannelClosedError)]));
    expect(loop.left()).toEqual(NOTHING);
  });

  it.each([undefined, null, 7, {}, { Add: () => undefined }, { Bind: () => undefined }])(
    'refuses %p, which is no delegate',
    (value) => {
      createTestLoop(function* (self) {
        expect(() => self.delegate(value as never)).toThrow(ArgumentError);
        expect(() => self.delegate({ value } as never, 'value' as never)).toThrow(ArgumentError);
      });
      expect.assertions(2);
    },
  );

  it('is refused after the end of its task, and of its loop', () => {
    const door = new FakeDoor();
    let main!: TaskScope;
    let child!: TaskScope;
    let handle!: DelegateEvents<[who: string, count: number]>;
    const loop = createTestLoop(function* (self) {
      main = self;
      handle = self.delegate(door, 'OnOpened');
      yield* self.spawn(function* (task) {
        child = task;
      });
      yield* self.sleep(1000);
    });
    loop.tick();

    expect(() => child.delegate(door, 'OnOpened')).toThrow(ScopeClosedError);
    loop.endPlay();
    expect(() => main.delegate(door, 'OnOpened')).toThrow(LoopEndedError);
    expect(() => handle.next()).toThrow(LoopEndedError);
    expect(() => handle.on(() => undefined)).toThrow(LoopEndedError);
    expect(door.raw.adds).toBe(0);
  });

  it('keeps what comes for a paused task', () => {
    const door = new FakeDoor();
    const seen: string[] = [];
    let child!: Task;
    const loop = createTestLoop(function* (self) {
      child = self.spawn(function* (task) {
        yield* task.delegate(door, 'OnOpened').on((who) => seen.push(who));
      });
      yield* self.sleep(1000);
    });

    child.pause();
    door.raw.Broadcast('kept', 1);
    loop.tick();
    expect(seen).toEqual([]);
    child.resume();
    loop.tick();

    expect(seen).toEqual(['kept']);
  });

  it('counts each call for a handler, in order', () => {
    const door = new FakeDoor();
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self.delegate(door, 'OnOpened').on((who, count) => seen.push([who, count, self.now]));
      yield* self.sleep(1000);
    });
    loop.tick(1);

    for (const count of [1, 2, 3]) door.raw.Broadcast('cat', count);
    expect(seen).toEqual([]);
    loop.tick(1);

    expect(seen).toEqual([1, 2, 3].map((count) => ['cat', count, 1]));
  });

  it('completes streams and ends handlers when the owner ends, without a word', () => {
    const world = new TestWorld();
    const engine = new FakeEngine(world);
    const door = new FakeDoor();
    const seen: string[] = [];
    const loop = world.begin(function* (self) {
      const opened = self.delegate(door, 'OnOpened');
      const handled = opened.on((who) => seen.push(who));
      self.subscribe(opened.asObservable(), { complete: () => seen.push('complete') });
      yield* handled;
      seen.push('handler over');
    });
    engine.end(door);
    door.raw.Broadcast('last breath', 0);
    loop.tick();
    loop.tick();

    expect(seen).toEqual(['last breath', 'handler over', 'complete']);
    expect(door.raw.bound).toEqual([]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('finds out of the owner of a delegate that was bound without', () => {
    const world = new TestWorld();
    const engine = new FakeEngine(world);
    const door = new FakeDoor();
    world.begin(function* (self) {
      const wait = self.delegate(door.OnOpened).next();
      self.delegate(door, 'OnOpened');
      yield* wait;
    });

    expect(engine.watched.size).toBe(1);
  });
});

describe('a delegate with one place', () => {
  it('is bound at the first wait and unbound at the end', () => {
    const door = new FakeDoor();
    const seen: string[] = [];
    const loop = createTestLoop(function* (self) {
      for (;;) seen.push(...(yield* self.delegate(door, 'onAsked').next()));
    });

    for (const question of ['who?', 'why?']) {
      door.onAsked.Execute(question);
      loop.tick();
    }
    loop.endPlay();

    expect(seen).toEqual(['who?', 'why?']);
    expect(door.onAsked).toMatchObject({ binds: 1, unbinds: 1, bound: null });
  });

  it('is refused while somebody else has it', () => {
    const [ofTask, ofBlueprint] = [new FakeUnicast(), new FakeUnicast()];
    const blueprint = (): void => undefined;
    ofBlueprint.Bind(blueprint);
    const refusals: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* holder(task) {
        yield* task.delegate(ofTask).next();
      });
      yield* self.sleep(1);
      for (const delegate of [ofTask, ofBlueprint]) {
        try {
          yield* self.delegate(delegate, { name: 'OnAsked' }).next();
        } catch (error) {
          refusals.push(error);
        }
      }
    });
    loop.tick(1);

    expect(refusals).toEqual([expect.any(DelegateTakenError), expect.any(DelegateTakenError)]);
    expect((refusals[0] as Error).message).toBe(
      'Expected a free place in delegate "OnAsked", which has one only, but task "holder" has it',
    );
    expect(ofBlueprint.bound).toBe(blueprint);
  });

  it('goes to the next who wants it when nobody listens', () => {
    const delegate = new FakeUnicast<[number]>();
    const seen: number[] = [];
    const loop = createTestLoop(function* (self) {
      self.spawn(function* first(task) {
        seen.push(...(yield* task.delegate(delegate).next()));
        yield* task.sleep(1000);
      });
      self.spawn(function* second(task) {
        yield* task.sleep(1);
        seen.push(...(yield* task.delegate(delegate).next()));
      });
    });

    delegate.Execute(1);
    loop.tick(1);
    delegate.Execute(2);
    loop.tick(1);

    expect(seen).toEqual([1, 2]);
    expect(delegate.bound).toBeNull();
  });
});

it('a broadcast that goes over a copy reaches no function that was unbound meanwhile', () => {
  const delegate = new FakeMulticast<[number]>();
  const seen: string[] = [];
  const loop = createTestLoop(function* (self) {
    const second = self.spawn(function* second(task) {
      yield* task.delegate(delegate).on(() => seen.push('second'));
    });
    yield* self.nextTick();
    delegate.Add(() => second.cancel());
    delegate.bound.reverse();
    delegate.Broadcast(1);
  });

  loop.tick();

  expect(seen).toEqual([]);
  expect(loop.left()).toEqual(NOTHING);
});

function logsNext(
  door: FakeDoor,
  seen: unknown[],
): (self: TaskScope) => Generator<Wait<unknown>, void, never> {
  return function* logsNext(self) {
    const [who, count] = yield* self.delegate(door, 'OnOpened').next();
    seen.push(who, count, self.now);
  };
}
