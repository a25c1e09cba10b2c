// SPDX-License-Identifier: MIT
import { END_REASONS, type EndReason } from './end-reason';
import { ERROR_POLICIES, type ErrorPolicy } from './error-policy';
import { TickDelta } from './loop-flags';
import { LifecycleOperation } from './loop-registry';
import { LOOP_CLOCKS, LoopSetting } from './loop-setting';
import type { LoopState } from './loop-state';
import type { ScriptWorldClock } from './script-clocks';
import type { ScriptTable } from './script-table';

/** How often one tick may cross before it is said that it never ends. */
const CROSSING_LIMIT = 100_000;

/** What a component is given before play. */
export interface ScriptComponentSettings {
  readonly actor: string;
  readonly script: string;
  readonly arguments: string;
  /** Name of the level that its actor belongs to; default none. */
  readonly level?: string;
  /** Default `report`. */
  readonly errorPolicy?: ErrorPolicy | undefined;
  /** Destroys its actor, which ends play for this component too. */
  readonly destroyActor?: () => void;
  /** Hears that a loop begins, before its script does. */
  readonly onBegin?: () => void;
  /** Hears that the loop ends, before its tasks do. */
  readonly onEnd?: (reason: EndReason) => void;
  /** Hears how a task ended that was started from outside: a `TaskOutcome`, and its text. True if it was waited for. */
  readonly onTask?: (task: number, outcome: number, name: string, text: string) => boolean | void;
  /** Hears the events that the script posts, their payload as JSON text. */
  readonly onScriptEvent?: (name: string, payload: string) => void;
}

/** What sort of tick it is. */
export interface ScriptTickOptions {
  /** A tick in a paused world: `LEVELTICK_PauseTick`. Default false. */
  readonly paused?: boolean;
  /** Seconds that the world's real time advances by; default those of the tick. */
  readonly realDelta?: number;
}

/** The plugin's `UTransientLoopComponent`, in TypeScript. */
export class ScriptComponent {
  slot = -1;
  generation = 0;
  /** The clock of the world that its actor is in; another one after a world swap. */
  worldClock: ScriptWorldClock = { realSeconds: 0 };
  readonly number: number;
  private running = false;
  private crossing = false;
  /** Real seconds of ticks that it did not get. */
  private missedSeconds = 0;
  private current: LoopState = 'not-started';
  /** Play has ended, and has not begun again. */
  private isOver = true;

  /** By `LoopSetting`. */
  readonly numbers: number[];
  settings: ScriptComponentSettings;

  constructor(
    private readonly table: ScriptTable,
    settings: ScriptComponentSettings,
  ) {
    this.settings = settings;
    this.numbers = [0, 0, 0, 1, ERROR_POLICIES.indexOf(settings.errorPolicy ?? 'report'), 1, 0];
    this.number = table.register(this);
  }

  set(setting: number, value: number): void {
    this.numbers[setting] = value;
    const isBudget =
      setting === LoopSetting.TickBudgetSteps || setting === LoopSetting.TickBudgetMilliseconds;
    if (isBudget && this.running) this.operate(LifecycleOperation.BudgetChanged);
  }

  setScript(script: string, text: string): void {
    // A script reads these when it first wants to know them.
    if (this.running) this.operate(LifecycleOperation.ScriptChanges);
    this.settings = { ...this.settings, script, arguments: text };
  }

  private has(setting: number): boolean {
    return this.numbers[setting] !== 0;
  }

  get state(): LoopState {
    return this.current;
  }

  get isRunning(): boolean {
    return this.running;
  }

  beginPlay(): void {
    this.isOver = false;
    if (this.has(LoopSetting.AutoStart)) this.startLoop();
  }

  /** Starts the loop, unless it runs; false if play has ended. */
  startLoop(): boolean {
    if (this.running) return true;
    if (this.isOver) return false;
    this.begin();
    return this.isRunning;
  }

