// SPDX-License-Identifier: MIT
import { endReasonFromNumber } from './end-reason';
import { LoopFlag } from './loop-flags';
import { LoopRecord, type LoopBinding } from './loop-memory';
import { LifecycleOperation } from './loop-registry';
import { LoopSetting } from './loop-setting';
import { LOOP_STATES } from './loop-state';
import { ScriptClocks } from './script-clocks';
import type { ScriptComponent } from './script-component';

/** Number of the one environment there is. */
const ENVIRONMENT = 7;

type Tick = (slot: number, generation: number, deltaSeconds: number) => void;
type Lifecycle = (operation: number, slot: number, generation: number, argument: number) => void;

/**
 * The plugin's `FTransientLoopEnvironment` and `FTransientLoopTable`, in TypeScript: see those for why anything is as it is.
 *
 * For loops that no component of the plugin owns: those of a test, and a hub's.
 */
export class ScriptTable implements LoopBinding {
  capacity = 0;
  readonly clocks = new ScriptClocks();
  private doubles: Float64Array = new Float64Array(0);
  private integers: Int32Array = new Int32Array(0);
  /** Calls of the tick function so far. */
  crossings = 0;
  /** Ticks of components that came from inside a call into script for them; the plugin logs each as an error. */
  refusedTicks = 0;
  operationText = '';
  operationResult = 0;
  operationPayload = '';
  /** What the operation in progress was answered with, line by line. */
  readonly listedTasks: { task: number; parent: number; state: number; name: string; waitsFor: string }[] =
    [];
  /** By number, which is the place and one more; a component stays known when its loop ended. */
  private readonly numbered: ScriptComponent[] = [];
  private readonly components: (ScriptComponent | null)[] = [];
  private readonly generations: number[] = [];
  private readonly freeSlots: number[] = [];
  private tickFunction: Tick | null = null;
  private lifecycleFunction: Lifecycle | null = null;
  private areFramesWanted = false;

  allocate(component: ScriptComponent): number {
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
    return ENVIRONMENT;
  }

  BindMemory(environment: number, records: Float64Array, capacity: number): void {
    if (environment !== ENVIRONMENT) {
      throw new Error(`Expected environment ${ENVIRONMENT}, but got ${environment}`);
    }
    this.doubles = records;
    this.integers = new Int32Array(records.buffer);
    this.capacity = capacity;
  }

  BindClocks(_environment: number, records: Float64Array, capacity: number): void {
    this.clocks.bindMemory(records, capacity);
  }

  BindBatch(): void {
    throw new Error('Expected no loop to batch here, but room for a batch was made');
  }

