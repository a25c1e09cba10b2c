// SPDX-License-Identifier: MIT
// Mixed sleeps while somebody looks at tasks and counts in every frame, while somebody could, and while nobody can.
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { summaryOf, timeFrames, warmUp } = require('../engines/frames.cjs');
const { bothKinds } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');

const BLOCKS = { full: 15, quick: 5 };

const middle = (values) => summaryOf(values).median;

function measureKind(suffix, { count, quick, timedSeconds }) {
  const loops = openLoopWorld(`mixed-sleep${suffix}`, count);
  const [registry] = loops.game.environments;
  const watched = {
    step() {
      loops.step();
      for (let slot = 0; slot < 100; slot += 1) {
        registry.loopAt(slot)?.tasks();
        registry.loopAt(slot)?.statistics();
      }
    },
  };
  expectEqual('watches', registry.watches, null);
  warmUp(loops, { frames: 60, seconds: quick ? 0.3 : 2 });
  const blocks = BLOCKS[quick ? 'quick' : 'full'];
  const timed = (engine) => timeFrames(engine, { frames: 60, seconds: timedSeconds / 4 });
  const ways = { none: [], hooks: [], looks: [] };
  const present = registry.useWatches();
  // In turn, on the same loops: what else the machine does hits all three.
  for (let block = 0; block < blocks; block += 1) {
    registry.watches = null;
    ways.none.push(timed(loops));
    registry.watches = present;
    ways.hooks.push(timed(loops));
    ways.looks.push(timed(watched));
  }
  loops.close();
  const all = ways.none;
  const timesNone = (name) => middle(ways[name].map(({ median }, block) => median / all[block].median));
  return {
    mean: middle(all.map(({ mean }) => mean)),
    p99: middle(all.map(({ p99 }) => p99)),
    worst: Math.max(...all.map(({ worst }) => worst)),
    wakeUps: all.reduce((sum, { wakeUps }) => sum + wakeUps, 0),
    nsPerWakeUp: null,
    memory: null,
    garbage: null,
    figures: {
      'with hooks, times without': timesNone('hooks'),
      'watched in every frame, times without': timesNone('looks'),
    },
  };
}

module.exports = {
  name: 'inspection',
  unit: 'loops (ms a tick, the world included)',
  sizes: { full: [10_000], quick: [1_000], counts: [50] },
  measure: (plan) => bothKinds(measureKind, plan),
};
