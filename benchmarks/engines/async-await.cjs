// SPDX-License-Identifier: MIT
// A floor: async functions on a heap, promise jobs run once a frame. Nothing is guaranteed: no scopes, no order, no reports.
const { loadAddon } = require('../../dist/hosts/headless/native-game.js');
const { clock, period } = require('./workload.cjs');
const { GameClock } = require('./game-clock.cjs');

const CANCELLED = new Error('cancelled');
const ignore = () => undefined;

function open(name, count) {
  const game = new GameClock((waiter) => waiter.resolve(), count);
  const runJobs = () => loadAddon().HeadlessGame.RunMicrotasks();
  const waiters = new Set();

  /** A sleep of its own, which `cancel` may reject. */
  class Sleeper {
    sleep(seconds) {
      return new Promise((resolve, reject) => {
        this.resolve = resolve;
        this.reject = reject;
        this.timer = game.sleep(seconds, this);
      });
    }
    nextTick() {
      return new Promise((resolve, reject) => {
        this.resolve = resolve;
        this.reject = reject;
        this.timer = -1;
        game.nextTick(this);
      });
    }
    drop() {
      if (this.timer >= 0) game.cancel(this.timer);
    }
    cancel() {
      this.drop();
      this.reject(CANCELLED);
    }
  }

  const programs = {
    async idle() {
      const self = new Sleeper();
      waiters.add(self);
      await self.sleep(1e9);
    },
    async 'mixed-sleep'(id) {
      const self = new Sleeper();
      waiters.add(self);
      try {
        for (;;) {
          await self.sleep(period(id));
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    async 'next-tick'() {
      const self = new Sleeper();
      waiters.add(self);
      try {
        for (;;) {
          await self.nextTick();
          clock.wakeUps += 1;
        }
      } finally {
        clock.finals += 1;
      }
    },
    async 'spawn-and-end'() {
      const self = new Sleeper();
      waiters.add(self);
      for (;;) {
        for (let i = 0; i < 10; i += 1) {
          (async () => {
            await new Sleeper().nextTick();
            clock.wakeUps += 1;
          })();
        }
        await self.nextTick();
      }
    },
    async 'race-and-timeout'() {
      const self = new Sleeper();
      waiters.add(self);
      for (;;) {
        const [sleep, tick] = [new Sleeper(), self.nextTick()];
        await Promise.race([sleep.sleep(10), tick]);
        sleep.drop();
        clock.wakeUps += 1;
      }
    },
    async 'deep-tree'() {
      const self = new Sleeper();
      waiters.add(self);
      const level = async (depth) =>
        depth === 0 ? (await self.nextTick(), 0) : 1 + (await level(depth - 1));
      for (;;) {
        const levels = await level(1000);
        clock.wakeUps += levels;
      }
    },
  };
  programs.dilation = programs['mixed-sleep'];
  for (let id = 0; id < count; id += 1) programs[name](id).catch(ignore);
  runJobs();
  return {
    step() {
      game.step();
      runJobs();
    },
    close() {
      for (const waiter of waiters) waiter.cancel();
      runJobs();
    },
  };
}

module.exports = { open };
