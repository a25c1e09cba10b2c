// SPDX-License-Identifier: MIT
// Objects that actors share, and promises of libraries, in the real plugin and the headless host.
import { Channel, Semaphore, Signal, type ActorScript } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

/** A game whose actors are named after their scripts; frames are made by hand. */
class SharedGame {
  readonly game: HeadlessGame;
  readonly errors: string[] = [];

  constructor(scripts: Readonly<Record<string, ActorScript>>) {
    this.game = new HeadlessGame({
      logsLoops: false,
      scripts: (name) => ({ default: scripts[name] }),
      onEvent: ({ severity, message }) => {
        if (severity === 'error') this.errors.push(message);
      },
    });
    const actors = Object.keys(scripts).map((label) => ({ class: 'Actor', label, script: label }));
    this.game.addLevel({ name: 'Shared', actors, streamedLevels: [] });
    this.game.start('Shared');
  }

  /** Frames, each from a macrotask as in play: promise jobs run inside of them. */
  async frames(count: number, seconds = 0.25): Promise<void> {
    for (let left = count; left > 0; left -= 1) {
      await new Promise<void>((resolve) =>
        setImmediate(() => {
          this.game.step(seconds);
          resolve();
        }),
      );
    }
  }

  end(): void {
    const { left } = this.game.end();
    expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
    expect(this.errors).toEqual([]);
  }
}

describe('in the headless world', () => {
  it('a permit goes to the next actor when the one that has it is destroyed', async () => {
    const semaphore = new Semaphore(1);
    const seen: string[] = [];
    const shared = new SharedGame({
      *first(self) {
        yield* semaphore.acquire(self);
        seen.push('first');
        yield* self.sleep(1000);
      },
      second: async (self) => {
        await semaphore.acquire(self);
        seen.push('second');
        await self.sleep(1000);
      },
      *third(self) {
        yield* self.sleep(0.75);
        self.world!.find('first')!.destroy();
      },
    });
    await shared.frames(2);
    expect(seen).toEqual(['first']);

    await shared.frames(3);

    expect(seen).toEqual(['first', 'second']);
    shared.end();
    expect(semaphore.available).toBe(1);
  });

  it('values and news go from actor to actor, each in its own tick', async () => {
    const channel = new Channel<number>({ capacity: 1 });
    const closed = new Signal<[string]>();
    const seen: unknown[] = [];
    const shared = new SharedGame({
      async taker(self) {
        for await (const value of channel.values(self)) seen.push(value);
        closed.emit('no more');
      },
      *listener(self) {
        seen.push(...(yield* closed.next(self)));
      },
      *maker(self) {
        for (const value of [1, 2, 3]) yield* channel.send(self, value);
        channel.close();
      },
    });

    await shared.frames(8);

    expect(seen).toEqual([1, 2, 3, 'no more']);
    shared.end();
  });

  it('an adopted promise wakes its task in the tick', async () => {
    const seen: number[] = [];
    let resolve!: () => void;
    const promise = new Promise<void>((settle) => {
      resolve = settle;
    });
    const shared = new SharedGame({
      async waiter(self) {
        await self.own(promise);
        seen.push(self.now);
      },
    });
    await shared.frames(3);

    resolve();
    await new Promise((settle) => setImmediate(settle));
    expect(seen).toEqual([]);
    await shared.frames(1);

    expect(seen).toEqual([0.75]);
    shared.end();
  });

  it('the signal of a task is a real one, and is aborted at the end of play', async () => {
    const seen: unknown[] = [];
    const shared = new SharedGame({
      *fetcher(self) {
        seen.push(self.signal instanceof AbortSignal);
        self.signal.addEventListener('abort', () => seen.push((self.signal.reason as Error).message));
        yield* self.sleep(1000);
      },
    });
    await shared.frames(1);

    shared.end();

    expect(seen).toEqual([true, 'Task "main" was cancelled: quit']);
  });
});
