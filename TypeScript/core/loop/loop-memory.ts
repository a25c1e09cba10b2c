// SPDX-License-Identifier: MIT
import type { BlueprintBinding } from './blueprint-binding';
import { LoopFlag } from './loop-flags';

/** The static functions of the plugin's binding class, the same in Unreal and in the headless host. Numbers and text only. */
export interface LoopBinding extends BlueprintBinding {
  /** Hands over the two entry points; returns the number of the environment that is being started. */
  Attach(
    tick: (slot: number, generation: number, deltaSeconds: number) => void,
    lifecycle: (operation: number, slot: number, generation: number, argument: number) => void,
  ): number;
  /** Shares the records with C++, which keeps only their address: they must outlive the next call. */
  BindMemory(environment: number, records: Float64Array, capacity: number): void;
  /** The same for the unpaused and the real clock, in this order: two records a loop. */
  BindClocks(environment: number, records: Float64Array, capacity: number): void;
  /** Shares memory for the batch of a frame: how many of its loops have run, then slot and generation of each. */
  BindBatch(environment: number, loops: Int32Array, capacity: number): void;
  /** Shares one whole number, how many tasks are alive, which C++ reads for the stats. */
  BindTaskCount(environment: number, tasksAlive: Int32Array): void;
  /** Brings the unpaused and the real clock of a loop up to date. */
  ReadClocks(environment: number, slot: number): void;
  /** Script module, level and actor of a loop, a line each. */
  LoopNames(environment: number, slot: number): string;
  ScriptModule(environment: number, slot: number): string;
  /** The component's script arguments as JSON text; empty for none. */
  ScriptArguments(environment: number, slot: number): string;
  /** Turns the tick of a hibernating loop on again. */
  WakeLoop(environment: number, slot: number): void;
  /** The text that belongs to the lifecycle operation in progress. */
  OperationText(environment: number): string;
  /** Answers the lifecycle operation in progress with text. */
  SetOperationText(environment: number, text: string): void;
  /**
   * Slot of the loop for the tasks of a scope, a number of `LOOP_SCOPES`, as seen from the loop of a slot. It begins now if it did
   * not; below 0 if there is no such scope.
   */
  ScopeSlot(environment: number, slot: number, scope: number): number;
  /** Slot of the hub's loop for what lingers, which begins now if it did not; below 0 if there is none any more. */
  HubSlot(environment: number): number;
  /** Answers the lifecycle operation in progress with a number. */
  SetOperationResult(environment: number, result: number): void;
  /**
   * Does what the component wants done after a failure that nobody waited for: nothing, or it ends its loop, or destroys
   * its actor, before this returns. Nothing for a loop that is being ended already.
   */
  ApplyErrorPolicy(environment: number, slot: number): void;
  /** Bounds of all loops together, from the project's settings; 0 for none. */
  WorldBudgetSteps(): number;
  WorldBudgetMilliseconds(): number;
  /** Whether the beginning of each frame of the world is told, as a lifecycle operation. */
  WantFrames(environment: number, wanted: boolean): void;
  /** Writes a line to the engine's log: 0 log, 1 warning, 2 error. */
  Log(severity: number, text: string): void;
}

/** A due time this close counts as due, in seconds: deltas are floats, and 50 times 1/50 s must be one second. */
export const DUE_TOLERANCE = 1e-6;

/**
 * One record of 32 bytes a loop: three doubles, then two integers. One cache line holds all that an idle tick, and the
 * first look of a due one, read. `FTransientLoopRecord` in `TransientLoopRecord.h` is the same layout.
 */
export const LoopRecord = {
  Doubles: 4,
  Now: 0,
  Due: 1,
  Reached: 2,
  Integers: 8,
  Flags: 6,
  FirstTimer: 7,
} as const;

// The compiler always inlines what is as short as this makes it: a number that is not returned is not put on the heap.
const { Doubles: DOUBLES, Now: NOW, Due: DUE, Reached: REACHED } = LoopRecord;
const { Integers: INTEGERS, Flags: FLAGS, FirstTimer: FIRST_TIMER } = LoopRecord;

