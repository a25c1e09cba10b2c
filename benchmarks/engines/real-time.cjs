// SPDX-License-Identifier: MIT
// Peers on timers of their own: real time passes, and what is measured is the time of the processor.
const { clock, FRAME_SECONDS } = require('./workload.cjs');
const { memory, nanoseconds } = require('./frames.cjs');

const ignore = () => undefined;

/**
 * Lets them run until there were as many wake-ups as in the frames of the case.
 *
 * Where that would take longer than the seconds given, all periods are shortened alike: more timers are due at once then, which
 * is cheaper for them.
 *
 * @param {(count: number, speed: number) => () => void} start - starts the tasks; returns what ends them
 */
async function measureInRealTime(start, measured, { count, realSeconds, frames: given }) {
  const frames = { ...measured.frames(count), ...given };
  const wanted = measured.wakeUps?.(count, frames.warmUp, frames.measured) ?? count * 16;
  const speed = Math.max(1, (frames.measured * FRAME_SECONDS) / realSeconds);
  const before = memory();
  let began = nanoseconds();
  const stop = start(count, speed);
  const createUs = (nanoseconds() - began) / 1000 / count;
  const after = memory();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const used = process.cpuUsage();
  await wakeUpsOf(wanted);
  const { user, system } = process.cpuUsage(used);
  const { wakeUps } = clock;
  const nsPerWakeUp = (1000 * (user + system)) / wakeUps;
  began = nanoseconds();
  stop();
  const endUs = (nanoseconds() - began) / 1000 / count;
  return {
    // What the wake-ups of a frame of the case take.
    mean: (nsPerWakeUp * wanted) / frames.measured / 1e6,
    p99: null,
    worst: null,
    wakeUps,
    nsPerWakeUp,
    memory: (after.heap - before.heap + after.shared - before.shared) / count,
    garbage: null,
    createUs,
    endUs,
    realTime: true,
    speed,
  };
}

/** Counts from zero, to that number and no further. */
function wakeUpsOf(wanted) {
  clock.wakeUps = 0;
  return new Promise((resolve) => {
    clock.onWakeUp = () => {
      clock.wakeUps += 1;
      if (clock.wakeUps < wanted) return;
      clock.onWakeUp = ignore;
      resolve();
    };
  });
}

module.exports = { measureInRealTime };
