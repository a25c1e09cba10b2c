// SPDX-License-Identifier: MIT
// A floor: bare generators on a heap, resumed by hand. Nothing is guaranteed: no scopes, no order, no reports.
const { clock, period } = require('./workload.cjs');
const { GameClock } = require('./game-clock.cjs');

const NEXT_TICK = -1;

function open(name, count) {
  const game = new GameClock(resume, count);
  const routines = [];

  function resume(routine) {
    const { done, value } = routine.next();
    if (done) return;
    if (value === NEXT_TICK) game.nextTick(routine);
    else game.sleep(value, routine);
  }

  const programs = {
    *idle() {
      yield 1e9;
    },
    *'mixed-sleep'(id) {
      try {
        for (;;) {
          yield period(id);
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    *'next-tick'() {
      try {
        for (;;) {
          yield NEXT_TICK;
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    *'spawn-and-end'() {
      for (;;) {
        for (let i = 0; i < 10; i += 1) {
          resume(
            (function* () {
              yield NEXT_TICK;
              clock.wakeUps += 1;
            })(),
          );
        }
        yield NEXT_TICK;
      }
    },
    // Native `yield*`, as a user without a library would: every resume goes through all levels.
    *'deep-tree'() {
      function* level(depth) {
        if (depth > 0) return 1 + (yield* level(depth - 1));
        yield NEXT_TICK;
        return 0;
      }
      for (;;) {
        const levels = yield* level(1000);
        clock.wakeUps += levels;
      }
    },
  };
  programs.dilation = programs['mixed-sleep'];
  for (let id = 0; id < count; id += 1) {
    const routine = programs[name](id);
    routines.push(routine);
    resume(routine);
  }
  return {
    step: () => game.step(),
    close() {
      for (const routine of routines) routine.return();
    },
  };
}

module.exports = { open };
