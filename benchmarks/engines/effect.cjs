// SPDX-License-Identifier: MIT
// Effect's fibers, on a clock of the game and a scheduler that runs inside the frame.
const { loadAddon } = require('../../dist/hosts/headless/native-game.js');
const { clock, period } = require('./workload.cjs');
const { GameClock } = require('./game-clock.cjs');

let effect;
const load = async () => (effect = await import('effect'));

function open(name, count) {
  const { Effect, Clock, Scheduler, Fiber, Context, Duration } = effect;
  const game = new GameClock((resume) => resume(Effect.void), count);
  const gameClock = {
    currentTimeMillisUnsafe: () => 1000 * clock.seconds,
    currentTimeMillis: Effect.sync(() => 1000 * clock.seconds),
    currentTimeNanosUnsafe: () => BigInt(Math.round(1e9 * clock.seconds)),
    currentTimeNanos: Effect.sync(() => BigInt(Math.round(1e9 * clock.seconds))),
    monotonicTimeNanosUnsafe: () => BigInt(Math.round(1e9 * clock.seconds)),
    monotonicTimeNanos: Effect.sync(() => BigInt(Math.round(1e9 * clock.seconds))),
    sleep: (duration) =>
      Effect.callback((resume) => {
        const timer = game.sleep(Duration.toMillis(duration) / 1000, resume);
        return Effect.sync(() => game.cancel(timer));
      }),
  };
  const nextTick = Effect.callback((resume) => game.nextTick(resume));
  const queue = [];
  const runQueue = () => {
    while (queue.length > 0) queue.shift()();
    loadAddon().HeadlessGame.RunMicrotasks();
  };
  const scheduler = new Scheduler.MixedScheduler('sync', (run) => {
    queue.push(run);
    return () => undefined;
  });
  const context = Context.empty().pipe(
    Context.add(Clock.Clock, gameClock),
    Context.add(Scheduler.Scheduler, scheduler),
  );
  const counted = Effect.sync(() => {
    clock.wakeUps += 1;
  });
  const final = Effect.sync(() => {
    clock.finals += 1;
  });
  const level = (depth) =>
    depth === 0
      ? Effect.as(nextTick, 0)
      : Effect.flatMap(Effect.forkChild(Effect.suspend(() => level(depth - 1))), (child) =>
          Effect.map(Fiber.join(child), (below) => below + 1),
        );

  const programs = {
    idle: () => Effect.sleep(1e12),
    'mixed-sleep': (id) =>
      Effect.gen(function* () {
        for (;;) {
          yield* Effect.sleep(1000 * period(id));
          clock.wakeUps += 1;
        }
      }).pipe(Effect.ensuring(final)),
    'next-tick': () =>
      Effect.gen(function* () {
        for (;;) {
          yield* nextTick;
          clock.wakeUps += 1;
        }
      }).pipe(Effect.ensuring(final)),
    'spawn-and-end': () =>
      Effect.gen(function* () {
        for (;;) {
          for (let i = 0; i < 10; i += 1) yield* Effect.forkChild(Effect.andThen(nextTick, counted));
          yield* nextTick;
        }
      }),
    'race-and-timeout': (id) =>
      Effect.gen(function* () {
        for (;;) {
          if (id % 2 === 0) yield* Effect.race(Effect.sleep(10_000), nextTick);
          else yield* Effect.timeout(nextTick, 10_000);
          clock.wakeUps += 1;
        }
      }),
    'deep-tree': () =>
      Effect.gen(function* () {
        for (;;) {
          const levels = yield* level(1000);
          clock.wakeUps += levels;
        }
      }),
  };
  programs.dilation = programs['mixed-sleep'];
  const run = Effect.runForkWith(context);
  const fibers = Array.from({ length: count }, (_, id) => run(programs[name](id)));
  runQueue();
  return {
    step() {
      game.step();
      runQueue();
    },
    close() {
      for (const fiber of fibers) fiber.interruptUnsafe();
      for (let i = 0; i < 10; i += 1) runQueue();
    },
  };
}

module.exports = { load, open };
