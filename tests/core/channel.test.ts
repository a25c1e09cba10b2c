// SPDX-License-Identifier: MIT
import { Subject } from 'rxjs';
import {
  ArgumentError,
  Channel,
  ChannelClosedError,
  ChannelFullError,
  LoopEndedError,
  OwnerEndedError,
  ScopeClosedError,
  TaskCancelledError,
  type ChannelOptions,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { MODES, as, everyEnd, family, play } from './support/modes';
import { NOTHING, TestWorld, createTestLoop, promiseJobs, type TestLoop } from './support/test-loop';

const MANY = 10_000;

describe.each(MODES)('Channel.receive (%s)', (mode) => {
  it('gives what was sent, in order', async () => {
    const channel = new Channel<number>();
    const seen: number[] = [];
    for (const value of [1, 2, 3]) channel.trySend(value);

    const loop = await play(
      as(mode, function* (self) {
        for (let count = 0; count < 3; count += 1) seen.push(yield* channel.receive(self));
      }),
    );

    expect(seen).toEqual([1, 2, 3]);
    expect(channel.size).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('waits for a value of its own loop, and goes on at its time', async () => {
    const channel = new Channel<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.spawn(as(mode, logsOne(channel, seen)));
        yield* self.sleep(0.25);
        channel.trySend('value');
        seen.push('sender goes on');
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['sender goes on', 'value', 0.25]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('goes on in its own tick with what another loop, or nobody’s code, sends', async () => {
    const world = new TestWorld();
    const channel = new Channel<string>();
    const seen: unknown[] = [];
    const receiver = world.begin(
      as(mode, function* (self) {
        for (;;) seen.push(yield* channel.receive(self), self.now);
      }),
    );
    await promiseJobs();
    await receiver.tickAsync(1);
    const sender = world.begin(function* (self) {
      yield* self.sleep(5);
      channel.trySend('from a loop');
    });

    await sender.tickAsync(5);
    expect(seen).toEqual([]);
    await receiver.tickAsync(1);
    channel.trySend('from outside');
    await promiseJobs();
    await receiver.tickAsync(1);

    expect(seen).toEqual(['from a loop', 1, 'from outside', 2]);
  });

  it('gives each value to one receiver, in the order they came', async () => {
    const channel = new Channel<number>();
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (const name of ['a', 'b', 'c']) {
          self.spawn(
            as(mode, function* (task) {
              seen.push(`${name}${yield* channel.receive(task)}`);
            }),
          );
        }
        yield* self.sleep(1);
        for (const value of [1, 2, 3]) channel.trySend(value);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['a1', 'b2', 'c3']);
  });

  it('takes what a stream handler sends', async () => {
    const source = new Subject<number>();
    const channel = new Channel<number>();
    const seen: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.subscribe(source, (value) => channel.trySend(value));
        for (;;) seen.push(yield* channel.receive(self));
      }),
    );

    source.next(1);
    source.next(2);
    await loop.tickAsync();
    await loop.tickAsync();

    expect(seen).toEqual([1, 2]);
  });

  it.each(everyEnd().filter(([of]) => of === mode))('gives its place up (%s, %s)', async (_, __, ending) => {
    const channel = new Channel<string>();
    const seen: unknown[] = [];
    const scene = await family(mode, logsOne(channel, seen), ending);
    expect(channel.waitingReceivers).toBe(1);

    await ending.end(scene);
    channel.trySend('kept');

    expect(channel.waitingReceivers).toBe(0);
    expect(channel.size).toBe(1);
    expect(seen).toEqual([]);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it.each(everyEnd().filter(([of]) => of === mode))(
    'loses no value that came at the same moment (%s, %s)',
    async (_, __, ending) => {
      const channel = new Channel<number>();
      const seen: unknown[] = [];
      const scene = await family(mode, logsOne(channel, seen), ending);

      channel.trySend(1);
      channel.trySend(2);
      await ending.end(scene);

      // A timeout fires in the tick in which the value had its turn.
      expect([channel.tryReceive(), channel.tryReceive()]).toEqual(
        ending.name === 'timeout' ? [2, undefined] : [1, 2],
      );
      expect(scene.loop.left()).toEqual(NOTHING);
    },
  );

  it.each([
    ['the order they came', [0, 1, 2]],
    ['the opposite order', [2, 1, 0]],
    ['any order', [1, 0, 2]],
    ['any other order', [1, 2, 0]],
  ])('puts values back in their order when receivers are cancelled in %s', async (_, order) => {
    const channel = new Channel<number>();
    const loop = await play(
      as(mode, function* (self) {
        const tasks = [0, 1, 2].map(() => self.spawn(as(mode, logsOne(channel, []))));
        yield* self.sleep(1);
        for (const value of [1, 2, 3, 4]) channel.trySend(value);
        for (const place of order) tasks[place]!.cancel();
      }),
    );

    await loop.tickAsync(1);

    expect(drain(channel)).toEqual([1, 2, 3, 4]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives a value that was given back to the next who waits', async () => {
    const channel = new Channel<number>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const first = self.spawn(as(mode, logsOne(channel, seen)));
        self.spawn(as(mode, logsOne(channel, seen)));
        yield* self.sleep(1);
        channel.trySend(1);
        first.cancel();
        channel.trySend(2);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual([1, 1]);
    expect(drain(channel)).toEqual([2]);
  });

  it('gives its place back when it loses a race', async () => {
    const channel = new Channel<string>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const won = yield* self.race({ value: channel.receive(self), time: self.sleep(1) });
        seen.push(won.key, channel.waitingReceivers);
      }),
    );

    await loop.tickAsync(1);
    channel.trySend('kept');

    expect(seen).toEqual(['time', 0]);
    expect(drain(channel)).toEqual(['kept']);
  });

  it('gives a value back whose race was decided before it was looked at', async () => {
    const channel = new Channel<string>();
    channel.trySend('kept');
    const seen: unknown[] = [];
    await play(
      as(mode, function* (self) {
        seen.push((yield* self.race({ none: self.ticks(0), value: channel.receive(self) })).key);
      }),
    );

    expect(seen).toEqual(['none']);
    expect(drain(channel)).toEqual(['kept']);
  });

  it('loses no value whose winner was cancelled in the same step', async () => {
    const channel = new Channel<string>();
    const seen: unknown[] = [];
    let racer!: Task;
    const loop = await play(
      as(mode, function* (self) {
        racer = self.spawn(
          as(mode, function* (task) {
            seen.push(yield* task.race([channel.receive(task), task.sleep(5)]));
          }),
        );
        yield* self.sleep(1);
        channel.trySend('kept');
        racer.cancel();
      }),
    );

    await loop.tickAsync(1);

    // An async function that awaits a group has the value once the group is over.
    expect([...seen, ...drain(channel)]).toEqual(['kept']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives the same value to nobody twice, also if it is awaited again after a lost race', async () => {
    const channel = new Channel<number>();
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        const stored = channel.receive(self);
        channel.trySend(1);
        yield* self.race([self.ticks(0), stored]);
        seen.push(channel.tryReceive());
        channel.trySend(2);
        seen.push(yield* stored);
      }),
    );

    expect(seen).toEqual([1, 2]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('that was never awaited gives its value back when its task is over', async () => {
    const channel = new Channel<number>();
    const loop = await play(
      as(mode, function* (self) {
        channel.receive(self);
        yield* self.sleep(1);
      }),
    );
    channel.trySend(1);
    expect(channel.size).toBe(0);

    await loop.tickAsync(1);

    expect(drain(channel)).toEqual([1]);
  });

  it(`serves ${MANY} who wait, in order`, async () => {
    const channel = new Channel<number>({ capacity: 0 });
    const order: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let number = 0; number < MANY; number += 1) {
          self.spawn(
            as(mode, function* (task) {
              order.push(`${number}:${yield* channel.receive(task)}`);
            }),
          );
        }
        yield* self.until(() => channel.waitingReceivers === MANY);
        for (let number = 0; number < MANY; number += 1) yield* channel.send(self, number);
      }),
    );

    await loop.advanceAsync(0.5);

    expect(order).toEqual(Array.from({ length: MANY }, (_, place) => `${place}:${place}`));
    expect(loop.left()).toEqual(NOTHING);
  });

  it(`takes ${MANY} values back in order, whatever the order of the cancels`, async () => {
    const channel = new Channel<number>({ capacity: Infinity });
    const tasks: Task[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let number = 0; number < MANY; number += 1) {
          tasks.push(self.spawn(as(mode, logsOne(channel, []))));
        }
        yield* self.until(() => channel.waitingReceivers === MANY);
        for (let number = 0; number < MANY; number += 1) channel.trySend(number);
        for (let place = 0; place < MANY; place += 1) tasks[place]!.cancel();
      }),
    );

    await loop.advanceAsync(0.5);

    expect(drain(channel)).toEqual(Array.from({ length: MANY }, (_, place) => place));
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe.each(MODES)('Channel.send (%s)', (mode) => {
  it('goes on at once while there is room, else when there is', async () => {
    const channel = new Channel<number>({ capacity: 2 });
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let value = 1; value <= 4; value += 1) {
          yield* channel.send(self, value);
          seen.push(`${value} at ${self.now}`);
        }
      }),
    );
    expect(seen).toEqual(['1 at 0', '2 at 0']);
    await loop.tickAsync(1);

    expect(drain(channel)).toEqual([1, 2, 3]);
    await loop.tickAsync(1);
    expect(drain(channel)).toEqual([4]);

    expect(seen.slice(2)).toEqual(['3 at 1', '4 at 1']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('meets its receiver where the channel keeps nothing', async () => {
    const channel = new Channel<string>({ capacity: 0 });
    const seen: string[] = [];
    const loop = await play(
      as(mode, function* (self) {
        self.spawn(
          as(mode, function* (task) {
            yield* channel.send(task, 'value');
            seen.push(`sent at ${task.now}`);
          }),
        );
        yield* self.sleep(0.5);
        seen.push(yield* channel.receive(self));
      }),
    );
    expect(channel.size).toBe(0);

    await loop.tickAsync(1);

    expect(seen.sort()).toEqual(['sent at 0.5', 'value']);
    expect(channel.trySend('nobody')).toBe(false);
  });

  it.each(everyEnd().filter(([of]) => of === mode))('does not send (%s, %s)', async (_, __, ending) => {
    const channel = new Channel<string>({ capacity: 0 });
    const scene = await family(
      mode,
      function* (self) {
        yield* channel.send(self, 'never');
      },
      ending,
    );
    expect(channel.waitingSenders).toBe(1);

    await ending.end(scene);

    expect(channel.waitingSenders).toBe(0);
    expect(drain(channel)).toEqual([]);
    expect(scene.loop.left()).toEqual(NOTHING);
  });

  it('does not send when it loses a race', async () => {
    const channel = new Channel<string>({ capacity: 1 });
    channel.trySend('first');
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        seen.push((yield* self.race({ sent: channel.send(self, 'never'), time: self.sleep(1) })).key);
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['time']);
    expect(drain(channel)).toEqual(['first']);
  });

  it('keeps what was taken in, whatever becomes of its sender', async () => {
    const channel = new Channel<string>({ capacity: 0 });
    let sender!: Task;
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        sender = self.spawn(
          as(mode, function* (task) {
            yield* channel.send(task, 'taken');
          }),
        );
        yield* self.sleep(1);
        seen.push(channel.tryReceive());
        sender.cancel();
      }),
    );

    await loop.tickAsync(1);

    expect(seen).toEqual(['taken']);
    expect(sender.state).toBe('cancelled');
  });

  it('rejects where the policy is an error and there is no room', async () => {
    const channel = new Channel<number>({ capacity: 1, overflow: 'error', name: 'orders' });
    const seen: unknown[] = [];
    await play(
      as(mode, function* (self) {
        yield* channel.send(self, 1);
        try {
          yield* channel.send(self, 2);
        } catch (error) {
          seen.push(error);
        }
      }),
    );

    expect(seen).toEqual([expect.any(ChannelFullError)]);
    expect(seen[0]).toMatchObject({
      code: 'CHANNEL_FULL',
      message: 'Expected room in channel "orders", but all 1 places are taken',
    });
    expect(drain(channel)).toEqual([1]);
  });

  it(`lets ${MANY} wait, and be cancelled`, async () => {
    const channel = new Channel<number>({ capacity: 0 });
    const tasks: Task[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let number = 0; number < MANY; number += 1) {
          tasks.push(
            self.spawn(
              as(mode, function* (task) {
                yield* channel.send(task, number);
              }),
            ),
          );
        }
      }),
    );
    await loop.advanceAsync(0.1);
    expect(channel.waitingSenders).toBe(MANY);

    for (let place = 1; place < MANY; place += 2) tasks[place]!.cancel();
    await promiseJobs();

    expect(drain(channel)).toEqual(Array.from({ length: MANY / 2 }, (_, place) => place * 2));
    await loop.advanceAsync(0.1);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Channel overflow', () => {
  it.each<[NonNullable<ChannelOptions['overflow']>, number[], boolean[], number]>([
    ['block', [1, 2], [true, true, false, false], 0],
    ['drop-oldest', [3, 4], [true, true, true, true], 2],
    ['drop-newest', [1, 2], [true, true, false, false], 2],
    ['error', [1, 2], [true, true, false, false], 0],
  ])('%s keeps %j', (overflow, kept, answers, dropped) => {
    const channel = new Channel<number>({ capacity: 2, overflow });

    const answered = [1, 2, 3, 4].map((value) => channel.trySend(value));

    expect(answered).toEqual(answers);
    expect(drain(channel)).toEqual(kept);
    expect(channel.dropped).toBe(dropped);
  });

  it.each<NonNullable<ChannelOptions['overflow']>>(['drop-oldest', 'drop-newest'])(
    '%s never makes a sender wait',
    (overflow) => {
      const channel = new Channel<number>({ capacity: 1, overflow });
      const seen: number[] = [];

      createTestLoop(function* (self) {
        for (let value = 1; value <= 3; value += 1) {
          yield* channel.send(self, value);
          seen.push(value);
        }
      });

      expect(seen).toEqual([1, 2, 3]);
      expect(channel.dropped).toBe(2);
    },
  );

  it.each<NonNullable<ChannelOptions['overflow']>>(['drop-oldest', 'drop-newest'])(
    '%s drops everything where nothing is kept and nobody receives',
    (overflow) => {
      const channel = new Channel<number>({ capacity: 0, overflow });

      expect([channel.trySend(1), channel.trySend(2)]).toEqual([false, false]);

      expect(channel.dropped).toBe(2);
      expect(channel.size).toBe(0);
    },
  );

  it('drops nothing that a receiver waits for', () => {
    const channel = new Channel<number>({ capacity: 0, overflow: 'drop-newest' });
    const seen: unknown[] = [];
    const loop = createTestLoop(logsOne(channel, seen));

    channel.trySend(1);
    loop.tick();

    expect(seen).toEqual([1, 0]);
    expect(channel.dropped).toBe(0);
  });

  it('keeps 16 values where nothing is said', () => {
    const channel = new Channel<number>();

    let count = 0;
    while (channel.trySend(count)) count += 1;

    expect(count).toBe(16);
  });
});

