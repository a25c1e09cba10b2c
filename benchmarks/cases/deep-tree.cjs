// SPDX-License-Identifier: MIT
// A tree of a thousand levels a tick: each level spawns the next and waits for it; the deepest waits for the next tick.
module.exports = {
  name: 'deep-tree',
  unit: 'levels',
  sizes: { full: [1_000], quick: [1_000], counts: [1_000] },
  loops: () => 1,
  frames: () => ({ warmUp: 30, measured: 60 }),
  wakeUps: (count, _warmUp, measured) => count * measured,
  // Effect and Effection take minutes for a thousand levels.
  peers: () => ['asyncio-shared', 'async-await', 'generators'],
};
