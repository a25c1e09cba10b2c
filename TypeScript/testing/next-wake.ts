// SPDX-License-Identifier: MIT
import { DUE_TOLERANCE, LoopFlag, type LoopMemory, type LoopRegistry } from 'transient-loop/host';

/**
 * Undilated seconds until a loop has something to do; 0 if it wants every frame, Infinity if nothing of it is due ever.
 *
 * @param speed - dilation of the world times that of the actor
 */
export function secondsToWake(
  registry: LoopRegistry,
  slot: number,
  speed: number,
  isPaused: boolean,
): number {
  const { memory, otherClocks } = registry;
  const flags = memory.flags(slot);
  let least = Infinity;
  if (otherClocks !== null && (flags & LoopFlag.OtherClocks) !== 0) {
    const unpaused = untilDue(otherClocks.memory, 2 * slot, speed);
    least = Math.min(unpaused, untilDue(otherClocks.memory, 2 * slot + 1, 1));
  }
  if (isPaused) return least;
  if ((flags & LoopFlag.ReasonsToCross) !== 0) return 0;
  return Math.min(least, untilDue(memory, slot, speed));
}

/** Due times are noted a tolerance early. */
function untilDue(memory: LoopMemory, record: number, speed: number): number {
  const seconds = Math.max(memory.due(record) - memory.now(record), 0) + DUE_TOLERANCE;
  return speed > 0 ? seconds / speed : Infinity;
}
