// SPDX-License-Identifier: MIT
import type { TimerSlots } from '../time/timer-slots';

/** Stands in the place of the slot where C++ has a batch run; `FTransientLoopBatch::BatchSlot` is the same number. */
export const BATCH_SLOT = -1;

/** Where the shared memory says how many loops have run; slot and generation of each follow. */
const DONE = 0;
const LOOPS = 1;

/**
 * Loops whose memory is asked for before the first of them runs: none of it is in a cache, and waiting for all at once
 * takes as long as waiting for one. Found by measuring; half as many, or four times, make no difference.
 */
const AHEAD = 16;

/**
 * The loops that C++ wants run in one crossing, in memory that it sees as well: it writes which, and is told how many of
 * them have run. `FTransientLoopBatch` in `TransientLoopBatch.h` has the same layout.
 */
export class LoopBatch {
  /** Keeps the compiler from leaving out reads of which nothing comes. */
  touched = 0;
  private memory = new Int32Array(LOOPS);

  /**
   * @param tick - ticks a loop; true if promise jobs are to run before the next one
   * @param share - hands the memory over to C++, which keeps only its address
   */
  constructor(
    private readonly timers: TimerSlots,
    private readonly tick: (slot: number, generation: number) => boolean,
    private readonly share: (memory: Int32Array, capacity: number) => void,
  ) {}

  grow(capacity: number): void {
    const memory = new Int32Array(LOOPS + 2 * capacity);
    // C++ writes there which loops it has so far. The old memory is referenced until it has the new address.
    this.share(memory, capacity);
    this.memory = memory;
  }

  /** Ticks the loops of a batch of so many from where it was left, as far as promise jobs need not run in between. */
  run(count: number): void {
    const { memory } = this;
    for (let next = memory[DONE]!, touched = next; next < count; next += 1) {
      if (next === touched) touched = this.touch(next, count);
      memory[DONE] = next + 1;
      if (this.tick(memory[LOOPS + 2 * next]!, memory[LOOPS + 2 * next + 1]!)) return;
    }
  }

  private touch(from: number, count: number): number {
    const { memory, timers } = this;
    const end = Math.min(from + AHEAD, count);
    for (let i = from; i < end; i += 1) this.touched ^= timers.touchTask(memory[LOOPS + 2 * i]!);
    for (let i = from; i < end; i += 1) this.touched ^= timers.touchRoutine(memory[LOOPS + 2 * i]!);
    return end;
  }
}
