// SPDX-License-Identifier: MIT
import {
  END_REASONS,
  LifecycleOperation,
  LoopFlag,
  LoopRecord,
  TickDelta,
  type EndReason,
  type LoopBinding,
} from 'transient-loop/host';
import { TestClocks, type TestWorldClock } from './test-clocks';

/** How often one tick may cross before the test says that it never ends. */
const CROSSING_LIMIT = 100_000;

/** What a component is given before play. */
export interface TestComponentSettings {
  readonly actor: string;
  readonly script: string;
  readonly arguments: string;
}

/** What sort of tick it is. */
export interface TestTickOptions {
  /** A tick in a paused world: `LEVELTICK_PauseTick`. Default false. */
  readonly paused?: boolean;
  /** Seconds that the world's real time advances by; default those of the tick. */
  readonly realDelta?: number;
}

type Tick = (slot: number, generation: number, deltaSeconds: number) => void;
type Lifecycle = (operation: number, slot: number, generation: number, argument: number) => void;

/** The plugin's `FTransientLoopEnvironment` and `FTransientLoopTable`, in TypeScript: see those for why anything is as it is. */
export class TestTable implements LoopBinding {
  capacity = 0;
  readonly clocks = new TestClocks();
  private doubles: Float64Array = new Float64Array(0);
  private integers: Int32Array = new Int32Array(0);
  /** Calls of the tick function so far. */
  crossings = 0;
  /** Ticks of components that came from inside a call into script for them; the plugin logs each as an error. */
  refusedTicks = 0;
  operationText = '';
  operationResult = 0;
  private readonly components: (TestComponent | null)[] = [];
  private readonly generations: number[] = [];
  private readonly freeSlots: number[] = [];
  private tickFunction: Tick | null = null;
  private lifecycleFunction: Lifecycle | null = null;

  allocate(component: TestComponent): number {
    const slot = this.freeSlots.pop() ?? this.components.length;
    this.components[slot] = component;
    this.generations[slot] = (this.generations[slot] ?? 0) + 1;
    return slot;
  }

  generationOf(slot: number): number {
    return this.generations[slot]!;
  }

  free(slot: number, generation: number): void {
    if (this.generations[slot] !== generation || this.components[slot] === null) return;
    this.components[slot] = null;
    this.freeSlots.push(slot);
  }

  tick(slot: number, generation: number, deltaSeconds: number): void {
    this.crossings += 1;
    this.tickFunction!(slot, generation, deltaSeconds);
  }

  operate(operation: number, slot: number, generation: number, argument = 0): void {
    this.operationResult = 0;
    this.lifecycleFunction!(operation, slot, generation, argument);
  }

  Attach(tick: Tick, lifecycle: Lifecycle): number {
    this.tickFunction = tick;
    this.lifecycleFunction = lifecycle;
    return 7;
  }

  BindMemory(environment: number, records: Float64Array, capacity: number): void {
    if (environment !== 7) throw new Error(`Expected environment 7, but got ${environment}`);
    this.doubles = records;
    this.integers = new Int32Array(records.buffer);
    this.capacity = capacity;
  }

  BindClocks(_environment: number, records: Float64Array, capacity: number): void {
    this.clocks.bindMemory(records, capacity);
  }

  ReadClocks(_environment: number, slot: number): void {
    if (this.components[slot]) this.lookAtClocks(slot);
  }

  /** Brings the unpaused and the real clock up to date; true if one is due. */
  lookAtClocks(slot: number): boolean {
    return this.clocks.look(slot, this.now(slot), this.components[slot]!.worldClock);
  }

  startClocks(slot: number): void {
    this.setNow(slot, 0);
    this.clocks.start(slot, this.components[slot]!.worldClock);
  }

  /** Counts a tick; true if the loop is to be crossed. */
  advance(slot: number, delta: number): boolean {
    this.setNow(slot, this.now(slot) + delta);
    return (this.now(slot) >= this.due(slot) || this.has(slot, LoopFlag.ReasonsToLook)) && this.isDue(slot);
  }

  /** Counts a pause tick; true if the loop is to be crossed. */
  advanceInPause(slot: number, delta: number): boolean {
    this.clocks.addPause(slot, delta);
    if (!this.has(slot, LoopFlag.OtherClocks)) return false;
    return this.lookAtClocks(slot) || this.has(slot, LoopFlag.BudgetSpent);
  }

