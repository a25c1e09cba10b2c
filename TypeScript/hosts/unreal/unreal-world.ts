// SPDX-License-Identifier: MIT
import { $ref, $unref } from 'puerts';
import {
  ArgumentError,
  ERROR_POLICIES,
  LOOP_CLOCKS,
  checkSpawnOptions,
  type Actor,
  type SpawnActorOptions,
  type World,
} from 'transient-loop/host';
import { GameplayStatics, TransientLoopSpawnOptions, TransientLoopWorldLibrary, Vector } from 'ue';
import type { EngineObject } from './engine-types';
import { UnrealActor } from './unreal-actor';

/** The world an actor or a game instance is in, through the engine's own gameplay statics. */
export class UnrealWorld implements World {
  constructor(private readonly context: EngineObject) {}

  get seconds(): number {
    return GameplayStatics.GetTimeSeconds(this.context);
  }

  get deltaSeconds(): number {
    return GameplayStatics.GetWorldDeltaSeconds(this.context);
  }

  get level(): string {
    return GameplayStatics.GetCurrentLevelName(this.context, true);
  }

  get isPaused(): boolean {
    return GameplayStatics.IsGamePaused(this.context);
  }

  set isPaused(paused: boolean) {
    GameplayStatics.SetGamePaused(this.context, paused);
  }

  get timeDilation(): number {
    return GameplayStatics.GetGlobalTimeDilation(this.context);
  }

  set timeDilation(dilation: number) {
    GameplayStatics.SetGlobalTimeDilation(this.context, dilation);
  }

  openLevel(level: string): void {
    GameplayStatics.OpenLevel(this.context, level);
  }

  spawn(given: SpawnActorOptions): Actor {
    checkSpawnOptions(given);
    const actorClass = TransientLoopWorldLibrary.FindActorClass(given.class);
    if (!actorClass) throw new ArgumentError('world.spawn', 'the class of an actor', given.class);
    const error = $ref('');
    const spawned = TransientLoopWorldLibrary.SpawnScriptedActor(
      this.context,
      actorClass,
      spawnOptions(given),
      error,
    );
    if (!spawned) throw new ArgumentError('world.spawn', 'an actor that can be spawned', $unref(error));
    return new UnrealActor(spawned);
  }

  find(label: string): Actor | undefined {
    const found = TransientLoopWorldLibrary.FindActorByLabel(this.context, String(label));
    return found ? new UnrealActor(found) : undefined;
  }

  actors(): Actor[] {
    const found = TransientLoopWorldLibrary.GetWorldActors(this.context);
    return Array.from({ length: found.Num() }, (_, index) => new UnrealActor(found.Get(index)));
  }

  isLevelVisible(level: string): boolean {
    return TransientLoopWorldLibrary.IsStreamedLevelVisible(this.context, String(level));
  }

  setLevelVisible(level: string, visible: boolean): void {
    if (!TransientLoopWorldLibrary.SetStreamedLevelVisible(this.context, String(level), visible === true)) {
      throw new ArgumentError('world.setLevelVisible', 'the name of a level', level);
    }
  }

  quit(): void {
    if (!TransientLoopWorldLibrary.EndGame(this.context)) {
      throw new ArgumentError('world.quit', 'a world that plays', this.level);
    }
  }
}

/** The options as the engine has them: `FTransientLoopSpawnOptions`, with its own defaults. */
function spawnOptions(given: SpawnActorOptions): TransientLoopSpawnOptions {
  const { location, tickBudget } = given;
  const options = new TransientLoopSpawnOptions();
  options.Label = given.label ?? '';
  if (location !== undefined) options.Location = new Vector(location.x, location.y, location.z);
  options.ScriptModule = given.script ?? '';
  if (given.arguments !== undefined) options.ScriptArguments = JSON.stringify(given.arguments);
  // Enumerations are numbers in PuerTS, and both lists are in the engine's order.
  if (given.errorPolicy !== undefined) options.ErrorPolicy = ERROR_POLICIES.indexOf(given.errorPolicy);
  if (given.clock !== undefined) options.Clock = LOOP_CLOCKS.indexOf(given.clock);
  if (given.autoStart !== undefined) options.bAutoStart = given.autoStart;
  if (given.hibernate !== undefined) options.bHibernate = given.hibernate;
  if (given.batch !== undefined) options.bBatch = given.batch;
  if (given.tickEvenWhenPaused !== undefined) options.bTickEvenWhenPaused = given.tickEvenWhenPaused;
  if (tickBudget?.steps !== undefined) options.TickBudgetSteps = tickBudget.steps;
  if (tickBudget?.milliseconds !== undefined) options.TickBudgetMilliseconds = tickBudget.milliseconds;
  return options;
}
