// SPDX-License-Identifier: MIT
// The mixed-sleep workload: every task sleeps again and again, for 0.1 to 2 s by a table that is the same in every peer.

const PERIODS = new Float64Array(4096);
let state = 12345;
for (let i = 0; i < PERIODS.length; i += 1) {
  state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
  PERIODS[i] = 0.1 + (1.9 * state) / 0x7fffffff;
}

const clock = { frame: 0, wakeUps: 0, finals: 0, nextId: 0 };

/** Seconds that task `id` sleeps next. */
function period(id) {
  return PERIODS[(id * 31 + clock.frame * 17) & 4095];
}

/** Seconds between two emissions of the steady stream `id`. */
function steadyPeriod(id) {
  return PERIODS[(id * 31) & 4095];
}

/** Frames to warm up, and to measure, by number of tasks. */
function frames(count) {
  if (count <= 1000) return { warmUp: 3000, measured: 6000 };
  return count <= 10000 ? { warmUp: 300, measured: 600 } : { warmUp: 60, measured: 600 };
}

module.exports = { clock, period, steadyPeriod, frames, FRAME_SECONDS: 1 / 60 };
