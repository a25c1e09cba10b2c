// SPDX-License-Identifier: MIT
// Frames of an engine: counted, warmed up, timed; and what they leave for the garbage collector.
const { getHeapStatistics } = require('node:v8');
const { clock, advance } = require('./workload.cjs');

const nanoseconds = () => Number(process.hrtime.bigint());

function step(engine) {
  advance();
  engine.step();
}

/** Runs frames and returns how many wake-ups there were. */
function countFrames(engine, frames) {
  const before = clock.wakeUps;
  for (let i = 0; i < frames; i += 1) step(engine);
  return clock.wakeUps - before;
}

/** Times frames one by one, as many as the seconds allow, but some: mean, 99th percentile and worst, in milliseconds. */
function timeFrames(engine, { frames, seconds, least = 30 }) {
  const times = [];
  const before = clock.wakeUps;
  const end = nanoseconds() + 1e9 * seconds;
  for (let i = 0; i < frames && (i < least || nanoseconds() < end); i += 1) {
    advance();
    const start = nanoseconds();
    engine.step();
    times.push((nanoseconds() - start) / 1e6);
  }
  return { ...summaryOf(times), frames: times.length, wakeUps: clock.wakeUps - before };
}

/** Milliseconds that one of two engines runs before the other has its turn. */
const SLICE = 40;

/**
 * Times frames of an engine and of the floor that it stands on, a slice of each in turn: what else the machine does hits
 * both. The first frames of a slice do not count, in which the other's memory is still in the caches.
 */
function timeBeside(engine, floor, { frames, seconds, least = 30 }) {
  const slice = (times, step) => {
    step(false);
    step(false);
    const end = nanoseconds() + 1e6 * SLICE;
    do {
      const start = nanoseconds();
      step(true);
      times.push((nanoseconds() - start) / 1e6);
    } while (nanoseconds() < end);
  };
  const [times, floorTimes] = [[], []];
  let wakeUps = 0;
  const end = nanoseconds() + 1e9 * seconds;
  while (times.length < frames && (times.length < least || nanoseconds() < end)) {
    slice(floorTimes, () => floor.step());
    slice(times, (counts) => {
      const before = clock.wakeUps;
      step(engine);
      if (counts) wakeUps += clock.wakeUps - before;
    });
  }
  return { timed: { ...summaryOf(times), frames: times.length, wakeUps }, floor: summaryOf(floorTimes) };
}

function summaryOf(times) {
  const sorted = Float64Array.from(times).sort();
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
    median: sorted[sorted.length >> 1],
    p99: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))],
    worst: sorted[sorted.length - 1],
  };
}

/** Runs blocks of frames until the time of a wake-up has stopped falling, for so many seconds at most. */
function warmUp(engine, { frames, seconds }) {
  const end = nanoseconds() + 1e9 * seconds;
  let best = Infinity;
  for (let calm = 0; calm < 2 && nanoseconds() < end;) {
    const { mean } = timeFrames(engine, { frames, seconds: Infinity });
    calm = mean < 0.95 * best ? 0 : calm + 1;
    best = Math.min(best, mean);
  }
}

/** Bytes that frames allocate; frames in which the collector ran are left out. */
function allocatedBytes(engine, frames) {
  const used = () => getHeapStatistics().used_heap_size;
  let own = Infinity;
  for (let i = 0; i < 100; i += 1) {
    const [first, second] = [used(), used()];
    if (second >= first) own = Math.min(own, second - first);
  }
  let [bytes, wakeUps] = [0, 0];
  for (let i = 0; i < frames; i += 1) {
    const woken = clock.wakeUps;
    advance();
    const before = used();
    engine.step();
    const after = used();
    if (after < before) continue;
    bytes += after - before - own;
    wakeUps += clock.wakeUps - woken;
  }
  return { bytes, wakeUps };
}

/** Bytes of the JavaScript heap, and of typed arrays. */
function memory() {
  global.gc();
  global.gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, shared: arrayBuffers };
}

module.exports = {
  nanoseconds,
  step,
  countFrames,
  timeFrames,
  timeBeside,
  summaryOf,
  warmUp,
  allocatedBytes,
  memory,
};
