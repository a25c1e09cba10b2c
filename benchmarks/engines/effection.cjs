// SPDX-License-Identifier: MIT
// Effection's tasks, each in a scope of its own, on a clock of the game.
const { action, createScope, race, spawn } = require('effection');
const { loadAddon } = require('../../dist/hosts/headless/native-game.js');
const { clock, period } = require('./workload.cjs');
const { GameClock } = require('./game-clock.cjs');

function open(name, count) {
  const game = new GameClock((resolve) => resolve(), count);
  const sleep = (seconds) =>
    action((resolve) => {
      let isOver = false;
      const timer = game.sleep(seconds, () => {
        isOver = true;
        resolve();
      });
      return () => {
        if (!isOver) game.cancel(timer);
      };
    });
  const nextTick = () =>
    action((resolve) => {
      game.nextTick(resolve);
      return () => undefined;
    });
  const programs = {
    *idle() {
      yield* sleep(1e9);
    },
    *'mixed-sleep'(id) {
      try {
        for (;;) {
          yield* sleep(period(id));
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    *'next-tick'() {
      try {
        for (;;) {
          yield* nextTick();
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    *'spawn-and-end'() {
      for (;;) {
        for (let i = 0; i < 10; i += 1) {
          yield* spawn(function* () {
            yield* nextTick();
            clock.wakeUps += 1;
          });
        }
        yield* nextTick();
      }
    },
    *'race-and-timeout'() {
      for (;;) {
        yield* race([sleep(10), nextTick()]);
        clock.wakeUps += 1;
      }
    },
    *'deep-tree'() {
      function* level(depth) {
        if (depth === 0) {
          yield* nextTick();
          return 0;
        }
        return 1 + (yield* yield* spawn(() => level(depth - 1)));
      }
      for (;;) {
        const levels = yield* level(1000);
        clock.wakeUps += levels;
      }
    },
  };
  programs.dilation = programs['mixed-sleep'];
  const runJobs = () => loadAddon().HeadlessGame.RunMicrotasks();
  const scopes = Array.from({ length: count }, (_, id) => {
    const [scope, destroy] = createScope();
    scope.run(() => programs[name](id)).catch(() => undefined);
    return destroy;
  });
  runJobs();
  return {
    step() {
      game.step();
      runJobs();
    },
    close() {
      for (const destroy of scopes) destroy().catch?.(() => undefined);
      for (let i = 0; i < 10; i += 1) runJobs();
    },
  };
}

module.exports = { open };
