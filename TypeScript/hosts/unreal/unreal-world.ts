// SPDX-License-Identifier: MIT
import { LoopError, type Actor, type World } from 'transient-loop/host';
import { GameplayStatics } from 'ue';
import type { EngineObject } from './engine-types';

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

  spawn(): Actor {
    return notYet('world.spawn');
  }

  find(): Actor | undefined {
    return notYet('world.find');
  }

  actors(): Actor[] {
    return notYet('world.actors');
  }

  isLevelVisible(): boolean {
    return notYet('world.isLevelVisible');
  }

  setLevelVisible(): void {
    notYet('world.setLevelVisible');
  }

  quit(): void {
    notYet('world.quit');
  }
}

/** Says plainly what this host cannot do yet; `docs/status.md` lists it. */
function notYet(call: string): never {
  throw new LoopError(
    'NOT_IN_UNREAL_YET',
    `Expected ${call} to be called headless: the Unreal host does not have it yet`,
  );
}
