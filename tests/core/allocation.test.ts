// SPDX-License-Identifier: MIT
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createTestLoop, type TestLoop } from './support/test-loop';

setFlagsFromString('--expose-gc');
// Else the compiler's turn comes when it will, and early rounds box numbers.
setFlagsFromString('--no-concurrent-recompilation');
const collectGarbage = runInNewContext('gc') as () => void;

const TIMES = 20_000;
const ROUNDS = 60;

describe('LoopRegistry.tick', () => {
  it('allocates nothing for a loop with nothing to do', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1e9);
    });

    expect(bytesPerTick(loop, 1)).toBeLessThan(1);
  });

  it('allocates nothing to ask a predicate', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.until(() => false);
    });

    expect(bytesPerTick(loop, 1)).toBeLessThan(1);
  });

  it('allocates one small object for a task that wakes and sleeps again', () => {
    let woken = 0;
    const loop = createTestLoop(function* (self) {
      for (;;) {
        yield* self.sleep(1);
        woken += 1;
      }
    });

    // The wait itself takes 56 bytes; a closure, an iterator or a result object more would show.
    expect(bytesPerTick(loop, 100)).toBeLessThan(100);
    expect(woken).toBeGreaterThanOrEqual(TIMES);
  });
});

/**
 * Bytes that a crossing of one second allocates, in the first round that allocates less than the limit.
 *
 * Early rounds allocate more: numbers are boxed until the compiler, which runs beside, has seen to it.
 */
function bytesPerTick(loop: TestLoop, limit: number): number {
  const { table } = loop.world;
  const { slot, generation } = loop.component;
  let now = 0;
  let least = Infinity;
  for (let round = 0; round < ROUNDS && least >= limit; round += 1) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    for (let times = 0; times < TIMES; times += 1) {
      now += 1;
      table.setNow(slot, now);
      table.tick(slot, generation, 1);
    }
    // A negative number: a collection fell into the round, which says nothing.
    const bytes = (process.memoryUsage().heapUsed - before) / TIMES;
    if (bytes >= 0) least = Math.min(least, bytes);
  }
  return least;
}
