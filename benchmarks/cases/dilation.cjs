// SPDX-License-Identifier: MIT
// Mixed sleeps while the dilation of the world changes twice a second.
const { mixedSleepWakeUps } = require('../engines/workload.cjs');

const DILATIONS = [1, 0.5, 2, 0.25, 4];
const dilationOf = (frame) => DILATIONS[Math.floor(frame / 30) % DILATIONS.length];

module.exports = {
  name: 'dilation',
  script: 'mixed-sleep',
  unit: 'loops',
  sizes: { full: [10_000], quick: [1_000], counts: [200] },
  frames: () => ({ warmUp: 150, measured: 300 }),
  dilations: DILATIONS,
  dilationOf,
  wakeUps: (count, warmUp, measured) => mixedSleepWakeUps(count, warmUp, measured, dilationOf),
  finals: (count) => count,
  peers: () => [
    'asyncio-shared',
    'effect',
    'effection',
    'async-await',
    'generators',
    'cpp-per-loop',
    'cpp-shared',
  ],
};
