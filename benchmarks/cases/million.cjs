// SPDX-License-Identifier: MIT
// A million loops, and how the cost of a wake-up grows.
const mixedSleep = require('./mixed-sleep.cjs');

module.exports = {
  ...mixedSleep,
  name: 'million',
  script: 'mixed-sleep',
  sizes: { full: [1_000_000], quick: [], counts: [] },
  frames: () => ({ warmUp: 20, measured: 60 }),
  peers: () => [],
  // A million async tasks take two and a half gigabytes, which is more than Node gives its heap.
  generatorsOnly: true,
};
