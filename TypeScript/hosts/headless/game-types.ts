// SPDX-License-Identifier: MIT
import type { ErrorPolicy, LogEntry, LoopClock } from 'transient-loop/host';

/** An actor as a level places it. */
export interface PlacedActor {
  /** Class name without prefix: `Actor`, `Pawn`, `Character`, or a class of the project. */
  readonly class: string;
  readonly label: string;
  /** Centimetres; default the origin. */
  readonly location?: readonly [x: number, y: number, z: number] | undefined;
  /** Module of the script that runs on a loop of the actor, below the script root, without extension. */
  readonly script?: string | undefined;
  readonly arguments?: Readonly<Record<string, unknown>> | undefined;
  /** What happens when a task of that loop fails and nobody waited for it; default `report`. */
  readonly errorPolicy?: ErrorPolicy | undefined;
  /** Whether the component turns its tick off while nothing of its loop is due for a while; default false. */
  readonly hibernate?: boolean | undefined;
  readonly batch?: boolean | undefined;
  /** Whether the loop starts in `BeginPlay`; default true. */
  readonly autoStart?: boolean | undefined;
  /** What the loop's default time follows; default `game`. */
  readonly clock?: LoopClock | undefined;
  /** Bounds of what the loop does in one tick; default 10,000 steps, and no bound in milliseconds. */
  readonly tickBudget?: TickBudgetDefinition | undefined;
  /** Whether the component ticks in a paused world, for the clocks that go on in it; default true. */
  readonly tickEvenWhenPaused?: boolean | undefined;
}

export interface TickBudgetDefinition {
  readonly steps?: number | undefined;
  readonly milliseconds?: number | undefined;
}

export interface StreamedLevel {
  /** Name of the level. */
  readonly level: string;
  /** Whether it is visible when the world starts. */
  readonly visible: boolean;
}

/** A level: what the world makes when it opens it. */
export interface LevelDefinition {
  readonly name: string;
  readonly actors: readonly PlacedActor[];
  readonly streamedLevels: readonly StreamedLevel[];
}

/** Something that happened in the world; the fields are those of the JSON log. */
export interface WorldEvent extends LogEntry {
  /** Seconds of world time. */
  readonly time: number;
  readonly frame: number;
}

export interface GameOptions {
  /** Frames a second; default 60. */
  readonly fps?: number | undefined;
  /** `real`: as fast as the clock. `max`: as fast as possible, every frame 1/fps long. Default `real`. */
  readonly speed?: 'real' | 'max' | undefined;
  /** Whether the world is an editor's: nothing plays in it, and scripts run on the hub of the editor. Default false. */
  readonly editor?: boolean | undefined;
  /** Ends play by itself after so many seconds of world time. */
  readonly seconds?: number | undefined;
  /** Folder that script modules are looked up in; default the project's `Content/JavaScript/game`. */
  readonly scriptRoot?: string | undefined;
  /** Scripts that no file holds: what a module exports, or undefined for one below the script root. */
  readonly scripts?: ((module: string) => unknown) | undefined;
  /** Clock for time budgets, in milliseconds; default that of the process. */
  readonly milliseconds?: (() => number) | undefined;
  /** Whether each task keeps the stack of whoever made it; default false. */
  readonly capturesStacks?: boolean | undefined;
  /** Whether loops that start and end are told of; default true. */
  readonly logsLoops?: boolean | undefined;
  /** Switches of the world where the engine may do one thing or another, by name; see `docs/headless-host.md`. */
  readonly switches?: Readonly<Record<string, number>> | undefined;
  /** Whether this is a session of play in the editor, whose loops end with `end-play-in-editor`; default false. */
  readonly playInEditor?: boolean | undefined;
  readonly onEvent: (event: WorldEvent) => void;
}

/** Everything that play left behind; all zeros if the promises hold. */
export interface LeftBehind {
  readonly tasks: number;
  readonly timers: number;
  readonly subscriptions: number;
  readonly sockets: number;
}

export interface GameSummary {
  readonly reason: string;
  readonly seconds: number;
  readonly frames: number;
  /** Actors that were in the world when play ended. */
  readonly actors: number;
  readonly tasksCancelled: number;
  readonly left: LeftBehind;
}
