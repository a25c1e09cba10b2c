// SPDX-License-Identifier: MIT
// Cases that are not frames of one script: each measures both kinds of task, and may add figures of its own.
const { reset } = require('./workload.cjs');
const { summaryOf } = require('./frames.cjs');

/** Both kinds beside each other; the figures of the generator kind are those of the result. */
function bothKinds(measureKind, plan) {
  const kinds = ['', '-async'].map((suffix) => {
    reset();
    return measureKind(suffix, plan);
  });
  return { ...kinds[0], async: kinds[1] };
}

/** The shape of all results, of times in milliseconds. */
function figuresOf(times, wakeUps, more = {}) {
  const { mean, p99, worst } = summaryOf(times);
  const total = mean * times.length;
  return {
    mean,
    p99,
    worst,
    wakeUps,
    nsPerWakeUp: wakeUps === 0 ? null : (1e6 * total) / wakeUps,
    memory: null,
    garbage: null,
    ...more,
  };
}

module.exports = { bothKinds, figuresOf };
