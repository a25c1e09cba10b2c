// SPDX-License-Identifier: MIT
// Beginning and end of play with one task that has a `finally`, above the same actors with an empty component.
const { openEmptyWorld, openLoopWorld } = require('../engines/loop-world.cjs');
const { nanoseconds } = require('../engines/frames.cjs');
const { bothKinds, figuresOf } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { clock, reset } = require('../engines/workload.cjs');

const ROUNDS = { full: 7, quick: 3 };

const timed = (action) => {
  const start = nanoseconds();
  const result = action();
  return [(nanoseconds() - start) / 1e6, result];
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

function measureKind(suffix, { count, quick }) {
  const [lives, creates, ends] = [[], [], []];
  for (let round = 0; round < ROUNDS[quick ? 'quick' : 'full']; round += 1) {
    reset();
    const [emptyCreate, empty] = timed(() => openEmptyWorld(count));
    const [emptyEnd] = timed(() => empty.close());
    const [create, loops] = timed(() => openLoopWorld(`create-and-end${suffix}`, count));
    expectEqual('tasks', loops.game.countLeft().tasks, count);
    const [end] = timed(() => loops.close());
    expectEqual('finally blocks', clock.finals, count);
    creates.push(create - emptyCreate);
    ends.push(end - emptyEnd);
    lives.push(creates.at(-1) + ends.at(-1));
  }
  return figuresOf(lives, 0, {
    figures: {
      'create, µs': (1000 * median(creates)) / count,
      'EndPlay, µs': (1000 * median(ends)) / count,
    },
  });
}

module.exports = {
  name: 'create-and-end',
  unit: 'actors (ms for all lives, above the same actors with an empty component)',
  sizes: { full: [10_000], quick: [1_000], counts: [50] },
  measure: (plan) => bothKinds(measureKind, plan),
};
