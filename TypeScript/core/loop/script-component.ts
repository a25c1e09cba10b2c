// SPDX-License-Identifier: MIT
import { END_REASONS, type EndReason } from './end-reason';
import type { ErrorPolicy } from './error-policy';
import { TickDelta } from './loop-flags';
import { LifecycleOperation } from './loop-registry';
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
  /** Hears that the loop ends, before its tasks do. */
  readonly onEnd?: (reason: EndReason) => void;
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
  private running = false;
  private crossing = false;

  constructor(
    private readonly table: ScriptTable,
    readonly settings: ScriptComponentSettings,
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
    { paused = false, realDelta = deltaSeconds }: ScriptTickOptions = {},
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
    this.settings.onEnd?.(reason);
    // Forgotten first, as the plugin does.
    this.running = false;
    this.operate(LifecycleOperation.End, END_REASONS.indexOf(reason));
    this.table.free(this.slot, this.generation);
  }

  applyErrorPolicy(failedSlot: number): void {
    if (!this.running || this.slot !== failedSlot) return;
    const { errorPolicy } = this.settings;
    if (errorPolicy === 'end-loop') this.endPlay('stopped');
    else if (errorPolicy === 'destroy-actor') this.settings.destroyActor?.();
  }

  operate(operation: number, argument = 0): void {
    const isOutermost = !this.crossing;
    this.crossing = true;
    this.table.operate(operation, this.slot, this.generation, argument);
    if (isOutermost) this.crossing = false;
  }
}
