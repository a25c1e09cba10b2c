// SPDX-License-Identifier: MIT
// Loops that hibernate: their components have turned their own ticks off, and are woken in time.
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { countFrames, memory, timeFrames, warmUp } = require('../engines/frames.cjs');
const { bothKinds } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { clock } = require('../engines/workload.cjs');

/** One of so many is to be woken, after two seconds; the others sleep on. */
const ONE_IN = 100;

function measureKind(suffix, { count, timedSeconds, warmUpSeconds }) {
  const before = memory();
  const loops = openLoopWorld(`hibernation${suffix}`, count, { hibernate: true });
  const after = memory();
  expectEqual('loops woken early', countFrames(loops, 119), 0);
  // The 120 floats of a frame may add up to a little less than two seconds.
  expectEqual('loops woken in time', countFrames(loops, 2), Math.ceil(count / ONE_IN));
  loops.check();
  countFrames(loops, 10);
  const crossings = loops.game.countCrossings();
  warmUp(loops, { frames: 100, seconds: warmUpSeconds });
  const timed = timeFrames(loops, { frames: 2000, seconds: timedSeconds });
  expectEqual('crossings', loops.game.countCrossings() - crossings, 0);
  loops.close();
  expectEqual('finally blocks', clock.finals, count);
  return {
    mean: timed.mean,
    p99: timed.p99,
    worst: timed.worst,
    wakeUps: timed.wakeUps,
    nsPerWakeUp: null,
    memory: (after.heap - before.heap + after.shared - before.shared) / count,
    garbage: null,
    crossingsPerFrame: 0,
  };
}

module.exports = {
  name: 'hibernation',
  unit: 'loops that hibernate (ms a tick, the world included)',
  sizes: { full: [100_000], quick: [10_000], counts: [200] },
  measure: (plan) => bothKinds(measureKind, plan),
};
