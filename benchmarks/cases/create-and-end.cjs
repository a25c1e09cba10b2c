// SPDX-License-Identifier: MIT
// Beginning and end of play with one task that has a `finally`, above the same actors with an empty component.
const { prepareEmptyGame, prepareLoopWorld } = require('../engines/loop-world.cjs');
const { nanoseconds } = require('../engines/frames.cjs');
const { bothKinds, figuresOf } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { clock, reset } = require('../engines/workload.cjs');

const ROUNDS = { full: 15, quick: 5 };
/** As everywhere, what is timed has been compiled: the first rounds do not count. */
const WARM_UP = { full: 6, quick: 2 };

const timed = (action) => {
  const start = nanoseconds();
  action();
  return (nanoseconds() - start) / 1e6;
};
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

function measureKind(suffix, { count, quick }) {
  const [lives, creates, ends] = [[], [], []];
  const length = quick ? 'quick' : 'full';
  for (let round = 0; round < ROUNDS[length]; round += 1) {
    reset();
    // The levels are read before anything is timed: what counts is the beginning and the end of play.
    const empty = prepareEmptyGame(count);
    const emptyCreate = timed(() => empty.open());
    const emptyEnd = timed(() => empty.game.native.Quit());
    empty.close();
    const loops = prepareLoopWorld(`create-and-end${suffix}`, count);
    const crossings = loops.game.countCrossings();
    const create = timed(() => loops.open());
    expectEqual('tasks', loops.game.countLeft().tasks, count);
    const end = timed(() => loops.game.call(() => loops.game.native.Quit()));
    expectEqual('finally blocks', clock.finals, count);
    // One each, and one whenever the shared memory doubles.
    const doublings = Math.max(0, Math.ceil(Math.log2(count / 64)));
    expectEqual('crossings', loops.game.countCrossings() - crossings, 2 * count + doublings);
    loops.close();
    if (round < WARM_UP[length]) continue;
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