describe.each(MODES)('Channel.close (%s)', (mode) => {
  it('lets receivers have what is there, then rejects', async () => {
    const channel = new Channel<number>({ name: 'orders' });
    for (const value of [1, 2]) channel.trySend(value);
    channel.close();
    const seen: unknown[] = [];

    await play(
      as(mode, function* (self) {
        for (let count = 0; count < 3; count += 1) {
          try {
            seen.push(yield* channel.receive(self));
          } catch (error) {
            seen.push(error);
          }
        }
      }),
    );

    expect(seen).toEqual([1, 2, expect.any(ChannelClosedError)]);
    expect(seen[2]).toMatchObject({
      code: 'CHANNEL_CLOSED',
      message: 'Expected an open channel "orders", but it is closed',
      cause: undefined,
    });
  });

  it('rejects those who wait, each in its own tick, with the reason', async () => {
    const channel = new Channel<number>({ capacity: 0 });
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* channel.receive(self);
        } catch (error) {
          seen.push(error, self.now);
        }
      }),
    );
    await loop.tickAsync(1);
    const reason = new Error('line broke');

    channel.close(reason);
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual([expect.any(ChannelClosedError), 1]);
    expect((seen[0] as ChannelClosedError).cause).toBe(reason);
    expect(channel.waitingReceivers).toBe(0);
  });

  it('refuses senders, those who wait and those who come', async () => {
    const channel = new Channel<number>({ capacity: 0 });
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        for (let count = 0; count < 2; count += 1) {
          try {
            yield* channel.send(self, count);
          } catch (error) {
            seen.push(error);
          }
        }
      }),
    );

    channel.close();
    await loop.tickAsync(1);

    expect(seen).toEqual([expect.any(ChannelClosedError), expect.any(ChannelClosedError)]);
    expect(channel.trySend(3)).toBe(false);
    expect([channel.size, channel.waitingSenders, channel.dropped]).toEqual([0, 0, 0]);
  });

  it('is idempotent: the first reason stays', async () => {
    const channel = new Channel<number>();
    channel.close('first');
    channel.close('second');
    const seen: unknown[] = [];

    await play(
      as(mode, function* (self) {
        try {
          yield* channel.receive(self);
        } catch (error) {
          seen.push((error as ChannelClosedError).cause);
        }
      }),
    );

    expect(seen).toEqual(['first']);
    expect(channel.isClosed).toBe(true);
  });

  it('leaves a value that comes back to those who drain', async () => {
    const channel = new Channel<number>();
    let receiver!: Task;
    const loop = await play(
      as(mode, function* (self) {
        receiver = self.spawn(as(mode, logsOne(channel, [])));
        yield* self.sleep(1);
        channel.trySend(1);
        channel.close();
        receiver.cancel();
      }),
    );

    await loop.tickAsync(1);

    expect(drain(channel)).toEqual([1]);
  });
});

