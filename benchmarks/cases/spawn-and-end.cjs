// SPDX-License-Identifier: MIT
// A thousand short tasks a tick: a hundred loops spawn ten children each, which wait for the next tick and end.
module.exports = {
  name: 'spawn-and-end',
  unit: 'tasks a tick',
  sizes: { full: [1_000], quick: [1_000], counts: [100] },
  loops: (count) => count / 10,
  frames: () => ({ warmUp: 60, measured: 120 }),
  wakeUps: (count, _warmUp, measured) => count * measured,
  peers: () => ['asyncio-shared', 'effect', 'effection', 'async-await', 'generators', 'cpp-shared'],
};
