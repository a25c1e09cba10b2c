// SPDX-License-Identifier: MIT
// Every task sleeps again and again for 0.1 to 2 s, by a table that is the same in every engine. The headline ratios come from here.
const { mixedSleepWakeUps } = require('../engines/workload.cjs');

/** Wake-ups that every engine must show, after the warm-up and in the frames of the table. */
const WAKE_UPS = { 1000: 89_720, 10000: 94_766, 100000: 941_540 };

module.exports = {
  name: 'mixed-sleep',
  unit: 'loops',
  batches: (count) => count >= 10_000,
  sizes: { full: [1_000, 10_000, 100_000], quick: [1_000, 10_000], counts: [200] },
  frames(count) {
    if (count < 1_000) return { warmUp: 30, measured: 60 };
    if (count === 1_000) return { warmUp: 3_000, measured: 6_000 };
    return count <= 10_000 ? { warmUp: 300, measured: 600 } : { warmUp: 60, measured: 600 };
  },
  wakeUps(count, warmUp, measured) {
    const standard = module.exports.frames(count);
    const isStandard = warmUp === standard.warmUp && measured === standard.measured;
    return (isStandard ? WAKE_UPS[count] : undefined) ?? mixedSleepWakeUps(count, warmUp, measured);
  },
  finals: (count) => count,
  peers(count) {
    return [
      ...(count <= 1_000 ? ['asyncio-per-actor'] : []),
      ...['asyncio-shared', 'effect', 'effection', 'async-await', 'generators', 'rxjs-interval'],
      ...['set-timeout', 'cpp-per-loop', 'cpp-shared', 'cpp-latent'],
    ];
  },
};