  BindTaskCount(): void {
    // Nobody looks at the stats of these.
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

  /** True if the loop has something left to do in the tick in progress, which is over if not. */
  goesOnThisTick(slot: number, inPause: boolean): boolean {
    const wantsMore = this.has(slot, LoopFlag.MoreThisTick) || (!inPause && this.now(slot) >= this.due(slot));
    if (wantsMore && !this.has(slot, LoopFlag.BudgetSpent)) return true;
    this.integers[slot * LoopRecord.Integers + LoopRecord.Flags]! &= ~LoopFlag.TickPaused;
    return false;
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

  LoopNames(_environment: number, slot: number): string {
    const { script = '', level = '', actor = '' } = this.components[slot]?.settings ?? {};
    return [script, level, actor].join('\n');
  }

  ScriptModule(_environment: number, slot: number): string {
    return this.components[slot]?.settings.script ?? '';
  }

  ScriptArguments(_environment: number, slot: number): string {
    return this.components[slot]?.settings.arguments ?? '';
  }

  WakeLoop(_environment: number, slot: number): void {
    throw new Error(`Expected no loop to hibernate here, but slot ${slot} is to be woken`);
  }

  OperationText(): string {
    return this.operationText;
  }

  SetOperationText(_environment: number, text: string): void {
    this.operationText = text;
  }

  /** What lingers has a table of its own here. */
  ScopeSlot(): number {
    return -1;
  }

  HubSlot(): number {
    return -1;
  }

  SetOperationResult(_environment: number, result: number): void {
    this.operationResult = result;
  }

  ApplyErrorPolicy(_environment: number, slot: number): void {
    this.components[slot]?.applyErrorPolicy(slot);
  }

  OperationPayload(): string {
    return this.operationPayload;
  }

  AddListedTask(
    _environment: number,
    task: number,
    parent: number,
    state: number,
    name: string,
    waitsFor: string,
  ): void {
    this.listedTasks.push({ task, parent, state, name, waitsFor });
  }

  HearsTasks(_environment: number, slot: number): boolean {
    return this.components[slot]?.settings.onTask !== undefined;
  }

  TellTaskStarts(): void {
    // Nobody here waits for one.
  }

  TellTask(
    _environment: number,
    slot: number,
    task: number,
    outcome: number,
    name: string,
    text: string,
  ): boolean {
    return this.components[slot]?.settings.onTask?.(task, outcome, name, text) === true;
  }

  HearsEvents(_environment: number, slot: number): boolean {
    return this.components[slot]?.settings.onScriptEvent !== undefined;
  }

  TellEvent(_environment: number, slot: number, name: string, payload: string): void {
    this.components[slot]?.settings.onScriptEvent?.(name, payload);
  }

  TickBudgetSteps(_environment: number, slot: number): number {
    return this.components[slot]?.numbers[LoopSetting.TickBudgetSteps] ?? 0;
  }

  TickBudgetMilliseconds(_environment: number, slot: number): number {
    return this.components[slot]?.numbers[LoopSetting.TickBudgetMilliseconds] ?? 0;
  }

  /** Gives a component its number. */
  register(component: ScriptComponent): number {
    return this.numbered.push(component);
  }

  LoopNumber(_environment: number, slot: number): number {
    return this.components[slot]?.number ?? 0;
  }

  SlotOfLoop(_environment: number, loop: number): number {
    const component = this.numbered[loop - 1];
    return component?.isRunning === true ? component.slot : -1;
  }

  LoopState(loop: number): number {
    return LOOP_STATES.indexOf(this.numbered[loop - 1]?.state ?? 'ended');
  }

  StartLoop(loop: number): boolean {
    return this.numbered[loop - 1]?.startLoop() ?? false;
  }

  StopLoop(loop: number, reason: number): void {
    this.numbered[loop - 1]?.stopLoop(endReasonFromNumber(reason));
  }

  RestartLoop(loop: number): boolean {
    return this.numbered[loop - 1]?.restartLoop() ?? false;
  }

  WakeComponent(_loop: number): void {
    // None hibernates here.
  }

  LoopSetting(loop: number, setting: number): number {
    return this.numbered[loop - 1]?.numbers[setting] ?? 0;
  }

  SetLoopSetting(loop: number, setting: number, value: number): void {
    this.numbered[loop - 1]?.set(setting, value);
  }

  LoopScript(loop: number): string {
    return this.numbered[loop - 1]?.settings.script ?? '';
  }

  LoopArguments(loop: number): string {
    return this.numbered[loop - 1]?.settings.arguments ?? '';
  }

  SetLoopScript(loop: number, module: string, text: string): void {
    this.numbered[loop - 1]?.setScript(module, text);
  }

  WorldBudgetSteps(): number {
    return 0;
  }

  WorldBudgetMilliseconds(): number {
    return 0;
  }

  WantFrames(_environment: number, wanted: boolean): void {
    this.areFramesWanted = wanted;
  }

  /** Before each frame; crosses only if somebody wants to know. */
  beginFrame(): void {
    if (this.areFramesWanted) this.operate(LifecycleOperation.BeginFrame, -1, 0);
  }

  Log(severity: number, text: string): void {
    throw new Error(`Expected the core to log through its host, but it wrote ${severity}: ${text}`);
  }
}
