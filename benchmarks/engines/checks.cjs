// SPDX-License-Identifier: MIT
// What has to be right before anything is timed.
const { clock } = require('./workload.cjs');

function expectEqual(what, value, expected) {
  if (value !== expected) throw new Error(`Expected ${expected} ${what}, but there were ${value}`);
}

/** The wake-ups of the frames that are counted, and their order. */
function checkCounts({ wakeUps }, count, { warmUp, measured }, counted) {
  expectEqual('wake-ups', counted, wakeUps(count, warmUp, measured));
  expectEqual('wake-ups out of order', clock.outOfOrder, 0);
}

/** Each `finally` ran. */
function checkFinals({ finals }, count) {
  if (finals !== undefined) expectEqual('finally blocks', clock.finals, finals(count));
}

module.exports = { expectEqual, checkCounts, checkFinals };
