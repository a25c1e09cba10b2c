// SPDX-License-Identifier: MIT
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createTestLoop, type TestLoop } from './support/test-loop';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const TIMES = 20_000;

describe('LoopRegistry.tick', () => {
  it('allocates nothing for a loop with nothing to do', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.sleep(1e9);
    });

    expect(bytesPerTick(loop)).toBeLessThan(1);
  });

  it('allocates nothing to ask a predicate', () => {
    const loop = createTestLoop(function* (self) {
      yield* self.until(() => false);
    });

    expect(bytesPerTick(loop)).toBeLessThan(1);
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
    expect(bytesPerTick(loop)).toBeLessThan(100);
    expect(woken).toBeGreaterThan(TIMES);
  });
});

/** Bytes that a crossing of one second allocates: the least of several rounds, as a collection may fall into one. */
function bytesPerTick(loop: TestLoop): number {
  const { table } = loop.world;
  const { slot, generation } = loop.component;
  let now = 0;
  const tickMany = (): void => {
    for (let times = 0; times < TIMES; times += 1) {
      now += 1;
      table.setNow(slot, now);
      table.tick(slot, generation, 1);
    }
  };
  let least = Infinity;
  for (let round = 0; round < 6; round += 1) {
    collectGarbage();
    const before = process.memoryUsage().heapUsed;
    tickMany();
    least = Math.min(least, process.memoryUsage().heapUsed - before);
  }
  return least / TIMES;
}
