// SPDX-License-Identifier: MIT
import { LoopFlag } from '../loop/loop-flags';
import { DUE_TOLERANCE, LoopMemory } from '../loop/loop-memory';
import type { LoopRegistry } from '../loop/loop-registry';
import type { LoopCore } from '../loop/loop-core';
import type { OtherClock } from './clock';
import { TimerSlots, type TimerTarget } from './timer-slots';

/**
 * The unpaused and the real clock of all loops of one environment, made when the first of them is used.
 *
 * Each clock of a loop is a record as the loop's own is, with a timer list of its own: records 2 × slot and 2 × slot + 1.
 * C++ looks at them in the ticks of loops that have the flag `OtherClocks`: those with timers here.
 */
export class OtherClocks {
  readonly memory: LoopMemory;
  readonly timers: TimerSlots;

  constructor(private readonly registry: LoopRegistry) {
    const { binding, environment } = registry;
    this.memory = new LoopMemory((records, capacity) =>
      binding.BindClocks(environment, records, capacity / 2),
    );
    this.timers = new TimerSlots(this.memory);
    this.grow();
  }

  /** Makes room for as many loops as the registry has. */
  grow(): void {
    const { memory } = this;
    const before = memory.capacity;
    memory.grow(this.registry.memory.capacity * 2);
    for (let record = before; record < memory.capacity; record += 1) memory.reset(record);
  }

  /** Makes both clocks of a slot as new for its next loop. */
  reset(slot: number): void {
    this.memory.reset(2 * slot);
    this.memory.reset(2 * slot + 1);
  }

  recordOf(slot: number, clock: OtherClock): number {
    return clock === 'unpaused' ? 2 * slot : 2 * slot + 1;
  }

  /** Seconds of a clock since the loop began; while a timer of that clock runs, the moment it was due. */
  now(loop: LoopCore, clock: OtherClock): number {
    const { slot } = loop;
    if (!this.areTicking(slot)) this.look(slot);
    else if (!loop.hasMoment) this.catchUp(slot);
    return this.memory.reached(this.recordOf(slot, clock));
  }

  /**
   * Moves logical time to the clocks, or to the first timer that has not run.
   *
   * A clock has no other moment before its timers run: what passed of it before a game time timer of the same tick was
   * due is not known.
   */
  catchUp(slot: number): void {
    const { memory, timers } = this;
    for (let record = 2 * slot; record <= 2 * slot + 1; record += 1) {
      memory.reach(record, Math.min(memory.now(record), timers.firstDue(record)));
    }
  }

  /** Adds a timer. One that is due already would fire in this very tick, and again, for ever: it is for the next. */
  add(loop: LoopCore, clock: OtherClock, due: number, target: TimerTarget): number {
    const { slot } = loop;
    const { memory } = this.registry;
    const record = this.recordOf(slot, clock);
    const madeAt = this.now(loop, clock);
    const isLate = due - DUE_TOLERANCE <= madeAt;
    const moment = isLate ? this.memory.now(record) + 2 * DUE_TOLERANCE : due;
    memory.setFlags(slot, memory.flags(slot) | LoopFlag.OtherClocks);
    return this.timers.add(record, loop.generation, madeAt, moment, target);
  }

  remove(loop: LoopCore, clock: OtherClock, timer: number): void {
    this.timers.remove(this.recordOf(loop.slot, clock), timer);
  }

  /** C++ need not look any more if no timer is left. Asked at the end of a tick, so that the clocks are up to date within it. */
  rest(slot: number): void {
    const { memory } = this.registry;
    if (this.memory.firstTimer(2 * slot) >= 0 || this.memory.firstTimer(2 * slot + 1) >= 0) return;
    memory.setFlags(slot, memory.flags(slot) & ~LoopFlag.OtherClocks);
  }

  private areTicking(slot: number): boolean {
    return (this.registry.memory.flags(slot) & LoopFlag.OtherClocks) !== 0;
  }

  private look(slot: number): void {
    const { binding, environment } = this.registry;
    binding.ReadClocks(environment, slot);
    this.catchUp(slot);
  }
}
