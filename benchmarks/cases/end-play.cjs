// SPDX-License-Identifier: MIT
// A wave of ends: all actors are gone in one call, each with ten tasks, five timers and two subscriptions.
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { nanoseconds } = require('../engines/frames.cjs');
const { bothKinds, figuresOf } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { clock, reset } = require('../engines/workload.cjs');

const ROUNDS = { full: 10, quick: 2 };

function measureKind(suffix, { count, quick }) {
  const times = [];
  let alive;
  for (let round = 0; round < ROUNDS[quick ? 'quick' : 'full']; round += 1) {
    reset();
    const loops = openLoopWorld(`end-play${suffix}`, count);
    loops.step();
    alive = loops.game.countLeft();
    // The main task, ten that sleep, five timers of steady time, and those two of a subject.
    expectEqual('tasks', alive.tasks, count * 18);
    expectEqual('timers', alive.timers, count * 15);
    const start = nanoseconds();
    loops.close();
    times.push((nanoseconds() - start) / 1e6);
    expectEqual('finally blocks', clock.finals, count * 10);
  }
  return figuresOf(times, 0, { alive, figures: { 'an actor, µs': (1000 * Math.min(...times)) / count } });
}

module.exports = {
  name: 'end-play',
  unit: 'actors (ms a wave, the end of the world included)',
  sizes: { full: [1_000], quick: [200], counts: [50] },
  measure: (plan) => bothKinds(measureKind, plan),
};
