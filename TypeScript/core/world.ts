// SPDX-License-Identifier: MIT
import type { ActorLoop } from './actor-loop';
import type { MulticastDelegate } from './engine/delegate';
import type { EndReason } from './loop/end-reason';
import type { ErrorPolicy } from './loop/error-policy';
import type { LoopClock } from './loop/loop-setting';
import type { Sound, SoundFormat } from './sound';

/** A place in the world, in Unreal's units: centimetres. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** An actor as scripts see it, the same in Unreal and in the headless host. A handle to a destroyed actor says so and does nothing. */
export interface Actor {
  readonly isValid: boolean;
  readonly label: string;
  readonly className: string;
  /** Name of the level the actor belongs to. */
  readonly level: string;
  readonly location: Vector;
  setLocation(location: Vector): void;
  /** Multiplies the world's dilation for this actor's ticks; 1 is normal, 0 stands still. */
  timeDilation: number;
  /**
   * The sound that scripts make with this actor. Made when it is first asked for; every call gives the same sound.
   * @throws {ArgumentError} if the format is none
   */
  sound(format: SoundFormat): Sound;
  /** The loop of its first loop component, whether it runs or not; null if it has none. */
  readonly loop: ActorLoop | null;
  /** Those of all its loop components. */
  readonly loops: readonly ActorLoop[];
  /**
   * Called when the actor is destroyed, with the actor. For `self.delegate(actor, 'onDestroyed')`.
   * @throws {ObjectEndedError} once the actor is no more
   */
  readonly onDestroyed: MulticastDelegate<[actor: Actor]>;
  /** Called when play ends for the actor, with the reason; else as {@link onDestroyed}. */
  readonly onEndPlay: MulticastDelegate<[actor: Actor, reason: EndReason]>;
  /**
   * A delegate of the actor by its name in the engine, such as `OnTakeAnyDamage`, or of its first component of a class. It is
   * called with actors as scripts see them, and everything else as the host has it: see docs/engine.md.
   * @param component - class name without prefix; default none: the actor itself
   * @throws {ArgumentError} if there is none of this name; {ObjectEndedError} once the actor is no more
   */
  delegate(name: string, component?: string): MulticastDelegate;
  /** The engine's own object, for calls of the engine: in Unreal what PuerTS gives scripts, headless the actor itself. */
  readonly engineObject: object;
  /** Destroys the actor at once: its loops have ended when this returns. */
  destroy(): void;
}

/** What an actor is spawned with. What is about its loop counts only with a script. */
export interface SpawnActorOptions {
  /** Class name without prefix, such as `Character`; in Unreal a path, such as `/Game/Blueprints/BP_Car`, is one as well. */
  readonly class: string;
  readonly label?: string;
  readonly location?: Vector;
  /** Module of a script to run on a loop of the new actor. */
  readonly script?: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  /** What happens when a task of that loop fails and nobody waited for it; default `report`. */
  readonly errorPolicy?: ErrorPolicy;
  /** Whether it starts in `BeginPlay`; default true. */
  readonly autoStart?: boolean;
  /** What its default time follows; default `game`. */
  readonly clock?: LoopClock;
  /** Bounds of what it does in one tick; default 10,000 steps, and no bound in milliseconds. */
  readonly tickBudget?: { readonly steps?: number; readonly milliseconds?: number };
  /** Whether it ticks in a paused world, for the clocks that go on in it; default true. */
  readonly tickEvenWhenPaused?: boolean;
  /** Whether its tick is off while nothing is due for long; default false. */
  readonly hibernate?: boolean;
  /** Whether it runs together with all others that batch, once all actors have ticked; default false. */
  readonly batch?: boolean;
}

/** The world as scripts see it. */
export interface World {
  /** Seconds since the world began play, with dilation and without pauses. */
  readonly seconds: number;
  readonly deltaSeconds: number;
  /** Name of the persistent level. */
  readonly level: string;
  isPaused: boolean;
  /** Global time dilation, 0.0001 to 20; 1 is normal. */
  timeDilation: number;
  /**
   * Spawns an actor, which begins play inside the call.
   * @throws {ArgumentError} if an option is none, the class does not exist, the world refuses (it is tearing down), or the
   * actor ends while it begins
   */
  spawn(options: SpawnActorOptions): Actor;
  /** The first actor with this label, or undefined. */
  find(label: string): Actor | undefined;
  actors(): Actor[];
  isLevelVisible(level: string): boolean;
  /** Streams a level in or out; its actors begin or end play in one of the next frames. */
  setLevelVisible(level: string, visible: boolean): void;
  /** Replaces the whole world by another level, at the start of the next frame. */
  openLevel(level: string): void;
  /** Ends the game after this frame. */
  quit(): void;
}