describe.each(MODES)('Channel owner (%s)', (mode) => {
  it.each<[string, (owner: TestOwner) => void, new (...values: never[]) => Error]>([
    ['ends play', ({ loop }) => loop.endPlay('level-transition'), OwnerEndedError],
    ['is cancelled', ({ task }) => task.cancel('enough'), TaskCancelledError],
    ['succeeds', ({ loop }) => loop.tick(1), ScopeClosedError],
  ])('that %s is told to all who wait, and to all who come', async (_, end, expected) => {
    const world = new TestWorld();
    const owner = beginOwner(world);
    const empty = new Channel<number>({ owner: owner.scope });
    const full = new Channel<number>({ capacity: 0, owner: owner.scope });
    const seen: unknown[] = [];
    const receiver = world.begin(
      as(
        mode,
        logsErrors((self) => empty.receive(self), seen),
      ),
    );
    const sender = world.begin(
      as(
        mode,
        logsErrors((self) => full.send(self, 1), seen),
      ),
    );
    await promiseJobs();

    end(owner);
    await promiseJobs();
    expect(seen).toEqual([]);
    await receiver.tickAsync(1);
    await sender.tickAsync(1);

    expect(seen).toEqual(Array.from({ length: 4 }, () => expect.any(expected) as unknown));
    expect([empty.isClosed, empty.trySend(1), full.waitingSenders]).toEqual([true, false, 0]);
    owner.loop.endPlay();
  });

  it('that ends drops what nobody received', async () => {
    const world = new TestWorld();
    const owner = beginOwner(world);
    const channel = new Channel<number>({ owner: owner.scope });
    channel.trySend(1);

    owner.loop.endPlay();

    expect([channel.size, channel.tryReceive()]).toEqual([0, undefined]);
  });

  it('that ends does not matter to a channel closed before', async () => {
    const world = new TestWorld();
    const owner = beginOwner(world);
    const channel = new Channel<number>({ owner: owner.scope });
    channel.trySend(1);
    channel.close();

    owner.loop.endPlay();

    expect(drain(channel)).toEqual([1]);
  });
});

