// SPDX-License-Identifier: MIT
// Tasks of several loops, of both kinds, share a channel and a semaphore, and are cancelled at random moments.
import {
  Channel,
  Semaphore,
  Signal,
  type ChannelOptions,
  type Task,
  type TaskScope,
  type Wait,
} from 'transient-loop';
import { END_REASONS } from 'transient-loop/host';
import { Random } from '../../TypeScript/testing/random';
import { as } from './support/modes';
import { NOTHING, TestWorld, promiseJobs, type TestLoop } from './support/test-loop';
import { unhandledRejections } from './support/unhandled-rejections';

const SEEDS = Array.from({ length: 60 }, (_, place) => place + 1);

/** What scripts do with a channel, a semaphore and a signal. */
class Play {
  readonly random: Random;
  readonly world = new TestWorld(2);
  readonly channel: Channel<number>;
  readonly semaphore: Semaphore;
  readonly signal = new Signal<[number]>();
  readonly loops: TestLoop[] = [];
  readonly tasks: Task[] = [];
  /** Values whose senders know that they are in the channel. */
  readonly sent: number[] = [];
  readonly received: number[] = [];
  inside = 0;
  mostInside = 0;
  private lastValue = 0;

  constructor(seed: number, options: ChannelOptions) {
    this.random = new Random(seed, 'play');
    this.channel = new Channel(options);
    this.semaphore = new Semaphore(1 + this.random.below(3));
    for (let count = 0; count < 3; count += 1) this.loops.push(this.world.begin(this.main));
  }

  readonly main = (self: TaskScope): Generator<Wait<unknown>, void> => this.spawnAll(self);

  /** What happens between two ticks. */
  disturb(): void {
    const { random } = this;
    switch (random.below(6)) {
      case 0:
        this.signal.emit(random.below(100));
        break;
      case 1:
        this.trySend();
        break;
      case 2:
        this.tryReceive();
        break;
      default:
        this.cancelOne();
    }
  }

  private *spawnAll(self: TaskScope): Generator<Wait<unknown>, void> {
    for (;;) {
      for (let count = this.random.below(6); count > 0; count -= 1) {
        const mode = this.random.below(2) === 0 ? 'generator' : 'async';
        this.tasks.push(self.spawn(as(mode, this.steps), { background: true }));
      }
      yield* self.sleep((1 + this.random.below(10)) / 10);
    }
  }

  private readonly steps = (self: TaskScope): Generator<Wait<unknown>, void> => this.randomSteps(self);

  private *randomSteps(self: TaskScope): Generator<Wait<unknown>, void> {
    for (let count = this.random.below(8); count > 0; count -= 1) {
      switch (this.random.below(9)) {
        case 0:
        case 1:
          yield* this.send(self);
          break;
        case 2:
        case 3:
          this.received.push(yield* this.channel.receive(self));
          break;
        case 4:
          yield* this.raceForValue(self);
          break;
        case 5:
          yield* this.hold(self);
          break;
        case 6:
          yield* self.race([this.signal.next(self), this.semaphore.acquire(self), self.sleep(0.3)]);
          break;
        case 7:
          this.trySend();
          this.cancelOne();
          break;
        default:
          yield* self.sleep(this.random.below(5) / 10);
      }
    }
  }

  private *send(self: TaskScope): Generator<Wait<unknown>, void> {
    this.lastValue += 1;
    const value = this.lastValue;
    yield* this.channel.send(self, value);
    this.sent.push(value);
  }

  private *raceForValue(self: TaskScope): Generator<Wait<unknown>, void> {
    const receive = this.channel.receive(self);
    const contestants: Record<string, Wait<unknown>> = {};
    if (this.random.below(2) === 0) contestants['none'] = self.ticks(this.random.below(2));
    contestants['receive'] = receive;
    contestants['time'] = self.sleep(this.random.below(3) / 10);
    const won = yield* self.race(contestants);
    if (won.key === 'receive') this.received.push(won.value as number);
    else if (this.random.below(2) === 0) this.received.push(yield* receive);
  }

  private *hold(self: TaskScope): Generator<Wait<unknown>, void> {
    const permit = yield* this.semaphore.acquire(self);
    this.inside += 1;
    this.mostInside = Math.max(this.mostInside, this.inside);
    try {
      yield* self.sleep(this.random.below(4) / 10);
    } finally {
      this.inside -= 1;
      permit.release();
    }
  }

  private trySend(): void {
    this.lastValue += 1;
    if (this.channel.trySend(this.lastValue)) this.sent.push(this.lastValue);
  }

  private tryReceive(): void {
    const value = this.channel.tryReceive();
    if (value !== undefined) this.received.push(value);
  }

  private cancelOne(): void {
    if (this.tasks.length > 0) this.tasks[this.random.below(this.tasks.length)]!.cancel('at random');
  }

  /** Values that are in the channel. */
  rest(): number[] {
    const values: number[] = [];
    for (let value = this.channel.tryReceive(); value !== undefined; value = this.channel.tryReceive()) {
      values.push(value);
    }
    return values;
  }
}

describe('after tasks were cancelled at random', () => {
  it.each(SEEDS)('no value is lost or given twice, and no permit is missing (seed %i)', async (seed) => {
    const rejections = unhandledRejections();
    const play = new Play(seed, { capacity: seed % 4 });
    const { random, loops, channel, semaphore } = play;

    for (let tick = 0; tick < 60; tick += 1) {
      play.disturb();
      for (const loop of loops) await loop.tickAsync((1 + random.below(20)) / 60);
      if (random.below(40) === 0) loops[random.below(3)]!.endPlay(END_REASONS[random.below(5)]);
      await promiseJobs();
    }
    for (const loop of loops) loop.endPlay('quit');
    const atOnce = play.world.left();
    await promiseJobs();
    const rest = play.rest();

    const all = [...play.received, ...rest];
    expect(new Set(all).size).toBe(all.length);
    expect(play.sent.filter((value) => !all.includes(value))).toEqual([]);
    expect([...rest].sort((a, b) => a - b)).toEqual(rest);
    expect([semaphore.available, semaphore.waiting]).toEqual([semaphore.permits, 0]);
    expect([channel.waitingReceivers, channel.waitingSenders, play.signal.listeners]).toEqual([0, 0, 0]);
    expect(play.mostInside).toBeLessThanOrEqual(semaphore.permits);
    expect(atOnce).toEqual(NOTHING);
    expect(play.world.events('internal.error')).toEqual([]);
    // One that cancelled itself is refused the group that it makes next.
    const failures = play.world.events('task.failed').map(({ fields }) => fields?.['error']);
    expect(failures.filter((error) => error !== 'ScopeClosedError')).toEqual([]);
    expect(rejections.stop()).toEqual([]);
  });

  it('the plays are not all trivial', async () => {
    const play = new Play(3, { capacity: 2 });

    for (let tick = 0; tick < 60; tick += 1) {
      play.disturb();
      for (const loop of play.loops) await loop.tickAsync(0.1);
    }

    expect(play.received.length).toBeGreaterThan(10);
    expect(play.tasks.filter((task) => task.state === 'cancelled').length).toBeGreaterThan(10);
    for (const loop of play.loops) loop.endPlay();
  });
});
