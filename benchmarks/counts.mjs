// SPDX-License-Identifier: MIT
// Runs every case small and looks at what does not depend on the machine: wake-ups, order and what is left (each case
// checks those itself), crossings a frame, what is alive, and bytes of garbage a wake-up.
//
//   npm run bench:counts
import { createRequire } from 'node:module';
import { measure } from './harness/commands.mjs';

const { CASES } = createRequire(import.meta.url)('./cases/index.cjs');

/** Of the generator kind, of the async kind. Garbage is of code that has barely been compiled: ten times what it is later. */
const BOUNDS = {
  idle: { crossings: [0, 0], tasks: 1, timers: 1 },
  'mixed-sleep': { crossings: [4, 8], tasks: 1, timers: 1, garbage: [1_000, 4_000] },
  'next-tick': { crossings: [200, 400], tasks: 1, timers: 0, garbage: [1_500, 5_000] },
  'spawn-and-end': { crossings: [10, 30], garbage: [4_000, 8_000] },
  'race-and-timeout': { crossings: [2, 4], garbage: [10_000, 20_000] },
  'deep-tree': { crossings: [1, 1_100], garbage: [6_000, 10_000] },
  dilation: { crossings: [8, 16], tasks: 1, timers: 1, garbage: [1_000, 4_000] },
};

let [passed, failed] = [0, 0];

function expectAtMost(what, value, most) {
  if (value <= most) {
    passed += 1;
    return;
  }
  failed += 1;
  console.error(`counts: ${what}: expected at most ${most}, but got ${value}`);
}

for (const one of CASES) {
  for (const count of one.sizes.counts) {
    const plan = {
      case: one.name,
      count,
      quick: true,
      timedSeconds: 0.05,
      besideSeconds: 0.05,
      warmUpSeconds: 0.2,
    };
    let figures;
    try {
      figures = await measure('ours', plan);
      passed += 1;
    } catch (error) {
      failed += 1;
      console.error(`counts: ${one.name}: ${error.message}`);
      continue;
    }
    const bounds = BOUNDS[one.name];
    if (bounds === undefined) continue;
    [figures, figures.async].forEach((kind, index) => {
      const what = `${one.name}, ${index === 0 ? 'generators' : 'async'}`;
      expectAtMost(`${what}: crossings a frame`, kind.crossingsPerFrame, bounds.crossings[index]);
      for (const name of ['tasks', 'timers']) {
        if (bounds[name] !== undefined)
          expectAtMost(`${what}: ${name} alive`, kind.alive[name], bounds[name] * count);
      }
      if (bounds.garbage !== undefined) {
        expectAtMost(`${what}: bytes of garbage a wake-up`, kind.garbage, bounds.garbage[index]);
      }
    });
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
