// SPDX-License-Identifier: MIT
// What a group waits for may come from anywhere; the group, and all who lose in it, go on in their own tick.
import { Channel, Semaphore, Signal, type Task, type TaskScope, type Wait } from 'transient-loop';
import { MODES, as, play } from './support/modes';
import { NOTHING, TestWorld, promiseJobs } from './support/test-loop';

describe.each(MODES)('a group whose contestant comes from elsewhere (%s)', (mode) => {
  it.each<[string, (self: TaskScope, signal: Signal) => Wait<unknown>]>([
    ['race', (self, signal) => self.race([signal.next(self), self.sleep(1000)])],
    ['any', (self, signal) => self.any([signal.next(self), self.sleep(1000)])],
    ['all', (self, signal) => self.all([signal.next(self)])],
    ['settled', (self, signal) => self.settled([signal.next(self)])],
    ['timeout', (self, signal) => self.timeout(1000, signal.next(self))],
  ])('goes on in its own tick (%s)', async (_, group) => {
    const signal = new Signal();
    const seen: number[] = [];
    const loop = await play(
      as(mode, function* (self) {
        yield* group(self, signal);
        seen.push(self.now);
      }),
    );
    await loop.tickAsync(1);

    signal.emit();
    await promiseJobs();
    expect(seen).toEqual([]);
    await loop.tickAsync(1);

    expect(seen).toEqual([1]);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('ends those who lost in its own tick, not in that of the one who decided it', async () => {
    const world = new TestWorld();
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const holder = world.begin(function* (self) {
      yield* semaphore.acquire(self);
      yield* self.sleep(1);
    });
    const racer = world.begin(
      as(mode, function* (self) {
        yield* self.race([
          semaphore.acquire(self),
          as(mode, function* loser(task) {
            try {
              yield* task.sleep(1000);
            } finally {
              seen.push('loser');
            }
          }),
        ]);
        seen.push('winner');
      }),
    );
    await promiseJobs();
    await racer.tickAsync(0.5);

    await holder.tickAsync(1);
    expect(seen).toEqual([]);
    await racer.tickAsync(0.5);

    expect(seen).toEqual(['loser', 'winner']);
    expect(world.left()).toEqual(NOTHING);
    expect(semaphore.available).toBe(1);
  });

  it('does so for a task of another loop, that ends and that fails', async () => {
    const world = new TestWorld();
    let task!: Task<string>;
    const owner = world.begin(function* (self) {
      task = self.spawn(function* (child) {
        yield* child.sleep(1);
        return 'result';
      });
    });
    const seen: unknown[] = [];
    const racer = world.begin(
      as(mode, function* (self) {
        seen.push(yield* self.race([task, self.sleep(1000)]), self.now);
      }),
    );
    await promiseJobs();

    await owner.tickAsync(1);
    expect(seen).toEqual([]);
    await racer.tickAsync(0.5);

    expect(seen).toEqual(['result', 0]);
    expect(world.left()).toEqual(NOTHING);
  });

  it('gives back what came, if its play ends before its turn', async () => {
    const channel = new Channel<string>();
    const loop = await play(
      as(mode, function* (self) {
        yield* self.race([channel.receive(self), self.sleep(1000)]);
      }),
    );

    channel.trySend('kept');
    loop.endPlay();
    await promiseJobs();

    expect(channel.tryReceive()).toBe('kept');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('gives back what came, if it is cancelled before its turn', async () => {
    const channel = new Channel<string>();
    let task!: Task;
    const loop = await play(
      as(mode, function* (self) {
        task = self.spawn(
          as(mode, function* (child) {
            yield* child.race([channel.receive(child), child.sleep(1000)]);
          }),
        );
        yield* self.sleep(1);
      }),
    );
    await loop.tickAsync(0);

    channel.trySend('kept');
    task.cancel();
    await loop.tickAsync(1);

    expect(channel.tryReceive()).toBe('kept');
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is decided by the order of the list where several came before its turn, and gives the rest back', async () => {
    const channels = ['a', 'b', 'c'].map(() => new Channel<string>());
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        seen.push(yield* self.race(channels.map((channel) => channel.receive(self))));
      }),
    );

    channels[2]!.trySend('last');
    channels[0]!.trySend('first');
    channels[1]!.trySend('second');
    await loop.tickAsync();

    expect(seen).toEqual(['first']);
    expect(channels.map((channel) => channel.tryReceive())).toEqual([undefined, 'second', 'last']);
    expect(loop.left()).toEqual(NOTHING);
  });

  it('is decided so by an error too', async () => {
    const [first, second] = [new Channel<string>(), new Channel<string>()];
    const seen: unknown[] = [];
    const loop = await play(
      as(mode, function* (self) {
        try {
          yield* self.race([first.receive(self), second.receive(self)]);
        } catch (error) {
          seen.push((error as Error).name);
        }
      }),
    );

    second.trySend('kept');
    first.close();
    await loop.tickAsync();

    expect(seen).toEqual(['ChannelClosedError']);
    expect(second.tryReceive()).toBe('kept');
  });

  it('stands still while it is paused', async () => {
    const signal = new Signal<[string]>();
    const seen: unknown[] = [];
    let task!: Task;
    const loop = await play(
      as(mode, function* (self) {
        task = self.spawn(
          as(mode, function* (child) {
            seen.push(yield* child.race([signal.next(child), child.sleep(1000)]));
          }),
        );
        yield* self.sleep(1000);
      }),
    );
    await loop.tickAsync(0);

    task.pause();
    signal.emit('value');
    await loop.tickAsync(1);
    expect(seen).toEqual([]);
    task.resume();
    await loop.tickAsync(1);

    expect(seen).toEqual([['value']]);
  });
});
