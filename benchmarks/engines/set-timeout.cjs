// SPDX-License-Identifier: MIT
// Plain setTimeout, in real time: each callback sets the next.
const { clock, period, FRAME_SECONDS } = require('./workload.cjs');
const { measureInRealTime } = require('./real-time.cjs');

function start(count, speed) {
  const began = performance.now();
  const timers = new Array(count);
  function again(id) {
    clock.frame = Math.floor((speed * (performance.now() - began)) / 1000 / FRAME_SECONDS);
    timers[id] = setTimeout(
      () => {
        clock.onWakeUp();
        again(id);
      },
      (1000 * period(id)) / speed,
    );
  }
  for (let id = 0; id < count; id += 1) again(id);
  return () => timers.forEach((timer) => clearTimeout(timer));
}

module.exports = { measure: (measured, plan) => measureInRealTime(start, measured, plan) };
