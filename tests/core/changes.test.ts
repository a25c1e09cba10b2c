// SPDX-License-Identifier: MIT
import { take } from 'rxjs';
import { ArgumentError, LoopEndedError, type Task, type TaskScope } from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, createTestLoop } from './support/test-loop';

/** Runs a script that hears of changes, and gives what it heard. */
function hear(begin: (self: TaskScope, seen: unknown[]) => void) {
  const seen: unknown[] = [];
  const loop = createTestLoop(function* (self) {
    begin(self, seen);
    yield* self.sleep(1000);
  });
  return { loop, seen };
}

describe('TaskScope.changes', () => {
  it('begins with the present value, and emits each that differs, once a tick', () => {
    const door = { health: 3 };
    const { loop, seen } = hear((self, values) => {
      self.subscribe(self.changes(door, 'health'), (health) => values.push([health, self.now]));
    });

    loop.tick(1);
    door.health = 2;
    door.health = 1;
    loop.tick(1);
    loop.tick(1);

    expect(seen).toEqual([
      [3, 0],
      [1, 2],
    ]);
  });

  it('looks where predicates are asked: after the timers of the tick', () => {
    let value = 'before';
    const { loop, seen } = hear((self, values) => {
      self.subscribe(
        self.changes(() => value),
        (now) => values.push(now),
      );
      self.spawn(function* (task) {
        yield* task.sleep(1);
        value = 'within';
        values.push('timer');
      });
    });

    loop.tick(1);

    expect(seen).toEqual(['before', 'timer', 'within']);
  });

  it('knows NaN from a number and not from itself, and 0 from -0', () => {
    let value = NaN;
    const { loop, seen } = hear((self, values) => {
      self.subscribe(
        self.changes(() => value),
        (now) => values.push(now),
      );
    });

    for (const next of [NaN, 0, -0]) {
      value = next;
      loop.tick();
    }

    expect(seen).toEqual([NaN, 0, -0]);
  });

  it('takes a comparer for what is a new object at each look', () => {
    let x = 1;
    const equals = (before: { x: number }, now: { x: number }): boolean => before.x === now.x;
    const { loop, seen } = hear((self, values) => {
      self.subscribe(
        self.changes(() => ({ x }), { equals }),
        (now) => values.push(now.x),
      );
    });

    for (const next of [1, 2, 2]) {
      x = next;
      loop.tick();
    }

    expect(seen).toEqual([1, 2]);
  });

  it('stands still while its task is paused, and tells the last value then', () => {
    const door = { health: 3 };
    let child!: Task;
    const { loop, seen } = hear((self, values) => {
      child = self.spawn(function* (task) {
        yield* task.subscribe(task.changes(door, 'health'), (health) => values.push(health));
      });
    });
    loop.tick();

    child.pause();
    for (door.health = 2; door.health > 0; door.health -= 1) loop.tick();
    expect(seen).toEqual([3]);
    child.resume();
    loop.tick();

    expect(seen).toEqual([3, 0]);
  });

  it('completes when PuerTS says that the object is garbage', () => {
    const door = {
      isGarbage: false,
      get Health(): number {
        if (this.isGarbage) throw new Error('access a invalid object');
        return 5;
      },
    };
    const { loop, seen } = hear((self, values) => {
      self.subscribe(self.changes(door, 'Health'), {
        next: (health) => values.push(health),
        complete: () => values.push('complete'),
      });
    });

    door.isGarbage = true;
    loop.tick();

    expect(seen).toEqual([5, 'complete']);
    expect(loop.left().subscriptions).toBe(0);
  });

  it.each(['property', 'function'])('completes when an actor is no more, read by a %s', (way) => {
    const actor = { isValid: true, label: 'Door' };
    const { loop, seen } = hear((self, values) => {
      const labels =
        way === 'property' ? self.changes(actor, 'label') : self.changes(() => actor.label, { owner: actor });
      self.subscribe(labels, {
        next: (label) => values.push(label),
        complete: () => values.push('complete'),
      });
    });

    actor.isValid = false;
    actor.label = '';
    loop.tick();

    expect(seen).toEqual(['Door', 'complete']);
  });

  it('fails with what the function, or the comparer, throws', () => {
    let value = 1;
    const { loop, seen } = hear((self, values) => {
      const look = (): number => {
        if (value === 2) throw new Error('no value');
        return value;
      };
      const equals = (): boolean => {
        throw new Error('no comparison');
      };
      const error = (thrown: Error): unknown => values.push(thrown.message);
      self.subscribe(self.changes(look), { error });
      self.subscribe(
        self.changes(() => 0, { equals }),
        { error },
      );
    });

    value = 2;
    loop.tick();

    expect(seen).toEqual(['no value', 'no comparison']);
  });

  it('wakes in the same tick whoever waits for a value', () => {
    const door = { health: 3 };
    const { loop, seen } = hear((self, values) => {
      self.spawn(function* (task) {
        const stream = task.stream(task.changes(door, 'health'), { overflow: 'latest' });
        for (;;) values.push([(yield* stream.next()).value, task.now]);
      });
    });

    door.health = 2;
    loop.tick(1);

    expect(seen).toEqual([
      [3, 0],
      [2, 1],
    ]);
  });

  it('looks no more once nobody subscribes, and the loop rests', () => {
    let looks = 0;
    const { loop } = hear((self) => {
      self.subscribe(self.changes(() => (looks += 1)).pipe(take(2)));
    });
    for (let ticks = 0; ticks < 3; ticks += 1) loop.tick();
    const before = { looks, crossings: loop.crossings };

    for (let ticks = 0; ticks < 10; ticks += 1) loop.tick();

    expect({ looks, crossings: loop.crossings }).toEqual(before);
    expect(looks).toBe(2);
  });

  it.each([undefined, null, 'Health', 7])('refuses %p', (value) => {
    createTestLoop(function* (self) {
      expect(() => self.changes(value as never, 'Health' as never)).toThrow(ArgumentError);
      expect(() => self.changes(() => 1, { equals: 7 as never })).toThrow(ArgumentError);
    });
    expect.assertions(2);
  });

  it('is refused after the end of the loop', () => {
    let scope!: TaskScope;
    const loop = createTestLoop(function* (self) {
      scope = self;
    });
    loop.endPlay();

    expect(() => scope.changes(() => 1)).toThrow(LoopEndedError);
  });
});

describe.each(everyEnd())('TaskScope.changes at the end of its task (%s, %s)', (mode, _, ending) => {
  it('looks at nothing any more', async () => {
    let looks = 0;
    const seen: number[] = [];
    const made = await family(
      mode,
      function* subject(self) {
        self.changes(() => (looks += 1)).subscribe((look) => seen.push(look));
        yield* self.sleep(1000);
      },
      ending,
    );
    await made.loop.tickAsync();

    await ending.end(made);
    const before = { looks, seen: [...seen] };
    await made.loop.tickAsync();

    expect({ looks, seen }).toEqual(before);
    expect(made.loop.left()).toEqual(NOTHING);
  });
});

describe.each(MODES)('TaskScope.changes in a coroutine (%s)', (mode) => {
  it('is looked at in each tick, promise jobs or not', async () => {
    let value = 0;
    const seen: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.subscribe(
          self.changes(() => value),
          (now) => seen.push(now),
        );
        for (;;) {
          yield* self.nextTick();
          value += 1;
        }
      }),
    );

    for (let ticks = 0; ticks < 3; ticks += 1) await loop.tickAsync(1);

    expect(seen).toEqual([0, 1, 2, 3]);
  });
});
