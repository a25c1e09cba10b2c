// SPDX-License-Identifier: MIT
import { LoopEndedError } from '../errors';
import type { LogEntry, LogSeverity } from '../log-entry';
import type { CancelRequest } from '../task/cancel-request';
import type { TaskNode } from '../task/task-node';
import { type Clock } from '../time/clock';
import type { Actor, World } from '../world';
import type { EndReason } from './end-reason';
import { LoopDetails } from './loop-details';
import { LoopFlag } from './loop-flags';
import { LoopNames } from './loop-names';
import type { LoopRegistry } from './loop-registry';
import { CROSSINGS } from './loop-stack';

/**
 * What every part of a loop needs: who it is, what time it is there, and the flags it shares with C++.
 */
export abstract class LoopCore {
  protected details: LoopDetails | null = null;
  protected names: LoopNames | null = null;

  constructor(
    readonly registry: LoopRegistry,
    readonly slot: number,
    readonly generation: number,
  ) {}

  /** Null while it lives. Kept with the names, which nobody needs of a loop that merely waits. */
  get endReason(): EndReason | null {
    return this.names === null ? null : this.names.endReason;
  }

  /** The request that ends all its tasks; null before. */
  get ending(): CancelRequest | null {
    return this.names === null ? null : this.names.ending;
  }

  /** Counts async tasks that begin, and with -1 those that are over. */
  countAsync(change: number): void {
    const details = this.moreDetails();
    details.asyncTasks += change;
    if (change > 0) details.asyncBegunIn = CROSSINGS.count;
    if (details.asyncTasks > 0) this.raise(LoopFlag.AsyncTasks);
    else this.lower(LoopFlag.AsyncTasks);
  }

  protected get hasAsyncTasks(): boolean {
    return this.details !== null && this.details.asyncTasks > 0;
  }

  /** Game time of the actor in seconds; while a timer runs, the moment it was due. */
  get now(): number {
    if (this.endReason !== null) return NaN;
    const { memory } = this.registry;
    return this.hasMoment ? memory.reached(this.slot) : memory.now(this.slot);
  }

  /** Seconds of a clock since the loop began; while a timer of that clock runs, the moment it was due. */
  nowOf(clock: Clock): number {
    if (clock === 'game' || this.endReason !== null) return this.now;
    return this.registry.useOtherClocks().now(this, clock);
  }

  /** True inside a crossing of this loop, and in the promise jobs between two crossings of one tick. */
  get isInOwnTick(): boolean {
    return CROSSINGS.isInnermost(this) || (CROSSINGS.depth === 0 && this.isTickPaused);
  }

  /** True from the beginning of a crossing to the end of its tick: logical time may be behind the clock then. */
  get hasMoment(): boolean {
    return CROSSINGS.has(this) || this.isTickPaused;
  }

  /** True where promise jobs run between the crossings of a tick, and after the last. */
  protected get isTickPaused(): boolean {
    // The slot of a loop that ended may be another's.
    return (this.registry.memory.flags(this.slot) & LoopFlag.TickPaused) !== 0 && this.endReason === null;
  }

  protected moreDetails(): LoopDetails {
    return (this.details ??= new LoopDetails(this.registry.memory.now(this.slot)));
  }

  /** True if C++ keeps the unpaused and the real clock up to date: there are timers on them. */
  protected get usesOtherClocks(): boolean {
    return (this.registry.memory.flags(this.slot) & LoopFlag.OtherClocks) !== 0;
  }

  protected get isBudgetSpent(): boolean {
    return (this.registry.memory.flags(this.slot) & LoopFlag.BudgetSpent) !== 0;
  }

  protected raise(flag: number): void {
    // The slot of a loop that ended may be another's.
    if (this.endReason !== null) return;
    const { memory } = this.registry;
    memory.setFlags(this.slot, memory.flags(this.slot) | flag);
  }

  protected lower(flag: number): void {
    if (this.endReason !== null) return;
    const { memory } = this.registry;
    memory.setFlags(this.slot, memory.flags(this.slot) & ~flag);
  }

  get actor(): Actor | null {
    return this.endReason !== null ? null : this.describe().facade(this).actor;
  }

  get world(): World | null {
    return this.endReason !== null ? null : this.describe().facade(this).world;
  }

  get scriptArguments(): Readonly<Record<string, unknown>> {
    // C++ may have given the slot to another component.
    if (this.endReason !== null) throw new LoopEndedError(this.describe().actor, this.endReason);
    return this.describe().scriptArguments;
  }

  describe(): LoopNames {
    return (this.names ??= new LoopNames(this.registry, this.slot));
  }

  log(
    event: string,
    severity: LogSeverity,
    message: string,
    task?: TaskNode,
    fields?: LogEntry['fields'],
  ): void {
    const { level, actor, script } = this.describe();
    this.registry.host.log({ event, severity, message, level, actor, script, task: task?.name, fields });
  }
}
