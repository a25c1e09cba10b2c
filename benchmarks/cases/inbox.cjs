// SPDX-License-Identifier: MIT
// A burst between two frames: ten values for each of a thousand loops, delivered in the ticks; against a call at once.
const { Subject } = require('rxjs');
const { openLoopWorld } = require('../engines/loop-world.cjs');
const { allocatedBytes, nanoseconds, summaryOf } = require('../engines/frames.cjs');
const { bothKinds, figuresOf } = require('../engines/pair.cjs');
const { expectEqual } = require('../engines/checks.cjs');
const { messages } = require('../engines/messages.cjs');
const { clock, reset } = require('../engines/workload.cjs');

const PER_LOOP = 10;

function burst(subjects, count) {
  for (let value = 0; value < PER_LOOP; value += 1) {
    for (let id = 0; id < count; id += 1) subjects[id].next(value);
  }
}

function measureKind(suffix, { count, quick }) {
  const rounds = quick ? 60 : 300;
  const loops = openLoopWorld(`inbox${suffix}`, count);
  const step = () => {
    burst(messages, count);
    loops.step();
  };
  for (let i = 0; i < rounds; i += 1) step();
  expectEqual('messages', clock.wakeUps, count * PER_LOOP * rounds);
  clock.wakeUps = 0;
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const start = nanoseconds();
    step();
    times.push((nanoseconds() - start) / 1e6);
  }
  const { wakeUps } = clock;
  const idle = Array.from({ length: 30 }, () => {
    const start = nanoseconds();
    loops.step();
    return (nanoseconds() - start) / 1e6;
  });
  const { bytes, wakeUps: counted } = allocatedBytes({ step }, 20);
  loops.close();
  const at = immediate(count, rounds);
  const perMessage = 1e6 / (count * PER_LOOP);
  return figuresOf(times, wakeUps, {
    garbage: counted === 0 ? null : bytes / counted,
    figures: {
      // What the inbox adds: the subject's own work is there without any loop, and so is the handler.
      'ns a message': (summaryOf(times).median - summaryOf(idle).median - at) * perMessage,
      'ns a message at once, without a loop': at * perMessage,
    },
  });
}

/** Milliseconds of the same burst, handled where it is sent. */
function immediate(count, rounds) {
  reset();
  const subjects = Array.from({ length: count }, () => new Subject());
  for (const subject of subjects) subject.subscribe(() => (clock.wakeUps += 1));
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const start = nanoseconds();
    burst(subjects, count);
    times.push((nanoseconds() - start) / 1e6);
  }
  return summaryOf(times).median;
}

module.exports = {
  name: 'inbox',
  unit: 'loops, ten messages each',
  sizes: { full: [1_000], quick: [1_000], counts: [50] },
  measure: (plan) => bothKinds(measureKind, plan),
};