  wantsMoreThisTick(slot: number, inPause: boolean): boolean {
    if (this.has(slot, LoopFlag.BudgetSpent)) return false;
    return this.has(slot, LoopFlag.MoreThisTick) || (!inPause && this.now(slot) >= this.due(slot));
  }

  private isDue(slot: number): boolean {
    const areClocksDue = this.has(slot, LoopFlag.OtherClocks) && this.lookAtClocks(slot);
    return areClocksDue || this.now(slot) >= this.due(slot) || this.has(slot, LoopFlag.ReasonsToCross);
  }

  /** True if any of these flags is set. */
  has(slot: number, flags: number): boolean {
    return (this.flags(slot) & flags) !== 0;
  }

  now(slot: number): number {
    return this.doubles[slot * LoopRecord.Doubles + LoopRecord.Now]!;
  }

  setNow(slot: number, seconds: number): void {
    this.doubles[slot * LoopRecord.Doubles + LoopRecord.Now] = seconds;
  }

  due(slot: number): number {
    return this.doubles[slot * LoopRecord.Doubles + LoopRecord.Due]!;
  }

  flags(slot: number): number {
    return this.integers[slot * LoopRecord.Integers + LoopRecord.Flags]!;
  }

  ActorName(_environment: number, slot: number): string {
    return this.components[slot]?.settings.actor ?? '';
  }

  LevelName(_environment: number, slot: number): string {
    return this.components[slot] ? 'TestLevel' : '';
  }

  ScriptModule(_environment: number, slot: number): string {
    return this.components[slot]?.settings.script ?? '';
  }

  ScriptArguments(_environment: number, slot: number): string {
    return this.components[slot]?.settings.arguments ?? '';
  }

  OperationText(): string {
    return this.operationText;
  }

  SetOperationResult(_environment: number, result: number): void {
    this.operationResult = result;
  }

  Log(severity: number, text: string): void {
    throw new Error(`Expected the core to log through its host, but it wrote ${severity}: ${text}`);
  }
}

/** The plugin's `UTransientLoopComponent`, in TypeScript. */
export class TestComponent {
  slot = -1;
  generation = 0;
  /** The clock of the world that its actor is in; another one after a world swap. */
  worldClock: TestWorldClock = { realSeconds: 0 };
  private running = false;
  private crossing = false;

  constructor(
    private readonly table: TestTable,
    readonly settings: TestComponentSettings,
  ) {}

  get isRunning(): boolean {
    return this.running;
  }

  beginPlay(): void {
    const { table } = this;
    this.slot = table.allocate(this);
    this.generation = table.generationOf(this.slot);
    this.running = true;
    if (this.slot >= table.capacity) {
      this.operate(LifecycleOperation.Grow, Math.max(table.capacity * 2, this.slot + 1));
    }
    table.startClocks(this.slot);
    this.operate(LifecycleOperation.Begin);
  }

  /** One `TickComponent`; stops after each crossing, where the host lets promise jobs run. */
  *tick(
    deltaSeconds: number,
    { paused = false, realDelta = deltaSeconds }: TestTickOptions = {},
  ): Generator<void, void, void> {
    const { table, slot, generation } = this;
    if (!this.running) return;
    if (this.crossing) {
      table.refusedTicks += 1;
      return;
    }
    // C++ has the delta as a float.
    const delta = Math.fround(deltaSeconds);
    this.worldClock.realSeconds += realDelta;
    if (!(paused ? table.advanceInPause(slot, delta) : table.advance(slot, delta))) return;
    const last = table.crossings + CROSSING_LIMIT;
    this.crossing = true;
    try {
      table.tick(slot, generation, paused ? TickDelta.PauseTick : delta);
      yield;
      while (this.running && this.generation === generation && table.wantsMoreThisTick(slot, paused)) {
        if (table.crossings >= last)
          throw new Error(`Expected the tick to end, but it crossed ${CROSSING_LIMIT} times`);
        table.tick(slot, generation, TickDelta.SameTick);
        yield;
      }
    } finally {
      this.crossing = false;
    }
  }

  endPlay(reason: EndReason): void {
    if (!this.running) return;
    // Forgotten first, as the plugin does.
    this.running = false;
    this.operate(LifecycleOperation.End, END_REASONS.indexOf(reason));
    this.table.free(this.slot, this.generation);
  }

  operate(operation: number, argument = 0): void {
    const isOutermost = !this.crossing;
    this.crossing = true;
    this.table.operate(operation, this.slot, this.generation, argument);
    if (isOutermost) this.crossing = false;
  }
}
