// SPDX-License-Identifier: MIT
// Ten thousand lives of actors, one after another: what each leaves behind in JavaScript's heap.
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { memory, nanoseconds } = require('../engines/frames.cjs');
const { bothKinds, figuresOf } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');

const AT_ONCE = 100;

function measureKind(suffix, { count }) {
  const loops = openLoopWorld('idle', 1);
  const { world } = loops.game;
  const times = [];
  const live = () => {
    const actors = Array.from({ length: AT_ONCE }, (_, i) =>
      loops.game.call(() => world.spawn({ class: 'Actor', label: `Life ${i}`, script: `end-play${suffix}` })),
    );
    loops.step();
    for (const actor of actors) loops.game.call(() => actor.destroy());
    loops.step();
  };
  // What is made once, and grows to its size, comes first.
  for (let lives = 0; lives < count / 4; lives += AT_ONCE) live();
  const before = memory();
  for (let lives = 0; lives < count; lives += AT_ONCE) {
    const start = nanoseconds();
    live();
    times.push((nanoseconds() - start) / 1e6);
  }
  const after = memory();
  const { tasks, timers, subscriptions } = loops.game.countLeft();
  expectEqual('tasks', tasks, 1);
  expectEqual('timers', timers, 1);
  expectEqual('subscriptions', subscriptions, 0);
  loops.close();
  return figuresOf(times, 0, {
    figures: {
      'heap a life, B': (after.heap - before.heap) / count,
      'shared a life, B': (after.shared - before.shared) / count,
    },
  });
}

module.exports = {
  name: 'leak-soak',
  unit: 'lives (ms for a hundred of them)',
  sizes: { full: [10_000], quick: [1_000], counts: [400] },
  measure: (plan) => bothKinds(measureKind, plan),
};
