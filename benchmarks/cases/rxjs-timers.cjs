// SPDX-License-Identifier: MIT
// Steady time in three forms: our `every`, our `beat`, and RxJS `interval` on our scheduler.
const { openEmptyWorld, openLoopWorld } = require('../engines/loop-world.cjs');
const { allocatedBytes, countFrames, timeFrames, warmUp } = require('../engines/frames.cjs');
const { clock, reset } = require('../engines/workload.cjs');

function measureForm(form, { count, quick, timedSeconds }) {
  reset();
  const empty = openEmptyWorld(count);
  warmUp(empty, { frames: 30, seconds: quick ? 0.1 : 1 });
  const floor = timeFrames(empty, { frames: 600, seconds: timedSeconds / 2 }).median;
  empty.close();
  const loops = openLoopWorld(`steady-${form}`, count);
  countFrames(loops, quick ? 200 : 2000);
  warmUp(loops, { frames: 60, seconds: quick ? 0.2 : 2 });
  const timed = timeFrames(loops, { frames: 1200, seconds: timedSeconds });
  const { bytes, wakeUps } = allocatedBytes(loops, 30);
  loops.close();
  const mean = timed.mean - floor;
  return {
    mean,
    p99: timed.p99 - floor,
    worst: timed.worst - floor,
    wakeUps: timed.wakeUps,
    nsPerWakeUp: (1e6 * mean * timed.frames) / timed.wakeUps,
    memory: null,
    garbage: bytes / wakeUps,
    middle: (1e6 * (timed.median - floor) * timed.frames) / timed.wakeUps,
  };
}

module.exports = {
  name: 'rxjs-timers',
  unit: 'loops',
  sizes: { full: [1_000], quick: [1_000], counts: [50] },
  wakeUps: undefined,
  peers: () => ['rxjs-interval'],
  frames: () => ({ warmUp: 0, measured: 600 }),
  measure(plan) {
    const forms = Object.fromEntries(
      ['every', 'interval', 'beat'].map((form) => [form, measureForm(form, plan)]),
    );
    const { every, interval, beat } = forms;
    return {
      ...interval,
      every,
      beat,
      figures: {
        'interval, times every': interval.middle / every.middle,
        'beat, times every': beat.middle / every.middle,
        emissions: clock.wakeUps,
      },
    };
  },
};
