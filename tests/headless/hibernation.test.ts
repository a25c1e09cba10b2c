// SPDX-License-Identifier: MIT
// Components that turn their tick off while nothing of their loop is due, with real scripts in the real world.
import { Signal, type ActorScript, type Task, type TaskScope } from 'transient-loop';
import { HeadlessGame } from 'transient-loop/headless';

interface Played {
  /** What the scripts said, with the logical time of who said it. */
  readonly said: readonly string[];
  /** Calls into the tick function. */
  readonly crossings: number;
}

type Scripts = Readonly<
  Record<string, (say: (text: string) => void, self: TaskScope) => ReturnType<ActorScript>>
>;

interface Frame {
  readonly seconds: number;
  readonly isPaused: boolean;
  /** As it is if not said. */
  readonly timeDilation?: number;
}

const ms = (seconds: number): number => Math.round(seconds * 1000);

/** Plays actors named after their scripts, all of which hibernate or none of which does. */
async function play(scripts: Scripts, hibernate: boolean, frames: readonly Frame[]): Promise<Played> {
  const said: string[] = [];
  const game = new HeadlessGame({
    logsLoops: false,
    scripts: (name) => ({
      default: ((self) =>
        scripts[name]!((text) => void said.push(`${name} ${ms(self.now)}: ${text}`), self)) as ActorScript,
    }),
    onEvent: ({ severity, message }) => {
      if (severity === 'error') said.push(`error: ${message}`);
    },
  });
  const actors = Object.keys(scripts).map((label) => ({ class: 'Actor', label, script: label, hibernate }));
  game.addLevel({ name: 'Sleepy', actors, streamedLevels: [] });
  game.start('Sleepy');
  for (const { seconds, isPaused, timeDilation } of frames) {
    // Frames come from macrotasks: inside a promise job no other runs.
    await new Promise<void>((resolve) => setImmediate(resolve));
    setImmediate(() => {
      game.world.isPaused = isPaused;
      if (timeDilation !== undefined) game.world.timeDilation = timeDilation;
      game.step(seconds);
    });
  }
  await new Promise<void>((resolve) => setImmediate(resolve));
  const crossings = game.countCrossings();
  const { left } = game.end();
  expect(left).toEqual({ tasks: 0, timers: 0, subscriptions: 0, sockets: 0 });
  return { said, crossings };
}

/** Frames of many lengths, with pauses and changes of dilation. */
const UNEVEN: readonly Frame[] = Array.from({ length: 400 }, (_, frame) => ({
  seconds: [1 / 60, 1 / 30, 0.11, 1 / 144, 0.4][frame % 5]!,
  isPaused: frame % 11 < 2,
  timeDilation: frame % 100 < 50 ? 1 : 0.25,
}));

/** The scripts set the speed of the world. */
const FREE: Frame = { seconds: 1 / 60, isPaused: false };

const even = (count: number): readonly Frame[] =>
  Array.from({ length: count }, () => ({ seconds: 1 / 60, isPaused: false, timeDilation: 1 }));

function* patrol(say: (text: string) => void, self: TaskScope): Generator<unknown, void> {
  const steps = [0.3, 1.7, 0.05, 0.9, 4];
  for (let round = 0; ; round += 1) {
    yield* self.sleep(steps[round % steps.length]!);
    say(`step ${round}`);
  }
}

async function watch(say: (text: string) => void, self: TaskScope): Promise<void> {
  for (let round = 0; ; round += 1) {
    await self.sleep(0.7);
    say(`round ${round}`);
    await self.nextTick();
  }
}

describe('a loop that hibernates', () => {
  it.each([
    ['generator', patrol],
    ['async', watch],
  ])('wakes at the moments at which one that ticks wakes (%s)', async (_kind, script) => {
    const scripts = { guard: script } as unknown as Scripts;
    const awake = await play(scripts, false, UNEVEN);
    const asleep = await play(scripts, true, UNEVEN);
    expect(awake.said.length).toBeGreaterThan(10);
    expect(asleep.said).toEqual(awake.said);
    expect(asleep.crossings).toBe(awake.crossings);
  });

  it.each<[string, (task: Task<void>) => void, string]>([
    ['is cancelled', (task) => task.cancel('enough'), 'gone'],
    ['is retimed', (task) => void task.retime(0.5), 'slept'],
    ['is paused and resumed', (task) => (task.pause(), task.resume(), task.retime(0.5)), 'slept'],
  ])('is woken when a task of it %s by another loop', async (_what, change, expected) => {
    let sleeper: Task<void> | null = null;
    const { said } = await play(
      {
        dreamer: function* (say: (text: string) => void, self: TaskScope) {
          sleeper = self.spawn(function* (task) {
            try {
              yield* task.sleep(50);
              say('slept');
            } finally {
              say('gone');
            }
          });
        },
        waker: function* (_say: (text: string) => void, self: TaskScope) {
          yield* self.sleep(2);
          change(sleeper!);
        },
      },
      true,
      even(200),
    );
    expect(said[0]).toContain(expected);
    expect(said.filter((line) => line.startsWith('error'))).toEqual([]);
    // At once, or in a tick of its own that comes soon.
    expect(Number(/ (\d+):/.exec(said[0]!)![1])).toBeLessThan(2700);
  });

  it.each([
    ['slower', 0.5],
    ['faster', 3],
  ])('wakes in time when a script makes its actor %s', async (_what, dilation) => {
    const scripts = {
      dreamer: function* (say: (text: string) => void, self: TaskScope) {
        for (;;) {
          yield* self.sleep(2);
          say(`at ${ms(self.world!.seconds)} of the world`);
        }
      },
      warper: function* (_say: (text: string) => void, self: TaskScope) {
        const dreamer = self.world!.find('dreamer')!;
        yield* self.sleep(1.3);
        dreamer.timeDilation = dilation;
        yield* self.sleep(5);
        dreamer.timeDilation = 1;
      },
    } as unknown as Scripts;
    const awake = await play(scripts, false, even(600));
    const asleep = await play(scripts, true, even(600));
    expect(awake.said.length).toBeGreaterThan(2);
    expect(asleep.said).toEqual(awake.said);
  });

  it('wakes in time when a script slows the world down, and pauses it', async () => {
    const scripts = {
      dreamer: patrol,
      warper: function* (say: (text: string) => void, self: TaskScope) {
        yield* self.sleep(1.1);
        self.world!.timeDilation = 0.25;
        yield* self.sleep(0.5);
        self.world!.timeDilation = 4;
        say('faster');
      },
    } as unknown as Scripts;
    const frames = Array.from({ length: 500 }, (_, frame) => ({ ...FREE, isPaused: frame % 40 > 30 }));
    const awake = await play(scripts, false, frames);
    const asleep = await play(scripts, true, frames);
    expect(awake.said.length).toBeGreaterThan(6);
    expect(asleep.said).toEqual(awake.said);
  });

  it('is woken by a signal of another loop, one tick later at most', async () => {
    const bell = new Signal<[string]>();
    const times: number[] = [];
    const { said } = await play(
      {
        ringer: function* (_say: (text: string) => void, self: TaskScope) {
          yield* self.sleep(1);
          bell.emit('ding');
          times.push(self.now);
        },
        hearer: function* (say: (text: string) => void, self: TaskScope) {
          const [heard] = yield* bell.next(self);
          times.push(self.now);
          say(heard);
        },
      },
      true,
      even(90),
    );
    expect(said).toHaveLength(1);
    expect(Math.abs(times[0]! - times[1]!)).toBeLessThanOrEqual(2 / 60 + 1e-6);
  });
});
