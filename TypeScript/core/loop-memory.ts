// SPDX-License-Identifier: MIT

/** The static functions of the plugin's binding class, the same in Unreal and in the headless host. Numbers and text only. */
export interface LoopBinding {
  /** Hands over the two entry points; returns the number of the environment that is being started. */
  Attach(
    tick: (slot: number, generation: number, deltaSeconds: number) => void,
    lifecycle: (operation: number, slot: number, generation: number, argument: number) => void,
  ): number;
  /** Shares the three arrays with C++, which keeps only their addresses: the arrays must outlive the next call. */
  BindMemory(
    environment: number,
    now: Float64Array,
    due: Float64Array,
    flags: Int32Array,
    capacity: number,
  ): void;
  ActorName(environment: number, slot: number): string;
  LevelName(environment: number, slot: number): string;
  ScriptModule(environment: number, slot: number): string;
  /** The component's script arguments as JSON text; empty for none. */
  ScriptArguments(environment: number, slot: number): string;
  /** The text that belongs to the lifecycle operation in progress. */
  OperationText(environment: number): string;
  /** Answers the lifecycle operation in progress with a number. */
  SetOperationResult(environment: number, result: number): void;
  /** Writes a line to the engine's log: 0 log, 1 warning, 2 error. */
  Log(severity: number, text: string): void;
}

/** A due time this close counts as due, in seconds: deltas are floats, and 50 times 1/50 s must be one second. */
export const DUE_TOLERANCE = 1e-6;

/**
 * The arrays of all loops of one environment, indexed by slot.
 *
 * C++ sees `now`, `due` and `flags` through the same memory and is told of new ones before the old ones are dropped.
 */
export class LoopMemory {
  /** Game time of the loop at the end of the tick in progress, in seconds. C++ writes it. */
  now = new Float64Array(0);
  /** When the loop wants to be crossed next, in seconds, {@link DUE_TOLERANCE} early; Infinity for never. */
  due = new Float64Array(0);
  /** Bits of `LoopFlag`. */
  flags = new Int32Array(0);
  /** Logical time: the moment the loop has reached, in seconds. Not shared. */
  reached = new Float64Array(0);
  /** First timer of the loop, or -1. Not shared. */
  firstTimer = new Int32Array(0);

  constructor(private readonly share: (memory: LoopMemory) => void) {}

  get capacity(): number {
    return this.now.length;
  }

  grow(capacity: number): void {
    if (capacity <= this.capacity) return;
    // The old arrays stay referenced until C++ has the new addresses.
    const before = [this.now, this.due, this.flags];
    const used = this.capacity;
    this.now = copied(new Float64Array(capacity), this.now);
    this.due = copied(new Float64Array(capacity).fill(Infinity, used), this.due);
    this.flags = copied(new Int32Array(capacity), this.flags);
    this.reached = copied(new Float64Array(capacity), this.reached);
    this.firstTimer = copied(new Int32Array(capacity).fill(-1, used), this.firstTimer);
    this.share(this);
    before.length = 0;
  }

  /** Makes a slot as new for its next loop. */
  reset(slot: number): void {
    this.due[slot] = Infinity;
    this.flags[slot] = 0;
    this.reached[slot] = this.now[slot]!;
    this.firstTimer[slot] = -1;
  }
}

function copied<T extends Float64Array | Int32Array>(target: T, source: T): T {
  target.set(source);
  return target;
}