/** The records of all loops of one environment, by slot, in memory that C++ sees as well. */
export class LoopMemory {
  private doubles = new Float64Array(0);
  private integers = new Int32Array(0);

  /** @param wake - called before what C++ goes by is changed in the record of a loop that hibernates */
  constructor(
    private readonly share: (records: Float64Array, capacity: number) => void,
    private readonly wake: (slot: number) => void = () => {},
  ) {}

  get capacity(): number {
    return this.doubles.length / DOUBLES;
  }

  grow(capacity: number): void {
    if (capacity <= this.capacity) return;
    // Referenced until C++ has the new address.
    const before = this.doubles;
    this.doubles = new Float64Array(capacity * DOUBLES);
    this.doubles.set(before);
    this.integers = new Int32Array(this.doubles.buffer);
    this.share(this.doubles, capacity);
  }

  /** Makes a slot as new for its next loop. */
  reset(slot: number): void {
    this.setDue(slot, Infinity);
    this.setFlags(slot, 0);
    this.setFirstTimer(slot, -1);
    this.doubles[slot * DOUBLES + REACHED] = this.now(slot);
  }

  /** Game time of the loop at the end of the tick in progress, in seconds. C++ writes it. */
  now(slot: number): number {
    return this.doubles[slot * DOUBLES + NOW]!;
  }

  /** When the loop wants to be crossed next, in seconds, {@link DUE_TOLERANCE} early; Infinity for never. */
  due(slot: number): number {
    return this.doubles[slot * DOUBLES + DUE]!;
  }

  setDue(slot: number, seconds: number): void {
    if ((this.integers[slot * INTEGERS + FLAGS]! & LoopFlag.Hibernating) !== 0) this.wake(slot);
    this.doubles[slot * DOUBLES + DUE] = seconds;
  }

  /** Logical time: the moment the loop has reached, in seconds. C++ moves it on to the beginning of a tick. */
  reached(slot: number): number {
    return this.doubles[slot * DOUBLES + REACHED]!;
  }

  /** Moves logical time on; it never goes back. */
  reach(slot: number, moment: number): void {
    const place = slot * DOUBLES + REACHED;
    if (moment > this.doubles[place]!) this.doubles[place] = moment;
  }

  /** Moves logical time on to the beginning of a tick of so many seconds, and for 0 to the clock itself. */
  reachBeginning(slot: number, deltaSeconds: number): void {
    // The difference is not passed on: where the compiler does not inline, a number that is passed is a number on the heap.
    const at = slot * DOUBLES;
    const moment = this.doubles[at + NOW]! - deltaSeconds;
    if (moment > this.doubles[at + REACHED]!) this.doubles[at + REACHED] = moment;
  }

  /** Moves logical time on to what the record says is due, and not beyond the clock. */
  reachDue(slot: number): void {
    const at = slot * DOUBLES;
    const due = this.doubles[at + DUE]! + DUE_TOLERANCE;
    const now = this.doubles[at + NOW]!;
    const moment = due < now ? due : now;
    if (moment > this.doubles[at + REACHED]!) this.doubles[at + REACHED] = moment;
  }

  /** The same, to a moment that stands elsewhere: see {@link reachBeginning}. */
  reachUpToNow(slot: number, moments: Float64Array, place: number): void {
    const at = slot * DOUBLES;
    const due = moments[place]!;
    const now = this.doubles[at + NOW]!;
    const moment = due < now ? due : now;
    if (moment > this.doubles[at + REACHED]!) this.doubles[at + REACHED] = moment;
  }

  /** Bits of `LoopFlag`. */
  flags(slot: number): number {
    return this.integers[slot * INTEGERS + FLAGS]!;
  }

  setFlags(slot: number, flags: number): void {
    if ((flags & LoopFlag.Hibernating) !== 0) this.wake(slot);
    this.integers[slot * INTEGERS + FLAGS] = flags & ~LoopFlag.Hibernating;
  }

  /** First timer of the loop, or -1. C++ does not look at it. */
  firstTimer(slot: number): number {
    return this.integers[slot * INTEGERS + FIRST_TIMER]!;
  }

  setFirstTimer(slot: number, timer: number): void {
    this.integers[slot * INTEGERS + FIRST_TIMER] = timer;
  }
}