  private begin(): void {
    const { table } = this;
    this.settings.onBegin?.();
    this.current = 'running';
    this.slot = table.allocate(this);
    this.generation = table.generationOf(this.slot);
    this.running = true;
    if (this.slot >= table.capacity) {
      this.operate(LifecycleOperation.Grow, Math.max(table.capacity * 2, this.slot + 1));
    }
    table.startClocks(this.slot);
    const hasBudget = this.has(LoopSetting.TickBudgetSteps) || this.has(LoopSetting.TickBudgetMilliseconds);
    this.operate(LifecycleOperation.Begin, Number(hasBudget));
  }

  /** One `TickComponent`; stops after each crossing, where the host lets promise jobs run. */
  *tick(
    deltaSeconds: number,
    { paused = false, realDelta = deltaSeconds }: ScriptTickOptions = {},
  ): Generator<void, void, void> {
    const { table, slot, generation } = this;
    if (paused && !this.has(LoopSetting.TickEvenWhenPaused)) {
      this.missedSeconds += realDelta;
      return;
    }
    if (!this.running) {
      if (this.current !== 'restarting' || this.crossing) return;
      this.startLoop();
      yield;
      return;
    }
    if (this.crossing) {
      table.refusedTicks += 1;
      return;
    }
    const clock = LOOP_CLOCKS[this.numbers[LoopSetting.Clock]!];
    // C++ has the delta as a float.
    const delta = Math.fround(clock === 'real' ? realDelta + this.missedSeconds : deltaSeconds);
    this.worldClock.realSeconds += realDelta + this.missedSeconds;
    this.missedSeconds = 0;
    const standsStill = paused && clock === 'game';
    if (!(standsStill ? table.advanceInPause(slot, delta) : table.advance(slot, delta))) return;
    const last = table.crossings + CROSSING_LIMIT;
    this.crossing = true;
    try {
      table.tick(slot, generation, standsStill ? TickDelta.PauseTick : delta);
      yield;
      while (this.running && this.generation === generation && table.goesOnThisTick(slot, standsStill)) {
        if (table.crossings >= last)
          throw new Error(`Expected the tick to end, but it crossed ${CROSSING_LIMIT} times`);
        table.tick(slot, generation, TickDelta.SameTick);
        yield;
      }
    } finally {
      this.crossing = false;
    }
  }

  /** Ends the loop, if it runs, and starts its script afresh: in the next tick, if that is asked for inside of the loop. */
  restartLoop(): boolean {
    if (this.isOver) return false;
    this.stopLoop('restarted');
    if (!this.crossing) return this.startLoop();
    if (!this.running) this.current = 'restarting';
    return true;
  }

  endPlay(reason: EndReason): void {
    this.isOver = true;
    this.stopLoop(reason);
  }

  stopLoop(reason: EndReason): void {
    if (this.current === 'restarting') this.current = 'ended';
    if (!this.running) return;
    this.settings.onEnd?.(reason);
    // Forgotten first, as the plugin does.
    this.running = false;
    this.current = 'ending';
    const { slot, generation } = this;
    this.operate(LifecycleOperation.End, END_REASONS.indexOf(reason));
    this.table.free(slot, generation);
    // Unless a cleanup has started another.
    if (this.current === 'ending') this.current = 'ended';
  }

  applyErrorPolicy(failedSlot: number): void {
    if (!this.running || this.slot !== failedSlot) return;
    const errorPolicy = ERROR_POLICIES[this.numbers[LoopSetting.ErrorPolicy]!];
    if (errorPolicy === 'end-loop') this.stopLoop('stopped');
    else if (errorPolicy === 'destroy-actor') this.settings.destroyActor?.();
  }

  operate(operation: number, argument = 0): void {
    const isOutermost = !this.crossing;
    this.crossing = true;
    this.table.operate(operation, this.slot, this.generation, argument);
    if (isOutermost) this.crossing = false;
  }
}
