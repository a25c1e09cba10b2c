// SPDX-License-Identifier: MIT
// Peers on timers of their own: real time passes, and what is measured is the time of the processor.
const { clock, FRAME_SECONDS } = require('./workload.cjs');
const { memory, nanoseconds } = require('./frames.cjs');

/**
 * Lets them run until there were as many wake-ups as in the frames of the case, or the seconds are over.
 *
 * @param {(count: number) => () => void} start - starts the tasks; returns what ends them
 */
async function measureInRealTime(start, measured, { count, realSeconds, frames: given }) {
  const frames = { ...measured.frames(count), ...given };
  const wanted = measured.wakeUps?.(count, frames.warmUp, frames.measured) ?? count * 16;
  const before = memory();
  let began = nanoseconds();
  const stop = start(count);
  const createUs = (nanoseconds() - began) / 1000 / count;
  const after = memory();
  began = nanoseconds();
  while (nanoseconds() - began < 0.3e9) await new Promise((resolve) => setImmediate(resolve));
  clock.wakeUps = 0;
  const used = process.cpuUsage();
  began = nanoseconds();
  await new Promise((resolve) => {
    const limit = setTimeout(resolve, 1000 * realSeconds);
    const look = setInterval(() => {
      if (clock.wakeUps < wanted) return;
      clearInterval(look);
      clearTimeout(limit);
      resolve();
    }, 20);
  });
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
    frameSeconds: FRAME_SECONDS,
  };
}

module.exports = { measureInRealTime };
