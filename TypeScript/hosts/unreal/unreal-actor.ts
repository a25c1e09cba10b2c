// SPDX-License-Identifier: MIT
import * as cpp from 'cpp';
import {
  ActorSound,
  ComponentLoop,
  type Actor,
  type ActorLoop,
  type LoopRegistry,
  type Sound,
  type SoundFormat,
  type Vector,
} from 'transient-loop/host';
import { TransientLoopComponent, TransientLoopSoundComponent, Vector as EngineVector } from 'ue';
import type { EngineActor } from './engine-types';

/** An actor of the engine, as scripts see it. PuerTS throws on every access once it is garbage. */
export class UnrealActor implements Actor {
  constructor(
    private readonly engineActor: EngineActor,
    private readonly registryOf: () => LoopRegistry | undefined,
  ) {}

  get isValid(): boolean {
    try {
      this.engineActor.GetName();
      return true;
    } catch {
      return false;
    }
  }

  /** Its name: labels exist in the editor only. */
  get label(): string {
    return this.engineActor.GetName();
  }

  get className(): string {
    return this.engineActor.GetClass().GetName();
  }

  get level(): string {
    return this.engineActor.GetLevel().GetOuter().GetName();
  }

  get location(): Vector {
    const { X: x, Y: y, Z: z } = this.engineActor.K2_GetActorLocation();
    return { x, y, z };
  }

  setLocation({ x, y, z }: Vector): void {
    this.engineActor.K2_SetActorLocation(new EngineVector(x, y, z), false, undefined, true);
  }

  get timeDilation(): number {
    return this.engineActor.CustomTimeDilation;
  }

  set timeDilation(dilation: number) {
    this.engineActor.CustomTimeDilation = dilation;
  }

  sound(format: SoundFormat): Sound {
    const number = TransientLoopSoundComponent.FindOrAddSound(this.engineActor);
    return new ActorSound(cpp.TransientLoopBinding, number, format);
  }

  get loop(): ActorLoop | null {
    return this.loopAt(0) ?? null;
  }

  get loops(): readonly ActorLoop[] {
    const loops: ActorLoop[] = [];
    for (let loop = this.loopAt(0); loop !== undefined; loop = this.loopAt(loops.length)) loops.push(loop);
    return loops;
  }

  private loopAt(index: number): ActorLoop | undefined {
    const number = TransientLoopComponent.FindLoopNumber(this.engineActor, index);
    return number === 0 ? undefined : new ComponentLoop(cpp.TransientLoopBinding, this.registryOf, number);
  }

  destroy(): void {
    this.engineActor.K2_DestroyActor();
  }
}
