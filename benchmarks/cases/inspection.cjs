// SPDX-License-Identifier: MIT
// Mixed sleeps while somebody looks at tasks and counts in every frame, and while nobody does.
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { timeFrames, warmUp } = require('../engines/frames.cjs');
const { bothKinds } = require('../engines/pair.cjs');

function measureKind(suffix, { count, quick, timedSeconds }) {
  const open = (options) => {
    const world = openLoopWorld(`mixed-sleep${suffix}`, count, options);
    return world;
  };
  const figures = {};
  const timed = (name, options, look) => {
    const loops = open(options);
    const engine = {
      step() {
        loops.step();
        look?.(loops.game);
      },
    };
    warmUp(engine, { frames: 60, seconds: quick ? 0.3 : 2 });
    figures[name] = timeFrames(engine, { frames: 600, seconds: timedSeconds });
    loops.close();
  };
  timed('off', { capturesStacks: false });
  timed('on', { capturesStacks: true }, (game) => {
    const [registry] = game.environments;
    for (let slot = 0; slot < 100; slot += 1) {
      registry.loopAt(slot)?.tasks();
      registry.loopAt(slot)?.statistics();
    }
  });
  timed('offAgain', { capturesStacks: false });
  const { off, on, offAgain } = figures;
  const { mean, p99, worst, wakeUps } = off;
  return {
    mean,
    p99,
    worst,
    wakeUps,
    nsPerWakeUp: null,
    memory: null,
    garbage: null,
    figures: {
      'watched, times not': on.median / Math.min(off.median, offAgain.median),
      'the same twice, times': Math.max(off.median, offAgain.median) / Math.min(off.median, offAgain.median),
    },
  };
}

module.exports = {
  name: 'inspection',
  unit: 'loops',
  sizes: { full: [10_000], quick: [1_000], counts: [50] },
  measure: (plan) => bothKinds(measureKind, plan),
};
