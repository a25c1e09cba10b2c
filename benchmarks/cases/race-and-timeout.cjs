// SPDX-License-Identifier: MIT
// Five thousand combinators a tick: half of them races of a sleep with the next tick, half time limits that are kept.
module.exports = {
  name: 'race-and-timeout',
  unit: 'a tick',
  sizes: { full: [5_000], quick: [1_000], counts: [100] },
  loops: (count) => count / 50,
  peerTasks: (count) => count,
  frames: () => ({ warmUp: 40, measured: 60 }),
  wakeUps: (count, _warmUp, measured) => count * measured,
  // Effection takes minutes for it.
  peers: () => ['asyncio-shared', 'effect', 'async-await'],
};