describe('Channel.values', () => {
  it('is what for await goes over, until the channel is closed', async () => {
    const channel = new Channel<number>();
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      for await (const value of channel.values(self)) seen.push(value, self.now);
      seen.push('over');
    });
    await promiseJobs();

    channel.trySend(1);
    await loop.tickAsync(1);
    channel.trySend(2);
    channel.trySend(3);
    channel.close();
    await loop.tickAsync(1);

    expect(seen).toEqual([1, 0, 2, 1, 3, 1, 'over']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('may be left, and takes nothing more', async () => {
    const channel = new Channel<number>();
    for (const value of [1, 2, 3]) channel.trySend(value);
    const loop = createTestLoop(async (self) => {
      for await (const value of channel.values(self)) if (value === 2) break;
    });
    await promiseJobs();

    expect(drain(channel)).toEqual([3]);
    expect(channel.waitingReceivers).toBe(0);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is gone over in a generator with next()', () => {
    const channel = new Channel<number>();
    for (const value of [1, 2]) channel.trySend(value);
    const seen: unknown[] = [];
    const loop = createTestLoop(function* (self) {
      const values = channel.values(self);
      for (let step = yield* values.next(); step.done !== true; step = yield* values.next()) {
        seen.push(step.value);
      }
      seen.push('over');
    });

    channel.close();
    loop.tick();

    expect(seen).toEqual([1, 2, 'over']);
  });

  it('throws what the channel was closed with', async () => {
    const channel = new Channel<number>();
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      try {
        for await (const value of channel.values(self)) seen.push(value);
      } catch (error) {
        seen.push((error as ChannelClosedError).cause);
      }
    });
    await promiseJobs();
    const reason = new Error('line broke');

    channel.trySend(1);
    channel.close(reason);
    await loop.tickAsync();
    await loop.tickAsync();

    expect(seen).toEqual([1, reason]);
  });

  it('ends with its task, which loses no value', async () => {
    const channel = new Channel<number>();
    const seen: unknown[] = [];
    const loop = createTestLoop(async (self) => {
      try {
        for await (const value of channel.values(self)) seen.push(value);
      } finally {
        seen.push(self.task.cancelReason);
      }
    });
    await promiseJobs();

    channel.trySend(1);
    loop.endPlay('quit');
    await promiseJobs();

    expect(seen).toEqual(['quit']);
    expect(drain(channel)).toEqual([1]);
    expect(loop.left()).toEqual(NOTHING);
  });
});

