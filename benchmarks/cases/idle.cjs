// SPDX-License-Identifier: MIT
// Loops that sleep: what a frame costs in which nothing is due. None of them is crossed.
module.exports = {
  name: 'idle',
  unit: 'loops',
  sizes: { full: [1_000, 100_000], quick: [10_000], counts: [200] },
  frames: (count) => (count <= 1_000 ? { warmUp: 200, measured: 400 } : { warmUp: 30, measured: 200 }),
  wakeUps: () => 0,
  crossings: 0,
  peers(count) {
    return [
      ...(count <= 1_000 ? ['asyncio-per-actor'] : []),
      ...['asyncio-shared', ...(count > 1_000 ? [] : ['effect', 'effection']), 'async-await', 'generators'],
      ...['cpp-per-loop', 'cpp-shared', 'cpp-latent'],
    ];
  },
};
