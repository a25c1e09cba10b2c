// SPDX-License-Identifier: MIT
// The game clock of the JavaScript peers: timers on a heap, and what waits for the next tick.
const { clock } = require('./workload.cjs');
const { TimerHeap } = require('./timer-heap.cjs');

class GameClock {
  /** @param {(target: unknown) => void} wake - what is done with a target whose time has come */
  constructor(wake, capacity = 1024) {
    this.wake = wake;
    this.timers = new TimerHeap(capacity);
    this.ticks = [];
  }

  /** Keeps a target for so many seconds from the end of the frame in progress; returns the slot of its timer. */
  sleep(seconds, target) {
    return this.timers.add(clock.seconds + seconds, target);
  }

  cancel(slot) {
    this.timers.remove(slot);
  }

  nextTick(target) {
    this.ticks.push(target);
  }

  /** Wakes what waited for this tick, then what is due. */
  step() {
    const { wake, timers, ticks } = this;
    if (ticks.length > 0) {
      this.ticks = [];
      for (const target of ticks) wake(target);
    }
    for (
      let target = timers.takeDue(clock.seconds);
      target !== null;
      target = timers.takeDue(clock.seconds)
    ) {
      wake(target);
    }
  }
}

module.exports = { GameClock };
