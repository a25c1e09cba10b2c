// SPDX-License-Identifier: MIT
// Measures one case in a process of its own, and prints the figures as JSON: node --expose-gc measure.cjs CASE COUNT
const { clock, frames, FRAME_SECONDS } = require('./workload.cjs');
const { loopWorld, emptyWorld } = require('./world.cjs');

const nanoseconds = () => Number(process.hrtime.bigint());

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Times frames one by one: mean and 99th percentile, in milliseconds. */
function timeFrames(world, { warmUp, measured }) {
  const step = () => {
    clock.frame += 1;
    world.step(FRAME_SECONDS);
  };
  for (let i = 0; i < warmUp; i += 1) step();
  clock.wakeUps = 0;
  const times = new Float64Array(measured);
  for (let i = 0; i < measured; i += 1) {
    const start = nanoseconds();
    step();
    times[i] = (nanoseconds() - start) / 1e6;
  }
  const sorted = times.slice().sort();
  return {
    mean: times.reduce((sum, time) => sum + time, 0) / measured,
    p99: sorted[Math.floor(measured * 0.99)],
    worst: sorted[measured - 1],
  };
}

const cases = {
  /** Nanoseconds a frame that one idle loop costs above an empty component: medians of frames, worlds in turn. */
  idle(count) {
    const loops = loopWorld(count, 'idle');
    const empty = emptyWorld(count);
    for (let i = 0; i < 200; i += 1) [loops, empty].forEach((world) => world.step(FRAME_SECONDS));
    const crossingsBefore = loops.game.countCrossings();
    const times = { loops: [], empty: [] };
    for (let i = 0; i < 400; i += 1) {
      for (const [name, world] of [
        ['loops', loops],
        ['empty', empty],
      ]) {
        const start = nanoseconds();
        world.step(FRAME_SECONDS);
        times[name].push((nanoseconds() - start) / count);
      }
    }
    const crossings = loops.game.countCrossings() - crossingsBefore;
    const [loop, floor] = [median(times.loops), median(times.empty)];
    loops.end();
    empty.end();
    return { nsPerLoop: loop - floor, nsWithLoop: loop, nsEmpty: floor, crossings };
  },

  /** Milliseconds a frame of the mixed-sleep workload. */
  'mixed-sleep'(count) {
    const world = loopWorld(count, 'mixed-sleep');
    const timed = timeFrames(world, frames(count));
    const { wakeUps } = clock;
    const { left } = world.end();
    if (clock.finals !== count) throw new Error(`Expected ${count} finally blocks, but ${clock.finals} ran`);
    if (Object.values(left).some((number) => number !== 0))
      throw new Error(`Something was left: ${JSON.stringify(left)}`);
    return { ...timed, wakeUps, nsPerWakeUp: (timed.mean * 1e6 * frames(count).measured) / wakeUps };
  },

  /** Nanoseconds that an emission costs above an empty world, of steady time in three forms. */
  ...Object.fromEntries(
    ['every', 'interval', 'beat'].map((form) => [
      `steady-${form}`,
      (count) => {
        const empty = emptyWorld(count);
        const floor = timeFrames(empty, frames(count)).mean;
        empty.end();
        const world = loopWorld(count, `steady-${form}`);
        const { mean } = timeFrames(world, frames(count));
        const { wakeUps } = clock;
        const { left } = world.end();
        if (Object.values(left).some((number) => number !== 0))
          throw new Error(`Something was left: ${JSON.stringify(left)}`);
        return { nsPerEmission: ((mean - floor) * 1e6 * frames(count).measured) / wakeUps, wakeUps };
      },
    ]),
  ),

  /** The same frames with an empty component on every actor. */
  'empty-world'(count) {
    const world = emptyWorld(count);
    const timed = timeFrames(world, frames(count));
    world.end();
    return timed;
  },

  /** Bytes of JavaScript memory, typed arrays included, of one idle loop with one sleeping task. */
  memory(count) {
    const used = () => {
      global.gc();
      global.gc();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    // A first world pays for what all worlds share.
    const first = loopWorld(1, 'idle');
    first.step(FRAME_SECONDS);
    const world = loopWorld(count, 'idle');
    const before = used();
    world.step(FRAME_SECONDS);
    const bytesPerLoop = (used() - before) / count;
    world.end();
    first.end();
    return { bytesPerLoop };
  },
};

const [name, count] = process.argv.slice(2);
if (!(name in cases) || !(Number(count) > 0)) {
  console.error(
    `measure: expected a case (${Object.keys(cases).join(', ')}) and a number of loops, but got "${name}" and "${count}"`,
  );
  process.exitCode = 2;
} else {
  console.log(JSON.stringify(cases[name](Number(count))));
}
