// SPDX-License-Identifier: MIT
// A storm: every task wakes in every tick.
module.exports = {
  name: 'next-tick',
  unit: 'loops',
  sizes: { full: [10_000], quick: [1_000], counts: [200] },
  frames: (count) => (count <= 1_000 ? { warmUp: 60, measured: 120 } : { warmUp: 30, measured: 60 }),
  wakeUps: (count, _warmUp, measured) => count * measured,
  finals: (count) => count,
  peers: () => ['asyncio-shared', 'effect', 'effection', 'async-await', 'generators', 'cpp-shared'],
};