describe('Channel', () => {
  it.each([-1, 1.5, NaN, '2', null])('cannot have a capacity of %p', (capacity) => {
    expect(() => new Channel({ capacity: capacity as number })).toThrow(ArgumentError);
  });

  it('says which overflow policies there are', () => {
    expect(() => new Channel({ overflow: 'latest' as 'block' })).toThrow(
      'new Channel: overflow: expected one of block, drop-oldest, drop-newest, error, but got "latest"',
    );
  });

  it.each([undefined, null, {}, 'self'])('says that %p is no scope', (self) => {
    const channel = new Channel<number>();

    expect(() => channel.receive(self as TaskScope)).toThrow(
      /channel\.receive: expected the scope of a task/,
    );
    expect(() => channel.send(self as TaskScope, 1)).toThrow(ArgumentError);
    expect(() => channel.values(self as TaskScope)).toThrow(ArgumentError);
    expect(channel.size).toBe(0);
  });

  it('is refused once the task, or its loop, is over', () => {
    const channel = new Channel<number>();
    let over!: TaskScope;
    let ended!: TaskScope;
    const loop = createTestLoop(function* (self) {
      ended = self;
      self.spawn(function* (task) {
        over = task;
      });
      yield* self.sleep(1000);
    });

    expect(() => channel.send(over, 1)).toThrow(ScopeClosedError);
    loop.endPlay();

    expect(() => channel.receive(ended)).toThrow(LoopEndedError);
    expect(() => channel.send(ended, 1)).toThrow(LoopEndedError);
    expect([channel.size, channel.waitingReceivers]).toEqual([0, 0]);
  });

  it('is named in the list of tasks', () => {
    const channel = new Channel<number>({ capacity: 0, name: 'orders' });
    const receiver = createTestLoop(logsOne(channel, []));
    const waitsFor = receiver.tasks()[0]!.waitsFor;
    receiver.endPlay();
    const sender = createTestLoop(function* (self) {
      yield* channel.send(self, 1);
    });

    expect([waitsFor, sender.tasks()[0]!.waitsFor]).toEqual([
      'a value of channel "orders"',
      'room in channel "orders"',
    ]);
  });
});

interface TestOwner {
  readonly loop: TestLoop;
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

function logsOne(channel: Channel<never> | Channel<number> | Channel<string>, seen: unknown[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    seen.push(yield* (channel as Channel<unknown>).receive(self), self.now);
  };
}

function logsErrors(wait: (self: TaskScope) => Wait<unknown>, seen: unknown[]) {
  return function* (self: TaskScope): Generator<Wait<unknown>, void> {
    for (let count = 0; count < 2; count += 1) {
      try {
        seen.push(yield* wait(self));
      } catch (error) {
        seen.push(error);
      }
    }
  };
}

function drain<T>(channel: Channel<T>): T[] {
  const values: T[] = [];
  for (let value = channel.tryReceive(); value !== undefined; value = channel.tryReceive())
    values.push(value);
  return values;
}
